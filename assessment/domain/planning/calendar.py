"""Which weeks does a plan have, how many hours in each, and when may what begin?"""

import math
from dataclasses import dataclass
from datetime import date, timedelta

from assessment.domain.planning.facts import PLAN_DAYS, PLAN_WEEKS, PlanFacts
from assessment.domain.plans import Phase, PlanAction, Situation

WORKING_DAYS = 5
HOUR_STEP = 0.25
"""Hours are planned in quarters."""
CHECKPOINT_DAYS = (30, 60, 90)
PHASE_FIRST_WEEK: dict[Phase, int] = {1: 0, 2: 4, 3: 8}
"""Weeks counted from 0. Day 30 lies in week 4, day 60 in week 8: a phase opens in the week in
which the one before it ends."""
USUAL_LISTENING_DAYS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """One of the thirteen weeks. ``number`` counts from 1; ``capacity`` in hours."""

    number: int
    starts: date
    ends: date
    capacity: float
    days_off: int


def weeks_of(facts: PlanFacts) -> tuple[Week, ...]:
    """The thirteen weeks with the hours that days off leave in them.

    A day off takes a fifth of its week's hours; weekend days take nothing. Weeks before
    ``facts.from_week`` are over and have none.
    """
    weeks = []
    off = {day for day in facts.days_off if day.weekday() < WORKING_DAYS}
    for number in range(PLAN_WEEKS):
        starts = facts.start + timedelta(days=7 * number)
        days = [starts + timedelta(days=d) for d in range(7)]
        lost = sum(day in off for day in days)
        share = facts.hours_per_week * (WORKING_DAYS - lost) / WORKING_DAYS
        if number + 1 < facts.from_week:
            share = 0.0
        weeks.append(
            Week(
                number=number + 1,
                starts=starts,
                ends=days[-1],
                capacity=max(0.0, math.floor(share / HOUR_STEP) * HOUR_STEP),
                days_off=lost,
            )
        )
    return tuple(weeks)


def week_of_day(day: int) -> int:
    """The week, counted from 0, in which the plan's ``day`` (1 to 91) lies."""
    return min(PLAN_WEEKS - 1, max(0, (min(day, PLAN_DAYS) - 1) // 7))


def week_on(start: date, today: date) -> int:
    """The week, from 1 to 13, that ``today`` lies in; 1 before the start, 13 after the end.

    >>> week_on(date(2026, 9, 7), date(2026, 9, 14)), week_on(date(2026, 9, 7), date(2026, 9, 1))
    (2, 1)
    """
    return week_of_day((today - start).days + 1) + 1


def phase_first_week(phase: Phase, situation: Situation) -> int:
    """The week, from 0, in which a phase opens: phase 2 moves with the situation's listening.

    Half of the weeks by which listening is shorter or longer than a month, so that agreeing and
    learning go on while listening does. Phase 3 opens with the readout of day 60, always.

    >>> from types import SimpleNamespace as S
    >>> [phase_first_week(2, S(listening_days=d)) for d in (14, 21, 30, 45)]
    [3, 3, 4, 5]
    """
    shift = round((situation.listening_days - USUAL_LISTENING_DAYS) / 14) if phase == 2 else 0
    return PHASE_FIRST_WEEK[phase] + shift


def listening_weeks(situation: Situation) -> int:
    """How many whole weeks listening takes: no change begins before they are over."""
    return math.ceil(situation.listening_days / 7)


def may_move_early(action: PlanAction, situation: Situation) -> bool:
    """Whether the situation's table lets this change begin while listening goes on (PLAN.md 3)."""
    if action.reversible and "reversible" in situation.early_kinds:
        return True
    return bool(set(action.early_kinds) & set(situation.early_kinds))


def earliest_week(action: PlanAction, situation: Situation) -> int:
    """The first week, from 0, its phase and the situation allow; gates come on top of it."""
    if action.readout_day is not None:
        return week_of_day(action.readout_day)
    first = phase_first_week(action.phase, situation)
    if action.kind == "change":
        if may_move_early(action, situation):
            return min(first, 1)
        first = max(first, listening_weeks(situation))
    return min(PLAN_WEEKS - 1, max(0, first))
