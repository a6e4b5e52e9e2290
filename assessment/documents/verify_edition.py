"""Does an edition of a report print what its record says, and nothing more than it may hold?

An edition leaves answers out, so its figures cannot be redone from it; what can be held is that
print and record agree, that the pieces it carries are the ones it names, and which kind it is.
"""

import json
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast

import pikepdf

from assessment.documents.edition_print import EDITION_NAME
from assessment.documents.edition_values import FORMAT
from assessment.documents.pdf_text import page_texts, without_spaces
from assessment.domain.editions import KINDS, MAY_HOLD, EditionKind

_HELD_BY = {
    "gaps": "gaps",
    "unknowns": "unknowns",
    "types": "types",
    "differences": "self-ratings",
    "said": "self-ratings",
    "answers": "answers",
    "quality": "quality",
}
"""Which piece lets a part of the record hold anything."""
_UNPRINTED = frozenset({"format", "kind", "date", "form", "holds"})


def kind_of_edition(record: Mapping[str, Any]) -> EditionKind | None:
    """Which edition a record says it is; None where no such kind is known."""
    kind = record.get("kind")
    return cast("EditionKind", kind) if kind in KINDS else None


def edition_differences(record: Mapping[str, Any], printed: tuple[str, ...]) -> tuple[str, ...]:
    """What an edition carries against its own words, or does not print; nothing if all agrees."""
    kind = kind_of_edition(record)
    if kind is None:
        return ("the record inside names no edition that is known",)
    try:
        return (*_beyond(record, kind), *_unprinted(record, printed))
    except (KeyError, TypeError, AttributeError) as error:
        return (f"the record inside cannot be read: {type(error).__name__} {error}",)


def _beyond(record: Mapping[str, Any], kind: EditionKind) -> Iterator[str]:
    """What it holds though it should not."""
    holds = set(record["holds"])
    for piece in sorted(holds - MAY_HOLD[kind]):
        yield f"an edition of the kind {kind} never holds {piece}, and this one says it does"
    for part, piece in _HELD_BY.items():
        if record[part] and piece not in holds:
            yield f"{part} stands in the record though {piece} was left out"
    if record.get("others") and (kind != "coach" or "numbers" not in holds):
        yield "what others said stands in the record though this edition never holds it"
    if record["name"] and "name" not in holds:
        yield "a name stands in the record though it was left out"
    if "numbers" not in holds and any(row["span"] for row in record["rows"]):
        yield "numbers stand in the record though they were left out"


def _unprinted(record: Mapping[str, Any], printed: tuple[str, ...]) -> Iterator[str]:
    """Words of the record that stand on no page."""
    pages = "".join(printed)
    for name in sorted(set(record) - _UNPRINTED):
        for words in _texts(record[name]):
            if without_spaces(words) not in pages:
                yield f"not printed: {words}"


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        if value:
            yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)


def read_edition(path: Path) -> tuple[dict[str, Any], tuple[str, ...]] | None:
    """The record of an edition and what its pages print; None where the file is no edition."""
    try:
        with warnings.catch_warnings(action="ignore"), pikepdf.open(path) as opened:
            attached = opened.attachments.get(EDITION_NAME)
            if attached is None:
                return None
            record = json.loads(attached.get_file().read_bytes())
            printed = page_texts(opened)
    except (OSError, pikepdf.PdfError, ValueError, TypeError, AttributeError, LookupError):
        return None
    if not isinstance(record, dict) or record.get("format") != FORMAT:
        return None
    return record, printed
