"""Which rows hold the exercises a person says they have done?"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from assessment.store.columns import OPAQUE_ID, SLUG, Record, UtcTime
from assessment.store.holding import Holding


class ExerciseRecord(Record):
    """One exercise in a person's log: for which facet, what, when, and what came of it."""

    __tablename__ = "exercise_log"
    __holds__ = Holding(
        purpose="the exercises a person says they have done",
        words=("what", "outcome"),
        technical=("id", "person_id", "facet", "done_on", "created_at", "updated_at"),
    )
    __table_args__ = (
        CheckConstraint("what <> ''", name="says_what"),
        CheckConstraint("updated_at >= created_at", name="updated_after_creation"),
        Index("ix_exercise_log_person_id_done_on", "person_id", "done_on"),
    )

    id: Mapped[str] = mapped_column(OPAQUE_ID, primary_key=True)
    person_id: Mapped[str] = mapped_column(OPAQUE_ID, ForeignKey("people.id", ondelete="CASCADE"))
    facet: Mapped[str] = mapped_column(SLUG)
    what: Mapped[str] = mapped_column(Text)
    done_on: Mapped[date] = mapped_column(Date)
    outcome: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    updated_at: Mapped[datetime] = mapped_column(UtcTime)
