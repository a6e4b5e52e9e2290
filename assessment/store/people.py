"""Which rows stand for a person and for the browsers they use?"""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from assessment.store.columns import OPAQUE_ID, TOKEN_HASH, Record, UtcTime
from assessment.store.holding import Holding


class PersonRecord(Record):
    """Somebody who answers. A guest is known by the hash of a link or of a key file."""

    __tablename__ = "people"
    __holds__ = Holding(
        purpose="one person, to whom everything of theirs is tied",
        secret=("link_hash", "key_hash"),
        technical=("id", "created_at", "last_visit_at"),
    )
    __table_args__ = (Index("ix_people_last_visit_at", "last_visit_at"),)

    id: Mapped[str] = mapped_column(OPAQUE_ID, primary_key=True)
    link_hash: Mapped[str | None] = mapped_column(TOKEN_HASH, unique=True)
    key_hash: Mapped[str | None] = mapped_column(TOKEN_HASH, unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    last_visit_at: Mapped[datetime] = mapped_column(UtcTime)


class WebSessionRecord(Record):
    """One browser's session. The id in the cookie is known here by its hash alone."""

    __tablename__ = "web_sessions"
    __holds__ = Holding(
        purpose="one browser’s session, so that leaving and coming back costs nothing",
        kept="thirty days, or until it is ended",
        secret=("id_hash",),
        words=("content",),
        technical=(
            "person_id",
            "account_id",
            "device",
            "created_at",
            "last_used_at",
            "expires_at",
        ),
    )
    __table_args__ = (
        CheckConstraint("expires_at > created_at", name="expires_after_creation"),
        Index("ix_web_sessions_person_id", "person_id"),
        Index("ix_web_sessions_account_id", "account_id"),
        Index("ix_web_sessions_expires_at", "expires_at"),
    )

    id_hash: Mapped[str] = mapped_column(TOKEN_HASH, primary_key=True)
    person_id: Mapped[str | None] = mapped_column(
        OPAQUE_ID, ForeignKey("people.id", ondelete="CASCADE")
    )
    account_id: Mapped[str | None] = mapped_column(
        OPAQUE_ID, ForeignKey("accounts.id", ondelete="CASCADE")
    )
    """Who signed in here; None for a guest's browser."""
    device: Mapped[str] = mapped_column(String(80), default="", server_default="")
    """The browser in coarse words, for the list of sessions; empty for a guest's."""
    content: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    last_used_at: Mapped[datetime] = mapped_column(UtcTime)
    expires_at: Mapped[datetime] = mapped_column(UtcTime)
