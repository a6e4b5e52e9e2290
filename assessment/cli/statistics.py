"""``statistics``: what the sittings kept here show of the questions, as far as it is allowed."""

import argparse
import json
import sys
from pathlib import Path

from assessment.cli.db import ready
from assessment.cli.files import write_whole
from assessment.cli.outcomes import DONE, Stopped
from assessment.cli.places import installation
from assessment.domain.statistics.allowed import FOR_DIFFICULTY
from assessment.domain.statistics.item_analysis import ItemFigures
from assessment.domain.statistics.report import Statistics
from assessment.services.catalogs import CatalogShelf
from assessment.services.settings import Settings
from assessment.services.statistics import local_statistics, proposal_text, statistics_record


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where the figures go besides the screen."""
    parser.add_argument("--json", type=Path, metavar="FILE", help="all figures, for machines")
    parser.add_argument(
        "--proposal",
        type=Path,
        metavar="FILE",
        help="proposed difficulties for the author, as markdown; nothing is applied",
    )


def run(arguments: argparse.Namespace) -> int:
    """0; 1 where the database cannot be used; 2 where a file cannot be written."""
    settings = installation()
    shelf = CatalogShelf.from_content(settings.content_dir)
    found = _compute(settings, shelf)
    if arguments.json is not None:
        record = json.dumps(statistics_record(found), ensure_ascii=False, allow_nan=False)
        write_whole(arguments.json, f"{record}\n".encode())
    if arguments.proposal is not None:
        if not found.proposals:
            raise Stopped(
                f"No question has been answered in {FOR_DIFFICULTY} valid first sittings yet: "
                "there is nothing to propose."
            )
        write_whole(arguments.proposal, proposal_text(found, shelf.current).encode())
    sys.stdout.write(_text(found))
    return DONE


def _compute(settings: Settings, shelf: CatalogShelf) -> Statistics:
    with ready(settings.database_url) as database, database.reading() as session:
        return local_statistics(session, shelf)


def _text(found: Statistics) -> str:
    lines = [f"{found.sittings} valid first sittings", found.norm_text, ""]
    lines += [
        f"  {'yes' if step.reached else 'no '}  from {step.needed:>3}: {step.what}"
        for step in found.allowed
    ]
    if found.median_minutes is not None:
        lines.append(f"\nmedian time on questions: {found.median_minutes:.1f} minutes")
    if found.reliability is not None:
        lines.append(
            f"whole form, over its areas' scores: alpha {_two(found.reliability.alpha)}, "
            f"omega {_two(found.reliability.omega)} ({found.reliability.people} people)"
        )
    if found.quarters is not None:
        cuts = found.quarters
        lines.append(
            f"overall level, quarters: {cuts.lower:.2f}, {cuts.middle:.2f}, {cuts.upper:.2f}"
        )
    lines.append("no group data are collected: differences between groups are not computed")
    lines += _items(found)
    return "\n".join(lines) + "\n"


def _items(found: Statistics) -> list[str]:
    if not found.items:
        return []
    head = f"\n{'item':<44}{'given':>6}{'scored':>7}{'s':>6}{'p':>6}{'r':>7}  flags"
    return [head, *(_item(item) for item in found.items)]


def _item(item: ItemFigures) -> str:
    seconds = "–" if item.median_seconds is None else f"{item.median_seconds:.0f}"
    return (
        f"{item.item[:43]:<44}{item.offered:>6}{item.people:>7}{seconds:>6}"
        f"{_two(item.difficulty):>6}{_two(item.item_rest):>7}  {', '.join(item.flags)}"
    ).rstrip()


def _two(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"
