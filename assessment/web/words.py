"""How do pages write dates and name forms?"""

from datetime import date, datetime

from assessment.domain import language
from assessment.domain.language import WordTable, marked

FORM_WORDS = WordTable(
    {
        "quick": marked("Quick form"),
        "full": marked("Full form"),
        "deep-dive": marked("Deep dive"),
    }
)
STEP_WORDS = WordTable(
    {
        "open": marked("open"),
        "locked": marked("locked"),
        "doing": marked("under way"),
        "done": marked("done"),
        "dropped": marked("dropped"),
    }
)
"""How a step of a plan stands."""


def day_words(day: date | datetime) -> str:
    """A date as pages print it.

    >>> day_words(date(2026, 11, 3))
    '3 November 2026'
    """
    return language.day_words(day)


def moment_words(moment: datetime) -> str:
    """A moment as pages print it; times are in UTC and say so.

    >>> moment_words(datetime(2026, 11, 3, 9, 5))
    '3 November 2026, 09:05 UTC'
    """
    return f"{day_words(moment)}, {moment:%H:%M} UTC"
