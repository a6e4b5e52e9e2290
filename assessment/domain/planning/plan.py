"""What is the plan: which actions in which weeks, why each, and what was left out?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assessment.domain.areas import AreaId
from assessment.domain.catalog import Catalog
from assessment.domain.mandate import LOW_MANDATE
from assessment.domain.planning.calendar import (
    CHECKPOINT_DAYS,
    PHASE_FIRST_WEEK,
    Week,
    listening_weeks,
    phase_shift,
    weeks_of,
)
from assessment.domain.planning.candidates import (
    Candidate,
    candidates,
    in_play,
    is_backbone,
    needs,
)
from assessment.domain.planning.choosing import TOP_GAPS, Limits, choose
from assessment.domain.planning.facts import PlanFacts
from assessment.domain.planning.layout import Laid, Layout, lay_out
from assessment.domain.planning.pace import PaceNote, pace_of
from assessment.domain.planning.reasons import Because, because
from assessment.domain.plans import TRACKS, ActionId, Phase, PlanAction, Situation

BACKBONE_SHARE = 0.40
"""The most of the hours the backbone should take (PLAN.md 4). An editorial assumption."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedAction:
    """An action in somebody's plan: where it lies, why it is there, what opens it."""

    action: PlanAction
    hours: tuple[tuple[int, float], ...]
    """(week, hours), weeks counted from 1."""
    because: tuple[Because, ...]
    opened_by: tuple[ActionId, ...]
    """The gate (a change stays locked until its deliverable exists) and prerequisites."""
    opens: tuple[ActionId, ...]
    first_conversations: tuple[str, ...]
    backbone: bool
    area: AreaId | None

    @property
    def first_week(self) -> int:
        return self.hours[0][0]

    @property
    def last_week(self) -> int:
        return self.hours[-1][0]


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

    def hours_in(self, week: int) -> float:
        """Hours planned in ``week`` (from 1)."""
        return sum(h for planned in self.actions for w, h in planned.hours if w == week)

    def find(self, action: ActionId) -> PlannedAction | None:
        """The planned action with this id, None where the plan does not hold it."""
        return next((p for p in self.actions if p.action.id == action), None)


def build_plan(catalog: Catalog, facts: PlanFacts) -> NinetyDayPlan:
    """Build the plan the facts call for. The same catalogue and facts give the same plan.

    The facts are taken as checked (``check_facts``). See docs/planning.md for the steps.
    """
    situation = catalog.situations[facts.situation]
    weeks = weeks_of(facts)
    actions = in_play(catalog.actions, facts)
    capacity = sum(week.capacity for week in weeks)
    backbone, dropped = _backbone(actions, facts, capacity)
    called = candidates(actions, facts)
    layout, chosen = _fit(called, backbone, weeks, situation, facts, capacity)
    planned = tuple(
        _planned(laid, chosen, backbone, called, catalog, facts) for laid in layout.laid
    )
    unplaced = [chosen_or_called(a, chosen, called) for a in layout.unplaced]
    return NinetyDayPlan(
        facts=facts,
        revision=catalog.revision,
        situation=situation,
        weeks=weeks,
        actions=planned,
        done=tuple(catalog.actions[a] for a in facts.done if a in catalog.actions),
        left_out=(
            *dropped,
            *(
                LeftOut(
                    action=a.id, title=a.title, reason="It finds no room in the weeks left to it."
                )
                for a in unplaced
            ),
        ),
        checkpoints=tuple(
            Checkpoint(day=day, on=facts.start + timedelta(days=day - 1)) for day in CHECKPOINT_DAYS
        ),
        notes=_notes(facts, backbone, capacity, bool(dropped)),
        pace=pace_of(planned_hours(layout, chosen), weeks, situation),
    )


def chosen_or_called(
    action: ActionId, chosen: Mapping[ActionId, PlanAction], called: Mapping[ActionId, Candidate]
) -> PlanAction:
    """The action of an id that was chosen, or that was called for and then found no room."""
    return chosen[action] if action in chosen else called[action].action


def planned_hours(
    layout: Layout, chosen: Mapping[ActionId, PlanAction]
) -> list[tuple[PlanAction, int, float]]:
    """(action, week, hours) for everything laid out."""
    return [(chosen[laid.action], week, h) for laid in layout.laid for week, h in laid.hours]


def _backbone(
    actions: Mapping[ActionId, PlanAction], facts: PlanFacts, capacity: float
) -> tuple[dict[ActionId, PlanAction], list[LeftOut]]:
    """The actions of every plan, and those dropped where the hours are too few for them.

    Over 40 % of the hours, the readouts of days 30 and 60 go first and then every second action
    of a track; the lightest of each track, authority and the day-90 readout go only where the
    hours do not hold even those, the longest first.
    """
    full = {a.id: a for a in actions.values() if is_backbone(a, facts) and a.id not in facts.done}
    kept = dict(full)
    essential = {
        min(of_track, key=lambda a: (a.effort_hours, a.id)).id
        for track in TRACKS
        if (of_track := [a for a in full.values() if a.track == track and a.readout_day is None])
    }
    essential |= {
        a.id
        for a in full.values()
        if a.triggers.mandate_at_most is not None or a.readout_day == CHECKPOINT_DAYS[-1]
    }

    def hours() -> float:
        return sum(a.effort_hours for a in kept.values())

    spare = sorted(
        (a for a in full.values() if a.id not in essential),
        key=lambda a: (a.readout_day is None, -a.effort_hours, a.id),
    )
    for action in spare:
        if hours() > BACKBONE_SHARE * capacity:
            del kept[action.id]
    for action in sorted(kept.values(), key=lambda a: (-a.effort_hours, a.id)):
        if hours() > capacity:
            del kept[action.id]
    needed = sum(a.effort_hours for a in full.values())
    reason = (
        f"Too few hours: the backbone takes {needed:g} of {capacity:g}. "
        f"About {hours_for_backbone(needed)} hours a week would hold all of it."
    )
    lost = [LeftOut(action=a, title=full[a].title, reason=reason) for a in full if a not in kept]
    return kept, lost


def hours_for_backbone(needed: float) -> int:
    """Whole hours a week for which a backbone of ``needed`` hours stays within its share.

    >>> hours_for_backbone(20.0)
    4
    """
    weekly = needed / BACKBONE_SHARE / 13
    return int(weekly) + (weekly > int(weekly))


def _fit(
    called: Mapping[ActionId, Candidate],
    backbone: Mapping[ActionId, PlanAction],
    weeks: Sequence[Week],
    situation: Situation,
    facts: PlanFacts,
    capacity: float,
) -> tuple[Layout, dict[ActionId, PlanAction]]:
    """Choose and lay out; what finds no week is set aside and the hours are chosen for again."""
    open_hours = capacity - sum(a.effort_hours for a in backbone.values())
    gaps = gaps_by_priority(facts)
    limits = Limits(
        hours=max(0.0, open_hours),
        top=gaps[:TOP_GAPS],
        only_gap=gaps[0] if len(gaps) == 1 else None,
    )
    held = facts.mandate_count
    authority = next(
        (a.id for a in backbone.values() if a.triggers.mandate_at_most is not None), None
    )
    set_aside: set[ActionId] = set()
    while True:
        open_called = {a: c for a, c in called.items() if not _needs_any(a, called, set_aside)}
        picked = choose(open_called, limits)
        chosen = dict(backbone) | {a: called[a].action for a in sorted(picked)}
        layout = lay_out(
            chosen,
            weeks,
            situation,
            backbone=frozenset(backbone),
            worth={a: c.worth for a, c in called.items()},
            done=frozenset(facts.done),
            authority=authority,
            authority_week=0 if held is not None and held <= LOW_MANDATE else 1,
        )
        homeless = [a for a in layout.unplaced if a in picked]
        if not homeless:
            return layout, chosen
        set_aside.add(min(homeless, key=lambda a: (called[a].worth, a)))


def gaps_by_priority(facts: PlanFacts) -> tuple[AreaId, ...]:
    """The areas with a clear or likely gap, most worth developing first, ties by name."""
    gaps = [gap for gap in facts.gaps.values() if gap.is_gap]
    return tuple(gap.area for gap in sorted(gaps, key=lambda g: (-g.priority, g.area)))


def _needs_any(
    action: ActionId, called: Mapping[ActionId, Candidate], set_aside: set[ActionId]
) -> bool:
    """Whether an action, or anything it needs, was set aside."""
    if action in set_aside:
        return True
    return any(
        n in called and _needs_any(n, called, set_aside) for n in needs(called[action].action)
    )


def _planned(
    laid: Laid,
    chosen: Mapping[ActionId, PlanAction],
    backbone: Mapping[ActionId, PlanAction],
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
        because=because(action, facts, catalog, opens=opens, backbone=laid.action in backbone),
        opened_by=tuple(n for n in needs(action) if n in chosen or n in facts.done),
        opens=opens,
        first_conversations=laid.first_conversations,
        backbone=laid.action in backbone,
        area=None if candidate is None else candidate.main_area,
    )


def _notes(
    facts: PlanFacts, backbone: Mapping[ActionId, PlanAction], capacity: float, dropped: bool
) -> tuple[str, ...]:
    """What the reader must know of how the plan came about."""
    notes = []
    if not facts.gaps:
        notes.append(
            "No result was given: this plan comes from the situation, the type of role and the "
            "mandate alone."
        )
    elif all(gap.verdict is None for gap in facts.gaps.values()):
        notes.append(
            "No area has enough answers for a level: the plan helps to find out, and closes no gap."
        )
    elif not any(gap.is_gap for gap in facts.gaps.values()):
        notes.append("Your answers show no clear or likely gap, so nothing here closes one.")
    if facts.situation_source == "unsure":
        notes.append(
            "Nothing told the situations apart, so this is planned for a realignment, the one in "
            "which haste costs most."
        )
    hours = sum(action.effort_hours for action in backbone.values())
    if hours > BACKBONE_SHARE * capacity:
        notes.append(
            f"What belongs in every plan takes {hours:g} of your {capacity:g} hours. "
            f"{hours_for_backbone(hours)} hours a week would leave room for your gaps."
        )
    if dropped:
        notes.append("Some of what belongs in every plan is left out for want of hours; see below.")
    return tuple(notes)


def phase_of_week(week: int, situation: Situation) -> Phase:
    """The phase a week (from 1) lies in, with the boundaries the situation moves.

    It is a label for the page; what may begin when is decided by ``earliest_week``.
    """
    second = PHASE_FIRST_WEEK[2] + phase_shift(situation)
    third = PHASE_FIRST_WEEK[3] + int(phase_shift(situation) / 2)
    if week - 1 < second:
        return 1
    return 2 if week - 1 < third else 3


def listening_ends(plan: NinetyDayPlan) -> date:
    """The last day of the weeks in which listening comes before change."""
    return plan.facts.start + timedelta(days=7 * listening_weeks(plan.situation) - 1)
