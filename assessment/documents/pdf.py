"""How does the app get a PDF without ever importing the renderer?

A ``Press`` keeps one warm worker process, gives it one job at a time, watches the clock, and
starts another where it failed. What was made is kept under the hash of its inputs.
"""

import contextlib
import ctypes
import ctypes.util
import json
import os
import struct
import subprocess
import sys
import threading
import time
import weakref
from base64 import b64encode
from collections.abc import Iterator, Sequence
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from assessment.documents.fonts import write_fontconfig
from assessment.documents.frames import BrokenFrame, read_frame, write_frame
from assessment.documents.kept_files import KeptFiles
from assessment.documents.logos import LogoRefused, kind_of
from assessment.documents.print_job import PrintJob, fingerprint
from assessment.documents.radar_values import Radar
from assessment.documents.seats import Seats

DEADLINE_SECONDS = 20.0
QUEUE_LIMIT = 3
"""At work or waiting at one time: each waiting one holds a web thread, and there are eight."""
ASKER_LIMIT = 2
"""How many may be one person's, over all processes; nobody keeps others from their documents."""
MEMORY_MB = 768
"""Address space, not resident memory: a warm worker maps about 420 MB and holds about 120."""
JOBS_PER_WORKER = 200
"""A worker is replaced after so many, so that no leak grows for ever."""

_ROOT = Path(__file__).resolve().parents[2]
_PASSED_ON = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH",
              "WEASYPRINT_DLL_DIRECTORIES")  # fmt: skip
"""All that a worker inherits: it has no use for the app's secrets."""

_LIBRARIES: dict[str, tuple[str, ...]] = {
    "Pango": (
        "libpango-1.0.so.0",
        "libpango-1.0.0.dylib",
        "libpango-1.0.dylib",
        "libpango-1.0-0.dll",
    ),
    "PangoFT2": (
        "libpangoft2-1.0.so.0",
        "libpangoft2-1.0.0.dylib",
        "libpangoft2-1.0.dylib",
        "libpangoft2-1.0-0.dll",
    ),
}


_asker: ContextVar[str] = ContextVar("asker", default="")


class PdfUnavailable(Exception):  # noqa: N818 - named for what happened
    """This machine cannot make PDFs; the message says what is missing."""


class PdfBusy(Exception):  # noqa: N818
    """Too many documents are waiting; trying again in a minute is right."""


class PdfsOfYours(Exception):  # noqa: N818
    """So many documents of the one who asks are being made; they are done in a moment."""


class PdfFailed(Exception):  # noqa: N818
    """This document could not be made; the message says why."""


def pdf_available() -> str | None:
    """None where PDFs can be made, else why not, in words for an operator.

    Looks for the libraries only: neither WeasyPrint nor Pango is started.
    """
    missing = [name for name, files in _LIBRARIES.items() if not _any_loads(files)]
    if not missing:
        return None
    return (
        f"{' and '.join(missing)} not found: on Debian or Ubuntu install libpango-1.0-0"
        " libpangoft2-1.0-0 libharfbuzz-subset0, on macOS brew install pango"
    )


def _any_loads(files: tuple[str, ...]) -> bool:
    for name in files:
        try:
            ctypes.CDLL(name)
        except OSError:
            continue
        return True
    stem = files[0].removeprefix("lib").split(".so", 1)[0]
    return ctypes.util.find_library(stem) is not None


class Press:
    """Makes PDFs and radars. Safe to use from several threads; one job runs at a time."""

    def __init__(
        self,
        cache_dir: Path,
        *,
        deadline_seconds: float = DEADLINE_SECONDS,
        queue_limit: int = QUEUE_LIMIT,
        memory_mb: int = MEMORY_MB,
        more_fonts: Sequence[Path] = (),
    ) -> None:
        """Set up; nothing starts before the first job.

        ``more_fonts`` are folders with faces for scripts that the shipped ones do not have, such
        as Chinese; a name in such a script prints as boxes without them.
        """
        self.kept = KeptFiles(cache_dir / "made")
        self.last_log: tuple[str, ...] = ()
        """What the renderer said of the last job it did; nothing, when all is well."""
        self._work_dir = cache_dir / "press"
        self._deadline = deadline_seconds
        self._queue_limit = queue_limit
        self._memory_mb = memory_mb
        self._more_fonts = tuple(more_fonts)
        self._turn = threading.Lock()
        self._waiting = 0
        """How many are at work or waiting in this process."""
        self._counting = threading.Lock()
        self._seats = Seats(cache_dir, each=ASKER_LIMIT)
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = os.getpid()
        self._jobs_done = 0

    @staticmethod
    def asked_by(who: str) -> None:
        """Count what this thread asks for from now on as ``who``'s; nobody's if empty."""
        _asker.set(who)

    def make_pdf(self, job: PrintJob) -> bytes:
        """The PDF of a job, from what is kept where it was made before.

        Raises:
            PdfUnavailable: the machine lacks a library.
            PdfBusy: the queue is full.
            PdfsOfYours: the one who asks waits for others of theirs.
            PdfFailed: the job could not be done, or took too long.
        """
        plain = job.to_plain()
        return self._kept_or_made(f"{fingerprint(plain)}.pdf", plain)

    def draw_radar(self, radar: Radar) -> str:
        """A radar as inline SVG for a page. Raises as ``make_pdf`` does."""
        plain: dict[str, object] = {"kind": "radar", "radar": radar.to_plain()}
        return self._kept_or_made(f"{fingerprint(plain)}.svg", plain).decode()

    def redraw_logo(self, picture: bytes) -> tuple[bytes, int, int]:
        """A small PNG of an uploaded picture, with its width and height.

        Drawn by a worker that is gone afterwards, and kept nowhere.

        Raises:
            LogoRefused: this is no picture that is taken.
            PdfUnavailable, PdfBusy, PdfFailed: as ``make_pdf``.
        """
        kind_of(picture)
        plain: dict[str, object] = {"kind": "logo", "picture": b64encode(picture).decode()}
        with self._our_turn():
            try:
                made = self._work(plain)
            finally:
                self._stop()
        width, height = struct.unpack(">II", made[16:24])
        return made, width, height

    def forget(self, job: PrintJob) -> None:
        """Remove what is kept of a job, as when the person behind it deletes their data."""
        self.kept.remove(f"{fingerprint(job.to_plain())}.pdf")

    @property
    def worker_id(self) -> int | None:
        """The process id of the warm worker, for whoever watches it; None before the first job."""
        return self._process.pid if self._process is not None else None

    def close(self) -> None:
        """Stop the worker. The press can be used again; it then starts another."""
        with self._turn:
            self._stop()

    def _kept_or_made(self, name: str, plain: dict[str, object]) -> bytes:
        kept = self.kept.read(name)
        if kept is not None:
            return kept
        since = self.kept.emptied
        with self._our_turn():
            kept = self.kept.read(name)  # made while this one waited
            if kept is None:
                kept = self._work(plain)
                self.kept.write_unless_emptied(name, kept, since=since)
        return kept

    @contextlib.contextmanager
    def _our_turn(self) -> Iterator[None]:
        """One job at a time, no more than the limit waiting for it, few of them one person's."""
        with self._seats.seat(_asker.get()) as seated:
            if not seated:
                raise PdfsOfYours(f"{ASKER_LIMIT} documents of yours are being made already")
            with self._counting:
                if self._waiting >= self._queue_limit:
                    raise PdfBusy(f"{self._waiting} documents are waiting already")
                self._waiting += 1
            try:
                if not self._turn.acquire(timeout=self._deadline * 2):
                    raise PdfBusy("the documents before this one take too long")
                try:
                    yield
                finally:
                    self._turn.release()
            finally:
                with self._counting:
                    self._waiting -= 1

    def _work(self, plain: dict[str, object]) -> bytes:
        """Have the worker do one job; a worker that fails is gone afterwards."""
        process = self._worker()
        late = threading.Event()
        alarm = threading.Timer(self._deadline, _kill, (process, late))
        started = time.monotonic()
        alarm.start()
        try:
            header, body = _exchange(process, plain)
        except (OSError, BrokenFrame, ValueError) as error:
            self._stop()
            if late.is_set():
                raise PdfFailed(
                    f"the document was not ready after {self._deadline:g} s and was given up"
                ) from error
            spent = time.monotonic() - started
            raise PdfFailed(f"the renderer stopped after {spent:.1f} s") from error
        finally:
            alarm.cancel()
        self._jobs_done += 1
        self.last_log = tuple(header.get("log", ()))
        if header["ok"]:
            return body
        self._stop()
        if header["error"] == "logo":
            raise LogoRefused(header["reason"])
        if header["error"] == "unavailable":
            raise PdfUnavailable(pdf_available() or header["reason"])
        raise PdfFailed(header["reason"])

    def _worker(self) -> subprocess.Popen[bytes]:
        """The running worker, or a new one."""
        if self._owner != os.getpid():  # a forked copy must not talk into its parent's pipes
            self._process, self._owner = None, os.getpid()
        alive = self._process is not None and self._process.poll() is None
        if self._process is not None and alive and self._jobs_done < JOBS_PER_WORKER:
            return self._process
        self._stop()
        self._process = self._start()
        weakref.finalize(self, _end, self._process, self._owner)
        self._jobs_done = 0
        return self._process

    def _start(self) -> subprocess.Popen[bytes]:
        if reason := pdf_available():
            raise PdfUnavailable(reason)
        self._work_dir.mkdir(parents=True, exist_ok=True)
        config = write_fontconfig(self._work_dir / "fonts", more=self._more_fonts)
        inherited = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
        return subprocess.Popen(  # noqa: S603 - our own module, our own interpreter
            [sys.executable, "-m", "assessment.documents.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=_ROOT,
            env={
                **inherited,
                "LANG": "C.UTF-8",
                "HOME": str(self._work_dir),
                "XDG_CACHE_HOME": str(self._work_dir / "cache"),
                "MPLCONFIGDIR": str(self._work_dir / "matplotlib"),
                "MPLBACKEND": "agg",
                "FONTCONFIG_FILE": str(config),
                "OPENBLAS_NUM_THREADS": "1",
                "PYTHONHASHSEED": "0",
                "PYTHONPATH": str(_ROOT),
                "PRESS_MEMORY_MB": str(self._memory_mb),
                "PRESS_SECONDS": str(self._deadline),
            },
        )

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            _end(process, self._owner)


def _end(process: subprocess.Popen[bytes], owner: int) -> None:
    """Kill a worker and close its pipes; in a forked copy of its owner, do nothing."""
    if os.getpid() != owner:
        return
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with contextlib.suppress(OSError):
                stream.close()
    if process.poll() is None:
        process.kill()
    process.wait(timeout=10)


def _kill(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    process.kill()


def _exchange(
    process: subprocess.Popen[bytes], plain: dict[str, object]
) -> tuple[dict[str, Any], bytes]:
    if process.stdin is None or process.stdout is None:
        raise BrokenFrame("the worker has no pipes")
    write_frame(process.stdin, json.dumps(plain).encode())
    header = read_frame(process.stdout)
    body = read_frame(process.stdout) if header is not None else None
    if header is None or body is None:
        raise BrokenFrame("the worker closed without an answer")
    return json.loads(header), body
