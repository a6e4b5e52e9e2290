"""How is a row inserted that somebody else may be inserting at the same moment?"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Insert, Result, Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from assessment.store.columns import Record


def table_of(record: type[Record]) -> Table:
    """The table of a record, for statements that should not go by way of the mapper."""
    table = record.__table__
    if not isinstance(table, Table):
        raise TypeError(f"{record.__name__} has no table of its own")
    return table


def rows_changed(result: Result[Any]) -> int:
    """How many rows an insert, update or delete touched."""
    if not isinstance(result, CursorResult):
        raise TypeError("only a statement that changes rows can be asked this")
    if result.rowcount < 0:
        raise ValueError("the driver did not say how many rows it changed")
    return result.rowcount


def insert_once(session: Session, record: type[Record], values: Mapping[str, object]) -> bool:
    """Insert a row unless one of its unique keys is taken; whether it was inserted."""
    insert: Insert
    if session.get_bind().dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql  # costly, and only where there is one

        insert = postgresql.insert(table_of(record)).on_conflict_do_nothing()
    else:
        insert = sqlite.insert(table_of(record)).on_conflict_do_nothing()
    counted = insert.execution_options(preserve_rowcount=True)
    return rows_changed(session.execute(counted, dict(values))) == 1
