"""``verify``: do a report's figures follow from the answers inside it?"""

import argparse
import sys
from pathlib import Path

from assessment.cli.outcomes import DONE, FAILED, Stopped
from assessment.documents.verify import NoReport, verify_report


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One report."""
    parser.add_argument("report", type=Path, metavar="REPORT.pdf")
    parser.epilog = (
        "Ends with 0 where figures and print follow from the answers inside, with 1 where they"
        " differ, with 2 where the file is no report. Needs neither content nor database."
    )


def run(arguments: argparse.Namespace) -> int:
    """0 where all agrees; 1 with the first difference; 2 where the file is no report."""
    path: Path = arguments.report
    try:
        differences = verify_report(path)
    except NoReport as refused:
        raise Stopped(f"{path}: {refused}.") from None
    if not differences:
        sys.stdout.write(f"{path}: match, every figure follows from the answers inside\n")
        return DONE
    more = len(differences) - 1
    also = f" (and {more} more)" if more else ""
    sys.stdout.write(f"{path}: {differences[0]}{also}\n")
    return FAILED
