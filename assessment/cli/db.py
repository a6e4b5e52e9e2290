"""``db``: is the database at this release's schema, where is it, and what does it hold?"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

from assessment.cli.files import reason
from assessment.cli.outcomes import DONE, FAILED, Stopped
from assessment.cli.places import installation, shown
from assessment.domain.errors import StoreUnavailable
from assessment.services import disk
from assessment.services.databases import upgrade_safely
from assessment.services.settings import PROJECT, Settings
from assessment.store.data_map import draw_map, map_problems
from assessment.store.engine import Database, DatabaseRefused, open_database
from assessment.store.schema import check_head, models_match, upgrade

DATA_MAP = PROJECT / "docs" / "data-map.md"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``upgrade``, ``check``, ``path`` and ``map``."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    verbs.add_parser("upgrade", help="bring the database to this release's schema")
    verbs.add_parser(
        "check",
        help="compare the migrations and the data map with the records, in a database of its own",
    )
    verbs.add_parser("path", help="print where the database is, without any password")
    data_map = verbs.add_parser("map", help="print which data is kept where, what for, how long")
    data_map.add_argument("--write", action="store_true", help="into docs/data-map.md instead")


def run(arguments: argparse.Namespace) -> int:
    """0; 1 where the database cannot be used or the migrations do not match."""
    if arguments.verb == "upgrade":
        return _upgrade(installation())
    if arguments.verb == "check":
        return _check()
    if arguments.verb == "map":
        return _map(write=arguments.write)
    sys.stdout.write(f"{place(installation().database_url)}\n")
    return DONE


def place(url: str) -> str:
    """The file of a SQLite database, or a server's address without its password."""
    file = sqlite_file(url)
    return str(file) if file is not None else make_url(url).render_as_string(hide_password=True)


def sqlite_file(url: str) -> Path | None:
    """The file of a SQLite database; None for a server, and for one in memory."""
    try:
        return disk.sqlite_file(url)
    except SQLAlchemyError:
        raise Stopped("CTO_DATABASE_URL is not a database address.") from None


def opened(url: str) -> Database:
    """The database at ``url``, or Stopped with a sentence."""
    where = place(url)
    try:
        return open_database(url)
    except (DatabaseRefused, StoreUnavailable) as refused:
        raise Stopped(f"{where}: {refused}.", status=FAILED) from None
    except OSError as fault:
        raise Stopped(f"{where} cannot be opened: {reason(fault)}.", status=FAILED) from None
    except ModuleNotFoundError as missing:
        raise Stopped(f"{where} needs the package {missing.name}.", status=FAILED) from None
    except SQLAlchemyError as fault:
        raise Stopped(f"{where} cannot be opened: {_first_line(fault)}.", status=FAILED) from None


@contextmanager
def ready(url: str) -> Iterator[Database]:
    """The database at ``url`` for one command, closed after it.

    Raises:
        Stopped: it cannot be opened, it is not at this release's schema, or it stops answering.
    """
    database = opened(url)
    try:
        check_head(database)
        yield database
    except (DatabaseRefused, StoreUnavailable) as refused:
        raise Stopped(f"{place(url)}: {refused}.", status=FAILED) from None
    finally:
        database.close()


def _upgrade(settings: Settings) -> int:
    url = settings.database_url
    database = opened(url)
    try:
        applied, kept = upgrade_safely(
            database, settings.var_dir / "backups", now=datetime.now(UTC)
        )
    except (DatabaseRefused, StoreUnavailable) as refused:
        raise Stopped(f"{place(url)}: {refused}.", status=FAILED) from None
    except SQLAlchemyError as fault:
        raise Stopped(f"{place(url)}: {_first_line(fault)}.", status=FAILED) from None
    finally:
        database.close()
    if kept is not None:
        sys.stdout.write(f"the data as they were are kept in {shown(kept)}\n")
    done = f"applied {', '.join(applied)}" if applied else "nothing to do"
    sys.stdout.write(f"{place(url)}: {done}\n")
    return DONE


def _check() -> int:
    """Migrate an empty database from nothing and compare it with the records."""
    with tempfile.TemporaryDirectory(prefix="cto-readiness-") as folder:
        database = open_database(f"sqlite:///{Path(folder, 'check.db')}")
        try:
            upgrade(database)
            differences = [*models_match(database), *map_problems()]
        finally:
            database.close()
    for difference in differences:
        sys.stdout.write(f"{difference}\n")
    verdict = "do not match" if differences else "match"
    sys.stdout.write(f"migrations and records {verdict}\n")
    return FAILED if differences else DONE


def _map(*, write: bool) -> int:
    if problems := map_problems():
        raise Stopped("\n".join(problems), status=FAILED)
    if write:
        DATA_MAP.write_text(draw_map(), encoding="utf-8")
    else:
        sys.stdout.write(draw_map())
    return DONE


def _first_line(fault: Exception) -> str:
    return str(fault).split("\n", 1)[0].rstrip(".")
