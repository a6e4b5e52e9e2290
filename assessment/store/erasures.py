"""Who has been deleted, said so that only a restore, which must delete them again, can use it?"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import CheckConstraint, ColumnElement
from sqlalchemy.orm import Mapped, Session, mapped_column

from assessment.store.columns import SLUG, TOKEN_HASH, Record, UtcTime
from assessment.store.holding import Holding

KEEP_ERASURES = timedelta(days=40)
"""Deletions are remembered a little longer than a backup should be kept (35 days)."""


class ErasureRecord(Record):
    """One deletion: the hash of the deleted row's id, and when it went.

    Kept for as long as a backup may hold what was deleted, and read by nobody but a restore.
    """

    __tablename__ = "erasures"
    __holds__ = Holding(
        purpose="what was deleted, so that a restored backup deletes it again",
        kept="forty days, a little longer than any backup",
        takeout="no",
        deletion="own time",
        secret=("key_hash",),
        technical=("kind", "erased_at"),
    )
    __table_args__ = (CheckConstraint("kind <> ''", name="names_a_kind"),)

    key_hash: Mapped[str] = mapped_column(TOKEN_HASH, primary_key=True)
    kind: Mapped[str] = mapped_column(SLUG)
    """The table the row was in."""
    erased_at: Mapped[datetime] = mapped_column(UtcTime)


def note_erasures(session: Session, kind: str, key_hashes: Iterable[str], *, now: datetime) -> None:
    """Remember that these went, in the transaction in which they go."""
    session.add_all(
        ErasureRecord(key_hash=key_hash, kind=kind, erased_at=now) for key_hash in key_hashes
    )
    session.flush()


def is_forgettable(now: datetime) -> ColumnElement[bool]:
    """Which deletions no kept backup can bring back any more."""
    return ErasureRecord.erased_at <= now - KEEP_ERASURES
