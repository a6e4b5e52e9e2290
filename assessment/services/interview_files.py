"""How are a kit and its scorecard sheets taken away: as PDF or as DOCX?"""

from collections.abc import Mapping

from assessment.documents.kit_pages import KitPages, kit_pages
from assessment.documents.kit_print import kit_job, sheets_job
from assessment.documents.pdf import Press
from assessment.documents.printing import PageSize
from assessment.services.interview_panels import Panel
from assessment.services.searches import Search

KIT_FILES: Mapping[str, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
"""Every kind of file a kit can be taken away as, with its media type."""


def kit_file(
    search: Search, panel: Panel, kind: str, press: Press, *, page_size: PageSize = "A4"
) -> bytes:
    """The kit of a search as one of ``KIT_FILES``.

    Raises:
        KeyError: there is no such kind.
        PdfUnavailable, PdfBusy, PdfFailed: the PDF cannot be made here, now, or at all.
    """
    pages = pages_of(search, panel)
    if kind == "pdf":
        return press.make_pdf(kit_job(pages, page_size=page_size))
    if kind == "docx":
        from assessment.documents.kit_docx import kit_docx  # a library few ask for

        return kit_docx(pages)
    raise KeyError(kind)


def sheets_file(
    search: Search, panel: Panel, kind: str, press: Press, *, page_size: PageSize = "A4"
) -> bytes:
    """The empty scorecard sheets of a search. Raises as ``kit_file``."""
    pages = pages_of(search, panel)
    if kind == "pdf":
        return press.make_pdf(sheets_job(pages, page_size=page_size))
    if kind == "docx":
        from assessment.documents.kit_docx import sheets_docx

        return sheets_docx(pages)
    raise KeyError(kind)


def pages_of(search: Search, panel: Panel) -> KitPages:
    """The words of a search's documents, dated by its freezing where it is frozen."""
    return kit_pages(
        search.shown,
        panel.plan,
        {member.id: member.name for member in panel.members},
        organisation=search.organisation_name,
        made=(search.frozen_at or search.created_at).date(),
        frozen=search.frozen_at is not None,
    )
