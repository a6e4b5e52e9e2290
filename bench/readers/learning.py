"""What weights tell texts with a fault from sound ones?

Logistic regression with a ridge: the weights that make the wordings most likely, less a penalty on
large weights. Both sides weigh the same, however many wordings each has. Solved by Newton's method
over the wordings instead of the far more numerous features (Saunders and others, "Ridge regression
in dual variables", 1998, with iterative reweighting), so it is exact and needs no step size.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assessment.domain.brief_rules.reader import Fault, Reader, features
from bench.readers.material import Lesson

RIDGE = 0.1
"""The penalty on the squared weights; found by leaving out one voice after the other."""
EAGERNESS: Mapping[Fault, float] = {
    "activity": 1.6,
    "advert": 2.5,
    "ai": 1.3,
    "beyond-budget-named": 3.2,
    "beyond-can-stop-release-or-vendor": 2.8,
    "beyond-may-assign-work": 3.2,
    "beyond-people-report-or-substitute": 3.2,
    "beyond-reporting-line-named": 2.4,
    "beyond-say-in-engineering-leaders": 2.5,
    "beyond-sits-where-strategy-is-decided": 1.8,
    "clash": 0.6,
    "effort": 0.8,
    "generic": 3.0,
    "haste": 0.0,
    "hollow": 0.6,
    "too-soon": 0.4,
    "vacancy": 2.0,
}
"""Added to a reader's bias so that about nine of ten faults of a voice left out are found; what
that costs in sound texts asked about stands in docs/briefs.md (editorial)."""
KEPT = 4_000
"""Features a table holds: more read a stranger's words little better, and cost every process."""
STEPS = 30
SMALL = 1e-6
DECIMALS = 2


def learn(fault: Fault, lessons: Sequence[Lesson]) -> Reader:
    """The reader these lessons make; the same lessons make the same reader.

    Taught twice: once to see which features say most, and again with those alone.
    """
    texts = [text for each in lessons for text in each.faulty]
    faulty = len(texts)
    texts += [text for each in lessons for text in each.sound]
    found = [features(text) for text in texts]
    spread = Counter(feature for each in found for feature in each)
    _bias, first = _fit(found, faulty, spread, sorted(spread))
    # Features of the same texts weigh the same but for the last digits, which machines differ in.
    loudest = sorted(first, key=lambda feature: (-round(abs(first[feature]), 6), feature))
    kept = loudest[:KEPT]
    bias, weights = _fit(found, faulty, spread, sorted(kept))
    return Reader(
        bias=round(bias + EAGERNESS[fault], DECIMALS),
        weights={f: w for f, value in weights.items() if (w := round(value, DECIMALS))},
    )


def _fit(
    found: Sequence[frozenset[str]], faulty: int, spread: Mapping[str, int], vocabulary: list[str]
) -> tuple[float, dict[str, float]]:
    """Bias and weights under which the first so many texts are faulty and the others sound."""
    place = {feature: number for number, feature in enumerate(vocabulary)}
    # A word that few texts share says more than one they all share.
    rarity = np.array([log((1 + len(found)) / (1 + spread[f])) + 1 for f in vocabulary])
    table = np.zeros((len(found), len(vocabulary) + 1))
    for row, each in enumerate(found):
        known = [place[feature] for feature in each if feature in place]
        table[row, known] = rarity[known] / np.sqrt(max(len(each), 1))
    table[:, -1] = 1.0
    wanted = np.arange(len(found)) < faulty
    weigh = np.where(wanted, len(found) / (2 * faulty), len(found) / (2 * (len(found) - faulty)))
    alike = table @ table.T
    dual: NDArray[np.floating[Any]] = np.zeros(len(found))
    for _step in range(STEPS):
        reads = alike @ dual
        likely = 1 / (1 + np.exp(-reads))
        sure = np.maximum(weigh * likely * (1 - likely), SMALL)
        target = reads + weigh * (wanted - likely) / sure
        better = np.linalg.solve(alike + np.diag(RIDGE / sure), target)
        moved, dual = np.abs(better - dual).max(), better
        if moved < SMALL:
            break
    learned = table.T @ dual
    return float(learned[-1]), dict(zip(vocabulary, (learned[:-1] * rarity).tolist(), strict=True))
