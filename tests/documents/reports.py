"""Which reports do the tests build from the made-up people of the findings?"""

import datetime as dt

from assessment.documents.report import build_gap_report
from assessment.documents.report_values import GapReport
from assessment.domain.attempts import Booklet
from tests.domain.findings_people import CATALOG, Sitting, person

SUBMITTED = dt.date(2026, 11, 21)


def booklet_of(sitting: Sitting) -> Booklet:
    return Booklet(form=sitting.form, revision=CATALOG.revision, seed=1, entries=sitting.entries)


def report_of(sitting: Sitting, *, name: str = "Ada Example") -> GapReport:
    return build_gap_report(
        CATALOG,
        booklet_of(sitting),
        sitting.responses,
        sitting.sheet,
        sitting.reading,
        sitting.types,
        name=name,
        date=SUBMITTED,
    )


def full_report(seed: int = 2, *, name: str = "Ada Example") -> GapReport:
    return report_of(person(seed, skill=0.4), name=name)


def quick_report(seed: int = 4) -> GapReport:
    return report_of(person(seed, form="quick"))
