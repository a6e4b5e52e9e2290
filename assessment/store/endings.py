"""Which rows hold how a sitting ended: the offer to stop early, and what was expected?"""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Integer, Text, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from assessment.domain.attempts import AttemptId, PersonId
from assessment.store.columns import OPAQUE_ID, Record, UtcTime
from assessment.store.holding import Holding
from assessment.store.upsert import insert_once, rows_changed


class StopOfferRecord(Record):
    """That somebody was offered to stop early, where, and whether they did."""

    __tablename__ = "stop_offers"
    __holds__ = Holding(
        purpose="that stopping early was offered, and whether it was taken",
        answers=("not_asked",),
        technical=("attempt_id", "person_id", "place", "answered", "offered_at"),
    )
    __table_args__ = (
        ForeignKeyConstraint(
            ["attempt_id", "person_id"], ["attempts.id", "attempts.person_id"], ondelete="CASCADE"
        ),
        CheckConstraint("place >= 0", name="place_counts_from_zero"),
        CheckConstraint("answered >= 1", name="something_answered"),
        CheckConstraint("not_asked >= 1", name="something_not_asked"),
    )

    attempt_id: Mapped[str] = mapped_column(OPAQUE_ID, primary_key=True)
    person_id: Mapped[str] = mapped_column(OPAQUE_ID)
    place: Mapped[int] = mapped_column(Integer)
    answered: Mapped[int] = mapped_column(Integer)
    offered_at: Mapped[datetime] = mapped_column(UtcTime)
    not_asked: Mapped[int | None] = mapped_column(Integer)


class PredictionRecord(Record):
    """The levels a person expected before seeing a result, as JSON: area to level."""

    __tablename__ = "predictions"
    __holds__ = Holding(
        purpose="the levels somebody expected before seeing a result",
        answers=("levels",),
        technical=("attempt_id", "person_id", "made_at"),
    )
    __table_args__ = (
        ForeignKeyConstraint(
            ["attempt_id", "person_id"], ["attempts.id", "attempts.person_id"], ondelete="CASCADE"
        ),
    )

    attempt_id: Mapped[str] = mapped_column(OPAQUE_ID, primary_key=True)
    person_id: Mapped[str] = mapped_column(OPAQUE_ID)
    levels: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(UtcTime)


def find_stop_offer(
    session: Session, person: PersonId, attempt: AttemptId
) -> StopOfferRecord | None:
    """The offer made in one's own attempt, if one was."""
    return session.scalar(
        select(StopOfferRecord).where(
            StopOfferRecord.attempt_id == attempt, StopOfferRecord.person_id == person
        )
    )


def add_stop_offer(
    session: Session,
    person: PersonId,
    attempt: AttemptId,
    *,
    place: int,
    answered: int,
    now: datetime,
) -> bool:
    """Note an offer; False where one was made before."""
    return insert_once(
        session,
        StopOfferRecord,
        {
            "attempt_id": attempt,
            "person_id": person,
            "place": place,
            "answered": answered,
            "offered_at": now,
            "not_asked": None,
        },
    )


def take_stop_offer(
    session: Session, person: PersonId, attempt: AttemptId, *, not_asked: int
) -> bool:
    """Note that the offer was taken, and how many questions were therefore not asked."""
    result = session.execute(
        update(StopOfferRecord)
        .where(StopOfferRecord.attempt_id == attempt, StopOfferRecord.person_id == person)
        .values(not_asked=not_asked)
        .execution_options(synchronize_session=False)
    )
    return rows_changed(result) == 1


def add_prediction(
    session: Session, person: PersonId, attempt: AttemptId, levels: str, *, now: datetime
) -> bool:
    """Keep what was expected; False where something was before."""
    return insert_once(
        session,
        PredictionRecord,
        {"attempt_id": attempt, "person_id": person, "levels": levels, "made_at": now},
    )


def find_prediction(
    session: Session, person: PersonId, attempt: AttemptId
) -> PredictionRecord | None:
    """What was expected of one's own attempt, if anything was."""
    return session.scalar(
        select(PredictionRecord).where(
            PredictionRecord.attempt_id == attempt, PredictionRecord.person_id == person
        )
    )
