"""What is a score sheet: everything one sitting's answers say, before any target is named?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from assessment.domain.areas import AreaId, Cluster
from assessment.domain.bank import ItemId
from assessment.domain.outside import OutsideFactor

SCORING_VERSION = "1.0.0"
"""Raised whenever the same answers could give another figure. Printed on every sheet."""

Status = Literal["reported", "provisional", "withheld"]
UnitFormat = Literal["judgement", "exhibit", "choice", "number"]
MissingReason = Literal["skipped", "not-read", "too-little-answered"]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitResult:
    """What one demonstrated unit contributed.

    ``x`` is the item score, 0 to 1, higher is better, None where missing (``missing`` says why).
    ``discrimination`` is a*, ``weight`` is w of MEASUREMENT.md 2.3.
    """

    item: ItemId
    area: AreaId
    format: UnitFormat
    x: float | None
    missing: MissingReason | None
    difficulty: float
    discrimination: float
    weight: float
    seconds: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A range of levels, both ends 1 to 5."""

    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FormAlone:
    """An area's figures from the answers alone, where others' ratings are part of the sheet."""

    status: Status
    level: float | None
    standard_error: float | None
    likely_range: Interval | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaScore:
    """What is known of one area. Every figure is None where the area is withheld."""

    area: AreaId
    status: Status
    units_offered: int
    units_scored: int
    log_likelihood: tuple[float, ...]
    """ln L_a on the 41-point grid, others' ratings included; all zero where nothing is known."""
    level: float | None
    standard_error: float | None
    likely_range: Interval | None
    """10th to 90th percentile."""
    wide_range: Interval | None
    """5th to 95th percentile, for the technical annex and the score program."""
    prior_pull: float | None
    """Half the difference between the levels with the starting mean 0.5 higher and lower."""
    distribution: tuple[float, ...] | None
    """p_a on the grid."""
    said: int | None
    """The self-rating, 1 to 5; never part of the level."""
    p_blind_spot: float | None
    p_hidden_strength: float | None
    form_alone: FormAlone | None = None
    """Without what others said; None where nobody's rating is part of the sheet."""

    @property
    def by_answers(self) -> FormAlone:
        """What the answers alone say, whether or not others rated."""
        return self.form_alone or FormAlone(
            status=self.status,
            level=self.level,
            standard_error=self.standard_error,
            likely_range=self.likely_range,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLevel:
    """Overall or cluster level: the mean of its areas' levels, with its likely range (80 %)."""

    level: float
    likely_range: Interval


QualityReason = Literal["rapid", "very-rapid", "flat", "failed-check", "weak-order", "chance-order"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerQuality:
    """How carefully the form seems to have been answered (2.11). Two points: not interpreted."""

    points: int
    reasons: tuple[QualityReason, ...]
    careless: float | None
    """min(1, points / 4); None when no demonstrated unit was answered."""

    @property
    def interpretable(self) -> bool:
        return self.points < 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Tilt:
    """Person-wide mean of self-rating minus level, in levels, with its standard error."""

    mean: float
    standard_error: float
    areas: int


FEWEST_JUDGEMENTS = 20
"""Judged statements below which nothing is reported (MEASUREMENT.md 2.6)."""
BEYOND_CHANCE = 1.645
"""Standard errors by which said and right must differ to be reported (2.6)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Confidence:
    """Confidence against correctness over the statements somebody judged. Shares from 0 to 1."""

    judgements: int
    said: float
    """Mean stated probability of being right."""
    right: float
    """Share of the judgements that were right."""
    brier: float
    """Mean squared difference of stated probability and outcome: 0 is perfect, .25 is guessing."""
    standard_error: float
    """Of ``said - right``; 0 where every difference is the same."""
    items: tuple[ItemId, ...]
    """The exhibits it rests on."""

    @property
    def over(self) -> float:
        """Over-confidence: above 0 surer than right, below 0 less sure than there was reason."""
        return self.said - self.right

    @property
    def is_reported(self) -> bool:
        """From 20 judgements on, where the difference is larger than chance allows (2.6)."""
        return (
            self.judgements >= FEWEST_JUDGEMENTS
            and abs(self.over) > BEYOND_CHANCE * self.standard_error
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreSheet:
    """One sitting scored. Immutable; stored at submission; no page computes a figure of its own."""

    scoring_version: str
    areas: Mapping[AreaId, AreaScore]
    units: tuple[UnitResult, ...]
    node_weights: tuple[float, ...]
    """p(g) over the 14 nodes of the common factor."""
    overall: GroupLevel | None
    clusters: Mapping[Cluster, GroupLevel]
    quality: AnswerQuality
    tilt: Tilt | None
    confidence: Confidence | None = None
    """Stated confidence against marks that were right; None where none was stated."""
    outside: tuple[OutsideFactor, ...] = ()
    """What coaches, a manager and colleagues added; without names."""
    overall_form_alone: GroupLevel | None = None
    """The overall level without it; None where there is none of it."""

    @property
    def areas_others_rated(self) -> frozenset[AreaId]:
        return frozenset(factor.area for factor in self.outside)
