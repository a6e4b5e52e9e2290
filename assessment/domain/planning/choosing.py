"""Which candidates make the most of the hours?

Exact: candidates that open one another form small components; every component's possible subsets
are listed, components are combined within their area under the area's share, and areas within the
hours. Dynamic programming over hours, so the result is the best there is under these limits, and
no exchange of one action for another can improve it.
"""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from assessment.domain.areas import AreaId
from assessment.domain.planning.calendar import HOUR_STEP
from assessment.domain.planning.candidates import Candidate, needs
from assessment.domain.plans import ActionId

AREA_SHARE = 0.40
"""No area takes more of the hours beyond the backbone, unless it is the only gap (PLAN.md 4)."""
TOP_GAPS = 3
"""The gaps that together get at least half of the hours beyond the backbone (PLAN.md 8)."""

_SAME = 1e-9
"""Values closer than this are one value, so that rounding noise decides nothing."""

_Actions = tuple[ActionId, ...]
_Table = dict[int, "_Option"]
"""The best way found to spend each number of steps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a choice must keep to.

    ``hours`` are those beyond the backbone. ``top`` are the largest gaps: other work never takes
    more hours than theirs (none named: no such limit). ``ahead`` is by how many hours finished
    actions of these gaps already lead finished actions of other work.
    """

    hours: float
    top: tuple[AreaId, ...] = ()
    only_gap: AreaId | None = None
    ahead: float = 0.0


@dataclass(frozen=True, slots=True)
class _Option:
    """A way to spend ``hours`` (in steps): its value and the actions it takes."""

    hours: int
    value: float
    actions: _Actions


def choose(called: Mapping[ActionId, Candidate], limits: Limits) -> frozenset[ActionId]:
    """The subset of candidates of greatest value within the limits.

    Prerequisites and gates are always chosen with what they open. Each area takes at most 40 % of
    the hours, except an only gap; where gaps are named as the largest, they get at least half of
    what is chosen. Ties go to the option found first, in order of id.
    """
    step = _common_step(called.values())
    capacity = math.floor(limits.hours / step + _SAME)
    if capacity <= 0:
        return frozenset()
    share = math.floor(limits.hours * AREA_SHARE / step + _SAME)
    by_area: dict[AreaId | None, list[list[_Option]]] = {}
    for component in _components(called):
        by_area.setdefault(area_of(component), []).append(_subsets(component, step))
    top: _Table = {0: _Option(0, 0.0, ())}
    rest: _Table = {0: _Option(0, 0.0, ())}
    ahead = math.floor(limits.ahead / step + _SAME)
    most_rest = max(0, (capacity + ahead) // 2) if limits.top else capacity
    for area in sorted(by_area, key=str):
        limit = capacity if area is None or area == limits.only_gap else min(share, capacity)
        if area in limits.top:
            top = _combine(top, _fill(by_area[area], limit).values(), capacity)
        else:
            spent = _pareto(_fill(by_area[area], min(limit, most_rest)).values())
            rest = _kept(_combine(rest, spent, min(most_rest, capacity)))
    return frozenset(_best(top, rest, capacity, ahead if limits.top else None))


def _best(top: _Table, rest: _Table, capacity: int, ahead: int | None) -> _Actions:
    """The most valuable pair of a way to spend on the largest gaps and one on the rest.

    ``ahead`` None: the rest is not held to the hours of the largest gaps.
    """
    best = _Option(0, 0.0, ())
    others = _pareto(rest.values())
    for mine in sorted(top.values(), key=lambda o: o.hours):
        room = capacity - mine.hours
        if ahead is not None:
            room = min(room, max(0, mine.hours + ahead))
        other = next(o for o in reversed(others) if o.hours <= room)
        value, hours = mine.value + other.value, mine.hours + other.hours
        if value > best.value + _SAME or (value > best.value - _SAME and hours < best.hours):
            best = _Option(hours, value, mine.actions + other.actions)
    return best.actions


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


def area_of(component: Collection[Candidate]) -> AreaId | None:
    """The area in whose share a component counts: the one most of its hours are for."""
    hours: dict[AreaId, float] = {}
    for candidate in component:
        if candidate.main_area is not None:
            hours[candidate.main_area] = (
                hours.get(candidate.main_area, 0.0) + candidate.action.effort_hours
            )
    return min(hours, key=lambda area: (-hours[area], area), default=None)


def _subsets(component: Sequence[Candidate], step: float) -> list[_Option]:
    """Every subset of a component that holds what its members need, the best of each length."""
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
    best: _Table = {}
    for option in options:
        known = best.get(option.hours)
        if known is None or option.value > known.value + _SAME:
            best[option.hours] = option
    return [best[hours] for hours in sorted(best)]


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
    for option in sorted(options, key=lambda o: o.hours):
        if not kept or option.value > kept[-1].value + _SAME:
            kept.append(option)
    return kept


def _kept(table: _Table) -> _Table:
    return {option.hours: option for option in _pareto(table.values())}


def _fill(components: Sequence[Sequence[_Option]], limit: int) -> _Table:
    """The best way to spend each number of an area's hours, up to ``limit`` steps."""
    best: _Table = {0: _Option(0, 0.0, ())}
    for options in components:
        best = _combine(best, options, limit)
    return best


def _combine(best: _Table, options: Iterable[_Option], limit: int) -> _Table:
    """One more choice on top of what is best for each number of hours so far."""
    values: dict[int, float] = {}
    pairs: dict[int, tuple[_Option, _Option]] = {}
    lefts = sorted(best.values(), key=lambda o: o.hours)
    for right in options:
        size, gain = right.hours, right.value
        for left in lefts:
            hours = left.hours + size
            if hours > limit:
                break
            value = left.value + gain
            if value > values.get(hours, -1.0) + _SAME:
                values[hours] = value
                pairs[hours] = (left, right)
    return {
        hours: _Option(hours, values[hours], left.actions + right.actions)
        for hours, (left, right) in pairs.items()
    }
