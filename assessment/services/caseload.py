"""Who are a coach's clients: by name or by date, fifty at a time, never by what they reached?

A page takes two queries whatever the number of clients: one walks an index of the coach's own
list and asks the grants of each row, the other reads the targets of the fifty.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from assessment.documents.report import long_date
from assessment.domain.accounts import Account, AccountId
from assessment.domain.attempts import FormId, PersonId
from assessment.domain.errors import NotFound
from assessment.domain.language import gettext as _
from assessment.domain.profiles import Target
from assessment.domain.sharing import GrantId
from assessment.domain.text import LINE_LIMIT, clean_text
from assessment.services.granted import in_scope, is_active, load_granted, shares
from assessment.store.holding_text import holds_text
from assessment.store.plain import from_text
from assessment.store.records import (
    AccountRecord,
    AgreedActionRecord,
    AttemptRecord,
    ClientRecord,
    GrantRecord,
    ReadingRecord,
    ScoreSheetRecord,
)
from assessment.store.upsert import insert_once, rows_changed

PAGE = 50
Attribute = InstrumentedAttribute[Any]
Order = Literal["name", "date"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """One client in the list."""

    client: PersonId
    grant: GrantId
    """The grant accepted last of those that stand."""
    name: str
    last_at: datetime
    until: date
    next_on: date | None
    next_step: str
    """The open agreed action that is due first; empty where there is none."""
    next_due: date | None
    target: str
    form: FormId | None
    taken_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EndedLine:
    """Somebody whose sharing is over: who and when, and nothing else."""

    name: str
    last_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a page begins: behind this name or moment, and this client."""

    key: str
    client: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePage:
    """Fifty clients and where the next fifty begin."""

    lines: Sequence[CaseLine]
    next: Place | None


def name_key(name: str) -> str:
    """What a name is sorted and searched by.

    >>> name_key("  Zoë  Lovelace")
    'zoë lovelace'
    """
    return " ".join(name.casefold().split())[:LINE_LIMIT]


def add_client(session: Session, account: Account, grant: GrantId, *, now: datetime) -> PersonId:
    """Put the owner of a grant that was just accepted on the coach's list; twice is once.

    Raises:
        NotFound: no such grant, or it is over.
    """
    held = load_granted(session, account.id, grant, now=now)
    row = session.execute(
        select(AccountRecord.name, AccountRecord.email).where(AccountRecord.person_id == held.owner)
    ).one_or_none()
    known = "" if row is None else row.name or row.email
    name = known or _("Guest of %(date)s") % {"date": long_date(now.date())}
    insert_once(
        session,
        ClientRecord,
        {
            "account_id": account.id,
            "client_id": held.owner,
            "name": name,
            "name_key": name_key(name),
            "last_at": now,
            "next_on": None,
            "created_at": now,
        },
    )
    return held.owner


def client_name(session: Session, account: AccountId, client: PersonId) -> str:
    """By which name a coach knows a client.

    Raises:
        NotFound: they are not on the coach's list.
    """
    name = session.scalar(
        select(ClientRecord.name).where(
            ClientRecord.account_id == account, ClientRecord.client_id == client
        )
    )
    if name is None:
        raise NotFound("client")
    return name


def next_meeting(session: Session, account: AccountId, client: PersonId) -> date | None:
    """When coach and client meet next, as the coach wrote it down."""
    return session.scalar(
        select(ClientRecord.next_on).where(
            ClientRecord.account_id == account, ClientRecord.client_id == client
        )
    )


def change_client(
    session: Session,
    account: AccountId,
    grant: GrantId,
    *,
    name: str,
    next_on: date | None,
    now: datetime,
) -> None:
    """By which name the coach knows a client, and when they meet next.

    Raises:
        NotFound: no such grant, or it is over.
        UnusableText: a name that cannot be kept.
    """
    held = load_granted(session, account, grant, now=now)
    clean = clean_text(name, limit=LINE_LIMIT)
    changed = session.execute(
        update(ClientRecord)
        .where(ClientRecord.account_id == account, ClientRecord.client_id == held.owner)
        .values(next_on=next_on, **({"name": clean, "name_key": name_key(clean)} if clean else {}))
        .execution_options(synchronize_session=False)
    )
    if rows_changed(changed) != 1:
        raise NotFound("client")


def note_meeting(session: Session, account: AccountId, client: PersonId, *, now: datetime) -> None:
    """Note that a coach worked with a client just now."""
    session.execute(
        update(ClientRecord)
        .where(
            ClientRecord.account_id == account,
            ClientRecord.client_id == client,
            ClientRecord.last_at < now,
        )
        .values(last_at=now)
        .execution_options(synchronize_session=False)
    )


def note_new_result(session: Session, client: PersonId, *, now: datetime) -> None:
    """Note a new result with the coaches who may see it, and with nobody else."""
    may_see = (
        select(GrantRecord.account_id)
        .where(
            GrantRecord.person_id == client,
            GrantRecord.ended_at.is_(None),
            GrantRecord.until >= now.date(),
            GrantRecord.account_id.is_not(None),
            GrantRecord.scope != "one",
            shares("result"),
        )
        .scalar_subquery()
    )
    session.execute(
        update(ClientRecord)
        .where(ClientRecord.client_id == client, ClientRecord.account_id.in_(may_see))
        .values(last_at=now)
        .execution_options(synchronize_session=False)
    )


def list_clients(
    session: Session,
    account: AccountId,
    *,
    order: Order = "name",
    search: str = "",
    after: Place | None = None,
    now: datetime,
) -> CasePage:
    """Fifty clients whose grants stand, by name or the latest first, with two queries."""
    rows = session.execute(_page(account, order, search, after, now)).all()
    shown = rows[:PAGE]
    sittings = _sittings(session, [row.attempt for row in shown if row.attempt is not None])
    lines = []
    for row in shown:
        target, form, taken_at = sittings.get(row.attempt, ("", None, None))
        lines.append(
            CaseLine(
                client=PersonId(row.client_id),
                grant=GrantId(row.grant),
                name=row.name,
                last_at=row.last_at,
                until=row.until,
                next_on=row.next_on,
                next_step=row.next_step or "",
                next_due=row.next_due,
                target=target,
                form=form,
                taken_at=taken_at,
            )
        )
    last = shown[-1] if len(rows) > PAGE else None
    return CasePage(lines=lines, next=None if last is None else _place(last, order))


def list_ended(
    session: Session, account: AccountId, *, now: datetime, limit: int = PAGE
) -> Sequence[EndedLine]:
    """Clients of whom no grant stands any more, the latest first."""
    rows = session.execute(
        select(ClientRecord.name, ClientRecord.last_at)
        .where(ClientRecord.account_id == account, ~_stands(account, now))
        .order_by(ClientRecord.last_at.desc(), ClientRecord.client_id)
        .limit(limit)
    )
    return [EndedLine(name=row.name, last_at=row.last_at) for row in rows]


def _stands(account: AccountId, now: datetime) -> ColumnElement[bool]:
    return exists().where(GrantRecord.person_id == ClientRecord.client_id, is_active(account, now))


def _page(
    account: AccountId, order: Order, search: str, after: Place | None, now: datetime
) -> Select[*tuple[object, ...]]:
    def of_grant(column: Attribute) -> ColumnElement[object]:
        return (
            select(column)
            .where(GrantRecord.person_id == ClientRecord.client_id, is_active(account, now))
            .order_by(GrantRecord.accepted_at.desc(), GrantRecord.id)
            .limit(1)
            .correlate(ClientRecord)
            .scalar_subquery()
        )

    latest = (
        select(AttemptRecord.id)
        .join(GrantRecord, in_scope())
        .where(
            GrantRecord.person_id == ClientRecord.client_id,
            AttemptRecord.person_id == ClientRecord.client_id,
            is_active(account, now),
            shares("result"),
        )
        .order_by(AttemptRecord.submitted_at.desc(), AttemptRecord.id)
        .limit(1)
        .correlate(ClientRecord)
        .scalar_subquery()
    )

    def of_next(column: Attribute) -> ColumnElement[object]:
        return (
            select(column)
            .where(
                AgreedActionRecord.account_id == account,
                AgreedActionRecord.person_id == ClientRecord.client_id,
                AgreedActionRecord.state.in_(("proposed", "taken")),
            )
            .order_by(AgreedActionRecord.due_on, AgreedActionRecord.id)
            .limit(1)
            .correlate(ClientRecord)
            .scalar_subquery()
        )

    query = select(
        ClientRecord.client_id,
        ClientRecord.name,
        ClientRecord.name_key,
        ClientRecord.last_at,
        ClientRecord.next_on,
        of_grant(GrantRecord.id).label("grant"),
        of_grant(GrantRecord.until).label("until"),
        latest.label("attempt"),
        of_next(AgreedActionRecord.what).label("next_step"),
        of_next(AgreedActionRecord.due_on).label("next_due"),
    ).where(ClientRecord.account_id == account, _stands(account, now))
    if wanted := name_key(search):
        query = query.where(holds_text(ClientRecord.name_key, wanted))
    if after is not None:
        query = query.where(_behind(order, after))
    if order == "name":
        return query.order_by(ClientRecord.name_key, ClientRecord.client_id).limit(PAGE + 1)
    return query.order_by(ClientRecord.last_at.desc(), ClientRecord.client_id.desc()).limit(
        PAGE + 1
    )


def _behind(order: Order, after: Place) -> ColumnElement[bool]:
    if order == "name":
        return or_(
            ClientRecord.name_key > after.key,
            and_(ClientRecord.name_key == after.key, ClientRecord.client_id > after.client),
        )
    try:
        moment = datetime.fromisoformat(after.key)
    except ValueError:
        raise NotFound("page") from None
    if moment.tzinfo is None:
        raise NotFound("page")
    return or_(
        ClientRecord.last_at < moment,
        and_(ClientRecord.last_at == moment, ClientRecord.client_id < after.client),
    )


def _place(row: object, order: Order) -> Place:
    key = row.name_key if order == "name" else row.last_at.isoformat()  # type: ignore[attr-defined]
    return Place(key=key, client=row.client_id)  # type: ignore[attr-defined]


def _sittings(
    session: Session, attempts: Sequence[str]
) -> Mapping[str, tuple[str, FormId, datetime]]:
    """What some attempts, found through grants, are read for now; their form and their day."""
    rows = session.execute(
        select(
            AttemptRecord.id, AttemptRecord.form, AttemptRecord.submitted_at, ReadingRecord.target
        )
        .join(ScoreSheetRecord, ScoreSheetRecord.attempt_id == AttemptRecord.id)
        .join(ReadingRecord, ReadingRecord.sheet_id == ScoreSheetRecord.id)
        .where(AttemptRecord.id.in_(attempts))
        .order_by(ScoreSheetRecord.id, ReadingRecord.id)
    )
    latest = {row.id: row for row in rows}
    return {
        attempt: (from_text(Target, row.target).title, row.form, row.submitted_at)
        for attempt, row in latest.items()
    }
