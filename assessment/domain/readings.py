"""What does a score sheet mean for one target: gaps, priorities, readiness stage?

The values only; ``scoring/reading.py`` makes them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from assessment.domain.areas import AreaId
from assessment.domain.language import marked
from assessment.domain.profiles import ProfileId, Target, TargetLevel
from assessment.domain.scoring.sheet import Interval

Verdict = Literal["clear gap", "likely gap", "cannot tell yet", "likely met", "clearly met"]
VERDICTS: tuple[Verdict, ...] = (
    marked("clear gap"),
    marked("likely gap"),
    marked("cannot tell yet"),
    marked("likely met"),
    marked("clearly met"),
)
VERDICT_MARKS: dict[Verdict, str] = {
    "clear gap": "▼",
    "likely gap": "▽",
    "cannot tell yet": "◇",
    "likely met": "△",
    "clearly met": "▲",
}

ReadinessStage = Literal[
    "Several critical gaps likely",
    "One critical gap likely",
    "No critical gap shown – confirm",
    "Confirmed ready",
    "Not enough evidence",
]

STAGES: tuple[ReadinessStage, ...] = (
    marked("Several critical gaps likely"),
    marked("One critical gap likely"),
    marked("No critical gap shown – confirm"),
    marked("Confirmed ready"),
    marked("Not enough evidence"),
)

NextStep = Literal["deep-dive", "coach-rating", "colleagues", "answer-more"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One area against its target. Figures are None where the area is withheld."""

    area: AreaId
    target: TargetLevel
    p_gap: float | None
    """P(true level below the target), 0 to 1."""
    verdict: Verdict | None
    """None also where answer quality forbids interpretation; the figures stay, for research."""
    shortfall: float | None
    """Expected shortfall S_a in levels, 0 or more."""
    importance: float | None
    """w_a · (1.5 if critical) · S_a: the order over all areas."""
    priority: float | None
    """importance · 6 / months per level: the order of the develop list."""
    value_of_information: float | None
    """w_a · p(1−p) · SD²: the order of the find-out list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindOut:
    """An area the answers cannot decide, with the cheapest next step and what it costs."""

    area: AreaId
    step: NextStep
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The coverage index as a share (0 to 1, shown 0–100) with its 80 % range."""

    share: float
    likely_range: Interval
    """Here the ends are shares, 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A score sheet read against one target. Changing the target adds one and moves no level."""

    target: Target
    gaps: Mapping[AreaId, Gap]
    order: tuple[AreaId, ...]
    """Every area that has a level, most worth developing first (2.8, without practice time)."""
    develop: tuple[AreaId, ...]
    """Areas with p ≥ .75, by priority."""
    find_out: tuple[FindOut, ...]
    """Areas with .25 < p < .75, by value of information, then the withheld ones."""
    keep: tuple[AreaId, ...]
    p_ready: float | None
    coverage: Coverage | None
    stage: ReadinessStage | None
    """None where answer quality forbids interpretation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeReading:
    """How far the same answers are from one CTO type.

    ``shortfall`` is the weighted expected shortfall Σ w·S / Σ w in levels, lower is nearer.
    ``contributions`` are the areas' parts of its difference from the chosen target's shortfall;
    they sum to ``shortfall`` minus the chosen target's.
    """

    profile: ProfileId
    title: str
    shortfall: float
    stage: ReadinessStage | None
    contributions: Mapping[AreaId, float]
