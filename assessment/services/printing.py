"""How do results and plans become documents, made outside the web threads and kept?"""

from assessment.documents.pdf import PdfBusy, PdfFailed, PdfUnavailable, Press, pdf_available
from assessment.documents.printing import PageSize, gap_report_job
from assessment.documents.report import build_gap_report
from assessment.documents.report_values import GapReport
from assessment.services.presenting import Presented

__all__ = [
    "GapReport",
    "PageSize",
    "PdfBusy",
    "PdfFailed",
    "PdfUnavailable",
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
    return build_gap_report(
        result.catalog,
        result.attempt.booklet,
        result.attempt.responses,
        result.sheet,
        result.reading,
        presented.types,
        name=name,
        date=submitted.date(),
    )


def report_pdf(press: Press, presented: Presented, *, page_size: PageSize = "A4") -> bytes:
    """The gap report as a PDF; the same facts give the same bytes.

    Raises:
        PdfUnavailable, PdfBusy, PdfFailed: it cannot be made here, now, or at all.
    """
    return press.make_pdf(gap_report_job(gap_report(presented), page_size=page_size))
