"""How hard is a question for the people who took it here, and what should its difficulty become?

docs/scoring.md, "Local statistics" (MEASUREMENT.md 2.12). The answers estimate a difficulty of
their own by the same response curve the levels are computed with, each person's level being known
from all their answers but this one. It is then combined with what the experts said. The result is
a proposal to the author; nothing here changes an item.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import exp, log, sqrt

from assessment.domain.scoring.grid import GRID, Distribution, mean
from assessment.domain.scoring.units import ResponseCurve

STEP = 0.05
HARDNESSES = tuple(round(0.0 + STEP * index, 2) for index in range(121))
"""Difficulties that are tried: 0 to 6 levels."""
STRATUM = 0.25
"""Width in levels of the groups that people of nearly the same level are counted in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A difficulty from answers alone, in levels, with its standard error."""

    difficulty: float
    standard_error: float


@dataclass(slots=True)
class _Stratum:
    trials: float = 0.0
    right: float = 0.0
    levels: list[float] = field(default_factory=lambda: [0.0] * len(GRID))


@dataclass(slots=True)
class Answers:
    """All answers to one question, counted in strata of level: its size does not grow with them."""

    count: int = 0
    _strata: dict[int, _Stratum] = field(default_factory=dict)

    def add(self, level: Distribution, x: float, weight: float) -> None:
        """Count an answer of score ``x`` by somebody whose level is known to be ``level``.

        ``level`` must rest on everything but this answer; ``weight`` is w of 2.3.
        """
        self.count += 1
        place = int(mean(level) / STRATUM)
        stratum = self._strata.setdefault(place, _Stratum())
        stratum.trials += weight
        stratum.right += weight * x
        total = stratum.levels
        for index, probability in enumerate(level):
            total[index] += weight * probability

    def estimate(self, curve: ResponseCurve) -> Estimate | None:
        """The difficulty that fits the answers best; None where they fit none of those tried.

        Quasi-likelihood over the strata: in each, the expected score at a difficulty b is the
        curve averaged over where its people's levels lie. The standard error is that of the
        curvature at the best fit.
        """
        fits = [self._fit(curve, b) for b in HARDNESSES]
        best = max(range(len(fits)), key=fits.__getitem__)
        if not self._strata or best in (0, len(fits) - 1):
            return None
        low, middle, high = fits[best - 1 : best + 2]
        curvature = (low - 2 * middle + high) / STEP**2
        if curvature >= 0:
            return None
        shift = STEP * (low - high) / (2 * (low - 2 * middle + high))
        return Estimate(difficulty=HARDNESSES[best] + shift, standard_error=sqrt(-1 / curvature))

    def _fit(self, curve: ResponseCurve, difficulty: float) -> float:
        chances = [
            curve.floor
            + (curve.ceiling - curve.floor) / (1 + exp(-curve.slope * (level - difficulty)))
            for level in GRID
        ]
        total = 0.0
        for stratum in self._strata.values():
            share = sum(map(float.__mul__, stratum.levels, chances)) / stratum.trials
            total += stratum.right * log(share)
            total += (stratum.trials - stratum.right) * log(1 - share)
        return total


def without_answer(level: Distribution, log_likelihood: Sequence[float]) -> Distribution:
    """A person's level as it is without one answer: its likelihood divided out, exactly.

    What other areas say of an area does not depend on that area's own answers (2.4), so that
    nothing else has to be computed again.

    >>> flat = (1 / 41,) * 41
    >>> [round(p * 41, 9) for p in set(without_answer(flat, (0.0,) * 41))]
    [1.0]
    """
    highest = max(-value for value in log_likelihood)
    joint = [p * exp(-value - highest) for p, value in zip(level, log_likelihood, strict=True)]
    total = sum(joint)
    return tuple(value / total for value in joint)


def combine(expert: float, expert_error: float, found: Estimate) -> Estimate:
    """The experts' difficulty and the answers', each by what it is worth.

    ``b = (b_expert / s^2 + b_answers / SE^2) / (1 / s^2 + 1 / SE^2)``. Source: 2.12.

    Expert 3.0 with error .9, answers 3.6 with error .45: (3.7037 + 17.7778) / (1.2346 + 4.9383).

    >>> both = combine(3.0, 0.9, Estimate(difficulty=3.6, standard_error=0.45))
    >>> round(both.difficulty, 4), round(both.standard_error, 4)
    (3.48, 0.4025)
    """
    expert_worth, worth = expert_error**-2, found.standard_error**-2
    total = expert_worth + worth
    return Estimate(
        difficulty=(expert * expert_worth + found.difficulty * worth) / total,
        standard_error=sqrt(1 / total),
    )
