"""``verify``: do a report's figures follow from the answers inside it?"""

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from assessment.cli.outcomes import DONE, FAILED, Stopped
from assessment.documents.verify import NoReport, verify_report
from assessment.documents.verify_edition import edition_differences, read_edition
from assessment.domain.editions import kind_words


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
    if (edition := read_edition(path)) is not None:
        return _edition(path, *edition)
    try:
        differences = verify_report(path)
    except NoReport as refused:
        raise Stopped(f"{path}: {refused}.") from None
    if not differences:
        sys.stdout.write(f"{path}: match, every figure follows from the answers inside\n")
        return DONE
    return _failed(path, differences)


def _edition(path: Path, record: Mapping[str, Any], printed: tuple[str, ...]) -> int:
    """An edition has no answers to redo its figures from; what it carries is held to its print."""
    differences = edition_differences(record, printed)
    if differences:
        return _failed(path, differences)
    title = kind_words()[record["kind"]][0]
    sys.stdout.write(
        f"{path}: match, an edition ({title}): print and record agree and hold only what they"
        f" name; left out: {'; '.join(record['left_out']) or 'nothing'}. Its figures cannot be"
        " redone, because not every answer is inside\n"
    )
    return DONE


def _failed(path: Path, differences: tuple[str, ...]) -> int:
    more = len(differences) - 1
    also = f" (and {more} more)" if more else ""
    sys.stdout.write(f"{path}: {differences[0]}{also}\n")
    return FAILED
