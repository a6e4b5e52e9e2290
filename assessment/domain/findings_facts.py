"""Which answers may a sentence about a person rest on?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from assessment.domain.areas import AreaId
from assessment.domain.attempts import BookletEntry, FormId, Response
from assessment.domain.bank import ItemId
from assessment.domain.catalog import Catalog
from assessment.domain.findings_wording import in_sentence
from assessment.domain.items import DemonstratedUnit, SelfRating
from assessment.domain.readings import Reading, TypeReading
from assessment.domain.scoring.sheet import AreaScore, ScoreSheet

FindingKind = Literal[
    "nearest-type",
    "first-priority",
    "nothing-to-develop",
    "cannot-say",
    "counts",
    "stage",
    "against-target",
    "wrong-turn",
    "no-wrong-turn",
    "cannot-tell",
    "said-shown",
    "tilt",
    "confidence",
    "type",
    "quality",
    "cluster",
    "fixed",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One sentence about a person, with the answers it rests on.

    Without those answers the sentence goes or says something else. ``rests_on`` is empty where
    the sentence speaks of answers that are not there, or of everybody.
    """

    kind: FindingKind
    text: str
    area: AreaId | None = None
    rests_on: tuple[ItemId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything the sentences are assembled from. Nothing here is computed anew."""

    catalog: Catalog
    responses: Mapping[ItemId, Response]
    entries: Sequence[BookletEntry]
    sheet: ScoreSheet
    reading: Reading
    types: Sequence[TypeReading]
    form: FormId

    def scored(self, areas: Iterable[AreaId] | None = None) -> tuple[ItemId, ...]:
        """The answers that entered a level, of some areas or of all."""
        wanted = None if areas is None else set(areas)
        return tuple(
            unit.item
            for unit in self.sheet.units
            if unit.x is not None and (wanted is None or unit.area in wanted)
        )

    def levelled(self) -> tuple[AreaId, ...]:
        """The areas that have a level, in the target's order."""
        return tuple(area for area, gap in self.reading.gaps.items() if gap.p_gap is not None)

    def area_name(self, area: AreaId) -> str:
        """The area's title as it stands inside a sentence."""
        return in_sentence(self.area_title(area))

    def area_title(self, area: AreaId) -> str:
        """The area's title; its id where the catalogue does not know it."""
        known = self.catalog.areas.get(area)
        return known.title if known else str(area)

    def area_score(self, area: AreaId) -> AreaScore:
        """The sheet's row of an area."""
        return self.sheet.areas[area]

    def is_short(self, item: ItemId) -> bool:
        """Whether the booklet shows this item in its short cut."""
        return any(entry.short for entry in self.entries if entry.item == item)

    def unit(self, item: ItemId) -> DemonstratedUnit | None:
        """The demonstrated unit of this id."""
        found = self.catalog.items.get(item)
        return found if isinstance(found, DemonstratedUnit) else None

    def self_rating_of(self, area: AreaId) -> ItemId | None:
        """The booklet's self-rating of an area, where it was answered."""
        for entry in self.entries:
            item = self.catalog.items.get(entry.item)
            given = self.responses.get(entry.item)
            if isinstance(item, SelfRating) and item.area == area and given and given.value:
                return entry.item
        return None
