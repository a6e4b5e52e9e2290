"""How does a plan become pages to pin to a wall, and its readout one page for the board?"""

import datetime as dt

from markupsafe import Markup

from assessment.documents.plan_pages import PlanPages, plan_pages
from assessment.documents.plan_wallchart import WIDTH, wall_chart
from assessment.documents.plan_words import timeline_tracks
from assessment.documents.print_job import PrintJob
from assessment.documents.printing import (
    PAGE_SIZES,
    PageSize,
    environment,
    in_print,
    noon,
    style_sheet,
)
from assessment.documents.readout_pages import readout_pages
from assessment.documents.report import long_date
from assessment.domain.planning.calendar import listening_weeks, week_of_day
from assessment.domain.planning.plan import NinetyDayPlan
from assessment.domain.planning.progress import Steps
from assessment.domain.planning.readout import Readout

NO_STEPS: Steps = {}
SIDES_MM: dict[PageSize, tuple[float, float]] = {"A4": (297, 210), "Letter": (279, 216)}
"""A wall is read in landscape: width and height."""
_MARGIN_MM, _ABOVE_AND_BELOW_MM = 12.0, 24.0
_HEADER_MM, _STRIP_HEAD_MM, _ROW_MM = 27.0, 16.0, 3.9


def plan_job(
    plan: NinetyDayPlan,
    *,
    steps: Steps = NO_STEPS,
    made: dt.date | None = None,
    revision: int | None = None,
    page_size: PageSize = "A4",
) -> PrintJob:
    """The print job of a plan: the thirteen weeks on page one, then every step.

    ``made`` is the day the plan was built; without it no such day is printed and the plan's start
    dates the file. The same facts give the same bytes.
    """
    pages = plan_pages(plan, steps)
    html = environment().get_template("plan/document.html").render(
        plan=pages,
        made="" if made is None else long_date(made),
        revision=revision if revision is not None and revision > 1 else None,
        created=noon(made or plan.facts.start).isoformat(),
        chart=_chart(plan, pages, steps, page_size),
    )  # fmt: skip
    across, down = SIDES_MM[page_size]
    return PrintJob(
        html=html,
        css=style_sheet("plan", f"{across:g}mm {down:g}mm"),
        created=noon(made or plan.facts.start),
    )


def readout_job(found: Readout, *, page_size: PageSize = "A4") -> PrintJob:
    """The print job of a readout: one page, dated by day 90."""
    html = environment().get_template("readout/document.html").render(
        readout=readout_pages(found),
        created=noon(found.on).isoformat(),
    )  # fmt: skip
    return PrintJob(
        html=html, css=style_sheet("readout", PAGE_SIZES[page_size]), created=noon(found.on)
    )


def _chart(plan: NinetyDayPlan, pages: PlanPages, steps: Steps, page_size: PageSize) -> Markup:
    """The picture, as high as the rest of page one leaves room for."""
    across, down = SIDES_MM[page_size]
    rows = max((len(week.entries) for week in pages.first_weeks), default=0)
    rest = _HEADER_MM + 4 * len(pages.notes) + _STRIP_HEAD_MM + _ROW_MM * max(rows, 5)
    room = down - _ABOVE_AND_BELOW_MM - rest
    return in_print(
        wall_chart(
            timeline_tracks(plan, [a for a, step in steps.items() if step.state == "done"]),
            uid="weeks",
            starts=[week.starts for week in plan.weeks],
            listening_weeks=listening_weeks(plan.situation),
            readouts=[(p.day, week_of_day(p.day) + 1) for p in plan.checkpoints],
            height=room * WIDTH / (across - 2 * _MARGIN_MM),
        )
    )
