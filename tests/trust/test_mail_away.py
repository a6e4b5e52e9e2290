"""P9: a mail server that refuses or never answers takes mail with it, and nothing else."""

import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import pytest

from assessment.services.mail import WAIT_SECONDS
from tests.browser.app_process import AppProcess
from tests.browser.http_client import HttpAnswer, HttpClient
from tests.promises import Promises
from tests.web.sitter import field_of

pytestmark = [pytest.mark.slow, pytest.mark.promise]

BOUND_SECONDS = WAIT_SECONDS + 5.0
"""What a page waits for mail, and as much again for a machine that is busy with other tests."""
AT_ONCE = 8
"""As many as the server has threads."""


@contextmanager
def silent() -> Iterator[int]:
    """The port of a server that takes the call and never says a word."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as line:
        yield line.getsockname()[1]


@contextmanager
def refusing() -> Iterator[int]:
    """A port that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as line:
        port = line.getsockname()[1]
    yield port


def app_with_mail(folder: Path, port: int) -> AppProcess:
    return AppProcess(
        folder,
        settings={
            "CTO_SMTP_HOST": "127.0.0.1",
            "CTO_SMTP_PORT": str(port),
            "CTO_SMTP_SECURITY": "none",
            "CTO_SMTP_FROM": "site@example.org",
        },
    )


def ask_for_mail(address: str, number: int) -> tuple[HttpAnswer, str, float]:
    """Ask for a reset link; the answer, the page it leads to, and how long the answer took."""
    client = HttpClient(address)
    page = cast(str, client.get("/forgotten").get_data(as_text=True))
    form = {"csrf_token": field_of(page, "csrf_token"), "email": f"ada{number}@example.org"}
    started = time.monotonic()
    answer = client.post("/forgotten", data=form)
    took = time.monotonic() - started
    told = client.get(answer.headers["Location"]) if answer.status_code == 303 else answer
    return answer, cast(str, told.get_data(as_text=True)), took


@pytest.mark.parametrize("away", [silent, refusing])
def test_a_mail_server_that_never_answers_holds_nobody_up(
    away: type, tmp_path: Path, promises: Promises
) -> None:
    with away() as port, app_with_mail(tmp_path / "var", port) as server:
        HttpClient(server.address).get("/forgotten")
        with ThreadPoolExecutor(AT_ONCE) as pool:
            asked = [pool.submit(ask_for_mail, server.address, n) for n in range(AT_ONCE)]
            done = [job.result(60) for job in asked]
        started = time.monotonic()
        _, told, _ = ask_for_mail(server.address, AT_ONCE)
        pages = [HttpClient(server.address).get(p).status_code for p in ("/", "/begin", "/sign-in")]
        after = time.monotonic() - started
        ready = HttpClient(server.address).get("/readyz")
        faults = server.tracebacks()
        named = [n for n in range(AT_ONCE) if f"ada{n}@" in server.log_text()]
    slowest = max(took for *_, took in done)
    said = sum(
        "No mail could be sent" in page and "Nothing you answered is lost" in page
        for page in [*(page for _, page, _ in done), told]
    )
    checks = cast(dict[str, dict[str, str]], ready.get_json())["checks"]
    promises.note(
        "P9",
        f"mail server {away.__name__}",
        f"{AT_ONCE} asked for mail at once: answered after at most {slowest:.1f} s, {said} of "
        f"{AT_ONCE + 1} told, pages {pages} and one more mail in {after:.1f} s, readyz "
        f"{ready.status_code}, {faults} tracebacks, {len(named)} addresses in the log",
        target=f"within {BOUND_SECONDS:.0f} s, all told, 200, readyz 200 and names it, 0, 0",
        held=slowest < BOUND_SECONDS
        and said == AT_ONCE + 1
        and pages == [200] * 3
        and after < BOUND_SECONDS
        and ready.status_code == 200
        and "the last mail did not leave" in checks["mail"]
        and (faults, named) == (0, []),
    )
