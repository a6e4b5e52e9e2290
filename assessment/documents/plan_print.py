"""How does a plan become pages to pin to a wall, and its readout one page for the board?"""

import datetime as dt

from markupsafe import Markup

from assessment.documents.plan_fit import Paper, picture_height
from assessment.documents.plan_pages import PlanPages, plan_pages
from assessment.documents.plan_wallchart import WIDTH, least_height, wall_chart
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
PAPERS: dict[PageSize, Paper] = {
    "A4": Paper(across=297, down=210),
    "Letter": Paper(across=279, down=216),
}
"""A wall is read in landscape."""
MOST_IN_A_WEEK = range(14, 2, -1)
"""Steps named for one of the first weeks on page one, tried in turn."""


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
    paper = PAPERS[page_size]
    pages, chart = _page_one(plan, steps, paper)
    html = environment().get_template("plan/document.html").render(
        plan=pages,
        made="" if made is None else long_date(made),
        revision=revision if revision is not None and revision > 1 else None,
        created=noon(made or plan.facts.start).isoformat(),
        chart=chart,
    )  # fmt: skip
    return PrintJob(
        html=html,
        css=style_sheet("plan", f"{paper.across:g}mm {paper.down:g}mm"),
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


def _page_one(plan: NinetyDayPlan, steps: Steps, paper: Paper) -> tuple[PlanPages, Markup]:
    """The words, with as many steps of the first weeks as leave the picture its least height."""
    tracks = timeline_tracks(plan, [a for a, step in steps.items() if step.state == "done"])
    for most in MOST_IN_A_WEEK:
        pages = plan_pages(plan, steps, paper, most)
        height = _room(pages, paper) * WIDTH / paper.measure
        if height >= least_height(tracks):
            break
    in_role = plan.facts.mode == "in-role"
    chart = wall_chart(
        tracks,
        uid="weeks",
        starts=[week.starts for week in plan.weeks],
        listening_weeks=listening_weeks(plan.situation) if in_role else 0,
        readouts=[(p.day, week_of_day(p.day) + 1) for p in plan.checkpoints],
        height=height,
    )
    return pages, in_print(chart)


def _room(pages: PlanPages, paper: Paper) -> float:
    """Millimetres the rest of page one leaves for the picture."""
    weeks = [
        (*(f"{e.number} {e.title} {e.hours}" for e in week.entries), week.more, week.meet)
        for week in pages.first_weeks
    ]
    days = (*(f"{day} {date}" for day, date in pages.checkpoints), pages.listening)
    facts = " · ".join((*pages.facts, pages.hours))
    return picture_height(paper, notes=pages.notes, facts=facts, columns=[*weeks, days])
