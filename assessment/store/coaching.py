"""Which rows hold a coach's clients, notes, agreed actions and archives of reports?"""

from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    Date,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from assessment.store.columns import OPAQUE_ID, Record, UtcTime
from assessment.store.holding import WITH_ACCOUNT, Holding

SAVE_ID = String(64)
NAME_KEY = String(200)


class ClientRecord(Record):
    """Somebody who shares or has shared with a coach, by the name the coach knows them by.

    It opens nothing: what may be seen is asked of the grants. It is what a list is sorted by.
    """

    __tablename__ = "clients"
    __holds__ = Holding(
        purpose="a coach’s own list: by which name they know a client, and when they last met",
        kept=WITH_ACCOUNT,
        identity=("name", "name_key"),
        technical=("account_id", "client_id", "last_at", "next_on", "created_at"),
    )
    __table_args__ = (
        CheckConstraint("name <> ''", name="has_a_name"),
        Index("ix_clients_account_id_name_key", "account_id", "name_key", "client_id"),
        Index("ix_clients_account_id_last_at", "account_id", "last_at", "client_id"),
        Index("ix_clients_client_id", "client_id"),
    )

    account_id: Mapped[str] = mapped_column(
        OPAQUE_ID, ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True
    )
    client_id: Mapped[str] = mapped_column(
        OPAQUE_ID, ForeignKey("people.id", ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[str] = mapped_column(Text)
    name_key: Mapped[str] = mapped_column(NAME_KEY)
    last_at: Mapped[datetime] = mapped_column(UtcTime)
    next_on: Mapped[date | None] = mapped_column(Date)
    created_at: Mapped[datetime] = mapped_column(UtcTime)


class CoachNoteRecord(Record):
    """A note of a coach about a client; the client reads those meant for both."""

    __tablename__ = "coach_notes"
    __holds__ = Holding(
        purpose="what a coach wrote down of their work with a client; the client has those meant "
        "for both in their own export",
        kept="until the coach or the client deletes their account or data",
        words=("text",),
        technical=(
            "id",
            "account_id",
            "client_id",
            "visibility",
            "session_on",
            "revision",
            "save_id",
            "written_at",
            "changed_at",
        ),
    )
    __table_args__ = (
        UniqueConstraint("account_id", "save_id"),
        CheckConstraint("visibility IN ('only-me', 'with-client')", name="known_visibility"),
        CheckConstraint("text <> ''", name="says_something"),
        CheckConstraint("revision >= 1", name="revision_counts_from_one"),
        Index("ix_coach_notes_account_id_client_id", "account_id", "client_id", "session_on"),
        Index("ix_coach_notes_client_id", "client_id"),
    )

    id: Mapped[str] = mapped_column(OPAQUE_ID, primary_key=True)
    account_id: Mapped[str] = mapped_column(
        OPAQUE_ID, ForeignKey("accounts.id", ondelete="CASCADE")
    )
    client_id: Mapped[str] = mapped_column(OPAQUE_ID, ForeignKey("people.id", ondelete="CASCADE"))
    text: Mapped[str] = mapped_column(Text)
    visibility: Mapped[str] = mapped_column(String(16))
    session_on: Mapped[date] = mapped_column(Date)
    revision: Mapped[int] = mapped_column(Integer)
    save_id: Mapped[str] = mapped_column(SAVE_ID)
    written_at: Mapped[datetime] = mapped_column(UtcTime)
    changed_at: Mapped[datetime] = mapped_column(UtcTime)


class AgreedActionRecord(Record):
    """An action a coach put to a client, who takes it, declines it or ticks it."""

    __tablename__ = "agreed_actions"
    __holds__ = Holding(
        purpose="what a coach and a client agreed on, by when, and what became of it",
        identity=("author",),
        answers=("state",),
        words=("what", "done_when"),
        technical=(
            "id",
            "person_id",
            "account_id",
            "due_on",
            "hours",
            "plan_id",
            "save_id",
            "agreed_at",
            "changed_at",
        ),
    )
    __table_args__ = (
        UniqueConstraint("person_id", "save_id"),
        CheckConstraint(
            "state IN ('proposed', 'taken', 'done', 'declined', 'withdrawn')", name="known_state"
        ),
        CheckConstraint("what <> ''", name="says_what"),
        CheckConstraint("author <> ''", name="says_with_whom"),
        CheckConstraint("hours > 0", name="takes_time"),
        Index("ix_agreed_actions_person_id_due_on", "person_id", "due_on"),
        Index("ix_agreed_actions_account_id_person_id", "account_id", "person_id", "due_on"),
    )

    id: Mapped[str] = mapped_column(OPAQUE_ID, primary_key=True)
    person_id: Mapped[str] = mapped_column(OPAQUE_ID, ForeignKey("people.id", ondelete="CASCADE"))
    account_id: Mapped[str | None] = mapped_column(
        OPAQUE_ID, ForeignKey("accounts.id", ondelete="SET NULL")
    )
    author: Mapped[str] = mapped_column(Text)
    what: Mapped[str] = mapped_column(Text)
    done_when: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date] = mapped_column(Date)
    hours: Mapped[float] = mapped_column(Float)
    state: Mapped[str] = mapped_column(String(16))
    plan_id: Mapped[str | None] = mapped_column(
        OPAQUE_ID, ForeignKey("plans.id", ondelete="SET NULL")
    )
    save_id: Mapped[str] = mapped_column(SAVE_ID)
    agreed_at: Mapped[datetime] = mapped_column(UtcTime)
    changed_at: Mapped[datetime] = mapped_column(UtcTime)


class ArchiveRecord(Record):
    """An order for many reports in one file, and how far it has come."""

    __tablename__ = "archives"
    __holds__ = Holding(
        purpose="an order for many reports in one file; the file itself lies under CTO_VAR_DIR",
        kept="a day after it was made",
        technical=(
            "id",
            "account_id",
            "state",
            "paper",
            "save_id",
            "ordered_at",
            "worked_at",
            "ready_at",
            "expires_at",
            "size",
            "places",
        ),
    )
    __table_args__ = (
        UniqueConstraint("account_id", "save_id"),
        CheckConstraint(
            "state IN ('waiting', 'working', 'ready', 'empty', 'gone')", name="known_state"
        ),
        CheckConstraint("paper IN ('A4', 'Letter')", name="known_paper"),
        CheckConstraint("expires_at > ordered_at", name="expires_after_order"),
        Index("ix_archives_account_id_ordered_at", "account_id", "ordered_at"),
        Index("ix_archives_state", "state"),
    )

    id: Mapped[str] = mapped_column(OPAQUE_ID, primary_key=True)
    account_id: Mapped[str] = mapped_column(
        OPAQUE_ID, ForeignKey("accounts.id", ondelete="CASCADE")
    )
    state: Mapped[str] = mapped_column(String(16))
    paper: Mapped[str] = mapped_column(String(8))
    save_id: Mapped[str] = mapped_column(SAVE_ID)
    ordered_at: Mapped[datetime] = mapped_column(UtcTime)
    worked_at: Mapped[datetime] = mapped_column(UtcTime)
    ready_at: Mapped[datetime | None] = mapped_column(UtcTime)
    expires_at: Mapped[datetime] = mapped_column(UtcTime)
    size: Mapped[int] = mapped_column(Integer)
    places: Mapped[int] = mapped_column(Integer)
    """Reports ordered: fewer entries mean that somebody deleted what they shared."""


class ArchiveEntryRecord(Record):
    """One report of an archive. It goes with the grant's owner, and the file with it."""

    __tablename__ = "archive_entries"
    __holds__ = Holding(
        purpose="which client’s report an archive holds, under which name, or why it does not",
        kept="as long as its archive",
        takeout="no",
        identity=("name",),
        technical=(
            "archive_id",
            "place",
            "client_id",
            "grant_id",
            "attempt_id",
            "file_name",
            "state",
            "why",
        ),
    )
    __table_args__ = (
        UniqueConstraint("archive_id", "file_name"),
        ForeignKeyConstraint(
            ["grant_id", "client_id"], ["grants.id", "grants.person_id"], ondelete="CASCADE"
        ),
        CheckConstraint("state IN ('waiting', 'made', 'failed')", name="known_state"),
        CheckConstraint("place >= 1", name="place_counts_from_one"),
        Index("ix_archive_entries_grant_id", "grant_id"),
        Index("ix_archive_entries_client_id", "client_id"),
    )

    archive_id: Mapped[str] = mapped_column(
        OPAQUE_ID, ForeignKey("archives.id", ondelete="CASCADE"), primary_key=True
    )
    place: Mapped[int] = mapped_column(Integer, primary_key=True)
    client_id: Mapped[str] = mapped_column(OPAQUE_ID)
    grant_id: Mapped[str] = mapped_column(OPAQUE_ID)
    attempt_id: Mapped[str] = mapped_column(OPAQUE_ID)
    name: Mapped[str] = mapped_column(Text)
    file_name: Mapped[str] = mapped_column(String(120))
    state: Mapped[str] = mapped_column(String(16))
    why: Mapped[str] = mapped_column(Text)
