"""Which rows hold a plan, its revisions and how far each step has come?"""

from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from assessment.store.attempts import REVISION
from assessment.store.columns import OPAQUE_ID, SLUG, Record, UtcTime
from assessment.store.holding import Holding


class PlanRecord(Record):
    """One person's ninety days, made from a reading or from the facts alone."""

    __tablename__ = "plans"
    __holds__ = Holding(
        purpose="a plan for ninety days",
        answers=("facts",),
        technical=("id", "person_id", "reading_id", "created_at"),
    )
    __table_args__ = (
        UniqueConstraint("id", "person_id"),
        Index("ix_plans_person_id_created_at", "person_id", "created_at"),
        Index("ix_plans_reading_id", "reading_id"),
    )

    id: Mapped[str] = mapped_column(OPAQUE_ID, primary_key=True)
    person_id: Mapped[str] = mapped_column(OPAQUE_ID, ForeignKey("people.id", ondelete="CASCADE"))
    reading_id: Mapped[int | None] = mapped_column(
        Integer, ForeignKey("readings.id", ondelete="SET NULL")
    )
    facts: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcTime)


class PlanRevisionRecord(Record):
    """A plan as it was computed once; re-planning adds one and keeps the old."""

    __tablename__ = "plan_revisions"
    __holds__ = Holding(
        purpose="a plan as it was made from its facts; making it again adds one",
        answers=("facts",),
        derived=("plan",),
        technical=("plan_id", "number", "person_id", "catalog_revision", "created_at"),
    )
    __table_args__ = (
        ForeignKeyConstraint(
            ["plan_id", "person_id"], ["plans.id", "plans.person_id"], ondelete="CASCADE"
        ),
        CheckConstraint("number >= 1", name="number_counts_from_one"),
    )

    plan_id: Mapped[str] = mapped_column(OPAQUE_ID, primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    person_id: Mapped[str] = mapped_column(OPAQUE_ID)
    catalog_revision: Mapped[str] = mapped_column(
        REVISION, ForeignKey("catalog_snapshots.revision")
    )
    facts: Mapped[str] = mapped_column(Text)
    plan: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcTime)


class PlanStepRecord(Record):
    """How far a plan's action has come, with the reason or the evidence its owner gave."""

    __tablename__ = "plan_steps"
    __holds__ = Holding(
        purpose="how far each step of a plan has come",
        answers=("state",),
        words=("reason", "evidence"),
        technical=("plan_id", "action_id", "person_id", "updated_at"),
    )
    __table_args__ = (
        ForeignKeyConstraint(
            ["plan_id", "person_id"], ["plans.id", "plans.person_id"], ondelete="CASCADE"
        ),
        CheckConstraint(
            "state IN ('open', 'locked', 'doing', 'done', 'dropped')", name="known_state"
        ),
    )

    plan_id: Mapped[str] = mapped_column(OPAQUE_ID, primary_key=True)
    action_id: Mapped[str] = mapped_column(SLUG, primary_key=True)
    person_id: Mapped[str] = mapped_column(OPAQUE_ID)
    state: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str | None] = mapped_column(Text)
    evidence: Mapped[str | None] = mapped_column(Text)
    updated_at: Mapped[datetime] = mapped_column(UtcTime)
