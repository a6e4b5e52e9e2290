"""``fonts``: how do the web's fonts get into a folder?"""

import argparse
import sys
from pathlib import Path

from assessment.cli.files import reason
from assessment.cli.outcomes import DONE, Stopped
from assessment.documents.fonts import make_web_fonts


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One folder."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="made where it is missing")


def run(arguments: argparse.Namespace) -> int:
    """0; 2 where the folder cannot be written."""
    try:
        made = make_web_fonts(arguments.folder)
    except OSError as fault:
        raise Stopped(f"{arguments.folder}: no fonts were made: {reason(fault)}.") from None
    for path in made:
        sys.stdout.write(f"{path}\n")
    return DONE
