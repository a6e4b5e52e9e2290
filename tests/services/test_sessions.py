"""A session lives on the server, and a cookie of one that ended is worth nothing."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from assessment.domain.attempts import PersonId
from assessment.services.people import delete_person
from assessment.services.retention import run_retention
from assessment.services.sessions import (
    ABSOLUTE,
    IDLE,
    LARGEST_CONTENT,
    USE_STEP,
    WebSession,
    end_session,
    end_sessions_of,
    load_session,
    needs_touch,
    open_session,
    rotate_session,
    save_session,
    touch_session,
)
from assessment.store.engine import Database
from assessment.store.records import WebSessionRecord
from tests.builders import NOON

SOON = NOON + timedelta(minutes=1)


def opened(database: Database, person: PersonId | None = None, **content: object) -> str:
    with database.writing() as session:
        return open_session(session, person=person, content=content, now=NOON)


def loaded(database: Database, raw_id: str, after: timedelta = timedelta()) -> WebSession | None:
    with database.reading() as session:
        return load_session(session, raw_id, now=NOON + after)


def test_a_session_holds_what_was_put_in_it(database: Database, ada: PersonId) -> None:
    raw_id = opened(database, ada, flash=["Saved – é"], csrf="x")
    found = loaded(database, raw_id)
    assert found is not None
    assert found.person == ada
    assert found.content == {"flash": ["Saved – é"], "csrf": "x"}
    assert found.expires_at == NOON + ABSOLUTE


def test_saving_replaces_the_content(database: Database) -> None:
    raw_id = opened(database, csrf="x")
    with database.writing() as session:
        assert save_session(session, raw_id, {"csrf": "y"}, now=SOON)
    found = loaded(database, raw_id)
    assert found is not None
    assert found.content == {"csrf": "y"}


def test_an_ended_session_cannot_be_replayed_or_written(database: Database) -> None:
    raw_id = opened(database)
    with database.writing() as session:
        end_session(session, raw_id)
        end_session(session, raw_id)
    assert loaded(database, raw_id) is None
    with database.writing() as session:
        assert not save_session(session, raw_id, {}, now=SOON)
    assert loaded(database, raw_id) is None


def test_rotation_keeps_the_content_and_ends_the_old_id(database: Database, ada: PersonId) -> None:
    old = opened(database, csrf="x")
    with database.writing() as session:
        new = rotate_session(session, old, person=ada, now=SOON)
    assert loaded(database, old) is None
    found = loaded(database, new)
    assert found is not None
    assert (found.person, found.content) == (ada, {"csrf": "x"})


def test_a_session_ends_when_idle_or_old(database: Database) -> None:
    raw_id = opened(database)
    assert loaded(database, raw_id, IDLE - timedelta(seconds=1)) is not None
    assert loaded(database, raw_id, IDLE) is None
    with database.writing() as session:
        touch_session(session, raw_id, now=NOON + ABSOLUTE - timedelta(seconds=1))
    assert loaded(database, raw_id, ABSOLUTE) is None


def test_use_is_worth_noting_every_ten_minutes(database: Database) -> None:
    found = loaded(database, opened(database))
    assert found is not None
    assert not needs_touch(found, now=NOON + USE_STEP - timedelta(seconds=1))
    assert needs_touch(found, now=NOON + USE_STEP)


def test_all_other_sessions_of_a_person_can_be_ended(
    database: Database, ada: PersonId, ben: PersonId
) -> None:
    here, there, theirs = opened(database, ada), opened(database, ada), opened(database, ben)
    with database.writing() as session:
        assert end_sessions_of(session, ada, keep=here) == 1
    assert [loaded(database, raw_id) is not None for raw_id in (here, there, theirs)] == [
        True,
        False,
        True,
    ]


def test_deleting_a_person_ends_their_sessions(database: Database, ada: PersonId) -> None:
    raw_id = opened(database, ada)
    delete_person(database, ada, now=NOON)
    assert loaded(database, raw_id) is None


def test_retention_deletes_the_expired_and_no_other(database: Database) -> None:
    opened(database)
    with database.writing() as session:
        kept = open_session(session, now=NOON + timedelta(days=10))
    assert run_retention(database, now=NOON + ABSOLUTE)["sessions"] == 1
    assert loaded(database, kept, ABSOLUTE) is not None
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(WebSessionRecord)) == 1


@pytest.mark.parametrize("raw_id", ["", "x", "\ud800", "\x00", "a" * 43, "a" * 10_000])
def test_a_made_up_cookie_is_no_session(database: Database, raw_id: str) -> None:
    opened(database)
    assert loaded(database, raw_id) is None


def test_a_session_cannot_grow_without_end(database: Database) -> None:
    with pytest.raises(ValueError, match="a session may hold"):
        opened(database, draft="x" * LARGEST_CONTENT)
