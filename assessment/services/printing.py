"""How do results and plans become documents, made outside the web threads and kept?"""

from assessment.documents.pdf import (
    PdfBusy,
    PdfFailed,
    PdfsOfYours,
    PdfUnavailable,
    Press,
    pdf_available,
)
from assessment.documents.printing import PageSize, gap_report_job
from assessment.documents.report import build_gap_report
from assessment.documents.report_values import GapReport
from assessment.domain.branding import Brand
from assessment.services.presenting import Presented

__all__ = [
    "GapReport",
    "PageSize",
    "PdfBusy",
    "PdfFailed",
    "PdfUnavailable",
    "PdfsOfYours",
    "Press",
    "gap_report",
    "pdf_available",
    "report_pdf",
]

GUEST = "Self-assessment"
"""What stands for a name where none is known."""


def gap_report(presented: Presented, *, name: str = GUEST) -> GapReport:
    """The gap report of a result as plain values, dated by its submission.

    ``record`` is the JSON that travels inside the PDF.
    """
    result = presented.result
    submitted = result.attempt.submitted_at or result.scored_at
    expected = presented.ending.prediction
    return build_gap_report(
        result.catalog,
        result.attempt.booklet,
        result.attempt.responses,
        result.sheet,
        result.reading,
        presented.types,
        name=name,
        date=submitted.date(),
        ratings=presented.ratings,
        prediction=None if expected is None else expected.levels,
        in_english=(presented.stored.catalog, presented.stored.reading),
    )


def report_pdf(
    press: Press,
    presented: Presented,
    *,
    page_size: PageSize = "A4",
    name: str = GUEST,
    brand: Brand | None = None,
) -> bytes:
    """The gap report as a PDF; the same facts give the same bytes.

    ``brand`` is that of the organisation the report is made for.

    Raises:
        PdfUnavailable, PdfBusy, PdfFailed: it cannot be made here, now, or at all.
    """
    report = gap_report(presented, name=name)
    return press.make_pdf(gap_report_job(report, page_size=page_size, brand=brand))
