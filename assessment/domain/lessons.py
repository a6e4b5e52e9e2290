"""What is a lesson as its author wrote it: how does somebody get from one level to the next?"""

from dataclasses import dataclass

from assessment.domain.areas import AreaId, FacetId, SeedId
from assessment.domain.prose import Prose


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """The one lesson of a facet; its id is the facet's."""

    id: FacetId
    version: int
    area: AreaId
    title: str
    minutes: int
    """Reading time, the exercise not counted."""
    intro: Prose
    from_2_to_3: Prose
    from_3_to_4: Prose
    worked_example: Prose
    exercise: Prose
    done_when: Prose
    coach_asks: tuple[str, ...]
    """Questions, in plain words without markup."""
    wrong_turns: tuple[str, ...]
    """What goes wrong, why it tempts and what it costs, in plain words without markup."""
    seeds: tuple[SeedId, ...]
