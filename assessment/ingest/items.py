"""Which kind of item is a file, and who reads it?"""

from collections.abc import Callable, Mapping

from assessment.domain.items import Item
from assessment.ingest.calculations import read_choice, read_number
from assessment.ingest.fields import Fields
from assessment.ingest.problem_log import ProblemLog
from assessment.ingest.said import CHECKS_FOLDER, read_check, read_claim, read_self_rating
from assessment.ingest.source import SourceFile
from assessment.ingest.units import read_exhibit, read_judgement

READERS: Mapping[str, Callable[[SourceFile, Fields, ProblemLog], Item]] = {
    "judgement": read_judgement,
    "exhibit": read_exhibit,
    "number": read_number,
    "choice": read_choice,
    "claim": read_claim,
    "self-rating": read_self_rating,
    "check": read_check,
}


def read_item(source: SourceFile, fields: Fields, log: ProblemLog) -> Item | None:
    """Read one item file; None where its kind is not known."""
    kind = fields.text("kind")
    if not kind:
        return None
    reader = READERS.get(kind)
    if reader is None:
        fields.error(
            "kind", "unknown-kind", f"unknown kind {kind}", f"allowed: {', '.join(READERS)}"
        )
        return None
    if (kind == "check") != (source.folder == CHECKS_FOLDER):
        fields.error(
            "kind",
            "wrong-folder",
            f"an item of kind {kind} in {source.folder}",
            "checks belong in items/checks/, every other kind in items/<area>/",
        )
    item = reader(source, fields, log)
    fields.finish()
    return item
