"""Where does a view find the open database, the content shelf, the clock and the printer?"""

from datetime import UTC, datetime
from typing import cast

from flask import current_app

from assessment.services.catalogs import CatalogShelf
from assessment.services.databases import Database
from assessment.services.printing import Press
from assessment.services.settings import Settings


def database() -> Database:
    """The app's database."""
    return cast(Database, current_app.extensions["database"])


def shelf() -> CatalogShelf:
    """The app's content."""
    return cast(CatalogShelf, current_app.extensions["shelf"])


def settings() -> Settings:
    """The installation's settings."""
    return cast(Settings, current_app.extensions["settings"])


def press() -> Press:
    """What makes PDFs and radars, in a process of its own."""
    return cast(Press, current_app.extensions["press"])


def now() -> datetime:
    """The time now, in UTC."""
    return datetime.now(UTC)
