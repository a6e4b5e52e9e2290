"""Which actions do the facts call for, and what is an hour of each worth?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assessment.domain.areas import AreaId
from assessment.domain.planning.facts import PlanFacts
from assessment.domain.plans import ActionId, PlanAction

VALUE_OF_FINDING_OUT = 10.0
"""Brings the value of information (about 0.02 to 0.4) to the size of priorities (about 1 to 8), so
that an hour that settles an open critical area competes with one spent on a small gap. An
editorial assumption."""

SITUATION_FACTOR = 2.0
"""How much more a situation's weight counts than a type's or a stage's: the heaviest (3) is then
worth as much an hour as a large gap, so that nobody enters a turnaround without protecting
anything. An editorial assumption."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An action the facts call for (or one that opens such an action).

    ``worth`` is what one hour of it is worth, 0 or more: Σ weight × priority over its gap areas,
    or × value of information for find-out actions, plus context weights. Valuing the hour and not
    the action keeps short actions from crowding out the work that closes a gap, and makes the
    hours of an area never fall when its shortfall rises (docs/decisions/0005).
    """

    action: PlanAction
    worth: float
    main_area: AreaId | None

    @property
    def value(self) -> float:
        return self.worth * self.action.effort_hours


def in_play(actions: Mapping[ActionId, PlanAction], facts: PlanFacts) -> dict[ActionId, PlanAction]:
    """Live actions of the plan's mode that can be reached, by id.

    Left out are those taken out by hand and those that wait for one that is not there: nothing
    is planned whose gate can never open. Actions under way stay even where they were retired.
    """
    under_way = {*facts.started, *(agreed.action.id for agreed in facts.agreed)}
    here = {
        name: action
        for name, action in sorted(actions.items())
        if name not in facts.dropped
        and (name in under_way or (action.status == "live" and facts.mode in action.modes))
    }
    reached = {*facts.done, *facts.started}
    while lost := [
        name
        for name, action in here.items()
        if name not in reached and not all(n in here or n in reached for n in needs(action))
    ]:
        for name in lost:
            del here[name]
    return here


def main_area(action: PlanAction) -> AreaId | None:
    """The area an action's hours are counted for: its heaviest, the first by id on a tie."""
    weights = action.triggers.areas
    return min(weights, key=lambda area: (-weights[area], area), default=None)


def area_worth(action: PlanAction, facts: PlanFacts) -> float:
    """The part of an hour's worth that comes from gaps, or from open areas for find-out actions."""
    worth = 0.0
    for area, weight in action.triggers.areas.items():
        gap = facts.gaps.get(area)
        if gap is None:
            continue
        if action.kind == "find-out" and gap.is_open:
            worth += weight * gap.value_of_information * VALUE_OF_FINDING_OUT
        elif action.kind != "find-out" and gap.is_gap:
            worth += weight * gap.priority
    return worth


def context_worth(action: PlanAction, facts: PlanFacts) -> float:
    """The part of an hour's worth that comes from type, stage and situation."""
    triggers = action.triggers
    worth = SITUATION_FACTOR * triggers.situations.get(facts.situation, 0.0)
    if facts.profile is not None:
        worth += triggers.types.get(facts.profile, 0.0)
    if facts.stage is not None:
        worth += triggers.stages.get(facts.stage, 0.0)
    return worth


def is_backbone(action: PlanAction, facts: PlanFacts) -> bool:
    """Whether an action is in every plan of its mode, or is the agreement on authority."""
    if action.triggers.always or action.readout_day is not None:
        return True
    held = facts.mandate_count
    limit = action.triggers.mandate_at_most
    return limit is not None and held is not None and held <= limit


def candidates(
    actions: Mapping[ActionId, PlanAction], facts: PlanFacts
) -> dict[ActionId, Candidate]:
    """Every action the facts call for beyond the backbone, with those that open them, by id."""
    called = {
        action.id: Candidate(
            action=action,
            worth=area_worth(action, facts) + context_worth(action, facts),
            main_area=main_area(action),
        )
        for action in actions.values()
        if not is_backbone(action, facts)
        and action.id not in facts.done
        and area_worth(action, facts) + context_worth(action, facts) > 0
    }
    for needed in _openers(actions, called, facts):
        called[needed.id] = Candidate(action=needed, worth=0.0, main_area=main_area(needed))
    return {action: called[action] for action in sorted(called)}


def needs(action: PlanAction) -> tuple[ActionId, ...]:
    """What must come before an action: its prerequisites and its gate."""
    return (*action.requires, *(() if action.gate is None else (action.gate,)))


def _openers(
    actions: Mapping[ActionId, PlanAction],
    called: Mapping[ActionId, Candidate],
    facts: PlanFacts,
) -> Iterable[PlanAction]:
    """Actions that no fact calls for by itself but that open one that is called for."""
    waiting = [candidate.action for candidate in called.values()]
    seen = set(called)
    while waiting:
        for needed in needs(waiting.pop()):
            action = actions.get(needed)
            if action is None or needed in seen or needed in facts.done:
                continue
            if is_backbone(action, facts):
                continue
            seen.add(needed)
            waiting.append(action)
            yield action
