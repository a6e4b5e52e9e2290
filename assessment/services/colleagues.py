"""How does a person ask colleagues, and what do they learn before the round has closed?

Counts, and of the manager whether they have answered. Who else has, nobody learns here: not from
a state, not from a time, not from whom a reminder reaches.
"""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from assessment.domain.attempts import AttemptId, PersonId
from assessment.domain.colleagues import (
    FORGET_RATERS,
    MOST_ROUNDS,
    RaterId,
    Role,
    RoundId,
    RoundPlan,
    may_ask_again,
    may_remind,
)
from assessment.domain.errors import AttemptStillOpen, NotFound, RoundClosed, RoundInvalid
from assessment.domain.language import gettext as _
from assessment.services.attempts import load_attempt
from assessment.services.people import lock_person
from assessment.services.tokens import is_id, new_id, new_token, token_hash
from assessment.store.records import RaterLinkRecord, RaterRecord, RaterRoundRecord

MOST_LINKS = 6
"""Links made for one rater besides reminders; more than that is no help any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedLine:
    """Somebody who was asked. ``answered`` is known of the manager alone."""

    id: RaterId
    name: str
    role: Role
    has_address: bool
    answered: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """A round as the person who asked may see it."""

    id: RoundId
    attempt: AttemptId
    asker: str
    purpose: str
    created_at: datetime
    closes_at: datetime
    closed_at: datetime | None
    asked: tuple[AskedLine, ...]
    """Empty thirty days after the round has closed."""
    answered: int
    reminders: int
    reminded_at: datetime | None
    disclosed: str | None
    """What may be shown, as ``services.colleague_results`` reads it."""

    def is_due(self, now: datetime) -> bool:
        """Whether its last day is over and nobody has closed it."""
        return self.closed_at is None and self.closes_at <= now

    def no_reminder(self, now: datetime) -> str:
        """Why nobody can be reminded now; empty where they can."""
        return may_remind(self.reminders, self.reminded_at or self.created_at, now=now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """A link for one person. The token is known here and now, and never again."""

    rater: RaterId
    name: str
    address: str | None
    token: str | None
    """None where the person has begun and comes back by a link of their own."""


def open_round(
    session: Session, person: PersonId, attempt: AttemptId, plan: RoundPlan, *, now: datetime
) -> tuple[RoundId, Sequence[Invitation]]:
    """Ask colleagues about one's own result; the links for them, shown this once.

    Raises:
        NotFound: no such attempt of this person.
        AttemptStillOpen: it has not been submitted.
        RoundInvalid: a round is open, or one has closed too short a time ago.
    """
    lock_person(session, person)
    if load_attempt(session, person, attempt).is_open:
        raise AttemptStillOpen(attempt)
    if reason := why_no_round(session, person, now=now):
        raise RoundInvalid("round", reason)
    round_id = RoundId(new_id())
    session.add(
        RaterRoundRecord(
            id=round_id,
            person_id=person,
            attempt_id=attempt,
            asker=plan.asker,
            purpose=plan.purpose,
            created_at=now,
            closes_at=plan.closes_at,
            reminders=0,
        )
    )
    session.flush()
    invitations = []
    for each in plan.invited:
        rater = RaterId(new_id())
        session.add(
            RaterRecord(
                id=rater,
                round_id=round_id,
                person_id=person,
                role=each.role,
                name=each.name,
                address=each.address,
                state="invited",
                created_at=now,
            )
        )
        session.flush()
        invitations.append(_invite(session, person, rater, each.name, each.address, now=now))
    return round_id, invitations


def why_no_round(session: Session, person: PersonId, *, now: datetime) -> str:
    """Why this person cannot ask colleagues now, as a sentence; empty where they can."""
    rows = session.execute(
        select(RaterRoundRecord.closed_at).where(RaterRoundRecord.person_id == person)
    ).all()
    if any(row.closed_at is None for row in rows):
        return _("A round is open. Close it before you ask again.")
    if len(rows) >= MOST_ROUNDS:
        return _("%(count)d rounds are kept, the most there can be.") % {"count": MOST_ROUNDS}
    latest = max((row.closed_at for row in rows), default=None)
    return may_ask_again(latest, now=now)


def load_round(session: Session, person: PersonId, round_id: RoundId) -> Round:
    """One's own round, without a word of who has answered what.

    Raises:
        NotFound: no such round of this person.
    """
    record = _own(session, person, round_id)
    raters = session.execute(
        select(
            RaterRecord.id,
            RaterRecord.name,
            RaterRecord.role,
            RaterRecord.address,
            RaterRecord.state,
        )
        .where(RaterRecord.round_id == round_id, RaterRecord.person_id == person)
        .order_by(RaterRecord.created_at, RaterRecord.name, RaterRecord.id)
    ).all()
    return _to_domain(
        record,
        asked=tuple(
            AskedLine(
                id=RaterId(row.id),
                name=row.name,
                role=cast("Role", row.role),
                has_address=row.address is not None,
                answered=row.state == "submitted" if row.role == "manager" else None,
            )
            for row in raters
        ),
        answered=sum(1 for row in raters if row.state == "submitted"),
    )


def list_rounds(session: Session, person: PersonId) -> Sequence[Round]:
    """One's own rounds, the latest first, without those who were asked."""
    counts = {
        row.round_id: row.answered
        for row in session.execute(
            select(RaterRecord.round_id, func.count().label("answered"))
            .where(RaterRecord.person_id == person, RaterRecord.state == "submitted")
            .group_by(RaterRecord.round_id)
        )
    }
    records = session.scalars(
        select(RaterRoundRecord)
        .where(RaterRoundRecord.person_id == person)
        .order_by(RaterRoundRecord.created_at.desc(), RaterRoundRecord.id)
    )
    return [_to_domain(r, asked=(), answered=counts.get(r.id, 0)) for r in records]


def remind(
    session: Session, person: PersonId, round_id: RoundId, *, now: datetime
) -> Sequence[Invitation]:
    """Whom to write to: those with an address who have neither answered nor declined.

    Who has not begun gets a new link. The caller sends them and tells nobody how many they are. A
    link is made for everybody, and thrown away where it is not sent: how many more can be made
    for somebody would else tell who has answered.

    Raises:
        NotFound: no such round of this person.
        RoundClosed: nobody can answer any more.
        RoundInvalid: twice already, or too short a time ago.
    """
    record = _own(session, person, round_id, to_write=True)
    _refuse_closed(record, now)
    if reason := may_remind(record.reminders, record.reminded_at or record.created_at, now=now):
        raise RoundInvalid("remind", reason)
    record.reminders += 1
    record.reminded_at = now
    session.flush()
    everybody = session.execute(
        select(RaterRecord.id, RaterRecord.name, RaterRecord.address, RaterRecord.state).where(
            RaterRecord.round_id == round_id, RaterRecord.person_id == person
        )
    ).all()
    made = {
        row.id: _invite(session, person, RaterId(row.id), row.name, row.address, now=now)
        for row in everybody
    }
    return [
        made[row.id] if row.state == "invited" else dataclasses.replace(made[row.id], token=None)
        for row in everybody
        if row.address is not None and row.state in ("invited", "begun")
    ]


def new_link(
    session: Session, person: PersonId, round_id: RoundId, rater: RaterId, *, now: datetime
) -> Invitation:
    """Another link for somebody who lost theirs; it says nothing of whether they have answered.

    Raises:
        NotFound: no such round of this person, or nobody of it with this id.
        RoundClosed: nobody can answer any more.
        RoundInvalid: as many links as can be made for one person were made.
    """
    record = _own(session, person, round_id, to_write=True)
    _refuse_closed(record, now)
    found = session.scalar(
        select(RaterRecord).where(
            RaterRecord.id == rater,
            RaterRecord.round_id == round_id,
            RaterRecord.person_id == person,
        )
    )
    if found is None:
        raise NotFound("rater")
    made = session.scalar(
        select(func.count())
        .select_from(RaterLinkRecord)
        .where(RaterLinkRecord.rater_id == rater, RaterLinkRecord.person_id == person)
    )
    if (made or 0) >= MOST_LINKS + record.reminders:
        raise RoundInvalid("link", _("No more links can be made for this person."))
    return _invite(session, person, rater, found.name, found.address, now=now)


def is_forgotten_rater(now: datetime) -> ColumnElement[bool]:
    """Whose name, address and single answers are kept no longer.

    What may be shown of the answers was written down when the round closed, and stays.
    """
    closed = func.coalesce(RaterRoundRecord.closed_at, RaterRoundRecord.closes_at)
    over = select(RaterRoundRecord.id).where(closed <= now - FORGET_RATERS)
    return RaterRecord.round_id.in_(over)


def _invite(
    session: Session,
    person: PersonId,
    rater: RaterId,
    name: str,
    address: str | None,
    *,
    now: datetime,
) -> Invitation:
    token = new_token()
    session.add(
        RaterLinkRecord(
            token_hash=token_hash(token), rater_id=rater, person_id=person, created_at=now
        )
    )
    session.flush()
    return Invitation(rater=rater, name=name, address=address, token=token)


def _own(
    session: Session, person: PersonId, round_id: RoundId, *, to_write: bool = False
) -> RaterRoundRecord:
    if not is_id(round_id):
        raise NotFound("round")
    query = select(RaterRoundRecord).where(
        RaterRoundRecord.id == round_id, RaterRoundRecord.person_id == person
    )
    record = session.scalar(query.with_for_update() if to_write else query)
    if record is None:
        raise NotFound("round")
    return record


def _refuse_closed(record: RaterRoundRecord, now: datetime) -> None:
    if record.closed_at is not None or record.closes_at <= now:
        raise RoundClosed("the round has closed")


def _to_domain(record: RaterRoundRecord, *, asked: tuple[AskedLine, ...], answered: int) -> Round:
    return Round(
        id=RoundId(record.id),
        attempt=AttemptId(record.attempt_id),
        asker=record.asker,
        purpose=record.purpose,
        created_at=record.created_at,
        closes_at=record.closes_at,
        closed_at=record.closed_at,
        asked=asked,
        answered=answered,
        reminders=record.reminders,
        reminded_at=record.reminded_at,
        disclosed=record.disclosed,
    )
