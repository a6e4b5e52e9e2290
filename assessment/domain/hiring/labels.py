"""Which letter stands for a candidate while nobody is to think of a name?

The letters are drawn, not dealt in turn: neither a name nor a date nor a result says anything
about a candidate's place in a list.
"""

from collections.abc import Collection
from random import Random
from string import ascii_uppercase

MOST_CANDIDATES = 20
"""Interviewed for one brief; more than that is no structured interview any more (assumption)."""


def draw_label(taken: Collection[str], dice: Random) -> str | None:
    """A letter nobody has yet, each with the same chance; None where as many are there as may be.

    ``dice`` is seeded by the operating system where candidates are made.
    """
    if len(taken) >= MOST_CANDIDATES:
        return None
    return dice.choice([letter for letter in ascii_uppercase if letter not in taken])
