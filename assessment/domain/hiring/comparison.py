"""What do several interviewers' ratings of one area say together, and what must be talked over?

The spread comes before the mean, and there is no total: nothing here adds areas up, and nothing
compares two candidates.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from assessment.domain.areas import HIGHEST_LEVEL, LOWEST_LEVEL, AreaId
from assessment.domain.hiring.scorecards import Value

SHARED_VARIANCE = 0.45
OWN_VARIANCE = 0.55
"""What all interviewers may wrongly believe together, and what each may alone, in levels squared
(MEASUREMENT.md 6.2: together 1.0 for one interviewer, as in 2.10)."""

EIGHTY_PERCENT = 1.2816
"""Standard deviations to either side that hold 80 % of a normal distribution."""

DISCUSSED_BEYOND = 1.5
"""Levels; a wider spread must be talked over, and both numbers stay."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenRating:
    """One interviewer's rating as it is shown beside the others'."""

    interviewer: str
    """The name, or what stands for it."""
    value: Value | None
    note: str
    left: bool = False
    """The interviewer has left the panel since; the rating stays."""
    withdrawn: bool = False
    """Taken out of the mean by a recorded rule; the number stays readable."""

    @property
    def counts(self) -> bool:
        return self.value is not None and not self.withdrawn


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaTogether:
    """One area of one candidate: the spread, the mean with its range, whether to talk."""

    area: AreaId
    given: tuple[GivenRating, ...]
    lowest: int | None
    highest: int | None
    mean: float | None
    low: float | None
    high: float | None
    """The 80 % range, within 1 to 5; None without a number."""
    must_discuss: bool

    @property
    def spread(self) -> int | None:
        if self.lowest is None or self.highest is None:
            return None
        return self.highest - self.lowest

    @property
    def raters(self) -> int:
        return sum(rating.counts for rating in self.given)


def together(area: AreaId, given: Sequence[GivenRating]) -> AreaTogether:
    """Combine ratings of one area, in levels 1 to 5; "no evidence" is left out of the figures.

    Three interviewers giving 3, 4 and 4: variance 0.45 + 0.55/3 = 0.633, so 3.67 ± 1.02.

    >>> three = [GivenRating(interviewer=n, value=v, note="") for n, v in zip("abc", (3, 4, 4))]
    >>> found = together(AreaId("team"), three)
    >>> [round(x, 2) for x in (found.mean, found.low, found.high)]
    [3.67, 2.65, 4.69]
    """
    values = [rating.value for rating in given if rating.counts and rating.value is not None]
    if not values:
        return AreaTogether(
            area=area,
            given=tuple(given),
            lowest=None,
            highest=None,
            mean=None,
            low=None,
            high=None,
            must_discuss=False,
        )
    mean = sum(values) / len(values)
    half = EIGHTY_PERCENT * math.sqrt(variance(len(values)))
    return AreaTogether(
        area=area,
        given=tuple(given),
        lowest=min(values),
        highest=max(values),
        mean=mean,
        low=max(LOWEST_LEVEL, mean - half),
        high=min(HIGHEST_LEVEL, mean + half),
        must_discuss=max(values) - min(values) > DISCUSSED_BEYOND,
    )


def variance(interviewers: int) -> float:
    """Variance of the mean of trained interviewers' ratings, in levels squared.

    >>> [round(variance(k), 3) for k in (1, 2, 3)]
    [1.0, 0.725, 0.633]
    """
    if interviewers < 1:
        raise ValueError("a mean needs somebody who gave a number")
    return SHARED_VARIANCE + OWN_VARIANCE / interviewers
