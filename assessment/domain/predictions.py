"""What did somebody expect of their result, and how does it compare with what came?

The expectation is given after the last answer and before the result. It moves no level and is no
score of the person: it is laid beside the likely range, as a reading of one's own answers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from assessment.domain.areas import AreaId
from assessment.domain.errors import PredictionInvalid
from assessment.domain.scoring.sheet import Interval, ScoreSheet

LEVELS = (1, 2, 3, 4, 5)
HALF_A_STEP = 0.5
"""Whole levels are all that can be expected; what is meant may lie half a step away."""

Where = Literal["inside", "above", "below"]
"""Where an expected level lies beside the likely range."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """The levels expected, 1 to 5, of the areas somebody said something of."""

    levels: Mapping[AreaId, int]
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """One area: what was said before the questions, expected after them, and shown."""

    area: AreaId
    said: int | None
    """The self-rating from before the first question."""
    expected: int
    level: float | None
    likely_range: Interval | None
    where: Where | None
    """None where the area has no level."""


def read_prediction(sent: Mapping[AreaId, object]) -> dict[AreaId, int]:
    """The levels in what was sent for each area; areas left open are left out.

    Raises:
        PredictionInvalid: something that is no level.

    >>> read_prediction({AreaId("team"): "4", AreaId("finance"): ""})
    {'team': 4}
    """
    levels: dict[AreaId, int] = {}
    for area, raw in sent.items():
        if raw is None or raw == "":
            continue
        level = int(raw) if isinstance(raw, str) and raw in {"1", "2", "3", "4", "5"} else raw
        if isinstance(level, bool) or not isinstance(level, int) or level not in LEVELS:
            raise PredictionInvalid(area)
        levels[area] = level
    return levels


def compare_prediction(prediction: Prediction, sheet: ScoreSheet) -> tuple[Expected, ...]:
    """Every area something was expected of, in the sheet's order, beside what was shown."""
    return tuple(
        Expected(
            area=area,
            said=found.said,
            expected=prediction.levels[area],
            level=found.level,
            likely_range=found.likely_range,
            where=where_it_lies(prediction.levels[area], found.likely_range),
        )
        for area, found in sheet.areas.items()
        if area in prediction.levels
    )


def where_it_lies(expected: int, span: Interval | None) -> Where | None:
    """Where an expected level lies beside a likely range; a level on an end lies inside.

    A step of the scale stands for half a level to either side: 3 means "2.5 to 3.5", and only
    what lies wholly outside the range is called above or below.

    >>> where_it_lies(3, Interval(low=1.6, high=2.7)), where_it_lies(4, Interval(low=1.6, high=2.7))
    ('inside', 'above')
    >>> where_it_lies(1, Interval(low=1.6, high=2.7)), where_it_lies(2, None)
    ('below', None)
    """
    if span is None:
        return None
    if expected - HALF_A_STEP > span.high:
        return "above"
    return "below" if expected + HALF_A_STEP < span.low else "inside"
