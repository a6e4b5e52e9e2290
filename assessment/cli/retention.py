"""``retention``: what is kept no longer, listed first and deleted when it is asked for."""

import argparse
import sys
from datetime import UTC, datetime

from assessment.cli.db import ready
from assessment.cli.outcomes import DONE, Stopped
from assessment.cli.places import installation
from assessment.services.retention import Due, list_due, run_retention
from assessment.store.engine import Database

MOST_LISTED = 1_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``--dry-run`` lists, ``run`` deletes."""
    parser.add_argument(
        "verb", nargs="?", choices=("run",), help="delete what is listed; without it nothing goes"
    )
    parser.add_argument("--dry-run", action="store_true", help="list what is due and stop there")


def run(arguments: argparse.Namespace) -> int:
    """0; 1 where the database cannot be used; 2 where it is not said what to do."""
    if arguments.dry_run == (arguments.verb == "run"):
        raise Stopped("Say either --dry-run, which lists what is due, or run, which deletes it.")
    with ready(installation().database_url) as database:
        return _carry_out(database, delete=arguments.verb == "run", now=datetime.now(UTC))


def _carry_out(database: Database, *, delete: bool, now: datetime) -> int:
    with database.reading() as session:
        due = list_due(session, now=now, most=MOST_LISTED)
    for each in due:
        sys.stdout.write(_listed(each))
    if not delete:
        sys.stdout.write("Nothing was deleted: this was a dry run.\n")
        return DONE
    sys.stdout.flush()  # the list is out before anything goes
    for name, count in run_retention(database, now=now).items():
        sys.stdout.write(f"deleted {name}: {count}\n")
    return DONE


def _listed(due: Due) -> str:
    lines = [f"{due.rule.id}: {due.count} due ({due.rule.words})"]
    lines += [f"  {row.key}  since {row.since:%Y-%m-%d}" for row in due.rows]
    if due.count > len(due.rows):
        lines.append(f"  and {due.count - len(due.rows)} more")
    return "\n".join(lines) + "\n"
