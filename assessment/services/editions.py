"""How does somebody's result become an edition, and how is an edition remembered?"""

from assessment.documents.edition_print import edition_job
from assessment.documents.edition_values import EditionLine, EditionReport, EditionRow, redact
from assessment.documents.printing import gap_report_job
from assessment.domain.areas import AreaId
from assessment.domain.editions import Edition
from assessment.services.presenting import Presented
from assessment.services.printing import GUEST, PageSize, Press, gap_report
from assessment.store.plain import from_text, to_text

__all__ = [
    "EditionLine",
    "EditionReport",
    "EditionRow",
    "areas_of",
    "can_be_edited",
    "edition_pdf",
    "edition_report",
    "from_edition_text",
    "to_edition_text",
]


def areas_of(presented: Presented) -> tuple[tuple[AreaId, str], ...]:
    """The areas an edition can be made of, in the content's order; none of a quick form."""
    result = presented.result
    if result.attempt.booklet.form == "quick":
        return ()
    catalog = result.catalog
    ordered = sorted(presented.areas, key=lambda area: catalog.areas[area].order)
    return tuple((area, catalog.areas[area].title) for area in ordered)


def can_be_edited(presented: Presented) -> bool:
    """Whether editions can be made: of what cannot be interpreted there is nothing to show."""
    return presented.findings.interpretable


def edition_report(presented: Presented, edition: Edition, *, name: str = "") -> EditionReport:
    """An edition of a result, as plain values that hold nothing else.

    Raises:
        ValueError: the result cannot be interpreted.
    """
    return redact(gap_report(presented, name=name or GUEST), edition)


def edition_pdf(
    press: Press,
    presented: Presented,
    edition: Edition,
    *,
    name: str = "",
    page_size: PageSize = "A4",
) -> bytes:
    """An edition as a PDF; one from which nothing is left out is the report itself.

    Raises:
        PdfUnavailable, PdfBusy, PdfFailed: it cannot be made here, now, or at all.
        ValueError: the result cannot be interpreted.
    """
    if edition.whole:
        called = name if edition.holds("name") and name else GUEST
        return press.make_pdf(
            gap_report_job(gap_report(presented, name=called), page_size=page_size)
        )
    return press.make_pdf(
        edition_job(edition_report(presented, edition, name=name), page_size=page_size)
    )


def to_edition_text(edition: Edition) -> str:
    """An edition as it is kept with a grant or a link."""
    return to_text(edition)


def from_edition_text(text: str) -> Edition:
    """The edition that was kept."""
    return from_text(Edition, text)
