"""How does an agreed action become a step of somebody's ninety days?"""

import contextlib
from dataclasses import replace
from datetime import date, datetime
from html import escape

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessment.domain.attempts import PersonId
from assessment.domain.coaching import AgreedLine, AgreedState
from assessment.domain.errors import PlanInputInvalid
from assessment.domain.language import gettext as _
from assessment.domain.planning.agreed import AgreedAction, agreed_action
from assessment.domain.planning.facts import check_facts
from assessment.domain.planning.progress import Move
from assessment.domain.planning.replan import replan
from assessment.domain.plans import ActionId, Phase
from assessment.domain.prose import Prose
from assessment.services.catalogs import CatalogShelf
from assessment.services.plans import (
    MOST_REVISIONS,
    Revision,
    first_open_week,
    in_state,
    keep_revision,
    load_plan,
    move_step,
)
from assessment.store.records import PlanRecord

MOVE_OF: dict[AgreedState, Move] = {"taken": "open", "done": "done", "declined": "dropped"}


def plan_to_land_in(session: Session, person: PersonId) -> str | None:
    """The plan a person made last; None where they have none."""
    return session.scalar(
        select(PlanRecord.id)
        .where(PlanRecord.person_id == person)
        .order_by(PlanRecord.created_at.desc(), PlanRecord.id)
        .limit(1)
    )


def land_in_plan(
    session: Session,
    shelf: CatalogShelf,
    person: PersonId,
    plan_id: str,
    line: AgreedLine,
    *,
    step: ActionId,
    now: datetime,
) -> bool:
    """Make the next revision of a plan with this step in it; False where the plan is over or full.

    Everything else the plan rests on stays; what was done stays done.
    """
    stored = load_plan(session, person, plan_id)
    before = stored.plan.facts
    if stored.latest >= MOST_REVISIONS:
        return False
    facts = replace(
        before,
        done=in_state(stored.steps, "done"),
        started=in_state(stored.steps, "doing"),
        dropped=in_state(stored.steps, "dropped"),
        agreed=(
            *(known for known in before.agreed if known.action.id != step),
            _as_agreed(line, step, before.start),
        ),
        from_week=first_open_week(before.start, now.date()),
    )
    try:
        check_facts(facts, today=now.date())
    except PlanInputInvalid:
        return False
    plan, change = replan(stored.plan, shelf.keep_current(session, now=now), facts)
    revision = Revision(plan=plan, change=change)
    keep_revision(session, person, plan_id, stored.latest + 1, revision, now=now)
    return True


def tick_in_plan(
    session: Session,
    person: PersonId,
    plan_id: str,
    step: ActionId,
    to: AgreedState,
    *,
    now: datetime,
) -> None:
    """Say of the plan's step what was said of the action; a plan without the step has nothing."""
    with contextlib.suppress(PlanInputInvalid):
        move_step(session, person, plan_id, step, MOVE_OF[to], "", now=now)


def _as_agreed(line: AgreedLine, step: ActionId, start: date) -> AgreedAction:
    week = (line.due_on - start).days // 7 + 1
    phase: Phase = 1 if week <= 4 else 2 if week <= 8 else 3
    by = _("By %(date)s.") % {"date": line.due_on.isoformat()}
    return agreed_action(
        step,
        title=line.what,
        author=line.author,
        hours=line.hours,
        phase=phase,
        deliverable=_typed(by),
        done_when=_typed(line.done_when),
    )


def _typed(text: str) -> Prose:
    """Typed words as prose: nothing in them is markup."""
    return Prose(source=text, html=f"<p>{escape(text)}</p>")
