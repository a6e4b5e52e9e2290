"""Sittings begin once, go on with what was answered, and belong to one person."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from assessment.domain.areas import AreaId
from assessment.domain.attempts import Attempt, AttemptId, PersonId
from assessment.domain.errors import AttemptStillOpen, NotFound, TooManyAttempts
from assessment.domain.items import Claim, DemonstratedUnit, InstructedCheck
from assessment.services import attempts
from assessment.services.answering import record_response
from assessment.services.attempts import (
    continue_to_full,
    list_attempts,
    load_attempt,
    start_attempt,
)
from assessment.services.catalogs import CatalogShelf
from assessment.services.results import load_result, reread
from assessment.services.submission import submit_attempt
from assessment.store.engine import Database
from assessment.store.records import AttemptRecord, CatalogSnapshotRecord
from tests.builders import NOON, make_answer, make_target
from tests.services.sittings import answer_all, finish_sitting, open_sitting
from tests.services.test_submission import at_once, count_rows
from tests.store.contents import EditedContent


def go_on(database: Database, shelf: CatalogShelf, person: PersonId, quick: AttemptId) -> Attempt:
    with database.writing() as session:
        return continue_to_full(session, shelf, person, quick, now=NOON + timedelta(days=1))


def test_a_started_attempt_is_stored_with_everything_it_was_started_with(
    database: Database, shelf: CatalogShelf, ada: PersonId
) -> None:
    with database.writing() as session:
        started = start_attempt(
            session,
            shelf,
            ada,
            form="full",
            target=make_target(level=3.7),
            suspected_gap=AreaId("finance"),
            seed=2**48 - 1,
            now=NOON,
        )
    with database.reading() as session:
        loaded = load_attempt(session, ada, started.id)
        kept = session.scalar(select(CatalogSnapshotRecord.revision))
    assert loaded == started
    assert kept == loaded.booklet.revision


def test_a_second_start_returns_the_open_attempt_as_it_is(
    database: Database, shelf: CatalogShelf, ada: PersonId
) -> None:
    first = open_sitting(database, shelf, ada, seed=1)
    answer_all(database, shelf, ada, first.id)
    second = open_sitting(database, shelf, ada, seed=2)
    assert second.id == first.id
    assert len(second.responses) == len(first.booklet.entries)


def test_twenty_simultaneous_starts_make_one_attempt(
    database: Database, shelf: CatalogShelf, ada: PersonId
) -> None:
    outcomes = at_once(lambda n: open_sitting(database, shelf, ada, seed=n), 20)
    assert all(isinstance(outcome, Attempt) for outcome in outcomes), outcomes
    assert len({o.id for o in outcomes if isinstance(o, Attempt)}) == 1
    assert count_rows(database, AttemptRecord) == 1


def test_forms_and_people_do_not_share_attempts(
    database: Database, shelf: CatalogShelf, ada: PersonId, ben: PersonId
) -> None:
    mine = open_sitting(database, shelf, ada, "full")
    quick = open_sitting(database, shelf, ada, "quick")
    theirs = open_sitting(database, shelf, ben, "full")
    assert len({mine.id, quick.id, theirs.id}) == 3


def test_a_new_attempt_after_submission_avoids_the_items_of_the_last(
    database: Database, shelf: CatalogShelf, ada: PersonId
) -> None:
    def scored(attempt: Attempt) -> set[str]:
        items = shelf.current.items
        return {
            e.item for e in attempt.booklet.entries if isinstance(items[e.item], DemonstratedUnit)
        }

    first = finish_sitting(database, shelf, ada, seed=1)
    second = open_sitting(database, shelf, ada, seed=1)
    assert second.id != first.id
    assert not scored(first) & scored(second)


def test_starting_for_nobody_is_refused(database: Database, shelf: CatalogShelf) -> None:
    with pytest.raises(NotFound):
        open_sitting(database, shelf, PersonId("0" * 32))


def test_attempts_are_limited_for_one_person(
    database: Database, shelf: CatalogShelf, ada: PersonId, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attempts, "MOST_ATTEMPTS", 1)
    finish_sitting(database, shelf, ada, "quick")
    with pytest.raises(TooManyAttempts):
        open_sitting(database, shelf, ada, "quick")


def test_going_on_carries_the_quick_answers_over_locked_and_in_front(
    database: Database, shelf: CatalogShelf, ada: PersonId
) -> None:
    quick = finish_sitting(database, shelf, ada, "quick")
    full = go_on(database, shelf, ada, quick.id)
    carried = full.booklet.entries[: len(quick.booklet.entries)]
    assert [e.item for e in carried] == [e.item for e in quick.booklet.entries]
    assert [e.short for e in carried] == [e.short for e in quick.booklet.entries]
    assert all(e.locked for e in carried)
    assert not any(e.locked for e in full.booklet.entries[len(carried) :])
    assert full.responses == quick.responses
    assert full.continues == quick.id
    assert full.target == quick.target


def test_going_on_asks_only_for_what_is_left_of_the_full_form(
    database: Database, shelf: CatalogShelf, ada: PersonId
) -> None:
    quick = finish_sitting(database, shelf, ada, "quick")
    full = go_on(database, shelf, ada, quick.id)
    left = [shelf.current.items[e.item] for e in full.booklet.entries if not e.locked]
    assert sum(isinstance(item, DemonstratedUnit) for item in left) == 18
    assert sum(isinstance(item, Claim) for item in left) == 18
    assert sum(isinstance(item, InstructedCheck) for item in left) == 2


def test_going_on_twice_returns_the_attempt_that_was_opened(
    database: Database, shelf: CatalogShelf, ada: PersonId
) -> None:
    quick = finish_sitting(database, shelf, ada, "quick")
    outcomes = at_once(lambda _: go_on(database, shelf, ada, quick.id), 8)
    assert len({o.id for o in outcomes if isinstance(o, Attempt)}) == 1, outcomes
    assert go_on(database, shelf, ada, quick.id).responses == quick.responses


def test_going_on_stays_with_the_content_and_the_target_of_the_quick_form(
    database: Database, shelf: CatalogShelf, content: EditedContent, ada: PersonId
) -> None:
    quick = finish_sitting(database, shelf, ada, "quick")
    with database.writing() as session:
        reread(session, shelf, ada, quick.id, make_target("enterprise"), now=NOON)
    content.files = {"revision.md": "r2"}
    shelf.reload()
    full = go_on(database, shelf, ada, quick.id)
    assert full.booklet.revision == "r1"
    assert full.target == make_target("enterprise")


def test_going_on_needs_a_submitted_quick_form_of_ones_own(
    database: Database, shelf: CatalogShelf, ada: PersonId, ben: PersonId
) -> None:
    quick = open_sitting(database, shelf, ada, "quick")
    with pytest.raises(AttemptStillOpen):
        go_on(database, shelf, ada, quick.id)
    with pytest.raises(NotFound):
        go_on(database, shelf, ben, quick.id)
    full = finish_sitting(database, shelf, ada, "full")
    with pytest.raises(NotFound):
        go_on(database, shelf, ada, full.id)


def test_the_continued_attempt_is_scored_with_the_carried_answers(
    database: Database, shelf: CatalogShelf, ada: PersonId
) -> None:
    quick = finish_sitting(database, shelf, ada, "quick")
    full = go_on(database, shelf, ada, quick.id)
    answer_all(database, shelf, ada, full.id)
    submit_attempt(database, shelf, ada, full.id, now=NOON + timedelta(days=1))
    with database.reading() as session:
        sheet = load_result(session, shelf, ada, full.id).sheet
        before = load_result(session, shelf, ada, quick.id).sheet
    assert {score.units_offered for score in sheet.areas.values()} == {3}
    x = {unit.item: unit.x for unit in sheet.units}
    assert all(x[unit.item] == unit.x for unit in before.units)
    assert {a: s.said for a, s in sheet.areas.items()} == {
        a: s.said for a, s in before.areas.items()
    }


def test_a_foreign_and_a_missing_attempt_look_the_same(
    database: Database, shelf: CatalogShelf, ada: PersonId, ben: PersonId
) -> None:
    attempt = open_sitting(database, shelf, ada)
    with database.reading() as session:
        with pytest.raises(NotFound) as foreign:
            load_attempt(session, ben, attempt.id)
        with pytest.raises(NotFound) as missing:
            load_attempt(session, ada, AttemptId("f" * 32))
    assert str(foreign.value) == str(missing.value)


def test_the_list_holds_ones_own_sittings_the_latest_first(
    database: Database, shelf: CatalogShelf, ada: PersonId, ben: PersonId
) -> None:
    quick = finish_sitting(database, shelf, ada, "quick")
    full = go_on(database, shelf, ada, quick.id)
    open_sitting(database, shelf, ben)
    with database.reading() as session:
        listed = list_attempts(session, ada)
    assert [line.id for line in listed] == [full.id, quick.id]
    assert [line.is_open for line in listed] == [True, False]
    assert [line.answered for line in listed] == [18, 18]
    assert [line.places for line in listed] == [56, 18]
    assert listed[0].continues == quick.id


def test_content_edited_during_an_attempt_does_not_change_it(
    database: Database, shelf: CatalogShelf, content: EditedContent, ada: PersonId
) -> None:
    attempt = open_sitting(database, shelf, ada)
    content.files = {"revision.md": "r2"}
    assert shelf.reload() == ()
    assert shelf.current.revision == "r2"
    entry = attempt.booklet.entries[0]
    with database.writing() as session:
        record_response(
            session,
            shelf,
            ada,
            attempt.id,
            entry.item,
            make_answer(shelf.current, entry),
            save_id="s",
            seen_revision=0,
            now=NOON,
        )
    submit_attempt(database, shelf, ada, attempt.id, now=NOON)
    with database.reading() as session:
        assert load_result(session, shelf, ada, attempt.id).catalog.revision == "r1"
        assert session.scalar(select(func.count()).select_from(CatalogSnapshotRecord)) == 1
