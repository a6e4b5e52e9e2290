"""What level does a CTO job ask for in each area, and how does context change it?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NewType

from assessment.domain.areas import AreaId, SeedId
from assessment.domain.prose import Prose

ProfileId = NewType("ProfileId", str)
StageId = NewType("StageId", str)
AdjustmentId = NewType("AdjustmentId", str)

ProfileKind = Literal["type", "role"]

MOST_CRITICAL_AREAS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetLevel:
    """What a job asks for in one area: level (1 to 5), weight (1 to 3), whether critical."""

    area: AreaId
    level: float
    weight: float
    critical: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetProfile:
    """One of the eight CTO types, or one of the roles shown for contrast."""

    id: ProfileId
    kind: ProfileKind
    title: str
    order: int
    summary: str
    about: Prose
    levels: Mapping[AreaId, TargetLevel]
    implied_stages: tuple[StageId, ...]
    """Stages whose adjustment the type already contains, so that it is skipped."""
    seeds: tuple[SeedId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment:
    """A fact of context that moves required levels: a company stage or a circumstance."""

    id: AdjustmentId
    kind: Literal["stage", "circumstance"]
    title: str
    order: int
    summary: str
    changes: Mapping[AreaId, float]
    floors: Mapping[AreaId, float]
    """Levels below which this adjustment does not push an area."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The facts about a job that move its target levels. Ids are those of adjustments."""

    stage: StageId | None = None
    circumstances: tuple[AdjustmentId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A profile after its context: what this person's answers are read against."""

    profile: ProfileId
    title: str
    context: Context
    chosen_because: str
    """Empty, or how the type was picked for somebody who was not sure."""
    levels: Mapping[AreaId, TargetLevel]

    @property
    def critical_areas(self) -> tuple[AreaId, ...]:
        return tuple(area for area, level in self.levels.items() if level.critical)
