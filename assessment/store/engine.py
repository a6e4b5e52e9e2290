"""How is a database opened so that an acknowledged write is on disk and nobody waits in vain?

Writing transactions begin with ``BEGIN IMMEDIATE`` on SQLite: a reader that turns writer cannot
wait its turn and fails at once. Readers use connections that cannot write at all.

What every page and every saved answer asks goes by ``reading_rows`` and ``write_rows``: the same
transactions on bare connections, at half the cost of a mapper's session.
"""

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.orm import Session, sessionmaker

from assessment.domain.errors import StoreUnavailable
from assessment.store.dialects import READING, WRITING
from assessment.store.file_systems import network_of

BUSY_TIMEOUT_MILLISECONDS = 5000

SQLITE_PRAGMAS: dict[str, str | int] = {
    "journal_mode": "wal",
    "synchronous": 2,  # FULL: the log is flushed before a commit returns
    "foreign_keys": 1,
    "busy_timeout": BUSY_TIMEOUT_MILLISECONDS,
    "secure_delete": 1,  # deleted answers are overwritten, not only unlinked
    "trusted_schema": 0,
}
"""What every SQLite connection must answer when it is asked (reference: reliability 9)."""

POSTGRES_OPTIONS = {
    "statement_timeout": "10s",
    "lock_timeout": "4s",
    "idle_in_transaction_session_timeout": "30s",
    "timezone": "UTC",
}
POSTGRES_DURABLE = {"synchronous_commit": "on", "fsync": "on"}
POSTGRES_CONNECT_SECONDS = 5

POOLED_CONNECTIONS = 8
SPARE_CONNECTIONS = 8
POOL_WAIT_SECONDS = 10
"""For a connection, where more threads than connections ask at once."""

_RETRY_STATES = frozenset({"40001", "40P01"})  # serialisation failure, deadlock

Outcome = TypeVar("Outcome")
Opened = TypeVar("Opened")

Store = Session | Connection
"""What statements on columns can be sent to."""


def dialect_of(store: Store) -> str:
    """``sqlite`` or ``postgresql``."""
    bind = store if isinstance(store, Connection) else store.get_bind()
    return bind.dialect.name


class DatabaseRefused(RuntimeError):  # noqa: N818 - reads as what is the case
    """The database cannot be worked with as it is; the message says why, in one sentence."""


class UnsafeDatabase(DatabaseRefused):
    """The database does not keep the promises made to people; the app refuses to start."""


class Database:
    """One open database: sessions for reading and for writing, and its engine for migrations."""

    def __init__(self, reader: Engine, writer: Engine) -> None:
        self.engine = writer
        self.reader = reader
        self._read_session = sessionmaker(reader, expire_on_commit=False)
        self._write_session = sessionmaker(writer, expire_on_commit=False)

    @property
    def dialect(self) -> Literal["sqlite", "postgresql"]:
        return "sqlite" if self.engine.dialect.name == "sqlite" else "postgresql"

    @contextlib.contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one moment of the database and cannot change it."""
        with _translated(), self._read_session() as session:
            yield session

    @contextlib.contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction: committed when the block ends, rolled back when it raises."""
        with _translated(), self._write_session.begin() as session:
            yield session

    @contextlib.contextmanager
    def reading_rows(self) -> Iterator[Connection]:
        """The same on a bare connection, for what every page asks."""
        with _translated(), self.reader.connect() as connection:
            yield connection

    @contextlib.contextmanager
    def writing_rows(self) -> Iterator[Connection]:
        """One transaction on a bare connection."""
        with _translated(), self.engine.begin() as connection:
            yield connection

    @contextlib.contextmanager
    def connected(self) -> Iterator[Connection]:
        """A bare connection, for what looks after the schema and the files."""
        with _translated(), self.engine.connect() as connection:
            yield connection

    def write(self, work: Callable[[Session], Outcome]) -> Outcome:
        """Run ``work`` in a transaction, once more where another writer was in the way."""
        return _try_twice(self.writing, work)

    def write_rows(self, work: Callable[[Connection], Outcome]) -> Outcome:
        """The same on a bare connection."""
        return _try_twice(self.writing_rows, work)

    def forget_deleted(self) -> bool:
        """Empty the write-ahead log, so that erased rows are in no file any more.

        False where a reader kept a part of the log in use; the next checkpoint takes it.
        PostgreSQL recycles its log by itself.
        """
        if self.dialect != "sqlite":
            return True
        with self.connected() as connection:
            cursor = connection.connection.cursor()  # outside any transaction, as it must be
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            row = cursor.fetchone()
            cursor.close()
        return row is not None and row[0] == 0

    def close(self) -> None:
        self.reader.dispose()
        self.engine.dispose()


def _try_twice(
    begin: Callable[[], contextlib.AbstractContextManager[Opened]],
    work: Callable[[Opened], Outcome],
) -> Outcome:
    try:
        with begin() as store:
            return work(store)
    except StoreUnavailable as refused:
        if refused.cause != "busy":
            raise
    with begin() as store:
        return work(store)


def open_database(url: str) -> Database:
    """Open ``sqlite:///path`` or ``postgresql+psycopg://...``; the folder of a file is made.

    Raises:
        UnsafeDatabase: where a setting that durability rests on does not hold when read back,
            or a file lies on a network file system.
        StoreUnavailable: where the server does not answer.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        if not parsed.database or parsed.database == ":memory:":
            raise UnsafeDatabase("SQLite needs a file: answers kept in memory are lost")
        file = Path(parsed.database)
        if kind := network_of(file):
            raise UnsafeDatabase(
                f"SQLite loses answers on a network file system ({kind}): keep the file on a local"
                " disk, or use PostgreSQL"
            )
        file.parent.mkdir(parents=True, exist_ok=True)
        database = Database(_sqlite_engine(url, writes=False), _sqlite_engine(url, writes=True))
    elif parsed.get_backend_name() == "postgresql":
        engine = _postgres_engine(url)
        database = Database(engine.execution_options(postgresql_readonly=True), engine)
    else:
        raise UnsafeDatabase("use a sqlite:/// or a postgresql+psycopg:// address")
    with database.connected() as connection:
        _refuse_unsafe(connection, database.dialect)
    return database


def _sqlite_engine(url: str, *, writes: bool) -> Engine:
    engine = create_engine(
        make_url(url).set(drivername=WRITING if writes else READING),
        pool_size=POOLED_CONNECTIONS,
        max_overflow=SPARE_CONNECTIONS,
        pool_timeout=POOL_WAIT_SECONDS,
        hide_parameters=True,
        connect_args={"timeout": BUSY_TIMEOUT_MILLISECONDS / 1000},
    )

    @event.listens_for(engine, "connect")
    def set_pragmas(dbapi: sqlite3.Connection, _record: object) -> None:
        dbapi.isolation_level = None  # the driver begins nothing; the dialect does
        dbapi.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MILLISECONDS}")
        for name, value in SQLITE_PRAGMAS.items():
            dbapi.execute(f"PRAGMA {name}={value}")
        if not writes:
            dbapi.execute("PRAGMA query_only=1")

    return engine


def _postgres_engine(url: str) -> Engine:
    """Our session settings come after those in the address, so that neither replaces the other."""
    parsed = make_url(url)
    given = parsed.query.get("options", "")
    ours = [f"-c {name}={value}" for name, value in POSTGRES_OPTIONS.items()]
    options = " ".join([given if isinstance(given, str) else " ".join(given), *ours]).strip()
    return create_engine(
        parsed.difference_update_query(["options"]),
        pool_pre_ping=True,
        hide_parameters=True,
        pool_size=POOLED_CONNECTIONS,
        max_overflow=SPARE_CONNECTIONS,
        pool_timeout=POOL_WAIT_SECONDS,
        connect_args={"options": options, "connect_timeout": POSTGRES_CONNECT_SECONDS},
    )


def _refuse_unsafe(connection: Connection, dialect: str) -> None:
    if dialect == "sqlite":
        wanted: dict[str, Any] = dict(SQLITE_PRAGMAS)
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted}
    else:
        wanted = dict(POSTGRES_DURABLE)
        found = {name: connection.execute(text(f"SHOW {name}")).scalar() for name in wanted}
    wrong = [
        f"{name} is {found[name]}, not {wanted[name]}"
        for name in wanted
        if found[name] != wanted[name]
    ]
    if wrong:
        raise UnsafeDatabase(f"the database is not safe for answers: {'; '.join(wrong)}")


@contextlib.contextmanager
def _translated() -> Iterator[None]:
    """Name the database's temporary failures in words the layers above know."""
    try:
        yield
    except NoConnectionFree as error:
        raise StoreUnavailable("unreachable") from error
    except DBAPIError as error:
        cause = _cause(error)
        if cause is None:
            raise
        raise StoreUnavailable(cause) from error


def _cause(error: DBAPIError) -> Literal["busy", "full", "read-only", "unreachable"] | None:
    original = error.orig
    if isinstance(original, sqlite3.Error):
        match getattr(original, "sqlite_errorcode", 0) & 0xFF:
            case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
                return "busy"
            case sqlite3.SQLITE_FULL | sqlite3.SQLITE_IOERR:
                return "full"
            case sqlite3.SQLITE_READONLY:
                return "read-only"
            case sqlite3.SQLITE_CANTOPEN:
                return "unreachable"
            case _:
                return None
    state = getattr(original, "sqlstate", None)
    if state in _RETRY_STATES or state == "55P03":  # lock not available
        return "busy"
    if state in {"53100", "53200", "58030"}:  # disk full, out of memory, file not to be written
        return "full"
    if state in {"53300", "57014", "25P03"}:  # too many connections, too long, too idle
        return "unreachable"
    if state == "25006":  # read-only transaction
        return "read-only"
    if isinstance(error, OperationalError) and (state is None or state.startswith(("08", "57P"))):
        return "unreachable"
    return None
