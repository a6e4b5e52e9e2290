"""How is a row inserted that somebody else may be inserting at the same moment?"""

from collections.abc import Mapping

from sqlalchemy import Insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from assessment.store.columns import Record


def insert_once(session: Session, record: type[Record], values: Mapping[str, object]) -> bool:
    """Insert a row unless one of its unique keys is taken; whether it was inserted."""
    insert: Insert
    if session.get_bind().dialect.name == "postgresql":
        insert = postgresql.insert(record).values(values).on_conflict_do_nothing()
    else:
        insert = sqlite.insert(record).values(values).on_conflict_do_nothing()
    result = session.execute(insert)
    return isinstance(result, CursorResult) and result.rowcount == 1
