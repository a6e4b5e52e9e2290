"""How is a request sent, and how much CPU did the server spend on it?

Two ways: straight into the WSGI app in this process, and over HTTP to a server in a process of
its own, whose CPU the kernel tells thread by thread.
"""

import contextlib
import http.client
import json
import os
import re
import secrets
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any, Protocol

from flask import Flask
from werkzeug.test import EnvironBuilder

START_SECONDS = 60.0


class Server(Protocol):
    """What answers requests, and can say what CPU it has used."""

    def ask(self, path: str, headers: Mapping[str, str], body: bytes | None) -> bytes: ...
    def cpu_seconds(self) -> float: ...


@dataclass(slots=True)
class InProcess:
    """The WSGI app itself, without any server."""

    app: Flask
    _environs: dict[str, dict[str, Any]] = field(default_factory=dict)

    def ask(self, path: str, headers: Mapping[str, str], body: bytes | None) -> bytes:
        if path not in self._environs:
            self._environs[path] = EnvironBuilder(
                path,
                method="GET" if body is None else "POST",
                headers=dict(headers),
                content_type=None if body is None else "application/json",
            ).get_environ()
        environ = {**self._environs[path], "wsgi.input": BytesIO(body or b"")}
        if body is not None:
            environ["CONTENT_LENGTH"] = str(len(body))
        status: list[str] = []

        def start(line: str, *_: object) -> Callable[[bytes], object]:
            status.append(line)
            return lambda part: part

        answer = self.app.wsgi_app(environ, start)
        reply = b"".join(answer)
        with contextlib.suppress(AttributeError):
            answer.close()  # type: ignore[attr-defined]
        assert status[0].startswith("200"), (status, reply[:400])
        return reply

    def cpu_seconds(self) -> float:
        return time.process_time()


@dataclass(slots=True)
class Served:
    """A server process, asked over one kept connection."""

    pid: int
    connection: http.client.HTTPConnection

    def ask(self, path: str, headers: Mapping[str, str], body: bytes | None) -> bytes:
        sent = dict(headers) if body is None else {**headers, "Content-Type": "application/json"}
        self.connection.request("GET" if body is None else "POST", path, body, sent)
        response = self.connection.getresponse()
        reply = response.read()
        assert response.status == 200, (response.status, reply[:400])
        return reply

    def cpu_seconds(self) -> float:
        """Of all threads, from the scheduler's own count in nanoseconds."""
        tasks = Path(f"/proc/{self.pid}/task").glob("*/schedstat")
        return sum(int(task.read_text().split()[0]) for task in tasks) / 1e9


@contextlib.contextmanager
def served(command: Sequence[str], folder: Path, environ: Mapping[str, str]) -> Iterator[Served]:
    """Start a server that says ``http://host:port/`` on stderr; end it afterwards."""
    log = folder / f"server-{secrets.token_hex(4)}.log"
    with log.open("wb") as stderr:
        process = subprocess.Popen(
            [sys.executable, *command], env={**os.environ, **environ}, stderr=stderr
        )
        try:
            port = _port(log, process)
            yield Served(process.pid, http.client.HTTPConnection("127.0.0.1", port, timeout=30))
        finally:
            process.terminate()
            process.wait()


def _port(log: Path, process: subprocess.Popen[bytes]) -> int:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        found = re.search(r"http://[\d.]+:(\d+)/", log.read_text(errors="replace"))
        if found:
            return int(found[1])
        time.sleep(0.05)
    raise RuntimeError(f"the server did not start: {log.read_text(errors='replace')[-2000:]}")


@dataclass(slots=True, kw_only=True)
class Getting:
    """The same page again and again."""

    server: Server
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)

    def __call__(self) -> bytes:
        return self.server.ask(self.path, self.headers, None)


@dataclass(slots=True, kw_only=True)
class Saving:
    """One answer, changed each time, with the revision that came back before."""

    server: Server
    path: str
    answers: Sequence[Mapping[str, str]]
    revision: int
    headers: Mapping[str, str] = field(default_factory=dict)
    _turn: int = 0

    def __call__(self) -> bytes:
        self._turn += 1
        body = {
            "answer": self.answers[self._turn % len(self.answers)],
            "seconds": 12.5,
            "revision": self.revision,
            "save_id": secrets.token_hex(12),
        }
        reply = self.server.ask(self.path, self.headers, json.dumps(body).encode())
        self.revision = json.loads(reply)["revision"]
        return reply


def cpu_ms(work: Mapping[str, Getting | Saving], rounds: int, times: int) -> dict[str, float]:
    """Median CPU milliseconds of one request of each kind, taken in turns."""
    spent: dict[str, list[float]] = {name: [] for name in work}
    for do in work.values():
        for _ in range(max(3, times // 4)):
            do()
    for _ in range(rounds):
        for name, do in work.items():
            began = do.server.cpu_seconds()
            for _ in range(times):
                do()
            spent[name].append((do.server.cpu_seconds() - began) * 1000 / times)
    return {name: statistics.median(each) for name, each in spent.items()}
