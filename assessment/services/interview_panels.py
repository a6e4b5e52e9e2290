"""Who interviews for a search, which areas do they rate, and what happens when one leaves?

Whoever is on the panel at an interview rates it. An interviewer who leaves keeps their submitted
cards on record (or has them withdrawn for a written reason); what they had not submitted goes,
and their areas pass on to those who stay, for the interviews still to come.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from assessment.domain.accounts import AccountId, Membership
from assessment.domain.areas import AreaId
from assessment.domain.errors import HiringInvalid, NotFound
from assessment.domain.hiring.panel import NOBODY_YET, AreaNeed, PanelPlan, plan_panel
from assessment.domain.hiring.scorecards import check_words
from assessment.domain.language import gettext as _
from assessment.domain.translations import retold_whole
from assessment.services.organisations import list_members
from assessment.services.searches import (
    PANEL_ROLES,
    SearchAccess,
    load_search,
    managed_search,
    note_search,
)
from assessment.services.tokens import new_id
from assessment.store.records import (
    CandidateRecord,
    PanelMemberRecord,
    ScorecardRecord,
)
from assessment.store.upsert import insert_once

MOST_INTERVIEWERS = 12
MOST_MEMBERS = 200
"""Members of an organisation offered for a panel."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelMember:
    """An interviewer of a search."""

    id: str
    account: AccountId | None
    """None once the account is deleted."""
    name: str
    areas: tuple[AreaId, ...]
    asks: tuple[AreaId, ...]
    joined_at: datetime
    left_at: datetime | None
    left_reason: str

    @property
    def present(self) -> bool:
        return self.left_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """The panel of a search, as it is and as it was."""

    members: tuple[PanelMember, ...]
    """In the order in which they joined."""
    plan: PanelPlan

    @property
    def present(self) -> tuple[PanelMember, ...]:
        return tuple(member for member in self.members if member.present)

    @property
    def thin(self) -> tuple[str, ...]:
        """Areas that fewer than two people would rate: no interview is planned like that."""
        return tuple(a.title for a in self.plan.areas if len(a.interviewers) < FEWEST_INTERVIEWERS)


FEWEST_INTERVIEWERS = 2
"""On each area (MEASUREMENT.md 6.2: a panel of at least two)."""


def load_panel(session: Session, account: AccountId, search: str) -> Panel:
    """The panel of a search, for those who work in it.

    Raises:
        NotFound: no such search of this account.
    """
    access = load_search(session, account, search)
    return panel_of(session, access)


def panel_of(session: Session, access: SearchAccess) -> Panel:
    """The panel of a search that was just loaded for this account."""
    rows = session.scalars(
        select(PanelMemberRecord)
        .where(PanelMemberRecord.search_id == access.search.id)
        .order_by(PanelMemberRecord.joined_at, PanelMemberRecord.id)
    ).all()
    members = tuple(_to_member(row) for row in rows)
    present = [m for m in members if m.present]
    kept = {need.area: _ordered(present, need.area) for need in area_needs(access)}
    return Panel(
        members=members,
        plan=plan_panel(area_needs(access), [m.id for m in present], kept),
    )


def _ordered(present: Sequence[PanelMember], area: AreaId) -> list[str]:
    found = [m for m in present if area in m.areas]
    return [m.id for m in sorted(found, key=lambda m: area not in m.asks)]


def area_needs(access: SearchAccess) -> list[AreaNeed]:
    """How many interviewers each area of the kit needs."""
    return [
        AreaNeed(area=area.area, title=retold_whole(area.title), critical=area.critical)
        for area in access.search.kit.areas
    ]


def may_join(session: Session, account: AccountId, search: str) -> Sequence[Membership]:
    """Members of the organisation who could interview and are not on the panel."""
    access = managed_search(session, account, search)
    present = {m.account for m in panel_of(session, access).present}
    members = list_members(session, account, access.search.organisation, size=MOST_MEMBERS)
    return [m for m in members if m.role in PANEL_ROLES and m.account not in present]


def join_panel(
    session: Session, account: AccountId, search: str, interviewer: AccountId, *, now: datetime
) -> None:
    """Put a member of the organisation on the panel.

    Before the first interview is planned the areas are spread anew over everybody; afterwards
    those who rate an area go on rating it.

    Raises:
        NotFound: no search that this account manages, or no such member.
        HiringInvalid: the panel is as large as it may be, or they left it earlier.
    """
    access = managed_search(session, account, search)
    panel = panel_of(session, access)
    if len(panel.present) >= MOST_INTERVIEWERS:
        raise HiringInvalid("interviewer", _("A panel has at most twelve interviewers."))
    chosen = next((m for m in may_join(session, account, search) if m.account == interviewer), None)
    if chosen is None:
        raise NotFound("member")
    back = session.scalar(
        select(PanelMemberRecord).where(
            PanelMemberRecord.search_id == search, PanelMemberRecord.account_id == interviewer
        )
    )
    if back is not None and access.search.frozen_at is not None:
        raise HiringInvalid(
            "interviewer",
            _("Whoever left after interviews were planned does not come back: they could have "
              "read the others’ cards meanwhile."),
        )  # fmt: skip
    if back is not None:
        back.left_at, back.left_reason, back.joined_at = None, "", now
        session.flush()
    else:
        insert_once(
            session,
            PanelMemberRecord,
            {
                "id": new_id(),
                "organisation_id": access.search.organisation,
                "search_id": search,
                "account_id": interviewer,
                "name": chosen.name or chosen.email,
                "areas": "[]",
                "asks": "[]",
                "joined_at": now,
                "left_at": None,
                "left_reason": "",
            },
        )
    spread_areas(session, access, now=now)
    note_search(session, access, "panel.joined", now=now)


def leave_panel(
    session: Session,
    account: AccountId,
    search: str,
    member: str,
    reason: str,
    *,
    withdraw: bool,
    now: datetime,
) -> None:
    """An interviewer leaves: cards that are in stay or are withdrawn, the rest passes on.

    Raises:
        NotFound: no search that this account manages, or nobody of the panel.
        HiringInvalid: ratings would be withdrawn without a reason.
    """
    access = managed_search(session, account, search)
    record = session.scalar(
        select(PanelMemberRecord).where(
            PanelMemberRecord.id == member,
            PanelMemberRecord.search_id == search,
            PanelMemberRecord.left_at.is_(None),
        )
    )
    if record is None:
        raise NotFound("interviewer")
    words = check_words("reason", reason, required=withdraw)
    _settle_cards(session, access, now=now)
    session.execute(
        delete(ScorecardRecord).where(
            ScorecardRecord.member_id == member, ScorecardRecord.submitted_at.is_(None)
        )
    )
    if withdraw:
        session.execute(
            update(ScorecardRecord)
            .where(ScorecardRecord.member_id == member)
            .values(withdrawn_at=now, withdrawn_reason=words)
        )
    record.left_at, record.left_reason = now, words
    session.flush()
    spread_areas(session, access, now=now)
    note_search(session, access, "panel.left", now=now)


def spread_areas(session: Session, access: SearchAccess, *, now: datetime) -> None:
    """Write down who rates and who asks what, after the panel or the kit has changed."""
    _settle_cards(session, access, now=now)
    rows = session.scalars(
        select(PanelMemberRecord)
        .where(PanelMemberRecord.search_id == access.search.id, PanelMemberRecord.left_at.is_(None))
        .order_by(PanelMemberRecord.joined_at, PanelMemberRecord.id)
    ).all()
    needs = area_needs(access)
    frozen = access.search.frozen_at is not None
    members = [_to_member(row) for row in rows]
    kept = {n.area: _ordered(members, n.area) for n in needs} if frozen else NOBODY_YET
    plan = plan_panel(needs, [row.id for row in rows], kept)
    for row in rows:
        row.areas = json.dumps(plan.areas_of(row.id))
        row.asks = json.dumps([a.area for a in plan.areas if a.asks == row.id])
    session.flush()


def _settle_cards(session: Session, access: SearchAccess, *, now: datetime) -> None:
    """Give everybody who heard an interview their card on it, before their areas change."""
    members = [
        m
        for m in session.scalars(
            select(PanelMemberRecord).where(
                PanelMemberRecord.search_id == access.search.id, PanelMemberRecord.left_at.is_(None)
            )
        )
        if m.areas != "[]"
    ]
    heard = session.execute(
        select(CandidateRecord.id, CandidateRecord.interview_on).where(
            CandidateRecord.search_id == access.search.id,
            CandidateRecord.interview_on <= now.date(),
            CandidateRecord.withdrawn_at.is_(None),
        )
    ).all()
    for candidate, day in heard:
        for member in members:
            if day is not None and member.joined_at.date() <= day:
                insert_once(
                    session,
                    ScorecardRecord,
                    {
                        "id": new_id(),
                        "organisation_id": access.search.organisation,
                        "candidate_id": candidate,
                        "member_id": member.id,
                        "areas": member.areas,
                        "created_at": now,
                        "submitted_at": None,
                        "withdrawn_at": None,
                        "withdrawn_reason": "",
                    },
                )


def _to_member(record: PanelMemberRecord) -> PanelMember:
    return PanelMember(
        id=record.id,
        account=None if record.account_id is None else AccountId(record.account_id),
        name=record.name,
        areas=tuple(json.loads(record.areas)),
        asks=tuple(json.loads(record.asks)),
        joined_at=record.joined_at,
        left_at=record.left_at,
        left_reason=record.left_reason,
    )
