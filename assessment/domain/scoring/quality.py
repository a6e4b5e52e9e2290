"""How carefully does a form seem to have been answered?

docs/scoring.md, "Answer quality". The person sees the reasons; nobody else is told.
"""

from collections.abc import Iterable, Mapping
from math import fsum

from assessment.domain.attempts import Response, Value
from assessment.domain.bank import (
    CheckKey,
    ExhibitKey,
    ItemBank,
    ItemId,
    ItemKey,
    JudgementKey,
    UnitKey,
)
from assessment.domain.scoring.item_scores import ROUNDING, item_score
from assessment.domain.scoring.sheet import AnswerQuality, QualityReason
from assessment.domain.scoring.units import is_answered, is_rapid

POINTS_OF_CERTAIN_CARELESSNESS = 4
WEAK_PAIR_ORDER = 0.57
CHANCE_PAIR_ORDER = 0.52
"""Mean pair order under which one point and two points are given (2.11); .50 is chance."""


def answer_quality(bank: ItemBank, responses: Mapping[ItemId, Response]) -> AnswerQuality:
    """Points for hasty, flat, unread and chance-like answering; two forbid interpretation.

    Rapid units from 10 % one point, from 25 % two; flat answers from 25 % of units two; each
    failed check one; mean pair order under .57 one, under .52 two. Shares are of the answered
    demonstrated units, those too fast to be scored included. ``careless`` is points / 4, at most
    1, and None when no unit was answered. Source: MEASUREMENT.md 2.11.
    """
    answered = [
        (key, response.value, response.seconds)
        for key in bank.items
        if isinstance(key, UnitKey)
        and (response := responses.get(key.id)) is not None
        and response.value is not None
        and is_answered(key, response.value)
    ]
    rapid = sum(is_rapid(key.seconds, seconds) for key, _, seconds in answered)
    flat = sum(is_flat(key, value) for key, value, _ in answered)
    order = _mean_pair_order((key, value) for key, value, _ in answered)
    failed = _failed_checks(bank.items, responses)

    found: list[tuple[int, QualityReason]] = []
    if answered and rapid * 4 >= len(answered):
        found.append((2, "very-rapid"))
    elif answered and rapid * 10 >= len(answered):
        found.append((1, "rapid"))
    if answered and flat * 4 >= len(answered):
        found.append((2, "flat"))
    if failed:
        found.append((failed, "failed-check"))
    if order is not None and order < CHANCE_PAIR_ORDER - ROUNDING:
        found.append((2, "chance-order"))
    elif order is not None and order < WEAK_PAIR_ORDER - ROUNDING:
        found.append((1, "weak-order"))

    points = sum(given for given, _ in found)
    return AnswerQuality(
        points=points,
        reasons=tuple(reason for _, reason in found),
        careless=min(1.0, points / POINTS_OF_CERTAIN_CARELESSNESS) if answered else None,
    )


def is_flat(key: UnitKey, value: Value) -> bool:
    """Whether every mark of a judgement or an exhibit is the same; needs two marks at least.

    A number or a choice is never flat. Source: MEASUREMENT.md 2.11.
    """
    if not isinstance(key, JudgementKey | ExhibitKey) or not isinstance(value, tuple):
        return False
    marks = [mark for mark in value if mark is not None]
    return len(marks) > 1 and len(set(marks)) == 1


def _mean_pair_order(answered: Iterable[tuple[UnitKey, Value]]) -> float | None:
    """Plain mean of x over the answered judgements, read or not; None without any."""
    orders = [
        x
        for key, value in answered
        if isinstance(key, JudgementKey) and (x := item_score(key, value)) is not None
    ]
    return fsum(orders) / len(orders) if orders else None


def _failed_checks(items: Iterable[ItemKey], responses: Mapping[ItemId, Response]) -> int:
    """Instructed answers given wrongly. A skipped check has not failed."""
    given = [
        (item.correct, responses[item.id].value)
        for item in items
        if isinstance(item, CheckKey) and item.id in responses
    ]
    return sum(value is not None and value != correct for correct, value in given)
