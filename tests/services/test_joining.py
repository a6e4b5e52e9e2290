"""A guest's sittings come into an account whole, or not at all."""

import pytest
from sqlalchemy import func, select

from assessment.domain.attempts import PersonId
from assessment.domain.errors import NotFound, SittingsCollide
from assessment.services.accounts import create_account, note_sign_in
from assessment.services.attempts import list_attempts
from assessment.services.catalogs import CatalogShelf
from assessment.services.joining import bring_in, guest_things, owning_columns
from assessment.services.people import person_by_link, start_guest
from assessment.services.results import load_result
from assessment.store.engine import Database
from assessment.store.records import PersonRecord
from tests.builders import NOON
from tests.services.sittings import finish_sitting, open_sitting
from tests.services.test_people import add_canaries


@pytest.fixture
def person(database: Database) -> PersonId:
    """Who signed in."""
    with database.writing() as session:
        account = create_account(session, email="ada@example.org", verified=True, now=NOON)
        note_sign_in(session, account.id, now=NOON)
    return account.person


def counts(database: Database, person: PersonId) -> dict[str, int]:
    with database.reading() as session:
        return {
            f"{table.name}.{column}": session.scalar(
                select(func.count()).select_from(table).where(table.c[column] == person)
            )
            or 0
            for table, column in owning_columns()
        }


def test_everything_of_a_guest_becomes_the_persons(
    database: Database, shelf: CatalogShelf, person: PersonId
) -> None:
    with database.writing() as session:
        guest, token = start_guest(session, now=NOON)
    done = finish_sitting(database, shelf, guest.id, "quick")
    open_sitting(database, shelf, guest.id, "full")
    add_canaries(database, guest.id, "canary")
    finish_sitting(database, shelf, person, "quick")
    before, own = counts(database, guest.id), counts(database, person)
    assert sum(before.values()) > 20
    with database.reading() as session:  # as the pages ask: nobody may lock a row there
        assert guest_things(session, guest.id)
    with database.writing() as session:
        bring_in(session, guest.id, person)
    assert counts(database, person) == {name: own[name] + before[name] for name in before}
    assert sum(counts(database, guest.id).values()) == 0
    with database.reading() as session:
        assert len(list_attempts(session, person)) == 3
        assert load_result(session, shelf, person, done.id)
        assert person_by_link(session, token) is None
        assert session.get(PersonRecord, guest.id) is None


def test_two_open_forms_of_one_kind_are_refused_and_nothing_moves(
    database: Database, shelf: CatalogShelf, person: PersonId, ada: PersonId
) -> None:
    finish_sitting(database, shelf, ada, "quick")
    for one in (person, ada):
        open_sitting(database, shelf, one, "full")
    before = counts(database, ada)
    with pytest.raises(SittingsCollide), database.writing() as session:
        bring_in(session, ada, person)
    assert counts(database, ada) == before
    with database.reading() as session:
        assert session.get(PersonRecord, ada)


def test_nobody_who_has_signed_in_is_a_guest_and_nobody_twice(
    database: Database, person: PersonId, ada: PersonId
) -> None:
    with database.writing() as session:
        other = create_account(session, email="ben@example.org", verified=True, now=NOON)
        note_sign_in(session, other.id, now=NOON)
        assert not guest_things(session, other.person)
        with pytest.raises(NotFound):
            bring_in(session, other.person, person)
        bring_in(session, ada, person)
        with pytest.raises(NotFound):
            bring_in(session, ada, person)
