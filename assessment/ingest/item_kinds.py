"""What is an item's kind called in headers and blueprints?"""

from typing import assert_never

from assessment.domain.items import (
    ChoiceItem,
    Claim,
    ExhibitItem,
    InstructedCheck,
    Item,
    JudgementItem,
    NumberItem,
    SelfRating,
)


def kind_of(item: Item) -> str:
    """The word of the ``kind`` header key."""
    match item:
        case JudgementItem():
            return "judgement"
        case ExhibitItem():
            return "exhibit"
        case NumberItem():
            return "number"
        case ChoiceItem():
            return "choice"
        case Claim():
            return "claim"
        case SelfRating():
            return "self-rating"
        case InstructedCheck():
            return "check"
        case _:
            assert_never(item)
