"""A result is what was stored at submission; another target adds a reading and moves no level."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from assessment.domain.attempts import AttemptId, PersonId
from assessment.domain.errors import AttemptStillOpen, NotFound
from assessment.services.attempts import load_attempt
from assessment.services.catalogs import CatalogShelf
from assessment.services.results import Result, load_result, read_all_types, reread
from assessment.services.scoring import score_booklet
from assessment.store.engine import Database
from assessment.store.records import ReadingRecord
from tests.builders import NOON, make_target
from tests.services.sittings import finish_sitting, open_sitting
from tests.services.test_submission import count_rows
from tests.store.contents import EditedContent, make_shelf

LATER = NOON + timedelta(days=3)


def result_of(
    database: Database, shelf: CatalogShelf, person: PersonId, attempt: AttemptId
) -> Result:
    with database.reading() as session:
        return load_result(session, shelf, person, attempt)


def test_the_stored_sheet_is_the_one_the_answers_give(
    database: Database, shelf: CatalogShelf, ada: PersonId
) -> None:
    attempt = finish_sitting(database, shelf, ada)
    result = result_of(database, shelf, ada, attempt.id)
    again = score_booklet(result.catalog, attempt.booklet, attempt.responses)
    assert result.sheet == again
    assert repr(result.sheet) == repr(again)


def test_a_result_stays_the_same_when_content_changes_and_the_process_restarts(
    database: Database, shelf: CatalogShelf, content: EditedContent, ada: PersonId
) -> None:
    attempt = finish_sitting(database, shelf, ada)
    before = result_of(database, shelf, ada, attempt.id)
    content.files = {"revision.md": "r2"}
    after = result_of(database, make_shelf(content), ada, attempt.id)
    assert repr(after) == repr(before)


def test_another_target_gives_another_reading_of_the_same_levels(
    database: Database, shelf: CatalogShelf, ada: PersonId
) -> None:
    attempt = finish_sitting(database, shelf, ada)
    first = result_of(database, shelf, ada, attempt.id)
    target = make_target("enterprise", level=4.5)
    with database.writing() as session:
        second = reread(session, shelf, ada, attempt.id, target, now=LATER)
    assert second.reading.target == target
    assert second.reading != first.reading
    assert second.sheet == first.sheet
    assert (second.scored_at, second.read_at) == (first.scored_at, LATER)
    assert second.reading_id > first.reading_id
    assert result_of(database, shelf, ada, attempt.id) == second
    with database.reading() as session:
        assert load_attempt(session, ada, attempt.id).target == attempt.target
        assert len(session.scalars(select(ReadingRecord.id)).all()) == 2


def test_the_same_target_again_adds_nothing(
    database: Database, shelf: CatalogShelf, ada: PersonId
) -> None:
    attempt = finish_sitting(database, shelf, ada)
    with database.writing() as session:
        reread(session, shelf, ada, attempt.id, make_target(), now=LATER)
    assert count_rows(database, ReadingRecord) == 1


def test_the_current_reading_is_the_last_one_whatever_the_clock_says(
    database: Database, shelf: CatalogShelf, ada: PersonId
) -> None:
    attempt = finish_sitting(database, shelf, ada)
    for profile, moment in (("startup", LATER), ("enterprise", NOON - timedelta(days=1))):
        with database.writing() as session:
            reread(session, shelf, ada, attempt.id, make_target(profile), now=moment)
    current = result_of(database, shelf, ada, attempt.id)
    assert current.reading.target.profile == "enterprise"


def test_an_open_attempt_has_no_result(
    database: Database, shelf: CatalogShelf, ada: PersonId
) -> None:
    attempt = open_sitting(database, shelf, ada)
    with pytest.raises(AttemptStillOpen):
        result_of(database, shelf, ada, attempt.id)


def test_somebody_elses_result_is_missing(
    database: Database, shelf: CatalogShelf, ada: PersonId, ben: PersonId
) -> None:
    attempt = finish_sitting(database, shelf, ada)
    with pytest.raises(NotFound):
        result_of(database, shelf, ben, attempt.id)
    with pytest.raises(NotFound), database.writing() as session:
        reread(session, shelf, ben, attempt.id, make_target("startup"), now=LATER)
    assert count_rows(database, ReadingRecord) == 1


def test_every_type_is_read_from_the_same_answers(
    database: Database, shelf: CatalogShelf, ada: PersonId
) -> None:
    attempt = finish_sitting(database, shelf, ada)
    readings = read_all_types(result_of(database, shelf, ada, attempt.id))
    assert {reading.profile for reading in readings} == set(shelf.current.profiles)
