"""What do the marks of a brief's panel come to, and how do they become the levels it asks for?

Marks are shown to nobody as a person's own; a closed round shows medians and spread.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessment.domain.accounts import AccountId, OrganisationId
from assessment.domain.areas import AreaId
from assessment.domain.brief_levels import critical_areas, needed_target
from assessment.domain.brief_panel import (
    FEWEST_MEMBERS,
    AreaTarget,
    Mark,
    reason_of,
    set_targets,
)
from assessment.domain.briefs import Brief, BriefId, NeededLevel
from assessment.domain.catalog import Catalog
from assessment.domain.errors import BriefInvalid
from assessment.domain.language import gettext as _
from assessment.domain.profiles import MOST_CRITICAL_AREAS
from assessment.services.briefs import WRITERS, StoredBrief, load_brief, save_part
from assessment.services.voices import voices_of
from assessment.store.records import BriefRecord, BriefVoiceRecord

FIRST, SECOND, OVER = 1, 2, 3
"""The rounds of a panel; before anybody is invited there is none (0)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody of the panel; what they marked is not in here."""

    id: str
    name: str
    marked_at: datetime | None
    """When they marked in the present round."""
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """Where a panel stands, for the owners of the brief."""

    members: tuple[Member, ...]
    round: int
    closed: bool
    """Whether the present round takes no more marks."""
    marked: int
    targets: tuple[AreaTarget, ...]
    """Of the last closed round; empty while fewer than five marked in it."""
    taken: bool
    """Whether the brief asks for exactly these levels, with these reasons."""
    revision: int

    @property
    def over(self) -> bool:
        return self.round == OVER


def too_few() -> str:
    """What is said of a panel that is too small."""
    return _("Fewer than %(n)d people have marked, so no levels are shown or proposed.") % {
        "n": FEWEST_MEMBERS
    }


def see_panel(
    session: Session,
    account: AccountId,
    organisation: OrganisationId,
    brief_id: BriefId,
    catalog: Catalog,
) -> Panel:
    """Who is in the panel, and medians and spread of a closed round.

    Raises:
        NotFound: no such brief that this account may write.
    """
    stored = load_brief(session, account, organisation, brief_id, roles=WRITERS)
    record = session.get_one(BriefRecord, brief_id)
    rows = panel_rows(session, brief_id)
    second = record.panel_round >= SECOND
    closed = record.panel_closed_at is not None
    # While round two is open the owners see of round one what the members see: its medians.
    shown = targets_of(rows, catalog, second=second and closed) if second or closed else ()
    at = [row.second_at if second else row.answered_at for row in rows]
    return Panel(
        members=tuple(
            Member(id=row.id, name=row.name, marked_at=when, expires_at=row.expires_at)
            for row, when in zip(rows, at, strict=True)
        ),
        round=record.panel_round,
        closed=closed,
        marked=sum(when is not None for when in at),
        targets=shown,
        taken=record.panel_round == OVER and bool(shown) and _asks_for(stored.brief, shown),
        revision=stored.latest,
    )


def take_targets(
    session: Session,
    account: AccountId,
    organisation: OrganisationId,
    brief_id: BriefId,
    catalog: Catalog,
    *,
    revision: int,
    now: datetime,
) -> StoredBrief:
    """Make the medians of round two the levels the brief asks for, as its next version.

    The level on day one is what is asked for; which areas are critical stays as it was.

    Raises:
        NotFound: no such brief that this account may write.
        BriefInvalid: no two rounds of at least five are over, or too many areas are critical.
        BriefChanged: somebody changed the levels since ``revision`` was read.
    """
    stored, record = owned_brief(session, account, organisation, brief_id)
    if record.panel_round != OVER:
        raise BriefInvalid("round", _("Levels can be taken over when round two is closed."))
    targets = targets_of(panel_rows(session, brief_id), catalog, second=True)
    if not targets:
        raise BriefInvalid("round", too_few())
    after = Brief(levels=_taken_over(stored.brief, targets, catalog))
    critical = [area for area, needed in after.levels.items() if needed.critical]
    named = critical_areas(stored.brief, catalog.profiles, catalog.adjustments)
    if len({*critical, *named}) > MOST_CRITICAL_AREAS:
        raise BriefInvalid(
            "round",
            _(
                "More than %(n)d areas of this brief are critical. Which challenge must this CTO"
                " lead? Choose among them on the page of levels first."
            )
            % {"n": MOST_CRITICAL_AREAS},
        )
    return save_part(
        session, account, organisation, brief_id, "levels", after, revision=revision, now=now
    )


def _taken_over(
    brief: Brief, targets: Sequence[AreaTarget], catalog: Catalog
) -> dict[AreaId, NeededLevel]:
    """The brief's levels with the panel's in their place; critical stays what it was."""
    before = needed_target(brief, catalog.profiles, catalog.adjustments)
    levels = dict(brief.levels)
    for target in targets:
        usual = None if before is None else before.levels.get(target.area)
        own = brief.levels.get(target.area)
        critical = own.critical if own else usual is not None and usual.critical
        levels[target.area] = NeededLevel(
            level=target.day.level, critical=critical, reason=reason_of(target)
        )
    return levels


def _asks_for(brief: Brief, targets: Sequence[AreaTarget]) -> bool:
    held = ((brief.levels.get(target.area), target.day.level) for target in targets)
    return all(needed is not None and needed.level == level for needed, level in held)


def targets_of(
    rows: Sequence[BriefVoiceRecord], catalog: Catalog, *, second: bool
) -> tuple[AreaTarget, ...]:
    """What the marks of a round come to, in the order of the content."""
    areas = [area.id for area in sorted(catalog.areas.values(), key=lambda a: a.order)]
    kept = [row.second_answers if second else row.answers for row in rows]
    sheets = [
        {AreaId(area): Mark(day=day, year=year) for area, (day, year) in json.loads(marks).items()}
        for marks in kept
        if marks is not None
    ]
    return set_targets(areas, sheets)


def panel_rows(session: Session, brief_id: str) -> Sequence[BriefVoiceRecord]:
    """The members of a brief's panel, in the order in which they were invited."""
    return session.scalars(
        select(BriefVoiceRecord)
        .where(*voices_of(brief_id, "panel"))
        .order_by(BriefVoiceRecord.created_at, BriefVoiceRecord.id)
    ).all()


def owned_brief(
    session: Session, account: AccountId, organisation: OrganisationId, brief_id: BriefId
) -> tuple[StoredBrief, BriefRecord]:
    """The brief, held against marks that come in meanwhile."""
    stored = load_brief(session, account, organisation, brief_id, roles=WRITERS)
    record = session.scalars(
        select(BriefRecord)
        .where(BriefRecord.id == brief_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    return stored, record
