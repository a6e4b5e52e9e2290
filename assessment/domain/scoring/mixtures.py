"""How is a sum over several areas distributed, when the areas share a common part?

At each node of g the areas are independent, so a weighted sum of them is nearly normal; over the
nodes it is a mixture (MEASUREMENT.md 2.13; docs/scoring.md, "Overall and cluster levels").
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import erf, fsum, sqrt
from operator import mul

_BISECTIONS = 36
"""Halvings of an interval of some ten levels: 1e-10 of a level, far below what is printed."""
_SMALLEST_VARIANCE = 1e-18


@dataclass(frozen=True, slots=True, kw_only=True)
class NormalMixture:
    """Normals with their weights (summing to 1), means and variances."""

    weights: tuple[float, ...]
    means: tuple[float, ...]
    variances: tuple[float, ...]

    @property
    def mean(self) -> float:
        return fsum(map(mul, self.weights, self.means))

    @property
    def standard_deviation(self) -> float:
        centre = self.mean
        return sqrt(
            fsum(
                weight * (variance + (mean - centre) ** 2)
                for weight, mean, variance in zip(
                    self.weights, self.means, self.variances, strict=True
                )
            )
        )

    def percentile(self, share: float) -> float:
        """The value below which ``share`` of the probability lies, by halving the interval.

        >>> one = NormalMixture(weights=(1.0,), means=(3.0,), variances=(0.25,))
        >>> round(one.percentile(0.5), 6), round(one.percentile(0.9), 4)
        (3.0, 3.6408)
        """
        parts = [
            (weight, mean, sqrt(2 * max(variance, _SMALLEST_VARIANCE)))
            for weight, mean, variance in zip(self.weights, self.means, self.variances, strict=True)
        ]
        reach = 10 * max(scale for _, _, scale in parts)
        low, high = min(self.means) - reach, max(self.means) + reach
        wanted = 2 * share - 1
        for _ in range(_BISECTIONS):
            middle = (low + high) / 2
            if (
                sum([weight * erf((middle - mean) / scale) for weight, mean, scale in parts])
                < wanted
            ):
                low = middle
            else:
                high = middle
        return (low + high) / 2


def weighted_sum(
    weights: Sequence[float],
    coefficients: Sequence[float],
    means: Sequence[Sequence[float]],
    variances: Sequence[Sequence[float]],
) -> NormalMixture:
    """The sum of ``coefficient x area``: node weights, then per area its figures by node."""
    squares = [coefficient * coefficient for coefficient in coefficients]
    return NormalMixture(
        weights=tuple(weights),
        means=tuple(fsum(map(mul, coefficients, node)) for node in zip(*means, strict=True)),
        variances=tuple(fsum(map(mul, squares, node)) for node in zip(*variances, strict=True)),
    )
