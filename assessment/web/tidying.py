"""When does a served app delete what has expired?"""

import threading
from collections.abc import Callable
from datetime import datetime

import structlog

from assessment.domain.errors import StoreUnavailable
from assessment.services.catalogs import CatalogShelf
from assessment.services.colleague_results import close_due_rounds
from assessment.services.databases import Database, clock_may_be_ahead, tidy
from assessment.services.printing import Press
from assessment.web.state import now

A_DAY_SECONDS = 86_400.0
TRY_AGAIN_SECONDS = 60.0
"""After a round that the database was away for, or busy with others."""


def tidy_once(
    database: Database, press: Press, shelf: CatalogShelf | None = None
) -> dict[str, int]:
    """Close rounds of colleagues that are over, and delete what is kept no longer.

    How many rounds, and how many rows by retention rule. Made documents go, too.
    """
    press.kept.tidy()
    closed = 0 if shelf is None else close_due_rounds(database, shelf, now=now())
    return {"rounds_closed": closed, **tidy(database, now=now())}


def tidy_daily(database: Database, press: Press, shelf: CatalogShelf) -> None:
    """Delete what has expired, now and once a day, in a thread that never keeps the process up."""
    rounds = Rounds(database, lambda: tidy_once(database, press, shelf))

    def run() -> None:
        stop = threading.Event()
        while True:
            stop.wait(rounds.next_one(now=now()))

    threading.Thread(target=run, name="tidy", daemon=True).start()


class Rounds:
    """The rounds of one process, and how long to wait after each.

    What is deleted is gone for good: after a long time without anybody the first round is a day
    later, so that a machine which started with a wrong clock has set it by then.
    """

    def __init__(self, database: Database, work: Callable[[], dict[str, int]]) -> None:
        self._database = database
        self._work = work
        self._log = structlog.get_logger("tidy")
        self._clock_is_asked = True

    def next_one(self, *, now: datetime) -> float:
        """Do one round, or say why not; the seconds until the next."""
        try:
            if self._clock_is_asked and clock_may_be_ahead(self._database, now=now):
                self._log.warning("tidying waits")
            else:
                self._log.info("tidied", **self._work())
        except StoreUnavailable as away:
            self._log.warning("tidying waits", cause=away.cause)
            return TRY_AGAIN_SECONDS
        except Exception:  # noqa: BLE001 - tomorrow is another try; the app must go on
            self._log.exception("tidying failed")
        self._clock_is_asked = False
        return A_DAY_SECONDS
