"""What does a panel member's link open, and how are their marks kept?

A member sees the anchors and, in round two, the medians of round one. Not even their own marks
are shown again: whoever passed the link on could open it too.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessment.domain.brief_panel import AreaTarget
from assessment.domain.briefs import Brief
from assessment.domain.catalog import Catalog
from assessment.domain.errors import BriefInvalid, NotFound
from assessment.domain.language import gettext as _
from assessment.domain.translations import retold
from assessment.services.panel_targets import SECOND, panel_rows, targets_of
from assessment.services.tokens import is_token, token_hash
from assessment.store.plain import from_text
from assessment.store.records import BriefRecord, BriefVoiceRecord, OrganisationRecord

STEPS = ("1", "2", "3", "4", "5")
"""Members mark anchors, of which there are five; a half can only come out of a median."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """What the link of a panel member opens."""

    name: str
    organisation: str
    brief: Brief
    round: int
    closed: bool
    marked_at: datetime | None
    """When they marked in the present round."""
    medians: tuple[AreaTarget, ...]
    """Of round one, in round two; empty before."""


def open_invitation(session: Session, token: str, catalog: Catalog, *, now: datetime) -> Invited:
    """What a link opens.

    Raises:
        NotFound: unknown, withdrawn or expired, all alike.
    """
    voice, record = _invited(session, token, now=now)
    second = record.panel_round >= SECOND
    rows = panel_rows(session, record.id) if second else ()
    organisation = session.get_one(OrganisationRecord, record.organisation_id)
    return Invited(
        name=voice.name,
        organisation=organisation.name,
        brief=from_text(Brief, record.brief),
        round=record.panel_round,
        closed=record.panel_closed_at is not None,
        marked_at=voice.second_at if second else voice.answered_at,
        medians=targets_of(rows, catalog, second=False),
    )


def keep_marks(
    session: Session,
    token: str,
    typed: Mapping[str, str],
    catalog: Catalog,
    *,
    round: int,
    now: datetime,
) -> None:
    """Keep a member's marks of every area; they can be given anew while the round is open.

    Raises:
        NotFound: as ``open_invitation``.
        BriefInvalid: the round was closed, the page was of another round, or areas are not
            marked or ask for less after a year than on day one, each named.
    """
    voice, record = _invited(session, token, now=now, to_write=True)
    if record.panel_closed_at is not None:
        raise BriefInvalid("round", _("This round is closed; it takes no more marks."))
    if round != record.panel_round:
        raise BriefInvalid("round", _("The next round began while you read. Look at it again."))
    kept: dict[str, tuple[int, int]] = {}
    wrong: list[tuple[str, str]] = []
    for area in sorted(catalog.areas.values(), key=lambda a: a.order):
        day, year = typed.get(f"day-{area.id}", ""), typed.get(f"year-{area.id}", "")
        title = {"area": retold(area.title)}
        if day not in STEPS or year not in STEPS:
            column = "year" if day in STEPS else "day"
            words = _("Please mark a level in both columns: %(area)s") % title
            wrong.append((f"{column}-{area.id}", words))
        elif int(year) < int(day):
            words = _("After a year no less can be needed than on day one: %(area)s") % title
            wrong.append((f"year-{area.id}", words))
        else:
            kept[area.id] = (int(day), int(year))
    if wrong:
        raise BriefInvalid(*wrong[0], also=tuple(wrong[1:]))
    if record.panel_round == SECOND:
        voice.second_answers, voice.second_at = json.dumps(kept), now
    else:
        voice.answers, voice.answered_at = json.dumps(kept), now
        voice.answered_revision = record.revision
    session.flush()


def _invited(
    session: Session, token: str, *, now: datetime, to_write: bool = False
) -> tuple[BriefVoiceRecord, BriefRecord]:
    """The member and the brief; to write, the brief is held so that no round ends meanwhile."""
    if not is_token(token):
        raise NotFound("invitation")
    query = (
        select(BriefVoiceRecord, BriefRecord)
        .join(BriefRecord, BriefRecord.id == BriefVoiceRecord.brief_id)
        .where(
            BriefVoiceRecord.token_hash == token_hash(token),
            BriefVoiceRecord.kind == "panel",
            BriefVoiceRecord.expires_at > now,
        )
    )
    found = session.execute(
        query.with_for_update(of=BriefRecord).execution_options(populate_existing=True)
        if to_write
        else query
    ).first()
    if found is None:
        raise NotFound("invitation")
    return found[0], found[1]
