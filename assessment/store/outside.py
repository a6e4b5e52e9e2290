"""Which rows hold what coaches, a manager and colleagues said of a person's levels?

Colleagues' single answers are not here: only the mean of a group that may be shown, because
everything here belongs to the person rated and goes into their takeout.
"""

from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    Float,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Text,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from assessment.store.columns import OPAQUE_ID, SLUG, Record, UtcTime
from assessment.store.holding import Holding

COUNTS = text("withdrawn_at IS NULL")


class OutsideRatingRecord(Record):
    """One rating of one area, given to a sitting: the attempt that everything in it goes back to.

    A rating is never changed; a later one of the same author withdraws it.
    """

    __tablename__ = "outside_ratings"
    __holds__ = Holding(
        purpose="what a coach, a manager and groups of colleagues said of a person’s levels",
        identity=("name",),
        opinion=("level", "evidence"),
        technical=(
            "id",
            "person_id",
            "attempt_id",
            "area",
            "source",
            "author",
            "raters",
            "given_at",
            "withdrawn_at",
        ),
    )
    __table_args__ = (
        ForeignKeyConstraint(
            ["attempt_id", "person_id"], ["attempts.id", "attempts.person_id"], ondelete="CASCADE"
        ),
        CheckConstraint("source IN ('coach', 'manager', 'colleagues')", name="known_source"),
        CheckConstraint("level BETWEEN 1 AND 5", name="level_in_range"),
        CheckConstraint(
            "(source = 'colleagues' AND raters >= 3) OR (source <> 'colleagues' AND raters = 1)",
            name="groups_of_three",
        ),
        CheckConstraint("(source = 'colleagues') = (name = '')", name="named_unless_a_group"),
        CheckConstraint("withdrawn_at >= given_at", name="withdrawn_after_given"),
        Index(
            "uq_outside_ratings_counting",
            "attempt_id",
            "area",
            "source",
            "author",
            unique=True,
            sqlite_where=COUNTS,
            postgresql_where=COUNTS,
        ),
        Index("ix_outside_ratings_person_id_given_at", "person_id", "given_at"),
    )

    id: Mapped[str] = mapped_column(OPAQUE_ID, primary_key=True)
    person_id: Mapped[str] = mapped_column(OPAQUE_ID)
    attempt_id: Mapped[str] = mapped_column(OPAQUE_ID)
    area: Mapped[str] = mapped_column(SLUG)
    source: Mapped[str] = mapped_column(String(16))
    author: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(Text)
    level: Mapped[float] = mapped_column(Float)
    raters: Mapped[int] = mapped_column(Integer)
    evidence: Mapped[str] = mapped_column(Text)
    given_at: Mapped[datetime] = mapped_column(UtcTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcTime)
