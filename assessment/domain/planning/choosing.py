"""Which candidates make the most of the hours?

Exact: candidates that open one another form small components; every component's possible subsets
are listed, components are combined within their area under the area's share, and areas within the
hours. Dynamic programming over hours, so the result is the best there is under these limits, and
no exchange of one action for another can improve it.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assessment.domain.areas import AreaId
from assessment.domain.planning.calendar import HOUR_STEP
from assessment.domain.planning.candidates import Candidate, needs
from assessment.domain.plans import ActionId

AREA_SHARE = 0.40
"""No area takes more of the hours beyond the backbone, unless it is the only gap (PLAN.md 4)."""

Chosen = tuple[ActionId, ...]


@dataclass(frozen=True, slots=True)
class _Option:
    """A way to spend ``hours`` (in steps): its value and the actions it takes."""

    hours: int
    value: float
    actions: Chosen


def choose(
    called: Mapping[ActionId, Candidate], *, hours: float, only_gap: AreaId | None = None
) -> frozenset[ActionId]:
    """The subset of candidates of greatest value within ``hours``.

    Prerequisites and gates are always chosen with what they open. Each area's components take at
    most 40 % of the hours, except ``only_gap``. Ties go to the option found first, in order of id.
    """
    step = _common_step(called.values())
    capacity = math.floor(hours / step + 1e-9)
    share = math.floor(hours * AREA_SHARE / step + 1e-9)
    by_area: dict[AreaId | None, list[list[_Option]]] = {}
    for component in _components(called):
        area = _area_of(component)
        by_area.setdefault(area, []).append(_subsets(component, step))
    best: dict[int, _Option] = {0: _Option(0, 0.0, ())}
    for area in sorted(by_area, key=str):
        limit = capacity if area is None or area == only_gap else min(share, capacity)
        best = _combine(best, _pareto(_fill(by_area[area], limit)), capacity)
    winner = max(best.values(), key=lambda option: (option.value, -option.hours))
    return frozenset(winner.actions)


def _common_step(called: Iterable[Candidate]) -> float:
    """The coarsest step in hours that every effort is a multiple of."""
    quarters = [round(c.action.effort_hours / HOUR_STEP) for c in called]
    return HOUR_STEP * (math.gcd(*quarters) if quarters else 1)


def _components(called: Mapping[ActionId, Candidate]) -> list[list[Candidate]]:
    """Candidates grouped by what opens what, each group in order of id."""
    leader = {action: action for action in called}

    def find(action: ActionId) -> ActionId:
        while leader[action] != action:
            action = leader[action]
        return action

    for action, candidate in called.items():
        for needed in needs(candidate.action):
            if needed in leader:
                leader[find(needed)] = find(action)
    groups: dict[ActionId, list[Candidate]] = {}
    for action in sorted(called):
        groups.setdefault(find(action), []).append(called[action])
    return [groups[key] for key in sorted(groups, key=lambda k: groups[k][0].action.id)]


def _area_of(component: Sequence[Candidate]) -> AreaId | None:
    """The area whose share a component counts in: the one most of its value is for."""
    values: dict[AreaId, float] = {}
    for candidate in component:
        if candidate.main_area is not None:
            values[candidate.main_area] = (
                values.get(candidate.main_area, 0.0) + candidate.action.effort_hours
            )
    return min(values, key=lambda area: (-values[area], area), default=None)


def _subsets(component: Sequence[Candidate], step: float) -> list[_Option]:
    """Every non-empty subset of a component that holds what its members need."""
    ids = {candidate.action.id for candidate in component}
    options = [_Option(0, 0.0, ())]
    for candidate in _in_order(component):
        wanted = [n for n in needs(candidate.action) if n in ids]
        size = round(candidate.action.effort_hours / step)
        options += [
            _Option(o.hours + size, o.value + candidate.value, (*o.actions, candidate.action.id))
            for o in options
            if all(n in o.actions for n in wanted)
        ]
    return _pareto(options)[1:]


def _in_order(component: Sequence[Candidate]) -> list[Candidate]:
    """A component with what opens first."""
    waiting, done, ids = list(component), [], {c.action.id for c in component}
    placed: set[ActionId] = set()
    while waiting:
        ready = [c for c in waiting if all(n in placed or n not in ids for n in needs(c.action))]
        done += ready
        placed |= {c.action.id for c in ready}
        waiting = [c for c in waiting if c.action.id not in placed]
        if not ready:
            raise ValueError("actions require one another in a circle")
    return done


def _pareto(options: Iterable[_Option]) -> list[_Option]:
    """Options by hours, keeping only those worth more than any that takes fewer."""
    kept: list[_Option] = []
    for option in sorted(options, key=lambda o: (o.hours, -o.value, o.actions)):
        if not kept or option.value > kept[-1].value + 1e-9:
            kept.append(option)
    return kept


def _fill(components: Sequence[Sequence[_Option]], limit: int) -> list[_Option]:
    """The best ways to spend an area's hours, up to ``limit`` steps."""
    best: dict[int, _Option] = {0: _Option(0, 0.0, ())}
    for options in components:
        best = _combine(best, [_Option(0, 0.0, ()), *options], limit)
    return list(best.values())


def _combine(
    best: Mapping[int, _Option], options: Sequence[_Option], limit: int
) -> dict[int, _Option]:
    """One more choice on top of what is best for each number of hours so far."""
    result: dict[int, tuple[float, _Option, _Option]] = {}
    for left in best.values():
        for right in options:
            hours = left.hours + right.hours
            if hours > limit:
                break
            value = left.value + right.value
            known = result.get(hours)
            if known is None or value > known[0] + 1e-9:
                result[hours] = (value, left, right)
    return {
        hours: _Option(hours, value, left.actions + right.actions)
        for hours, (value, left, right) in result.items()
    }
