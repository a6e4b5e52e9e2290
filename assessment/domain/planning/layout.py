"""In which weeks does each chosen action lie?"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assessment.domain.planning.calendar import HOUR_STEP, Week, earliest_week, week_of_day
from assessment.domain.planning.candidates import needs
from assessment.domain.plans import ActionId, PlanAction, Situation

MOST_FIRST_CONVERSATIONS = 4
"""First conversations in one week, so that each can be prepared (PLAN.md 5). Editorial."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """An action on the calendar: its hours by week, counted from 1, and whom it meets first."""

    action: ActionId
    hours: tuple[tuple[int, float], ...]
    first_conversations: tuple[str, ...]

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


class _Calendar:
    """Hours left in each week, and who has been met."""

    def __init__(self, weeks: Sequence[Week]) -> None:
        self.left = [round(week.capacity / HOUR_STEP) for week in weeks]
        self.met: set[str] = set()
        self.conversations = [0] * len(weeks)

    def place(self, action: PlanAction, first: int, latest_start: int) -> Laid | None:
        """Give the action its hours from week ``first`` on, at most its even share a week.

        The even share is the effort over the weeks it is meant to be spread over, rounded up to
        a quarter of an hour; a week with less room takes less. None where it does not fit.
        """
        quarters = round(action.effort_hours / HOUR_STEP)
        rate = math.ceil(quarters / action.weeks)
        new = tuple(p for p in action.people if p not in self.met)
        for start in range(first, min(latest_start, len(self.left) - 1) + 1):
            if self.left[start] == 0:
                continue
            if new and self.conversations[start] + len(new) > MOST_FIRST_CONVERSATIONS:
                continue
            taken: list[tuple[int, int]] = []
            wanted = quarters
            for week in range(start, len(self.left)):
                share = min(rate, wanted, self.left[week])
                if share:
                    taken.append((week, share))
                    wanted -= share
                if not wanted:
                    break
            if wanted:
                return None
            for week, share in taken:
                self.left[week] -= share
            self.met.update(new)
            self.conversations[start] += len(new)
            return Laid(
                action=action.id,
                hours=tuple((week + 1, share * HOUR_STEP) for week, share in taken),
                first_conversations=new,
            )
        return None


def lay_out(
    chosen: Mapping[ActionId, PlanAction],
    weeks: Sequence[Week],
    situation: Situation,
    *,
    backbone: frozenset[ActionId],
    worth: Mapping[ActionId, float],
    done: frozenset[ActionId],
    authority: ActionId | None,
    authority_week: int,
) -> Layout:
    """Put every chosen action into the earliest weeks it may lie in.

    Readouts first (their week is fixed), then the agreement on authority, then what opens
    changes, the rest of the backbone, and the others by worth; ties by id. Weekly hours are never
    exceeded; a change waits for its gate, for the end of listening and for authority.
    """
    calendar = _Calendar(weeks)
    laid: dict[ActionId, Laid] = {}
    unplaced: list[ActionId] = []
    openers = {n for action in chosen.values() for n in needs(action)}
    for action_id in sorted(chosen, key=lambda a: (chosen[a].readout_day or 0, a)):
        action = chosen[action_id]
        if action.readout_day is None:
            continue
        week = week_of_day(action.readout_day)
        placed = next(
            (p for w in range(week, -1, -1) if (p := calendar.place(action, w, w)) is not None),
            None,
        )
        _note(placed, action_id, laid, unplaced)

    def rank(action_id: ActionId) -> tuple[object, ...]:
        action = chosen[action_id]
        return (
            action_id != authority,
            earliest_week(action, situation),
            action_id not in openers,
            action_id not in backbone,
            -worth.get(action_id, 0.0),
            action_id,
        )

    waiting = sorted((a for a in chosen if chosen[a].readout_day is None), key=rank)
    while waiting:
        ready = next(
            (
                a
                for a in waiting
                if all(n in laid or n in done or n not in chosen for n in needs(chosen[a]))
            ),
            None,
        )
        if ready is None:
            unplaced += waiting
            break
        waiting.remove(ready)
        action = chosen[ready]
        first = earliest_week(action, situation)
        before = [laid[n].last_week for n in needs(action) if n in laid]
        if action.kind == "change" and authority is not None and authority in laid:
            before.append(laid[authority].last_week)
        first = max([first, *before])
        if ready == authority:
            first = authority_week
        _note(calendar.place(action, first, len(weeks) - 1), ready, laid, unplaced)
    ordered = sorted(laid.values(), key=lambda p: (p.first_week, p.last_week, p.action))
    return Layout(laid=tuple(ordered), unplaced=tuple(unplaced))


def _note(
    placed: Laid | None,
    action: ActionId,
    laid: dict[ActionId, Laid],
    unplaced: list[ActionId],
) -> None:
    if placed is None:
        unplaced.append(action)
    else:
        laid[action] = placed
