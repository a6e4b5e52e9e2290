"""``demo``: sample people of every kind, added to a database and taken out of it again."""

import argparse
import os
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from assessment.cli.db import place
from assessment.cli.outcomes import DONE, FAILED, REFUSED, Stopped
from assessment.domain.errors import StoreUnavailable
from assessment.domain.problems import ContentRefused
from assessment.services.catalogs import CatalogShelf
from assessment.services.databases import DatabaseRefused, open_ready
from assessment.services.demo.cast import Role
from assessment.services.demo.presence import (
    DemoRefused,
    add_demo,
    look,
    remove_demo,
    sample_password,
)
from assessment.services.settings import Settings, SettingsRefused, read_settings
from assessment.store.engine import Database

QUIET_SECONDS = 2.0
"""Whoever waits longer is told what is being made."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``add``, ``remove`` and ``status``."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    adding = verbs.add_parser("add", help="add the sample people, and print who can sign in")
    adding.add_argument(
        "--yes", action="store_true", help="also where other people are in the database"
    )
    verbs.add_parser("remove", help="remove the sample people and everything of theirs")
    verbs.add_parser("status", help="say who is there and how they sign in")


def run(arguments: argparse.Namespace) -> int:
    """0; 1 where the database cannot be used or the people cannot come or go; 2 in production."""
    settings = _settings()
    work: dict[str, Callable[[Database, Settings, argparse.Namespace], int]] = {
        "add": _add,
        "remove": _remove,
        "status": _status,
    }
    url = settings.database_url
    try:
        database = open_ready(settings)
    except (DatabaseRefused, StoreUnavailable, OSError) as refused:
        raise Stopped(f"{place(url)}: {refused}.", status=FAILED) from None
    try:
        return work[arguments.verb](database, settings, arguments)
    except (DemoRefused, StoreUnavailable, ContentRefused) as refused:
        raise Stopped(f"{place(url)}: {refused}", status=FAILED) from None
    finally:
        database.close()


def _settings() -> Settings:
    """The installation's own settings: its key makes the password of the sample people."""
    if os.environ.get("CTO_ENV") == "production":
        raise Stopped(
            "Sample people sign in with a password that is printed on the terminal, so there are"
            " none in production.",
            status=REFUSED,
        )
    try:
        return read_settings()
    except SettingsRefused as refused:
        raise Stopped(f"{refused}.") from None


def _add(database: Database, settings: Settings, arguments: argparse.Namespace) -> int:
    shelf, password = CatalogShelf.from_content(settings.content_dir), _password(settings)
    there = add_demo(
        database,
        shelf,
        password,
        beside_others=arguments.yes,
        tell=_teller(),
        now=datetime.now(UTC),
    )
    _print_people(there.roles, password)
    same = "with the same CTO_DATABASE_URL, " if "CTO_DATABASE_URL" in os.environ else ""
    sys.stdout.write(
        f"They are in {place(settings.database_url)}:"
        f" {same}python -m assessment demo remove takes them out again.\n"
    )
    return DONE


def _remove(database: Database, settings: Settings, _arguments: argparse.Namespace) -> int:
    del settings
    gone = remove_demo(database, now=datetime.now(UTC))
    sys.stdout.write(
        f"{len(gone.roles)} sample people removed, with everything of theirs."
        f" {gone.others} other people are as they were.\n"
    )
    return DONE


def _status(database: Database, settings: Settings, _arguments: argparse.Namespace) -> int:
    with database.reading() as session:
        there = look(session)
    if there.gone:
        sys.stdout.write("No sample people are here: python -m assessment demo add adds them.\n")
    elif not there.whole:
        sys.stdout.write(
            f"{len(there.roles)} sample people are here, and adding them was broken off:"
            " python -m assessment demo add begins again.\n"
        )
    else:
        _print_people(there.roles, _password(settings))
    return DONE


def _password(settings: Settings) -> str:
    return sample_password(settings.secret_key)


def _print_people(roles: Sequence[Role], password: str) -> None:
    width = max(len(role.email) for role in roles)
    sys.stdout.write("Sample people, who sign in at /sign-in:\n")
    for role in roles:
        sys.stdout.write(f"  {role.email:<{width}}  {role.shows}\n")
    sys.stdout.write(f"The password of all of them, in this installation: {password}\n")


def _teller() -> Callable[[str], None]:
    """Says on the error stream what is being made, from the third second on."""
    begun = time.monotonic()

    def tell(words: str) -> None:
        if time.monotonic() - begun >= QUIET_SECONDS:
            sys.stderr.write(f"  {words}\n")
            sys.stderr.flush()

    return tell
