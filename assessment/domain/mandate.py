"""How much authority does a role carry, going by eight yes/no facts?

One function for the brief, the offer-reading page and the plan (MEASUREMENT.md 5.7).
"""

from typing import Literal

Mandate = Literal["title without authority", "partial mandate", "mandate in hand"]

LOW_MANDATE = 3
PARTIAL_MANDATE = 5


def read_mandate(held: int) -> Mandate:
    """Name the mandate in which ``held`` of the eight facts hold (0 to 8).

    At most three: a title without authority. Four or five: partial. It describes a role, never
    a person.

    >>> [read_mandate(n) for n in (3, 4, 5, 6)]
    ['title without authority', 'partial mandate', 'partial mandate', 'mandate in hand']
    """
    if held <= LOW_MANDATE:
        return "title without authority"
    if held <= PARTIAL_MANDATE:
        return "partial mandate"
    return "mandate in hand"
