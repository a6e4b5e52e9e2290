"""One person has so many seats, over all processes of a machine; a killed one gives its back."""

import subprocess
import sys
import threading
from contextlib import ExitStack
from pathlib import Path

import pytest

from assessment.documents.seats import Seats
from tests.browser.app_process import PROJECT

HOLDS = """
import sys
from pathlib import Path
from assessment.documents.seats import Seats
with Seats(Path(sys.argv[1]), each=2).seat("ada") as seated:
    print(seated, flush=True)
    sys.stdin.read()
"""


def other_process(folder: Path) -> subprocess.Popen[str]:
    """A process that sits on one of Ada's seats until it is told to end."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(folder)],
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "True"
    return process


def test_a_person_has_two_and_another_has_two_of_their_own(tmp_path: Path) -> None:
    seats = Seats(tmp_path, each=2)
    with ExitStack() as stack:
        sat = [stack.enter_context(seats.seat(who)) for who in ("ada", "ada", "ada", "ben")]
        assert sat == [True, True, False, True]
    with seats.seat("ada") as again:
        assert again


def test_nobody_in_particular_needs_none(tmp_path: Path) -> None:
    seats = Seats(tmp_path, each=1)
    with seats.seat("") as one, seats.seat("") as two:
        assert (one, two) == (True, True)
    assert list(tmp_path.iterdir()) == []


def test_of_many_threads_at_once_exactly_two_sit(tmp_path: Path) -> None:
    seats = Seats(tmp_path, each=2)
    ready, done = threading.Barrier(20), threading.Barrier(20)
    sat: list[bool] = []

    def ask() -> None:
        ready.wait(10)
        with seats.seat("ada") as seated:
            sat.append(seated)
            done.wait(10)

    threads = [threading.Thread(target=ask) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(sat) == [False] * 18 + [True] * 2


@pytest.mark.skipif(sys.platform == "win32", reason="each process counts for itself there")
def test_two_processes_share_them_and_a_killed_one_gives_its_back(tmp_path: Path) -> None:
    seats = Seats(tmp_path, each=2)
    process = other_process(tmp_path)
    try:
        with seats.seat("ada") as first, seats.seat("ada") as second:
            assert (first, second) == (True, False)
            process.kill()
            process.wait(10)
            with seats.seat("ada") as freed:
                assert freed
    finally:
        process.kill()
        process.communicate()
