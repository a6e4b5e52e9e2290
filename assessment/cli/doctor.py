"""``doctor``: what does this machine have, what does it lack, and how does one get it?"""

import argparse
import importlib.util
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from assessment.cli.outcomes import DONE, FAILED, Stopped
from assessment.cli.places import WEB_FONTS, installation, shown
from assessment.services.settings import SettingsRefused, read_settings

if TYPE_CHECKING:
    from assessment.store.engine import Database

OLDEST_PYTHON = (3, 11)
TO_SERVE = ("flask", "sqlalchemy", "alembic", "waitress", "markdown_it", "yaml", "nh3", "pydantic")
"""Packages without which nothing is served; those of print are looked at by themselves."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome")

State = Literal["ok", "off", "missing"]
_MARKS: dict[State, str] = {"ok": "ok  ", "off": "off ", "missing": "NO  "}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing looked at. ``off``: something is less without it; ``missing``: nothing works."""

    state: State
    sentence: str


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to say."""
    parser.epilog = "Ends with 0 where the app can serve; what is off is off, and how to get it."


def run(arguments: argparse.Namespace) -> int:
    """0 where the app can serve, 1 where it cannot."""
    del arguments
    serves = True
    for look in _LOOKS:
        for finding in _looked(look):
            serves = serves and finding.state != "missing"
            sys.stdout.write(f"{_MARKS[finding.state]} {finding.sentence}\n")
            sys.stdout.flush()
    sys.stdout.write(
        "The app can serve: ./dev run\n" if serves else "The app cannot serve yet: see NO above.\n"
    )
    return DONE if serves else FAILED


def _mail() -> Iterator[Finding]:
    mail = installation().mail
    if mail is not None:
        yield Finding(
            state="ok", sentence=f"Mail goes by {mail.host}, port {mail.port}, {mail.security}."
        )
    elif _in_production():
        yield Finding(
            state="off",
            sentence="No mail leaves: set CTO_SMTP_HOST and CTO_SMTP_FROM. Until then"
            " python -m assessment account hands out links.",
        )
    else:
        yield Finding(state="ok", sentence="Mail is written to the log, as is usual here.")


def _looked(look: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    """What one look found; one that could not be made says why."""
    try:
        yield from look()
    except Stopped as stopped:
        yield Finding(state="missing", sentence=str(stopped))
    except ModuleNotFoundError as missing:
        yield Finding(state="missing", sentence=f"The package {missing.name} is not installed.")


def _python() -> Iterator[Finding]:
    version = ".".join(str(part) for part in sys.version_info[:3])
    if sys.version_info[:2] >= OLDEST_PYTHON:
        yield Finding(state="ok", sentence=f"Python {version}.")
    else:
        yield Finding(
            state="missing",
            sentence=f"Python {version} is too old: install 3.11 or newer and run ./dev run.",
        )


def _packages() -> Iterator[Finding]:
    lacking = [name for name in TO_SERVE if importlib.util.find_spec(name) is None]
    if lacking:
        yield Finding(
            state="missing",
            sentence=f"Not installed: {', '.join(lacking)}. ./dev run installs what is needed.",
        )
    else:
        yield Finding(state="ok", sentence="The packages the app is made of are installed.")


def _settings() -> Iterator[Finding]:
    try:
        # A key that is missing in development is made on first use, which is not ours to do.
        own = {} if _in_production() else {"CTO_SECRET_KEY": "-" * 64}
        read_settings({**os.environ, **own})
    except SettingsRefused as refused:
        yield Finding(state="missing", sentence=f"A setting is refused: {refused}.")
    else:
        mode = "production" if _in_production() else "development"
        yield Finding(state="ok", sentence=f"The settings hold for {mode}.")


def _in_production() -> bool:
    return os.environ.get("CTO_ENV") == "production"


def _content() -> Iterator[Finding]:
    from assessment.ingest.catalog import check_content
    from assessment.services.languages import content_languages

    root = installation().content_dir
    if not root.is_dir():
        yield Finding(state="missing", sentence=f"There is no content folder at {shown(root)}.")
        return
    result = check_content(root, content_languages())
    if result.catalog is not None:
        warned = f", {len(result.warnings)} warnings" if result.warnings else ""
        yield Finding(
            state="ok",
            sentence=f"Content in {shown(root)}: revision {result.catalog.revision}{warned}.",
        )
        return
    errors = "1 error" if len(result.errors) == 1 else f"{len(result.errors)} errors"
    yield Finding(
        state="missing",
        sentence=f"Content in {shown(root)} has {errors}: python -m assessment content check"
        " lists every one with its line.",
    )


def _database() -> Iterator[Finding]:
    from assessment.cli.db import opened, place, sqlite_file

    url = installation().database_url
    file = sqlite_file(url)
    if file is not None and not file.exists():
        yield _room_for_a_database(file)
        return
    database = opened(url)
    try:
        yield _schema(database, place(url) if file is None else shown(file))
    finally:
        database.close()


def _room_for_a_database(path: Path) -> Finding:
    """Whether the file of a database that is not there yet could be made."""
    folder = next(parent for parent in path.absolute().parents if parent.exists())
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError:
        return Finding(
            state="missing",
            sentence=f"The database {shown(path)} cannot be made: {folder} is not writable."
            " Make it so, or set CTO_VAR_DIR to a folder that is.",
        )
    return Finding(
        state="ok", sentence=f"The database {shown(path)} will be made on the first run."
    )


def _schema(database: "Database", where: str) -> Finding:
    """Whether an existing database takes writes, and whether its schema is this release's."""
    from assessment.domain.errors import StoreUnavailable
    from assessment.store.schema import SchemaOutdated, check_head

    try:
        with database.writing() as session:
            session.connection()  # begins the transaction, which takes the right to write
            session.rollback()
        check_head(database)
    except StoreUnavailable as refused:
        return Finding(state="missing", sentence=f"The database {where}: {refused}.")
    except SchemaOutdated as outdated:
        # An older SQLite file is brought up to date when the app starts.
        at_start = database.dialect == "sqlite" and "newer" not in str(outdated)
        return Finding(
            state="ok" if at_start else "missing", sentence=f"The database {where}: {outdated}."
        )
    return Finding(state="ok", sentence=f"The database {where} is writable and up to date.")


def _pango() -> Iterator[Finding]:
    from assessment.documents.pdf import pdf_available

    reason = pdf_available()
    if reason is None:
        yield Finding(state="ok", sentence="PDF export: the Pango libraries are here.")
    else:
        yield Finding(
            state="off",
            sentence=f"PDF export is off, everything else works: {reason}.",
        )


def _fonts() -> Iterator[Finding]:
    from assessment.documents.fonts import MARKS_FACE, PRINT_FACES, WEB_FACES, face

    try:
        for name in PRINT_FACES:
            face(name)
    except FileNotFoundError as missing:
        yield Finding(state="off", sentence=f"Fonts for print: {missing}. Run ./dev run again.")
    else:
        yield Finding(state="ok", sentence="Fonts for print are installed.")
    wanted = [name for name, _ in WEB_FACES] + [MARKS_FACE]
    lacking = [name for name in wanted if not (WEB_FONTS / name).is_file()]
    if lacking:
        yield Finding(
            state="off",
            sentence="The web fonts are not made, pages use the system's:"
            f" python -m assessment fonts {shown(WEB_FONTS)}.",
        )
    else:
        yield Finding(state="ok", sentence="The web fonts are made.")


def _browser() -> Iterator[Finding]:
    found = next((name for name in BROWSERS if shutil.which(name)), None)
    if found is not None:
        yield Finding(state="ok", sentence=f"Browser tests: {found} is here.")
    else:
        yield Finding(
            state="off",
            sentence="No Chromium: the app does not need it, its browser tests do. On Debian or"
            " Ubuntu: apt install chromium.",
        )


_LOOKS = (_python, _packages, _settings, _content, _database, _mail, _pango, _fonts, _browser)
