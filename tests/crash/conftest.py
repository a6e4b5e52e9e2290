"""The databases that a crash test's child process opens by address."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assessment.store import schema
from assessment.store.engine import Database, open_database
from tests.store.databases import empty_tables, migrated_postgres, postgres_url

__all__ = ["migrated_postgres", "postgres_url"]


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a migrated, empty database is."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'crash.db'}"
        database = open_database(url)
        schema.upgrade(database)
        database.close()
        yield url
        return
    shared: Database = request.getfixturevalue("migrated_postgres")
    yield request.getfixturevalue("postgres_url")
    empty_tables(shared)
