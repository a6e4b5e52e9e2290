"""Who decides on a candidate, on which evidence, and who looked at what?

A decision is words of a person who may decide otherwise. It waits for every card and for the talk
about every disagreement; a later one stands beside the earlier.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast, get_args

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assessment.domain.accounts import AccountId
from assessment.domain.areas import AreaId
from assessment.domain.errors import HiringInvalid, NotFound
from assessment.domain.hiring.scorecards import check_words
from assessment.domain.language import gettext as _
from assessment.services.accounts import load_account
from assessment.services.candidates import Candidate, managed_candidate, note_candidate
from assessment.services.organisations import list_members
from assessment.services.ratings import TogetherOn, ratings_of
from assessment.services.searches import SearchAccess
from assessment.services.tokens import new_id
from assessment.store.records import (
    AuditEventRecord,
    HiringDecisionRecord,
    PanelTalkRecord,
)

Outcome = Literal["offer", "further", "no-offer"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
MOST_TALKS = 50
MOST_DECISIONS = 20
LOG_PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person decided on a candidate."""

    number: int
    outcome: Outcome
    reason: str
    evidence: str
    author: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One line of who did what with a candidate's records."""

    who: str
    action: str
    at: datetime


def record_talk(
    session: Session, account: AccountId, candidate: str, area: AreaId, words: str, *, now: datetime
) -> None:
    """Keep what was said where two interviewers are far apart. Both numbers stay.

    Raises:
        NotFound: no candidate of a search this account works in.
        HiringInvalid: the ratings are not open to this account, or there are no words.
    """
    access, found = ratings_of(session, account, candidate)
    if not found.open:
        raise HiringInvalid(f"talk-{area}", _("Hand in your own card first."))
    if area not in {a.area for a in found.areas}:
        raise NotFound("area of this kit")
    if len(found.talks) >= MOST_TALKS:
        raise HiringInvalid(f"talk-{area}", _("That is as much as is kept of talks."))
    said = check_words(f"talk-{area}", words)
    session.add(
        PanelTalkRecord(
            id=new_id(),
            organisation_id=access.search.organisation,
            candidate_id=candidate,
            area=area,
            words=said,
            author_name=_name(session, account),
            created_at=now,
        )
    )
    session.flush()
    note_candidate(session, access, candidate, "talk.recorded", now=now)


def _name(session: Session, account: AccountId) -> str:
    return load_account(session, account).called


def decide(
    session: Session,
    account: AccountId,
    candidate: str,
    outcome: str,
    reason: str,
    evidence: str,
    *,
    now: datetime,
) -> Decision:
    """Record a decision in words, by somebody who manages the search.

    Raises:
        NotFound: no candidate of a search that this account manages.
        HiringInvalid: a card or a talk is still missing, no outcome, no words.
    """
    managed_candidate(session, account, candidate)
    access, found = ratings_of(session, account, candidate)
    waits = waiting_for(access, found)
    if waits:
        raise HiringInvalid("outcome", waits)
    chosen = next((o for o in OUTCOMES if o == outcome), None)
    if chosen is None:
        raise HiringInvalid("outcome", _("Choose what was decided."))
    decision = Decision(
        number=_next_number(session, candidate),
        outcome=chosen,
        reason=check_words("reason", reason),
        evidence=check_words("evidence", evidence),
        author=_name(session, account),
        at=now,
    )
    if decision.number > MOST_DECISIONS:
        raise HiringInvalid("outcome", _("That is as many decisions as are kept."))
    session.add(
        HiringDecisionRecord(
            id=new_id(),
            organisation_id=access.search.organisation,
            candidate_id=candidate,
            number=decision.number,
            outcome=chosen,
            reason=decision.reason,
            evidence=decision.evidence,
            author_name=decision.author,
            created_at=now,
        )
    )
    session.flush()
    note_candidate(session, access, candidate, "decision.recorded", now=now)
    return decision


def waiting_for(access: SearchAccess, found: TogetherOn) -> str:
    """What a decision still waits for, as a sentence; empty where it can be taken."""
    if found.withdrawn:
        return _("This candidate has withdrawn: there is nothing to decide.")
    if not found.all_in:
        return _("%(have)d of %(want)d cards are in. A decision waits for all of them.") % {
            "have": found.cards_in,
            "want": found.cards_wanted,
        }
    if found.undiscussed:
        titles = {a.area: a.title for a in access.search.shown.areas}
        return _("Talk first about %(areas)s, where the numbers are far apart, and note it.") % {
            "areas": ", ".join(titles[a] for a in found.undiscussed)
        }
    return ""


def _next_number(session: Session, candidate: str) -> int:
    last = session.scalar(
        select(func.max(HiringDecisionRecord.number)).where(
            HiringDecisionRecord.candidate_id == candidate
        )
    )
    return (last or 0) + 1


def decisions_on(session: Session, candidate: str) -> Sequence[Decision]:
    """Decisions on a candidate who was just loaded for who asks, the latest first."""
    rows = session.scalars(
        select(HiringDecisionRecord)
        .where(HiringDecisionRecord.candidate_id == candidate)
        .order_by(HiringDecisionRecord.number.desc())
    )
    return [
        Decision(
            number=row.number,
            outcome=cast("Outcome", row.outcome),
            reason=row.reason,
            evidence=row.evidence,
            author=row.author_name,
            at=row.created_at,
        )
        for row in rows
    ]


def decided_in(session: Session, candidates: Sequence[str]) -> Mapping[str, Outcome]:
    """The latest outcome of each candidate who has one."""
    rows = session.execute(
        select(HiringDecisionRecord.candidate_id, HiringDecisionRecord.outcome)
        .where(HiringDecisionRecord.candidate_id.in_(candidates))
        .order_by(HiringDecisionRecord.number)
    )
    return {row.candidate_id: cast("Outcome", row.outcome) for row in rows}


def looks_at(
    session: Session, account: AccountId, candidate: str, *, page: int
) -> tuple[SearchAccess, Candidate, Sequence[Look], bool]:
    """Who did what with a candidate's records, the latest first; whether more follow.

    Raises:
        NotFound: no candidate of a search that this account manages.
    """
    access, found = managed_candidate(session, account, candidate)
    looks, more = candidate_log(session, access.search.organisation, candidate, page=page)
    members = list_members(session, account, access.search.organisation, size=1_000)
    names: dict[str, str] = {m.account: m.name or m.email for m in members}
    named = [
        Look(who=names.get(look.who, look.who), action=look.action, at=look.at) for look in looks
    ]
    return access, found, named, more


CANDIDATE = "candidate"


def candidate_log(
    session: Session, organisation: str, candidate: str, *, page: int = 1, size: int = LOG_PAGE
) -> tuple[Sequence[Look], bool]:
    """The trail of one candidate's records, the latest first, by account id or ``candidate``."""
    rows = session.execute(
        select(
            AuditEventRecord.actor_kind,
            AuditEventRecord.actor_id,
            AuditEventRecord.action,
            AuditEventRecord.at,
        )
        .where(
            AuditEventRecord.organisation_id == organisation,
            AuditEventRecord.kind == "candidate",
            AuditEventRecord.object_id == candidate,
        )
        .order_by(AuditEventRecord.sequence.desc())
        .limit(size + 1)
        .offset((page - 1) * size)
    ).all()
    looks = [
        Look(
            who=row.actor_id if row.actor_kind == "account" else CANDIDATE,
            action=row.action,
            at=row.at,
        )
        for row in rows[:size]
    ]
    return looks, len(rows) > size
