"""How do tests come to an answers file for the shipped content?"""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from assessment.domain.attempts import BookletEntry, FormId
from assessment.domain.booklets import assemble_booklet
from assessment.domain.catalog import Catalog
from assessment.domain.items import (
    ChoiceItem,
    Claim,
    ExhibitItem,
    InstructedCheck,
    JudgementItem,
    NumberItem,
    SelfRating,
)
from assessment.ingest.catalog import load_catalog
from tests.cli.running import PROJECT

ADA: dict[str, Any] = {"name": "Ada Łukasz", "date": "2026-11-21"}


@lru_cache(maxsize=1)
def shipped_content() -> Catalog:
    return load_catalog(PROJECT / "content")


def answers_of(form: FormId = "full", *, seed: int = 7) -> dict[str, Any]:
    """Careful answers to one form, wrong in places: right in seven of ten parts or so."""
    catalog = shipped_content()
    booklet = assemble_booklet(catalog, form, seed=seed)
    return {
        entry.item: {"value": _value(catalog, entry, place), "seconds": 40.0}
        for place, entry in enumerate(booklet.entries)
    }


def _value(catalog: Catalog, entry: BookletEntry, place: int) -> object:
    item = catalog.items[entry.item]
    match item:
        case JudgementItem():
            shown = item.shown(short=entry.short)
            # Some actions are rated against their key, others in the middle.
            return [
                _against(action.effectiveness)
                if (place + n) % 4 == 0
                else round(action.effectiveness)
                for n, action in enumerate(shown)
            ]
        case ExhibitItem():
            marks = [statement.truth for statement in item.shown(short=entry.short)]
            return ["FT"[truth != ((place + n) % 5 == 0)] for n, truth in enumerate(marks)]
        case NumberItem():
            return item.correct * (1 if place % 3 else 2)
        case ChoiceItem():
            return item.key().correct
        case Claim():
            return place % 5
        case SelfRating():
            return place % 4 + 2
        case InstructedCheck():
            return item.correct


def _against(effectiveness: float) -> int:
    return round(6 - effectiveness)


def write_answers(path: Path, answers: dict[str, Any] | None = None, **fields: object) -> Path:
    """An answers file; Ada's full form unless something else is given."""
    sent = {"answers": answers_of() if answers is None else answers, **fields}
    path.write_text(json.dumps(sent), encoding="utf-8")
    return path
