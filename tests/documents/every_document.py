"""One of every kind of document that is printed, on either paper."""

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path

from assessment.documents.brief_paper import brief_paper
from assessment.documents.brief_print import brief_job
from assessment.documents.edition_print import edition_job
from assessment.documents.edition_values import redact
from assessment.documents.kit_print import kit_job, sheets_job
from assessment.documents.plan_print import plan_job, readout_job
from assessment.documents.preparation import preparation_job
from assessment.documents.print_job import PrintJob
from assessment.documents.printing import PageSize, gap_report_job
from assessment.documents.report_json import read_sample
from assessment.domain.editions import USUAL, make_edition
from assessment.domain.planning.readout import readout
from assessment.ingest import load_catalog
from assessment.services.brief_json import brief_from_json, brief_to_json
from tests.browser.app_process import PROJECT
from tests.documents.plan_samples import all_done, plan_of
from tests.documents.preparations import ordinary_sheet
from tests.documents.reports import full_report
from tests.documents.test_kit import pages_of
from tests.domain.findings_people import CATALOG

AREAS = tuple(CATALOG.areas)
BRIEF = Path(__file__).parents[1] / "briefs" / "clean" / "scale-up-freight.json"

Printed = Callable[[PageSize], PrintJob]


def _brief(size: PageSize) -> PrintJob:
    catalog = load_catalog(PROJECT / "content")
    brief = brief_from_json(BRIEF.read_bytes(), catalog)
    paper = brief_paper(
        brief, catalog, organisation="Freight Ltd", revision=3, made=dt.date(2026, 11, 21)
    )
    return brief_job(paper, brief_to_json(brief), page_size=size)


def _edition(size: PageSize) -> PrintJob:
    edition = make_edition("sponsor", USUAL["sponsor"], AREAS, every=AREAS)
    return edition_job(redact(full_report(), edition), page_size=size)


def _readout(size: PageSize) -> PrintJob:
    plan = plan_of(1)
    found = readout(plan, all_done(plan, "Two releases a week, and nobody paged at night"))
    return readout_job(found, page_size=size)


DOCUMENTS: Mapping[str, Printed] = {
    "gap-report": lambda size: gap_report_job(read_sample(), page_size=size),
    "quick-report": lambda size: gap_report_job(read_sample("quick-report"), page_size=size),
    "plan": lambda size: plan_job(plan_of(0), page_size=size),
    "readout": _readout,
    "preparation": lambda size: preparation_job(ordinary_sheet(), page_size=size),
    "brief": _brief,
    "interview-kit": lambda size: kit_job(pages_of(), page_size=size),
    "scorecard-sheets": lambda size: sheets_job(pages_of(), page_size=size),
    "edition": _edition,
}
"""By the folder of its template."""
