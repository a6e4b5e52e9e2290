"""Which numbers does a text name, whatever signs its language sets in them?

``2.1``, ``2,1``, ``1,200``, ``1.200`` and ``1 200`` are each read in every way in which they could
be meant; the English original in the one way in which it is.
"""

import re
from decimal import Decimal

_RUN = re.compile(r"\d+(?:[.,'’ \u00a0\u202f]\d+)*")
_BLANK = re.compile(r"[ \u00a0\u202f]")
_SIGN = re.compile(r"[.,'’]")


def english_numbers(text: str) -> dict[Decimal, str]:
    """Every number of an English text with the way it is written there.

    >>> english_numbers("€2.1 million, 1,200 people, day 30.")
    {Decimal('2.1'): '2.1', Decimal('1200'): '1,200', Decimal('30'): '30'}
    """
    found: dict[Decimal, str] = {}
    for run in _RUN.findall(text):
        for piece in _BLANK.split(run):
            whole, _, decimals = piece.partition(".")
            groups = re.split(r"[,'’]", whole)
            joined = "".join(groups) if _are_thousands(groups) else ""
            if joined and (not decimals or decimals.isdigit()):
                found.setdefault(Decimal(f"{joined}.{decimals}" if decimals else joined), piece)
    return found


def possible_numbers(text: str) -> set[Decimal]:
    """Every number a text of another language may name.

    >>> sorted(possible_numbers("2,1 Mio. €, 1.200 Leute"))
    [Decimal('1.200'), Decimal('2.1'), Decimal('1200')]
    """
    found: set[Decimal] = set()
    for run in _RUN.findall(text):
        pieces = _BLANK.split(run)
        if len(pieces) > 1:
            head, last = _SIGN.split(pieces[-1], maxsplit=1)[0], pieces[-1]
            if _are_thousands([*pieces[:-1], head]):
                found |= _readings("".join(pieces[:-1]) + last)
        for piece in pieces:
            found |= _readings(piece)
    return found


def _readings(piece: str) -> set[Decimal]:
    """``1.200`` is 1200 or 1.2; ``2,1`` is 2.1 alone."""
    groups = _SIGN.split(piece)
    found = {Decimal("".join(groups))} if _are_thousands(groups) else set()
    if len(groups) > 1 and _are_thousands(groups[:-1]):
        found.add(Decimal(f"{''.join(groups[:-1])}.{groups[-1]}"))
    return found


def _are_thousands(groups: list[str]) -> bool:
    """Whether digits stand in groups of three after the first, or in one group."""
    return groups[0].isdigit() and all(len(g) == 3 and g.isdigit() for g in groups[1:])
