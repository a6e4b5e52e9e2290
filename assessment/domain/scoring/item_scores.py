"""How good is one answer to one demonstrated unit, from 0 to 1?

docs/scoring.md, "Item scores", redoes every figure by hand (MEASUREMENT.md 2.2).
"""

from collections.abc import Sequence
from functools import lru_cache
from math import fsum

from assessment.domain.attempts import Value
from assessment.domain.bank import ChoiceKey, ExhibitKey, JudgementKey, NumberKey, UnitKey

ROUNDING = 1e-9
"""Decimal comparisons (0.6 between two actions, a number's tolerance) forgive this much."""

CLEAR_DIFFERENCE = 0.6
"""Two actions whose keyed effectiveness differs by less are not a pair (2.2)."""
LARGEST_PAIR_WEIGHT = 2.5
FEWEST_RATED_ACTIONS = 3


@lru_cache(maxsize=4096)
def clear_pairs(effectiveness: tuple[float, ...]) -> tuple[tuple[int, int, float], ...]:
    """The pairs of actions whose order the key is sure of: (better, worse, weight).

    A pair counts from a keyed difference of 0.6 on; its weight is the difference, at most 2.5.
    Source: MEASUREMENT.md 2.2.

    >>> clear_pairs((4.5, 1.5, 4.0))
    ((0, 1, 2.5), (2, 1, 2.5))
    """
    pairs = []
    for first, k_first in enumerate(effectiveness):
        for second in range(first + 1, len(effectiveness)):
            difference = k_first - effectiveness[second]
            if abs(difference) < CLEAR_DIFFERENCE - ROUNDING:
                continue
            better, worse = (first, second) if difference > 0 else (second, first)
            pairs.append((better, worse, min(abs(difference), LARGEST_PAIR_WEIGHT)))
    return tuple(pairs)


def pair_order(effectiveness: tuple[float, ...], ratings: Sequence[int | None]) -> float | None:
    """Share of clear pairs put in the key's order: 0 to 1, higher is better, .5 is chance.

    A tie earns half. Unrated actions (None) drop out with their pairs; with fewer than three
    rated actions or no clear pair left the unit is missing (None). Only the order of ratings
    counts, so a person's habit of rating high or low changes nothing. Source: 2.2.

    Pairs (1st, 2nd) weigh 2.5 and come right, (3rd, 2nd) 1.5 and are tied: (2.5 + .75) / 4.0.

    >>> pair_order((4.5, 1.5, 4.0), (4, 2, 2))
    0.75
    >>> pair_order((4.0, 1.0, 4.0), (3, 3, 3))
    0.5
    >>> pair_order((4.0, 1.0, 4.0), (3, None, 3)) is None
    True
    """
    if len(ratings) != len(effectiveness):
        raise ValueError(f"{len(ratings)} ratings for {len(effectiveness)} actions")
    if sum(rating is not None for rating in ratings) < FEWEST_RATED_ACTIONS:
        return None
    earned, possible = [], []
    for better, worse, weight in clear_pairs(effectiveness):
        above, below = ratings[better], ratings[worse]
        if above is None or below is None:
            continue
        earned.append(weight * (1.0 if above > below else 0.5 if above == below else 0.0))
        possible.append(weight)
    return fsum(earned) / fsum(possible) if possible else None


def marks_right(truth: Sequence[bool], marks: Sequence[str]) -> float:
    """Share of statements marked right, can't tell earning half: 0 to 1. Source: 2.2.

    >>> marks_right((True, False, True, False), ("T", "F", "?", "T"))
    0.625
    """
    if len(marks) != len(truth):
        raise ValueError(f"{len(marks)} marks for {len(truth)} statements")
    points = [
        0.5 if mark == "?" else float((mark == "T") == true)
        for true, mark in zip(truth, marks, strict=True)
    ]
    return fsum(points) / len(truth)


def number_is_right(correct: float, tolerance: float, answer: float) -> bool:
    """Whether ``answer`` lies within ``tolerance`` (relative) of ``correct``. Source: 2.2.

    >>> number_is_right(120.0, 0.05, 126.0), number_is_right(120.0, 0.05, 126.1)
    (True, False)
    """
    allowed = tolerance * abs(correct)
    return abs(answer - correct) <= allowed + ROUNDING * max(1.0, abs(correct))


def item_score(key: UnitKey, value: Value) -> float | None:
    """The score x of an answer: 0 to 1, higher is better; None where too little was answered.

    Times are not looked at here. Raises ValueError where the value is not of the key's kind.
    Source: MEASUREMENT.md 2.2.
    """
    match key:
        case JudgementKey() if isinstance(value, tuple):
            return pair_order(key.effectiveness, [_rating(mark) for mark in value])
        case ExhibitKey() if isinstance(value, tuple):
            return marks_right(key.truth, [_mark(mark) for mark in value])
        case ChoiceKey() if not isinstance(value, tuple):
            return float(value == key.correct)
        case NumberKey() if not isinstance(value, tuple):
            return float(number_is_right(key.correct, key.tolerance, value))
        case _:
            raise ValueError(f"item {key.id} cannot be answered with {value!r}")


def _rating(mark: int | str | None) -> int | None:
    if isinstance(mark, str):
        raise ValueError(f"{mark!r} is not a rating")
    return mark


def _mark(mark: int | str | None) -> str:
    if mark not in ("T", "F", "?"):
        raise ValueError(f"{mark!r} is not one of T, F, ?")
    return str(mark)
