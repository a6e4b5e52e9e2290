"""What would each way of finding out take from the doubt about an area, and what does it cost?

docs/scoring.md, "What finding out is worth" (MEASUREMENT.md 2.8, 2.10).
"""

from dataclasses import dataclass
from math import sqrt

from assessment.domain.areas import AreaId
from assessment.domain.outside import (
    COACH_ERROR,
    COLLEAGUE_ERROR,
    FEWEST_COLLEAGUES,
    SHARED_ERROR,
)
from assessment.domain.readings import Gap, NextStep
from assessment.domain.scoring.reading import (
    COACH_RATING_MINUTES,
    COLLEAGUE_MINUTES,
    DEEP_DIVE_MINUTES,
    DEEP_DIVE_UNITS,
    FEWEST_UNITS,
)
from assessment.domain.scoring.sheet import AreaScore, ScoreSheet

INFORMATION: dict[NextStep, float] = {
    "deep-dive": 0.95,
    "coach-rating": 1 / (SHARED_ERROR + COACH_ERROR),
    "colleagues": 1 / (SHARED_ERROR + COLLEAGUE_ERROR / FEWEST_COLLEAGUES),
}
"""What each source tells, in levels^-2: of a rating one over its variance, of
three colleagues', as few as may be shown (2.10); of six questions
what brings the RMSE of 2.10 from 0.74 to 0.60, 1 / 0.60^2 - 1 / 0.74^2."""
MINUTES: dict[NextStep, int] = {
    "deep-dive": DEEP_DIVE_MINUTES,
    "coach-rating": COACH_RATING_MINUTES,
    "colleagues": COLLEAGUE_MINUTES,
}
"""The person's own; the coach's; each colleague's, who rate all areas in that time."""
EIGHT_IN_TEN = 1.2816
"""Standard deviations to either side of the middle that hold eight cases in ten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """What one source would be worth in one area."""

    area: AreaId
    step: NextStep
    minutes: int
    taken: bool
    """Whether the area already rests on it; then nothing is expected of it here."""
    spread: float
    """The standard error now, and as it is expected to be after."""
    spread_after: float
    value: float
    """Expected reduction of doubt: w p (1 - p) (SD^2 - SD'^2)."""

    @property
    def reach(self) -> float:
        """Levels to either side that hold eight cases in ten now."""
        return EIGHT_IN_TEN * self.spread

    @property
    def reach_after(self) -> float:
        return EIGHT_IN_TEN * self.spread_after


def spread_after(spread: float, information: float) -> float:
    """The standard error once more is known: 1 / sqrt(1 / SD^2 + information).

    SD .80 and a coach's rating (1.0): 1 / sqrt(1.5625 + 1) = .6247.

    >>> round(spread_after(0.80, 1.0), 4)
    0.6247
    """
    return 1 / sqrt(1 / spread**2 + information)


def worth_of_steps(sheet: ScoreSheet, gap: Gap) -> tuple[Worth, ...]:
    """Each source's worth in an area with a level; empty for one without."""
    found = sheet.areas.get(gap.area)
    if found is None or found.standard_error is None or gap.p_gap is None:
        return ()
    doubt = gap.target.weight * gap.p_gap * (1 - gap.p_gap)
    spread = found.standard_error
    steps = []
    for step, information in INFORMATION.items():
        after = spread_after(spread, information)
        steps.append(
            Worth(
                area=gap.area,
                step=step,
                minutes=MINUTES[step],
                taken=_taken(sheet, found, step),
                spread=spread,
                spread_after=after,
                value=doubt * (spread**2 - after**2),
            )
        )
    return tuple(steps)


def _taken(sheet: ScoreSheet, found: AreaScore, step: NextStep) -> bool:
    if step == "deep-dive":
        return found.units_scored >= FEWEST_UNITS + DEEP_DIVE_UNITS
    source = "coach" if step == "coach-rating" else "colleagues"
    return any(factor.area == found.area and factor.source == source for factor in sheet.outside)
