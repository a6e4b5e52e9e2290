"""``restore``: put a backup in the place of the database, or into another, empty one.

Stop the app first. Where the database is a SQLite file, the present one is kept beside it under
another name; a server's database must be empty.
"""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from assessment.cli.backup import in_words
from assessment.cli.db import opened, place, sqlite_file
from assessment.cli.files import reason
from assessment.cli.outcomes import DONE, FAILED, Stopped
from assessment.cli.places import installation
from assessment.domain.errors import StoreUnavailable
from assessment.services.backups import BackupRefused, erasures_of, restore_backup

_BESIDE = ("-wal", "-shm")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The backup, and where it goes."""
    parser.add_argument("file", type=Path, help="a file that backup made")
    parser.add_argument(
        "--into",
        metavar="URL",
        help="an empty database (default: the installation's own, its present file kept aside)",
    )


def run(arguments: argparse.Namespace) -> int:
    """0; 1 where the backup cannot be used or its place is not free."""
    own = installation().database_url
    target = arguments.into or own
    file = sqlite_file(target)
    try:
        erased = _known_erasures(own)
        if file is None:
            restored, again = restore_backup(arguments.file, target, erased=erased)
            aside = None
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            fresh = file.with_name(f".{file.name}.restoring")
            _remove(fresh)
            try:
                restored, again = restore_backup(
                    arguments.file, f"sqlite:///{fresh}", erased=erased
                )
                aside = _put_in_place(fresh, file)
            finally:
                _remove(fresh)
    except BackupRefused as refused:
        raise Stopped(f"{refused}.", status=FAILED) from None
    except StoreUnavailable as refused:
        raise Stopped(f"{place(target)}: {refused}.", status=FAILED) from None
    except SQLAlchemyError as fault:
        line = str(fault).split("\n", 1)[0]
        raise Stopped(f"{place(target)}: {line}.", status=FAILED) from None
    except OSError as fault:
        raise Stopped(f"{place(target)}: {reason(fault)}.", status=FAILED) from None
    sys.stdout.write(f"{place(target)}: {in_words(restored)}\n")
    if again:
        sys.stdout.write(f"deleted again, as they were after the backup was made: {again}\n")
    if aside is not None:
        sys.stdout.write(f"the database as it was is kept as {aside}\n")
    return DONE


def _known_erasures(own: str) -> dict[str, str]:
    """What the installation's present database knows of deletions; nothing where it is gone."""
    file = sqlite_file(own)
    if file is not None and not file.exists():
        return {}
    try:
        database = opened(own)
    except Stopped as stopped:
        sys.stderr.write(f"deletions after the backup are not known: {stopped}\n")
        return {}
    try:
        return erasures_of(database)
    finally:
        database.close()


def _put_in_place(fresh: Path, file: Path) -> Path | None:
    """Give the restored file its name; returns what the present one is called from now on."""
    aside = None
    if file.exists():
        stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
        aside = file.with_name(f"{file.name}.before-restore-{stamp}")
        for suffix in ("", *_BESIDE):
            part = file.with_name(file.name + suffix)
            if part.exists():
                part.rename(aside.with_name(aside.name + suffix))
    fresh.rename(file)
    return aside


def _remove(file: Path) -> None:
    for suffix in ("", *_BESIDE):
        file.with_name(file.name + suffix).unlink(missing_ok=True)
