"""P2: an acknowledged save has been flushed to disk before its answer leaves.

A killed process cannot show this, because the page cache outlives it. So the server runs under
strace, which writes down every flush and everything sent to the browser, in order.
"""

import re
import shutil
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assessment.services.catalogs import CatalogShelf
from assessment.store import schema
from assessment.store.engine import open_database
from tests.browser.app_process import PROJECT, AppProcess
from tests.ports import free_port
from tests.promises import Promises, sized
from tests.trust.respondents import seat

pytestmark = [pytest.mark.slow, pytest.mark.promise]

SAVES = sized(gate=20, release=200)
FLUSHING = re.compile(r"^(\d+) +(?:fsync|fdatasync)\(\d+<[^>]*cto-readiness\.db-wal>(.*)")
RESUMED = re.compile(r"^(\d+) +<\.\.\. (?:fsync|fdatasync) resumed>\) += 0")
ACKNOWLEDGED = re.compile(r"\bsendto\(\d+<[^>]*>, \"HTTP/1\.1 200 OK")


def test_every_acknowledged_save_was_flushed_before_its_answer(
    tmp_path: Path, promises: Promises
) -> None:
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("FLUSHING IS NOT TESTED: strace is not installed")
    shelf = CatalogShelf.from_content(PROJECT / "content")
    url = f"sqlite:///{tmp_path / 'var' / 'cto-readiness.db'}"
    database = open_database(url)
    schema.upgrade(database)
    port = free_port()
    respondent = seat(
        database, shelf, shelf.current, f"http://127.0.0.1:{port}", 1,
        now=datetime.now(UTC), doubles=0, windows=0, pause=0.05,
    )  # fmt: skip
    trace = tmp_path / "trace"
    calls = "trace=fsync,fdatasync,sendto"
    server = AppProcess(
        tmp_path / "var",
        port=port,
        command=[strace, "-f", "-y", "-s", "64", "-e", calls, "-o", str(trace), sys.executable],
    )
    with server:
        respondent.start()
        until = time.monotonic() + 120
        while respondent.counts.acknowledged < SAVES and time.monotonic() < until:
            time.sleep(0.01)
        respondent.enough.set()
        respondent.join(timeout=30)
    database.close()
    assert respondent.failure == ""
    flushed, saves = _flushed_before_answers(trace.read_text(errors="replace").splitlines())
    promises.note(
        "P2",
        "flushes seen by strace on sqlite",
        f"{flushed} of {saves} acknowledged saves flushed before the answer",
        target=f"all of at least {SAVES}",
        held=flushed == saves >= SAVES,
    )


def _flushed_before_answers(lines: list[str]) -> tuple[int, int]:
    """Of the answers after the first, which is the page that gave the token: how many had a flush
    of the log since the answer before, and how many there were.

    A call during which another thread calls is written in two lines, and ends with the second.
    """
    flushed: list[bool] = []
    flushes = 0
    under_way: set[str] = set()
    for line in lines:
        if begun := FLUSHING.search(line):
            if "<unfinished" in begun[2]:
                under_way.add(begun[1])
            else:
                flushes += begun[2].endswith("= 0")
        elif (resumed := RESUMED.search(line)) and resumed[1] in under_way:
            under_way.remove(resumed[1])
            flushes += 1
        elif ACKNOWLEDGED.search(line):
            flushed.append(flushes > 0)
            flushes = 0
    return sum(flushed[1:]), len(flushed[1:])


def test_a_save_that_is_not_flushed_would_be_seen() -> None:
    answer = '7 sendto(9<socket:[1]>, "HTTP/1.1 200 OK\\r\\n'
    flush = "7 fdatasync(5</x/cto-readiness.db-wal>) = 0"
    assert _flushed_before_answers([flush, answer, flush, answer, flush, answer]) == (2, 2)
    assert _flushed_before_answers([flush, answer, flush, answer, answer]) == (1, 2)
    begun = "7 fdatasync(5</x/cto-readiness.db-wal> <unfinished ...>"
    ended = "7 <... fdatasync resumed>) = 0"
    assert _flushed_before_answers([flush, answer, begun, ended, answer]) == (1, 1)
    assert _flushed_before_answers([flush, answer, begun, answer, ended]) == (0, 1)
    assert _flushed_before_answers([flush, answer, flush.replace("= 0", "= -1"), answer]) == (0, 1)
