"""How is a score sheet read against a target?

docs/scoring.md, "Against a target", redoes every figure by hand (MEASUREMENT.md 2.5, 2.7, 2.8).
"""

from collections.abc import Collection, Mapping, Sequence
from math import ceil, fsum

from assessment.domain.areas import AreaId
from assessment.domain.outside import Source
from assessment.domain.profiles import Target, TargetLevel
from assessment.domain.readings import (
    Coverage,
    FindOut,
    Gap,
    ReadinessStage,
    Reading,
    TypeReading,
    Verdict,
)
from assessment.domain.scoring.grid import below, expected_shortfall
from assessment.domain.scoring.readiness import (
    AreaAtStake,
    coverage_distribution,
    probability_all_met,
)
from assessment.domain.scoring.sheet import AreaScore, Interval, ScoreSheet

LIKELY_GAP = 0.75
CLEAR_GAP = 0.90
LIKELY_MET = 0.25
CLEARLY_MET = 0.10
"""Bounds of p between the five words (2.5)."""
ENOUGH_READINESS = 0.50
"""P(ready) from which "confirmed ready" is possible, given a second source (2.7)."""
CARELESS_FROM = 0.5
"""``careless`` from which nothing is interpreted (2.11)."""
CRITICAL_FACTOR = 1.5
USUAL_MONTHS = 6.0
"""The develop order puts an area that takes six months per level at factor 1 (2.8)."""
UNITS_FOR_A_LEVEL = 3
FEWEST_UNITS = 2
"""Units an area has at least in a form that reports areas (3)."""
DEEP_DIVE_UNITS = 6
DEEP_DIVE_MINUTES = 7
"""Six units at about 65 seconds (2.10), rounded up."""
COACH_RATING_MINUTES = 15
"""What a coach's rating of reviewed evidence takes (editorial assumption)."""
COLLEAGUE_MINUTES = 10
"""What each colleague's ratings take (editorial assumption)."""
_SAME_IMPORTANCE = 9
"""Digits to which importances are compared, so that rounding noise cannot decide an order."""


def verdict_word(p_gap: float, units_scored: int) -> Verdict:
    """The fixed word for a gap probability; on two units never stronger than "likely".

    A probability on a bound commits: .75 is a likely gap, .25 likely met. Source: MEASUREMENT.md
    2.5 and the local rule at the end of 2.13.

    >>> verdict_word(0.90, 3), verdict_word(0.90, 2), verdict_word(0.75, 3)
    ('clear gap', 'likely gap', 'likely gap')
    >>> verdict_word(0.5, 3), verdict_word(0.25, 3), verdict_word(0.1, 3), verdict_word(0.1, 2)
    ('cannot tell yet', 'likely met', 'clearly met', 'likely met')
    """
    may_be_clear = units_scored >= UNITS_FOR_A_LEVEL
    if p_gap >= LIKELY_GAP:
        return "clear gap" if p_gap >= CLEAR_GAP and may_be_clear else "likely gap"
    if p_gap <= LIKELY_MET:
        return "clearly met" if p_gap <= CLEARLY_MET and may_be_clear else "likely met"
    return "cannot tell yet"


def read_sheet(
    sheet: ScoreSheet,
    target: Target,
    months_per_level: Mapping[AreaId, float],
) -> Reading:
    """Read a score sheet against one target; the sheet's levels are not touched.

    Every area of the target has a gap, with None for figures where the area is withheld or not
    on the sheet. ``months_per_level`` is needed for every area that has a level and a target.
    "Confirmed ready" cannot occur unless somebody besides the form speaks for every critical area
    (the sheet's ``outside``). Where answers look careless (``careless`` of .5 or more)
    the gaps keep their figures and nothing is made of them. Source: MEASUREMENT.md 2.5, 2.7, 2.8.
    """
    interpretable = is_interpretable(sheet)
    gaps = {
        area: _gap(wanted, sheet.areas.get(area), months_per_level, interpretable)
        for area, wanted in target.levels.items()
    }
    if not interpretable:
        return Reading(
            target=target,
            gaps=gaps,
            order=(),
            develop=(),
            find_out=(),
            keep=(),
            p_ready=None,
            coverage=None,
            stage=None,
        )
    p_ready = _p_ready(sheet, gaps)
    return Reading(
        target=target,
        gaps=gaps,
        order=_by_falling({a: g.importance for a, g in gaps.items()}),
        develop=_by_falling({a: g.priority for a, g in gaps.items() if _is_gap(g)}),
        find_out=_find_out(sheet, gaps),
        keep=_by_falling(
            {a: -g.p_gap for a, g in gaps.items() if g.p_gap is not None and g.p_gap <= LIKELY_MET}
        ),
        p_ready=p_ready,
        coverage=_coverage(sheet, gaps),
        stage=readiness_stage(gaps, p_ready, sheet.areas_others_rated),
    )


def is_interpretable(sheet: ScoreSheet) -> bool:
    """Whether the answers look careful enough to say something about the person (2.11)."""
    careless = sheet.quality.careless
    return careless is None or careless < CARELESS_FROM


def _gap(
    wanted: TargetLevel,
    found: AreaScore | None,
    months_per_level: Mapping[AreaId, float],
    interpretable: bool,
) -> Gap:
    if found is None or found.distribution is None or found.standard_error is None:
        return Gap(
            area=wanted.area,
            target=wanted,
            p_gap=None,
            verdict=None,
            shortfall=None,
            importance=None,
            priority=None,
            value_of_information=None,
        )
    p_gap = below(found.distribution, wanted.level)
    shortfall = expected_shortfall(found.distribution, wanted.level)
    importance = wanted.weight * (CRITICAL_FACTOR if wanted.critical else 1.0) * shortfall
    return Gap(
        area=wanted.area,
        target=wanted,
        p_gap=p_gap,
        verdict=verdict_word(p_gap, found.units_scored) if interpretable else None,
        shortfall=shortfall,
        importance=importance,
        priority=importance * USUAL_MONTHS / months_per_level[wanted.area],
        value_of_information=wanted.weight * p_gap * (1 - p_gap) * found.standard_error**2,
    )


def _by_falling(figures: Mapping[AreaId, float | None]) -> tuple[AreaId, ...]:
    """Areas that have a figure, highest first, ties by name."""
    known = {area: figure for area, figure in figures.items() if figure is not None}
    return tuple(sorted(known, key=lambda area: (-round(known[area], _SAME_IMPORTANCE), area)))


def _is_gap(gap: Gap) -> bool:
    return gap.p_gap is not None and gap.p_gap >= LIKELY_GAP


def _cannot_tell(gap: Gap) -> bool:
    return gap.p_gap is not None and LIKELY_MET < gap.p_gap < LIKELY_GAP


def _find_out(sheet: ScoreSheet, gaps: Mapping[AreaId, Gap]) -> tuple[FindOut, ...]:
    """Undecided areas by value of information, each with its next step, then withheld ones."""
    undecided = _by_falling(
        {area: gap.value_of_information for area, gap in gaps.items() if _cannot_tell(gap)}
    )
    withheld = tuple(area for area, gap in gaps.items() if gap.p_gap is None)
    return tuple(
        next_step(
            area,
            sheet.areas.get(area),
            asked={factor.source for factor in sheet.outside if factor.area == area},
        )
        for area in (*undecided, *withheld)
    )


def next_step(area: AreaId, found: AreaScore | None, *, asked: Collection[Source] = ()) -> FindOut:
    """The cheapest way to find out: answers that are missing, a deep dive, a coach, colleagues.

    Minutes are those of the person, the coach or each colleague (2.8, 2.10). A deep dive that has
    been taken already (eight units or more: two of the role-weighted form and six) gives way to a
    coach's rating, and that to colleagues; ``asked`` are the sources that rated the area.
    """
    scored = 0 if found is None else found.units_scored
    if found is None or found.distribution is None:
        seconds = 65 * (UNITS_FOR_A_LEVEL - scored)
        return FindOut(area=area, step="answer-more", minutes=ceil(seconds / 60))
    if scored < FEWEST_UNITS + DEEP_DIVE_UNITS:
        return FindOut(area=area, step="deep-dive", minutes=DEEP_DIVE_MINUTES)
    if "coach" not in asked:
        return FindOut(area=area, step="coach-rating", minutes=COACH_RATING_MINUTES)
    return FindOut(area=area, step="colleagues", minutes=COLLEAGUE_MINUTES)


def readiness_stage(
    gaps: Mapping[AreaId, Gap], p_ready: float | None, other_sources: Collection[AreaId] = ()
) -> ReadinessStage:
    """The stage by the first rule that holds: confirmed, several, one, not enough, none (2.7)."""
    critical = [gap for gap in gaps.values() if gap.target.critical]
    confirmed = all(gap.area in other_sources for gap in critical)
    if p_ready is not None and p_ready >= ENOUGH_READINESS and confirmed:
        return "Confirmed ready"
    likely_gaps = sum(_is_gap(gap) for gap in critical)
    if likely_gaps >= 2:
        return "Several critical gaps likely"
    if likely_gaps == 1:
        return "One critical gap likely"
    unknown = sum(gap.p_gap is None or _cannot_tell(gap) for gap in critical)
    if unknown * 2 > len(critical):
        return "Not enough evidence"
    return "No critical gap shown – confirm"


def _at_stake(sheet: ScoreSheet, gaps: Mapping[AreaId, Gap]) -> list[AreaAtStake]:
    """The areas that have both a target and a level."""
    return [
        AreaAtStake(target=gap.target, log_likelihood=sheet.areas[area].log_likelihood)
        for area, gap in gaps.items()
        if gap.p_gap is not None
    ]


def _critical_areas_known(gaps: Mapping[AreaId, Gap]) -> bool:
    critical = [gap for gap in gaps.values() if gap.target.critical]
    return bool(critical) and all(gap.p_gap is not None for gap in critical)


def _p_ready(sheet: ScoreSheet, gaps: Mapping[AreaId, Gap]) -> float | None:
    """P(every critical target is met); None without critical areas or with one withheld (2.7)."""
    if not _critical_areas_known(gaps):
        return None
    critical = [area for area in _at_stake(sheet, gaps) if area.target.critical]
    return probability_all_met(sheet.node_weights, critical)


def _coverage(sheet: ScoreSheet, gaps: Mapping[AreaId, Gap]) -> Coverage | None:
    """The coverage index; None where P(ready) is, or where no area has a weight (2.7)."""
    at_stake = _at_stake(sheet, gaps)
    if not _critical_areas_known(gaps) or not any(area.target.weight for area in at_stake):
        return None
    index = coverage_distribution(sheet.node_weights, at_stake)
    return Coverage(
        share=_share(index.mean),
        likely_range=Interval(
            low=_share(index.percentile(0.10)), high=_share(index.percentile(0.90))
        ),
    )


def _share(value: float) -> float:
    return min(1.0, max(0.0, value))


def read_types(
    sheet: ScoreSheet, targets: Sequence[Target], chosen: Target
) -> tuple[TypeReading, ...]:
    """How far the same answers are from each type, nearest first (ties in the order given).

    Over the areas that have a level; empty where none has or where answers look careless. The
    contributions of a type sum to its shortfall minus the chosen target's. Source: 2.5, 5.5.
    """
    if not is_interpretable(sheet):
        return ()
    from_chosen = shortfall_parts(sheet, chosen)
    readings = []
    for target in targets:
        parts = shortfall_parts(sheet, target)
        if not parts:
            continue
        gaps = {
            area: _gap(wanted, sheet.areas.get(area), {area: USUAL_MONTHS}, interpretable=True)
            for area, wanted in target.levels.items()
        }
        readings.append(
            TypeReading(
                profile=target.profile,
                title=target.title,
                shortfall=fsum(parts.values()),
                stage=readiness_stage(gaps, _p_ready(sheet, gaps), sheet.areas_others_rated),
                contributions={
                    area: parts.get(area, 0.0) - from_chosen.get(area, 0.0)
                    for area in dict.fromkeys((*parts, *from_chosen))
                },
            )
        )
    return tuple(sorted(readings, key=lambda r: round(r.shortfall, _SAME_IMPORTANCE)))


def shortfall_parts(sheet: ScoreSheet, target: Target) -> dict[AreaId, float]:
    """Each area's part of the weighted expected shortfall: w S / sum of w."""
    known = {
        area: (wanted.weight, expected_shortfall(found.distribution, wanted.level))
        for area, wanted in target.levels.items()
        if (found := sheet.areas.get(area)) is not None and found.distribution is not None
    }
    total = fsum(weight for weight, _ in known.values())
    return {area: weight * s / total for area, (weight, s) in known.items()} if total else {}
