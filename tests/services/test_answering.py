"""An answer is kept as it was sent, changed by whoever saw it, and never by anybody else."""

import pytest

from assessment.domain.attempts import Attempt, AttemptId, PersonId
from assessment.domain.bank import ItemId
from assessment.domain.errors import (
    AttemptClosed,
    InvalidAnswer,
    LockedItem,
    NotFound,
    StaleRevision,
    UnknownItem,
)
from assessment.domain.items import ExhibitItem, JudgementItem, NumberItem
from assessment.services.answering import (
    LONGEST_SECONDS,
    Acknowledgement,
    load_answers,
    load_question,
    record_response,
    skip_item,
)
from assessment.services.attempts import continue_to_full, load_attempt
from assessment.services.catalogs import CatalogShelf
from assessment.services.submission import submit_attempt
from assessment.store.engine import Database
from tests.builders import NOON
from tests.services.sittings import finish_sitting, open_sitting
from tests.services.test_submission import at_once
from tests.store.databases import recorded


class Desk:
    """One person at one attempt, with short words for what they do there."""

    def __init__(self, database: Database, shelf: CatalogShelf, person: PersonId) -> None:
        self.database, self.shelf, self.person = database, shelf, person
        self.attempt: Attempt = open_sitting(database, shelf, person)
        self.saves = 0

    def first(self, kind: type) -> ItemId:
        items = self.shelf.current.items
        return next(e.item for e in self.attempt.booklet.entries if isinstance(items[e.item], kind))

    def save(
        self,
        item: ItemId,
        raw: object,
        *,
        seen: int = 0,
        save_id: str | None = None,
        seconds: float | None = None,
        confidence: object = None,
    ) -> Acknowledgement:
        self.saves += 1
        with self.database.writing() as session:
            return record_response(
                session,
                self.shelf,
                self.person,
                self.attempt.id,
                item,
                raw,
                save_id=save_id or f"save-{self.saves}",
                seen_revision=seen,
                seconds=seconds,
                confidence=confidence,
                now=NOON,
            )

    def skip(self, item: ItemId, *, seen: int = 0) -> Acknowledgement:
        self.saves += 1
        with self.database.writing() as session:
            return skip_item(
                session,
                self.person,
                self.attempt.id,
                item,
                "not-my-context",
                save_id=f"skip-{self.saves}",
                seen_revision=seen,
                now=NOON,
            )

    def saved(self, item: ItemId) -> object:
        with self.database.reading() as session:
            saved = load_question(session, self.person, self.attempt.id, item).saved
        return None if saved is None else saved.value

    def submit(self) -> None:
        submit_attempt(self.database, self.shelf, self.person, self.attempt.id, now=NOON)


@pytest.fixture
def desk(database: Database, shelf: CatalogShelf, ada: PersonId) -> Desk:
    return Desk(database, shelf, ada)


def test_a_saved_answer_is_there_for_the_next_page(desk: Desk) -> None:
    item = ItemId("strategy-self-rating")
    assert desk.save(item, 4, seconds=12.25).revision == 1
    with desk.database.reading() as session:
        place = load_question(session, desk.person, desk.attempt.id, item)
    assert place.saved is not None
    assert (place.saved.value, place.saved.seconds, place.saved.revision) == (4, 12.25, 1)
    assert (place.index, place.is_open) == (0, True)


def test_a_number_comes_back_with_every_bit(desk: Desk) -> None:
    item = desk.first(NumberItem)
    for revision, number in enumerate((0.1 + 0.2, 1 / 3, 5e-324, -1e15, 4.0)):
        desk.save(item, number, seen=revision)
        saved = desk.saved(item)
        assert isinstance(saved, float)
        assert saved.hex() == number.hex()


def test_a_change_names_the_revision_it_saw(desk: Desk) -> None:
    item = ItemId("strategy-self-rating")
    first = desk.save(item, 2)
    second = desk.save(item, 3, seen=first.revision)
    assert second.revision == 2
    assert desk.saved(item) == 3


def test_a_change_of_something_else_is_refused_and_shows_both_answers(desk: Desk) -> None:
    item = ItemId("strategy-self-rating")
    desk.save(item, 2)
    desk.save(item, 5, seen=1)
    with pytest.raises(StaleRevision) as stale:
        desk.save(item, 3, seen=1)
    assert (stale.value.current, stale.value.offered, stale.value.revision) == (5, 3, 2)
    assert desk.saved(item) == 5


def test_two_tabs_that_agree_do_not_conflict(desk: Desk) -> None:
    item = ItemId("strategy-self-rating")
    desk.save(item, 2)
    assert desk.save(item, 2, seen=0).revision == 1


def test_a_repeated_save_is_acknowledged_once_more_and_changes_nothing(desk: Desk) -> None:
    item = ItemId("strategy-self-rating")
    first = desk.save(item, 2, save_id="one", seconds=3.0)
    assert desk.save(item, 2, save_id="one", seconds=99.0) == first
    with desk.database.reading() as session:
        saved = load_question(session, desk.person, desk.attempt.id, item).saved
    assert saved is not None
    assert saved.seconds == 3.0


def test_a_late_repetition_does_not_undo_a_newer_answer(desk: Desk) -> None:
    item = ItemId("strategy-self-rating")
    desk.save(item, 2, save_id="one")
    desk.save(item, 4, seen=1)
    with pytest.raises(StaleRevision):
        desk.save(item, 2, save_id="one")
    assert desk.saved(item) == 4


def test_of_different_answers_sent_at_once_exactly_one_is_kept(desk: Desk) -> None:
    item = ItemId("strategy-self-rating")
    outcomes = at_once(lambda n: desk.save(item, n + 1, save_id=f"tab-{n}"), 5)
    kept = [n for n, o in enumerate(outcomes) if isinstance(o, Acknowledgement)]
    assert len(kept) == 1
    assert desk.saved(item) == kept[0] + 1
    refusals = [o for o in outcomes if isinstance(o, Exception)]
    assert all(isinstance(o, StaleRevision) and o.current == kept[0] + 1 for o in refusals)


def test_the_same_save_sent_at_once_is_acknowledged_every_time(desk: Desk) -> None:
    item = ItemId("strategy-self-rating")
    outcomes = at_once(lambda _: desk.save(item, 3, save_id="double-click"), 8)
    assert {getattr(o, "revision", o) for o in outcomes} == {1}


def test_time_only_grows_and_a_save_without_a_time_keeps_it(desk: Desk) -> None:
    item = ItemId("strategy-self-rating")
    for seen, seconds in enumerate((8.0, 3.0, None, 20.5)):
        desk.save(item, seen + 1, seen=seen, seconds=seconds)
    with desk.database.reading() as session:
        saved = load_question(session, desk.person, desk.attempt.id, item).saved
    assert saved is not None
    assert saved.seconds == 20.5


@pytest.mark.parametrize("seconds", [-1.0, float("nan"), float("inf")])
def test_an_impossible_time_is_refused(desk: Desk, seconds: float) -> None:
    with pytest.raises(InvalidAnswer):
        desk.save(ItemId("strategy-self-rating"), 3, seconds=seconds)
    assert desk.saved(ItemId("strategy-self-rating")) is None


@pytest.mark.parametrize("save_id", ["a b", "x" * 65, "é", "\x00"])
def test_a_save_without_a_usable_id_is_refused(desk: Desk, save_id: str) -> None:
    with pytest.raises(InvalidAnswer):
        desk.save(ItemId("strategy-self-rating"), 3, save_id=save_id)


def test_an_invalid_answer_leaves_the_saved_one(desk: Desk) -> None:
    item = ItemId("strategy-self-rating")
    desk.save(item, 3)
    with pytest.raises(InvalidAnswer):
        desk.save(item, 6, seen=1)
    assert desk.saved(item) == 3


def test_a_skip_takes_the_answer_back_and_can_itself_be_taken_back(desk: Desk) -> None:
    item = ItemId("strategy-self-rating")
    desk.save(item, 3)
    desk.skip(item, seen=1)
    with desk.database.reading() as session:
        skipped = load_question(session, desk.person, desk.attempt.id, item).saved
    assert skipped is not None
    assert (skipped.value, skipped.skip_reason) == (None, "not-my-context")
    desk.save(item, 4, seen=2)
    assert desk.saved(item) == 4


def test_a_skip_does_not_silently_take_back_an_answer_from_another_tab(desk: Desk) -> None:
    item = ItemId("strategy-self-rating")
    desk.save(item, 3)
    with pytest.raises(StaleRevision) as stale:
        desk.skip(item, seen=0)
    assert (stale.value.current, stale.value.offered) == (3, None)


def test_an_unfinished_exhibit_is_kept_for_the_page_and_skipped_for_scoring(desk: Desk) -> None:
    item = next(
        e.item
        for e in desk.attempt.booklet.entries
        if not e.short and isinstance(desk.shelf.current.items[e.item], ExhibitItem)
    )
    desk.save(item, ["T", None, "?", None, None])
    assert desk.saved(item) == ("T", None, "?", None, None)
    with desk.database.reading() as session:
        response = load_attempt(session, desk.person, desk.attempt.id).responses[item]
    assert (response.value, response.skip_reason) == (None, "skipped")


def test_progress_tells_open_partly_answered_and_skipped_apart(desk: Desk) -> None:
    judgement = next(
        e.item
        for e in desk.attempt.booklet.entries
        if not e.short and isinstance(desk.shelf.current.items[e.item], JudgementItem)
    )
    desk.save(judgement, [1, None, 2, None, None])
    desk.save(ItemId("strategy-self-rating"), 3)
    desk.skip(ItemId("finance-self-rating"))
    with desk.database.reading() as session:
        saved = load_answers(session, desk.person, desk.attempt.id)
    assert not saved[judgement].is_complete
    assert saved[ItemId("strategy-self-rating")].is_complete
    assert saved[ItemId("finance-self-rating")].value is None
    assert ItemId("team-self-rating") not in saved


def test_nothing_is_saved_after_submission(desk: Desk) -> None:
    item = ItemId("strategy-self-rating")
    desk.save(item, 3)
    desk.submit()
    with pytest.raises(AttemptClosed):
        desk.save(item, 4, seen=1)
    with pytest.raises(AttemptClosed):
        desk.skip(item, seen=1)
    assert desk.saved(item) == 3


def test_an_item_outside_the_form_is_unknown(desk: Desk) -> None:
    outside = next(i for i in desk.shelf.current.items if desk.attempt.booklet.entry(i) is None)
    for item in (outside, ItemId("no-such-item"), ItemId("x" * 5000), ItemId("\ud800")):
        with pytest.raises(UnknownItem):
            desk.save(item, 3)


def test_a_carried_answer_is_locked(database: Database, shelf: CatalogShelf, ada: PersonId) -> None:
    quick = finish_sitting(database, shelf, ada, "quick")
    with database.writing() as session:
        full = continue_to_full(session, shelf, ada, quick.id, now=NOON)
    with pytest.raises(LockedItem), database.writing() as session:
        record_response(
            session,
            shelf,
            ada,
            full.id,
            ItemId("strategy-self-rating"),
            1,
            save_id="s",
            seen_revision=1,
            now=NOON,
        )


def test_somebody_elses_attempt_cannot_be_read_or_answered(desk: Desk, ben: PersonId) -> None:
    item = ItemId("strategy-self-rating")
    desk.save(item, 3)
    owner, desk.person = desk.person, ben
    with pytest.raises(NotFound):
        desk.save(item, 5, seen=1)
    with pytest.raises(NotFound):
        desk.saved(item)
    with desk.database.reading() as session:
        assert load_answers(session, ben, desk.attempt.id) == {}
    desk.person = owner
    assert desk.saved(item) == 3


@pytest.mark.parametrize("attempt", ["", "x", "' OR 1=1 --", "9" * 400])
def test_a_malformed_attempt_id_is_just_missing(
    database: Database, ada: PersonId, attempt: str
) -> None:
    with database.reading() as session, pytest.raises(NotFound):
        load_question(session, ada, AttemptId(attempt), ItemId("strategy-self-rating"))


def test_a_save_takes_two_statements_and_a_question_page_one(desk: Desk) -> None:
    item = ItemId("strategy-self-rating")
    desk.save(item, 3)
    with recorded(desk.database) as statements:
        desk.save(item, 4, seen=1)
    assert len(statements) == 2, statements
    with recorded(desk.database) as statements, desk.database.reading() as session:
        load_question(session, desk.person, desk.attempt.id, item)
    assert len(statements) == 1, statements


def test_how_sure_somebody_is_of_an_exhibit_is_kept_with_the_answer(desk: Desk) -> None:
    item = desk.first(ExhibitItem)
    marks = ["T"] * len(desk.shelf.current.items[item].statements)  # type: ignore[union-attr]
    first = desk.save(item, marks, confidence="80")
    assert desk.save(item, marks, seen=first.revision, confidence="60").revision == 2
    with desk.database.reading() as session:
        saved = load_question(session, desk.person, desk.attempt.id, item).saved
        scored = load_attempt(session, desk.person, desk.attempt.id).responses[item]
    assert saved is not None
    assert saved.confidence == scored.confidence == 60
    desk.save(item, marks, seen=2)
    with desk.database.reading() as session:
        saved = load_question(session, desk.person, desk.attempt.id, item).saved
    assert saved is not None
    assert saved.confidence is None, "what was said can be taken back"


@pytest.mark.parametrize("confidence", ["49", "101", "75", "-50", "sure", "1e2", True, 80.5, "٨٠"])
def test_an_impossible_confidence_is_refused_and_the_saved_answer_stays(
    desk: Desk, confidence: object
) -> None:
    item = desk.first(ExhibitItem)
    marks = ["T"] * len(desk.shelf.current.items[item].statements)  # type: ignore[union-attr]
    desk.save(item, marks, confidence=90)
    with pytest.raises(InvalidAnswer, match="how sure"):
        desk.save(item, ["F"] * len(marks), seen=1, confidence=confidence)
    assert desk.saved(item) == tuple(marks)


def test_other_questions_are_not_asked_how_sure_one_is(desk: Desk) -> None:
    item = desk.first(NumberItem)
    desk.save(item, 12, confidence="nonsense")
    with desk.database.reading() as session:
        saved = load_question(session, desk.person, desk.attempt.id, item).saved
    assert saved is not None
    assert saved.confidence is None


@pytest.mark.parametrize(("seconds", "kept"), [(0.0, 0.0), (3 * 86_400.0, LONGEST_SECONDS)])
def test_no_time_and_days_are_kept_as_what_they_can_mean(
    desk: Desk, seconds: float, kept: float
) -> None:
    item = desk.first(NumberItem)
    desk.save(item, 12, seconds=seconds)
    with desk.database.reading() as session:
        saved = load_question(session, desk.person, desk.attempt.id, item).saved
    assert saved is not None
    assert saved.seconds == kept
