"""How is a probability distribution over levels held, and what is read from it?

A distribution is a tuple of 41 probabilities. Each grid point stands for its cell of 1/16 level
to either side, so the distribution function is piecewise linear (MEASUREMENT.md 2.4;
docs/scoring.md, "Reading a distribution").
"""

from collections.abc import Sequence
from itertools import accumulate
from math import sqrt
from operator import mul

from assessment.domain.areas import HIGHEST_LEVEL, LOWEST_LEVEL

STEP = 0.125
GRID = tuple(0.5 + STEP * index for index in range(41))
"""The 41 levels 0.5, 0.625 ... 5.5 on which everything is computed (2.4)."""
GRID_SQUARED = tuple(level * level for level in GRID)

Distribution = tuple[float, ...]


def clip(level: float) -> float:
    """A level or bound as shown: within 1 to 5. Probabilities are not recomputed (2.4).

    >>> clip(0.7), clip(3.2), clip(5.3)
    (1.0, 3.2, 5.0)
    """
    return min(HIGHEST_LEVEL, max(LOWEST_LEVEL, level))


def mean(distribution: Sequence[float]) -> float:
    """Mean level of a distribution, not clipped."""
    return float(sum(map(mul, distribution, GRID)))


def standard_deviation(distribution: Sequence[float]) -> float:
    """Spread of a distribution in levels: the standard error of its mean (2.5)."""
    centre = mean(distribution)
    return sqrt(max(0.0, sum(map(mul, distribution, GRID_SQUARED)) - centre * centre))


def below(distribution: Sequence[float], cut: float) -> float:
    """P(true level < cut), 0 to 1. A cut on a grid point takes half of that point. Source: 2.4.

    >>> at_three = tuple(float(level == 3.0) for level in GRID)
    >>> below(at_three, 3.0), below(at_three, 3.0625), below(at_three, 2.9375)
    (0.5, 1.0, 0.0)
    """
    cells = (cut - GRID[0]) / STEP + 0.5
    if cells <= 0:
        return 0.0
    if cells >= len(GRID):
        return 1.0
    whole = int(cells)
    return min(1.0, sum(distribution[:whole]) + (cells - whole) * distribution[whole])


def percentile(distribution: Sequence[float], share: float) -> float:
    """The level below which ``share`` (0 to 1) of the probability lies, not clipped. Source: 2.4.

    >>> at_three = tuple(float(level == 3.0) for level in GRID)
    >>> percentile(at_three, 0.1), percentile(at_three, 0.9)
    (2.95, 3.05)
    """
    so_far = 0.0
    for index, (probability, until) in enumerate(
        zip(distribution, accumulate(distribution), strict=True)
    ):
        if until >= share and probability > 0:
            into_cell = (share - so_far) / probability
            return GRID[index] + STEP * (into_cell - 0.5)
        so_far = until
    return GRID[-1] + STEP / 2


def expected_shortfall(distribution: Sequence[float], target: float) -> float:
    """S in levels, 0 or more: by how much the level falls short of ``target``, on average (2.5).

    >>> at_three = tuple(float(level == 3.0) for level in GRID)
    >>> expected_shortfall(at_three, 4.0), expected_shortfall(at_three, 2.0)
    (1.0, 0.0)
    """
    return sum(
        probability * (target - level)
        for probability, level in zip(distribution, GRID, strict=True)
        if level < target
    )
