"""How does an interviewer fill in a card alone, and hand it in once and for all?"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from assessment.domain.accounts import AccountId
from assessment.domain.areas import AreaId
from assessment.domain.errors import HiringInvalid, NotFound
from assessment.domain.hiring.scorecards import (
    NO_EVIDENCE,
    SCORECARD_NOTE_LIMIT,
    Rating,
    check_rating,
    check_words,
    missing_areas,
)
from assessment.domain.language import gettext as _
from assessment.services.candidates import Candidate, load_candidate, note_candidate
from assessment.services.searches import PANEL_ROLES, SearchAccess
from assessment.services.tokens import new_id
from assessment.store.records import (
    CandidateRecord,
    MembershipRecord,
    PanelMemberRecord,
    ScorecardRatingRecord,
    ScorecardRecord,
    SearchRecord,
)
from assessment.store.upsert import insert_once


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRating:
    """One area of one's own card as far as it has come."""

    note: str
    choice: str
    """``1`` to ``5``, ``no-evidence``, or empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One's own card on one candidate."""

    id: str | None
    """None before anything is kept."""
    areas: tuple[AreaId, ...]
    drafts: Mapping[AreaId, DraftRating]
    submitted_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CardLine:
    """One of the cards an account has to fill in."""

    candidate: str
    letter: str
    search_title: str
    interview_on: date
    submitted: bool


Typed = Mapping[AreaId, tuple[str, str]]
"""Note and choice for each area, as they were typed."""


def load_card(
    session: Session, account: AccountId, candidate: str
) -> tuple[SearchAccess, Candidate, Card]:
    """One's own card on a candidate; nobody else's is ever read here.

    Raises:
        NotFound: not on the panel when the interview was, or the candidate has withdrawn.
    """
    access, found = load_candidate(session, account, candidate)
    if access.member is None or not found.in_play:
        raise NotFound("scorecard")
    member = session.get_one(PanelMemberRecord, access.member)
    record = session.scalar(
        select(ScorecardRecord).where(
            ScorecardRecord.candidate_id == candidate, ScorecardRecord.member_id == access.member
        )
    )
    if record is None:
        if not _was_there(member, found) or member.areas == "[]":
            raise NotFound("scorecard")
        areas: tuple[AreaId, ...] = tuple(json.loads(member.areas))
        return access, found, Card(id=None, areas=areas, drafts={}, submitted_at=None)
    return access, found, _to_card(session, record)


def _was_there(member: PanelMemberRecord, candidate: Candidate) -> bool:
    """Nobody rates a conversation they did not hear."""
    return candidate.interview_on is not None and member.joined_at.date() <= candidate.interview_on


def _to_card(session: Session, record: ScorecardRecord) -> Card:
    rows = session.scalars(
        select(ScorecardRatingRecord).where(ScorecardRatingRecord.scorecard_id == record.id)
    )
    return Card(
        id=record.id,
        areas=tuple(json.loads(record.areas)),
        drafts={
            AreaId(row.area): DraftRating(
                note=row.note,
                choice=""
                if not row.decided
                else NO_EVIDENCE
                if row.value is None
                else str(row.value),
            )
            for row in rows
        },
        submitted_at=record.submitted_at,
    )


def save_card(
    session: Session,
    account: AccountId,
    candidate: str,
    typed: Typed,
    *,
    submit: bool,
    now: datetime,
) -> Card:
    """Keep what was typed on one's own card; with ``submit`` hand it in, which nothing undoes.

    Raises:
        NotFound: as ``load_card``.
        HiringInvalid: a number without a note, a text that is too long, a day still to come, a
            card that was handed in, or one that is not complete.
    """
    access, found, card = load_card(session, account, candidate)
    if card.submitted_at is not None:
        raise HiringInvalid("card", _("This card is in. A number given alone stays as it was."))
    if found.interview_on is not None and found.interview_on > now.date():
        raise HiringInvalid("card", _("The interview is still to come; the card opens on its day."))
    ratings: dict[AreaId, Rating] = {}
    notes: dict[AreaId, str] = {}
    for area in card.areas:
        note, choice = typed.get(area, ("", ""))
        notes[area] = check_words(f"note-{area}", note, limit=SCORECARD_NOTE_LIMIT, required=False)
        rating = check_rating(area, note, choice)
        if rating is not None:
            ratings[area] = rating
    missing = missing_areas(card.areas, ratings)
    if submit and missing:
        titles = {a.area: a.title for a in access.search.shown.areas}
        raise HiringInvalid(
            f"value-{missing[0]}",
            _("Before you hand the card in, give a number or “no evidence” for %(areas)s.")
            % {"areas": ", ".join(titles[a] for a in missing)},
        )
    card_id = card.id or _begin_card(session, access, candidate, card.areas, now=now)
    _refuse_if_in(session, card_id)
    for area in card.areas:
        rating = ratings.get(area)
        session.merge(
            ScorecardRatingRecord(
                scorecard_id=card_id,
                area=area,
                organisation_id=access.search.organisation,
                note=notes[area],
                value=None if rating is None else rating.value,
                decided=rating is not None,
                changed_at=now,
            )
        )
    if submit:
        session.execute(
            update(ScorecardRecord).where(ScorecardRecord.id == card_id).values(submitted_at=now)
        )
    session.flush()
    note_candidate(
        session, access, candidate, "scorecard.submitted" if submit else "scorecard.saved", now=now
    )
    return load_card(session, account, candidate)[2]


def _refuse_if_in(session: Session, card: str) -> None:
    """Hold the card's row, so that two windows do not hand in two versions."""
    handed_in = session.scalar(
        select(ScorecardRecord.submitted_at).where(ScorecardRecord.id == card).with_for_update()
    )
    if handed_in is not None:
        raise HiringInvalid("card", _("This card is in. A number given alone stays as it was."))


def _begin_card(
    session: Session,
    access: SearchAccess,
    candidate: str,
    areas: Sequence[AreaId],
    *,
    now: datetime,
) -> str:
    insert_once(
        session,
        ScorecardRecord,
        {
            "id": new_id(),
            "organisation_id": access.search.organisation,
            "candidate_id": candidate,
            "member_id": access.member,
            "areas": json.dumps(list(areas)),
            "created_at": now,
            "submitted_at": None,
            "withdrawn_at": None,
            "withdrawn_reason": "",
        },
    )
    return session.scalars(
        select(ScorecardRecord.id).where(
            ScorecardRecord.candidate_id == candidate, ScorecardRecord.member_id == access.member
        )
    ).one()


def list_own_cards(session: Session, account: AccountId) -> Sequence[CardLine]:
    """The cards an account has to fill in or has handed in, by search and letter."""
    rows = session.execute(
        select(
            CandidateRecord.id,
            CandidateRecord.letter,
            CandidateRecord.interview_on,
            SearchRecord.title,
            PanelMemberRecord.joined_at,
            PanelMemberRecord.areas,
            ScorecardRecord.id.label("card"),
            ScorecardRecord.submitted_at,
        )
        .join(SearchRecord, SearchRecord.id == CandidateRecord.search_id)
        .join(PanelMemberRecord, PanelMemberRecord.search_id == SearchRecord.id)
        .join(
            MembershipRecord,
            (MembershipRecord.organisation_id == SearchRecord.organisation_id)
            & (MembershipRecord.account_id == PanelMemberRecord.account_id)
            & MembershipRecord.role.in_(PANEL_ROLES),
        )
        .outerjoin(
            ScorecardRecord,
            (ScorecardRecord.candidate_id == CandidateRecord.id)
            & (ScorecardRecord.member_id == PanelMemberRecord.id),
        )
        .where(
            PanelMemberRecord.account_id == account,
            PanelMemberRecord.left_at.is_(None),
            CandidateRecord.interview_on.is_not(None),
            CandidateRecord.withdrawn_at.is_(None),
        )
        .order_by(SearchRecord.created_at.desc(), SearchRecord.id, CandidateRecord.letter)
    ).all()
    return [
        CardLine(
            candidate=row.id,
            letter=row.letter,
            search_title=row.title,
            interview_on=row.interview_on,
            submitted=row.submitted_at is not None,
        )
        for row in rows
        if row.card is not None or (row.areas != "[]" and row.joined_at.date() <= row.interview_on)
    ]
