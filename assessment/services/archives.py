"""How far has an order for many reports come, who may have its file, and when does it go?

One report that cannot be made is named with its reason and holds up none of the others. The file
is there for a day, and goes with the first grant in it that ends.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, NewType, cast

from sqlalchemy import ColumnElement, and_, func, or_, select, update
from sqlalchemy.orm import Session

from assessment.documents.printing import PageSize
from assessment.domain.accounts import AccountId
from assessment.domain.attempts import AttemptId, PersonId
from assessment.domain.errors import NotFound
from assessment.domain.sharing import GrantId
from assessment.services.granted import shares
from assessment.store.records import (
    ArchiveEntryRecord,
    ArchiveRecord,
    GrantRecord,
)
from assessment.store.upsert import rows_changed

ArchiveId = NewType("ArchiveId", str)
ArchiveState = Literal["waiting", "working", "ready", "empty", "gone"]
EntryState = Literal["waiting", "made", "failed"]

KEPT = timedelta(hours=24)
STALE = timedelta(minutes=2)
"""A worker that has said nothing for so long is gone; another takes the order on."""
MOST_KEPT = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveEntry:
    """One report of an order."""

    place: int
    client: PersonId
    grant: GrantId
    attempt: AttemptId
    name: str
    file_name: str
    state: EntryState
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """An order for many reports, and how far it has come."""

    id: ArchiveId
    account: AccountId
    state: ArchiveState
    paper: PageSize
    ordered_at: datetime
    worked_at: datetime
    ready_at: datetime | None
    expires_at: datetime
    size: int
    entries: Sequence[ArchiveEntry]

    @property
    def settled(self) -> int:
        """Reports that are made or cannot be."""
        return sum(entry.state != "waiting" for entry in self.entries)

    @property
    def failed(self) -> Sequence[ArchiveEntry]:
        return [entry for entry in self.entries if entry.state == "failed"]


def load_archive(session: Session, account: AccountId, archive: ArchiveId) -> Archive:
    """One's own order.

    Raises:
        NotFound: missing, somebody else's, or gone.
    """
    row = session.scalar(
        select(ArchiveRecord).where(
            ArchiveRecord.id == archive,
            ArchiveRecord.account_id == account,
            ArchiveRecord.state != "gone",
        )
    )
    if row is None:
        raise NotFound("archive")
    return to_archive(session, row)


def list_archives(session: Session, account: AccountId) -> Sequence[Archive]:
    """One's own orders that are not gone, the latest first."""
    rows = session.scalars(
        select(ArchiveRecord)
        .where(ArchiveRecord.account_id == account, ArchiveRecord.state != "gone")
        .order_by(ArchiveRecord.ordered_at.desc(), ArchiveRecord.id)
        .limit(MOST_KEPT)
    )
    return [to_archive(session, row) for row in rows]


def may_hand_over(
    session: Session, account: AccountId, archive: ArchiveId, *, now: datetime
) -> Archive:
    """One's own archive, where every report in it may still be seen.

    Raises:
        NotFound: missing, somebody else's, not ready, gone, or a grant in it has ended.
    """
    found = load_archive(session, account, archive)
    lost = session.scalar(
        select(func.count())
        .select_from(ArchiveRecord)
        .where(ArchiveRecord.id == archive, lost_its_right(now))
    )
    if found.state != "ready" or lost:
        raise NotFound("archive")
    return found


def lost_its_right(now: datetime) -> ColumnElement[bool]:
    """The condition that an archive must go: its day is over, or a grant in it has ended."""
    stands = (
        select(func.count())
        .select_from(ArchiveEntryRecord)
        .join(GrantRecord, GrantRecord.id == ArchiveEntryRecord.grant_id)
        .where(
            ArchiveEntryRecord.archive_id == ArchiveRecord.id,
            or_(
                ArchiveEntryRecord.state == "failed",
                and_(
                    GrantRecord.account_id == ArchiveRecord.account_id,
                    GrantRecord.ended_at.is_(None),
                    GrantRecord.until >= now.date(),
                    shares("result"),
                ),
            ),
        )
        .correlate(ArchiveRecord)
        .scalar_subquery()
    )
    return or_(
        ArchiveRecord.expires_at <= now,
        and_(ArchiveRecord.state == "ready", stands < ArchiveRecord.places),
    )


def claim_archive(session: Session, archive: ArchiveId, *, now: datetime) -> Archive | None:
    """Take an order to work on; None where another worker has it, or nothing is left to do."""
    claimed = session.execute(
        update(ArchiveRecord)
        .where(
            ArchiveRecord.id == archive,
            or_(
                ArchiveRecord.state == "waiting",
                and_(ArchiveRecord.state == "working", ArchiveRecord.worked_at <= now - STALE),
            ),
        )
        .values(state="working", worked_at=now)
        .execution_options(synchronize_session=False)
    )
    if rows_changed(claimed) != 1:
        return None
    row = session.get(ArchiveRecord, archive, populate_existing=True)
    return None if row is None else to_archive(session, row)


def waiting_archives(session: Session, *, now: datetime) -> Sequence[ArchiveId]:
    """Orders nobody works on: new ones, and those whose worker is gone."""
    rows = session.scalars(
        select(ArchiveRecord.id)
        .where(
            or_(
                ArchiveRecord.state == "waiting",
                and_(ArchiveRecord.state == "working", ArchiveRecord.worked_at <= now - STALE),
            )
        )
        .order_by(ArchiveRecord.ordered_at, ArchiveRecord.id)
    )
    return [ArchiveId(row) for row in rows]


def settle_entry(
    session: Session, archive: ArchiveId, place: int, *, why: str = "", now: datetime
) -> None:
    """Note that a report is made, or why it cannot be."""
    session.execute(
        update(ArchiveEntryRecord)
        .where(ArchiveEntryRecord.archive_id == archive, ArchiveEntryRecord.place == place)
        .values(state="failed" if why else "made", why=why)
        .execution_options(synchronize_session=False)
    )
    session.execute(
        update(ArchiveRecord)
        .where(ArchiveRecord.id == archive)
        .values(worked_at=now)
        .execution_options(synchronize_session=False)
    )


def finish_archive(session: Session, archive: ArchiveId, *, size: int, now: datetime) -> None:
    """The file is there; or it is empty, because no report could be made."""
    session.execute(
        update(ArchiveRecord)
        .where(ArchiveRecord.id == archive, ArchiveRecord.state == "working")
        .values(
            state="ready" if size else "empty",
            size=size,
            ready_at=now,
            expires_at=now + KEPT,
        )
        .execution_options(synchronize_session=False)
    )


def drop_archives(session: Session, *, now: datetime) -> Sequence[ArchiveId]:
    """Mark the archives whose day is over or whose right has ended; which they are."""
    gone = list(
        session.scalars(
            select(ArchiveRecord.id).where(ArchiveRecord.state != "gone", lost_its_right(now))
        )
    )
    session.execute(
        update(ArchiveRecord)
        .where(ArchiveRecord.id.in_(gone))
        .values(state="gone", size=0)
        .execution_options(synchronize_session=False)
    )
    return [ArchiveId(archive) for archive in gone]


def discard_archive(session: Session, account: AccountId, archive: ArchiveId) -> None:
    """Give up one's own archive; its file goes with the next sweep.

    Raises:
        NotFound: missing, somebody else's, or gone.
    """
    changed = session.execute(
        update(ArchiveRecord)
        .where(
            ArchiveRecord.id == archive,
            ArchiveRecord.account_id == account,
            ArchiveRecord.state != "gone",
        )
        .values(state="gone", size=0)
        .execution_options(synchronize_session=False)
    )
    if rows_changed(changed) != 1:
        raise NotFound("archive")


def known_archives(session: Session) -> set[str]:
    """The ids of archives whose files may be there."""
    return set(session.scalars(select(ArchiveRecord.id).where(ArchiveRecord.state != "gone")))


def to_archive(session: Session, row: ArchiveRecord) -> Archive:
    """The row and its entries as a value."""
    entries = session.scalars(
        select(ArchiveEntryRecord)
        .where(ArchiveEntryRecord.archive_id == row.id)
        .order_by(ArchiveEntryRecord.place)
        .execution_options(populate_existing=True)
    )
    return Archive(
        id=ArchiveId(row.id),
        account=AccountId(row.account_id),
        state=cast("ArchiveState", row.state),
        paper=cast("PageSize", row.paper),
        ordered_at=row.ordered_at,
        worked_at=row.worked_at,
        ready_at=row.ready_at,
        expires_at=row.expires_at,
        size=row.size,
        entries=[
            ArchiveEntry(
                place=entry.place,
                client=PersonId(entry.client_id),
                grant=GrantId(entry.grant_id),
                attempt=AttemptId(entry.attempt_id),
                name=entry.name,
                file_name=entry.file_name,
                state=cast("EntryState", entry.state),
                why=entry.why,
            )
            for entry in entries
        ],
    )
