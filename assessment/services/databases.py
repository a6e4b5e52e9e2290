"""Which database does the app open, is it ready, and is it kept tidy?"""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from assessment.domain.errors import StoreUnavailable
from assessment.services.retention import run_retention
from assessment.services.settings import Settings
from assessment.store.engine import Database, DatabaseRefused, open_database
from assessment.store.newest import is_newest
from assessment.store.records import PersonRecord

__all__ = [
    "Database",
    "DatabaseRefused",
    "clock_may_be_ahead",
    "is_ready",
    "open_ready",
    "tidy",
    "upgrade_safely",
]

SINCE_THE_LAST_VISIT = timedelta(days=30)


def open_ready(settings: Settings) -> Database:
    """Open the installation's database.

    An embedded SQLite file is brought to the newest schema on the way, since one process owns it;
    a server's schema is the operator's to upgrade.

    Raises:
        DatabaseRefused: where it cannot be opened or does not keep its promises, where its schema
            is not this release's and cannot become it, or where no backup could be made first.
        StoreUnavailable: where it does not answer.
    """
    try:
        return _made_ready(settings)
    except SQLAlchemyError as fault:
        words = str(fault).split("\n", 1)[0].rstrip(".")
        raise DatabaseRefused(f"the database cannot be used: {words}") from fault
    except ModuleNotFoundError as missing:
        raise DatabaseRefused(f"the database needs the package {missing.name}") from missing


def _made_ready(settings: Settings) -> Database:
    database = open_database(settings.database_url)
    if is_newest(database):
        return database
    from assessment.store.schema import check_head  # reads the migrations: rarely needed

    if database.dialect == "sqlite":
        upgrade_safely(database, settings.var_dir / "backups", now=datetime.now(UTC))
    check_head(database)
    return database


def upgrade_safely(
    database: Database, folder: Path, *, now: datetime
) -> tuple[list[str], Path | None]:
    """Keep a backup of a database that holds anything, then bring it to the newest schema.

    Returns the migrations applied and the backup, None where there was nothing to do or to keep.

    Raises:
        SchemaOutdated: a newer release made it; nothing was written.
        BackupRefused: no backup could be made; nothing was upgraded.
        MigrationRefused: a migration would have lost rows; that step was undone.
    """
    from assessment.services.backups import write_backup  # these two are rarely needed
    from assessment.store.schema import current_revision, pending, refuse_newer, upgrade

    if not pending(database):
        return [], None
    before = current_revision(database)
    refuse_newer(before)
    backup = None
    if before is not None:
        folder.mkdir(parents=True, exist_ok=True)
        backup = folder / f"before-upgrade-from-{before}-{now:%Y%m%d-%H%M%S}.zip"
        write_backup(database, backup, now=now)
    return upgrade(database), backup


def is_ready(database: Database) -> bool:
    """Whether the database answers and its schema is the one this release works with."""
    try:
        return is_newest(database)
    except StoreUnavailable:
        return False


def clock_may_be_ahead(database: Database, *, now: datetime) -> bool:
    """Whether by this clock nobody has been here for a month: the clock may be what is wrong.

    False where nobody has ever been here.
    """
    with database.reading_rows() as store:
        newest = store.scalar(select(func.max(PersonRecord.last_visit_at)))
    return newest is not None and now - newest > SINCE_THE_LAST_VISIT


def tidy(database: Database, *, now: datetime) -> dict[str, int]:
    """Delete what is kept no longer; how many rows by retention rule."""
    return run_retention(database, now=now)
