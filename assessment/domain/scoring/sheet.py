"""What is a score sheet: everything one sitting's answers say, before any target is named?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from assessment.domain.areas import AreaId, Cluster
from assessment.domain.bank import ItemId

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
class AreaScore:
    """What the answers say of one area. Every figure is None where the area is withheld."""

    area: AreaId
    status: Status
    units_offered: int
    units_scored: int
    log_likelihood: tuple[float, ...]
    """ln L_a on the 41-point grid; all zero where nothing was scored."""
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
