"""Submission closes, scores and reads an attempt once, whatever arrives at the same time."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select, text

from assessment.domain.attempts import Attempt, PersonId
from assessment.domain.catalog import Catalog
from assessment.domain.errors import AssessmentError, AttemptClosed, CatalogMissing, NotFound
from assessment.domain.problems import ContentProblem, ContentRefused
from assessment.services.answering import record_response
from assessment.services.attempts import load_attempt
from assessment.services.catalogs import CatalogShelf, Files
from assessment.services.results import load_result
from assessment.services.submission import submit_attempt
from assessment.store.engine import Database
from assessment.store.records import AttemptRecord, ReadingRecord, ScoreSheetRecord
from tests.builders import NOON, make_answer, make_catalog
from tests.services.sittings import answer_all, finish_sitting, open_sitting

LATER = NOON + timedelta(hours=1)


def at_once(work: Callable[[int], object], threads: int) -> list[object]:
    """Run ``work`` in threads that start together; results and refusals in order."""
    outcomes: list[object] = [None] * threads
    gate = threading.Barrier(threads)

    def run(number: int) -> None:
        gate.wait()
        try:
            outcomes[number] = work(number)
        except AssessmentError as refused:
            outcomes[number] = refused

    crew = [threading.Thread(target=run, args=(number,)) for number in range(threads)]
    for thread in crew:
        thread.start()
    for thread in crew:
        thread.join()
    return outcomes


def count_rows(database: Database, record: type[object]) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(record)) or 0


def test_submitting_closes_scores_and_reads_the_attempt(
    database: Database, shelf: CatalogShelf, ada: PersonId
) -> None:
    attempt = finish_sitting(database, shelf, ada, now=LATER)
    with database.reading() as session:
        result = load_result(session, shelf, ada, attempt.id)
    assert attempt.submitted_at == LATER
    assert set(result.sheet.areas) == set(shelf.current.areas)
    assert all(score.level is not None for score in result.sheet.areas.values())
    assert result.reading.stage is not None
    assert result.reading.target == attempt.target
    assert result.scored_at == LATER


def test_submitting_again_leaves_the_first_submission_as_it_was(
    database: Database, shelf: CatalogShelf, ada: PersonId
) -> None:
    attempt = finish_sitting(database, shelf, ada)
    again = submit_attempt(database, shelf, ada, attempt.id, now=LATER)
    assert again == attempt
    assert count_rows(database, ScoreSheetRecord) == 1


def test_twenty_simultaneous_submissions_make_one_sheet_and_one_reading(
    database: Database, shelf: CatalogShelf, ada: PersonId
) -> None:
    attempt = open_sitting(database, shelf, ada, "quick")
    answer_all(database, shelf, ada, attempt.id)
    outcomes = at_once(
        lambda n: submit_attempt(database, shelf, ada, attempt.id, now=NOON + timedelta(seconds=n)),
        20,
    )
    assert all(isinstance(outcome, Attempt) for outcome in outcomes), outcomes
    assert len({o.submitted_at for o in outcomes if isinstance(o, Attempt)}) == 1
    assert count_rows(database, ScoreSheetRecord) == 1
    assert count_rows(database, ReadingRecord) == 1


def test_an_answer_saved_while_submitting_is_scored_or_refused_but_never_lost(
    database: Database, shelf: CatalogShelf, ada: PersonId
) -> None:
    attempt = open_sitting(database, shelf, ada, "quick")
    first, *others = attempt.booklet.entries

    def act(number: int) -> object:
        if number == 0:
            return submit_attempt(database, shelf, ada, attempt.id, now=LATER)
        entry = others[number - 1]
        with database.writing() as session:
            return record_response(
                session,
                shelf,
                ada,
                attempt.id,
                entry.item,
                make_answer(shelf.current, entry),
                save_id="once",
                seen_revision=0,
                now=NOON,
            )

    outcomes = at_once(act, 9)
    assert isinstance(outcomes[0], Attempt)
    saved = {
        e.item for e, o in zip(others, outcomes[1:], strict=False) if not isinstance(o, Exception)
    }
    refused = [o for o in outcomes[1:] if isinstance(o, Exception)]
    assert all(isinstance(o, AttemptClosed) for o in refused)
    with database.reading() as session:
        result = load_result(session, shelf, ada, attempt.id)
    assert set(result.attempt.responses) == saved
    said = {area for area, score in result.sheet.areas.items() if score.said is not None}
    assert said == {shelf.current.items[i].area for i in saved if i.endswith("self-rating")}  # type: ignore[union-attr]


def test_a_submission_without_any_answer_has_a_sheet_that_withholds_everything(
    database: Database, shelf: CatalogShelf, ada: PersonId
) -> None:
    attempt = open_sitting(database, shelf, ada)
    submit_attempt(database, shelf, ada, attempt.id, now=LATER)
    with database.reading() as session:
        result = load_result(session, shelf, ada, attempt.id)
    assert {score.level for score in result.sheet.areas.values()} == {None}


def test_somebody_elses_attempt_cannot_be_submitted(
    database: Database, shelf: CatalogShelf, ada: PersonId, ben: PersonId
) -> None:
    attempt = open_sitting(database, shelf, ada)
    with pytest.raises(NotFound):
        submit_attempt(database, shelf, ben, attempt.id, now=LATER)
    with database.reading() as session:
        assert session.scalar(select(AttemptRecord.status)) == "open"


def test_a_failure_while_scoring_leaves_the_attempt_open_and_nothing_stored(
    database: Database, shelf: CatalogShelf, ada: PersonId, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempt = open_sitting(database, shelf, ada)

    def fail(*_args: object, **_named: object) -> int:
        raise RuntimeError("the reading could not be stored")

    monkeypatch.setattr("assessment.services.submission.add_reading", fail)
    with pytest.raises(RuntimeError, match="could not be stored"):
        submit_attempt(database, shelf, ada, attempt.id, now=LATER)
    assert count_rows(database, ScoreSheetRecord) == 0
    with database.reading() as session:
        assert session.scalar(select(AttemptRecord.status)) == "open"


def test_without_the_content_it_was_made_from_a_form_stays_open_and_as_it_was(
    database: Database, shelf: CatalogShelf, ada: PersonId
) -> None:
    attempt = open_sitting(database, shelf, ada)
    answer_all(database, shelf, ada, attempt.id)
    with database.reading() as session:
        before = load_attempt(session, ada, attempt.id)

    def unreadable(files: Files) -> Catalog:
        if files["revision.md"] == attempt.booklet.revision:
            raise ContentRefused([ContentProblem(path="a.md", line=1, message="gone", hint="")])
        return make_catalog(revision=files["revision.md"])

    bare = CatalogShelf(lambda: {"revision.md": "later"}, unreadable)
    with pytest.raises(CatalogMissing) as missing:
        submit_attempt(database, bare, ada, attempt.id, now=NOON)
    assert missing.value.revision == attempt.booklet.revision
    with database.reading() as session:
        assert load_attempt(session, ada, attempt.id) == before
        assert session.execute(text("SELECT count(*) FROM score_sheets")).scalar() == 0
