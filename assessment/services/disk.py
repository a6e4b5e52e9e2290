"""Is there room on the disk for answers, and is the database's log of a usual size?"""

import shutil
from pathlib import Path

from sqlalchemy import make_url

from assessment.services.settings import Settings

LEAST_FREE_BYTES = 32_000_000
"""With less, a save may fail at any moment: a log that grows takes a few megabytes at once."""
LARGEST_LOG_BYTES = 64_000_000
"""A write-ahead log stays below four megabytes unless a reader keeps it in use."""


def sqlite_file(url: str) -> Path | None:
    """The file of a SQLite database; None for a server, and for one in memory.

    Raises SQLAlchemyError where ``url`` is no address of a database.
    """
    parsed = make_url(url)
    in_file = parsed.get_backend_name() == "sqlite" and parsed.database not in (None, ":memory:")
    return Path(parsed.database or "") if in_file else None


def has_room(settings: Settings) -> bool:
    """Whether answers can still be written to the disk that takes them.

    True for a database server: its disk is looked at where it stands.
    """
    file = sqlite_file(settings.database_url)
    return file is None or _free_bytes(file.parent) >= LEAST_FREE_BYTES


def disk_state(settings: Settings) -> str:
    """``ready``, or how little is left on the disk that holds answers and documents."""
    file = sqlite_file(settings.database_url)
    folders = {settings.var_dir} if file is None else {settings.var_dir, file.parent}
    free = min(_free_bytes(folder) for folder in folders)
    return "ready" if free >= LEAST_FREE_BYTES else f"almost full: {free // 1_000_000} MB left"


def log_state(settings: Settings) -> str:
    """``ready``, or the size of a write-ahead log that no checkpoint empties."""
    file = sqlite_file(settings.database_url)
    log = None if file is None else file.with_name(f"{file.name}-wal")
    size = 0 if log is None or not log.exists() else log.stat().st_size
    return "ready" if size <= LARGEST_LOG_BYTES else f"large: {size // 1_000_000} MB"


def _free_bytes(folder: Path) -> int:
    return shutil.disk_usage(folder).free
