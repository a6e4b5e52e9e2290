"""How is a search opened for a brief, who may work in it, and when is its kit frozen?

A search is the interviewing side of one version of a brief. Every object is asked for by the
account that asks: a search of an organisation one does not work in is not found.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessment.domain.accounts import AccountId, OrganisationId, Role
from assessment.domain.areas import AreaId
from assessment.domain.audit import Actor
from assessment.domain.brief_levels import needed_target
from assessment.domain.briefs import Brief, BriefId
from assessment.domain.catalog import Catalog
from assessment.domain.errors import HiringInvalid, NotFound
from assessment.domain.hiring.kit import UNTITLED, InterviewKit, KitFacts, NeededLevel, build_kit
from assessment.domain.hiring.wording import kit_in_words
from assessment.domain.language import gettext as _
from assessment.domain.profiles import MOST_CRITICAL_AREAS
from assessment.services.audit import note
from assessment.services.briefs import load_brief
from assessment.services.catalogs import CatalogShelf
from assessment.services.organisations import require_role
from assessment.services.tokens import is_id, new_id
from assessment.store.plain import from_text, to_text
from assessment.store.records import (
    AccountRecord,
    BriefRecord,
    MembershipRecord,
    OrganisationRecord,
    PanelMemberRecord,
    SearchRecord,
)
from assessment.store.upsert import insert_once

MANAGERS: tuple[Role, ...] = ("admin", "hiring-lead")
"""Who may open a search, invite candidates and decide."""
PANEL_ROLES: tuple[Role, ...] = ("admin", "hiring-lead", "interviewer")
SEARCHES_A_PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """The interviews for one version of a brief."""

    id: str
    organisation: OrganisationId
    organisation_name: str
    brief: BriefId
    brief_revision: int
    brief_latest: int
    title: str
    contact: str
    others: tuple[AreaId, ...]
    kit: InterviewKit
    weights: dict[AreaId, int]
    """Empty: all count alike."""
    weights_reason: str
    hold_reason: str
    kept_until: date
    frozen_at: datetime | None
    created_at: datetime

    @property
    def shown(self) -> InterviewKit:
        """The kit in the language of whoever reads it now: for showing, never to store."""
        return kit_in_words(self.kit)

    @property
    def outdated(self) -> bool:
        """Whether the brief says something else by now than the kit was made from."""
        return self.brief_latest != self.brief_revision


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchAccess:
    """A search as one account may work in it."""

    search: Search
    account: AccountId
    role: Role
    member: str | None
    """The account's place on the panel; None where it has none, or has left."""

    @property
    def manages(self) -> bool:
        return self.role in MANAGERS

    @property
    def actor(self) -> Actor:
        return Actor(kind="account", id=self.account)


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchLine:
    """One line of an account's list of searches."""

    id: str
    title: str
    organisation: OrganisationId
    organisation_name: str
    role: Role
    created_at: datetime
    frozen: bool


def open_search(
    session: Session,
    shelf: CatalogShelf,
    account: AccountId,
    organisation: OrganisationId,
    brief_id: BriefId,
    *,
    now: datetime,
) -> str:
    """The search for the brief as it stands, opened if there is none yet; its id.

    Raises:
        NotFound: no brief in an organisation whose searches this account may manage.
        HiringInvalid: the brief does not say enough to interview for it.
    """
    require_role(session, account, organisation, *MANAGERS)
    stored = load_brief(session, account, organisation, brief_id)
    catalog = shelf.keep_current(session, now=now)
    kit = build_kit(catalog, kit_facts(catalog, stored.brief, ()))
    found = new_id()
    insert_once(
        session,
        SearchRecord,
        {
            "id": found,
            "organisation_id": organisation,
            "brief_id": brief_id,
            "brief_revision": stored.revision,
            "title": stored.brief.title or kit.title,
            "contact": "",
            "others": "[]",
            "kit": to_text(kit),
            "weights": "",
            "weights_reason": "",
            "hold_reason": "",
            "frozen_at": None,
            "created_at": now,
        },
    )
    opened = session.scalar(
        select(SearchRecord.id).where(
            SearchRecord.brief_id == brief_id,
            SearchRecord.brief_revision == stored.revision,
            SearchRecord.organisation_id == organisation,
        )
    )
    if opened is None:
        raise NotFound("search")
    return opened


def kit_facts(catalog: Catalog, brief: Brief, others: Sequence[AreaId]) -> KitFacts:
    """What a brief says that its kit rests on.

    Raises:
        HiringInvalid: no type, no critical area, or more than four.
    """
    target = needed_target(brief, catalog.profiles, catalog.adjustments)
    if target is None or not target.critical_areas:
        raise HiringInvalid(
            "brief",
            _("Say in the brief which kind of CTO you need: the questions follow from it."),
        )
    if len(target.critical_areas) > MOST_CRITICAL_AREAS:
        raise HiringInvalid(
            "brief",
            _("The brief calls %(count)d areas critical; four is the most. Which challenge must "
              "this CTO lead?")
            % {"count": len(target.critical_areas)},
        )  # fmt: skip
    said = [brief.challenge, brief.why_now, brief.mission]
    said += [f"{outcome.result} {outcome.measure}" for outcome in brief.outcomes]
    return KitFacts(
        title=brief.title or UNTITLED,
        type_title=target.title,
        words="\n".join(said),
        needed={
            area: NeededLevel(level=level.level, critical=level.critical, reason=level.reason)
            for area, level in target.levels.items()
        },
        others=tuple(others),
    )


def list_searches(
    session: Session, account: AccountId, *, page: int = 1
) -> tuple[Sequence[SearchLine], bool]:
    """The searches an account manages or interviews for, the newest first; whether more follow."""
    on_panel = (
        select(PanelMemberRecord.id)
        .where(
            PanelMemberRecord.search_id == SearchRecord.id,
            PanelMemberRecord.account_id == account,
            PanelMemberRecord.left_at.is_(None),
        )
        .exists()
    )
    rows = session.execute(
        select(
            SearchRecord.id,
            SearchRecord.title,
            SearchRecord.organisation_id,
            OrganisationRecord.name,
            MembershipRecord.role,
            SearchRecord.created_at,
            SearchRecord.frozen_at,
        )
        .join(OrganisationRecord, OrganisationRecord.id == SearchRecord.organisation_id)
        .join(MembershipRecord, MembershipRecord.organisation_id == SearchRecord.organisation_id)
        .where(
            MembershipRecord.account_id == account,
            MembershipRecord.role.in_(MANAGERS)
            | (MembershipRecord.role.in_(PANEL_ROLES) & on_panel),
        )
        .order_by(SearchRecord.created_at.desc(), SearchRecord.id)
        .limit(SEARCHES_A_PAGE + 1)
        .offset((page - 1) * SEARCHES_A_PAGE)
    ).all()
    return [
        SearchLine(
            id=row.id,
            title=row.title,
            organisation=OrganisationId(row.organisation_id),
            organisation_name=row.name,
            role=row.role,
            created_at=row.created_at,
            frozen=row.frozen_at is not None,
        )
        for row in rows[:SEARCHES_A_PAGE]
    ], len(rows) > SEARCHES_A_PAGE


def load_search(session: Session, account: AccountId, search: str) -> SearchAccess:
    """A search for somebody who manages it or interviews for it now.

    Raises:
        NotFound: missing, another organisation's, or neither of both.
    """
    if not is_id(search):
        raise NotFound("search")
    row = session.execute(
        select(
            SearchRecord,
            OrganisationRecord.name,
            MembershipRecord.role,
            BriefRecord.revision,
            BriefRecord.retention_until,
            PanelMemberRecord.id,
        )
        .join(OrganisationRecord, OrganisationRecord.id == SearchRecord.organisation_id)
        .join(MembershipRecord, MembershipRecord.organisation_id == SearchRecord.organisation_id)
        .join(AccountRecord, AccountRecord.id == MembershipRecord.account_id)
        .join(BriefRecord, BriefRecord.id == SearchRecord.brief_id)
        .outerjoin(
            PanelMemberRecord,
            (PanelMemberRecord.search_id == SearchRecord.id)
            & (PanelMemberRecord.account_id == MembershipRecord.account_id)
            & PanelMemberRecord.left_at.is_(None),
        )
        .where(
            SearchRecord.id == search,
            MembershipRecord.account_id == account,
            MembershipRecord.role.in_(PANEL_ROLES),
            AccountRecord.active,
        )
    ).one_or_none()
    if row is None:
        raise NotFound("search")
    record, organisation_name, role, latest, kept_until, member = row
    access = SearchAccess(
        search=_to_search(record, organisation_name, latest, kept_until),
        account=account,
        role=cast("Role", role),
        member=member,
    )
    if not access.manages and member is None:
        raise NotFound("search")
    return access


def managed_search(session: Session, account: AccountId, search: str) -> SearchAccess:
    """The same for somebody who manages it.

    Raises:
        NotFound: as ``load_search``, and for those who only interview.
    """
    access = load_search(session, account, search)
    if not access.manages:
        raise NotFound("search")
    return access


def _to_search(
    record: SearchRecord, organisation_name: str, latest: int, kept_until: date
) -> Search:
    weights: dict[AreaId, int] = json.loads(record.weights) if record.weights else {}
    return Search(
        id=record.id,
        organisation=OrganisationId(record.organisation_id),
        organisation_name=organisation_name,
        brief=BriefId(record.brief_id),
        brief_revision=record.brief_revision,
        brief_latest=latest,
        title=record.title,
        contact=record.contact,
        others=tuple(json.loads(record.others)),
        kit=from_text(InterviewKit, record.kit),
        weights=weights,
        weights_reason=record.weights_reason,
        hold_reason=record.hold_reason,
        kept_until=kept_until,
        frozen_at=record.frozen_at,
        created_at=record.created_at,
    )


def note_search(session: Session, access: SearchAccess, action: str, *, now: datetime) -> None:
    """Write down what was done with a search."""
    note(
        session,
        actor=access.actor,
        action=action,
        owner=None,
        organisation=access.search.organisation,
        kind="search",
        object_id=access.search.id,
        now=now,
    )
