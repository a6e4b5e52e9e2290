"""How far do colleagues agree, and does what they say differ from what somebody says of themselves?

docs/scoring.md, "How far colleagues agree", redoes every figure by hand (MEASUREMENT.md 2.10).
"""

from collections.abc import Sequence
from math import fsum, sqrt
from typing import Literal

from assessment.domain.outside import COLLEAGUE_ERROR

STEPS = 5
"""Steps of the anchored scale."""
RANDOM_VARIANCE = (STEPS**2 - 1) / 12
"""Variance of ratings given by chance, evenly over the steps: 2 (James, Demaree & Wolf 1984)."""
SEEN_ALIKE = 0.70
"""The usual bar for agreement (LeBreton & Senter 2008)."""
SEEN_DIFFERENTLY = 0.50
"""Below it no mean is given, because it would stand for nobody's view (2.10)."""
NOTABLE = 0.75
SURE = 1.645
"""A difference to the self-rating is mentioned from .75 level on and beyond 1.645 errors (2.10)."""

Agreement = Literal["alike", "partly", "differently"]


def variance_of(ratings: Sequence[float]) -> float:
    """Sample variance of two or more ratings, in levels squared.

    >>> variance_of([2, 3, 4])
    1.0
    """
    centre = fsum(ratings) / len(ratings)
    return fsum((rating - centre) ** 2 for rating in ratings) / (len(ratings) - 1)


def r_wg(ratings: Sequence[float]) -> float:
    """Agreement on one item, 0 to 1: ``1 - s^2 / 2``; 0 where they differ more than by chance.

    Two or more ratings. Source: MEASUREMENT.md 2.10; James, Demaree & Wolf 1984.

    >>> r_wg([3, 4, 4, 4, 3]), r_wg([1, 5, 1, 5]), r_wg([4, 4, 4])
    (0.85, 0.0, 1.0)
    """
    return max(0.0, 1 - variance_of(ratings) / RANDOM_VARIANCE)


def r_wg_j(items: Sequence[Sequence[float]]) -> float:
    """Agreement over J items: ``J(1 - v) / (J(1 - v) + v)`` with v the mean variance over 2.

    Each item holds the ratings of those who answered it, two or more. 0 where v is 1 or more.
    Source: MEASUREMENT.md 2.10.

    By hand: variances .3 and .7, mean .5, v = .25, so 2 x .75 / (1.5 + .25) = .857.

    >>> round(r_wg_j([[3, 4, 4, 4, 3], [2, 3, 3, 4, 4]]), 3)
    0.857
    """
    v = fsum(variance_of(item) for item in items) / len(items) / RANDOM_VARIANCE
    if v >= 1:
        return 0.0
    return len(items) * (1 - v) / (len(items) * (1 - v) + v)


def agreement(index: float) -> Agreement:
    """The word for an index: from .70 seen alike, under .50 differently. Source: 2.10.

    >>> agreement(0.7), agreement(0.69), agreement(0.5), agreement(0.49)
    ('alike', 'partly', 'partly', 'differently')
    """
    if index < SEEN_DIFFERENTLY:
        return "differently"
    return "alike" if index >= SEEN_ALIKE else "partly"


def self_other_difference(said: float, mean: float, raters: int) -> float | None:
    """Self-rating minus colleagues' mean, in levels, where it is worth a word; else None.

    Its standard error is that of the mean over the colleagues one happens to ask, sqrt(2.3/k):
    nobody's spread is needed for it, so nothing is given away by it. Mentioned from .75 level on
    and beyond 1.645 errors. Source: MEASUREMENT.md 2.10.

    Five colleagues: error .678, so from 1.12 on; twelve: .438, so from .75 on.

    >>> self_other_difference(4.0, 2.8, 5), self_other_difference(4.0, 3.0, 5)
    (1.2000000000000002, None)
    >>> self_other_difference(3.0, 3.75, 12), self_other_difference(3.0, 3.7, 12)
    (-0.75, None)
    """
    difference = said - mean
    error = sqrt(COLLEAGUE_ERROR / raters)
    notable = abs(difference) >= NOTABLE and abs(difference) > SURE * error
    return difference if notable else None
