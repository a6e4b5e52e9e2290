"""``recompute``: results computed anew under this release's version; the old sheets stay."""

import argparse
import sys
from datetime import UTC, datetime

from assessment.cli.db import ready
from assessment.cli.outcomes import DONE, FAILED, Stopped
from assessment.cli.places import installation
from assessment.domain.attempts import AttemptId
from assessment.domain.errors import AttemptStillOpen, CatalogMissing, NotFound
from assessment.domain.problems import ContentRefused
from assessment.domain.scoring.sheet import SCORING_VERSION
from assessment.services.catalogs import CatalogShelf
from assessment.services.versions import outdated_attempts, owner_of, recompute
from assessment.store.engine import Database


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The attempts, or ``--list`` for those that could be."""
    parser.add_argument("attempts", nargs="*", metavar="ATTEMPT", help="the id of an attempt")
    parser.add_argument(
        "--list", action="store_true", help="list attempts scored by an older version, and stop"
    )


def run(arguments: argparse.Namespace) -> int:
    """0; 1 where one of them could not be computed anew; 2 where it is not said what to do."""
    if arguments.list == bool(arguments.attempts):
        raise Stopped("Name the attempts, or say --list to see which were scored earlier.")
    settings = installation()
    try:
        with ready(settings.database_url) as database:
            if arguments.list:
                return _list(database)
            shelf = CatalogShelf.from_content(settings.content_dir)
            results = [_one(database, shelf, AttemptId(name)) for name in arguments.attempts]
            return DONE if all(results) else FAILED
    except ContentRefused as refused:
        raise Stopped(
            f"The content has {len(refused.problems)} problems: run python -m assessment content "
            "check.",
            status=FAILED,
        ) from None


def _list(database: Database) -> int:
    with database.reading() as session:
        found = outdated_attempts(session)
    for attempt, version in found:
        sys.stdout.write(f"{attempt}  {version}\n")
    sys.stderr.write(f"{len(found)} scored by a version before {SCORING_VERSION}\n")
    return DONE


def _one(database: Database, shelf: CatalogShelf, attempt: AttemptId) -> bool:
    """Compute one anew in a transaction of its own, and say what became of it."""
    now = datetime.now(UTC)
    try:
        added = database.write(
            lambda session: recompute(session, shelf, owner_of(session, attempt), attempt, now=now)
        )
    except NotFound:
        sys.stderr.write(f"{attempt}: there is no such result\n")
    except AttemptStillOpen:
        sys.stderr.write(f"{attempt}: has not been submitted yet\n")
    except CatalogMissing as missing:
        sys.stderr.write(
            f"{attempt}: its content, revision {missing.revision}, is missing; nothing changed\n"
        )
    else:
        done = f"computed anew by {SCORING_VERSION}" if added else f"is of {SCORING_VERSION}"
        sys.stdout.write(f"{attempt}: {done}\n")
        return True
    return False
