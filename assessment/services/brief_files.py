"""How is a brief shown and taken away: as a page, PDF, DOCX, JSON, or the draft of an advert?"""

from collections.abc import Mapping

from assessment.documents.brief_paper import BriefPaper, brief_paper, mandate_words
from assessment.documents.brief_print import brief_job
from assessment.documents.pdf import Press
from assessment.documents.printing import PageSize
from assessment.domain.catalog import Catalog
from assessment.services.brief_json import brief_to_json
from assessment.services.briefs import StoredBrief

__all__ = ["BRIEF_FILES", "BriefPaper", "brief_file", "mandate_words", "paper_of"]

BRIEF_FILES: Mapping[str, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
    "md": "text/markdown",
}
"""Every kind of file a brief can be taken away as, with its media type; ``md`` is the advert."""


def paper_of(stored: StoredBrief, catalog: Catalog, *, organisation: str) -> BriefPaper:
    """The brief as a document, dated by its version."""
    return brief_paper(
        stored.brief,
        catalog,
        organisation=organisation,
        revision=stored.revision,
        made=stored.changed_at.date(),
    )


def brief_file(
    stored: StoredBrief,
    catalog: Catalog,
    kind: str,
    press: Press,
    *,
    organisation: str,
    page_size: PageSize = "A4",
) -> bytes | str:
    """A brief as one of the kinds of ``BRIEF_FILES``.

    Raises:
        KeyError: there is no such kind.
        PdfUnavailable, PdfBusy, PdfFailed: the PDF cannot be made here, now, or at all.
    """
    if kind == "json":
        return brief_to_json(stored.brief)
    if kind == "md":
        from assessment.documents.brief_advert import brief_advert

        return brief_advert(stored.brief, catalog, organisation=organisation)
    paper = paper_of(stored, catalog, organisation=organisation)
    if kind == "pdf":
        return press.make_pdf(brief_job(paper, brief_to_json(stored.brief), page_size=page_size))
    if kind == "docx":
        from assessment.documents.brief_docx import brief_docx  # a library few ask for

        return brief_docx(paper)
    raise KeyError(kind)
