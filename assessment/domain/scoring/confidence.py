"""How well do people know what they know: stated confidence against marks that were right?

docs/scoring.md, "Confidence on exhibits", redoes the arithmetic by hand. It moves no level.
"""

from collections.abc import Mapping, Sequence
from math import fsum, sqrt

from assessment.domain.attempts import Response
from assessment.domain.bank import ExhibitKey, ItemBank, ItemId
from assessment.domain.scoring.sheet import Confidence
from assessment.domain.scoring.units import is_rapid


def calibration(
    judged: Sequence[tuple[float, bool]], items: tuple[ItemId, ...] = ()
) -> Confidence | None:
    """Brier score and over-confidence of pairs (stated probability f, right y); None without any.

    Brier = mean (f - y)^2; over-confidence = mean f - mean y, with SE = sd(f - y) / sqrt(n).
    Source: MEASUREMENT.md 2.6.

    Five statements at 80 %, three right: differences -.2, -.2, -.2, .8, .8; Brier
    (3 x .04 + 2 x .64) / 5 = .28, over .8 - .6 = .2, sd .5477, SE .2449.

    >>> found = calibration([(0.8, True)] * 3 + [(0.8, False)] * 2)
    >>> round(found.brier, 4), round(found.over, 4), round(found.standard_error, 4)
    (0.28, 0.2, 0.2449)
    >>> found.is_reported, calibration([]) is None
    (False, True)
    """
    count = len(judged)
    if not count:
        return None
    differences = [said - right for said, right in judged]
    mean = fsum(differences) / count
    spread = fsum((d - mean) ** 2 for d in differences) / (count - 1) if count > 1 else 0.0
    return Confidence(
        judgements=count,
        said=fsum(said for said, _ in judged) / count,
        right=sum(right for _, right in judged) / count,
        brier=fsum(d * d for d in differences) / count,
        standard_error=sqrt(spread / count),
        items=items,
    )


def confidence_of(bank: ItemBank, responses: Mapping[ItemId, Response]) -> Confidence | None:
    """What a sitting's exhibits say of somebody's confidence; None where none was stated.

    The confidence asked once per exhibit stands for each of its statements. "Can't tell" commits
    to nothing and is no judgement; an exhibit answered too fast to be read counts here as little
    as in the level. Source: MEASUREMENT.md 2.6.
    """
    judged: list[tuple[float, bool]] = []
    items: list[ItemId] = []
    for key in sorted((k for k in bank.items if isinstance(k, ExhibitKey)), key=lambda k: k.id):
        response = responses.get(key.id)
        if response is None or response.confidence is None:
            continue
        if not isinstance(response.value, tuple) or is_rapid(key.seconds, response.seconds):
            continue
        marks = zip(key.truth, response.value, strict=True)
        own = [(mark == "T") == true for true, mark in marks if mark in ("T", "F")]
        if own:
            items.append(key.id)
            judged += [(response.confidence / 100, right) for right in own]
    return calibration(judged, tuple(items))
