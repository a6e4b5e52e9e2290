"""What does a template see of the arithmetic, so that a sceptical reader can redo it?"""

from collections.abc import Sequence
from dataclasses import dataclass

from assessment.domain.readings import Coverage
from assessment.domain.scoring.grid import GRID
from assessment.domain.scoring.posterior import NODES
from assessment.domain.scoring.sheet import AreaScore, UnitResult
from assessment.services.presenting import Presented

FORMAT_WORDS = {
    "judgement": "judgement",
    "exhibit": "exhibit",
    "choice": "choice",
    "number": "number",
}
MISSING_WORDS = {
    "skipped": "left out",
    "not-read": "too fast to have been read",
    "too-little-answered": "too little of it answered",
}


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
class TracePage:
    """The trace of one result."""

    attempt: str
    units: tuple[UnitLine, ...]
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
    scoring_version: str
    revision: str


def make_trace_page(presented: Presented) -> TracePage:
    """Every figure on the way from answers to priorities."""
    result = presented.result
    areas = sorted(result.sheet.areas, key=lambda area: result.catalog.areas[area].order)
    scores = [result.sheet.areas[area] for area in areas]
    reading = result.reading
    return TracePage(
        attempt=result.attempt.id,
        units=tuple(_unit(presented, unit) for unit in result.sheet.units),
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
        stage=reading.stage or "not interpreted",
        quality_points=result.sheet.quality.points,
        careless=_figure(result.sheet.quality.careless, 2),
        target_title=reading.target.title,
        scoring_version=result.sheet.scoring_version,
        revision=result.catalog.revision,
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


def _area(presented: Presented, score: AreaScore) -> AreaLine:
    area = presented.result.catalog.areas[score.area]
    gap = presented.result.reading.gaps[score.area]
    likely, wide = score.likely_range, score.wide_range
    return AreaLine(
        title=area.title,
        status=score.status,
        units=f"{score.units_scored} of {score.units_offered}",
        level=_figure(score.level, 3),
        standard_error=_figure(score.standard_error, 3),
        likely_range="–" if likely is None else f"{likely.low:.2f}–{likely.high:.2f}",
        wide_range="–" if wide is None else f"{wide.low:.2f}–{wide.high:.2f}",
        prior_pull=_figure(score.prior_pull, 2),
        target=f"{gap.target.level:g}",
        p_gap=_figure(gap.p_gap, 4),
        verdict=gap.verdict or "not enough answers",
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
