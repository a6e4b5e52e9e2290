"""What is the plan: which actions in which weeks, why each, and what was left out?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from assessment.domain.areas import AreaId
from assessment.domain.catalog import Catalog
from assessment.domain.language import gettext as _
from assessment.domain.language import marked
from assessment.domain.planning.backbone import Backbone, choose_backbone
from assessment.domain.planning.calendar import (
    CHECKPOINT_DAYS,
    Week,
    listening_weeks,
    phase_first_week,
    week_of_day,
    weeks_of,
)
from assessment.domain.planning.candidates import Candidate, candidates, in_play, needs
from assessment.domain.planning.facts import PlanFacts
from assessment.domain.planning.fitting import Fitted, fit
from assessment.domain.planning.layout import Laid
from assessment.domain.planning.notes import notes_for
from assessment.domain.planning.pace import PaceNote, pace_of
from assessment.domain.planning.reasons import Because, because
from assessment.domain.plans import ActionId, Phase, PlanAction, Situation

NO_ROOM = marked("It finds no room in the weeks left to it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedAction:
    """An action in somebody's plan: where it lies, why it is there, what opens it."""

    action: PlanAction
    hours: tuple[tuple[int, float], ...]
    """(week, hours), weeks counted from 1."""
    because: tuple[Because, ...]
    opened_by: tuple[ActionId, ...]
    """Prerequisites, gate and, for a change, the agreement on authority: it stays locked until
    their deliverables exist."""
    opens: tuple[ActionId, ...]
    first_conversations: tuple[str, ...]
    backbone: bool
    area: AreaId | None
    conversation_weeks: tuple[int, ...] = ()
    """The week of each first conversation, in the same order; one of the action's own."""

    @property
    def first_week(self) -> int:
        return self.hours[0][0]

    @property
    def last_week(self) -> int:
        return self.hours[-1][0]

    @property
    def meetings(self) -> tuple[tuple[int, str], ...]:
        """(week, whom) for every first conversation."""
        weeks = self.conversation_weeks or (self.first_week,) * len(self.first_conversations)
        return tuple(zip(weeks, self.first_conversations, strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """An action that was called for and has no place, with the reason in words."""

    action: ActionId
    title: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """Day 30, 60 or 90 as a date."""

    day: int
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class NinetyDayPlan:
    """The plan as one value: page, PDF, markdown, CSV and calendar all read this."""

    facts: PlanFacts
    revision: str
    situation: Situation
    weeks: tuple[Week, ...]
    actions: tuple[PlannedAction, ...]
    """In order of first week, last week, id."""
    done: tuple[PlanAction, ...]
    """Finished before this revision; they stay on the page and take no hours."""
    left_out: tuple[LeftOut, ...]
    checkpoints: tuple[Checkpoint, ...]
    notes: tuple[str, ...]
    pace: tuple[PaceNote, ...]

    @property
    def hours_available(self) -> float:
        return sum(week.capacity for week in self.weeks)

    @property
    def hours_planned(self) -> float:
        return sum(hours for planned in self.actions for _, hours in planned.hours)

    @property
    def meetings(self) -> tuple[tuple[int, str, PlannedAction], ...]:
        """(week, whom, for which action) for every first conversation, by week."""
        found = [(week, who, planned) for planned in self.actions for week, who in planned.meetings]
        return tuple(sorted(found, key=lambda meeting: meeting[0]))

    def hours_in(self, week: int) -> float:
        """Hours planned in ``week`` (from 1)."""
        return sum(h for planned in self.actions for w, h in planned.hours if w == week)

    def find(self, action: ActionId) -> PlannedAction | None:
        """The planned action with this id, None where the plan does not hold it."""
        return next((p for p in self.actions if p.action.id == action), None)


def build_plan(
    catalog: Catalog,
    facts: PlanFacts,
    *,
    kept: Mapping[ActionId, PlanAction] | None = None,
) -> NinetyDayPlan:
    """Build the plan the facts call for. The same catalogue and facts give the same plan.

    ``kept`` are actions of an earlier revision, read where the catalogue has them no more. The
    facts are taken as checked (``check_facts``). See docs/planning.md for the steps.
    """
    known = {
        **(kept or {}),
        **catalog.actions,
        **{agreed.action.id: agreed.action for agreed in facts.agreed},
    }
    done = {name: known[name] for name in facts.done if name in known}
    weeks = weeks_of(facts)
    situation = catalog.situations[facts.situation]
    missed = _missed_readouts(known, facts)
    actions = in_play({name: known[name] for name in known if name not in missed}, facts)
    backbone = choose_backbone(actions, facts, sum(week.capacity for week in weeks))
    dropped = {action.id for action in backbone.dropped}
    actions = in_play({a: actions[a] for a in actions if a not in dropped}, facts)
    called = candidates(actions, facts)
    fixed = {**backbone.kept, **_under_way(actions, facts)}
    fitted = fit(called, fixed, backbone, weeks, situation, facts, done)
    planned = tuple(
        _planned(laid, fitted.chosen, backbone, called, catalog, facts)
        for laid in fitted.layout.laid
    )
    return NinetyDayPlan(
        facts=facts,
        revision=catalog.revision,
        situation=situation,
        weeks=weeks,
        actions=planned,
        done=tuple(done.values()),
        left_out=(*_left_out(backbone, fitted), *missed.values()),
        checkpoints=tuple(
            Checkpoint(day=day, on=facts.start + timedelta(days=day - 1)) for day in CHECKPOINT_DAYS
        ),
        notes=notes_for(
            facts,
            backbone,
            used=sum(hours for action in planned for _, hours in action.hours),
            capacity=sum(week.capacity for week in weeks),
        ),
        pace=pace_of([(p.action, w, h) for p in planned for w, h in p.hours], weeks, situation),
    )


def _missed_readouts(
    actions: Mapping[ActionId, PlanAction], facts: PlanFacts
) -> dict[ActionId, LeftOut]:
    """The readouts whose week is over: the next one covers what they would have said."""
    return {
        action.id: LeftOut(
            action=action.id,
            title=action.title,
            reason=_("Day %(readout_day)s has passed; the next readout covers it.")
            % {"readout_day": action.readout_day},
        )
        for action in actions.values()
        if action.readout_day is not None
        and week_of_day(action.readout_day) + 1 < facts.from_week
        and facts.mode in action.modes
        and action.id not in (*facts.done, *facts.started)
    }


def _under_way(
    actions: Mapping[ActionId, PlanAction], facts: PlanFacts
) -> dict[ActionId, PlanAction]:
    """Actions that are in the plan without being chosen: begun ones and agreed ones."""
    names = (*facts.started, *(agreed.action.id for agreed in facts.agreed))
    return {name: actions[name] for name in names if name in actions and name not in facts.done}


def _left_out(backbone: Backbone, fitted: Fitted) -> tuple[LeftOut, ...]:
    return (
        *(LeftOut(action=a.id, title=a.title, reason=backbone.reason) for a in backbone.dropped),
        *(LeftOut(action=a.id, title=a.title, reason=_(NO_ROOM)) for a in fitted.set_aside),
    )


def _planned(
    laid: Laid,
    chosen: Mapping[ActionId, PlanAction],
    backbone: Backbone,
    called: Mapping[ActionId, Candidate],
    catalog: Catalog,
    facts: PlanFacts,
) -> PlannedAction:
    action = chosen[laid.action]
    opens = tuple(sorted(a for a, other in chosen.items() if laid.action in needs(other)))
    candidate = called.get(laid.action)
    return PlannedAction(
        action=action,
        hours=laid.hours,
        because=because(
            action,
            facts,
            catalog,
            opens=tuple(chosen[a].title for a in opens),
            backbone=laid.action in backbone.kept,
        ),
        opened_by=_opened_by(action, chosen, backbone, facts),
        opens=opens,
        first_conversations=laid.first_conversations,
        conversation_weeks=laid.conversation_weeks,
        backbone=laid.action in backbone.kept,
        area=None if candidate is None else candidate.main_area,
    )


def _opened_by(
    action: PlanAction,
    chosen: Mapping[ActionId, PlanAction],
    backbone: Backbone,
    facts: PlanFacts,
) -> tuple[ActionId, ...]:
    """Prerequisites and gate; for a change also the agreement on authority where one is due."""
    found = [n for n in needs(action) if n in chosen or n in facts.done]
    if action.kind == "change":
        found += [a.id for a in backbone.kept.values() if a.triggers.mandate_at_most is not None]
    return tuple(dict.fromkeys(found))


def phase_of_week(week: int, situation: Situation) -> Phase:
    """The phase a week (from 1) lies in, with the boundaries the situation moves.

    It is a label for the page; what may begin when is decided by ``earliest_week``.
    """
    if week - 1 < phase_first_week(2, situation):
        return 1
    return 2 if week - 1 < phase_first_week(3, situation) else 3


def listening_ends(plan: NinetyDayPlan) -> date:
    """The last day of the weeks in which listening comes before change."""
    return plan.facts.start + timedelta(days=7 * listening_weeks(plan.situation) - 1)
