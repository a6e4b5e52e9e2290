"""What is a plan action as its author wrote it, and which facts call for it?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NewType

from assessment.domain.areas import AreaId, FacetId, SeedId
from assessment.domain.language import WordTable, marked
from assessment.domain.profiles import ProfileId, StageId
from assessment.domain.prose import Prose

ActionId = NewType("ActionId", str)
SituationId = NewType("SituationId", str)

Track = Literal[
    "business", "estate", "relationships", "constraints", "expectations", "early-wins", "agenda"
]
TRACKS: tuple[Track, ...] = (
    "business",
    "estate",
    "relationships",
    "constraints",
    "expectations",
    "early-wins",
    "agenda",
)
TRACK_TITLES: WordTable[Track] = WordTable(
    {
        "business": marked("Understand the business"),
        "estate": marked("Assess people, systems and risk"),
        "relationships": marked("Build relationships"),
        "constraints": marked("Find what constrains"),
        "expectations": marked("Clarify expectations"),
        "early-wins": marked("Earn early credibility"),
        "agenda": marked("Set the agenda"),
    }
)
ActionKind = Literal["listen", "agree", "learn", "find-out", "change", "report"]
Mode = Literal["in-role", "preparing"]
Phase = Literal[1, 2, 3]


@dataclass(frozen=True, slots=True, kw_only=True)
class Triggers:
    """The facts that call for an action, each with a weight above 0 (1 is usual)."""

    always: bool = False
    """Backbone: in every plan of its mode, whatever the gaps."""
    areas: Mapping[AreaId, float]
    facets: Mapping[FacetId, float]
    types: Mapping[ProfileId, float]
    stages: Mapping[StageId, float]
    situations: Mapping[SituationId, float]
    mandate_at_most: int | None = None
    """Called for where at most this many of the eight mandate facts hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanAction:
    """One step of the ninety days (PLAN.md 2)."""

    id: ActionId
    version: int
    status: Literal["live", "retired"]
    title: str
    track: Track
    phase: Phase
    kind: ActionKind
    effort_hours: float
    weeks: int
    """Over how many weeks the effort is spread."""
    requires: tuple[ActionId, ...]
    gate: ActionId | None
    """The listening or agreement whose deliverable must exist first; every change has one."""
    triggers: Triggers
    modes: tuple[Mode, ...]
    reversible: bool
    """Could be undone in a week: the situation table lets some of these move early."""
    early_kinds: tuple[str, ...]
    """Kinds of early move this counts as: ``protect``, ``relieve-constraint`` (PLAN.md 3)."""
    readout_day: Literal[30, 60, 90] | None
    """Set on the three readouts."""
    people: tuple[str, ...]
    """Roles to meet."""
    questions: tuple[str, ...]
    body: Prose
    deliverable: Prose
    done_when: Prose
    seeds: tuple[SeedId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One of the yes/no questions that tell situations apart, with what yes and no speak for."""

    id: str
    text: str
    yes: Mapping[SituationId, float]
    no: Mapping[SituationId, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """One of the five situations a leader may enter (PLAN.md 3)."""

    id: SituationId
    title: str
    order: int
    summary: str
    listening_days: int
    early_kinds: tuple[str, ...]
    """What may change before listening ends: ``reversible``, ``protect``, ``relieve-constraint``
    or nothing (PLAN.md 3, third column)."""
    change_band: tuple[float, float, float]
    """Share of hours spent on change at most in phases 1, 2, 3 before the pace is called fast."""
    early_good: str
    early_harm: str
    about: Prose
    seeds: tuple[SeedId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateFact:
    """One of the eight yes/no facts about authority (MEASUREMENT.md 5.7)."""

    id: str
    text: str
    why: str
