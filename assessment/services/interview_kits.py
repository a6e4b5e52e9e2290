"""When is a kit made anew or frozen, how do its areas count, and how long is it all held?"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from assessment.domain.accounts import AccountId
from assessment.domain.areas import AreaId
from assessment.domain.errors import HiringInvalid
from assessment.domain.hiring.kit import build_kit
from assessment.domain.hiring.scorecards import check_words
from assessment.domain.language import gettext as _
from assessment.domain.text import LINE_LIMIT
from assessment.services.briefs import load_brief
from assessment.services.catalogs import CatalogShelf
from assessment.services.interview_panels import spread_areas
from assessment.services.searches import kit_facts, managed_search, note_search
from assessment.store.plain import to_text
from assessment.store.records import PanelMemberRecord, ScorecardRecord, SearchRecord

MOST_WEIGHT = 3


def make_kit_anew(
    session: Session,
    shelf: CatalogShelf,
    account: AccountId,
    search: str,
    others: Sequence[AreaId],
    *,
    now: datetime,
) -> None:
    """Make the kit from the brief as it stands, with these areas heard beside the critical ones.

    Raises:
        NotFound: no search that this account manages.
        HiringInvalid: the kit is frozen, or the brief says too little.
    """
    access = managed_search(session, account, search)
    if access.search.frozen_at is not None:
        raise HiringInvalid(
            "others",
            _("The kit is frozen: every candidate is asked what the first one was asked. Open a "
              "search for the new version of the brief to ask something else."),
        )  # fmt: skip
    catalog = shelf.keep_current(session, now=now)
    stored = load_brief(session, account, access.search.organisation, access.search.brief)
    facts = kit_facts(catalog, stored.brief, [a for a in others if a in catalog.areas])
    taken = session.scalar(
        select(SearchRecord.id).where(
            SearchRecord.brief_id == access.search.brief,
            SearchRecord.brief_revision == stored.revision,
            SearchRecord.id != search,
        )
    )
    if taken is not None:
        raise HiringInvalid("others", _("There is a search for this version of the brief already."))
    kit = build_kit(catalog, facts)
    kept = [a.area for a in kit.areas if not a.critical]
    session.execute(
        update(SearchRecord)
        .where(SearchRecord.id == search, SearchRecord.frozen_at.is_(None))
        .values(
            kit=to_text(kit),
            others=json.dumps(kept),
            title=stored.brief.title or kit.title,
            brief_revision=stored.revision,
        )
    )
    spread_areas(session, managed_search(session, account, search), now=now)


def freeze_kit(session: Session, search: str, *, now: datetime) -> None:
    """From now on every candidate of this search is asked the same; twice is no error."""
    session.execute(
        update(SearchRecord)
        .where(SearchRecord.id == search, SearchRecord.frozen_at.is_(None))
        .values(frozen_at=now)
    )


def set_contact(session: Session, account: AccountId, search: str, contact: str) -> None:
    """Whom candidates may ask; stands in their notice."""
    managed_search(session, account, search)
    line = " ".join(check_words("contact", contact, limit=LINE_LIMIT).split())
    session.execute(update(SearchRecord).where(SearchRecord.id == search).values(contact=line))


def set_weights(
    session: Session,
    account: AccountId,
    search: str,
    weights: Mapping[AreaId, int],
    reason: str,
    *,
    now: datetime,
) -> None:
    """Let areas count differently, for a reason, before any card is in; no weights: all alike.

    Raises:
        NotFound: no search that this account manages.
        HiringInvalid: no reason, a weight that is none, or a card has been submitted.
    """
    access = managed_search(session, account, search)
    if _cards_in(session, search):
        raise HiringInvalid(
            "weights", _("A scorecard is in. Weights are settled before anybody knows a number.")
        )
    areas = {area.area for area in access.search.kit.areas}
    if any(area not in areas or not 1 <= w <= MOST_WEIGHT for area, w in weights.items()):
        raise HiringInvalid("weights", _("Give each area a weight from 1 to 3."))
    alike = len({weights.get(area, 1) for area in areas}) == 1
    words = check_words("weights_reason", reason, required=not alike)
    session.execute(
        update(SearchRecord)
        .where(SearchRecord.id == search)
        .values(
            weights="" if alike else json.dumps(dict(weights)),
            weights_reason="" if alike else words,
        )
    )
    note_search(session, access, "weights.set", now=now)


def _cards_in(session: Session, search: str) -> bool:
    return bool(
        session.scalar(
            select(func.count())
            .select_from(ScorecardRecord)
            .join(PanelMemberRecord, PanelMemberRecord.id == ScorecardRecord.member_id)
            .where(PanelMemberRecord.search_id == search, ScorecardRecord.submitted_at.is_not(None))
        )
    )


def hold_search(
    session: Session, account: AccountId, search: str, reason: str, *, now: datetime
) -> None:
    """Keep everything of a search beyond its date for a reason; without one the hold ends.

    Raises:
        NotFound: no search that this account manages.
        HiringInvalid: the reason cannot be kept.
    """
    access = managed_search(session, account, search)
    words = check_words("hold_reason", reason, required=False)
    session.execute(update(SearchRecord).where(SearchRecord.id == search).values(hold_reason=words))
    note_search(session, access, "hold.set" if words else "hold.lifted", now=now)
