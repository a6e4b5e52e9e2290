"""How is a plan taken away: as a PDF, markdown, a calendar or a table?"""

from collections.abc import Mapping

from assessment.documents.pdf import Press
from assessment.documents.plan_csv import plan_csv
from assessment.documents.plan_markdown import plan_markdown
from assessment.documents.plan_print import plan_job, readout_job
from assessment.documents.print_job import PrintJob
from assessment.documents.printing import PageSize
from assessment.domain.planning.plan import NinetyDayPlan
from assessment.domain.planning.progress import Steps
from assessment.domain.planning.readout import readout
from assessment.services.plans import StoredPlan

PLAN_FILES: Mapping[str, str] = {
    "pdf": "application/pdf",
    "md": "text/markdown",
    "ics": "text/calendar",
    "csv": "text/csv",
}
"""Every kind of file a plan can be taken away as, with its media type."""

MARK = "\ufeff"
"""Begins the table: without it a spreadsheet takes UTF-8 for its machine's own code page."""
UNSTORED = "ninety-days"
"""Stands for the plan's id where it was never stored: a later calendar from the same machine
moves the entries of the earlier one."""
NO_STEPS: Steps = {}


def plan_file(
    stored: StoredPlan, kind: str, press: Press, *, page_size: PageSize = "A4"
) -> bytes | str:
    """A stored plan as a file of one of the kinds of ``PLAN_FILES``, with what was done so far.

    Raises:
        KeyError: there is no such kind.
        PdfUnavailable, PdfBusy, PdfFailed: the PDF cannot be made here, now, or at all.
    """
    if kind == "pdf":
        return press.make_pdf(stored_plan_job(stored, page_size=page_size))
    return plan_text(
        stored.plan, kind, plan_id=stored.id, revision=stored.number, steps=stored.steps
    )


def plan_text(
    plan: NinetyDayPlan,
    kind: str,
    *,
    plan_id: str = UNSTORED,
    revision: int = 1,
    steps: Steps = NO_STEPS,
) -> bytes | str:
    """Any plan, stored or not, as a file that needs no press: ``md``, ``csv`` or ``ics``.

    Raises:
        KeyError: there is no such kind.
    """
    if kind == "md":
        return plan_markdown(plan, steps)
    if kind == "csv":
        return MARK + plan_csv(plan, steps)
    if kind == "ics":
        from assessment.documents.plan_calendar import plan_calendar  # a library few ask for

        return plan_calendar(plan, plan_id, revision=revision, steps=steps)
    raise KeyError(kind)


def stored_plan_job(stored: StoredPlan, *, page_size: PageSize = "A4") -> PrintJob:
    """The print job of a stored plan, dated by its revision."""
    return plan_job(
        stored.plan,
        steps=stored.steps,
        made=stored.made_at.date(),
        revision=stored.number,
        page_size=page_size,
    )


def readout_file(stored: StoredPlan, press: Press, *, page_size: PageSize = "A4") -> bytes:
    """The readout of a stored plan as one page of PDF. Raises as ``plan_file``."""
    found = readout(stored.plan, stored.steps)
    return press.make_pdf(readout_job(found, page_size=page_size))
