"""Which rows stand for accounts, their keys, and the organisations they work in?

The columns that Flask-Security works with are here under its own names; it sees them through
values of ``services.credentials``, so that the database layer needs none of it.
"""

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    false,
)
from sqlalchemy.orm import Mapped, mapped_column

from assessment.store.columns import OPAQUE_ID, TOKEN_HASH, Record, UtcTime
from assessment.store.holding import WITH_ACCOUNT, WITH_ORGANISATION, Holding

ADDRESS = String(254)
ROLE = String(16)


class AccountRecord(Record):
    """A way to sign in, for one person."""

    __tablename__ = "accounts"
    __holds__ = Holding(
        purpose="a way to sign in, with the address mail goes to",
        kept=f"{WITH_ACCOUNT}; seven days where nobody verifies the address",
        identity=("email", "name"),
        secret=(
            "password",
            "fs_uniquifier",
            "tf_totp_secret",
            "totp_counter",
            "mf_recovery_codes",
            "fs_webauthn_user_handle",
        ),
        technical=(
            "id",
            "person_id",
            "active",
            "operator",
            "created_at",
            "confirmed_at",
            "signed_in_at",
            "language",
            "tf_primary_method",
        ),
    )
    __table_args__ = (
        CheckConstraint("email = lower(email)", name="address_in_lower_case"),
        Index("ix_accounts_created_at", "created_at"),
    )

    id: Mapped[str] = mapped_column(OPAQUE_ID, primary_key=True)
    person_id: Mapped[str] = mapped_column(
        OPAQUE_ID, ForeignKey("people.id", ondelete="CASCADE"), unique=True
    )
    email: Mapped[str] = mapped_column(ADDRESS, unique=True)
    name: Mapped[str] = mapped_column(String(200))
    active: Mapped[bool] = mapped_column(Boolean)
    operator: Mapped[bool] = mapped_column(Boolean)
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcTime)
    """When the address was verified."""
    signed_in_at: Mapped[datetime | None] = mapped_column(UtcTime)
    language: Mapped[str | None] = mapped_column(String(16))
    """The code of the language chosen last; None where none ever was."""
    password: Mapped[str | None] = mapped_column(String(255))
    """An argon2id hash; None where the account was made by an operator and not opened yet."""
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    """Changes with the password, which ends what was signed before."""
    tf_primary_method: Mapped[str | None] = mapped_column(String(64))
    tf_totp_secret: Mapped[str | None] = mapped_column(Text)
    """Encrypted."""
    totp_counter: Mapped[int | None] = mapped_column(BigInteger)
    """The last time step whose code was used: no code is good twice."""
    mf_recovery_codes: Mapped[str | None] = mapped_column(Text)
    """Encrypted, as a JSON list."""
    fs_webauthn_user_handle: Mapped[str | None] = mapped_column(String(64), unique=True)


class PasskeyRecord(Record):
    """A passkey's public half."""

    __tablename__ = "passkeys"
    __holds__ = Holding(
        purpose="the public half of a passkey, to sign in without a password",
        kept="until it is removed, or the account is deleted",
        words=("name",),
        secret=("credential_id", "public_key"),
        technical=(
            "account_id",
            "sign_count",
            "transports",
            "backup_state",
            "device_type",
            "extensions",
            "usage",
            "created_at",
            "last_used_at",
        ),
    )
    __table_args__ = (UniqueConstraint("account_id", "name"),)

    credential_id: Mapped[bytes] = mapped_column(LargeBinary(1024), primary_key=True)
    account_id: Mapped[str] = mapped_column(
        OPAQUE_ID, ForeignKey("accounts.id", ondelete="CASCADE")
    )
    name: Mapped[str] = mapped_column(String(64))
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(BigInteger)
    transports: Mapped[str] = mapped_column(Text)
    backup_state: Mapped[bool] = mapped_column(Boolean)
    device_type: Mapped[str] = mapped_column(String(64))
    extensions: Mapped[str | None] = mapped_column(String(255))
    usage: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    last_used_at: Mapped[datetime] = mapped_column(UtcTime)


class OrganisationRecord(Record):
    """A company or practice in which accounts work together."""

    __tablename__ = "organisations"
    __holds__ = Holding(
        purpose="a company or practice in which accounts work together",
        kept=WITH_ORGANISATION,
        takeout="no",
        deletion="stays",
        identity=("name",),
        technical=("id", "created_at", "asks_second_step"),
    )
    __table_args__ = (CheckConstraint("name <> ''", name="has_a_name"),)

    id: Mapped[str] = mapped_column(OPAQUE_ID, primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    asks_second_step: Mapped[bool] = mapped_column(Boolean, server_default=false())
    """Whether its pages open to accounts alone that sign in by two steps."""


class MembershipRecord(Record):
    """What an account is in an organisation."""

    __tablename__ = "memberships"
    __holds__ = Holding(
        purpose="what an account is in an organisation",
        kept="until the member leaves or is taken out",
        technical=("organisation_id", "account_id", "role", "created_at"),
    )
    __table_args__ = (
        CheckConstraint(
            "role IN ('admin', 'hiring-lead', 'interviewer', 'coach')", name="known_role"
        ),
        Index("ix_memberships_account_id", "account_id"),
    )

    organisation_id: Mapped[str] = mapped_column(
        OPAQUE_ID, ForeignKey("organisations.id", ondelete="CASCADE"), primary_key=True
    )
    account_id: Mapped[str] = mapped_column(
        OPAQUE_ID, ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True
    )
    role: Mapped[str] = mapped_column(ROLE)
    created_at: Mapped[datetime] = mapped_column(UtcTime)


class OrganisationInvitationRecord(Record):
    """An invitation into an organisation, bound to an address and good once."""

    __tablename__ = "organisation_invitations"
    __holds__ = Holding(
        purpose="an invitation into an organisation, bound to an address",
        kept="until its sender or the organisation is deleted",
        identity=("email",),
        secret=("token_hash",),
        technical=(
            "id",
            "organisation_id",
            "invited_by",
            "role",
            "created_at",
            "expires_at",
            "used_at",
        ),
    )
    __table_args__ = (
        CheckConstraint(
            "role IN ('admin', 'hiring-lead', 'interviewer', 'coach')", name="known_role"
        ),
        CheckConstraint("expires_at > created_at", name="expires_after_creation"),
        Index("ix_organisation_invitations_organisation_id", "organisation_id"),
        Index("ix_organisation_invitations_invited_by", "invited_by"),
    )

    id: Mapped[str] = mapped_column(OPAQUE_ID, primary_key=True)
    organisation_id: Mapped[str] = mapped_column(
        OPAQUE_ID, ForeignKey("organisations.id", ondelete="CASCADE")
    )
    invited_by: Mapped[str] = mapped_column(
        OPAQUE_ID, ForeignKey("accounts.id", ondelete="CASCADE")
    )
    email: Mapped[str] = mapped_column(ADDRESS)
    role: Mapped[str] = mapped_column(ROLE)
    token_hash: Mapped[str] = mapped_column(TOKEN_HASH, unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    expires_at: Mapped[datetime] = mapped_column(UtcTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcTime)


class AccountLinkRecord(Record):
    """A link of ours in somebody's mailbox, known here by its hash alone and good once."""

    __tablename__ = "account_links"
    __holds__ = Holding(
        purpose="a link sent by mail: to verify an address, to choose a password",
        kept="until it is used or replaced, two days at most",
        takeout="yes",
        identity=("email",),
        secret=("token_hash",),
        technical=("account_id", "purpose", "created_at", "expires_at"),
    )
    __table_args__ = (
        CheckConstraint("purpose IN ('verify', 'reset', 'address')", name="known_purpose"),
        CheckConstraint("expires_at > created_at", name="expires_after_creation"),
        Index("ix_account_links_account_id", "account_id"),
        Index("ix_account_links_expires_at", "expires_at"),
    )

    token_hash: Mapped[str] = mapped_column(TOKEN_HASH, primary_key=True)
    account_id: Mapped[str] = mapped_column(
        OPAQUE_ID, ForeignKey("accounts.id", ondelete="CASCADE")
    )
    purpose: Mapped[str] = mapped_column(String(16))
    email: Mapped[str] = mapped_column(ADDRESS)
    """The address the link went to; for a change of address, the new one."""
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    expires_at: Mapped[datetime] = mapped_column(UtcTime)
