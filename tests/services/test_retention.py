"""What is due is listed first, and nothing but what is listed goes."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from assessment.domain.attempts import PersonId
from assessment.services.catalogs import CatalogShelf
from assessment.services.people import KEEP_GUESTS, start_guest
from assessment.services.retention import RULES, SHOWN_CHARACTERS, list_due, run_retention
from assessment.services.sessions import ABSOLUTE, open_session
from assessment.store.engine import Database
from assessment.store.records import AttemptRecord, PersonRecord, WebSessionRecord
from tests.builders import NOON
from tests.services.sittings import finish_sitting
from tests.store.test_schema import rows

A_MOMENT = timedelta(seconds=1)


def due_counts(database: Database, now: datetime) -> dict[str, int]:
    with database.reading() as session:
        return {due.rule.id: due.count for due in list_due(session, now=now)}


def test_nothing_is_due_of_somebody_who_was_just_here(database: Database, ada: PersonId) -> None:
    with database.writing() as session:
        open_session(session, person=ada, now=NOON)
    assert set(due_counts(database, NOON).values()) == {0}
    assert set(run_retention(database, now=NOON).values()) == {0}
    with database.reading() as session:
        assert session.scalars(select(PersonRecord.id)).all() == [ada]


def test_a_dry_run_changes_nothing(database: Database, shelf: CatalogShelf, ada: PersonId) -> None:
    finish_sitting(database, shelf, ada, "quick")
    before = rows(database)
    late = NOON + KEEP_GUESTS
    assert due_counts(database, late)["guests"] == 1
    assert rows(database) == before


def test_a_guest_goes_after_twelve_months_with_everything_and_not_a_moment_before(
    database: Database, shelf: CatalogShelf, ada: PersonId
) -> None:
    finish_sitting(database, shelf, ada, "quick")
    late = NOON + KEEP_GUESTS
    assert run_retention(database, now=late - A_MOMENT)["guests"] == 0
    assert due_counts(database, late)["guests"] == 1
    assert run_retention(database, now=late)["guests"] == 1
    with database.reading() as session:
        assert session.scalars(select(PersonRecord.id)).all() == []
        assert session.scalars(select(AttemptRecord.id)).all() == []


def test_a_session_goes_when_it_has_ended_and_its_person_stays(
    database: Database, ada: PersonId
) -> None:
    with database.writing() as session:
        open_session(session, person=ada, now=NOON)
    late = NOON + ABSOLUTE
    assert run_retention(database, now=late - A_MOMENT)["sessions"] == 0
    assert run_retention(database, now=late)["sessions"] == 1
    with database.reading() as session:
        assert session.scalars(select(WebSessionRecord.id_hash)).all() == []
        assert session.scalars(select(PersonRecord.id)).all() == [ada]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_list_names_the_oldest_first_and_says_how_many_there_are(
    database: Database, rule: object
) -> None:
    for days in (3, 1, 2):
        with database.writing() as session:
            now = NOON + timedelta(days=days)
            person, _ = start_guest(session, now=now)
            open_session(session, person=person.id, now=now)
    late = NOON + timedelta(days=4) + KEEP_GUESTS
    with database.reading() as session:
        (due,) = (due for due in list_due(session, now=late, most=2) if due.rule == rule)
    if due.rule.id not in ("guests", "sessions"):
        assert due.count == 0
        return
    assert due.count == 3
    assert [row.since for row in due.rows] == [NOON + timedelta(days=days) for days in (1, 2)]
    assert all(len(row.key) == SHOWN_CHARACTERS for row in due.rows)
