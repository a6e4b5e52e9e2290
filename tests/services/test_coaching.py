"""A coach works with a client by way of a grant that stands, and with nobody any other way."""

import json
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from assessment.domain.accounts import Account
from assessment.domain.attempts import AttemptId, PersonId
from assessment.domain.coaching import (
    AgreedDraft,
    AgreedId,
    AgreedState,
    NoteDraft,
    NoteId,
    check_agreed,
    check_note,
)
from assessment.domain.errors import CoachingInvalid, NoteChanged, NotFound
from assessment.domain.sharing import GrantId
from assessment.services.accounts import create_account
from assessment.services.agreed import (
    answer_action,
    list_agreed,
    list_proposed,
    propose_action,
    step_of,
    withdraw_action,
)
from assessment.services.audit import list_ledger
from assessment.services.caseload import (
    PAGE,
    change_client,
    list_clients,
    list_ended,
    name_key,
)
from assessment.services.catalogs import CatalogShelf
from assessment.services.coach_notes import (
    add_note,
    change_note,
    delete_note,
    list_notes,
    load_note,
    notes_for_client,
)
from assessment.services.cohorts import load_cohort
from assessment.services.grants import revoke_grant
from assessment.services.people import delete_person, start_guest
from assessment.services.plans import load_plan, make_plan, move_step
from assessment.services.preparing import load_preparation
from assessment.services.settings import PROJECT
from assessment.services.takeout import export_person
from assessment.store.engine import Database
from tests.builders import NOON
from tests.services.sittings import finish_sitting
from tests.services.test_grants import DAY, attempt, cleo, coach, share, terms
from tests.services.test_plan_files import INPUTS

__all__ = ["attempt", "cleo", "coach"]

NOTE = NoteDraft(text="Asks last what should come first.", visibility="only-me",
                 session_on=NOON.date())  # fmt: skip
AGREED = AgreedDraft(
    what="Have the note retold.",
    done_when="Two people retell it alike.",
    due_on=NOON.date() + 14 * DAY,
    hours=3.0,
)


@pytest.fixture
def grant(database: Database, ada: PersonId, coach: Account, attempt: AttemptId) -> GrantId:
    assert attempt  # she has a result before she shares
    return share(database, ada, coach, terms(None))


def written(database: Database, coach: Account, grant: GrantId, draft: NoteDraft = NOTE) -> NoteId:
    with database.writing() as session:
        return add_note(session, coach.id, grant, draft, save_id=draft.text[:30], now=NOON)


def test_who_accepted_is_on_the_list_with_target_date_and_next_step(
    database: Database, ada: PersonId, coach: Account, cleo: Account, grant: GrantId
) -> None:
    with database.writing() as session:
        propose_action(session, coach.id, "Ben", grant, AGREED, save_id="s", now=NOON + DAY)
        change_client(session, coach.id, grant, name=" Ada  Lovelace ", next_on=date(2026, 12, 1),
                      now=NOON)  # fmt: skip
    with database.reading() as session:
        (line,) = list_clients(session, coach.id, now=NOON).lines
        assert (line.client, line.grant, line.name) == (ada, grant, "Ada Lovelace")
        assert line.target
        assert line.form == "full"
        assert (line.next_step, line.next_due) == (AGREED.what, AGREED.due_on)
        assert line.next_on == date(2026, 12, 1)
        assert line.last_at == NOON + DAY
        assert list_clients(session, cleo.id, now=NOON).lines == []
        assert list_ended(session, coach.id, now=NOON) == []


def many(database: Database, coach: Account, count: int) -> None:
    """Clients who share everything, without a sitting."""
    for number in range(count):
        with database.writing() as session:
            owner = start_guest(session, now=NOON)[0].id
            create_account(
                session, email=f"p{number:03}@example.org", name=f"Person {number:03}",
                person=owner, verified=True, now=NOON,
            )  # fmt: skip
        share(database, owner, coach, terms(None), now=NOON + number * timedelta(minutes=1))


@pytest.mark.slow
def test_the_list_goes_by_name_or_by_date_fifty_at_a_time_in_two_queries(
    database: Database, coach: Account
) -> None:
    many(database, coach, PAGE + 3)
    asked: list[str] = []
    event.listen(
        database.reader, "before_cursor_execute",
        lambda *a: asked.append(a[2]),
    )  # fmt: skip
    later = NOON + DAY
    with database.reading() as session:
        first = list_clients(session, coach.id, now=later)
        queries = [sql for sql in asked if sql.lstrip().upper().startswith("SELECT")]
        assert len(queries) == 2
        assert [line.name for line in first.lines] == [f"Person {n:03}" for n in range(PAGE)]
        second = list_clients(session, coach.id, after=first.next, now=later)
        assert [line.name for line in second.lines] == [
            f"Person {n:03}" for n in range(PAGE, PAGE + 3)
        ]
        assert second.next is None
        latest = list_clients(session, coach.id, order="date", now=later)
        assert latest.lines[0].name == f"Person {PAGE + 2:03}"
        rest = list_clients(session, coach.id, order="date", after=latest.next, now=later)
        assert [line.name for line in rest.lines] == ["Person 002", "Person 001", "Person 000"]
        found = list_clients(session, coach.id, search="SON 01", now=later).lines
        assert [line.name for line in found] == [f"Person 01{n}" for n in range(10)]
        assert list_clients(session, coach.id, search="50%_", now=later).lines == []


def test_names_are_sorted_as_people_read_them() -> None:
    assert sorted(["Zoë", "ada", "Émile", "Ben"], key=name_key) == ["ada", "Ben", "Zoë", "Émile"]


def everything_a_coach_asks(
    shelf: CatalogShelf,
    coach: Account,
    grant: GrantId,
    attempt: AttemptId,
    note: NoteId,
    action: AgreedId,
) -> list[Callable[[Session], object]]:
    n, a = note, action
    return [
        lambda s: list_notes(s, coach.id, grant, now=NOON),
        lambda s: load_note(s, coach.id, grant, n, now=NOON),
        lambda s: add_note(s, coach.id, grant, NOTE, save_id="x", now=NOON),
        lambda s: change_note(s, coach.id, grant, n, NOTE, seen_revision=1, now=NOON),
        lambda s: delete_note(s, coach.id, grant, n, now=NOON),
        lambda s: list_proposed(s, coach.id, grant, now=NOON),
        lambda s: propose_action(s, coach.id, "B", grant, AGREED, save_id="x", now=NOON),
        lambda s: withdraw_action(s, coach.id, grant, a, now=NOON),
        lambda s: load_preparation(s, shelf, coach.id, grant, now=NOON),
        lambda s: load_preparation(s, shelf, coach.id, grant, attempt, now=NOON),
        lambda s: change_client(s, coach.id, grant, name="x", next_on=None, now=NOON),
    ]


def test_without_a_grant_that_stands_there_is_nothing(
    database: Database, shelf: CatalogShelf, ada: PersonId, coach: Account, cleo: Account,
    grant: GrantId, attempt: AttemptId,
) -> None:  # fmt: skip
    note = written(database, coach, grant)
    with database.writing() as session:
        action = propose_action(session, coach.id, "Ben", grant, AGREED, save_id="s", now=NOON)
    for account in (cleo, coach):
        if account is coach:
            with database.writing() as session:
                revoke_grant(session, ada, grant, now=NOON)
        for asked in everything_a_coach_asks(shelf, account, grant, attempt, note, action):
            with database.writing() as session, pytest.raises(NotFound):
                asked(session)
    with database.reading() as session:
        assert list_clients(session, coach.id, now=NOON).lines == []
        (ended,) = list_ended(session, coach.id, now=NOON)
        assert "Guest" in ended.name
        assert load_cohort(session, coach.id, shelf.current, now=NOON) == ()


def test_a_note_is_the_coachs_and_only_those_for_both_reach_the_client(
    database: Database, ada: PersonId, coach: Account, grant: GrantId
) -> None:
    shared = NoteDraft(text="We look at the board note.", visibility="with-client",
                       session_on=NOON.date() - DAY)  # fmt: skip
    written(database, coach, grant)
    written(database, coach, grant, shared)
    with database.reading() as session:
        assert [n.text for n in list_notes(session, coach.id, grant, now=NOON)] == [
            NOTE.text,
            shared.text,
        ]
        (read,) = notes_for_client(session, ada)
        assert (read.note.text, read.author) == (shared.text, "ben@example.org")
        theirs = json.dumps(export_person(session, ada))
        mine = json.dumps(export_person(session, coach.person))
        ledger, _ = list_ledger(session, ada, page=1, size=20)
    assert shared.text in theirs
    assert NOTE.text not in theirs
    assert NOTE.text in mine
    assert [line.event.action for line in ledger if line.event.kind == "note"] == ["note.written"]


def test_a_note_sent_twice_is_kept_once_and_a_stale_change_overwrites_nothing(
    database: Database, coach: Account, grant: GrantId
) -> None:
    note = written(database, coach, grant)
    assert written(database, coach, grant) == note
    other = NoteDraft(text="Better words.", visibility="only-me", session_on=NOON.date())
    third = NoteDraft(text="Other words.", visibility="only-me", session_on=NOON.date())
    with database.writing() as session:
        changed = change_note(session, coach.id, grant, note, other, seen_revision=1, now=NOON)
        assert (changed.text, changed.revision) == (other.text, 2)
    with database.writing() as session, pytest.raises(NoteChanged) as refused:
        change_note(session, coach.id, grant, note, third, seen_revision=1, now=NOON)
    assert refused.value.current == other.text
    with database.writing() as session:
        delete_note(session, coach.id, grant, note, now=NOON)
    with database.reading() as session:
        assert list_notes(session, coach.id, grant, now=NOON) == []


@pytest.mark.parametrize(
    ("text", "day"), [("", NOON.date()), ("x" * 8001, NOON.date()), ("x", NOON.date() + 2 * DAY)]
)
def test_a_note_that_cannot_be_kept_is_refused(text: str, day: date) -> None:
    with pytest.raises(CoachingInvalid):
        check_note(text, "only-me", day, now=NOON)


@pytest.mark.parametrize(
    ("what", "when", "days", "hours"),
    [("", "x", 3, 2), ("x", "", 3, 2), ("x" * 161, "x", 3, 2), ("x", "x", -9, 2),
     ("x", "x", 400, 2), ("x", "x", 3, 0), ("x", "x", 3, 99)],
)  # fmt: skip
def test_an_action_that_cannot_be_agreed_is_refused(
    what: str, when: str, days: int, hours: float
) -> None:
    with pytest.raises(CoachingInvalid):
        check_agreed(what, when, NOON.date() + days * DAY, hours, now=NOON)


def plan_of(database: Database, shelf: CatalogShelf, ada: PersonId) -> str:
    with database.writing() as session:
        return make_plan(session, shelf, ada, None, INPUTS, now=NOON)


def test_an_agreed_action_lands_in_the_clients_plan_with_who_and_when(
    database: Database, ada: PersonId, coach: Account, shipped: CatalogShelf
) -> None:
    finish_sitting(database, shipped, ada)
    grant = share(database, ada, coach, terms(None))
    plan = plan_of(database, shipped, ada)
    with database.writing() as session:
        action = propose_action(session, coach.id, "Ben", grant, AGREED, save_id="s", now=NOON)
        (offered,) = list_agreed(session, ada)
        assert (offered.state, offered.author, offered.plan) == ("proposed", "Ben", None)
    with database.writing() as session:
        taken = answer_action(session, shipped, ada, action, "taken", now=NOON)
        assert (taken.state, taken.plan) == ("taken", plan)
    with database.reading() as session:
        stored = load_plan(session, ada, plan)
        step = stored.plan.find(step_of(action))
        assert step is not None
        assert step.action.title == AGREED.what
        assert any("agreed on it with Ben" in because.text for because in step.because)
        assert AGREED.due_on.isoformat() in step.action.deliverable.source
        assert stored.number == 2
    with database.writing() as session:
        move_step(session, ada, plan, step_of(action), "done", "They did.", now=NOON)
    with database.reading() as session:
        assert [a.state for a in list_agreed(session, ada)] == ["done"]
        assert [a.state for a in list_proposed(session, coach.id, grant, now=NOON)] == ["done"]


@pytest.fixture
def shipped() -> CatalogShelf:
    return CatalogShelf.from_content(PROJECT / "content")


def test_without_a_plan_it_is_kept_with_its_date_and_can_be_ticked(
    database: Database, shelf: CatalogShelf, ada: PersonId, coach: Account, grant: GrantId
) -> None:
    with database.writing() as session:
        action = propose_action(session, coach.id, "Ben", grant, AGREED, save_id="s", now=NOON)
        again = propose_action(session, coach.id, "Ben", grant, AGREED, save_id="s", now=NOON)
        assert again == action
        moves: tuple[AgreedState, ...] = ("taken", "done", "done", "declined")
        for state in moves:
            line = answer_action(session, shelf, ada, action, state, now=NOON)
            assert (line.state, line.plan) == (state, None)


def test_what_the_client_has_answered_cannot_be_taken_back_and_what_is_taken_back_is_gone(
    database: Database, shelf: CatalogShelf, ada: PersonId, ben: PersonId, coach: Account,
    grant: GrantId,
) -> None:  # fmt: skip
    with database.writing() as session:
        first = propose_action(session, coach.id, "Ben", grant, AGREED, save_id="1", now=NOON)
        other = propose_action(session, coach.id, "Ben", grant, AGREED, save_id="2", now=NOON)
        with pytest.raises(NotFound):
            answer_action(session, shelf, ben, first, "taken", now=NOON)
        answer_action(session, shelf, ada, first, "declined", now=NOON)
        with pytest.raises(NotFound):
            withdraw_action(session, coach.id, grant, first, now=NOON)
        withdraw_action(session, coach.id, grant, other, now=NOON)
        with pytest.raises(NotFound):
            answer_action(session, shelf, ada, other, "taken", now=NOON)
        assert [a.id for a in list_agreed(session, ada)] == [first]


def test_the_preparation_sheet_speaks_of_what_is_shared_alone(
    database: Database, shelf: CatalogShelf, ada: PersonId, coach: Account, attempt: AttemptId
) -> None:
    grant = share(database, ada, coach, terms(attempt))
    finish_sitting(database, shelf, ada, seed=11, now=NOON + 90 * DAY)  # not shared: scope is one
    with database.writing() as session:
        change_client(session, coach.id, grant, name="Ada", next_on=None, now=NOON)
    written(database, coach, grant)
    with database.reading() as session:
        sheet = load_preparation(session, shelf, coach.id, grant, now=NOON + DAY)
    assert sheet.who == "Ada"
    assert sheet.taken_on == NOON.date()
    assert sheet.since is None
    assert sheet.note == NOTE.text


def test_a_new_result_moves_a_client_up_only_where_it_is_shared(
    database: Database, shelf: CatalogShelf, ada: PersonId, coach: Account, cleo: Account,
    attempt: AttemptId,
) -> None:  # fmt: skip
    share(database, ada, coach, terms(attempt))
    share(database, ada, cleo, terms(None))
    later = NOON + 80 * DAY
    finish_sitting(database, shelf, ada, seed=11, now=later)
    with database.reading() as session:
        assert list_clients(session, coach.id, now=later).lines[0].last_at == NOON
        assert list_clients(session, cleo.id, now=later).lines[0].last_at == later


def test_a_client_who_deletes_everything_is_on_no_list_and_in_no_note(
    database: Database, ada: PersonId, coach: Account, grant: GrantId
) -> None:
    written(database, coach, grant)
    with database.writing() as session:
        propose_action(session, coach.id, "Ben", grant, AGREED, save_id="s", now=NOON)
    delete_person(database, ada, now=NOON)
    with database.reading() as session:
        assert list_clients(session, coach.id, now=NOON).lines == []
        assert list_ended(session, coach.id, now=NOON) == []
        assert NOTE.text not in json.dumps(export_person(session, coach.person))
