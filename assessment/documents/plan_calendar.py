"""How does a plan become a calendar file that moves entries instead of doubling them?"""

import datetime as dt
from collections.abc import Iterator

from icalendar import Calendar, Event

from assessment.documents.plan_words import (
    KIND_WORDS,
    gate_words,
    hours_of,
    hours_words,
    plain,
    weeks_words,
    working_day,
)
from assessment.domain.planning.plan import NinetyDayPlan, PlannedAction
from assessment.domain.plans import TRACK_TITLES

_PRODUCT = "-//CTO Readiness//Ninety days//EN"
_WORKDAYS = 5


def plan_calendar(plan: NinetyDayPlan, plan_id: str, *, revision: int = 0) -> bytes:
    """The plan as iCalendar: checkpoints, first conversations, and weekly work as all-day notes.

    An entry's identifier comes from ``plan_id`` and what the entry is about, so that importing a
    later revision moves it. ``revision`` is the entries' sequence number. No clock enters: the
    time stamp is the plan's start. Nothing blocks time; the day itself stays its owner's to fill.
    """
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"Ninety days from {plan.facts.start.isoformat()}")
    stamp = dt.datetime.combine(plan.facts.start, dt.time(), dt.UTC)
    for uid, first, after, summary, text in _entries(plan):
        event = Event()
        event.add("uid", f"{uid}.{plan_id}@cto-readiness")
        event.add("dtstamp", stamp)
        event.add("sequence", revision)
        event.add("dtstart", first)
        event.add("dtend", after)
        event.add("summary", summary)
        event.add("description", text)
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


_Entry = tuple[str, dt.date, dt.date, str, str]
"""What it is about, first day, the day after the last, heading, text."""


def _entries(plan: NinetyDayPlan) -> Iterator[_Entry]:
    yield from _checkpoints(plan)
    for planned in plan.actions:
        yield from _conversations(plan, planned)
        yield _work(plan, planned)


def _checkpoints(plan: NinetyDayPlan) -> Iterator[_Entry]:
    for point in plan.checkpoints:
        day = working_day(point.on, plan.facts.days_off)
        text = "Look at what is done, at the facts that changed, and plan again."
        yield f"day-{point.day}", day, _next(day), f"Day {point.day}", text


def _conversations(plan: NinetyDayPlan, planned: PlannedAction) -> Iterator[_Entry]:
    """First conversations of a step, those of one week on different working days."""
    for number, who in planned.meetings:
        week = plan.weeks[number - 1]
        days = [week.starts + dt.timedelta(days=n) for n in range(7)]
        free = [d for d in days if d.weekday() < _WORKDAYS and d not in plan.facts.days_off]
        same_week = [
            (other.action.id, person)
            for other in plan.actions
            for met_in, person in other.meetings
            if met_in == number
        ]
        place = same_week.index((planned.action.id, who))
        day = free[place % len(free)] if free else week.starts
        questions = "\n".join(f"- {question}" for question in planned.action.questions)
        yield (
            f"meet-{planned.action.id}-{_slug(who)}",
            day,
            _next(day),
            f"First conversation: {who}",
            f"For “{planned.action.title}”.\n{questions}".strip(),
        )


def _work(plan: NinetyDayPlan, planned: PlannedAction) -> _Entry:
    action = planned.action
    first = plan.weeks[planned.first_week - 1].starts
    last = plan.weeks[planned.last_week - 1].ends
    parts = (
        f"{TRACK_TITLES[action.track]}, {KIND_WORDS[action.kind]}, {weeks_words(planned)}: "
        + ", ".join(f"{h:g} h in week {w}" for w, h in planned.hours),
        gate_words(plan, planned),
        f"Deliverable: {plain(action.deliverable.source)}",
        f"Done when: {plain(action.done_when.source)}",
        *(f"Why: {reason.text}" for reason in planned.because),
    )
    summary = f"{action.title} ({hours_words(hours_of(planned))})"
    return action.id, first, _next(last), summary, "\n".join(part for part in parts if part)


def _next(day: dt.date) -> dt.date:
    return day + dt.timedelta(days=1)


def _slug(who: str) -> str:
    """A role as part of an identifier.

    >>> _slug("Head of R&D")
    'head-of-r-d'
    """
    return "-".join("".join(c if c.isalnum() else " " for c in who.lower()).split())
