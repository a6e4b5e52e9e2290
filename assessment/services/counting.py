"""How often did somebody ask for something of late, counted once for all processes of a machine?

One small file under CTO_VAR_DIR. What is counted is kept as a keyed hash, so that the file names
no address and no person, and only for as long as it counts.
"""

import hashlib
import hmac
import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

COUNTS_FILE = "limits.db"
WAIT_SECONDS = 2.0
"""For another process that is counting; a count takes far below a millisecond."""

AHEAD_SECONDS = 60.0
"""What was counted later than this after now was counted by a clock since put back: it is left out,
or nobody could sign in for as long as the clock was ahead."""

Rate = tuple[int, float]
"""So many, in so many seconds."""


class SharedCounts:
    """Moving windows in a file. Safe to use from several threads and several processes."""

    def __init__(self, path: Path, secret: str, *, clock: Callable[[], float] = time.time) -> None:
        self._path = path
        self._key = hmac.new(secret.encode(), b"cto-readiness counts", hashlib.sha256).digest()
        self._clock = clock
        self._turn = threading.Lock()
        self._store: sqlite3.Connection | None = None

    def take(self, name: str, rates: Sequence[Rate], key: str) -> float | None:
        """Count one request; None where it may pass, else in how many seconds one may.

        A request that is refused is not counted. Raises sqlite3.Error where the file cannot be
        read or written.
        """
        what, now = self._hashed(name, key), self._clock()
        with self._turn:
            store = self._opened()
            store.execute("BEGIN IMMEDIATE")
            try:
                wait = max((_wait(store, what, rate, now) for rate in rates), default=0.0)
                if wait <= 0:
                    until = now + max(seconds for _, seconds in rates)
                    store.execute(
                        "DELETE FROM asked WHERE until <= ? OR at > ?", (now, now + AHEAD_SECONDS)
                    )
                    store.execute("INSERT INTO asked VALUES (?, ?, ?)", (what, now, until))
                store.execute("COMMIT")
            except BaseException:
                store.rollback()
                raise
        return wait if wait > 0 else None

    def close(self) -> None:
        """Let go of the file; it is opened again when something is counted."""
        with self._turn:
            if self._store is not None:
                self._store.close()
                self._store = None

    def _hashed(self, name: str, key: str) -> bytes:
        told = f"{name}\0{key}".encode("utf-8", "surrogatepass")
        return hmac.new(self._key, told, hashlib.sha256).digest()[:16]

    def _opened(self) -> sqlite3.Connection:
        if self._store is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            store = sqlite3.connect(
                self._path, timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=False
            )
            _write_ahead(store)
            # What a power cut forgets is a few seconds of counting; a killed process forgets none.
            store.execute("PRAGMA synchronous=NORMAL")
            store.execute(
                "CREATE TABLE IF NOT EXISTS asked (what BLOB NOT NULL, at REAL NOT NULL,"
                " until REAL NOT NULL)"
            )
            store.execute("CREATE INDEX IF NOT EXISTS asked_what ON asked (what, at)")
            store.execute("CREATE INDEX IF NOT EXISTS asked_until ON asked (until)")
            self._path.chmod(0o600)
            self._store = store
        return self._store


def _write_ahead(store: sqlite3.Connection) -> None:
    """Keep the file's log beside it; SQLite does not wait here for another that does the same."""
    until = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            store.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.01)
        else:
            return


def _wait(store: sqlite3.Connection, what: bytes, rate: Rate, now: float) -> float:
    """Seconds until the oldest of as many as are allowed is out of the window."""
    most, seconds = rate
    oldest = store.execute(
        "SELECT at FROM asked WHERE what = ? AND at > ? AND at <= ?"
        " ORDER BY at DESC LIMIT 1 OFFSET ?",
        (what, now - seconds, now + AHEAD_SECONDS, most - 1),
    ).fetchone()
    return 0.0 if oldest is None else float(oldest[0]) + seconds - now
