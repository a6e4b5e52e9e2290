"""Is a question harder for one group than for another of the same level?

Mantel-Haenszel on a question split at its median score, people matched on their rest score in five
strata or more (MEASUREMENT.md 2.12). The product asks nobody for a group, so nothing in it calls
this: it is here for an installation that collects such answers voluntarily and apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import erfc, fsum, log, sqrt
from statistics import median
from typing import Literal

from assessment.domain.statistics.allowed import FOR_DIF, FOR_DIF_GROUP

FEWEST_STRATA = 5
DELTA = -2.35
"""Turns a log odds ratio into the scale of the field."""
SMALL, LARGE = 1.0, 1.5
SIGNIFICANT = 0.05

DifClass = Literal["A", "B", "C"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """One person's answer: their group, score on the question and on the rest."""

    focal: bool
    """Whether the person is of the group that is compared; the others are the reference."""
    x: float
    rest: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Dif:
    """How far a question differs between groups. Below 0 it is harder for the focal group."""

    delta: float
    standard_error: float
    dif_class: DifClass
    people: int
    smaller_group: int


def may_compare(answers: Sequence[Matched]) -> bool:
    """Whether there are 200 people, 100 of them in the smaller group (2.12)."""
    return len(answers) >= FOR_DIF and smaller_group(answers) >= FOR_DIF_GROUP


def smaller_group(answers: Sequence[Matched]) -> int:
    """The size of the smaller group."""
    focal = sum(answer.focal for answer in answers)
    return min(focal, len(answers) - focal)


def mantel_haenszel(answers: Sequence[Matched], *, strata: int = FEWEST_STRATA) -> Dif | None:
    """Delta of one question between two groups; None where it may not or cannot be computed.

    alpha = sum(R+ F- / N) / sum(R- F+ / N) over strata, R and F the reference and focal people
    above (+) and not above (-) the median score; Delta = -2.35 ln alpha. A: |Delta| < 1 or not
    significant; C: 1.5 or more and significantly above 1; B between. The error is that of Robins,
    Breslow and Greenland. Raises ValueError for fewer than five strata.
    """
    if strata < FEWEST_STRATA:
        raise ValueError(f"people are matched in {FEWEST_STRATA} strata or more, not {strata}")
    if not may_compare(answers):
        return None
    tables = [_table(group, median(a.x for a in answers)) for group in _cut(answers, strata)]
    found = odds_ratio(tables)
    if found is None:
        return None
    log_odds, error = found
    delta, delta_error = DELTA * log_odds, abs(DELTA) * error
    return Dif(
        delta=delta,
        standard_error=delta_error,
        dif_class=dif_class(delta, delta_error),
        people=len(answers),
        smaller_group=smaller_group(answers),
    )


Table = tuple[int, int, int, int]
"""Reference above and not above, focal above and not above."""


def odds_ratio(tables: Sequence[Table]) -> tuple[float, float] | None:
    """The common log odds ratio of 2 x 2 tables with its standard error; None where undefined.

    Two strata: (20, 10, 15, 15) of 60 gives 20 x 15 / 60 = 5 and 10 x 15 / 60 = 2.5; (15, 15, 10,
    20) of 60 gives 5 and 2.5: alpha 10 / 5 = 2, ln 2 = .6931.

    >>> log_odds, error = odds_ratio([(20, 10, 15, 15), (15, 15, 10, 20)])
    >>> round(log_odds, 4), round(error, 4)
    (0.6931, 0.3764)
    """
    agree, differ, both = [], [], []
    for above, under, focal_above, focal_under in tables:
        count = above + under + focal_above + focal_under
        if not count:
            continue
        r, s = above * focal_under / count, under * focal_above / count
        p, q = (above + focal_under) / count, (under + focal_above) / count
        agree.append(r)
        differ.append(s)
        both.append((p * r, p * s + q * r, q * s))
    total_r, total_s = fsum(agree), fsum(differ)
    if total_r <= 0 or total_s <= 0:
        return None
    variance = (
        fsum(pr for pr, _, _ in both) / (2 * total_r**2)
        + fsum(mixed for _, mixed, _ in both) / (2 * total_r * total_s)
        + fsum(qs for _, _, qs in both) / (2 * total_s**2)
    )
    return log(total_r / total_s), sqrt(variance)


def dif_class(delta: float, error: float) -> DifClass:
    """A, B or C, as the field names how much it is (2.12).

    >>> dif_class(0.8, 0.1), dif_class(-1.2, 0.3), dif_class(1.2, 0.9), dif_class(2.0, 0.3)
    ('A', 'B', 'A', 'C')
    """
    size = abs(delta)
    if size < SMALL or _two_sided(size / error if error else float("inf")) >= SIGNIFICANT:
        return "A"
    beyond_one = (size - SMALL) / error if error else float("inf")
    if size >= LARGE and _two_sided(beyond_one) / 2 < SIGNIFICANT:
        return "C"
    return "B"


def _two_sided(z: float) -> float:
    return erfc(abs(z) / sqrt(2))


def _cut(answers: Sequence[Matched], strata: int) -> list[list[Matched]]:
    """People of nearly the same rest score together, in strata of about the same size."""
    ranked = sorted(answers, key=lambda answer: answer.rest)
    count = len(ranked)
    return [ranked[count * k // strata : count * (k + 1) // strata] for k in range(strata)]


def _table(group: Sequence[Matched], middle: float) -> Table:
    above = sum(not a.focal and a.x > middle for a in group)
    focal_above = sum(a.focal and a.x > middle for a in group)
    focal = sum(a.focal for a in group)
    return above, len(group) - focal - above, focal_above, focal - focal_above
