"""What does a template see of the arithmetic, so that a sceptical reader can redo it?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assessment.domain.language import WordTable, marked
from assessment.domain.language import gettext as _
from assessment.domain.outside import OutsideFactor
from assessment.domain.readings import Coverage, NextStep
from assessment.domain.scoring.finding_out import worth_of_steps
from assessment.domain.scoring.grid import GRID
from assessment.domain.scoring.posterior import NODES
from assessment.domain.scoring.sheet import AreaScore, Confidence, Status, UnitResult
from assessment.domain.scoring.type_details import OneChange, one_change
from assessment.services.presenting import Presented

FORMAT_WORDS = WordTable(
    {
        "judgement": marked("judgement"),
        "exhibit": marked("exhibit"),
        "choice": marked("choice"),
        "number": marked("number"),
    }
)
MISSING_WORDS = WordTable(
    {
        "skipped": marked("left out"),
        "not-read": marked("too fast to have been read"),
        "too-little-answered": marked("too little of it answered"),
    }
)

STATUS_WORDS: WordTable[Status] = WordTable(
    {
        "reported": marked("reported"),
        "provisional": marked("provisional"),
        "withheld": marked("withheld"),
    }
)
STEP_WORDS: WordTable[NextStep] = WordTable(
    {
        "deep-dive": marked("deep-dive"),
        "coach-rating": marked("coach-rating"),
        "colleagues": marked("colleagues"),
        "answer-more": marked("answer-more"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLine:
    """One demonstrated unit: what went into the level."""

    title: str
    area: str
    format: str
    x: str
    difficulty: str
    discrimination: str
    weight: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaLine:
    """One area: from its distribution to its verdict and priority."""

    title: str
    status: str
    units: str
    level: str
    standard_error: str
    likely_range: str
    wide_range: str
    prior_pull: str
    target: str
    p_gap: str
    verdict: str
    shortfall: str
    weight: str
    critical: str
    months: str
    priority: str
    information: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OthersLine:
    """One term that somebody else's ratings add."""

    area: str
    source: str
    raters: int
    mean: str
    centre: str
    variance: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TracePage:
    """The trace of one result."""

    attempt: str
    units: tuple[UnitLine, ...]
    others: tuple[OthersLine, ...]
    areas: tuple[AreaLine, ...]
    area_codes: tuple[str, ...]
    nodes: tuple[tuple[str, str], ...]
    grid: tuple[tuple[str, tuple[str, ...]], ...]
    likelihoods: tuple[tuple[str, tuple[str, ...]], ...]
    coverage: str
    p_ready: str
    stage: str
    quality_points: int
    careless: str
    target_title: str
    worth: tuple[tuple[str, str, str, str, str, str], ...]
    """Undecided areas by source: SD now and after, minutes, value."""
    confidence: Confidence | None
    change: OneChange | None
    change_area: str
    not_asked: int
    scoring_version: str
    revision: str


def make_trace_page(presented: Presented) -> TracePage:
    """Every figure on the way from answers to priorities."""
    result = presented.result
    areas = sorted(result.sheet.areas, key=lambda area: result.catalog.areas[area].order)
    scores = [result.sheet.areas[area] for area in areas]
    reading = result.reading
    interpretable = presented.findings.interpretable
    change = one_change(result.sheet, reading.target) if interpretable else None
    return TracePage(
        attempt=result.attempt.id,
        units=tuple(_unit(presented, unit) for unit in result.sheet.units),
        others=tuple(_others(presented, factor) for factor in result.sheet.outside),
        areas=tuple(_area(presented, score) for score in scores),
        area_codes=tuple(result.catalog.areas[area].code for area in areas),
        nodes=tuple(
            (f"{node:+.1f}", f"{weight:.4f}")
            for node, weight in zip(NODES, result.sheet.node_weights, strict=True)
        ),
        grid=_columns([score.distribution for score in scores], 5),
        likelihoods=_columns([score.log_likelihood for score in scores], 3),
        coverage=_coverage(reading.coverage),
        p_ready=_figure(reading.p_ready, 4),
        stage=_(reading.stage or "not interpreted"),
        quality_points=result.sheet.quality.points,
        careless=_figure(result.sheet.quality.careless, 2),
        target_title=reading.target.title,
        worth=tuple(_worth(presented)),
        confidence=result.sheet.confidence,
        change=change,
        change_area="" if change is None else result.catalog.areas[change.area].title,
        not_asked=presented.ending.not_asked,
        scoring_version=result.sheet.scoring_version,
        revision=result.catalog.revision,
    )


def _worth(presented: Presented) -> Iterator[tuple[str, str, str, str, str, str]]:
    result = presented.result
    for undecided in result.reading.find_out:
        for step in worth_of_steps(result.sheet, result.reading.gaps[undecided.area]):
            yield (
                result.catalog.areas[step.area].title,
                STEP_WORDS[step.step],
                f"{step.spread:.3f}",
                f"{step.spread_after:.3f}",
                str(step.minutes),
                "–" if step.taken else f"{step.value:.4f}",
            )


def _figure(value: float | None, decimals: int) -> str:
    return "–" if value is None else f"{value:.{decimals}f}"


def _coverage(coverage: Coverage | None) -> str:
    if coverage is None:
        return "–"
    span = coverage.likely_range
    return f"{coverage.share:.3f} ({span.low:.3f}–{span.high:.3f})"


def _unit(presented: Presented, unit: UnitResult) -> UnitLine:
    catalog = presented.result.catalog
    return UnitLine(
        title=catalog.items[unit.item].title,
        area=catalog.areas[unit.area].code,
        format=FORMAT_WORDS[unit.format],
        x=_figure(unit.x, 4),
        difficulty=f"{unit.difficulty:.1f}",
        discrimination=f"{unit.discrimination:.4f}",
        weight=f"{unit.weight:.2f}",
        note="" if unit.missing is None else MISSING_WORDS[unit.missing],
    )


def _others(presented: Presented, factor: OutsideFactor) -> OthersLine:
    return OthersLine(
        area=presented.result.catalog.areas[factor.area].code,
        source=factor.source,
        raters=factor.raters,
        mean=f"{factor.mean:.4f}",
        centre=f"{factor.centre:.4f}",
        variance=f"{factor.variance:.4f}",
    )


def _area(presented: Presented, score: AreaScore) -> AreaLine:
    area = presented.result.catalog.areas[score.area]
    gap = presented.result.reading.gaps[score.area]
    likely, wide = score.likely_range, score.wide_range
    return AreaLine(
        title=area.title,
        status=STATUS_WORDS[score.status],
        units=_("%(scored)d of %(offered)d")
        % {"scored": score.units_scored, "offered": score.units_offered},
        level=_figure(score.level, 3),
        standard_error=_figure(score.standard_error, 3),
        likely_range="–" if likely is None else f"{likely.low:.2f}–{likely.high:.2f}",
        wide_range="–" if wide is None else f"{wide.low:.2f}–{wide.high:.2f}",
        prior_pull=_figure(score.prior_pull, 2),
        target=f"{gap.target.level:g}",
        p_gap=_figure(gap.p_gap, 4),
        verdict=_(gap.verdict or "not enough answers"),
        shortfall=_figure(gap.shortfall, 3),
        weight=f"{gap.target.weight:g}",
        critical="× 1.5" if gap.target.critical else "",
        months=f"{area.months_per_level:g}",
        priority=_figure(gap.priority, 3),
        information=_figure(gap.value_of_information, 4),
    )


def _columns(
    columns: Sequence[Sequence[float] | None], decimals: int
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """One row a grid point, one column an area."""
    return tuple(
        (
            f"{level:.3f}",
            tuple("–" if c is None else f"{c[index]:.{decimals}f}" for c in columns),
        )
        for index, level in enumerate(GRID)
    )
