"""How do pages write dates and name forms?"""

from datetime import date, datetime

FORM_WORDS = {"quick": "Quick form", "full": "Full form", "deep-dive": "Deep dive"}


def day_words(day: date | datetime) -> str:
    """A date as pages print it.

    >>> day_words(date(2026, 11, 3))
    '3 November 2026'
    """
    return f"{day.day} {day:%B %Y}"
