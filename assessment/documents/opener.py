"""How does the app look into a PDF from outside without trusting a byte of it?

Each file is read by a process of its own, which has no secrets, little memory and little time
(``documents.opening``). Nothing of the file is kept.
"""

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

from assessment.documents.no_report import NoReport
from assessment.documents.opened_values import OpenedReport, opened_from_json

LARGEST_REPORT = 4 * 1024 * 1024
"""Bytes; our own reports take a tenth of that."""
MEMORY_MB = 512
"""Address space; reading one of ours maps about 200 MB, the interpreter and libraries included."""
CPU_SECONDS = 8
DEADLINE_SECONDS = 12.0
MOST_WAITING = 4
_LARGEST_ANSWER = 512 * 1024
_ROOT = Path(__file__).resolve().parents[2]
_PASSED_ON = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH")
TOO_MUCH = "reading it takes more time or memory than any report of ours does"


class OpenerBusy(Exception):  # noqa: N818 - named for what is the case
    """Others are being read; trying again in a minute is right."""


class ReportOpener:
    """Reads reports one at a time. Safe to use from several threads."""

    def __init__(
        self, *, deadline_seconds: float = DEADLINE_SECONDS, memory_mb: int = MEMORY_MB
    ) -> None:
        self._deadline = deadline_seconds
        self._memory_mb = memory_mb
        self._turn = threading.Lock()
        self._places = threading.BoundedSemaphore(MOST_WAITING)

    def open(self, pdf: bytes) -> OpenedReport:
        """What the answers inside a report give.

        Raises:
            NoReport: it is no report of ours, or too large or too costly for one.
            OpenerBusy: too many others are waiting.
        """
        if len(pdf) > LARGEST_REPORT:
            raise NoReport("it is larger than any report of ours")
        if not pdf.lstrip()[:5].startswith(b"%PDF-"):
            raise NoReport("it is no PDF")
        with self._our_turn():
            return _read(self._ask(pdf))

    @contextlib.contextmanager
    def _our_turn(self) -> Iterator[None]:
        if not self._places.acquire(blocking=False):
            raise OpenerBusy
        try:
            if not self._turn.acquire(timeout=self._deadline):
                raise OpenerBusy
            try:
                yield
            finally:
                self._turn.release()
        finally:
            self._places.release()

    def _ask(self, pdf: bytes) -> bytes:
        """The answer of a fresh process; empty where a limit ended it."""
        process = subprocess.Popen(  # noqa: S603 - our own module, our own interpreter
            [sys.executable, "-m", "assessment.documents.opening"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=_ROOT,
            env={
                **{name: os.environ[name] for name in _PASSED_ON if name in os.environ},
                "LANG": "C.UTF-8",
                "PYTHONPATH": str(_ROOT),
                "PYTHONDONTWRITEBYTECODE": "1",
                "OPENING_MEMORY_MB": str(self._memory_mb),
                "OPENING_SECONDS": str(CPU_SECONDS),
            },
        )
        alarm = threading.Timer(self._deadline, process.kill)
        alarm.start()
        try:
            if process.stdin is None or process.stdout is None:
                return b""
            with contextlib.suppress(BrokenPipeError):
                process.stdin.write(pdf)
                process.stdin.close()
            return process.stdout.read(_LARGEST_ANSWER + 1)
        finally:
            alarm.cancel()
            process.kill()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    with contextlib.suppress(OSError):
                        stream.close()
            process.wait()


def _read(answer: bytes) -> OpenedReport:
    if answer[:1] == b"-":
        raise NoReport(answer[1:300].decode("utf-8", "replace"))
    if answer[:1] != b"+" or len(answer) > _LARGEST_ANSWER:
        raise NoReport(TOO_MUCH)
    try:
        return opened_from_json(answer[1:])
    except ValueError:
        raise NoReport(TOO_MUCH) from None
