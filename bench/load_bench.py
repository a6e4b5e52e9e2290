"""P11 and P12: how long does a save take while many answer at once, and while one person hogs?

    python bench/load_bench.py             # four minutes: 50 respondents, then one hog, on each
    python bench/load_bench.py --release   # 200 respondents for 15 minutes, then four hogs
    python bench/load_bench.py --only p11 --database sqlite

On a SQLite file and on PostgreSQL: at ``CTO_BENCH_DATABASE_URL``, or on a server of the suite's own
where one is installed. The app is the real one in a process of its own; respondents are threads of
this one, so the time of a save holds the waiting for this process too. Figures are of this machine,
shared with whoever asks. ``PROMISES_FILE`` keeps them for docs/promises-release.md.
"""

import argparse
import contextlib
import os
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from flask.testing import FlaskClient  # noqa: E402
from sqlalchemy import make_url  # noqa: E402

from assessment.services.catalogs import CatalogShelf  # noqa: E402
from assessment.store import schema  # noqa: E402
from assessment.store.engine import Database, open_database  # noqa: E402
from tests.browser.app_process import AppProcess  # noqa: E402
from tests.browser.http_client import HttpClient  # noqa: E402
from tests.promises import SHARE, Promises  # noqa: E402
from tests.store.postgres_server import PostgresServer, server_programs  # noqa: E402
from tests.trust.respondents import Respondent, seat  # noqa: E402
from tests.web.sitter import Sitter, field_of  # noqa: E402

PAUSE_SECONDS = 5.0
SHORTEST_RUN_SECONDS = 20.0
LONGEST_TEXT = "ä" * 20_000
LEAST_REPORTS = 50
BESIDE_HOGS = 10
"""Respondents who save once a second while others hog."""


def main() -> int:
    """Status 0 where everything held, else 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--release", action="store_true", help="the sizes a release asks for")
    parser.add_argument("--only", choices=("p11", "p12"), help="one promise alone")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), help="one database alone")
    parser.add_argument("--seconds", type=float, help="how long each run takes")
    options = parser.parse_args()
    people, seconds, hogs = (200, 900.0, 4) if options.release else (50, 60.0, 1)
    limits = (0.3, 1.0) if options.release else (0.15, 0.5)
    seconds = options.seconds or max(SHORTEST_RUN_SECONDS, seconds * SHARE)
    shelf = CatalogShelf.from_content(ROOT / "content")
    found = Promises()
    for kind in ("sqlite", "postgresql"):
        if options.database not in {None, kind}:
            continue
        try:
            with served(kind) as (database, server):
                if options.only != "p12":
                    many(found, database, server, shelf, people, seconds, limits)
                if options.only != "p11":
                    beside_hogs(found, database, server, shelf, hogs, min(seconds, 300.0))
        except Exception as fault:  # noqa: BLE001 - the other database is still to be measured
            found.undone.append(f"failed: load on {kind}: {type(fault).__name__}: {fault}")
    if path := os.environ.get("PROMISES_FILE"):
        found.keep(Path(path))
    print("\n".join([*found.table(), *found.undone]))
    return 0 if not found.undone and all(figure.held for figure in found.figures) else 1


@contextlib.contextmanager
def served(kind: str) -> Iterator[tuple[Database, AppProcess]]:
    """A migrated, empty database of this kind, and the app running on it."""
    with contextlib.ExitStack() as ending:
        folder = ending.enter_context(tempfile.TemporaryDirectory(prefix="cto-load-"))
        var = Path(folder) / "var"
        var.mkdir()
        url = f"sqlite:///{var / 'cto-readiness.db'}"
        if kind == "postgresql":
            url = os.environ.get("CTO_BENCH_DATABASE_URL") or _server_of_our_own(ending)
        database = open_database(url)
        ending.callback(database.close)
        schema.upgrade(database)
        yield database, ending.enter_context(AppProcess(var, settings={"CTO_DATABASE_URL": url}))


def _server_of_our_own(ending: contextlib.ExitStack) -> str:
    programs = server_programs()
    if programs is None:
        raise LookupError("no PostgreSQL is installed and CTO_BENCH_DATABASE_URL names none")
    server = PostgresServer(programs)
    ending.callback(server.remove)
    server.start()
    url = make_url(server.url).set(drivername="postgresql+psycopg")
    return url.render_as_string(hide_password=False)


def many(
    found: Promises,
    database: Database,
    server: AppProcess,
    shelf: CatalogShelf,
    people: int,
    seconds: float,
    limits: tuple[float, float],
) -> None:
    """P11: so many people save every few seconds."""
    respondents = seated(database, server, shelf, people, first=0, pause=PAUSE_SECONDS)
    p95, p99, errors, saves = measured(respondents, seconds)
    say(
        found,
        "P11",
        f"{people} respondents saving every {PAUSE_SECONDS:.0f} s for {seconds:.0f} s, "
        f"{database.dialect}",
        f"{saves:,} saves, p95 {p95 * 1000:.0f} ms, p99 {p99 * 1000:.0f} ms, {errors} errors",
        f"p95 < {limits[0] * 1000:.0f} ms, p99 < {limits[1] * 1000:.0f} ms, 0 errors",
        held=p95 < limits[0] and p99 < limits[1] and errors == 0,
    )


def beside_hogs(
    found: Promises,
    database: Database,
    server: AppProcess,
    shelf: CatalogShelf,
    hogs: int,
    seconds: float,
) -> None:
    """P12: others save while so many people ask for their largest report and post long texts."""
    done = threading.Event()
    greedy = [Hog(server.address, shelf, number, done) for number in range(hogs)]
    for hog in greedy:
        hog.start()
    respondents = seated(database, server, shelf, BESIDE_HOGS, first=1_000, pause=1.0)
    p95, p99, errors, saves = measured(respondents, seconds)
    done.set()
    for hog in greedy:
        hog.join(timeout=120)
    reports = sum(hog.reports for hog in greedy)
    say(
        found,
        "P12",
        f"{hogs} people make their largest report and post {len(LONGEST_TEXT):,} letters "
        f"over and over, {database.dialect}",
        f"{reports} reports asked for; others' saves p95 {p95 * 1000:.0f} ms, "
        f"p99 {p99 * 1000:.0f} ms, {errors} errors over {saves:,} saves",
        "at least 50 reports; p95 < 500 ms, 0 errors",
        held=p95 < 0.5 and errors == 0 and reports >= LEAST_REPORTS,
    )


def seated(
    database: Database,
    server: AppProcess,
    shelf: CatalogShelf,
    people: int,
    *,
    first: int,
    pause: float,
) -> list[Respondent]:
    """Respondents who send nothing twice, each with an open sitting."""
    return [
        seat(database, shelf, shelf.current, server.address, first + number,
             now=datetime.now(UTC), doubles=0, windows=0, pause=pause)
        for number in range(people)
    ]  # fmt: skip


def say(found: Promises, promise: str, what: str, figure: str, target: str, *, held: bool) -> None:
    """Note a figure; a bench reports what does not hold and goes on."""
    try:
        found.note(promise, what, figure, target=target, held=held)
    except AssertionError:
        print(f"not held: {promise} {figure}", file=sys.stderr)


def measured(respondents: list[Respondent], seconds: float) -> tuple[float, float, int, int]:
    """p95 and p99 of a save in seconds, errors, and how many saves there were."""
    for respondent in respondents:
        respondent.start()
    time.sleep(seconds)
    for respondent in respondents:
        respondent.enough.set()
    for respondent in respondents:
        respondent.join(timeout=60)
    times = sorted(s for respondent in respondents for s in respondent.counts.seconds)
    errors = sum(
        r.counts.errors + r.counts.cut_off + r.counts.refused + bool(r.failure) for r in respondents
    )
    at = lambda share: times[min(len(times) - 1, int(share * len(times)))]  # noqa: E731
    return at(0.95), at(0.99), errors, len(times)


class Hog(threading.Thread):
    """Somebody who asks for documents and posts the longest texts without a pause."""

    def __init__(
        self, address: str, shelf: CatalogShelf, number: int, done: threading.Event
    ) -> None:
        super().__init__(daemon=True)
        self.client = HttpClient(address)
        self.sitter = Sitter(cast(FlaskClient, self.client), shelf.current, seed=number + 50)
        self.done = done
        self.reports = 0

    def run(self) -> None:
        result = self.sitter.finish()
        page = self.sitter.text("/learn/ec1")
        token = field_of(page, "csrf_token")
        sizes = ("A4", "Letter")
        while not self.done.is_set():
            size = sizes[self.reports % 2]
            self.reports += 1
            with contextlib.suppress(TimeoutError):  # who waited too long asks again
                self.client.get(f"{result}/report.pdf?size={size}&n={self.reports}")
                self.client.post(
                    "/learn/ec1/log",
                    data={"csrf_token": token, "what": LONGEST_TEXT, "done_on": "2026-11-20"},
                )


if __name__ == "__main__":
    sys.exit(main())
