"""Which rows hold the trail of who opened whose things?

The rows have no foreign keys: they outlive the people, accounts and things they name by opaque
ids. On both databases triggers made by the migration refuse to change or delete a line.
"""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from assessment.store.columns import TOKEN_HASH, Record, UtcTime
from assessment.store.holding import Holding

ANY_ID = String(64)


class AuditEventRecord(Record):
    """One line of the trail, chained to the one before it."""

    __tablename__ = "audit_events"
    __holds__ = Holding(
        purpose="who opened or did what, so that its owner can see it and a breach can be traced",
        kept="as long as the installation",
        deletion="stays",
        technical=(
            "sequence",
            "at",
            "actor_kind",
            "actor_id",
            "action",
            "owner_id",
            "organisation_id",
            "kind",
            "object_id",
            "previous",
            "hash",
        ),
    )
    __table_args__ = (
        CheckConstraint("sequence >= 1", name="sequence_counts_from_one"),
        Index("ix_audit_events_owner_id_sequence", "owner_id", "sequence"),
        Index("ix_audit_events_actor_id_sequence", "actor_id", "sequence"),
        Index("ix_audit_events_organisation_id_sequence", "organisation_id", "sequence"),
    )

    sequence: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False
    )
    at: Mapped[datetime] = mapped_column(UtcTime)
    actor_kind: Mapped[str] = mapped_column(String(16))
    actor_id: Mapped[str] = mapped_column(ANY_ID)
    action: Mapped[str] = mapped_column(ANY_ID)
    owner_id: Mapped[str | None] = mapped_column(ANY_ID)
    organisation_id: Mapped[str | None] = mapped_column(ANY_ID)
    kind: Mapped[str] = mapped_column(ANY_ID)
    object_id: Mapped[str] = mapped_column(ANY_ID)
    previous: Mapped[str] = mapped_column(TOKEN_HASH)
    hash: Mapped[str] = mapped_column(TOKEN_HASH)


class AuditHeadRecord(Record):
    """How far the trail goes. One row; writers take their turn on it."""

    __tablename__ = "audit_head"
    __holds__ = Holding(
        purpose="how far the trail of openings goes, so that a missing end is noticed",
        kept="as long as the installation",
        takeout="no",
        deletion="stays",
        technical=("id", "sequence", "hash"),
    )
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    sequence: Mapped[int] = mapped_column(BigInteger)
    hash: Mapped[str] = mapped_column(TOKEN_HASH)
