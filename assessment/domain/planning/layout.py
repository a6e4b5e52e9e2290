"""In which weeks does each chosen action lie?"""

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from assessment.domain.planning.calendar import (
    HOUR_STEP,
    Week,
    earliest_week,
    may_move_early,
    week_of_day,
)
from assessment.domain.planning.candidates import needs
from assessment.domain.plans import ActionId, PlanAction, Situation

MOST_FIRST_CONVERSATIONS = 4
"""First conversations in one week, so that each can be prepared (PLAN.md 5). Editorial."""
NOT_PREPARING = ("change", "report")
"""Kinds that do not count as listening or preparing in their track."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """An action on the calendar: its hours by week, counted from 1, and whom it meets first."""

    action: ActionId
    hours: tuple[tuple[int, float], ...]
    first_conversations: tuple[str, ...] = ()
    conversation_weeks: tuple[int, ...] = ()
    """The week of each first conversation, one of the action's own."""

    @property
    def first_week(self) -> int:
        return self.hours[0][0]

    @property
    def last_week(self) -> int:
        return self.hours[-1][0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """All that found a place, in order of their first week, and what did not."""

    laid: tuple[Laid, ...]
    unplaced: tuple[ActionId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What holds for the whole calendar, whichever actions are laid on it.

    ``authority`` is the agreement that no change precedes and ``authority_week`` its week from 0.
    """

    weeks: tuple[Week, ...]
    situation: Situation
    done: Mapping[ActionId, PlanAction]
    backbone: frozenset[ActionId]
    worth: Mapping[ActionId, float]
    authority: ActionId | None = None
    authority_week: int = 0


def lay_out(chosen: Mapping[ActionId, PlanAction], terms: Terms) -> Layout:
    """Put every chosen action into the earliest weeks it may lie in.

    Readouts first (their week is fixed), then the agreement on authority and the early changes
    the situation calls for, then by earliest week: the backbone, what opens something, and the
    others by worth; ties by id. Where that leaves
    something without a place, the other ``ATTEMPTS`` follow. Weekly hours are never exceeded; a
    change waits for its gate, for the end of listening, for its track's first listening and for
    authority.
    """
    best: Layout | None = None
    for order, paces in ATTEMPTS:
        layout = _Laying(chosen, terms, paces).run(order)
        if best is None or len(layout.unplaced) < len(best.unplaced):
            best = layout
        if not best.unplaced:
            break
    return best if best is not None else Layout(laid=(), unplaced=())


Order = Callable[["_Laying", PlanAction], tuple[float, ...]]


def by_worth(laying: "_Laying", action: PlanAction) -> tuple[float, ...]:
    """The usual order: by earliest week, the backbone, what opens something, what is worth most."""
    return (
        laying.earliest(action),
        action.id not in laying.terms.backbone,
        action.id not in laying.openers,
        -laying.terms.worth.get(action.id, 0.0),
    )


def by_slack(laying: "_Laying", action: PlanAction) -> tuple[float, ...]:
    """The order that packs tightly: what has the fewest weeks to spare comes first."""
    latest = len(laying.terms.weeks) - laying.chain(action)
    return (latest - laying.earliest(action), latest, -action.effort_hours)


EVEN: tuple[int, ...] = (1,)
FASTER: tuple[int, ...] = (1, 2, 13)
"""How many times its even share an action may take a week: as much as it needs to be ready."""
ATTEMPTS: tuple[tuple[Order, tuple[int, ...]], ...] = (
    (by_worth, EVEN),
    (by_slack, EVEN),
    (by_worth, FASTER),
    (by_slack, FASTER),
)
"""Orders and paces tried until one leaves nothing over."""


class _Calendar:
    """Hours left in each week, and in which week each person is met first."""

    def __init__(self, weeks: Sequence[Week], met: Collection[str], paces: tuple[int, ...]) -> None:
        self.paces = paces
        self.left = [round(week.capacity / HOUR_STEP) for week in weeks]
        self.first_met = dict.fromkeys(met, -1)
        self.conversations = [0] * len(weeks)

    def place(self, action: PlanAction, first: int, last_start: int | None = None) -> Laid | None:
        """Give the action its hours from week ``first`` on, at most its even share a week.

        The even share is the effort over the weeks it is meant to be spread over, rounded up to
        a quarter of an hour; a week with less room takes less. Near the end it may take more a
        week where the paces say so. None where it does not fit.
        """
        end = len(self.left) - 1
        for start in range(first, min(end, end if last_start is None else last_start) + 1):
            if self.left[start] == 0:
                continue
            taken = self._share_out(action, start)
            if taken is None:
                return None
            meetings = self._meetings(action, [week for week, _ in taken])
            if meetings is None:
                continue
            for week, share in taken:
                self.left[week] -= share
            for person, week in meetings.items():
                if person in self.first_met:
                    self.conversations[self.first_met[person]] -= 1
                self.first_met[person] = week
                self.conversations[week] += 1
            return Laid(
                action=action.id,
                hours=tuple((week + 1, share * HOUR_STEP) for week, share in taken),
            )
        return None

    def _meetings(self, action: PlanAction, weeks: Sequence[int]) -> dict[str, int] | None:
        """A week for each first conversation among the action's own, None where they are full.

        Whoever is met by the action's last week anyway needs none; one noted for a later week
        moves here.
        """
        counts = {week: self.conversations[week] for week in weeks}
        found: dict[str, int] = {}
        for person in action.people:
            if self.first_met.get(person, len(self.left)) <= weeks[-1]:
                continue
            free = next((w for w in weeks if counts[w] < MOST_FIRST_CONVERSATIONS), None)
            if free is None:
                return None
            counts[free] += 1
            found[person] = free
        return found

    def _share_out(self, action: PlanAction, start: int) -> list[tuple[int, int]] | None:
        """(week, quarters of an hour) from ``start`` on, None where the weeks do not hold it."""
        quarters = round(action.effort_hours / HOUR_STEP)
        for pace in self.paces:
            rate = math.ceil(quarters * pace / action.weeks)
            taken: list[tuple[int, int]] = []
            wanted = quarters
            for week in range(start, len(self.left)):
                share = min(rate, wanted, self.left[week])
                if share:
                    taken.append((week, share))
                    wanted -= share
                if not wanted:
                    return taken
        return None


def _moves_early(action: PlanAction, situation: Situation) -> bool:
    return action.kind == "change" and may_move_early(action, situation)


class _Laying:
    """One pass over the calendar."""

    def __init__(
        self, chosen: Mapping[ActionId, PlanAction], terms: Terms, paces: tuple[int, ...]
    ) -> None:
        self.chosen, self.terms = chosen, terms
        self.openers = {n for action in chosen.values() for n in needs(action)}
        met = {person for action in terms.done.values() for person in action.people}
        self.calendar = _Calendar(terms.weeks, met, paces)
        self.laid: dict[ActionId, Laid] = {}
        self.unplaced: list[ActionId] = []
        self.prepared = {a.track: 0 for a in terms.done.values() if a.kind not in NOT_PREPARING}
        """Per track the week, from 1, in which its first listening or preparing ends."""

    def run(self, order: Order) -> Layout:
        for action in sorted(self.chosen.values(), key=lambda a: (a.readout_day or 0, a.id)):
            if action.readout_day is not None:
                self._note(action, self._place_readout(action, week_of_day(action.readout_day)))
        waiting = self._in_order(order)
        while waiting:
            ready = next((a for a in waiting if self._is_ready(a, waiting)), None)
            if ready is None:
                self.unplaced += [a.id for a in waiting]
                break
            waiting.remove(ready)
            self._note(ready, self.calendar.place(ready, self._first_week(ready)))
        in_order = sorted(
            self.laid.values(),
            key=lambda p: (p.first_week, p.action != self.terms.authority, p.last_week, p.action),
        )
        return Layout(laid=self._with_conversations(in_order), unplaced=tuple(self.unplaced))

    def _with_conversations(self, in_order: Sequence[Laid]) -> tuple[Laid, ...]:
        """Each first conversation goes to the first action that week which needs the person."""
        still = dict(self.calendar.first_met)
        told = []
        for laid in in_order:
            mine = [
                (person, still[person] + 1)
                for person in self.chosen[laid.action].people
                if still.get(person, -1) + 1 in {week for week, _ in laid.hours}
            ]
            for person, _ in mine:
                del still[person]
            told.append(
                replace(
                    laid,
                    first_conversations=tuple(person for person, _ in mine),
                    conversation_weeks=tuple(week for _, week in mine),
                )
            )
        return tuple(told)

    def _place_readout(self, action: PlanAction, week: int) -> Laid | None:
        """Its own week, else the nearest before it, else the first after it."""
        nearest = [*range(week, -1, -1), *range(week + 1, len(self.terms.weeks))]
        places = (self.calendar.place(action, w, w) for w in nearest)
        return next((place for place in places if place is not None), None)

    def earliest(self, action: PlanAction) -> int:
        """The first week, from 0, its phase and the situation allow."""
        return earliest_week(action, self.terms.situation)

    def chain(self, action: PlanAction) -> int:
        """Weeks from the start of an action to the end of the longest row it opens."""
        opened = [other for other in self.chosen.values() if action.id in needs(other)]
        return action.weeks + max((self.chain(other) for other in opened), default=0)

    def _in_order(self, order: Order) -> list[PlanAction]:
        urgent = self._urgent()

        def rank(action: PlanAction) -> tuple[object, ...]:
            first = (action.id != self.terms.authority, action.id not in urgent)
            return (*first, *order(self, action), action.id)

        return sorted((a for a in self.chosen.values() if a.readout_day is None), key=rank)

    def _urgent(self) -> set[ActionId]:
        """Early changes the situation itself calls for, and what opens them."""
        situation = self.terms.situation
        found = {
            a.id
            for a in self.chosen.values()
            if _moves_early(a, situation) and situation.id in a.triggers.situations
        }
        waiting = list(found)
        while waiting:
            for needed in needs(self.chosen[waiting.pop()]):
                if needed in self.chosen and needed not in found:
                    found.add(needed)
                    waiting.append(needed)
        return found

    def _is_ready(self, action: PlanAction, waiting: Sequence[PlanAction]) -> bool:
        """Whether all that must come first has its place."""
        if not all(n in self.laid or n not in self.chosen for n in needs(action)):
            return False
        early = _moves_early(action, self.terms.situation)
        if action.kind != "change" or early or action.track in self.prepared:
            return True
        return not any(a.track == action.track and a.kind not in NOT_PREPARING for a in waiting)

    def _first_week(self, action: PlanAction) -> int:
        """The first week, from 0, that phase, situation, gates and authority leave open.

        A ``last_week`` counts from 1, so as an index from 0 it is the week after.
        """
        if action.id == self.terms.authority:
            return self.terms.authority_week
        before = [self.laid[n].last_week for n in needs(action) if n in self.laid]
        if action.kind == "change":
            if not _moves_early(action, self.terms.situation):
                before.append(self.prepared.get(action.track, 0))
            authority = self.terms.authority
            if authority is not None and authority in self.laid:
                before.append(self.laid[authority].last_week)
        return max([self.earliest(action), *before])

    def _note(self, action: PlanAction, place: Laid | None) -> None:
        if place is None:
            self.unplaced.append(action.id)
            return
        self.laid[action.id] = place
        if action.kind not in NOT_PREPARING:
            known = self.prepared.get(action.track, place.last_week)
            self.prepared[action.track] = min(known, place.last_week)
