"""How do an interview kit and its scorecard sheets become pages to print and to write on?"""

from assessment.documents.kit_pages import KitPages
from assessment.documents.print_job import PrintJob
from assessment.documents.printing import (
    PAGE_SIZES,
    PageSize,
    environment,
    noon,
    style_sheet,
)

NOTE_LINES = range(7)
"""Ruled lines under each question of a sheet; three questions then fill one page."""


def kit_job(pages: KitPages, *, page_size: PageSize = "A4") -> PrintJob:
    """The print job of a kit: the plan of the conversation on page one, then area by area."""
    return _job("interview-kit", pages, page_size)


def sheets_job(pages: KitPages, *, page_size: PageSize = "A4") -> PrintJob:
    """The print job of the scorecard sheets: one page an area, for handwriting."""
    return _job("scorecard-sheets", pages, page_size)


def _job(folder: str, pages: KitPages, page_size: PageSize) -> PrintJob:
    html = environment().get_template(f"{folder}/document.html").render(
        kit=pages, lines=NOTE_LINES, created=noon(pages.created).isoformat()
    )  # fmt: skip
    return PrintJob(
        html=html,
        css=style_sheet(folder, PAGE_SIZES[page_size]),
        created=noon(pages.created),
    )
