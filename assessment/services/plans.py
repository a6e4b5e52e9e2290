"""How is a plan made, lived with, made again, and read later?

A plan belongs to a person. Each revision is stored whole, so that content removed later breaks
nothing; its steps hold what the person ticked, wrote and opened.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import cast

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assessment.domain.attempts import AttemptId, PersonId
from assessment.domain.catalog import Catalog
from assessment.domain.errors import NotFound, PlanInputInvalid
from assessment.domain.language import gettext as _
from assessment.domain.planning.agreed import AgreedAction
from assessment.domain.planning.facts import (
    PLAN_WEEKS,
    PlanFacts,
    SituationSource,
    check_facts,
    gap_facts,
)
from assessment.domain.planning.plan import NinetyDayPlan, build_plan
from assessment.domain.planning.progress import Move, Step, Steps, StepState, take_step
from assessment.domain.planning.replan import PlanChange, replan
from assessment.domain.plans import ActionId, Mode, SituationId
from assessment.services.catalogs import CatalogShelf
from assessment.services.people import lock_person
from assessment.services.results import Result, load_result
from assessment.services.tokens import new_id
from assessment.store.plain import from_text, to_text
from assessment.store.records import (
    PlanRecord,
    PlanRevisionRecord,
    PlanStepRecord,
    ReadingRecord,
    ScoreSheetRecord,
)

MOST_PLANS = 100
MOST_REVISIONS = 200
"""Kept for one person, and of one plan; more is no planning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanInputs:
    """What a person says for a plan, beside their result."""

    start: date
    hours_per_week: int
    mode: Mode
    situation: SituationId
    situation_source: SituationSource
    mandate_held: tuple[str, ...] | None
    days_off: tuple[date, ...]
    agreed: tuple[AgreedAction, ...] = ()
    """What a brief hands over; a new plan begins with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSummary:
    """One line of a person's own list of plans."""

    id: str
    start: date
    revisions: int
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPlan:
    """A plan at one of its revisions."""

    id: str
    number: int
    latest: int
    made_at: datetime
    plan: NinetyDayPlan
    attempt: AttemptId | None
    """The attempt it was made from, where it still exists."""
    steps: Steps
    """What the person said of each action; actions without a word are not in it."""
    change: PlanChange | None
    """What this revision changed against the one before; None for the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What is stored of one revision: the plan whole, and what it changed."""

    plan: NinetyDayPlan
    change: PlanChange | None


def facts_for(catalog: Catalog, inputs: PlanInputs, result: Result | None) -> PlanFacts:
    """The facts of a plan: the inputs, and what the result says where there is one."""
    facts = PlanFacts(
        start=inputs.start,
        hours_per_week=inputs.hours_per_week,
        mode=inputs.mode,
        situation=inputs.situation,
        situation_source=inputs.situation_source,
        mandate_held=inputs.mandate_held,
        mandate_facts=len(catalog.mandate_facts),
        days_off=inputs.days_off,
        agreed=inputs.agreed,
        gaps={},
    )
    if result is None:
        return facts
    target = result.reading.target
    return replace(
        facts,
        profile=target.profile,
        profile_title=target.title,
        stage=target.context.stage,
        gaps=gap_facts(result.reading, result.sheet.areas, result.sheet.units),
    )


def make_plan(
    session: Session,
    shelf: CatalogShelf,
    person: PersonId,
    attempt: AttemptId | None,
    inputs: PlanInputs,
    *,
    now: datetime,
) -> str:
    """Build and keep the first revision of a plan; its id.

    The plan is made from the current content; the result it rests on keeps its own.

    Raises:
        NotFound: no such result of this person.
        PlanInputInvalid: facts no plan can be made from, or as many plans as are kept.
    """
    lock_person(session, person)
    if _count_plans(session, person) >= MOST_PLANS:
        raise PlanInputInvalid(
            "start",
            _("You have %(most_plans)s plans, the most that are kept.")
            % {"most_plans": MOST_PLANS},
        )
    result = None if attempt is None else load_result(session, shelf, person, attempt)
    if result is not None and result.attempt.booklet.form == "quick":
        raise NotFound(_("result of a full form"))
    catalog = shelf.keep_current(session, now=now)
    facts = facts_for(catalog, inputs, result)
    check_facts(facts, today=now.date())
    plan = build_plan(catalog, facts)
    plan_id = new_id()
    session.add(
        PlanRecord(
            id=plan_id,
            person_id=person,
            reading_id=None if result is None else result.reading_id,
            facts=to_text(facts),
            created_at=now,
        )
    )
    session.flush()
    keep_revision(session, person, plan_id, 1, Revision(plan=plan, change=None), now=now)
    return plan_id


def _count_plans(session: Session, person: PersonId) -> int:
    return session.scalar(select(func.count()).where(PlanRecord.person_id == person)) or 0


def keep_revision(
    session: Session,
    person: PersonId,
    plan_id: str,
    number: int,
    revision: Revision,
    *,
    now: datetime,
) -> None:
    """Keep one more revision of a plan; the earlier ones stay."""
    session.add(
        PlanRevisionRecord(
            plan_id=plan_id,
            number=number,
            person_id=person,
            catalog_revision=revision.plan.revision,
            facts=to_text(revision.plan.facts),
            plan=to_text(revision),
            created_at=now,
        )
    )
    session.flush()


def load_plan(
    session: Session, person: PersonId, plan_id: str, number: int | None = None
) -> StoredPlan:
    """One's own plan, at a revision or at the latest.

    Raises:
        NotFound: missing, somebody else's, or no such revision.
    """
    latest = session.scalar(
        select(func.max(PlanRevisionRecord.number)).where(
            PlanRevisionRecord.plan_id == plan_id, PlanRevisionRecord.person_id == person
        )
    )
    if latest is None:
        raise NotFound("plan")
    record = session.get(PlanRevisionRecord, (plan_id, number or latest))
    if record is None or record.person_id != person:
        raise NotFound(_("revision of this plan"))
    revision = from_text(Revision, record.plan)
    return StoredPlan(
        id=plan_id,
        number=record.number,
        latest=latest,
        made_at=record.created_at,
        plan=revision.plan,
        attempt=_attempt_of(session, person, plan_id),
        steps=_steps(session, person, plan_id),
        change=revision.change,
    )


def _attempt_of(session: Session, person: PersonId, plan_id: str) -> AttemptId | None:
    found = session.scalar(
        select(ScoreSheetRecord.attempt_id)
        .join(ReadingRecord, ReadingRecord.sheet_id == ScoreSheetRecord.id)
        .join(PlanRecord, PlanRecord.reading_id == ReadingRecord.id)
        .where(PlanRecord.id == plan_id, PlanRecord.person_id == person)
    )
    return None if found is None else AttemptId(found)


def latest_plan_of(session: Session, person: PersonId, attempt: AttemptId) -> str | None:
    """The id of the plan that was begun last from a sitting; None where there is none."""
    return session.scalar(
        select(PlanRecord.id)
        .join(ReadingRecord, PlanRecord.reading_id == ReadingRecord.id)
        .join(ScoreSheetRecord, ReadingRecord.sheet_id == ScoreSheetRecord.id)
        .where(ScoreSheetRecord.attempt_id == attempt, PlanRecord.person_id == person)
        .order_by(PlanRecord.created_at.desc(), PlanRecord.id)
        .limit(1)
    )


def _steps(session: Session, person: PersonId, plan_id: str) -> dict[ActionId, Step]:
    rows = session.execute(
        select(
            PlanStepRecord.action_id,
            PlanStepRecord.state,
            PlanStepRecord.evidence,
            PlanStepRecord.reason,
        ).where(PlanStepRecord.plan_id == plan_id, PlanStepRecord.person_id == person)
    )
    return {
        ActionId(row.action_id): Step(
            state=cast("StepState", row.state),
            note=row.evidence or "",
            opened_early=row.reason or "",
        )
        for row in rows
    }


def move_step(
    session: Session,
    person: PersonId,
    plan_id: str,
    action: ActionId,
    move: Move,
    note: str,
    *,
    now: datetime,
) -> Step:
    """Record what a person says of a step of the latest revision.

    Raises:
        NotFound: no such plan of this person.
        PlanInputInvalid: as ``take_step``.
    """
    stored = load_plan(session, person, plan_id)
    step = take_step(stored.plan, stored.steps, action, move, note)
    record = session.get(PlanStepRecord, (plan_id, action))
    if record is None:
        record = PlanStepRecord(plan_id=plan_id, action_id=action, person_id=person)
        session.add(record)
    record.state = step.state
    record.evidence = step.note
    record.reason = step.opened_early
    record.updated_at = now
    session.flush()
    return step


def plan_again(
    session: Session,
    shelf: CatalogShelf,
    person: PersonId,
    plan_id: str,
    inputs: PlanInputs,
    *,
    now: datetime,
) -> StoredPlan:
    """Make a new revision from changed facts; what is done stays, the old revision can be read.

    The result's present reading counts, and the current content. Weeks that are over are not
    planned again; what was begun or left open moves on.

    Raises:
        NotFound: no such plan of this person.
        PlanInputInvalid: facts no plan can be made from, or as many revisions as are kept.
    """
    stored = load_plan(session, person, plan_id)
    if stored.latest >= MOST_REVISIONS:
        raise PlanInputInvalid(
            "start",
            _("This plan has %(most_revisions)s revisions, the most that are kept.")
            % {"most_revisions": MOST_REVISIONS},
        )
    result = None if stored.attempt is None else load_result(session, shelf, person, stored.attempt)
    catalog = shelf.keep_current(session, now=now)
    facts = replace(
        facts_for(catalog, inputs, result),
        done=in_state(stored.steps, "done"),
        started=in_state(stored.steps, "doing"),
        dropped=in_state(stored.steps, "dropped"),
        agreed=stored.plan.facts.agreed,
        from_week=first_open_week(inputs.start, now.date()),
    )
    check_facts(facts, today=now.date())
    plan, change = replan(stored.plan, catalog, facts)
    revision = Revision(plan=plan, change=change)
    keep_revision(session, person, plan_id, stored.latest + 1, revision, now=now)
    return load_plan(session, person, plan_id)


def in_state(steps: Steps, state: StepState) -> tuple[ActionId, ...]:
    """The actions of which a person said this."""
    return tuple(sorted(action for action, step in steps.items() if step.state == state))


def first_open_week(start: date, today: date) -> int:
    """The week, from 1, that holds today; the last one where the plan is over."""
    return min(PLAN_WEEKS, max(1, (today - start).days // 7 + 1))


def list_plans(session: Session, person: PersonId) -> Sequence[PlanSummary]:
    """A person's plans, the latest first, by their latest revision's facts."""
    latest = (
        select(PlanRevisionRecord.plan_id, func.max(PlanRevisionRecord.number).label("number"))
        .where(PlanRevisionRecord.person_id == person)
        .group_by(PlanRevisionRecord.plan_id)
        .subquery()
    )
    rows = session.execute(
        select(PlanRevisionRecord.plan_id, PlanRevisionRecord.number, PlanRevisionRecord.facts)
        .join(
            latest,
            (latest.c.plan_id == PlanRevisionRecord.plan_id)
            & (latest.c.number == PlanRevisionRecord.number),
        )
        .order_by(PlanRevisionRecord.created_at.desc(), PlanRevisionRecord.plan_id)
    )
    summaries = []
    for row in rows:
        facts = from_text(PlanFacts, row.facts)
        mode = _("in the role") if facts.mode == "in-role" else _("preparing")
        summaries.append(
            PlanSummary(
                id=row.plan_id,
                start=facts.start,
                revisions=row.number,
                about=_("%(hours_per_week)s hours a week, %(mode)s")
                % {"hours_per_week": facts.hours_per_week, "mode": mode},
            )
        )
    return summaries
