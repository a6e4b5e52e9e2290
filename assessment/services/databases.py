"""Which database does the app open, is it ready, and is it kept tidy?"""

from datetime import datetime

from assessment.domain.errors import StoreUnavailable
from assessment.services.people import forget_stale_guests
from assessment.services.sessions import purge_sessions
from assessment.services.settings import Settings
from assessment.store.engine import Database, UnsafeDatabase, open_database
from assessment.store.newest import SchemaOutdated, is_newest

__all__ = ["Database", "SchemaOutdated", "UnsafeDatabase", "is_ready", "open_ready", "tidy"]


def open_ready(settings: Settings) -> Database:
    """Open the installation's database.

    An embedded SQLite file is brought to the newest schema on the way, since one process owns it;
    a server's schema is the operator's to upgrade.

    Raises:
        UnsafeDatabase: where it does not keep its promises, or a server is not at the newest
            schema.
    """
    database = open_database(settings.database_url)
    if is_newest(database):
        return database
    from assessment.store.schema import check_head, upgrade  # reads the migrations: rarely needed

    if database.dialect == "sqlite":
        upgrade(database)
    check_head(database)
    return database


def is_ready(database: Database) -> bool:
    """Whether the database answers and its schema is the one this release works with."""
    try:
        return is_newest(database)
    except StoreUnavailable:
        return False


def tidy(database: Database, *, now: datetime) -> tuple[int, int]:
    """Delete expired sessions and guests gone for twelve months; returns how many of each."""
    sessions = database.write(lambda session: purge_sessions(session, now=now))
    return sessions, forget_stale_guests(database, now=now)
