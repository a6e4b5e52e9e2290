"""Which rows hold what a person shares, with whom, and until when?"""

from datetime import date, datetime

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from assessment.store.columns import OPAQUE_ID, TOKEN_HASH, Record, UtcTime
from assessment.store.holding import WITH_PERSON, Holding

ADDRESS = String(254)
_KEPT = f"{WITH_PERSON}; of those that are over no more than two hundred, the oldest go first"


class GrantRecord(Record):
    """One act of sharing with one account. It has no account until the invitation is accepted."""

    __tablename__ = "grants"
    __holds__ = Holding(
        purpose="what somebody shares with a coach, for which purpose and until when",
        kept=_KEPT,
        identity=("address",),
        answers=(
            "scope",
            "shares_result",
            "shares_answers",
            "shares_plan",
            "shares_exercises",
            "shares_colleagues",
            "edition",
            "until",
        ),
        words=("purpose",),
        technical=(
            "id",
            "person_id",
            "account_id",
            "attempt_id",
            "save_id",
            "created_at",
            "accepted_at",
            "ended_at",
            "ended_by",
        ),
    )
    __table_args__ = (
        ForeignKeyConstraint(
            ["attempt_id", "person_id"], ["attempts.id", "attempts.person_id"], ondelete="CASCADE"
        ),
        UniqueConstraint("id", "person_id"),
        UniqueConstraint("person_id", "save_id"),
        CheckConstraint("scope IN ('one', 'later', 'all')", name="known_scope"),
        CheckConstraint("(scope = 'all') = (attempt_id IS NULL)", name="scope_has_its_result"),
        CheckConstraint("purpose <> ''", name="says_what_for"),
        CheckConstraint(
            "shares_result OR shares_plan OR shares_exercises OR shares_colleagues",
            name="shares_something",
        ),
        CheckConstraint("shares_result OR NOT shares_answers", name="answers_with_result"),
        CheckConstraint("account_id IS NULL OR accepted_at IS NOT NULL", name="accepted_by_whom"),
        CheckConstraint("(ended_at IS NULL) = (ended_by IS NULL)", name="ended_by_whom"),
        CheckConstraint("ended_by IN ('owner', 'coach')", name="known_end"),
        Index("ix_grants_person_id_created_at", "person_id", "created_at"),
        Index("ix_grants_account_id_person_id", "account_id", "person_id"),
        Index("ix_grants_attempt_id", "attempt_id"),
    )

    id: Mapped[str] = mapped_column(OPAQUE_ID, primary_key=True)
    person_id: Mapped[str] = mapped_column(OPAQUE_ID, ForeignKey("people.id", ondelete="CASCADE"))
    account_id: Mapped[str | None] = mapped_column(
        OPAQUE_ID, ForeignKey("accounts.id", ondelete="SET NULL")
    )
    address: Mapped[str] = mapped_column(ADDRESS)
    attempt_id: Mapped[str | None] = mapped_column(OPAQUE_ID)
    scope: Mapped[str] = mapped_column(String(16))
    shares_result: Mapped[bool] = mapped_column(Boolean)
    shares_answers: Mapped[bool] = mapped_column(Boolean)
    shares_plan: Mapped[bool] = mapped_column(Boolean)
    shares_exercises: Mapped[bool] = mapped_column(Boolean)
    shares_colleagues: Mapped[bool] = mapped_column(Boolean)
    edition: Mapped[str | None] = mapped_column(Text)
    purpose: Mapped[str] = mapped_column(Text)
    until: Mapped[date] = mapped_column(Date)
    save_id: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    accepted_at: Mapped[datetime | None] = mapped_column(UtcTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime)
    ended_by: Mapped[str | None] = mapped_column(String(16))


class GrantInvitationRecord(Record):
    """The way to a grant: bound to its address, good once, known by its token's hash."""

    __tablename__ = "grant_invitations"
    __holds__ = Holding(
        purpose="the one way in which a grant can be accepted",
        kept=_KEPT,
        secret=("token_hash",),
        technical=("grant_id", "person_id", "created_at", "expires_at", "used_at"),
    )
    __table_args__ = (
        ForeignKeyConstraint(
            ["grant_id", "person_id"], ["grants.id", "grants.person_id"], ondelete="CASCADE"
        ),
        CheckConstraint("expires_at > created_at", name="expires_after_creation"),
    )

    grant_id: Mapped[str] = mapped_column(OPAQUE_ID, primary_key=True)
    person_id: Mapped[str] = mapped_column(OPAQUE_ID)
    token_hash: Mapped[str] = mapped_column(TOKEN_HASH, unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    expires_at: Mapped[datetime] = mapped_column(UtcTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcTime)


class ShareLinkRecord(Record):
    """One act of sharing one result with whoever holds a link."""

    __tablename__ = "share_links"
    __holds__ = Holding(
        purpose="a result shown to whoever holds a link, as far as its owner ticked",
        kept=_KEPT,
        identity=("shown_name",),
        answers=("edition", "with_pdf", "until"),
        words=("label", "purpose"),
        secret=("token_hash",),
        technical=("id", "person_id", "attempt_id", "save_id", "created_at", "ended_at"),
    )
    __table_args__ = (
        ForeignKeyConstraint(
            ["attempt_id", "person_id"], ["attempts.id", "attempts.person_id"], ondelete="CASCADE"
        ),
        UniqueConstraint("id", "person_id"),
        UniqueConstraint("person_id", "save_id"),
        Index("ix_share_links_person_id_created_at", "person_id", "created_at"),
        Index("ix_share_links_attempt_id", "attempt_id"),
    )

    id: Mapped[str] = mapped_column(OPAQUE_ID, primary_key=True)
    person_id: Mapped[str] = mapped_column(OPAQUE_ID, ForeignKey("people.id", ondelete="CASCADE"))
    attempt_id: Mapped[str] = mapped_column(OPAQUE_ID)
    token_hash: Mapped[str] = mapped_column(TOKEN_HASH, unique=True)
    label: Mapped[str] = mapped_column(Text)
    purpose: Mapped[str] = mapped_column(Text)
    shown_name: Mapped[str] = mapped_column(Text)
    edition: Mapped[str] = mapped_column(Text)
    with_pdf: Mapped[bool] = mapped_column(Boolean)
    until: Mapped[date] = mapped_column(Date)
    save_id: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime)
