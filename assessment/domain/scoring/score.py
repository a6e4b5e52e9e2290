"""How does one sitting become a score sheet?

MEASUREMENT.md 2.2 to 2.6 in order; docs/scoring.md redoes it with a spreadsheet.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from assessment.domain.areas import AreaId, Cluster
from assessment.domain.attempts import Response
from assessment.domain.bank import ItemBank, ItemId, UnitKey
from assessment.domain.outside import OutsideFactor
from assessment.domain.scoring import grid
from assessment.domain.scoring.confidence import confidence_of
from assessment.domain.scoring.grid import Distribution, clip
from assessment.domain.scoring.mixtures import NormalMixture, weighted_sum
from assessment.domain.scoring.outside import factor_log_likelihood
from assessment.domain.scoring.posterior import (
    STARTING_MEAN,
    AreaByNode,
    Likelihood,
    NodeWeights,
    add_up,
    area_by_node,
    area_distribution,
    likelihood,
    node_weights,
    starting_point,
    unanswered_by_node,
)
from assessment.domain.scoring.quality import answer_quality
from assessment.domain.scoring.selfview import blind_spot, hidden_strength, self_ratings, tilt
from assessment.domain.scoring.sheet import (
    SCORING_VERSION,
    AreaScore,
    GroupLevel,
    Interval,
    ScoreSheet,
    Status,
    Tilt,
    UnitResult,
)
from assessment.domain.scoring.units import score_unit, unit_log_likelihood

FEWEST_UNITS = 2
UNITS_TO_REPORT = 3
WIDEST_REPORTED_SPREAD = 0.85
"""Under two scored units an area is withheld; reported from three, SD 0.85 at most (2.5)."""
PRIOR_PULL_STEP = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Evidence:
    """An area before its figures: what was offered, scored, and what that says."""

    units_offered: int
    units_scored: int
    log_likelihood: tuple[float, ...]
    chances: Likelihood | None
    """None where nothing was scored and nobody rated."""
    by_node: AreaByNode

    @property
    def withheld(self) -> bool:
        return self.units_scored < FEWEST_UNITS


def score(
    bank: ItemBank,
    responses: Mapping[ItemId, Response],
    *,
    areas: Sequence[AreaId] | None = None,
    clusters: Mapping[AreaId, Cluster] | None = None,
    outside: Sequence[OutsideFactor] = (),
) -> ScoreSheet:
    """Score one sitting: the form as it was given, what was answered, what others said.

    Every area the bank or ``areas`` names has its place on the sheet. An area with fewer than two
    scored units is withheld: all its figures are None, never 0 and never the starting
    assumption. Responses to items outside the bank are not read. ``clusters`` says which areas
    form a cluster level. ``outside`` enters as further factors of their areas, and the sheet then
    keeps each area's figures without them too; it moves no status but by narrowing a spread,
    and an area that too few answers leave withheld stays so. Raises ValueError where a value is
    not of its item's kind or an area is rated that is not scored.
    Source: MEASUREMENT.md 2.1 to 2.6, 2.10, 2.11 and 2.13.
    """
    alone = _score(bank, responses, areas, clusters or {}, ())
    if not outside:
        return alone
    strangers = {factor.area for factor in outside} - set(alone.areas)
    if strangers:
        raise ValueError(f"no area {sorted(strangers)} to rate")
    sheet = _score(bank, responses, areas, clusters or {}, outside)
    return replace(
        sheet,
        areas={
            area: replace(found, form_alone=alone.areas[area].by_answers)
            for area, found in sheet.areas.items()
        },
        overall_form_alone=alone.overall,
    )


def _score(
    bank: ItemBank,
    responses: Mapping[ItemId, Response],
    areas: Sequence[AreaId] | None,
    clusters: Mapping[AreaId, Cluster],
    outside: Sequence[OutsideFactor],
) -> ScoreSheet:
    keys = tuple(item for item in bank.items if isinstance(item, UnitKey))
    units = tuple(score_unit(key, responses.get(key.id)) for key in keys)
    named = _areas_of(bank, areas or ())
    evidence = {area: _evidence(area, keys, units, outside) for area in named}
    weights = node_weights(e.by_node.mass for e in evidence.values() if e.chances is not None)
    pulls = _prior_pulls(evidence)
    said = self_ratings(bank, responses)
    scores = {
        area: _area_score(area, evidence[area], weights, said.get(area), pulls.get(area))
        for area in named
    }
    return ScoreSheet(
        scoring_version=SCORING_VERSION,
        areas=scores,
        units=units,
        node_weights=weights,
        overall=_group_level(list(evidence.values()), weights),
        clusters=_cluster_levels(evidence, weights, clusters),
        quality=answer_quality(bank, responses),
        tilt=_tilt(scores, evidence, weights),
        confidence=confidence_of(bank, responses),
        outside=tuple(outside),
    )


def _areas_of(bank: ItemBank, areas: Iterable[AreaId]) -> tuple[AreaId, ...]:
    """The areas asked for, then those the bank names besides, each once."""
    in_bank = (area for item in bank.items if (area := getattr(item, "area", None)) is not None)
    return tuple(dict.fromkeys((*areas, *in_bank)))


def _evidence(
    area: AreaId,
    keys: Sequence[UnitKey],
    units: Sequence[UnitResult],
    outside: Sequence[OutsideFactor],
) -> _Evidence:
    own = [(key, unit) for key, unit in zip(keys, units, strict=True) if unit.area == area]
    said = [term for key, unit in own if (term := unit_log_likelihood(key, unit)) is not None]
    others = [factor_log_likelihood(factor) for factor in outside if factor.area == area]
    log_likelihood = add_up((*said, *others))
    chances = likelihood(log_likelihood) if said or others else None
    start = starting_point(STARTING_MEAN)
    return _Evidence(
        units_offered=len(own),
        units_scored=len(said),
        log_likelihood=log_likelihood,
        chances=chances,
        by_node=unanswered_by_node(start) if chances is None else area_by_node(chances, start),
    )


def _area_score(
    area: AreaId,
    evidence: _Evidence,
    weights: NodeWeights,
    said: int | None,
    prior_pull: float | None,
) -> AreaScore:
    distribution: Distribution | None = None
    if not evidence.withheld and evidence.chances is not None:
        distribution = area_distribution(
            evidence.chances, evidence.by_node.mass, weights, starting_point(STARTING_MEAN)
        )
    known = distribution is not None
    spread = grid.standard_deviation(distribution) if distribution else None
    return AreaScore(
        area=area,
        status=area_status(evidence.units_offered, evidence.units_scored, spread),
        units_offered=evidence.units_offered,
        units_scored=evidence.units_scored,
        log_likelihood=evidence.log_likelihood,
        level=clip(grid.mean(distribution)) if distribution else None,
        standard_error=spread,
        likely_range=_range(distribution, 0.10, 0.90) if distribution else None,
        wide_range=_range(distribution, 0.05, 0.95) if distribution else None,
        prior_pull=prior_pull if known else None,
        distribution=distribution,
        said=said,
        p_blind_spot=blind_spot(distribution, said) if distribution and said else None,
        p_hidden_strength=hidden_strength(distribution, said) if distribution and said else None,
    )


def area_status(units_offered: int, units_scored: int, spread: float | None) -> Status:
    """Whether an area is reported, provisional or withheld, counting read and scored units.

    Withheld under two units; reported from three with an SD of at most 0.85 level, unless more
    than a quarter of the area's units is missing; else provisional. Source: 2.5.

    >>> area_status(3, 3, 0.8), area_status(3, 3, 0.9), area_status(5, 3, 0.8)
    ('reported', 'provisional', 'provisional')
    >>> area_status(4, 3, 0.8), area_status(2, 2, 0.7), area_status(3, 1, None)
    ('reported', 'provisional', 'withheld')
    """
    if units_scored < FEWEST_UNITS or spread is None:
        return "withheld"
    too_much_missing = (units_offered - units_scored) * 4 > units_offered
    if units_scored < UNITS_TO_REPORT or spread > WIDEST_REPORTED_SPREAD or too_much_missing:
        return "provisional"
    return "reported"


def _range(distribution: Distribution, low: float, high: float) -> Interval:
    return Interval(
        low=clip(grid.percentile(distribution, low)),
        high=clip(grid.percentile(distribution, high)),
    )


def _prior_pulls(evidence: Mapping[AreaId, _Evidence]) -> dict[AreaId, float]:
    """Half the difference between the levels with the starting mean 0.5 higher and lower (2.5)."""
    high = _levels(evidence, STARTING_MEAN + PRIOR_PULL_STEP)
    low = _levels(evidence, STARTING_MEAN - PRIOR_PULL_STEP)
    return {area: (high[area] - low[area]) / 2 for area in high}


def _levels(evidence: Mapping[AreaId, _Evidence], starting_mean: float) -> dict[AreaId, float]:
    """Levels as shown, of the areas that are not withheld, under another starting mean."""
    start = starting_point(starting_mean)
    by_node = {
        area: area_by_node(e.chances, start)
        for area, e in evidence.items()
        if e.chances is not None
    }
    weights = node_weights(nodes.mass for nodes in by_node.values())
    return {
        area: clip(sum(w * m for w, m in zip(weights, nodes.means, strict=True)))
        for area, nodes in by_node.items()
        if not evidence[area].withheld
    }


def _mean_level(evidence: Sequence[_Evidence], weights: NodeWeights) -> NormalMixture:
    return weighted_sum(
        weights,
        [1 / len(evidence)] * len(evidence),
        [e.by_node.means for e in evidence],
        [e.by_node.variances for e in evidence],
    )


def _group_level(evidence: Sequence[_Evidence], weights: NodeWeights) -> GroupLevel | None:
    """Mean of the levels of a group of areas with its 80 % range (2.13).

    None unless more than half of the group's areas hold a scored unit: a mean that is mostly
    the starting assumption would be the prior dressed up as a finding.
    """
    if 2 * sum(e.units_scored > 0 for e in evidence) <= len(evidence):
        return None
    mixture = _mean_level(evidence, weights)
    return GroupLevel(
        level=clip(mixture.mean),
        likely_range=Interval(
            low=clip(mixture.percentile(0.10)), high=clip(mixture.percentile(0.90))
        ),
    )


def _cluster_levels(
    evidence: Mapping[AreaId, _Evidence],
    weights: NodeWeights,
    clusters: Mapping[AreaId, Cluster],
) -> dict[Cluster, GroupLevel]:
    groups: dict[Cluster, list[_Evidence]] = {}
    for area, own in evidence.items():
        if area in clusters:
            groups.setdefault(clusters[area], []).append(own)
    levels = {cluster: _group_level(group, weights) for cluster, group in groups.items()}
    return {cluster: level for cluster, level in levels.items() if level is not None}


def _tilt(
    scores: Mapping[AreaId, AreaScore],
    evidence: Mapping[AreaId, _Evidence],
    weights: NodeWeights,
) -> Tilt | None:
    """Over the areas that have both a level and a self-rating; None without one."""
    both = [
        (area, area_score.said, area_score.level)
        for area, area_score in scores.items()
        if area_score.said is not None and area_score.level is not None
    ]
    if not both:
        return None
    return tilt(
        [said for _, said, _ in both],
        [level for _, _, level in both],
        _mean_level([evidence[area] for area, _, _ in both], weights),
    )
