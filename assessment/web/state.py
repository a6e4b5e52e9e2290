"""Where does a view find the open database, the content shelf, the clock and the printer?"""

from datetime import UTC, datetime
from typing import cast

from flask import current_app, g, request

from assessment.domain.catalog import Catalog
from assessment.services.catalogs import CatalogShelf
from assessment.services.databases import Database
from assessment.services.jobs import Jobs
from assessment.services.opened_reports import ReportOpener
from assessment.services.printing import Press
from assessment.services.sealing import Sealer
from assessment.services.settings import Settings
from assessment.web.addresses import counted_as


def database() -> Database:
    """The app's database."""
    return cast(Database, current_app.extensions["database"])


def shelf() -> CatalogShelf:
    """The app's content."""
    return cast(CatalogShelf, current_app.extensions["shelf"])


def content() -> Catalog:
    """Today's content in the language of the reader: for pages, never for what is stored."""
    return shelf().shown(shelf().current)


def settings() -> Settings:
    """The installation's settings."""
    return cast(Settings, current_app.extensions["settings"])


def press() -> Press:
    """What makes PDFs and radars, in a process of its own; whoever asks has so many at a time."""
    found = cast(Press, current_app.extensions["press"])
    found.asked_by(g.get("person") or counted_as(request.remote_addr or ""))
    return found


def opener() -> ReportOpener:
    """What reads a report that was handed over, in a process of its own."""
    return cast(ReportOpener, current_app.extensions["opener"])


def sealer() -> Sealer:
    """What seals secrets that are shown or used again."""
    return cast(Sealer, current_app.extensions["sealer"])


def jobs() -> Jobs:
    """What does in the background what nobody should wait for."""
    return cast(Jobs, current_app.extensions["jobs"])


def now() -> datetime:
    """The time now, in UTC."""
    return datetime.now(UTC)
