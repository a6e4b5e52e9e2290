"""``report``: what does the gap report of one answers file say, as PDF or as JSON?"""

import argparse
import sys
from pathlib import Path

from assessment.cli.files import write_whole
from assessment.cli.outcomes import DONE, Stopped
from assessment.cli.printing import make_pdf, refuse_without_pango
from assessment.cli.sittings import Sitting, add_sitting_arguments, read_sitting
from assessment.documents.report import build_gap_report
from assessment.documents.report_values import GapReport
from assessment.services.scoring import read_against_types

NOBODY = "Self-assessment"
"""What stands for a name where the file has none, as in the app."""
STILL_WORKS = "report --json, plan with --out FILE.md, .ics or .csv, score and verify still work."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The answers, the target, and where the report goes."""
    add_sitting_arguments(parser)
    parser.add_argument("--out", type=Path, metavar="FILE", help="the PDF, such as report.pdf")
    parser.add_argument("--letter", action="store_true", help="US Letter instead of A4")
    parser.add_argument(
        "--json",
        action="store_true",
        help="the result that is attached to the PDF instead; to standard output without --out",
    )


def run(arguments: argparse.Namespace) -> int:
    """0; 2 where something given cannot be used; 3 where this machine cannot make PDFs."""
    out: Path | None = arguments.out
    if not arguments.json:
        if out is None:
            raise Stopped("Name the file to write, such as --out report.pdf, or ask for --json.")
        refuse_without_pango(STILL_WORKS)
    report = gap_report(read_sitting(arguments))
    if not arguments.json and out is not None:
        write_whole(out, _pdf(report, letter=arguments.letter))
    elif out is not None:
        write_whole(out, report.record.encode())
    else:
        sys.stdout.buffer.write(report.record.encode())
        sys.stdout.buffer.flush()
    return DONE


def gap_report(sitting: Sitting) -> GapReport:
    """The report of a sitting; no clock enters."""
    target = sitting.reading.target
    return build_gap_report(
        sitting.catalog,
        sitting.answers.booklet,
        sitting.answers.responses,
        sitting.sheet,
        sitting.reading,
        read_against_types(sitting.sheet, target, sitting.catalog),
        name=sitting.answers.name or NOBODY,
        date=sitting.answers.date,
    )


def _pdf(report: GapReport, *, letter: bool) -> bytes:
    from assessment.documents.printing import gap_report_job

    job = gap_report_job(report, page_size="Letter" if letter else "A4")
    return make_pdf(job, what_still_works=STILL_WORKS)
