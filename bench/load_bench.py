"""P11 and P12: how long does a save take while many answer at once, and while one person hogs?

    python bench/load_bench.py             # two minutes: 50 respondents, then one hog
    python bench/load_bench.py --release   # 200 respondents for 15 minutes, then four hogs

``CTO_BENCH_DATABASE_URL`` takes a PostgreSQL address; without it a SQLite file is made. The server
is the real one in a process of its own; respondents are threads of this one, so the time of a save
holds the waiting for this process too. Figures are of this machine, shared with whoever asks.
"""

import argparse
import os
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from flask.testing import FlaskClient  # noqa: E402

from assessment.services.catalogs import CatalogShelf  # noqa: E402
from assessment.store import schema  # noqa: E402
from assessment.store.engine import open_database  # noqa: E402
from tests.browser.app_process import AppProcess  # noqa: E402
from tests.browser.http_client import HttpClient  # noqa: E402
from tests.promises import Promises  # noqa: E402
from tests.trust.respondents import Respondent, seat  # noqa: E402
from tests.web.sitter import Sitter, field_of  # noqa: E402

PAUSE_SECONDS = 5.0
LONGEST_TEXT = "ä" * 20_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--release", action="store_true", help="the sizes a release asks for")
    parser.add_argument("--seconds", type=float, help="how long each of the two runs takes")
    options = parser.parse_args()
    people, seconds, hogs = (200, 900.0, 4) if options.release else (50, 60.0, 1)
    seconds = options.seconds or seconds
    found = Promises()
    with tempfile.TemporaryDirectory(prefix="cto-load-") as folder:
        var = Path(folder) / "var"
        var.mkdir()
        url = os.environ.get("CTO_BENCH_DATABASE_URL", f"sqlite:///{var / 'cto-readiness.db'}")
        database = open_database(url)
        schema.upgrade(database)
        shelf = CatalogShelf.from_content(ROOT / "content")
        with AppProcess(var, settings={"CTO_DATABASE_URL": url}) as server:
            p95, p99, errors, saves = measured(
                [
                    seat(database, shelf, shelf.current, server.address, number,
                         now=datetime.now(UTC), doubles=0, windows=0, pause=PAUSE_SECONDS)
                    for number in range(people)
                ],
                seconds,
            )  # fmt: skip
            limit95, limit99 = (0.3, 1.0) if options.release else (0.15, 0.5)
            say(
                found,
                "P11",
                f"{people} respondents saving every {PAUSE_SECONDS:.0f} s for {seconds:.0f} s, "
                f"{database.dialect}",
                f"{saves} saves, p95 {p95 * 1000:.0f} ms, p99 {p99 * 1000:.0f} ms, {errors} errors",
                f"p95 < {limit95 * 1000:.0f} ms, p99 < {limit99 * 1000:.0f} ms, 0 errors",
                held=p95 < limit95 and p99 < limit99 and errors == 0,
            )
            done = threading.Event()
            greedy = [Hog(server.address, shelf, number, done) for number in range(hogs)]
            for hog in greedy:
                hog.start()
            p95, p99, errors, saves = measured(
                [
                    seat(database, shelf, shelf.current, server.address, 1_000 + number,
                         now=datetime.now(UTC), doubles=0, windows=0, pause=1.0)
                    for number in range(10)
                ],
                min(seconds, 300.0),
            )  # fmt: skip
            done.set()
            for hog in greedy:
                hog.join(timeout=120)
            reports = sum(hog.reports for hog in greedy)
            say(
                found,
                "P12",
                f"{hogs} people make their largest report and post {len(LONGEST_TEXT)} letters "
                f"over and over, {database.dialect}",
                f"{reports} reports asked for; others' saves p95 {p95 * 1000:.0f} ms, "
                f"p99 {p99 * 1000:.0f} ms, {errors} errors over {saves} saves",
                "p95 < 500 ms, 0 errors",
                held=p95 < 0.5 and errors == 0,
            )
        database.close()
    print("\n".join(found.table()))


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
    errors = sum(r.counts.errors + r.counts.cut_off + bool(r.failure) for r in respondents)
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
            self.client.get(f"{result}/report.pdf?size={sizes[self.reports % 2]}&n={self.reports}")
            self.reports += 1
            self.client.post(
                "/learn/ec1/log",
                data={"csrf_token": token, "what": LONGEST_TEXT, "done_on": "2026-11-20"},
            )


if __name__ == "__main__":
    main()
