"""What may a person write into their log of exercises?"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from assessment.domain.errors import ExerciseInvalid
from assessment.domain.language import gettext as _
from assessment.domain.text import UnusableText, clean_text

WHAT_LIMIT = 1_000
"""Longest account of what was done, in characters."""
OUTCOME_LIMIT = 4_000
"""Longest account of what came of it, in characters."""
MOST_EXERCISES = 500
"""Entries kept for one person."""
EARLIEST_DAY = date(2000, 1, 1)
"""Earlier days are slips of the pen."""
_FIRST_ZONE = timedelta(hours=14)
"""How far the earliest of the world's clocks is ahead of UTC."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """What was done, when, and what came of it; the last may not be known yet."""

    what: str
    done_on: date
    outcome: str


def check_exercise(what: str, done_on: date, outcome: str, *, now: datetime) -> Exercise:
    """The exercise as it may be stored.

    Raises:
        ExerciseInvalid: with the field and a sentence for the person.
    """
    return Exercise(
        what=clean_what(what),
        done_on=check_day(done_on, now=now),
        outcome=clean_outcome(outcome),
    )


def clean_what(raw: str) -> str:
    """What was done, normalised. Raises ExerciseInvalid where it is empty or too long."""
    text = _clean("what", raw, WHAT_LIMIT)
    if not text:
        raise ExerciseInvalid("what", _("Say in a line what you did."))
    return text


def clean_outcome(raw: str) -> str:
    """What came of it, normalised, perhaps empty. Raises ExerciseInvalid where it is too long."""
    return _clean("outcome", raw, OUTCOME_LIMIT)


def check_day(day: date, *, now: datetime) -> date:
    """A day that has begun somewhere in the world.

    The person's own zone is not known, and where they are it may be tomorrow already. Raises
    ExerciseInvalid for days that have begun nowhere, and for impossibly old ones.
    """
    if day > latest_day(now):
        raise ExerciseInvalid("done_on", _("That day is still to come. Log what has been done."))
    if day < EARLIEST_DAY:
        raise ExerciseInvalid(
            "done_on", _("Give a day from %(year)s on.") % {"year": EARLIEST_DAY.year}
        )
    return day


def latest_day(now: datetime) -> date:
    """The latest date that any place in the world has at this moment.

    >>> latest_day(datetime(2026, 11, 21, 9, 59, tzinfo=UTC))
    datetime.date(2026, 11, 21)
    >>> latest_day(datetime(2026, 11, 21, 10, 0, tzinfo=UTC))
    datetime.date(2026, 11, 22)
    """
    return (now.astimezone(UTC) + _FIRST_ZONE).date()


def _clean(field: str, raw: str, limit: int) -> str:
    try:
        return clean_text(raw, limit=limit, lines=True)
    except UnusableText as refused:
        raise ExerciseInvalid(field, str(refused)) from refused
