"""What is everything the product reads from ``content/``, as one immutable value?"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from assessment.domain.areas import Area, AreaId, Facet, FacetId, SeedId
from assessment.domain.bank import ItemId
from assessment.domain.interviews import InterviewQuestion, InterviewQuestionId
from assessment.domain.items import DemonstratedUnit, Item
from assessment.domain.lessons import Lesson
from assessment.domain.plans import (
    ActionId,
    MandateFact,
    PlanAction,
    Question,
    Situation,
    SituationId,
)
from assessment.domain.profiles import Adjustment, AdjustmentId, ProfileId, TargetProfile
from assessment.domain.prose import Prose


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of an answer scale."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """An answer scale shared by items: ``effectiveness``, ``truth``, ``claim``, ``self-rating``."""

    id: str
    title: str
    prompt: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Blueprint:
    """What a form must hold: units per area by kind, claims per area, checks (1.5)."""

    id: str
    title: str
    minutes: int
    summary: str
    units: Mapping[AreaId, Mapping[str, int]]
    """Per area how many units of each kind (``judgement exhibit number choice``)."""
    claims_per_area: int
    checks: int
    critical_units: Mapping[AreaId, Mapping[str, int]] = field(default_factory=dict)
    """The same for an area that the target calls critical; ``units`` where it says nothing."""

    def mix(self, area: AreaId, *, critical: bool) -> Mapping[str, int]:
        """How many units of each kind an area gets."""
        common = self.units.get(area, {})
        return self.critical_units.get(area, common) if critical else common


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of plain words: what this is not for, method, glossary."""

    id: str
    title: str
    summary: str
    body: Prose
    seeds: tuple[SeedId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalog:
    """All content at one revision. ``revision`` is a fingerprint of every file."""

    revision: str
    areas: Mapping[AreaId, Area]
    items: Mapping[ItemId, Item]
    scales: Mapping[str, Scale]
    blueprints: Mapping[str, Blueprint]
    profiles: Mapping[ProfileId, TargetProfile]
    adjustments: Mapping[AdjustmentId, Adjustment]
    actions: Mapping[ActionId, PlanAction]
    situations: Mapping[SituationId, Situation]
    situation_questions: tuple[Question, ...]
    mandate_facts: tuple[MandateFact, ...]
    pages: Mapping[str, Page]
    lessons: Mapping[FacetId, Lesson] = field(default_factory=dict)
    questions: Mapping[InterviewQuestionId, InterviewQuestion] = field(default_factory=dict)
    """Structured interview questions, not those that tell situations apart."""

    @property
    def facets(self) -> dict[FacetId, Facet]:
        """Every facet of every area by id."""
        return {facet.id: facet for area in self.areas.values() for facet in area.facets}

    def units_of(self, area: AreaId) -> tuple[DemonstratedUnit, ...]:
        """The live demonstrated units of an area, by id."""
        return tuple(
            item
            for item in self.items.values()
            if isinstance(item, DemonstratedUnit) and item.area == area and item.status == "live"
        )
