"""Which database does the app open, is it ready, and is it kept tidy?"""

from datetime import UTC, datetime
from pathlib import Path

from assessment.domain.errors import StoreUnavailable
from assessment.services.retention import run_retention
from assessment.services.settings import Settings
from assessment.store.engine import Database, UnsafeDatabase, open_database
from assessment.store.newest import SchemaOutdated, is_newest

__all__ = [
    "Database",
    "SchemaOutdated",
    "UnsafeDatabase",
    "is_ready",
    "open_ready",
    "tidy",
    "upgrade_safely",
]


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
        BackupRefused: no backup could be made; nothing was upgraded.
        MigrationRefused: a migration would have lost rows; that step was undone.
    """
    from assessment.services.backups import write_backup  # these two are rarely needed
    from assessment.store.schema import current_revision, pending, upgrade

    if not pending(database):
        return [], None
    before = current_revision(database)
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


def tidy(database: Database, *, now: datetime) -> dict[str, int]:
    """Delete what is kept no longer; how many rows by retention rule."""
    return run_retention(database, now=now)
