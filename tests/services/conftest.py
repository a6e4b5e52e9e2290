"""The fixtures of the services' tests: databases, content, and Ada, who has just arrived."""

import pytest

from assessment.domain.attempts import PersonId
from assessment.services.people import start_guest
from assessment.store.engine import Database
from tests.builders import NOON
from tests.store.databases import (
    content,
    database,
    migrated_postgres,
    postgres_server,
    postgres_url,
    shelf,
    sqlite_database,
)

__all__ = [
    "content",
    "database",
    "migrated_postgres",
    "postgres_server",
    "postgres_url",
    "shelf",
    "sqlite_database",
]


@pytest.fixture
def ada(database: Database) -> PersonId:
    with database.writing() as session:
        return start_guest(session, now=NOON)[0].id


@pytest.fixture
def ben(database: Database) -> PersonId:
    with database.writing() as session:
        return start_guest(session, now=NOON)[0].id
