"""``backup``: keep everything in one file."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from assessment.cli.db import opened, place
from assessment.cli.files import reason
from assessment.cli.outcomes import DONE, FAILED, Stopped
from assessment.cli.places import installation
from assessment.domain.errors import StoreUnavailable
from assessment.services.backups import BackupRefused, Contents, read_backup, write_backup


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file, which must not exist; or, with ``--check``, one that does."""
    parser.add_argument("file", type=Path, help="a file that does not exist yet, ending in .zip")
    parser.add_argument(
        "--check", action="store_true", help="write nothing: read an existing backup and compare"
    )


def run(arguments: argparse.Namespace) -> int:
    """0; 1 where the backup cannot be made or is not as it was written."""
    try:
        contents = read_backup(arguments.file) if arguments.check else _write(arguments.file)
    except BackupRefused as refused:
        raise Stopped(f"{refused}.", status=FAILED) from None
    except OSError as fault:
        raise Stopped(f"{arguments.file}: {reason(fault)}.", status=FAILED) from None
    sys.stdout.write(f"{arguments.file}: {in_words(contents)}\n")
    return DONE


def in_words(contents: Contents) -> str:
    """What a backup holds, in a line."""
    return (
        f"{contents.total} rows in {len(contents.rows)} tables, schema {contents.schema}, "
        f"made {contents.made_at:%Y-%m-%d %H:%M} UTC"
    )


def _write(file: Path) -> Contents:
    url = installation().database_url
    database = opened(url)
    try:
        return write_backup(database, file, now=datetime.now(UTC))
    except StoreUnavailable as refused:
        raise Stopped(f"{place(url)}: {refused}.", status=FAILED) from None
    finally:
        database.close()
