"""What does one sitting tell the statistics: its answers, without whose they are?"""

from collections.abc import Mapping
from dataclasses import dataclass

from assessment.domain.areas import AreaId
from assessment.domain.attempts import SkipReason
from assessment.domain.bank import ItemId
from assessment.domain.items import ChoiceItem, DemonstratedUnit, ExhibitItem, JudgementItem
from assessment.domain.scoring.grid import Distribution
from assessment.domain.scoring.sheet import UnitFormat


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One scored question of one sitting."""

    item: ItemId
    area: AreaId
    format: UnitFormat
    x: float | None
    """Item score; None where it was left out, not read or hardly answered."""
    weight: float
    seconds: float | None
    expected_seconds: float
    marks: Mapping[str, str]
    """What was chosen by the letter of each action, statement or option; empty for numbers."""
    skip_reason: SkipReason | None
    level: Distribution | None
    """The area's level without this answer; None where the area has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """One valid first sitting. It holds no key of a person and no date."""

    answers: tuple[Answered, ...]
    overall: float | None


def lettered(item: DemonstratedUnit, value: object, *, short: bool) -> dict[str, str]:
    """An answer's marks by the letters of what they are about, as the author knows them.

    Values that no longer fit the item (its actions were changed since) give nothing.
    """
    match item:
        case JudgementItem() | ExhibitItem():
            letters = [row.letter for row in item.shown(short=short)]
            if not isinstance(value, tuple) or len(value) != len(letters):
                return {}
            return {
                letter: str(mark)
                for letter, mark in zip(letters, value, strict=True)
                if mark is not None
            }
        case ChoiceItem():
            letters = [option.letter for option in item.options]
            if isinstance(value, int) and 0 <= value < len(letters):
                return {letters[value]: "chosen"}
            return {}
        case _:
            return {}
