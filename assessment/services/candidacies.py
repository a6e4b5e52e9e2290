"""What can a candidate do with nothing but their own link: read, confirm, correct, take, go?"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from assessment.domain.accounts import OrganisationId
from assessment.domain.audit import Actor
from assessment.domain.errors import HiringInvalid, NotFound
from assessment.domain.hiring.kit import InterviewKit
from assessment.domain.hiring.notice import (
    NOTICE_VERSION,
    NoticeFacts,
    NoticePoint,
    notice_points,
)
from assessment.domain.hiring.scorecards import check_words
from assessment.domain.hiring.timing import time_plan
from assessment.domain.language import gettext as _
from assessment.domain.translations import retold_whole
from assessment.services.audit import note
from assessment.services.candidates import Candidate, mark_withdrawn, to_candidate
from assessment.services.erasing import erase
from assessment.services.hiring_decisions import candidate_log, decided_in, decisions_on
from assessment.services.tokens import is_token, token_hash
from assessment.store.engine import Database
from assessment.store.plain import from_text, to_plain
from assessment.store.records import (
    CandidateAgendaRecord,
    CandidateRecord,
    OrganisationRecord,
    ScorecardRatingRecord,
    ScorecardRecord,
    SearchRecord,
)

OWN_WORDS_LIMIT = 4_000
EXPORT_FORMAT = 1
MOST_LOOKS = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidacy:
    """What a candidate sees of their own case."""

    candidate: Candidate
    organisation: OrganisationId
    organisation_name: str
    role: str
    contact: str
    minutes: int
    notice: tuple[NoticePoint, ...]
    decided: bool
    """A decision that ends it has been recorded; which one is told by a person."""
    selected: bool
    key: str
    """The hash of the link it was opened with."""

    @property
    def confirmed(self) -> bool:
        return self.candidate.notice_confirmed_at is not None

    @property
    def actor(self) -> Actor:
        return Actor(kind="link", id=self.candidate.id)


def key_of(token: str) -> str:
    """What a browser session remembers of a candidate's link; never the token itself."""
    return token_hash(token) if is_token(token) else ""


def load_candidacy(session: Session, key: str) -> Candidacy:
    """The case a link belongs to.

    Raises:
        NotFound: no such link, or replaced since, or deleted.
    """
    row = session.execute(
        select(CandidateRecord, SearchRecord, OrganisationRecord)
        .join(SearchRecord, SearchRecord.id == CandidateRecord.search_id)
        .join(OrganisationRecord, OrganisationRecord.id == CandidateRecord.organisation_id)
        .where(CandidateRecord.link_hash == key)
    ).one_or_none()
    if row is None:
        raise NotFound("candidate")
    record, search, organisation = row
    kit = from_text(InterviewKit, search.kit)
    plan = time_plan(kit)
    minutes = sum(conversation.minutes for conversation in plan.sessions)
    outcome = decided_in(session, [record.id]).get(record.id)
    return Candidacy(
        candidate=to_candidate(record),
        organisation=OrganisationId(organisation.id),
        organisation_name=organisation.name,
        role=search.title,
        contact=search.contact,
        minutes=minutes,
        notice=notice_points(
            NoticeFacts(
                organisation=organisation.name,
                role=search.title,
                areas=tuple(retold_whole(area.title) for area in kit.areas),
                minutes=minutes,
                kept_until=record.delete_on,
                contact=search.contact,
            )
        ),
        decided=outcome in ("offer", "no-offer"),
        selected=outcome == "offer",
        key=key,
    )


def confirm_notice(session: Session, key: str, *, now: datetime) -> None:
    """The candidate has read the notice; twice is no error and moves no date."""
    found = load_candidacy(session, key)
    if found.confirmed:
        return
    session.execute(
        update(CandidateRecord)
        .where(CandidateRecord.link_hash == key)
        .values(notice_version=NOTICE_VERSION, notice_confirmed_at=now)
    )
    _note(session, found, "notice.confirmed", now=now)


def write_words(session: Session, key: str, needs: str, own_words: str, *, now: datetime) -> None:
    """What a candidate needs, and what they put beside the records about them.

    Raises:
        NotFound: no such link.
        HiringInvalid: the notice is not confirmed, or a text cannot be kept.
    """
    found = _confirmed(session, key)
    kept = check_words("needs", needs, limit=OWN_WORDS_LIMIT, required=False)
    said = check_words("own_words", own_words, limit=OWN_WORDS_LIMIT, required=False)
    session.execute(
        update(CandidateRecord)
        .where(CandidateRecord.link_hash == key)
        .values(needs=kept, own_words=said)
    )
    _note(session, found, "candidate.corrected", now=now)


def _confirmed(session: Session, key: str) -> Candidacy:
    found = load_candidacy(session, key)
    if not found.confirmed:
        raise HiringInvalid("confirm", _("Please read and confirm the notice first."))
    return found


def withdraw_candidacy(session: Session, key: str, *, now: datetime) -> None:
    """The candidate withdraws: no more interviews, ratings or decisions; agendas are taken back."""
    found = load_candidacy(session, key)
    mark_withdrawn(session, found.candidate.id, now=now)
    session.execute(
        update(CandidateAgendaRecord)
        .where(
            CandidateAgendaRecord.candidate_id == found.candidate.id,
            CandidateAgendaRecord.withdrawn_at.is_(None),
        )
        .values(withdrawn_at=now)
    )
    _note(session, found, "candidate.withdrawn", now=now)


def delete_candidacy(database: Database, key: str, *, now: datetime) -> None:
    """Delete everything about the candidate, at once and for good.

    A hold that the organisation has put on the search stops it; the reason is its own to give.

    Raises:
        NotFound: no such link.
        HiringInvalid: the records are held.
    """

    def work(session: Session) -> None:
        found = load_candidacy(session, key)
        held = session.scalar(
            select(SearchRecord.hold_reason).where(SearchRecord.id == found.candidate.search)
        )
        if held:
            raise HiringInvalid(
                "delete",
                _("%(organisation)s has to keep the records of this search for now, for instance "
                  "for a dispute. Ask %(contact)s when that ends.")
                % {"organisation": found.organisation_name, "contact": found.contact},
            )  # fmt: skip
        erase(session, CandidateRecord, CandidateRecord.id == found.candidate.id, now=now)
        _note(session, found, "candidate.deleted", now=now)

    database.write(work)
    database.forget_deleted()


def export_candidacy(session: Session, key: str, *, now: datetime) -> dict[str, Any]:
    """Everything kept about a candidate, for them to take away.

    What interviewers noted is in it once a decision is recorded; who noted it is not, and who
    looked is said by role. Until then the cards are only counted, so that nobody's rating travels
    before the others are given.

    Raises:
        NotFound: no such link.
    """
    found = load_candidacy(session, key)
    candidate = found.candidate
    cards = session.scalars(
        select(ScorecardRecord)
        .where(ScorecardRecord.candidate_id == candidate.id)
        .order_by(ScorecardRecord.id)
    ).all()
    agendas = session.scalars(
        select(CandidateAgendaRecord)
        .where(CandidateAgendaRecord.candidate_id == candidate.id)
        .order_by(CandidateAgendaRecord.shared_at)
    ).all()
    looks, _more = candidate_log(session, found.organisation, candidate.id, size=MOST_LOOKS)
    export: dict[str, Any] = {
        "format": EXPORT_FORMAT,
        "organisation": found.organisation_name,
        "role": found.role,
        "name": candidate.name,
        "email": candidate.email,
        "invited_at": to_plain(candidate.created_at),
        "notice": {
            "version": candidate.notice_version,
            "confirmed_at": to_plain(candidate.notice_confirmed_at),
            "points": [{"title": p.title, "text": p.text} for p in found.notice],
        },
        "needs": candidate.needs,
        "own_words": candidate.own_words,
        "interview_on": to_plain(candidate.interview_on),
        "withdrawn_at": to_plain(candidate.withdrawn_at),
        "delete_on": to_plain(candidate.delete_on),
        "agendas": [
            {
                "agenda": record.agenda,
                "shared_at": to_plain(record.shared_at),
                "until": to_plain(record.until),
                "withdrawn_at": to_plain(record.withdrawn_at),
            }
            for record in agendas
        ],
        "cards_handed_in": sum(card.submitted_at is not None for card in cards),
        "log": [
            {"who": "you" if look.who == "candidate" else "a member of the organisation",
             "what": look.action, "at": to_plain(look.at)}
            for look in looks
        ],
    }  # fmt: skip
    if found.decided:
        export["interviewers"] = _said(session, [c.id for c in cards if c.submitted_at])
        export["decisions"] = [
            {"outcome": d.outcome, "reason": d.reason, "evidence": d.evidence, "at": to_plain(d.at)}
            for d in decisions_on(session, candidate.id)
        ]
    _note(session, found, "candidate.exported", now=now)
    return export


def _said(session: Session, cards: list[str]) -> list[dict[str, Any]]:
    """Each card's ratings under a number, without the interviewer's name."""
    rows = session.scalars(
        select(ScorecardRatingRecord)
        .where(ScorecardRatingRecord.scorecard_id.in_(cards))
        .order_by(ScorecardRatingRecord.scorecard_id, ScorecardRatingRecord.area)
    ).all()
    return [
        {
            "interviewer": place,
            "areas": [
                {"area": row.area, "value": row.value, "note": row.note}
                for row in rows
                if row.scorecard_id == card
            ],
        }
        for place, card in enumerate(cards, start=1)
    ]


def _note(session: Session, found: Candidacy, action: str, *, now: datetime) -> None:
    note(
        session,
        actor=found.actor,
        action=action,
        owner=None,
        organisation=found.organisation,
        kind="candidate",
        object_id=found.candidate.id,
        now=now,
    )
