"""On which databases do the tests of the store and of the services run?

On a real SQLite file always, and on PostgreSQL: at TEST_DATABASE_URL, or at
postgresql://127.0.0.1:5432/test where that answers, or on a server of the suite's own where one is
installed. Each run works in a schema of its own and drops it.
"""

import contextlib
import functools
import os
import secrets
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import event, make_url, text
from sqlalchemy.orm import Session

from assessment.services.catalogs import CatalogShelf
from assessment.store import schema
from assessment.store.engine import Database, dialect_of, open_database
from assessment.store.records import metadata
from tests.store.contents import EditedContent, make_shelf
from tests.store.postgres_server import PostgresServer, server_programs

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


@functools.cache
def migrated_file() -> bytes:
    """An empty SQLite database at the newest schema: migrated once a run, then copied."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        database = open_database(f"sqlite:///{path}")
        schema.upgrade(database)
        database.forget_deleted()
        database.close()
        return path.read_bytes()


@pytest.fixture
def sqlite_database(tmp_path: Path) -> Iterator[Database]:
    """A migrated SQLite file."""
    path = tmp_path / "test.db"
    path.write_bytes(migrated_file())
    database = open_database(f"sqlite:///{path}")
    yield database
    database.close()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL server; the run says loudly where there is none."""
    if asked_for := os.environ.get("TEST_DATABASE_URL"):
        yield asked_for.replace("postgresql+psycopg:", "postgresql:")
        return
    with contextlib.suppress(psycopg.OperationalError):
        psycopg.connect(USUAL_SERVER, connect_timeout=2).close()
        yield USUAL_SERVER
        return
    programs = server_programs()
    if programs is None:
        pytest.skip(
            f"NOT TESTED ON POSTGRESQL: none answers at {USUAL_SERVER} and none is installed"
        )
    server = PostgresServer(programs)
    server.start()
    try:
        yield server.url
    finally:
        server.remove()


@pytest.fixture(scope="session")
def postgres_url(postgres_server: str) -> Iterator[str]:
    """A schema of our own on the PostgreSQL server, empty, dropped afterwards."""
    connection = psycopg.connect(postgres_server, connect_timeout=5, autocommit=True)
    name = f"readiness_{secrets.token_hex(6)}"
    with connection:
        connection.execute(f"CREATE SCHEMA {name}")
        url = make_url(postgres_server).set(drivername="postgresql+psycopg")
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


@contextlib.contextmanager
def without_guards(session: Session) -> Iterator[None]:
    """Do to the audit trail what its triggers forbid, as whoever owns the database could."""
    if dialect_of(session) == "postgresql":
        session.execute(text("ALTER TABLE audit_events DISABLE TRIGGER USER"))
        yield
        session.execute(text("ALTER TABLE audit_events ENABLE TRIGGER USER"))
        return
    triggers = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    made = session.execute(text(triggers)).all()
    for name, _ in made:
        session.execute(text(f"DROP TRIGGER {name}"))
    yield
    for _, statement in made:
        session.execute(text(statement))


def empty_tables(database: Database) -> None:
    """Delete every row, for the next test on the same server."""
    with database.writing() as session, without_guards(session):
        for table in reversed(metadata.sorted_tables):
            session.execute(table.delete())


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a migrated, empty database is that other processes open too."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'var' / 'cto-readiness.db'}"
        database = open_database(url)
        schema.upgrade(database)
        database.close()
        yield url
        return
    shared: Database = request.getfixturevalue("migrated_postgres")
    yield request.getfixturevalue("postgres_url")
    empty_tables(shared)
