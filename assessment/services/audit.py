"""How is an opening written down, who opened a person's things, and is the trail unbroken?

A line is appended in the transaction of what it is about, as the last thing there: on PostgreSQL
writers take their turn on the head row until they commit (SQLite's writers take turns anyway).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import RowMapping, func, insert, select, update
from sqlalchemy.orm import Session

from assessment.domain.attempts import PersonId
from assessment.domain.audit import (
    Actor,
    ActorKind,
    AuditEvent,
    AuditLine,
    Break,
    Head,
    find_break,
    follow,
)
from assessment.store.records import AuditEventRecord, AuditHeadRecord
from assessment.store.upsert import insert_once, table_of

_EVENTS = table_of(AuditEventRecord)
_HEAD = table_of(AuditHeadRecord)
_BATCH = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What an account or a token did with one person's things since a day."""

    owner: PersonId
    kind: str
    object_id: str
    action: str
    times: int
    first: datetime
    last: datetime


def note(
    session: Session,
    *,
    actor: Actor,
    action: str,
    owner: PersonId | None,
    organisation: str | None = None,
    kind: str,
    object_id: str,
    now: datetime,
) -> AuditLine:
    """Append one line. Call it last in the transaction, so that others wait no longer than due."""
    event = AuditEvent(
        at=now,
        actor=actor,
        action=action,
        owner=owner,
        organisation=organisation,
        kind=kind,
        object_id=object_id,
    )
    line = follow(_take_head(session), event)
    session.execute(insert(_EVENTS), _columns(line))
    session.execute(
        update(_HEAD).where(_HEAD.c.id == 1).values(sequence=line.sequence, hash=line.hash)
    )
    return line


def _take_head(session: Session) -> Head:
    """The head, with nobody else writing until this transaction ends."""
    query = select(_HEAD.c.sequence, _HEAD.c.hash).where(_HEAD.c.id == 1).with_for_update()
    row = session.execute(query).one_or_none()
    if row is None:
        insert_once(session, AuditHeadRecord, {"id": 1, "sequence": 0, "hash": Head().hash})
        row = session.execute(query).one()
    return Head(sequence=row.sequence, hash=row.hash)


def load_head(session: Session) -> Head:
    """How far the trail goes; an operator may note it elsewhere and compare later."""
    row = session.execute(
        select(_HEAD.c.sequence, _HEAD.c.hash).where(_HEAD.c.id == 1)
    ).one_or_none()
    return Head() if row is None else Head(sequence=row.sequence, hash=row.hash)


def verify_trail(session: Session) -> Break | None:
    """The first line that is not as it was written; None where the trail is whole."""
    return find_break(_all_lines(session), load_head(session))


def line_at(session: Session, sequence: int) -> AuditLine | None:
    """One line by its number."""
    row = (
        session.execute(select(*_EVENTS.c).where(_EVENTS.c.sequence == sequence))
        .mappings()
        .one_or_none()
    )
    return None if row is None else _line(row)


def _all_lines(session: Session) -> Iterator[AuditLine]:
    last = 0
    while True:
        rows = (
            session.execute(
                select(*_EVENTS.c)
                .where(_EVENTS.c.sequence > last)
                .order_by(_EVENTS.c.sequence)
                .limit(_BATCH)
            )
            .mappings()
            .all()
        )
        yield from (_line(row) for row in rows)
        if len(rows) < _BATCH:
            return
        last = rows[-1]["sequence"]


def list_ledger(
    session: Session, owner: PersonId, *, page: int, size: int
) -> tuple[Sequence[AuditLine], int]:
    """A page of what was done with somebody's things, the latest first, and how many there are."""
    whose = _EVENTS.c.owner_id == owner
    total = session.scalar(select(func.count()).select_from(_EVENTS).where(whose)) or 0
    rows = session.execute(
        select(*_EVENTS.c)
        .where(whose)
        .order_by(_EVENTS.c.sequence.desc())
        .limit(size)
        .offset((page - 1) * size)
    ).mappings()
    return [_line(row) for row in rows], total


def opened_since(session: Session, actor: Actor, since: datetime) -> Sequence[Opened]:
    """Whose things an account or a token opened or touched since a moment, its own aside."""
    rows = session.execute(
        select(
            _EVENTS.c.owner_id,
            _EVENTS.c.kind,
            _EVENTS.c.object_id,
            _EVENTS.c.action,
            func.count().label("times"),
            func.min(_EVENTS.c.at).label("first"),
            func.max(_EVENTS.c.at).label("last"),
        )
        .where(
            _EVENTS.c.actor_kind == actor.kind,
            _EVENTS.c.actor_id == actor.id,
            _EVENTS.c.owner_id.is_not(None),
            _EVENTS.c.at >= since,
        )
        .group_by(_EVENTS.c.owner_id, _EVENTS.c.kind, _EVENTS.c.object_id, _EVENTS.c.action)
        .order_by(_EVENTS.c.owner_id, func.min(_EVENTS.c.sequence))
    )
    return [
        Opened(
            owner=PersonId(row.owner_id),
            kind=row.kind,
            object_id=row.object_id,
            action=row.action,
            times=row.times,
            first=row.first,
            last=row.last,
        )
        for row in rows
    ]


def _columns(line: AuditLine) -> Mapping[str, object]:
    event = line.event
    return {
        "sequence": line.sequence,
        "at": event.at,
        "actor_kind": event.actor.kind,
        "actor_id": event.actor.id,
        "action": event.action,
        "owner_id": event.owner,
        "organisation_id": event.organisation,
        "kind": event.kind,
        "object_id": event.object_id,
        "previous": line.previous,
        "hash": line.hash,
    }


def _line(row: RowMapping) -> AuditLine:
    owner = row["owner_id"]
    return AuditLine(
        sequence=row["sequence"],
        event=AuditEvent(
            at=row["at"],
            actor=Actor(kind=cast("ActorKind", row["actor_kind"]), id=row["actor_id"]),
            action=row["action"],
            owner=None if owner is None else PersonId(owner),
            organisation=row["organisation_id"],
            kind=row["kind"],
            object_id=row["object_id"],
        ),
        previous=row["previous"],
        hash=row["hash"],
    )
