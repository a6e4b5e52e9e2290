"""On which paper is a document made: the one that was asked for, else the one in use there?

The country is the one the browser names with its first language that names any; it is asked at
each download and kept nowhere.
"""

from collections.abc import Iterable

from flask import request

from assessment.services.printing import PageSize

LETTER_COUNTRIES = frozenset(
    ("BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE")
)
"""Where US Letter is the usual sheet; everywhere else it is A4."""
_ASKED: dict[str, PageSize] = {"a4": "A4", "letter": "Letter"}


def asked_paper() -> PageSize:
    """The paper for this request: ``?paper=letter`` or ``?paper=a4``, else the country's."""
    asked = _ASKED.get(request.args.get("paper", "").lower())
    return asked or usual_paper(request.accept_languages.values())


def usual_paper(languages: Iterable[str]) -> PageSize:
    """The paper of the first language that names a country; A4 where none does.

    >>> usual_paper(["en-US", "en"]), usual_paper(["en-GB", "en-US"]), usual_paper(["es-419"])
    ('Letter', 'A4', 'A4')
    """
    for language in languages:
        countries = [part.upper() for part in language.split("-")[1:] if len(part) == 2]
        if countries:
            return "Letter" if countries[0] in LETTER_COUNTRIES else "A4"
    return "A4"
