"""What can these figures not say (MEASUREMENT.md 7)?"""

from collections.abc import Sequence

from assessment.domain.attempts import BookletEntry
from assessment.domain.catalog import Catalog
from assessment.domain.findings_wording import counted
from assessment.domain.items import DemonstratedUnit
from assessment.domain.language import gettext as _
from assessment.domain.language import marked

NO_NORMS = marked(
    "There is no comparison group. These levels compare your answers with "
    "written descriptions of behaviour."
)
LIKELY_RANGE = marked(
    "Likely range: eight times in ten the level your answers point to lies in here."
)
CANNOT_TELL = marked(
    "Cannot tell yet: your answers fit both sides of the target. Six more "
    "questions or one coach rating usually settle it."
)
SELF_RATING_APART = marked("Your own rating was not used in the level.")
NOT_FOR_HIRING = marked("Taken alone and unsupervised. Not for hiring decisions.")
SECOND_SITTING = marked("A second sitting will rarely prove that you grew; your evidence log will.")
NOT_A_FORECAST = marked(
    "A level describes the judgement your answers showed. It is not a grade, a "
    "rank, or a forecast of job performance."
)
BORROWED = marked("Areas you answered little on lean on your other answers.")
TARGETS = marked("Targets: proposed by the project's authors.")
PRACTICE_TIME = marked("Months of practice per level are an editorial assumption.")


def key_status(catalog: Catalog, entries: Sequence[BookletEntry]) -> str:
    """Who stands behind the answer keys of this form, as one sentence."""
    units = [
        item
        for entry in entries
        if isinstance(item := catalog.items.get(entry.item), DemonstratedUnit)
    ]
    confirmed = sum(item.key_status == "panel" for item in units)
    if not confirmed:
        return _(
            "Answer keys: written by the project's authors, not yet confirmed by practising CTOs."
        )
    if confirmed == len(units):
        return _("Answer keys: confirmed by a panel of practising CTOs.")
    return _(
        "Answer keys: %(counted)s of %(units)s confirmed by a panel of practising "
        "CTOs, the others written by the project's authors."
    ) % {"counted": counted(confirmed, "question", "questions"), "units": len(units)}


def limits(catalog: Catalog, entries: Sequence[BookletEntry]) -> tuple[str, ...]:
    """The sentences every report prints, in this order."""
    return (
        _(NOT_A_FORECAST),
        _(NO_NORMS),
        _(LIKELY_RANGE),
        _(CANNOT_TELL),
        _(BORROWED),
        _(SELF_RATING_APART),
        key_status(catalog, entries),
        _(TARGETS),
        _(PRACTICE_TIME),
        _(NOT_FOR_HIRING),
        _(SECOND_SITTING),
    )
