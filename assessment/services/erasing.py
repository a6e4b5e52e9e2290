"""How do rows go for good, so that a restored backup does not bring them back?"""

from datetime import datetime

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from assessment.services.tokens import token_hash
from assessment.store.columns import Record
from assessment.store.erasures import note_erasures
from assessment.store.upsert import rows_changed, table_of


def erase(
    session: Session, record: type[Record], which: ColumnElement[bool], *, now: datetime
) -> int:
    """Delete rows with all that hangs on them, and remember hashes of their keys; how many.

    Rows that go by the database's own keys are not remembered: erase them first where a restore
    has to know them. What is deleted stays readable in the file until ``Database.forget_deleted``.
    """
    (key,) = table_of(record).primary_key
    going = session.scalars(select(key).where(which).with_for_update()).all()
    note_erasures(session, record.__tablename__, map(token_hash, going), now=now)
    gone = session.execute(delete(record).where(which).execution_options(synchronize_session=False))
    return rows_changed(gone)
