"""Who does what nobody should wait for, and what becomes of it when the process ends?

A queue in a file of its own under CTO_VAR_DIR and one worker thread in the process that serves.
What was begun and not finished is taken on by the next worker: the orders are in the database,
the queue only says when to look.
"""

import contextlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import structlog

from assessment.documents.pdf import Press
from assessment.domain.errors import StoreUnavailable
from assessment.services.archive_work import make_archive, sweep_archives
from assessment.services.archives import ArchiveId, waiting_archives
from assessment.services.catalogs import CatalogShelf
from assessment.store.engine import Database

QUEUE_FILE = "jobs.db"


class Jobs:
    """The queue. ``immediate`` does each job at once, in the thread that asks, for tests."""

    def __init__(
        self,
        database: Database,
        shelf: CatalogShelf,
        press: Press,
        var_dir: Path,
        *,
        clock: Callable[[], datetime],
        immediate: bool = False,
    ) -> None:
        self._database = database
        self._shelf = shelf
        self._press = press
        self._var_dir = var_dir
        self._clock = clock
        self._immediate = immediate
        self._huey: Any = None
        self._consumer: Any = None

    def start(self, archive: ArchiveId) -> None:
        """Have an archive made soon; it is on order in the database in any case."""
        if self._immediate:
            self.make(archive)
            return
        self._queue()
        self._make_task(str(archive))

    def make(self, archive: ArchiveId) -> None:
        """Make an archive now; what fails is written down and taken on again later."""
        try:
            make_archive(
                self._database, self._shelf, self._press, self._var_dir, archive,
                clock=self._clock,
            )  # fmt: skip
        except StoreUnavailable as away:
            structlog.get_logger("jobs").warning("archive waits", archive=archive, cause=away.cause)
        except Exception:  # noqa: BLE001 - the worker must live; the order stays on record
            structlog.get_logger("jobs").exception("archive failed", archive=archive)

    def look_round(self) -> None:
        """Take on what nobody works on, and delete what is over."""
        with contextlib.suppress(Exception):  # the database may be away for a minute
            sweep_archives(self._database, self._var_dir, now=self._clock())
            with self._database.reading() as session:
                waiting = waiting_archives(session, now=self._clock())
            for archive in waiting:
                self.make(archive)

    def work(self) -> None:
        """Start the worker thread of this process."""
        from huey.consumer import Consumer

        class OwnThread(Consumer):  # type: ignore[misc]  # huey ships no types
            """A consumer inside a process that has its own way with signals."""

            def _set_signal_handlers(self) -> None:
                pass

        self._consumer = OwnThread(
            self._queue(), workers=1, periodic=True, initial_delay=0.2, max_delay=2.0,
            check_worker_health=False,
        )  # fmt: skip
        self._consumer.start()

    def stop(self) -> None:
        """Stop the worker; an archive under way is taken on by the next one."""
        if self._consumer is not None:
            self._consumer.stop(graceful=False)
            self._consumer = None

    def _queue(self) -> Any:  # noqa: ANN401 - huey ships no types
        if self._huey is None:
            from huey import SqliteHuey, crontab

            self._var_dir.mkdir(parents=True, exist_ok=True)
            queue = SqliteHuey("jobs", filename=str(self._var_dir / QUEUE_FILE), results=False)
            self._make_task = queue.task(name="make_archive")(
                lambda archive: self.make(ArchiveId(archive))
            )
            queue.periodic_task(crontab(), name="look_round")(self.look_round)
            self._huey = queue
        return self._huey
