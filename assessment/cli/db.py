"""``db``: is the database at this release's schema, and where is it?"""

import argparse
import sys
import tempfile
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

from assessment.cli.files import reason
from assessment.cli.outcomes import DONE, FAILED, Stopped
from assessment.cli.places import installation
from assessment.domain.errors import StoreUnavailable
from assessment.store.engine import Database, UnsafeDatabase, open_database
from assessment.store.schema import MigrationRefused, models_match, upgrade


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``upgrade``, ``check`` and ``path``."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    verbs.add_parser("upgrade", help="bring the database to this release's schema")
    verbs.add_parser(
        "check", help="compare the migrations with the records, in a database of its own"
    )
    verbs.add_parser("path", help="print where the database is, without any password")


def run(arguments: argparse.Namespace) -> int:
    """0; 1 where the database cannot be used or the migrations do not match."""
    if arguments.verb == "upgrade":
        return _upgrade(installation().database_url)
    if arguments.verb == "check":
        return _check()
    sys.stdout.write(f"{place(installation().database_url)}\n")
    return DONE


def place(url: str) -> str:
    """The file of a SQLite database, or a server's address without its password."""
    file = sqlite_file(url)
    return str(file) if file is not None else make_url(url).render_as_string(hide_password=True)


def sqlite_file(url: str) -> Path | None:
    """The file of a SQLite database; None for a server, and for one in memory."""
    try:
        parsed = make_url(url)
    except SQLAlchemyError:
        raise Stopped("CTO_DATABASE_URL is not a database address.") from None
    in_file = parsed.get_backend_name() == "sqlite" and parsed.database not in (None, ":memory:")
    return Path(parsed.database or "") if in_file else None


def opened(url: str) -> Database:
    """The database at ``url``, or Stopped with a sentence."""
    where = place(url)
    try:
        return open_database(url)
    except (UnsafeDatabase, StoreUnavailable) as refused:
        raise Stopped(f"{where}: {refused}.", status=FAILED) from None
    except OSError as fault:
        raise Stopped(f"{where} cannot be opened: {reason(fault)}.", status=FAILED) from None
    except ModuleNotFoundError as missing:
        raise Stopped(f"{where} needs the package {missing.name}.", status=FAILED) from None
    except SQLAlchemyError as fault:
        raise Stopped(f"{where} cannot be opened: {_first_line(fault)}.", status=FAILED) from None


def _upgrade(url: str) -> int:
    database = opened(url)
    try:
        applied = upgrade(database)
    except (MigrationRefused, StoreUnavailable) as refused:
        raise Stopped(f"{place(url)}: {refused}.", status=FAILED) from None
    except SQLAlchemyError as fault:
        raise Stopped(f"{place(url)}: {_first_line(fault)}.", status=FAILED) from None
    finally:
        database.close()
    done = f"applied {', '.join(applied)}" if applied else "nothing to do"
    sys.stdout.write(f"{place(url)}: {done}\n")
    return DONE


def _check() -> int:
    """Migrate an empty database from nothing and compare it with the records."""
    with tempfile.TemporaryDirectory(prefix="cto-readiness-") as folder:
        database = open_database(f"sqlite:///{Path(folder, 'check.db')}")
        try:
            upgrade(database)
            differences = models_match(database)
        finally:
            database.close()
    for difference in differences:
        sys.stdout.write(f"{difference}\n")
    verdict = "do not match" if differences else "match"
    sys.stdout.write(f"migrations and records {verdict}\n")
    return FAILED if differences else DONE


def _first_line(fault: Exception) -> str:
    return str(fault).split("\n", 1)[0].rstrip(".")
