"""How likely is it that several targets are met at once, and how much of a target is covered?

Areas share a common part, so neither figure follows from the single areas alone; both are summed
over its nodes (MEASUREMENT.md 2.7; docs/scoring.md, "Ready" and "Coverage index").
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, prod

from assessment.domain.areas import LOWEST_LEVEL
from assessment.domain.profiles import TargetLevel
from assessment.domain.scoring.grid import GRID, below
from assessment.domain.scoring.mixtures import NormalMixture, weighted_sum
from assessment.domain.scoring.posterior import distributions_by_node


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaAtStake:
    """An area with its target and what its answers say (ln L on the grid)."""

    target: TargetLevel
    log_likelihood: tuple[float, ...]


def probability_all_met(node_weights: Sequence[float], areas: Sequence[AreaAtStake]) -> float:
    """P(every target is met), 0 to 1: sum over g of p(g) x product of P(theta >= T | g).

    Exact, and larger than the product over the areas, because areas go together. Source: 2.7.
    """
    met = [
        [
            1.0 - below(there, area.target.level)
            for there in distributions_by_node(area.log_likelihood)
        ]
        for area in areas
    ]
    return fsum(
        weight * prod(shares)
        for weight, shares in zip(node_weights, zip(*met, strict=True), strict=True)
    )


def achieved(level: float, target: float) -> float:
    """A: the share of the way from level 1 to the target, at most 1; a surplus adds nothing (2.7).

    >>> achieved(3.0, 5.0), achieved(4.0, 3.0), achieved(2.0, 1.0)
    (0.5, 1.0, 1.0)
    """
    if target <= LOWEST_LEVEL:
        return 1.0
    return 1.0 - max(0.0, target - level) / (target - LOWEST_LEVEL)


def coverage_distribution(
    node_weights: Sequence[float], areas: Sequence[AreaAtStake]
) -> NormalMixture:
    """The coverage index I = half the weighted mean of A plus half the weakest critical A.

    The weakest critical area is the one with the lowest expected A; given that choice I is a
    weighted sum of areas, normal within each node of g. Its mean is the index of 2.7 exactly.
    Needs at least one critical area and a positive sum of weights.
    """
    means, variances = [], []
    for area in areas:
        scale = [achieved(level, area.target.level) for level in GRID]
        by_node = [
            _moments(distribution, scale)
            for distribution in distributions_by_node(area.log_likelihood)
        ]
        means.append([mean for mean, _ in by_node])
        variances.append([variance for _, variance in by_node])
    expected = [
        fsum(w * m for w, m in zip(node_weights, by_node, strict=True)) for by_node in means
    ]
    weakest = min(
        (i for i, area in enumerate(areas) if area.target.critical),
        key=lambda i: (expected[i], areas[i].target.area),
    )
    total = fsum(area.target.weight for area in areas)
    shares = [
        0.5 * area.target.weight / total + (0.5 if i == weakest else 0.0)
        for i, area in enumerate(areas)
    ]
    return weighted_sum(node_weights, shares, means, variances)


def _moments(distribution: Sequence[float], values: Sequence[float]) -> tuple[float, float]:
    mean = sum(p * v for p, v in zip(distribution, values, strict=True))
    square = sum(p * v * v for p, v in zip(distribution, values, strict=True))
    return mean, max(0.0, square - mean * mean)
