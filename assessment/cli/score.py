"""``score``: what do these answer sheets say? JSON lines in, JSON lines out."""

import argparse
import sys

from assessment.services.score_program import run as score


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Standard input and output are all there is."""
    parser.epilog = (
        "Line 1 of standard input is the bank and the target, every further line one answer"
        " sheet; each is answered by one line. docs/scoring.md holds the shape of both."
    )


def run(arguments: argparse.Namespace) -> int:
    """0, or 2 with the line number and the reason on standard error."""
    del arguments
    return score(sys.stdin.buffer, sys.stdout, sys.stderr)
