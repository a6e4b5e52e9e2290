"""How does a whole database become lines of text that either kind of database can take back?

One JSON object a row, tables in the order of their foreign keys. Values keep their kind, so a
file written by SQLite goes into PostgreSQL and the other way round. All tables are read in one
transaction that sees one moment, while others go on writing.
"""

import base64
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from assessment.store.engine import Database

ROWS_AT_ONCE = 500
BOOKKEEPING = "alembic_version"
"""Alembic's own table: the schema's revision is said apart."""


@contextmanager
def one_moment(database: Database) -> Iterator[Connection]:
    """A connection on which every read sees the same moment of the database."""
    if database.dialect == "sqlite":
        with database.reading_rows() as connection:
            yield connection
        return
    with database.connected() as connection:
        reading = connection.execution_options(isolation_level="REPEATABLE READ")
        with reading.begin():
            reading.execute(sa.text("SET LOCAL statement_timeout = 0"))
            yield reading


def tables_of(connection: Connection) -> list[sa.Table]:
    """The tables as the database has them, parents before children."""
    found = sa.MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name != BOOKKEEPING]


def lines_of(connection: Connection, table: sa.Table) -> Iterator[bytes]:
    """Every row of a table as a line of JSON, in the order of its key."""
    query = sa.select(table).order_by(*table.primary_key)
    rows = connection.execution_options(yield_per=ROWS_AT_ONCE).execute(query)
    for row in rows.mappings():
        plain = {name: _to_plain(value) for name, value in row.items()}
        yield json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def insert_lines(connection: Connection, table: sa.Table, lines: Iterable[bytes]) -> int:
    """Insert rows that ``lines_of`` wrote; returns how many."""
    naive = connection.dialect.name == "sqlite"
    count = 0
    batch: list[dict[str, Any]] = []
    for line in lines:
        plain: Mapping[str, Any] = json.loads(line)
        batch.append({name: _from_plain(value, naive=naive) for name, value in plain.items()})
        count += 1
        if len(batch) == ROWS_AT_ONCE:
            connection.execute(table.insert(), batch)
            batch = []
    if batch:
        connection.execute(table.insert(), batch)
    return count


def restart_counters(connection: Connection, table: sa.Table) -> None:
    """Let PostgreSQL count on from the highest number a restored row holds.

    SQLite looks at the rows themselves.
    """
    if connection.dialect.name != "postgresql":
        return
    for column in table.primary_key:
        name = connection.scalar(
            sa.text("SELECT pg_get_serial_sequence(:table, :column)"),
            {"table": table.name, "column": column.name},
        )
        if name is not None:
            highest = connection.scalar(sa.select(sa.func.max(column))) or 0
            connection.execute(
                sa.text("SELECT setval(CAST(:name AS regclass), :next, false)"),
                {"name": name, "next": highest + 1},
            )


def count_rows(connection: Connection, table: sa.Table) -> int:
    """How many rows a table holds."""
    return int(connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0)


def _to_plain(value: Any) -> Any:  # noqa: ANN401 - whatever a column holds
    """What JSON has no word for becomes an object with one key, which no column's value is."""
    if isinstance(value, datetime):
        aware = value if value.tzinfo is not None else value.replace(tzinfo=UTC)
        return {"moment": aware.astimezone(UTC).isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, bytes | memoryview):
        return {"bytes": base64.b64encode(value).decode("ascii")}
    if isinstance(value, dict | list):
        return {"json": value}
    return value


def _from_plain(value: Any, *, naive: bool) -> Any:  # noqa: ANN401
    if not isinstance(value, dict):
        return value
    ((kind, content),) = value.items()
    if kind == "moment":
        moment = datetime.fromisoformat(content)
        return moment.replace(tzinfo=None) if naive else moment
    if kind == "date":
        return date.fromisoformat(content)
    if kind == "bytes":
        return base64.b64decode(content)
    if kind == "json":
        return content
    raise ValueError(f"no column holds a value of kind {kind!r}")
