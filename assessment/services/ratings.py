"""What do the interviewers' cards on a candidate say together, and to whom is that open?

An interviewer reads the others' after handing in their own; whoever manages without interviewing
reads them once all are in. Until then there are counts and nothing else. Nothing here puts
candidates in an order but their letters, which were drawn.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessment.domain.accounts import AccountId
from assessment.domain.areas import AreaId
from assessment.domain.hiring.comparison import AreaTogether, GivenRating, together
from assessment.domain.hiring.scorecards import Value, may_read_others
from assessment.services.candidates import Candidate, candidates_of, load_candidate, note_candidate
from assessment.services.searches import SearchAccess, load_search, note_search
from assessment.store.records import (
    PanelMemberRecord,
    PanelTalkRecord,
    ScorecardRatingRecord,
    ScorecardRecord,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """What was said where numbers were far apart."""

    area: AreaId
    words: str
    author: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TogetherOn:
    """Everything the panel said of one candidate, as far as it is open to who asks."""

    candidate: str
    letter: str
    name: str | None
    """None until all ratings of the search are in."""
    interview_on: date | None
    withdrawn: bool
    cards_in: int
    cards_wanted: int
    open: bool
    areas: tuple[AreaTogether, ...]
    """Empty while it is not open."""
    talks: tuple[Talk, ...]

    @property
    def all_in(self) -> bool:
        return self.cards_wanted > 0 and self.cards_in == self.cards_wanted

    @property
    def undiscussed(self) -> tuple[AreaId, ...]:
        """Areas that must be talked over and were not."""
        spoken = {talk.area for talk in self.talks}
        return tuple(a.area for a in self.areas if a.must_discuss and a.area not in spoken)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Card:
    candidate: str
    member: str
    name: str
    areas: tuple[AreaId, ...]
    submitted: bool
    left: bool
    withdrawn: bool
    ratings: Mapping[AreaId, tuple[Value | None, str]]


def ratings_of(
    session: Session, account: AccountId, candidate: str
) -> tuple[SearchAccess, TogetherOn]:
    """What the panel said of a candidate, as far as it is open to this account.

    Raises:
        NotFound: no candidate of a search this account works in.
    """
    access, found = load_candidate(session, account, candidate)
    everybody = ratings_in(session, access)
    return access, next(t for t in everybody if t.candidate == found.id)


def open_ratings(
    session: Session, account: AccountId, candidate: str, *, now: datetime
) -> tuple[SearchAccess, TogetherOn]:
    """The same, with the look written down where there was something to see."""
    access, found = ratings_of(session, account, candidate)
    if found.open:
        note_candidate(session, access, candidate, "ratings.opened", now=now)
    return access, found


def open_comparison(
    session: Session, account: AccountId, search: str, *, now: datetime
) -> tuple[SearchAccess, Sequence[TogetherOn]]:
    """All candidates of a search by letter, each as far as it is open; the look is written down."""
    access = load_search(session, account, search)
    note_search(session, access, "comparison.opened", now=now)
    return access, ratings_in(session, access)


def ratings_in(session: Session, access: SearchAccess) -> Sequence[TogetherOn]:
    """Every candidate of a search that was just loaded, in the order of their letters."""
    candidates = candidates_of(session, access)
    members = session.scalars(
        select(PanelMemberRecord)
        .where(PanelMemberRecord.search_id == access.search.id)
        .order_by(PanelMemberRecord.joined_at, PanelMemberRecord.id)
    ).all()
    cards = _cards(session, [m.id for m in members])
    talks = _talks(session, [c.id for c in candidates])
    wanted = {c.id: _wanted(c, members, cards.get(c.id, {})) for c in candidates}
    counts = {
        c.id: (
            sum(_is_in(cards.get(c.id, {}).get(m)) for m in wanted[c.id]),
            len(wanted[c.id]),
        )
        for c in candidates
    }
    planned = [c for c in candidates if c.in_play]
    named = bool(planned) and all(counts[c.id][0] == counts[c.id][1] > 0 for c in planned)
    return [
        _together_on(access, c, cards.get(c.id, {}), counts[c.id], talks.get(c.id, ()), named=named)
        for c in candidates
    ]


def _is_in(card: _Card | None) -> bool:
    return card is not None and card.submitted


def _wanted(
    candidate: Candidate, members: Sequence[PanelMemberRecord], cards: Mapping[str, _Card]
) -> list[str]:
    """Whose cards are waited for: of those who heard the interview and stay, and those begun."""
    if candidate.interview_on is None:
        return []
    return [
        m.id
        for m in members
        if m.id in cards
        or (m.left_at is None and m.areas != "[]" and m.joined_at.date() <= candidate.interview_on)
    ]


def _cards(session: Session, members: Sequence[str]) -> dict[str, dict[str, _Card]]:
    """Cards by candidate and member. What is not handed in comes without its words and numbers."""
    rows = session.execute(
        select(ScorecardRecord, PanelMemberRecord.name, PanelMemberRecord.left_at)
        .join(PanelMemberRecord, PanelMemberRecord.id == ScorecardRecord.member_id)
        .where(ScorecardRecord.member_id.in_(members))
    ).all()
    said = session.scalars(
        select(ScorecardRatingRecord)
        .join(ScorecardRecord, ScorecardRecord.id == ScorecardRatingRecord.scorecard_id)
        .where(ScorecardRecord.member_id.in_(members), ScorecardRecord.submitted_at.is_not(None))
    ).all()
    ratings: dict[str, dict[AreaId, tuple[Value | None, str]]] = {}
    for row in said:
        value = cast("Value | None", row.value)
        ratings.setdefault(row.scorecard_id, {})[AreaId(row.area)] = (value, row.note)
    found: dict[str, dict[str, _Card]] = {}
    for record, name, left_at in rows:
        found.setdefault(record.candidate_id, {})[record.member_id] = _Card(
            candidate=record.candidate_id,
            member=record.member_id,
            name=name,
            areas=tuple(json.loads(record.areas)),
            submitted=record.submitted_at is not None,
            left=left_at is not None,
            withdrawn=record.withdrawn_at is not None,
            ratings=ratings.get(record.id, {}),
        )
    return found


def _talks(session: Session, candidates: Sequence[str]) -> dict[str, list[Talk]]:
    rows = session.scalars(
        select(PanelTalkRecord)
        .where(PanelTalkRecord.candidate_id.in_(candidates))
        .order_by(PanelTalkRecord.created_at, PanelTalkRecord.id)
    )
    found: dict[str, list[Talk]] = {}
    for row in rows:
        found.setdefault(row.candidate_id, []).append(
            Talk(area=AreaId(row.area), words=row.words, author=row.author_name, at=row.created_at)
        )
    return found


def _together_on(
    access: SearchAccess,
    candidate: Candidate,
    cards: Mapping[str, _Card],
    count: tuple[int, int],
    talks: Sequence[Talk],
    *,
    named: bool,
) -> TogetherOn:
    own = cards.get(access.member) if access.member is not None else None
    all_in = count[0] == count[1] > 0
    readable = may_read_others(
        on_panel=access.member is not None and candidate.interview_on is not None,
        submitted=_is_in(own) or (own is None and all_in),
        all_in=all_in,
    )
    areas: list[AreaTogether] = []
    if readable:
        for area in access.search.kit.areas:
            given = [
                GivenRating(
                    interviewer=card.name,
                    value=card.ratings[area.area][0],
                    note=card.ratings[area.area][1],
                    left=card.left,
                    withdrawn=card.withdrawn,
                )
                for card in sorted(cards.values(), key=lambda c: (c.name, c.member))
                if area.area in card.ratings
            ]
            areas.append(together(area.area, given))
    return TogetherOn(
        candidate=candidate.id,
        letter=candidate.letter,
        name=candidate.name if named else None,
        interview_on=candidate.interview_on,
        withdrawn=candidate.withdrawn_at is not None,
        cards_in=count[0],
        cards_wanted=count[1],
        open=readable,
        areas=tuple(areas),
        talks=tuple(talks) if readable else (),
    )
