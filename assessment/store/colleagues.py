"""Which rows hold what colleagues are asked about a person, and what they answer?

The person asked about owns every row, and none of these tables is shown to them as it is: pages and
exports go by ``services.colleagues``, which tells counts and what ``domain.disclosure`` lets out.
"""

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
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from assessment.store.columns import OPAQUE_ID, SLUG, TOKEN_HASH, Record, UtcTime
from assessment.store.holding import Holding

_OPEN = text("closed_at IS NULL")
_MANAGER = text("role = 'manager'")
_KEPT = "until thirty days after the round has closed; sooner where its person is deleted"


class RaterRoundRecord(Record):
    """One time of asking colleagues about one result. ``disclosed`` is what may be shown of it."""

    __tablename__ = "rater_rounds"
    __holds__ = Holding(
        purpose="one time of asking colleagues, and what of their answers may be shown",
        identity=("asker",),
        words=("purpose",),
        opinion=("disclosed",),
        technical=(
            "id",
            "person_id",
            "attempt_id",
            "created_at",
            "closes_at",
            "closed_at",
            "reminders",
            "reminded_at",
        ),
    )
    __table_args__ = (
        ForeignKeyConstraint(
            ["attempt_id", "person_id"], ["attempts.id", "attempts.person_id"], ondelete="CASCADE"
        ),
        UniqueConstraint("id", "person_id"),
        CheckConstraint("closes_at > created_at", name="closes_after_creation"),
        CheckConstraint("reminders BETWEEN 0 AND 2", name="two_reminders"),
        CheckConstraint("(closed_at IS NULL) = (disclosed IS NULL)", name="disclosed_when_closed"),
        Index(
            "uq_rater_rounds_open",
            "person_id",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index("ix_rater_rounds_person_id_created_at", "person_id", "created_at"),
        Index("ix_rater_rounds_attempt_id", "attempt_id"),
        Index("ix_rater_rounds_closes_at", "closes_at"),
    )

    id: Mapped[str] = mapped_column(OPAQUE_ID, primary_key=True)
    person_id: Mapped[str] = mapped_column(OPAQUE_ID, ForeignKey("people.id", ondelete="CASCADE"))
    attempt_id: Mapped[str] = mapped_column(OPAQUE_ID)
    asker: Mapped[str] = mapped_column(Text)
    purpose: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    closes_at: Mapped[datetime] = mapped_column(UtcTime)
    reminders: Mapped[int] = mapped_column(Integer)
    reminded_at: Mapped[datetime | None] = mapped_column(UtcTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcTime)
    disclosed: Mapped[str | None] = mapped_column(Text)


class RaterRecord(Record):
    """Somebody who is asked. The key that lets them come back is known by its hash alone."""

    __tablename__ = "raters"
    __holds__ = Holding(
        purpose="who was asked about a person, in which role, and how far they have come",
        kept=_KEPT,
        identity=("name", "address"),
        secret=("key_hash",),
        technical=("id", "round_id", "person_id", "role", "state", "created_at"),
        kept_back=("state",),
    )
    __table_args__ = (
        ForeignKeyConstraint(
            ["round_id", "person_id"],
            ["rater_rounds.id", "rater_rounds.person_id"],
            ondelete="CASCADE",
        ),
        UniqueConstraint("id", "person_id"),
        CheckConstraint("role IN ('manager', 'peer', 'report', 'other')", name="known_role"),
        CheckConstraint(
            "state IN ('invited', 'begun', 'submitted', 'declined', 'withdrawn')",
            name="known_state",
        ),
        Index(
            "uq_raters_manager",
            "round_id",
            unique=True,
            sqlite_where=_MANAGER,
            postgresql_where=_MANAGER,
        ),
        Index("ix_raters_round_id", "round_id"),
    )

    id: Mapped[str] = mapped_column(OPAQUE_ID, primary_key=True)
    round_id: Mapped[str] = mapped_column(OPAQUE_ID)
    person_id: Mapped[str] = mapped_column(OPAQUE_ID)
    role: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(Text)
    address: Mapped[str | None] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(16))
    key_hash: Mapped[str | None] = mapped_column(TOKEN_HASH, unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcTime)


class RaterLinkRecord(Record):
    """A link that was sent to a rater. Any of theirs opens the notice; one of them begins."""

    __tablename__ = "rater_links"
    __holds__ = Holding(
        purpose="the links that were made for somebody who is asked",
        kept=_KEPT,
        takeout="no",
        secret=("token_hash",),
        technical=("rater_id", "person_id", "created_at"),
    )
    __table_args__ = (
        ForeignKeyConstraint(
            ["rater_id", "person_id"], ["raters.id", "raters.person_id"], ondelete="CASCADE"
        ),
        Index("ix_rater_links_rater_id", "rater_id"),
    )

    token_hash: Mapped[str] = mapped_column(TOKEN_HASH, primary_key=True)
    rater_id: Mapped[str] = mapped_column(OPAQUE_ID)
    person_id: Mapped[str] = mapped_column(OPAQUE_ID)
    created_at: Mapped[datetime] = mapped_column(UtcTime)


class RaterAnswerRecord(Record):
    """What one rater says of one area; NULL is "I cannot say"."""

    __tablename__ = "rater_answers"
    __holds__ = Holding(
        purpose="what each colleague rates; what may be shown of it leaves with the round",
        kept=_KEPT,
        takeout="no",
        opinion=("value",),
        technical=("rater_id", "area", "person_id"),
    )
    __table_args__ = (
        ForeignKeyConstraint(
            ["rater_id", "person_id"], ["raters.id", "raters.person_id"], ondelete="CASCADE"
        ),
        CheckConstraint("value BETWEEN 1 AND 5", name="value_in_range"),
    )

    rater_id: Mapped[str] = mapped_column(OPAQUE_ID, primary_key=True)
    area: Mapped[str] = mapped_column(SLUG, primary_key=True)
    person_id: Mapped[str] = mapped_column(OPAQUE_ID)
    value: Mapped[int | None] = mapped_column(Integer)


class RaterWordsRecord(Record):
    """What one rater writes to one of the two open questions."""

    __tablename__ = "rater_words"
    __holds__ = Holding(
        purpose="what each colleague writes; what may be shown of it leaves with the round",
        kept=_KEPT,
        takeout="no",
        opinion=("text",),
        technical=("rater_id", "question", "person_id"),
    )
    __table_args__ = (
        ForeignKeyConstraint(
            ["rater_id", "person_id"], ["raters.id", "raters.person_id"], ondelete="CASCADE"
        ),
        CheckConstraint("question IN ('keep', 'change')", name="known_question"),
        CheckConstraint("text <> ''", name="says_something"),
    )

    rater_id: Mapped[str] = mapped_column(OPAQUE_ID, primary_key=True)
    question: Mapped[str] = mapped_column(String(16), primary_key=True)
    person_id: Mapped[str] = mapped_column(OPAQUE_ID)
    text: Mapped[str] = mapped_column(Text)
