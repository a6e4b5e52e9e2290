"""Which rows hold an attempt, its answers, and the content it was pinned to?

Every table with people's answers carries the person's key, and its foreign key is to attempt and
person together, so that no row can belong to one person by one way and to another by another.
"""

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from assessment.store.columns import OPAQUE_ID, SLUG, Record, UtcTime
from assessment.store.holding import Holding

REVISION = String(64)
"""A catalogue's fingerprint."""
OPEN = text("status = 'open'")


class CatalogSnapshotRecord(Record):
    """All content files of one revision, compressed, stored when it was first used."""

    __tablename__ = "catalog_snapshots"
    __holds__ = Holding(
        purpose="the content as it was when an attempt began, so that old results stay true",
        kept="as long as the installation",
        takeout="no",
        deletion="stays",
        technical=("revision", "stored_at"),
        authored=("files",),
    )

    revision: Mapped[str] = mapped_column(REVISION, primary_key=True)
    files: Mapped[bytes] = mapped_column(LargeBinary)
    stored_at: Mapped[datetime] = mapped_column(UtcTime)


class AttemptRecord(Record):
    """One sitting: who, which form in which order, against which target."""

    __tablename__ = "attempts"
    __holds__ = Holding(
        purpose="one sitting: which form, in which order, for which target",
        answers=("target", "suspected_gap"),
        technical=(
            "id",
            "person_id",
            "form",
            "status",
            "revision",
            "seed",
            "booklet",
            "started_at",
            "submitted_at",
            "continues",
        ),
    )
    __table_args__ = (
        UniqueConstraint("id", "person_id"),
        CheckConstraint("form IN ('quick', 'full', 'deep-dive')", name="known_form"),
        CheckConstraint("status IN ('open', 'submitted')", name="known_status"),
        CheckConstraint(
            "(status = 'submitted') = (submitted_at IS NOT NULL)", name="submitted_has_time"
        ),
        Index(
            "uq_attempts_open",
            "person_id",
            "form",
            unique=True,
            sqlite_where=OPEN,
            postgresql_where=OPEN,
        ),
        Index("ix_attempts_person_id_started_at", "person_id", "started_at"),
        Index("ix_attempts_continues", "continues"),
    )

    id: Mapped[str] = mapped_column(OPAQUE_ID, primary_key=True)
    person_id: Mapped[str] = mapped_column(OPAQUE_ID, ForeignKey("people.id", ondelete="CASCADE"))
    form: Mapped[str] = mapped_column(String(16))
    status: Mapped[str] = mapped_column(String(16))
    revision: Mapped[str] = mapped_column(REVISION, ForeignKey("catalog_snapshots.revision"))
    seed: Mapped[int] = mapped_column(BigInteger)
    booklet: Mapped[str] = mapped_column(Text)
    target: Mapped[str] = mapped_column(Text)
    suspected_gap: Mapped[str | None] = mapped_column(SLUG)
    started_at: Mapped[datetime] = mapped_column(UtcTime)
    submitted_at: Mapped[datetime | None] = mapped_column(UtcTime)
    continues: Mapped[str | None] = mapped_column(
        OPAQUE_ID, ForeignKey("attempts.id", ondelete="SET NULL")
    )


class ResponseRecord(Record):
    """The present answer to one item. ``value`` is JSON; NULL means skipped."""

    __tablename__ = "responses"
    __holds__ = Holding(
        purpose="the present answer to each question",
        answers=("value", "skip_reason", "seconds", "confidence"),
        technical=("attempt_id", "item", "person_id", "revision", "save_id", "saved_at"),
    )
    __table_args__ = (
        ForeignKeyConstraint(
            ["attempt_id", "person_id"], ["attempts.id", "attempts.person_id"], ondelete="CASCADE"
        ),
        CheckConstraint("(value IS NULL) = (skip_reason IS NOT NULL)", name="skipped_has_reason"),
        CheckConstraint("skip_reason IN ('skipped', 'not-my-context')", name="known_skip_reason"),
        CheckConstraint("revision >= 1", name="revision_counts_from_one"),
        CheckConstraint("seconds >= 0", name="seconds_not_negative"),
        CheckConstraint("confidence BETWEEN 50 AND 100", name="confidence_in_range"),
    )

    attempt_id: Mapped[str] = mapped_column(OPAQUE_ID, primary_key=True)
    item: Mapped[str] = mapped_column(SLUG, primary_key=True)
    person_id: Mapped[str] = mapped_column(OPAQUE_ID)
    value: Mapped[str | None] = mapped_column(Text)
    skip_reason: Mapped[str | None] = mapped_column(String(16))
    seconds: Mapped[float | None] = mapped_column(Float)
    revision: Mapped[int] = mapped_column(Integer)
    save_id: Mapped[str] = mapped_column(String(64))
    saved_at: Mapped[datetime] = mapped_column(UtcTime)
    confidence: Mapped[int | None] = mapped_column(Integer)


class ScoreSheetRecord(Record):
    """A scored attempt. The columns beside the sheet are copies for listing and for constraints.

    A sheet never changes: more evidence, or a later version of the method, adds the next number.
    """

    __tablename__ = "score_sheets"
    __holds__ = Holding(
        purpose="the result as it was computed, which never changes",
        derived=("overall_level", "quality_points", "sheet"),
        technical=(
            "id",
            "attempt_id",
            "person_id",
            "number",
            "scoring_version",
            "revision",
            "created_at",
        ),
    )
    __table_args__ = (
        ForeignKeyConstraint(
            ["attempt_id", "person_id"], ["attempts.id", "attempts.person_id"], ondelete="CASCADE"
        ),
        UniqueConstraint("attempt_id", "number"),
        UniqueConstraint("id", "person_id"),
        CheckConstraint("number >= 1", name="number_counts_from_one"),
        CheckConstraint("overall_level BETWEEN 1 AND 5", name="level_in_range"),
        CheckConstraint("quality_points >= 0", name="points_not_negative"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    attempt_id: Mapped[str] = mapped_column(OPAQUE_ID)
    person_id: Mapped[str] = mapped_column(OPAQUE_ID)
    number: Mapped[int] = mapped_column(Integer)
    scoring_version: Mapped[str] = mapped_column(String(16))
    revision: Mapped[str] = mapped_column(REVISION, ForeignKey("catalog_snapshots.revision"))
    overall_level: Mapped[float | None] = mapped_column(Float)
    quality_points: Mapped[int] = mapped_column(Integer)
    sheet: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcTime)


class ReadingRecord(Record):
    """A sheet read against one target. The one with the highest id is the current one."""

    __tablename__ = "readings"
    __holds__ = Holding(
        purpose="a result read against one target",
        answers=("target",),
        derived=("reading",),
        technical=("id", "sheet_id", "person_id", "created_at"),
    )
    __table_args__ = (
        ForeignKeyConstraint(
            ["sheet_id", "person_id"],
            ["score_sheets.id", "score_sheets.person_id"],
            ondelete="CASCADE",
        ),
        UniqueConstraint("id", "person_id"),
        Index("ix_readings_sheet_id", "sheet_id"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    sheet_id: Mapped[int] = mapped_column(Integer)
    person_id: Mapped[str] = mapped_column(OPAQUE_ID)
    target: Mapped[str] = mapped_column(Text)
    reading: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcTime)
