"""How is the real server run in a process of its own, asked over HTTP, and killed?"""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType

PROJECT = Path(__file__).parents[2]
PATIENCE_SECONDS = 60.0

_ADDRESS = re.compile(r"CTO Readiness is at (http://127\.0\.0\.1:\d+)/")


class AppProcess:
    """``python app.py`` on a free port, with its data in a folder that outlives it."""

    def __init__(
        self,
        var_dir: Path,
        *,
        settings: Mapping[str, str] | None = None,
        port: int = 0,
        command: Sequence[str] = (sys.executable, "-m", "tests.booklets"),
    ) -> None:
        self.var_dir = var_dir
        self.settings = {"CTO_VAR_DIR": str(var_dir), **(settings or {})}
        self.port = port
        """0 takes a free one at every start."""
        self.command = command
        """What runs ``app.py``: Python, or something that watches it."""
        self.log = var_dir / "server.log"
        self.address = ""
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "AppProcess":
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Start it and wait until it answers at ``address``."""
        self.var_dir.mkdir(parents=True, exist_ok=True)
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                [*self.command, "app.py", "--port", str(self.port)],
                cwd=PROJECT,
                env={**_without_settings(os.environ), **self.settings},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        self.address = self._announced()

    def _announced(self) -> str:
        assert self._process is not None
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            if found := _ADDRESS.search(self.log_text()):
                return found[1]
            assert self._process.poll() is None, f"the server ended:\n{self.log_text()}"
            time.sleep(0.02)
        raise AssertionError(f"the server did not start:\n{self.log_text()}")

    def log_text(self) -> str:
        """Everything the server has written since it was started last."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def tracebacks(self) -> int:
        """How many tracebacks the server has written; what it wrote is shown where a test fails."""
        written = self.log_text()
        if "Traceback" in written:
            sys.stdout.write(f"the server wrote:\n{written}\n")
        return written.count("Traceback")

    @property
    def pid(self) -> int:
        """The number of the running process."""
        assert self._process is not None
        return self._process.pid

    def kill(self) -> None:
        """End it as a crash does: no handler runs, nothing is flushed."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End it as Ctrl+C does."""
        self._end(signal.SIGINT)

    def _end(self, sign: signal.Signals) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.send_signal(sign)
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(timeout=10)


def _without_settings(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment without this machine's own settings of the app."""
    return {name: value for name, value in environ.items() if not name.startswith("CTO_")}
