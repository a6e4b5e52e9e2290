"""How many documents of one person are being made, over all processes of a machine?

Each person has so many seats, which are places in one file. Whoever works on a document holds a
lock on its seat; the system lets go of it when the process ends, however it ends, so that nothing
has to be counted back after a crash.
"""

import contextlib
import hashlib
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

if sys.platform != "win32":
    import fcntl

SEATS_FILE = "seats"


class Seats:
    """So many seats for each asker. Safe to use from several threads and several processes."""

    def __init__(self, folder: Path, *, each: int) -> None:
        self._path = folder / SEATS_FILE
        self._each = each
        self._taken: set[int] = set()
        """Of this process: locks of one process do not keep its own threads apart."""
        self._turn = threading.Lock()
        self._file: int | None = None
        self._owner = os.getpid()

    @contextlib.contextmanager
    def seat(self, asker: str) -> Iterator[bool]:
        """Whether there is a seat left for this asker; it is theirs until the block ends.

        Nobody in particular (an empty name) needs none.
        """
        if not asker:
            yield True
            return
        place = self._sit(asker)
        try:
            yield place is not None
        finally:
            if place is not None:
                self._rise(place)

    def _sit(self, asker: str) -> int | None:
        first = _place(asker) * self._each
        with self._turn:
            for place in range(first, first + self._each):
                if place not in self._taken and self._lock(place):
                    self._taken.add(place)
                    return place
        return None

    def _rise(self, place: int) -> None:
        with self._turn:
            self._taken.discard(place)
            if sys.platform != "win32" and self._file is not None:
                with contextlib.suppress(OSError):
                    fcntl.lockf(self._file, fcntl.LOCK_UN, 1, place)

    def _lock(self, place: int) -> bool:
        """Lock one place of the file; a file that cannot be had keeps nobody waiting."""
        if sys.platform == "win32":  # no such locks: each process counts for itself
            return True
        if self._owner != os.getpid():  # a forked copy holds none of its parent's locks
            self._file, self._owner = None, os.getpid()
            self._taken.clear()
        try:
            if self._file is None:
                self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                # Never closed: closing any handle of it would let go of all its locks.
                self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, place)
        except (BlockingIOError, PermissionError):  # how systems say that another has it
            return False
        except OSError:
            return True
        return True


def _place(asker: str) -> int:
    """A number for an asker; two who share one of these two thousand million share their seats."""
    digest = hashlib.sha256(asker.encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:4], "big") >> 1
