"""How does the suite start a PostgreSQL server of its own, where one is installed but none runs?

PostgreSQL refuses to run as root, so under root it runs as an ordinary user who owns its folder.
That folder lies beside those of the tests: another run, beginning meanwhile, closes them to others.
"""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from tests.ports import free_port

PATIENCE_SECONDS = 60.0
ORDINARY = ("postgres", "nobody")
"""Who it runs as under root: the first of these that there is."""


def server_programs() -> Path | None:
    """The folder of the newest installed server's programs; None where none is installed."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/postgres"),
        key=lambda path: int(path.parts[-3]) if path.parts[-3].isdigit() else 0,
    )
    if found:
        return found[-1].parent
    on_path = shutil.which("postgres")
    return Path(on_path).resolve().parent if on_path else None


class PostgresServer:
    """One server with an empty cluster in a folder of its own, on a free port of this machine."""

    def __init__(self, programs: Path) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="readiness-postgres-"))
        self._cluster = self._folder / "cluster"
        self._log = self._folder / "postgres.log"
        self._programs = programs
        self._user = _ordinary_user() if os.geteuid() == 0 else None
        self._process: subprocess.Popen[bytes] | None = None
        self.port = free_port()
        if self._user is not None:
            os.chown(self._folder, pwd.getpwnam(self._user).pw_uid, -1)
        self._run("initdb", "-D", str(self._cluster), "-U", "postgres", "-A", "trust", "-E", "UTF8")

    @property
    def url(self) -> str:
        """The address of its database ``postgres``."""
        return f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Start it and wait until it takes connections."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [
                    str(self._programs / "postgres"),
                    *("-D", str(self._cluster), "-p", str(self.port)),
                    *("-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="),
                    *("-c", "fsync=on", "-c", "synchronous_commit=on"),
                ],
                stdout=log,
                stderr=log,
                cwd="/",
                user=self._user,
                env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
            )
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            ready = subprocess.run(
                [str(self._programs / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port)],
                check=False,
            )
            if ready.returncode == 0:
                return
            time.sleep(0.05)
        raise AssertionError(f"PostgreSQL did not start:\n{self._log.read_text()}")

    def stop(self, sign: signal.Signals = signal.SIGINT) -> None:
        """End it: SIGINT drops its connections in order, SIGQUIT as a crash does."""
        process, self._process = self._process, None
        if process is not None:
            process.send_signal(sign)
            process.wait(timeout=PATIENCE_SECONDS)

    def remove(self) -> None:
        """End it where it runs, and keep nothing of it."""
        self.stop()
        shutil.rmtree(self._folder)

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [str(self._programs / program), *arguments],
            capture_output=True,
            cwd="/",
            user=self._user,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()


def _ordinary_user() -> str:
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ORDINARY if name in known)
