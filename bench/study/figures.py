"""Which figures tell whether an engine can be trusted, and what do they come to?"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean, pvariance

from bench.study.world import CARELESS, Kind

BINS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaCase:
    """One area of one person: the truth, and what was said of it."""

    area: str
    true: float
    target: float
    importance: float
    """Weight, times 1.5 where critical."""
    said: float
    level: float
    low: float | None
    high: float | None
    p_gap: float
    clear_gap: bool
    blind: float
    hidden: float
    """Figures by which areas are ranked for blind spots and hidden strengths."""
    called_blind: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCase:
    """One sitting, scored one way."""

    kind: Kind
    bank: int
    areas: tuple[AreaCase, ...]
    order: tuple[str, ...]
    true_order: tuple[str, ...]
    ready: bool
    p_ready: float | None
    careless: float | None
    judgements: tuple[float | None, ...] = ()
    """Scores of the judgement units, for the reliability of the world itself."""


def correlation(pairs: Iterable[tuple[float, float]]) -> float:
    xs, ys = zip(*pairs, strict=True)
    mx, my = fmean(xs), fmean(ys)
    top = sum((x - mx) * (y - my) for x, y in zip(xs, ys, strict=True))
    bottom = math.sqrt(sum((x - mx) ** 2 for x in xs) * sum((y - my) ** 2 for y in ys))
    return top / bottom if bottom else math.nan


def share(truths: Iterable[bool]) -> float:
    found = list(truths)
    return sum(found) / len(found) if found else math.nan


def mean(values: Iterable[float]) -> float:
    found = list(values)
    return fmean(found) if found else math.nan


def area_under_curve(scored: Iterable[tuple[float, bool]]) -> float:
    """P(a true case gets a higher figure than a false one), ties half."""
    ordered = sorted(scored)
    positive = sum(truth for _, truth in ordered)
    negative = len(ordered) - positive
    if not positive or not negative:
        return math.nan
    rank_sum, start = 0.0, 0
    while start < len(ordered):
        end = start
        while end < len(ordered) and ordered[end][0] == ordered[start][0]:
            end += 1
        middle = (start + end + 1) / 2
        rank_sum += middle * sum(truth for _, truth in ordered[start:end])
        start = end
    return (rank_sum - positive * (positive + 1) / 2) / (positive * negative)


def calibration_error(scored: Sequence[tuple[float, bool]]) -> float:
    """Mean distance between stated probability and observed share, over ten equal bins."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for p, truth in scored:
        bins.setdefault(min(BINS - 1, int(p * BINS)), []).append((p, truth))
    return sum(
        len(found) / len(scored) * abs(fmean(p for p, _ in found) - share(t for _, t in found))
        for found in bins.values()
    )


def figures(cases: Sequence[PersonCase]) -> dict[str, float]:
    """Every figure of the table by name. Careless kinds count in their own rows only."""
    attentive = [case for case in cases if case.kind not in CARELESS]
    areas = [area for case in attentive for area in case.areas]
    whole = [case for case in attentive if case.areas]
    ranged = [a for a in areas if a.low is not None and a.high is not None]
    gaps = [(a.p_gap, a.true < a.target) for a in areas]
    committed = [(p >= 0.5) == below for p, below in gaps if p <= 0.25 or p >= 0.75]
    ordered = [case for case in attentive if len(case.order) >= 3]
    return {
        "r area": correlation((a.level, a.true) for a in areas),
        "r overall": correlation(
            (fmean(a.level for a in case.areas), fmean(a.true for a in case.areas))
            for case in whole
        ),
        "RMSE": math.sqrt(mean((a.level - a.true) ** 2 for a in areas)),
        "90 % coverage": share((a.low or 0) <= a.true <= (a.high or 0) for a in ranged),
        "bias honest": _bias(attentive, "honest"),
        "bias inflated": _bias(attentive, "inflated"),
        "bias faking": _bias(attentive, "faking"),
        "clear-gap precision": share(a.true < a.target for a in areas if a.clear_gap),
        "false gap among met": share(a.clear_gap for a in areas if a.true >= a.target),
        "right where it commits": share(committed),
        "share committed": len(committed) / len(gaps) if gaps else math.nan,
        "calibration of p(gap)": calibration_error(gaps) if gaps else math.nan,
        "blind-spot AUC": area_under_curve((a.blind, a.said - a.true >= 1) for a in areas),
        "blind-spot calls right": share(a.said - a.true >= 1 for a in areas if a.called_blind),
        "hidden-strength AUC": area_under_curve((a.hidden, a.true - a.said >= 1) for a in areas),
        "first in true top 3": share(c.order[0] in c.true_order[:3] for c in ordered),
        "top 3 right": mean(len(set(c.order[:3]) & set(c.true_order[:3])) for c in ordered),
        "careless AUC": area_under_curve(
            (case.careless, case.kind in CARELESS) for case in cases if case.careless is not None
        ),
        "careless caught": _found_careless(c for c in cases if c.kind in CARELESS),
        "careless false alarm": _found_careless(attentive),
        "P(ready) AUC": area_under_curve(
            (case.p_ready, case.ready) for case in attentive if case.p_ready is not None
        ),
        "alpha of judgements": _reliability(attentive),
        "r of self-ratings": correlation((a.said, a.true) for a in areas),
    }


def _found_careless(cases: Iterable[PersonCase]) -> float:
    return share(case.careless >= 0.5 for case in cases if case.careless is not None)


def _reliability(cases: Sequence[PersonCase]) -> float:
    """Cronbach's alpha of the judgement units, mean over banks, of sheets without gaps."""
    alphas = []
    for bank in {case.bank for case in cases}:
        sheets = [
            [x for x in case.judgements if x is not None]
            for case in cases
            if case.bank == bank and case.judgements and None not in case.judgements
        ]
        if len(sheets) > 2:
            units = len(sheets[0])
            single = sum(pvariance(column) for column in zip(*sheets, strict=True))
            whole = pvariance([sum(sheet) for sheet in sheets])
            alphas.append(units / (units - 1) * (1 - single / whole))
    return mean(alphas)


def _bias(cases: Iterable[PersonCase], kind: Kind) -> float:
    return mean(a.level - a.true for case in cases if case.kind == kind for a in case.areas)
