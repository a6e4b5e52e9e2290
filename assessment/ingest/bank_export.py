"""How does the item bank look in the score program's JSON (MEASUREMENT.md, appendix)?"""

from typing import Any, assert_never

from assessment.domain.booklets import CHECK_SECONDS, CLAIM_SECONDS, SELF_RATING_SECONDS
from assessment.domain.catalog import Catalog
from assessment.domain.items import (
    ChoiceItem,
    Claim,
    DemonstratedUnit,
    ExhibitItem,
    InstructedCheck,
    Item,
    JudgementItem,
    NumberItem,
    SelfRating,
)


def export_bank(catalog: Catalog) -> dict[str, Any]:
    """Every live item in its whole cut, stripped of all words, by area and id.

    The value is what the first line of ``score`` holds under ``bank``. It is the pool, not a form:
    whoever scores answers with it keeps the items that were given.
    """
    order = {area: place for place, area in enumerate(catalog.areas)}
    live = [item for item in catalog.items.values() if item.status == "live"]
    live.sort(
        key=lambda item: (
            len(order) if isinstance(item, InstructedCheck) else order[item.area],
            item.id,
        )
    )
    return {"revision": catalog.revision, "bank": [_item(item) for item in live]}


def _item(item: Item) -> dict[str, Any]:
    match item:
        case JudgementItem():
            effectiveness = [action.effectiveness for action in item.actions]
            return {**_unit(item, "sjt"), "options": effectiveness}
        case ExhibitItem():
            return {**_unit(item, "exhibit"), "truth": [s.truth for s in item.statements]}
        case ChoiceItem():
            key = item.key()
            return {**_unit(item, "mcq"), "options": key.options, "correct": key.correct}
        case NumberItem():
            return {
                **_unit(item, "numeric"),
                "correct": item.correct,
                "tolerance": item.tolerance,
            }
        case Claim():
            return {**_said(item, "evidence"), "seconds": CLAIM_SECONDS}
        case SelfRating():
            return {**_said(item, "self"), "seconds": SELF_RATING_SECONDS}
        case InstructedCheck():
            return {
                "id": item.id,
                "area": None,
                "format": "check",
                "seconds": CHECK_SECONDS,
                "correct": item.correct,
            }
        case _:
            assert_never(item)


def _unit(item: DemonstratedUnit, name: str) -> dict[str, Any]:
    return {
        "id": item.id,
        "area": item.area,
        "format": name,
        "difficulty": item.difficulty,
        "seconds": item.seconds,
        "key_status": item.key_status,
    }


def _said(item: Claim | SelfRating, name: str) -> dict[str, Any]:
    """What is said of oneself has no difficulty: it never enters a level."""
    return {"id": item.id, "area": item.area, "format": name}
