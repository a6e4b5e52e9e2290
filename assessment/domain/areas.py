"""What are the readiness areas, their facets and the anchors that describe each level?"""

from dataclasses import dataclass
from typing import Literal, NewType

from assessment.domain.language import WordRow, WordTable, marked
from assessment.domain.prose import Prose

AreaId = NewType("AreaId", str)
FacetId = NewType("FacetId", str)
SeedId = NewType("SeedId", str)

Cluster = Literal["business", "people", "technology-risk"]
CLUSTERS: tuple[Cluster, ...] = ("business", "people", "technology-risk")
CLUSTER_TITLES: WordTable[Cluster] = WordTable(
    {
        "business": marked("Business"),
        "people": marked("People"),
        "technology-risk": marked("Technology and risk"),
    }
)

Face = Literal["builder", "operator", "communicator"]

LOWEST_LEVEL = 1.0
HIGHEST_LEVEL = 5.0
LEVEL_NAMES = WordRow(
    marked("Foundation"),
    marked("Developing"),
    marked("Practising"),
    marked("Leading"),
    marked("Steering"),
)
"""Names of levels 1 to 5 (MEASUREMENT.md 5.1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """A part of an area that items and lessons are written for. Facets get no levels."""

    id: FacetId
    area: AreaId
    title: str
    definition: str
    faces: tuple[Face, ...]
    seeds: tuple[SeedId, ...]

    @property
    def code(self) -> str:
        """The facet's short name in tables, such as ``GR4``."""
        return self.id.upper()


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A readiness area: what is measured, and what each of its five levels looks like."""

    id: AreaId
    code: str
    title: str
    short_title: str
    definition: str
    cluster: Cluster
    months_per_level: float
    """Months of deliberate practice per level: an editorial assumption, printed as one."""
    colour: str
    order: int
    anchors: tuple[str, str, str, str, str]
    facets: tuple[Facet, ...]
    about: Prose
    seeds: tuple[SeedId, ...]


def nearest_step(level: float) -> int:
    """The step nearest to ``level`` (1 to 5, halves go up)."""
    return int(min(HIGHEST_LEVEL, max(LOWEST_LEVEL, level)) + 0.5)


def level_name(level: float) -> str:
    """Name the level nearest to ``level`` (1 to 5, halves go up).

    >>> level_name(2.5), level_name(1.0), level_name(5.4)
    ('Practising', 'Foundation', 'Steering')
    """
    return LEVEL_NAMES[nearest_step(level) - 1]
