"""Which rows hold an organisation's hiring briefs and everything that was ever said in them?"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from assessment.store.columns import OPAQUE_ID, TOKEN_HASH, Record, UtcTime
from assessment.store.holding import Holding

KEPT = "until the brief’s own last day, or until the organisation is deleted"


class BriefRecord(Record):
    """One brief as it stands; its number grows with every change."""

    __tablename__ = "briefs"
    __holds__ = Holding(
        purpose="what an organisation says about the CTO it is looking for",
        kept=KEPT,
        takeout="no",
        deletion="own time",
        words=("brief",),
        technical=(
            "id",
            "organisation_id",
            "revision",
            "retention_until",
            "questions_closed_at",
            "panel_round",
            "panel_closed_at",
            "created_at",
            "changed_at",
        ),
    )
    __table_args__ = (
        CheckConstraint("revision >= 1", name="revision_counts_from_one"),
        CheckConstraint("changed_at >= created_at", name="changed_after_creation"),
        CheckConstraint("panel_round BETWEEN 0 AND 3", name="known_panel_round"),
        Index("ix_briefs_organisation_id_changed_at", "organisation_id", "changed_at"),
        Index("ix_briefs_retention_until", "retention_until"),
    )

    id: Mapped[str] = mapped_column(OPAQUE_ID, primary_key=True)
    organisation_id: Mapped[str] = mapped_column(
        OPAQUE_ID, ForeignKey("organisations.id", ondelete="CASCADE")
    )
    revision: Mapped[int] = mapped_column(Integer)
    brief: Mapped[str] = mapped_column(Text)
    retention_until: Mapped[date] = mapped_column(Date)
    questions_closed_at: Mapped[datetime | None] = mapped_column(UtcTime)
    """When the owner ended the round of questions to approvers."""
    panel_round: Mapped[int] = mapped_column(Integer)
    """Which round the panel for targets is in: 0 none, 1, 2, or 3 once it is over."""
    panel_closed_at: Mapped[datetime | None] = mapped_column(UtcTime)
    """When that round was closed, so that its medians can be read; None while marks come in."""
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    changed_at: Mapped[datetime] = mapped_column(UtcTime)


class BriefVersionRecord(Record):
    """The brief as it was after one change: by whom, when, and in which parts."""

    __tablename__ = "brief_versions"
    __holds__ = Holding(
        purpose="who changed what in a brief, and when",
        kept=KEPT,
        takeout="no",
        deletion="own time",
        words=("brief",),
        technical=("brief_id", "number", "author_id", "parts", "created_at"),
    )
    __table_args__ = (CheckConstraint("number >= 1", name="number_counts_from_one"),)

    brief_id: Mapped[str] = mapped_column(
        OPAQUE_ID, ForeignKey("briefs.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    author_id: Mapped[str | None] = mapped_column(
        OPAQUE_ID, ForeignKey("accounts.id", ondelete="SET NULL")
    )
    """The account that made the change; None once it is deleted, or where a file was read in."""
    parts: Mapped[str] = mapped_column(String(200))
    """The parts that changed, with a comma between them."""
    brief: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcTime)


class BriefVoiceRecord(Record):
    """Somebody asked about a brief by a link: an approver, or one of the panel for targets.

    They need no account. What they said is kept until the brief goes.
    """

    __tablename__ = "brief_voices"
    __holds__ = Holding(
        purpose="what those who were asked about a brief answered, each alone",
        kept=KEPT,
        takeout="no",
        deletion="own time",
        identity=("name",),
        words=("answers", "second_answers"),
        secret=("token_hash",),
        technical=(
            "id",
            "brief_id",
            "kind",
            "seat",
            "asked_at_revision",
            "answered_revision",
            "created_at",
            "expires_at",
            "answered_at",
            "second_at",
        ),
    )
    __table_args__ = (
        CheckConstraint("kind IN ('approver', 'panel')", name="known_kind"),
        CheckConstraint("expires_at > created_at", name="expires_after_creation"),
        CheckConstraint("(answers IS NULL) = (answered_at IS NULL)", name="answered_with_answers"),
        CheckConstraint(
            "(second_answers IS NULL) = (second_at IS NULL)", name="second_with_answers"
        ),
        Index("ix_brief_voices_brief_id", "brief_id"),
    )

    id: Mapped[str] = mapped_column(OPAQUE_ID, primary_key=True)
    brief_id: Mapped[str] = mapped_column(OPAQUE_ID, ForeignKey("briefs.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(16))
    seat: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(200))
    token_hash: Mapped[str] = mapped_column(TOKEN_HASH, unique=True)
    asked_at_revision: Mapped[int] = mapped_column(Integer)
    answers: Mapped[str | None] = mapped_column(Text)
    answered_revision: Mapped[int | None] = mapped_column(Integer)
    answered_at: Mapped[datetime | None] = mapped_column(UtcTime)
    second_answers: Mapped[str | None] = mapped_column(Text)
    second_at: Mapped[datetime | None] = mapped_column(UtcTime)
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    expires_at: Mapped[datetime] = mapped_column(UtcTime)
