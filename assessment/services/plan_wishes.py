"""Which plan facts do words from a command line or a file stand for, and which are refused?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import get_args

from assessment.domain.catalog import Catalog
from assessment.domain.errors import PlanInputInvalid
from assessment.domain.planning.calendar import WORKING_DAYS
from assessment.domain.planning.facts import (
    CAUTIOUS_SITUATION,
    FEWEST_HOURS,
    MOST_HOURS,
    PLAN_DAYS,
    PlanFacts,
    check_facts,
    gap_facts,
)
from assessment.domain.plans import Mode, SituationId
from assessment.domain.readings import Reading
from assessment.domain.scoring.sheet import ScoreSheet
from assessment.services.answers_file import day_from_text
from assessment.services.score_lines import quote

NOT_SURE = "not-sure"
NOTHING = "none"
MODES: tuple[Mode, ...] = get_args(Mode)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanWishes:
    """What somebody asks of a plan, as typed."""

    start: str
    hours: str
    situation: str
    """A situation's id, or ``not-sure``."""
    mode: str = "in-role"
    mandate: str | None = None
    """The mandate facts that hold, by id and comma; ``none``."""
    mandate_count: str | None = None
    """How many of them hold, where only that is known."""
    days_off: Sequence[str] = ()
    """Dates, ``from..to`` for several; commas between them are fine."""


def plan_facts(
    catalog: Catalog, wishes: PlanWishes, sheet: ScoreSheet, reading: Reading
) -> PlanFacts:
    """The facts of a plan for this reading; no clock enters.

    Raises:
        PlanInputInvalid: with the field and a sentence that says what would be right.
    """
    start = _day("start", wishes.start)
    situation, unsure = _situation(catalog, wishes.situation)
    facts = PlanFacts(
        start=start,
        hours_per_week=_whole("hours", wishes.hours, FEWEST_HOURS, MOST_HOURS),
        mode=_mode(wishes.mode),
        situation=situation,
        situation_source="unsure" if unsure else "chosen",
        mandate_held=_mandate(catalog, wishes),
        mandate_facts=len(catalog.mandate_facts),
        days_off=_days_off(wishes.days_off, start),
        profile=reading.target.profile,
        profile_title=reading.target.title,
        stage=reading.target.context.stage,
        gaps=gap_facts(reading, sheet.areas, sheet.units),
    )
    check_facts(facts, today=None)
    return facts


def _situation(catalog: Catalog, name: str) -> tuple[SituationId, bool]:
    if name == NOT_SURE:
        return CAUTIOUS_SITUATION, True
    if name not in catalog.situations:
        raise PlanInputInvalid(
            "situation",
            f"There is no situation {quote(name)}: choose {_listed(catalog.situations)},"
            f" or {NOT_SURE}.",
        )
    return SituationId(name), False


def _mode(name: str) -> Mode:
    for mode in MODES:
        if mode == name:
            return mode
    raise PlanInputInvalid("mode", f"There is no mode {quote(name)}: choose {_listed(MODES)}.")


def _mandate(catalog: Catalog, wishes: PlanWishes) -> tuple[str, ...] | None:
    """Ids of the facts that hold, in the content's order; None where nothing was said."""
    known = [fact.id for fact in catalog.mandate_facts]
    if wishes.mandate is not None and wishes.mandate_count is not None:
        raise PlanInputInvalid(
            "mandate", "Name the facts of the mandate or their number, not both."
        )
    if wishes.mandate_count is not None:
        count = _whole("mandate-count", wishes.mandate_count, 0, len(known))
        return tuple(f"fact-{number}" for number in range(1, count + 1))
    if wishes.mandate is None:
        return None
    named = [part.strip() for part in wishes.mandate.split(",") if part.strip()]
    if named == [NOTHING]:
        return ()
    if not named:
        raise PlanInputInvalid("mandate", f"Name the facts that hold, or {NOTHING}.")
    for name in named:
        if name not in known:
            raise PlanInputInvalid(
                "mandate",
                f"There is no mandate fact {quote(name)}: choose from {_listed(known)},"
                f" or {NOTHING}.",
            )
    return tuple(name for name in known if name in named)


def _days_off(given: Sequence[str], start: date) -> tuple[date, ...]:
    """The working days among the days given that lie in the plan's weeks."""
    days: set[date] = set()
    for part in (part for text in given for part in text.split(",") if part.strip()):
        first, dots, last = part.strip().partition("..")
        since = _day("days-off", first)
        until = _day("days-off", last) if dots else since
        if until < since:
            raise PlanInputInvalid("days-off", f"{since} to {until} runs backwards.")
        ends = min(until, start + timedelta(days=PLAN_DAYS - 1))
        day = max(since, start)
        while day <= ends:
            if day.weekday() < WORKING_DAYS:
                days.add(day)
            day += timedelta(days=1)
    return tuple(sorted(days))


def _day(field: str, text: str) -> date:
    day = day_from_text(text.strip())
    if day is None:
        raise PlanInputInvalid(field, f"Give a date such as 2027-01-04, not {quote(text)}.")
    return day


def _whole(field: str, text: str, low: int, high: int) -> int:
    """A whole number as typed, within its bounds."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
    if number is None or not low <= number <= high:
        raise PlanInputInvalid(
            field, f"Give a whole number from {low} to {high}, not {quote(text)}."
        )
    return number


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
