"""What can these figures not say (MEASUREMENT.md 7)?"""

from collections.abc import Sequence

from assessment.domain.attempts import BookletEntry
from assessment.domain.catalog import Catalog
from assessment.domain.findings_wording import counted
from assessment.domain.items import DemonstratedUnit

NO_NORMS = (
    "There is no comparison group. These levels compare your answers with written descriptions"
    " of behaviour."
)
LIKELY_RANGE = "Likely range: eight times in ten the level your answers point to lies in here."
CANNOT_TELL = (
    "Cannot tell yet: your answers fit both sides of the target. Six more questions or one coach"
    " rating usually settle it."
)
SELF_RATING_APART = "Your own rating was not used in the level."
NOT_FOR_HIRING = "Taken alone and unsupervised. Not for hiring decisions."
SECOND_SITTING = "A second sitting will rarely prove that you grew; your evidence log will."
NOT_A_FORECAST = (
    "A level describes the judgement your answers showed. It is not a grade, a rank, or a"
    " forecast of job performance."
)
BORROWED = "Areas you answered little on lean on your other answers."
TARGETS = "Targets: proposed by the project's authors."
PRACTICE_TIME = "Months of practice per level are an editorial assumption."


def key_status(catalog: Catalog, entries: Sequence[BookletEntry]) -> str:
    """Who stands behind the answer keys of this form, as one sentence."""
    units = [
        item
        for entry in entries
        if isinstance(item := catalog.items.get(entry.item), DemonstratedUnit)
    ]
    confirmed = sum(item.key_status == "panel" for item in units)
    if not confirmed:
        return (
            "Answer keys: written by the project's authors, not yet confirmed by practising CTOs."
        )
    if confirmed == len(units):
        return "Answer keys: confirmed by a panel of practising CTOs."
    return (
        f"Answer keys: {counted(confirmed, 'question', 'questions')} of {len(units)} confirmed by"
        " a panel of practising CTOs, the others written by the project's authors."
    )


def limits(catalog: Catalog, entries: Sequence[BookletEntry]) -> tuple[str, ...]:
    """The sentences every report prints, in this order."""
    return (
        NOT_A_FORECAST,
        NO_NORMS,
        LIKELY_RANGE,
        CANNOT_TELL,
        BORROWED,
        SELF_RATING_APART,
        key_status(catalog, entries),
        TARGETS,
        PRACTICE_TIME,
        NOT_FOR_HIRING,
        SECOND_SITTING,
    )
