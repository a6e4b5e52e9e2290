"""What is counted in one process counts in the other, and the file names nobody."""

import multiprocessing
import sqlite3
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from assessment.services.counting import SharedCounts

TEN = [(10, 60.0)]


class Clock:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


def made(path: Path, clock: Callable[[], float] | None = None) -> SharedCounts:
    return SharedCounts(path, "s" * 40, clock=clock or Clock())


def test_a_window_moves(tmp_path: Path) -> None:
    clock = Clock()
    counts = made(tmp_path / "limits.db", clock)
    for _ in range(10):
        assert counts.take("sign-in", TEN, "here") is None
        clock.now += 1
    assert counts.take("sign-in", TEN, "here") == pytest.approx(50)
    assert counts.take("sign-in", TEN, "there") is None
    assert counts.take("reset", TEN, "here") is None
    clock.now += 50.5
    assert counts.take("sign-in", TEN, "here") is None
    assert counts.take("sign-in", TEN, "here") == pytest.approx(0.5)


def test_the_longer_of_two_waits_is_told_and_a_refusal_is_not_counted(tmp_path: Path) -> None:
    clock = Clock()
    counts = made(tmp_path / "limits.db", clock)
    rates = [(2, 60.0), (3, 3_600.0)]
    assert [counts.take("x", rates, "a") for _ in range(2)] == [None, None]
    assert counts.take("x", rates, "a") == pytest.approx(60)
    clock.now += 61
    assert counts.take("x", rates, "a") is None
    assert counts.take("x", rates, "a") == pytest.approx(3_600 - 61)


def test_what_no_longer_counts_is_not_kept(tmp_path: Path) -> None:
    clock = Clock()
    counts = made(tmp_path / "limits.db", clock)
    for n in range(50):
        counts.take("x", TEN, f"client {n}")
    clock.now += 61
    counts.take("x", TEN, "later")
    counts.close()
    with sqlite3.connect(tmp_path / "limits.db") as store:
        assert store.execute("SELECT count(*) FROM asked").fetchone() == (1,)


def test_a_clock_that_was_ahead_keeps_nobody_out(tmp_path: Path) -> None:
    clock = Clock()
    counts = made(tmp_path / "limits.db", clock)
    clock.now += 86_400
    assert [counts.take("sign-in", [(2, 60)], "ada") for _ in range(2)] == [None, None]
    clock.now -= 86_400
    assert counts.take("sign-in", [(2, 60)], "ada") is None
    assert counts.take("sign-in", [(2, 60)], "ada") is None
    assert counts.take("sign-in", [(2, 60)], "ada") == 60
    clock.now -= 30  # as much as two processes or a clock put right may differ
    assert counts.take("sign-in", [(2, 60)], "ada") == 90


def test_the_file_names_no_address_and_is_its_owners_alone(tmp_path: Path) -> None:
    counts = made(tmp_path / "limits.db")
    for key in ("ada@example.org 198.51.100.7", "ada@example.org"):
        counts.take("sign-in here", TEN, key)
    assert (tmp_path / "limits.db").stat().st_mode & 0o077 == 0
    held = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    for word in (b"ada", b"198.51", b"sign-in"):
        assert word not in held


def ask(path: Path, times: int) -> int:
    """How many of so many requests pass, in a process of its own."""
    counts = SharedCounts(path, "s" * 40)
    return sum(counts.take("x", [(30, 600.0)], "ada") is None for _ in range(times))


def test_of_four_processes_and_of_twenty_threads_exactly_so_many_pass(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(4, mp_context=context) as pool:
        jobs = [pool.submit(ask, tmp_path / "a.db", 25) for _ in range(4)]
        passed = [job.result(60) for job in jobs]
    assert sum(passed) == 30
    counts = made(tmp_path / "b.db")
    with ThreadPoolExecutor(20) as threads:
        answers = list(threads.map(lambda _: counts.take("x", TEN, "ada"), range(40)))
    assert sum(answer is None for answer in answers) == 10


def test_a_new_file_is_opened_by_many_at_once(tmp_path: Path) -> None:
    """As by the workers of a host whose first visitors come together."""
    for n in range(20):
        together = Barrier(8)

        def first(path: Path = tmp_path / f"{n}.db", together: Barrier = together) -> bool:
            counts = made(path)
            together.wait()
            passed = counts.take("x", [(5, 60.0)], "ada") is None
            counts.close()
            return passed

        with ThreadPoolExecutor(8) as threads:
            passed = [job.result() for job in [threads.submit(first) for _ in range(8)]]
        assert sum(passed) == 5


def test_a_count_survives_the_process(tmp_path: Path) -> None:
    clock = Clock()
    first = made(tmp_path / "limits.db", clock)
    for _ in range(10):
        first.take("x", TEN, "ada")
    first.close()
    assert made(tmp_path / "limits.db", clock).take("x", TEN, "ada") is not None


def test_a_file_that_cannot_be_had_is_an_error_for_whoever_asks(tmp_path: Path) -> None:
    (tmp_path / "limits.db").write_bytes(b"no database at all, and long enough to be looked at" * 9)
    with pytest.raises(sqlite3.Error):
        made(tmp_path / "limits.db").take("x", TEN, "ada")
