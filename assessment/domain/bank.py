"""What does scoring need to know of an item, and nothing more?

The keys below are the items of a form stripped of all words. The content's items and the score
program's JSON lines both become these, so that there is one engine and one way to be scored.
"""

from dataclasses import dataclass
from typing import Literal, NewType

from assessment.domain.areas import AreaId

ItemId = NewType("ItemId", str)
KeyStatus = Literal["author", "panel"]


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementKey:
    """A scenario whose every action is rated 1 to 5 for effectiveness."""

    id: ItemId
    area: AreaId
    difficulty: float
    seconds: float
    key_status: KeyStatus
    effectiveness: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExhibitKey:
    """A short document with statements to mark true, false or can't tell."""

    id: ItemId
    area: AreaId
    difficulty: float
    seconds: float
    key_status: KeyStatus
    truth: tuple[bool, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceKey:
    """A question with one right option; indexes start at 0."""

    id: ItemId
    area: AreaId
    difficulty: float
    seconds: float
    key_status: KeyStatus
    options: int
    correct: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberKey:
    """A calculation; ``tolerance`` is relative to ``correct``."""

    id: ItemId
    area: AreaId
    difficulty: float
    seconds: float
    key_status: KeyStatus
    correct: float
    tolerance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimKey:
    """A track-record claim, 0 to 4. It never moves a level."""

    id: ItemId
    area: AreaId


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfRatingKey:
    """An anchored self-rating, 1 to 5. It never moves a level."""

    id: ItemId
    area: AreaId


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckKey:
    """An instructed answer, 1 to 5, that shows the form is being read."""

    id: ItemId
    correct: int


UnitKey = JudgementKey | ExhibitKey | ChoiceKey | NumberKey
"""A demonstrated unit: the only kinds that enter a level."""

ItemKey = UnitKey | ClaimKey | SelfRatingKey | CheckKey


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemBank:
    """The items of one form as it was given: everything in it counts as offered (2.5)."""

    items: tuple[ItemKey, ...]

    def __post_init__(self) -> None:
        ids = [item.id for item in self.items]
        if len(ids) != len(set(ids)):
            repeated = sorted({i for i in ids if ids.count(i) > 1})
            raise ValueError(f"item ids used twice: {', '.join(repeated)}")
