"""How much does one answer to one demonstrated unit say, and about which levels?

docs/scoring.md, "What one answer says", redoes every figure by hand.
"""

from dataclasses import dataclass
from functools import lru_cache
from math import exp, log, pi, sqrt

from assessment.domain.attempts import Response, Value
from assessment.domain.bank import (
    ChoiceKey,
    ExhibitKey,
    JudgementKey,
    KeyStatus,
    NumberKey,
    UnitKey,
)
from assessment.domain.scoring.grid import GRID
from assessment.domain.scoring.item_scores import item_score
from assessment.domain.scoring.sheet import MissingReason, UnitFormat, UnitResult

RAPID_SECONDS = 2.5
RAPID_SHARE = 0.30
"""Faster than 2.5 s, or than this share of the expected time: not read (2.2)."""

DIFFICULTY_ERROR: dict[KeyStatus, float] = {"panel": 0.6, "author": 0.9}
"""SD of a difficulty as set by a panel or by the authors, in levels (1.6, 2.3)."""

SMALLEST_GUESSING_CHANCE = 0.01
"""Floor under ``1/options - .02`` for choices among very many options (assumption)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseCurve:
    """``P(level) = floor + (ceiling - floor) / (1 + exp(-slope * (level - b)))`` of a format.

    The numbers are expert and simulation starting values (2.3), to be replaced by pilot data.
    """

    floor: float
    ceiling: float
    slope: float


JUDGEMENT_CURVE = ResponseCurve(floor=0.60, ceiling=0.93, slope=0.90)
EXHIBIT_CURVE = ResponseCurve(floor=0.49, ceiling=0.98, slope=0.90)
CHOICE_CURVE = ResponseCurve(floor=0.31, ceiling=0.98, slope=1.10)
NUMBER_CURVE = ResponseCurve(floor=0.03, ceiling=0.96, slope=1.30)
USUAL_OPTIONS = 3
"""``CHOICE_CURVE`` is for three options."""

TRIALS_PER_ACTION = 1.30
TRIALS_PER_STATEMENT = 1.00
TRIALS_OF_ONE_ANSWER = 0.95
"""Effective Bernoulli trials w (2.3): per action but one, per statement, per number or choice."""


def is_answered(key: UnitKey, value: Value | None) -> bool:
    """Whether anything was answered. A judgement with every action left unrated was skipped."""
    if isinstance(key, JudgementKey) and isinstance(value, tuple):
        return any(mark is not None for mark in value)
    return value is not None


def is_rapid(expected_seconds: float, seconds: float | None) -> bool:
    """Whether an answer came faster than max(2.5 s, 0.30 of the expected time): not read.

    Without a recorded time there is no such rule. Source: MEASUREMENT.md 2.2.

    >>> is_rapid(60.0, 17.9), is_rapid(60.0, 18.0), is_rapid(5.0, 2.4), is_rapid(60.0, None)
    (True, False, True, False)
    """
    return seconds is not None and seconds < max(RAPID_SECONDS, RAPID_SHARE * expected_seconds)


def unit_format(key: UnitKey) -> UnitFormat:
    """The format's name on a score sheet."""
    match key:
        case JudgementKey():
            return "judgement"
        case ExhibitKey():
            return "exhibit"
        case ChoiceKey():
            return "choice"
        case NumberKey():
            return "number"


def response_curve(key: UnitKey) -> ResponseCurve:
    """The format constants c, d and a of 2.3; a choice guesses by its number of options.

    >>> from assessment.domain.bank import ChoiceKey, ItemId
    >>> from assessment.domain.areas import AreaId
    >>> key = ChoiceKey(id=ItemId("i"), area=AreaId("a"), difficulty=3, seconds=38,
    ...                 key_status="panel", options=4, correct=0)
    >>> response_curve(key).floor
    0.23
    """
    match key:
        case JudgementKey():
            return JUDGEMENT_CURVE
        case ExhibitKey():
            return EXHIBIT_CURVE
        case NumberKey():
            return NUMBER_CURVE
        case ChoiceKey(options=options) if options == USUAL_OPTIONS:
            return CHOICE_CURVE
        case ChoiceKey(options=options):
            return ResponseCurve(
                floor=max(SMALLEST_GUESSING_CHANCE, 1 / options - 0.02),
                ceiling=CHOICE_CURVE.ceiling,
                slope=CHOICE_CURVE.slope,
            )


def discrimination(slope: float, difficulty_error: float) -> float:
    """The slope a* per level once doubt about the difficulty is integrated out.

    ``a* = a / sqrt(1 + (pi/8) a^2 sd^2)``: the less sure a difficulty, the flatter the curve and
    the wider the range. Source: MEASUREMENT.md 2.3.

    >>> round(discrimination(0.90, 0.6), 4), round(discrimination(0.90, 0.9), 4)
    (0.8525, 0.8025)
    """
    return slope / sqrt(1 + (pi / 8) * slope**2 * difficulty_error**2)


def effective_trials(key: UnitKey, value: Value | None = None) -> float:
    """The weight w of an answer in effective right-or-wrong trials; dependence is priced in.

    Judgement: 1.30 x (actions - 1), counting all actions whether in clear pairs or not; actions
    left unrated have dropped out. Exhibit: statements. Choice and number: 0.95. Source: 2.3.
    """
    match key:
        case JudgementKey():
            rated = len(key.effectiveness)
            if isinstance(value, tuple):
                rated = sum(mark is not None for mark in value)
            return TRIALS_PER_ACTION * max(0, rated - 1)
        case ExhibitKey():
            return TRIALS_PER_STATEMENT * len(key.truth)
        case ChoiceKey() | NumberKey():
            return TRIALS_OF_ONE_ANSWER


def score_unit(key: UnitKey, response: Response | None) -> UnitResult:
    """What one unit contributes; skipped, unread and hardly answered units are missing, not wrong.

    Source: MEASUREMENT.md 2.2 and 2.3.
    """
    value = None if response is None else response.value
    seconds = None if response is None else response.seconds
    x, missing = _score_or_reason(key, value, seconds)
    return UnitResult(
        item=key.id,
        area=key.area,
        format=unit_format(key),
        x=x,
        missing=missing,
        difficulty=key.difficulty,
        discrimination=discrimination(response_curve(key).slope, DIFFICULTY_ERROR[key.key_status]),
        weight=effective_trials(key, value if x is not None else None),
        seconds=seconds,
    )


def _score_or_reason(
    key: UnitKey, value: Value | None, seconds: float | None
) -> tuple[float | None, MissingReason | None]:
    if value is None or not is_answered(key, value):
        return None, "skipped"
    if is_rapid(key.seconds, seconds):
        return None, "not-read"
    x = item_score(key, value)
    return x, "too-little-answered" if x is None else None


@lru_cache(maxsize=4096)
def log_chances(
    curve: ResponseCurve, discrimination: float, difficulty: float
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """The logarithms of P and 1 - P on the grid, for an item of this difficulty (2.3)."""
    chances = [
        curve.floor
        + (curve.ceiling - curve.floor) / (1 + exp(-discrimination * (level - difficulty)))
        for level in GRID
    ]
    return tuple(log(p) for p in chances), tuple(log(1 - p) for p in chances)


def unit_log_likelihood(key: UnitKey, result: UnitResult) -> tuple[float, ...] | None:
    """``w (x ln P + (1 - x) ln (1 - P))`` on the grid; None where the unit is missing (2.3)."""
    if result.x is None:
        return None
    right, wrong = log_chances(response_curve(key), result.discrimination, result.difficulty)
    for_right, for_wrong = result.weight * result.x, result.weight * (1 - result.x)
    return tuple(for_right * r + for_wrong * w for r, w in zip(right, wrong, strict=True))
