"""On which databases do the tests of the store and of the services run?

On a real SQLite file always, and on PostgreSQL where a server answers: at TEST_DATABASE_URL, or
else at postgresql://127.0.0.1:5432/test. Each run works in a schema of its own and drops it.
"""

import contextlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import event, make_url

from assessment.services.catalogs import CatalogShelf
from assessment.store import schema
from assessment.store.engine import Database, open_database
from assessment.store.records import metadata
from tests.store.contents import EditedContent, make_shelf

USUAL_SERVER = "postgresql://127.0.0.1:5432/test"


@contextlib.contextmanager
def recorded(database: Database) -> Iterator[list[str]]:
    """The statements a database is sent, in order, without those that begin transactions."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith("BEGIN"):
            statements.append(statement)

    engines = [database.engine]
    if database.dialect == "sqlite":  # on PostgreSQL the reader shares the writer's events
        engines.append(database.reader)
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", note)


@pytest.fixture
def content() -> EditedContent:
    return EditedContent()


@pytest.fixture
def shelf(content: EditedContent) -> CatalogShelf:
    return make_shelf(content)


@pytest.fixture
def sqlite_database(tmp_path: Path) -> Iterator[Database]:
    """A migrated SQLite file."""
    database = open_database(f"sqlite:///{tmp_path / 'test.db'}")
    schema.upgrade(database)
    yield database
    database.close()


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A schema of our own on the PostgreSQL server, empty, dropped afterwards."""
    asked_for = os.environ.get("TEST_DATABASE_URL")
    server = (asked_for or USUAL_SERVER).replace("postgresql+psycopg:", "postgresql:")
    try:
        connection = psycopg.connect(server, connect_timeout=2, autocommit=True)
    except psycopg.OperationalError:
        if asked_for:
            raise
        pytest.skip(f"NOT TESTED ON POSTGRESQL: no server answers at {USUAL_SERVER}")
    name = f"readiness_{secrets.token_hex(6)}"
    with connection:
        connection.execute(f"CREATE SCHEMA {name}")
        url = make_url(server).set(drivername="postgresql+psycopg")
        yield url.update_query_dict({"options": f"-c search_path={name}"}).render_as_string(
            hide_password=False
        )
        connection.execute(f"DROP SCHEMA {name} CASCADE")


@pytest.fixture(scope="session")
def migrated_postgres(postgres_url: str) -> Iterator[Database]:
    database = open_database(postgres_url)
    schema.upgrade(database)
    yield database
    database.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """A migrated, empty database of each kind."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_database")
        return
    database: Database = request.getfixturevalue("migrated_postgres")
    yield database
    empty_tables(database)


def empty_tables(database: Database) -> None:
    """Delete every row, for the next test on the same server."""
    with database.writing() as session:
        for table in reversed(metadata.sorted_tables):
            session.execute(table.delete())
