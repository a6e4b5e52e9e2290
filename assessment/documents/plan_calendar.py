"""How does a plan become a calendar file that moves entries instead of doubling them?"""

import datetime as dt
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from icalendar import Calendar, Event

from assessment.documents.plan_words import (
    KIND_WORDS,
    day_and_date,
    gate_words,
    hours_of,
    hours_words,
    plain,
    weeks_words,
)
from assessment.domain.language import gettext as _
from assessment.domain.planning.calendar import WORKING_DAYS, Week
from assessment.domain.planning.plan import Checkpoint, NinetyDayPlan, PlannedAction
from assessment.domain.planning.progress import NOTHING_SAID, Steps
from assessment.domain.plans import TRACK_TITLES

PRODUCT = "-//CTO Readiness//Ninety days//EN"
FIRST_HOUR = dt.time(9)
"""First conversations are set down at nine, to be moved: the day is its owner's to fill."""
CONVERSATION = dt.timedelta(minutes=30)
_DAY = dt.timedelta(days=1)
NO_STEPS: Steps = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """One entry: whole days from ``first`` to before ``after``, or between two moments."""

    about: str
    """What it is about: with the plan's id it identifies the entry in every later file."""
    first: dt.date | dt.datetime
    after: dt.date | dt.datetime
    summary: str
    text: str
    busy: bool = False
    cancelled: bool = False


def plan_calendar(
    plan: NinetyDayPlan, plan_id: str, *, revision: int = 1, steps: Steps = NO_STEPS
) -> bytes:
    """The plan as iCalendar: checkpoints, first conversations, and weekly work as all-day notes.

    An entry's identifier comes from ``plan_id`` and what the entry is about, so that importing a
    later ``revision`` (the sequence number) moves it. What the person dropped is cancelled. No
    clock enters: the time stamp is the plan's start. Times float: nine is nine wherever it is
    read. Only first conversations take time; everything else leaves the day free.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add(
        "x-wr-calname", _("Ninety days from %(start)s") % {"start": plan.facts.start.isoformat()}
    )
    stamp = dt.datetime.combine(plan.facts.start, dt.time(), dt.UTC)
    for entry in _entries(plan, steps):
        event = Event()
        event.add(
            "uid",
            f"{entry.about}.{plan_id}@cto-readiness",
        )
        event.add("dtstamp", stamp)
        event.add("sequence", revision)
        event.add("dtstart", entry.first)
        event.add("dtend", entry.after)
        event.add("summary", _line(entry.summary))
        event.add("description", _lines(entry.text))
        event.add("transp", "OPAQUE" if entry.busy else "TRANSPARENT")
        if entry.cancelled:
            event.add("status", "CANCELLED")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _entries(plan: NinetyDayPlan, steps: Steps) -> Iterator[_Entry]:
    for point in plan.checkpoints:
        yield _checkpoint(plan, point)
    for week in plan.weeks:
        yield from _conversations(plan, week, steps)
    for planned in plan.actions:
        yield _work(plan, planned, dropped=_is_dropped(planned, steps))


def _checkpoint(plan: NinetyDayPlan, point: Checkpoint) -> _Entry:
    day = working_day(point.on, plan)
    moved = (
        ""
        if day == point.on
        else (
            _("Day %(day)s is %(day_and_date)s, no working day; this is the last one before it.")
            % {"day": point.day, "day_and_date": day_and_date(point.on)}
        )
    )
    ask = (
        _("Read out what came of the ninety days.")
        if point is plan.checkpoints[-1]
        else _("Look at what is done and at what has changed, and plan again.")
    )
    due = next((p.action for p in plan.actions if p.action.readout_day == point.day), None)
    parts = [moved, ask]
    if due is not None:
        parts += [
            _("Deliverable: %(plain)s") % {"plain": plain(due.deliverable.source)},
            _("Done when: %(plain)s") % {"plain": plain(due.done_when.source)},
        ]
    return _Entry(
        about=f"day-{point.day}",
        first=day,
        after=day + _DAY,
        summary=(_("Day %(day)s") % {"day": point.day}) if due is None else due.title,
        text="\n".join(part for part in parts if part),
    )


def working_day(day: dt.date, plan: NinetyDayPlan) -> dt.date:
    """``day``, or the last working day of the plan before it; ``day`` where there is none."""
    wanted = day
    while not _works(wanted, plan):
        wanted -= _DAY
        if wanted < plan.facts.start:
            return day
    return wanted


def _works(day: dt.date, plan: NinetyDayPlan) -> bool:
    return day.weekday() < WORKING_DAYS and day not in plan.facts.days_off


def _conversations(plan: NinetyDayPlan, week: Week, steps: Steps) -> Iterator[_Entry]:
    """The first conversations of a week, spread over its working days."""
    met = [(p, who) for p in plan.actions for number, who in p.meetings if number == week.number]
    if not met:
        return
    free = _free_days(plan, week)
    a_day = -(-len(met) // len(free))
    for place, (planned, who) in enumerate(met):
        turn, day = place % a_day, free[place // a_day * len(free) // -(-len(met) // a_day)]
        starts = dt.datetime.combine(day, FIRST_HOUR) + turn * CONVERSATION
        questions = [f"- {question}" for question in planned.action.questions]
        yield _Entry(
            about=f"meet-{_slug(who)}",
            first=starts,
            after=starts + CONVERSATION,
            summary=_("First conversation: %(who)s") % {"who": who},
            text="\n".join([_("For “%(title)s”.") % {"title": planned.action.title}, *questions]),
            busy=True,
            cancelled=_is_dropped(planned, steps),
        )


def _free_days(plan: NinetyDayPlan, week: Week) -> list[dt.date]:
    """The working days of a week; the next one after it where all are off."""
    days = [week.starts + n * _DAY for n in range(7)]
    free = [day for day in days if _works(day, plan)]
    after = week.ends
    while not free:
        after += _DAY
        free = [after] if _works(after, plan) else []
    return free


def _work(plan: NinetyDayPlan, planned: PlannedAction, *, dropped: bool) -> _Entry:
    action = planned.action
    spread = ", ".join((_("%(h)g h in week %(w)s") % {"h": h, "w": w}) for w, h in planned.hours)
    track, kind = TRACK_TITLES[action.track], KIND_WORDS[action.kind]
    parts = (
        f"{track}, {kind}, {weeks_words(planned)}: {spread}",
        gate_words(plan, planned),
        *((_("Why: %(text)s") % {"text": reason.text}) for reason in planned.because),
        _("Deliverable: %(plain)s") % {"plain": plain(action.deliverable.source)},
        _("Done when: %(plain)s") % {"plain": plain(action.done_when.source)},
    )
    first = _free_days(plan, plan.weeks[planned.first_week - 1])[0]
    last = _free_days(plan, plan.weeks[planned.last_week - 1])[-1]
    return _Entry(
        about=f"step-{action.id}",
        first=first,
        after=last + _DAY,
        summary=f"{action.title} ({hours_words(hours_of(planned))})",
        text="\n".join(part for part in parts if part),
        cancelled=dropped,
    )


def _is_dropped(planned: PlannedAction, steps: Steps) -> bool:
    return steps.get(planned.action.id, NOTHING_SAID).state == "dropped"


def _line(text: str) -> str:
    """Text on one line, without characters a calendar cannot hold."""
    return " ".join(_lines(text).split())


def _lines(text: str) -> str:
    r"""Text with ``\n`` alone for line ends and no control characters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) != "Cc")


def _slug(who: str) -> str:
    """A role as part of an identifier.

    >>> _slug("Head of R&D")
    'head-of-r-d'
    """
    return "-".join("".join(c if c.isalnum() else " " for c in who.lower()).split())
