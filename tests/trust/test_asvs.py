"""docs/asvs.md says what is done about which requirement: its proofs exist, none is left out.

Beside that, the few requirements that no other test holds.
"""

import ast
import errno
import http.client
import io
import json
import logging
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
import structlog
from flask import Flask
from flask import app as flask_app
from sqlalchemy import func, select
from waitress import server as waitress_server
from waitress import task as waitress_task

from assessment.services.catalogs import CatalogShelf
from assessment.services.passwords import LONGEST
from assessment.services.session_life import SHORTER
from assessment.services.sessions import ABSOLUTE, ACCOUNT_IDLE
from assessment.services.settings import Settings
from assessment.store.engine import Database
from assessment.store.records import AccountRecord
from assessment.web import create_app
from assessment.web.logs import FIXED_SENTENCES, configure_logs
from tests.browser.app_process import PATIENCE_SECONDS, PROJECT
from tests.ports import free_port
from tests.web.conftest import app as app  # the fixtures of the web tests
from tests.web.conftest import catalog as catalog
from tests.web.conftest import nobody as nobody
from tests.web.conftest import settings as settings
from tests.web.conftest import shipped_shelf as shipped_shelf
from tests.web.conftest import variables as variables
from tests.web.signed_in import signed_in
from tests.web.sitter import Sitter

PAGE = PROJECT / "docs" / "asvs.md"
DEPLOYMENT = PROJECT / "docs" / "deployment.md"

LEVEL_ONE = """
1.2.1-5 1.3.1-2 1.5.1 2.1.1 2.2.1-2 2.3.1 3.2.1-2 3.3.1 3.4.1-2 3.5.1-3 4.1.1 4.4.1 5.2.1-2 5.3.1-2
6.1.1 6.2.1-8 6.3.1-2 6.4.1-2 7.2.1-4 7.4.1-2 8.1.1 8.2.1-2 8.3.1 9.1.1-3 9.2.1 10.4.1-5 11.3.1-2
11.4.1 12.1.1 12.2.1-2 13.4.1 14.2.1 14.3.1 15.1.1 15.2.1 15.3.1
"""
LEVEL_TWO = """
1.1.1-2 1.2.6-9 1.3.3-11 1.4.1-3 1.5.2 2.1.2-3 2.2.3 2.3.2-4 2.4.1 3.3.2-4 3.4.3-6 3.5.4-5 3.7.1-2
5.1.1 5.2.3 5.4.1-3 6.1.2-3 6.2.9-12 6.3.3-4 6.4.3-4 6.5.1-5 6.6.1-3 6.8.1-4 7.1.1-3 7.3.1-2 7.4.3-5
7.5.1-2 7.6.1-2 8.1.2 8.2.3 8.4.1 16.1.1 16.2.1-5 16.3.1-4 16.4.1-3 16.5.1-3
"""
"""Of level 2: encoding, input, the browser, files, signing in, sessions, access and logging."""


def ids(written: str) -> Iterator[str]:
    """The numbers of a list with ranges.

    >>> list(ids("1.2.9-11 2.1.1"))
    ['1.2.9', '1.2.10', '1.2.11', '2.1.1']
    """
    for part in written.split():
        first, _, last = part.partition("-")
        stem, _, number = first.rpartition(".")
        yield from (f"{stem}.{n}" for n in range(int(number), int(last or number) + 1))


def table_rows() -> list[list[str]]:
    """The cells of every row of the page that begins with a requirement's number."""
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    rows = [
        [cell.strip() for cell in line.strip("|").split(" | ")]
        for line in lines
        if re.match(r"\| \d", line)
    ]
    assert len(rows) > 80
    return rows


def test_every_requirement_in_scope_is_there_once() -> None:
    named = [number for row in table_rows() for number in row[0].split()]
    assert sorted(n for n in named if named.count(n) > 1) == []
    wanted = {*ids(LEVEL_ONE), *ids(LEVEL_TWO)}
    assert len(list(ids(LEVEL_ONE))) == 70, "as many as the standard has"
    assert wanted - set(named) == set()
    third = {n for row in table_rows() if row[1] == "3" for n in row[0].split()}
    assert set(named) - wanted == third


def test_each_level_is_the_standards() -> None:
    one, two = set(ids(LEVEL_ONE)), set(ids(LEVEL_TWO))
    for row in table_rows():
        numbers = set(row[0].split())
        levels = {level for level, of in (("1", one), ("2", two)) if numbers & of}
        assert row[1] == (", ".join(sorted(levels)) or "3"), row[0]


@cache
def names_in(path: str) -> frozenset[str]:
    """The names of the tests in a file, read and not run."""
    tree = ast.parse((PROJECT / path).read_text(encoding="utf-8"))
    return frozenset(
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    )


def test_every_claim_names_a_test_that_exists() -> None:
    page = PAGE.read_text(encoding="utf-8")
    claimed = page.split("## Not yet claimed")[0]
    for line in claimed.splitlines():
        if not re.match(r"\| \d", line):
            continue
        proofs = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", line)
        assert proofs, line
        for path, name in proofs:
            assert (PROJECT / path).is_file(), path
            assert name in names_in(path), f"{path}::{name}"
    assert "tests/" not in page.split("## Not yet claimed")[1]


def test_the_page_claims_no_more_than_its_rows() -> None:
    page = PAGE.read_text(encoding="utf-8").lower()
    for word in ("complian", "certif", "guarantee", "conforms", "audited"):
        assert word not in page, word


# Requirements that nothing else holds.


def test_the_cookie_over_https_is_bound_to_its_host(
    settings: Settings, shipped_shelf: CatalogShelf
) -> None:
    secure = replace(settings, public_url="https://cto.example")
    app = create_app(secure, shelf=shipped_shelf)
    try:
        who = Sitter(app.test_client(), shipped_shelf.current)
        answer = who.client.get("/begin", base_url="https://cto.example")
        given = answer.headers.getlist("Set-Cookie")
        assert len(given) == 1
        name_and_value, *rest = given[0].split("; ")
        assert re.fullmatch(r"__Host-cto=[A-Za-z0-9_-]{43}", name_and_value)
        assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(rest)
        assert not any(part.startswith("Domain") for part in rest)
        held = answer.headers["Strict-Transport-Security"]
        assert held == "max-age=31536000; includeSubDomains"
    finally:
        app.extensions["press"].close()
        app.extensions["database"].close()


def limits_of(app: Flask) -> set[tuple[str, tuple[str, ...], str]]:
    """Each limit of a route: its name, its rates, by what it counts."""
    return {limit for view in app.view_functions.values() for limit in getattr(view, "limits", [])}


def test_the_table_of_limits_names_every_limit(app: Flask) -> None:
    section = DEPLOYMENT.read_text(encoding="utf-8").split("### Limits")[1].split("\n## ")[0]
    lines = re.findall(r"^\| (.+?) \| (.+?) \| (.+?) \| `(.+?)` \|$", section, re.MULTILINE)
    written = {(name, at_most, by) for _, at_most, by, name in lines}
    spoken = {(name, in_words(rates), COUNTED_BY[by]) for name, rates, by in limits_of(app)}
    assert written == spoken


COUNTED_BY = {
    "client": "client",
    "person": "person",
    "typed_address": "address",
    "address_from_here": "address and client",
    "half_signed_in": "sign-in",
    "known_device": "browser",
}


def in_words(rates: tuple[str, ...]) -> str:
    """Rates as the table writes them.

    >>> in_words(("10 per minute", "100 per hour", "8 per 15 minutes"))
    '10 a minute, 100 an hour, 8 in 15 minutes'
    """
    said = []
    for rate in rates:
        number, _, span = rate.partition(" per ")
        if span[0].isdigit():
            said.append(f"{number} in {span}")
        else:
            said.append(f"{number} {'an' if span == 'hour' else 'a'} {span}")
    return ", ".join(said)


def test_the_ways_in_are_listed() -> None:
    section = DEPLOYMENT.read_text(encoding="utf-8").split("## Accounts")[1].split("\n### ")[0]
    said = " ".join(section.split())
    for way in ("address and password", "second step", "reset", "operator's link", "private link",
                "key file", "create-operator"):  # fmt: skip
        assert way in said, way
    assert ABSOLUTE.days == 30
    assert "thirty days" in said
    assert SHORTER.days == 7
    assert "after seven" in said
    assert ACCOUNT_IDLE.total_seconds() == 12 * 3600
    assert "twelve hours" in said
    assert "run in parallel" in said


def test_passwords_are_masked_and_can_be_pasted() -> None:
    for path in sorted((PROJECT / "templates").rglob("*.html")):
        source = path.read_text(encoding="utf-8")
        for field in re.findall(r"<input\b[^>]*password[^>]*>", source):
            assert 'type="password"' in field, path
            assert "autocomplete=" in field, path
            assert f'maxlength="{LONGEST}"' in field, path
        assert not re.search(r"text_field\([^)]*password", source), path
        assert not re.search(r"\bon(paste|copy|drop)\b", source), path
    for path in sorted((PROJECT / "static" / "js").rglob("*.js")):
        assert not re.search(r"""["']paste["']""", path.read_text(encoding="utf-8")), path


def test_no_account_knows_how_old_its_password_is() -> None:
    """Nothing could end a password by its date, hint at it or ask for a maiden name."""
    columns = " ".join(column.name for column in AccountRecord.__table__.columns)
    for word in ("changed", "expire", "hint", "question", "rotate"):
        assert word not in columns, word


def test_a_new_installation_has_no_account(app: Flask) -> None:
    database: Database = app.extensions["database"]
    with database.reading() as store:
        assert store.scalar(select(func.count()).select_from(AccountRecord)) == 0


@pytest.mark.parametrize(
    "path",
    ["/.git/config", "/.git/HEAD", "/static/.git/config", "/static/../.git/config", "/app.py",
     "/pyproject.toml", "/var/cto-readiness.db", "/templates/layout.html", "/static/",
     "/static/js/", "/assessment/cli/db.py", "/.env", "/server-status", "/metrics", "/debug"],
)  # fmt: skip
def test_nothing_beside_the_static_folder_is_served(nobody: Sitter, path: str) -> None:
    assert nobody.client.get(path).status_code == 404


def test_the_times_for_parts_from_others_are_written_down() -> None:
    page = (PROJECT / "SECURITY.md").read_text(encoding="utf-8")
    section = page.split("## Parts from others")[1].split("\n## ")[0]
    assert [f"{days} days" in section for days in (3, 14, 90)] == [True] * 3
    lock = (PROJECT / "requirements.lock").read_text(encoding="utf-8")
    pinned = re.findall(r"^[\w.-]+==", lock, re.MULTILINE)
    assert len(pinned) > 20
    assert lock.count("--hash=sha256:") >= len(pinned)


def test_a_log_line_is_one_json_object_with_its_time_in_utc(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stream = io.StringIO()
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stderr", stream)
        configure_logs(production=True)
    try:
        forged = 'x\n{"event": "forged"}\r\u2028\x1b[31m'
        structlog.get_logger("test").info("first", value=forged)
        structlog.get_logger("test").info("second")
    finally:
        configure_logs(production=False)
    lines = stream.getvalue().splitlines()
    assert len(lines) == 2
    read = [json.loads(line) for line in lines]
    assert [line["event"] for line in read] == ["first", "second"]
    assert read[0]["value"] == forged
    for line in read:
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z", line["timestamp"])


@pytest.fixture
def in_production() -> Iterator[Callable[[io.TextIOBase], None]]:
    """Logs as in production, to a stream."""
    with pytest.MonkeyPatch.context() as patched:

        def configure(stream: io.TextIOBase) -> None:
            patched.setattr(sys, "stderr", stream)
            configure_logs(production=True)

        yield configure
    configure_logs(production=False)


def test_what_a_library_logs_has_the_same_form_and_none_of_its_words(
    in_production: Callable[[io.TextIOBase], None],
) -> None:
    stream = io.StringIO()
    in_production(stream)
    waitress, flask = logging.getLogger("waitress"), logging.getLogger("assessment.web")
    try:
        raise RuntimeError("canary 4711")
    except RuntimeError:
        waitress.exception("Exception while serving %s" % "/resume/canary")  # noqa: UP031
        flask.exception("Request finalizing failed with an error while handling an error")
    logging.getLogger("waitress.queue").warning("Task queue depth is %d", 12)
    waitress.info("Client disconnected while serving %s", "/resume/canary")
    said = stream.getvalue()
    assert "canary" not in said
    assert "Traceback" not in said
    lines = [json.loads(line) for line in said.splitlines()]
    assert [line["event"] for line in lines] == ["said by a library"] * 3
    assert [line["library"] for line in lines] == ["waitress", "assessment.web", "waitress.queue"]
    assert [line["level"] for line in lines] == ["error", "error", "warning"]
    assert lines[0]["exception"].startswith("builtins.RuntimeError\n")
    assert "test_asvs.py" in lines[0]["place"]
    assert [line["said"] for line in lines] == [
        None,
        "Request finalizing failed with an error while handling an error",
        "Task queue depth is 12",
    ]


def test_the_sentences_of_libraries_that_are_let_through_are_theirs() -> None:
    """Each stands there as it is written here, whole: nothing else can be put into it."""
    sources = [
        Path(module.__file__ or "") for module in (flask_app, waitress_server, waitress_task)
    ]
    written = {
        node.value
        for path in sources
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert written >= FIXED_SENTENCES
    assert {found for each in FIXED_SENTENCES for found in re.findall(r"%.", each)} == {"%d"}


class Broken(io.StringIO):
    """What standard error is on a full disk."""

    def write(self, text: str) -> int:
        """Fail as the disk does."""
        raise OSError(errno.ENOSPC, text)


def test_a_line_that_cannot_be_written_is_dropped(
    nobody: Sitter, in_production: Callable[[io.TextIOBase], None]
) -> None:
    closed = io.StringIO()
    closed.close()
    for stream in (Broken(), closed):
        in_production(stream)
        structlog.get_logger("test").error("lost")
        logging.getLogger("waitress").error("lost")
        assert nobody.client.get("/begin").status_code == 200


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no file that is always full")
def test_a_server_whose_standard_error_is_full_answers_pages(tmp_path: Path) -> None:
    port = free_port()
    environ = {name: value for name, value in os.environ.items() if not name.startswith("CTO_")}
    with Path("/dev/full").open("wb") as full:
        server = subprocess.Popen(
            [sys.executable, "app.py", "--port", str(port)],
            cwd=PROJECT,
            env={**environ, "CTO_VAR_DIR": str(tmp_path)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=full,
        )
    try:
        statuses = [answered(port, path, server) for path in ("/", "/begin", "/nowhere", "/begin")]
        assert statuses == [200, 200, 404, 200]
    finally:
        server.terminate()
        server.wait(timeout=20)


def answered(port: int, path: str, server: "subprocess.Popen[bytes]") -> int:
    """The status of a page, once the server listens."""
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        asked = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
        try:
            asked.request("GET", path)
            return asked.getresponse().status
        except ConnectionRefusedError:
            assert server.poll() is None, "the server ended"
            assert time.monotonic() < until, "the server does not listen"
            time.sleep(0.1)
        finally:
            asked.close()


def test_every_page_of_an_account_has_one_way_out(app: Flask) -> None:
    ada = signed_in(app, "ada@example.org", "Ada Aspirant")
    pages = []
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.arguments:
            continue
        answer = ada.client.get(rule.rule)
        if answer.status_code == 200 and answer.mimetype == "text/html":
            ways = answer.get_data(as_text=True).count('action="/sign-out"')
            assert ways == 1, f"{rule.rule}: {ways}"
            pages.append(rule.rule)
    assert len(pages) > 20
    assert ada.post("/sign-out", {}, page=ada.text("/learn")).status_code == 303
    assert 'action="/sign-out"' not in ada.text("/learn")


LEVELS = {"debug", "info", "warning", "error", "exception", "critical"}


def events_logged() -> dict[str, set[str]]:
    """The events that the source logs, with the names of their fields."""
    found: dict[str, set[str]] = {}
    for path in sorted((PROJECT / "assessment").rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        if "structlog" not in source:
            continue
        for node in ast.walk(ast.parse(source)):
            match node:
                case ast.Call(
                    func=ast.Attribute(attr=level), args=[ast.Constant(value=str(event))]
                ):
                    if level in LEVELS:
                        found.setdefault(event, set()).update(k.arg or "" for k in node.keywords)
    return found


def test_every_event_that_is_logged_is_listed_with_its_fields() -> None:
    section = DEPLOYMENT.read_text(encoding="utf-8").split("## What is logged")[1].split("\n## ")[0]
    rows = [line.strip("|").split(" | ") for line in section.splitlines() if line[:3] == "| `"]
    listed = {event: row[2] for row in rows for event in re.findall(r"`([^`]+)`", row[0])}
    logged = events_logged()
    assert set(listed) == set(logged)
    assert len(logged) > 20
    for event, fields in logged.items():
        named = fields - {"exc_info", ""}
        assert named <= set(re.findall(r"`(\w+)`", listed[event])), event


def test_the_log_goes_to_standard_error_and_nowhere_else() -> None:
    """No handler, no file and no collector: what the deployment page says is all there is."""
    for path in sorted((PROJECT / "assessment").rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        assert not re.search(r"logging\.(FileHandler|handlers|basicConfig)", source), path
        assert "LoggerFactory(" not in source, path
        made = re.findall(r"\b(?:_Lines|(?:Print|Write|Bytes)Logger)\((.*?)\)", source)
        assert set(made) <= {"sys.stderr", "structlog.PrintLogger"}, path


def test_no_page_needs_what_browsers_gave_up() -> None:
    """Nothing of plug-ins, frames or documents written by scripts, in any page."""
    gone = r"<(?:object|embed|applet|frame|frameset|marquee|param|iframe|keygen)\b"
    for path in sorted((PROJECT / "templates").rglob("*.html")):
        assert not re.search(gone, path.read_text(encoding="utf-8"), re.I), path
    for path in sorted((PROJECT / "static" / "js").rglob("*.js")):
        said = path.read_text(encoding="utf-8")
        assert not re.search(r"document\.write|ActiveXObject|XDomainRequest|\bescape\(", said), path


def test_the_page_is_found_from_the_others() -> None:
    for name in ("promises.md", "threat-model.md"):
        assert "asvs.md" in (Path(PROJECT) / "docs" / name).read_text(encoding="utf-8"), name
