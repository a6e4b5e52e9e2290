"""Requests that say two things of where they end, or too much: read once or not at all."""

import socket
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from tests.browser.app_process import AppProcess
from tests.browser.http_client import HttpClient

pytestmark = pytest.mark.slow

PATIENCE_SECONDS = 30.0
HIDDEN = b"GET /begin HTTP/1.1\r\nHost: x\r\n\r\n"
"""What a smuggler would have answered in another's name."""


def posted(*headers: bytes, version: bytes = b"1.1", body: bytes = b"0\r\n\r\n") -> bytes:
    lines = [b"POST /sign-in HTTP/" + version, b"Host: x", b"Connection: keep-alive", *headers]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body + HIDDEN


REFUSED = {
    "both lengths": (posted(b"Content-Length: 5", b"Transfer-Encoding: chunked"), b"400"),
    "both, the other way round": (
        posted(b"Transfer-Encoding: chunked", b"Content-Length: 39"),
        b"400",
    ),
    "both, a length of nothing": (
        posted(b"Content-Length: 0", b"Transfer-Encoding: chunked"),
        b"400",
    ),
    "chunks before there were any": (
        posted(b"Content-Length: 5", b"Transfer-Encoding: chunked", version=b"1.0"),
        b"400",
    ),
    "an encoding nobody knows": (posted(b"Transfer-Encoding: xchunked"), b"501"),
    "two lengths that differ": (posted(b"Content-Length: 5", b"Content-Length: 44"), b"400"),
    "two lengths in one line": (posted(b"Content-Length: 5, 44"), b"400"),
    "a length with a sign": (posted(b"Content-Length: +5"), b"400"),
    "bare line feeds": (posted(b"X-One: 1\nContent-Length: 5"), b"400"),
    "a bare line feed after the first line": (
        b"GET / HTTP/1.1\nHost: x\r\n\r\n" + HIDDEN,
        b"400",
    ),
    "64 KB of headers": (
        b"GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + b"x" * 65_536 + b"\r\n\r\n" + HIDDEN,
        b"431",
    ),
    "64 KB of headers without an end": (
        b"GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + b"x" * 65_536,
        b"431",
    ),
}
UNFINISHED = {
    "half a header": b"GET /begin HTTP/1.1\r\nHost: x\r\nX-Ha",
    "line feeds alone": b"GET /begin HTTP/1.1\nHost: x\n\n",
    "half a body": b"POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf",
    "half a chunk": (
        b"POST /sign-in HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nhalf"
    ),
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppProcess]:
    with AppProcess(tmp_path_factory.mktemp("framing") / "var") as running:
        yield running


def line_to(server: AppProcess) -> socket.socket:
    parts = urlsplit(server.address)
    assert parts.hostname is not None
    return socket.create_connection((parts.hostname, parts.port or 80), timeout=PATIENCE_SECONDS)


def heard(line: socket.socket) -> bytes:
    """All the server says until it hangs up; TimeoutError where it does not."""
    said = b""
    try:
        while piece := line.recv(65_536):
            said += piece
    except ConnectionResetError:  # it hung up before it had read everything
        pass
    return said


def reached(server: AppProcess, rule: str) -> int:
    """How many requests to this rule the app itself has written down."""
    return sum(f"rule={rule} " in line for line in server.log_text().splitlines())


def still_answers(server: AppProcess) -> None:
    """It answers, and by then whatever it had read before has been written down."""
    before = reached(server, "/forgotten")
    assert HttpClient(server.address).get("/forgotten").status_code == 200
    until = time.monotonic() + PATIENCE_SECONDS
    while reached(server, "/forgotten") == before and time.monotonic() < until:
        time.sleep(0.02)


@pytest.mark.parametrize("kind", REFUSED)
def test_a_request_with_two_ends_or_too_long_never_reaches_the_app(
    server: AppProcess, kind: str
) -> None:
    sent, status = REFUSED[kind]
    before = [reached(server, rule) for rule in ("/", "/sign-in", "/begin")]
    with line_to(server) as line:
        line.sendall(sent)
        said = heard(line)
    assert said.count(b"HTTP/1.") <= 1, "one answer at most, and then it hangs up"
    assert not said or said.split()[1] == status
    still_answers(server)
    assert [reached(server, rule) for rule in ("/", "/sign-in", "/begin")] == before


@pytest.mark.parametrize("kind", UNFINISHED)
def test_a_request_that_is_left_unfinished_never_reaches_the_app(
    server: AppProcess, kind: str
) -> None:
    before = [reached(server, rule) for rule in ("/sign-in", "/begin")]
    with line_to(server) as line:
        line.sendall(UNFINISHED[kind])
        still_answers(server)  # while it waits for the rest
    still_answers(server)
    assert [reached(server, rule) for rule in ("/sign-in", "/begin")] == before
    assert "Traceback" not in server.log_text()


def test_what_is_well_formed_reaches_the_app_once_each(server: AppProcess) -> None:
    """The counting above can fail; and long links with a long cookie fit."""
    before = [reached(server, rule) for rule in ("/sign-in", "/begin")]
    with line_to(server) as line:
        both = posted(b"Transfer-Encoding: chunked")
        line.sendall(both[:-2] + b"Connection: close\r\n\r\n")
        said = heard(line)
    assert said.count(b"HTTP/1.1 ") == 2
    answer = HttpClient(server.address)._send(
        "GET", f"/sign-in?next=/{'x' * 8_000}", None, {"Cookie": f"other={'x' * 16_000}"}
    )
    assert answer.status_code == 200
    still_answers(server)
    after = [reached(server, rule) for rule in ("/sign-in", "/begin")]
    assert after == [before[0] + 2, before[1] + 1]
