"""P10: after a deletion no file of the installation holds a word of the person; logs never did.

A whole journey with words that stand nowhere else: in rows, made documents, an archive, the queue,
the counters and everything that was written to the log as in production.
"""

import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from flask import Flask
from sqlalchemy import make_url

from assessment.documents.kept_files import KeptFiles
from assessment.documents.pdf_text import page_texts
from assessment.services.catalogs import CatalogShelf
from assessment.services.settings import Settings
from assessment.store.engine import Database
from assessment.web import create_app
from assessment.web.logs import configure_logs
from tests.promises import Promises
from tests.store.databases import empty_tables, migrated_postgres, postgres_server, postgres_url
from tests.store.postgres_server import server_programs
from tests.web.coaching import share_with
from tests.web.conftest import app as app
from tests.web.conftest import catalog as catalog
from tests.web.conftest import settings as settings
from tests.web.conftest import shipped_shelf as shipped_shelf
from tests.web.conftest import variables as variables
from tests.web.signed_in import make_account, sign_in
from tests.web.sitter import Sitter, field_of

__all__ = ["migrated_postgres", "postgres_server", "postgres_url"]

pytestmark = pytest.mark.promise

NAME = "Zanzibara Quolnick"
ADDRESS = "zanzibara.quolnick@example.org"
NOTE = "canarynote about the kestrel merger"
LOGGED = "canarylogged what the marmalade team did"
SEARCH = "canarysearch"
PASSWORD = "canarypassword-Violet-Umbrella-93"
WORDS = ("Zanzibara", "Quolnick", "quolnick", "zanzibara", "canary", "kestrel", "marmalade")


@pytest.fixture
def logged(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], str]]:
    """What has been logged so far, as in production."""
    del app
    stream = io.StringIO()
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stderr", stream)
        configure_logs(production=True)
    yield stream.getvalue
    configure_logs(production=False)


def files_with(folder: Path, words: tuple[str, ...]) -> dict[str, list[str]]:
    """Which files hold which words: as they are, unpacked, or as the text of a PDF."""
    found: dict[str, list[str]] = {}
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        held = "\n".join(texts_in(path.read_bytes()))
        if hits := [word for word in words if word in held]:
            found[path.relative_to(folder).as_posix()] = hits
    return found


def texts_in(content: bytes) -> Iterator[str]:
    yield content.decode("utf-8", "replace")
    if content.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(content)) as pdf:
            yield " ".join(page_texts(pdf))
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield name
                yield from texts_in(archive.read(name))


def patient(app: Flask) -> None:
    """Let a loaded machine take its time over a document: how long is not what is tested."""
    app.extensions["press"]._deadline = 150.0


class Journey:
    """One person with an account, a result, a plan, documents, a coach and an archive."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.folder: Path = app.extensions["settings"].var_dir
        patient(app)
        self.account = make_account(app, ADDRESS, NAME)
        self.ada = sign_in(app, self.account)
        self.result = self.ada.finish()
        self._write_words()
        self._make_documents()
        self._share()

    def _write_words(self) -> None:
        attempt = self.result.split("/")[2]
        facts = {"start": "2026-11-23", "hours": "6", "mode": "in-role"}
        made = self.ada.post(
            f"/plan/new?attempt={attempt}",
            {**facts, "situation": "realignment", "attempt": attempt},
        )
        self.plan = made.headers["Location"].split("/")[2]
        step = re.search(
            rf"/plan/{self.plan}/steps/[a-z0-9-]+", self.ada.text(f"/plan/{self.plan}")
        )
        assert step
        noted = self.ada.post(
            step[0], {"state": "doing", "note": NOTE}, page=self.ada.text("/begin")
        )
        logged = self.ada.post(
            "/learn/ec1/log",
            {"what": LOGGED, "done_on": "2026-11-20", "outcome": ""},
            page=self.ada.text("/learn/ec1"),
        )
        assert (noted.status_code, logged.status_code) == (303, 303)
        self.ada.client.get(f"/learn?q={SEARCH}")

    def _make_documents(self) -> None:
        for path in (f"{self.result}/report.pdf", f"/plan/{self.plan}/plan.pdf"):
            assert self.ada.client.get(path).status_code == 200, path

    def _share(self) -> None:
        coach = make_account(self.app, "ben@example.org", "Ben Coach")
        grant = share_with(self.app, self.account.person, coach)
        ben = sign_in(self.app, coach)
        ben.post(f"/clients/{grant}", {"name": NAME, "next_on": ""})
        page = ben.text("/archives")
        fields = {"clients": [grant], "paper": "A4", "save_id": field_of(page, "save_id")}
        assert ben.post("/archives", fields, page=page).status_code == 303
        self.app.extensions["jobs"].look_round()

    def fail(self) -> None:
        """Fail in the middle of a request, with their words in the message."""

        def broken(*_: object) -> None:
            raise ValueError(f"cannot read {NOTE!r}")

        self.app.before_request_funcs.setdefault(None, []).append(broken)
        assert self.ada.client.get("/mine").status_code == 500
        self.app.before_request_funcs[None].remove(broken)

    def mistype(self) -> None:
        """Everything that is refused and logged as refused."""
        nobody = Sitter(self.app.test_client(), self.ada.catalog)
        for _ in range(9):
            nobody.post("/sign-in", {"email": ADDRESS, "password": PASSWORD})
        nobody.client.get(f"/resume/{'canary' * 7}x")
        self.ada.client.post("/sign-out", data={"note": NOTE})


def test_no_log_of_a_whole_journey_holds_a_word_of_it(
    app: Flask, logged: Callable[[], str], promises: Promises
) -> None:
    journey = Journey(app)
    journey.mistype()
    journey.fail()
    cookie = journey.ada.client.get_cookie("cto")
    assert cookie is not None
    assert journey.ada.post("/mine/delete", {}).status_code == 303
    lines = logged().splitlines()
    events = {json.loads(line)["event"] for line in lines}
    assert {"request", "sign-in refused", "too often", "form mark refused", "broken"} <= events
    held = [word for word in (*WORDS, cookie.value, journey.plan) if word in logged()]
    promises.note(
        "P10",
        "log of a whole journey, as in production",
        f"{len(lines)} lines of {len(events)} kinds: {len(held)} of {len(WORDS) + 2} words in them",
        target="0",
        held=held == [] and len(lines) > 80,
    )


def test_after_a_deletion_no_file_of_the_installation_holds_a_word(
    app: Flask, promises: Promises
) -> None:
    journey = Journey(app)
    before = files_with(journey.folder, WORDS)
    kinds = {path.split("/")[0] for path in before}
    assert {"cto-readiness.db", "archives"} <= kinds | {p.split("-wal")[0] for p in kinds}
    made = [p for p in (journey.folder / "printed" / "made").iterdir() if p.is_file()]
    assert len(made) >= 2
    assert journey.ada.post("/mine/delete", {}).status_code == 303
    after = files_with(journey.folder, WORDS)
    left = [p for p in (journey.folder / "printed" / "made").iterdir() if p.is_file()]
    archives = [p for p in (journey.folder / "archives").iterdir() if p.suffix == ".zip"]
    queue = (journey.folder / "jobs.db").read_bytes()
    promises.note(
        "P10",
        "files of the installation after a deletion",
        f"{len(before)} held their words before; after it {len(after)} do, {len(left)} made "
        f"documents and {len(archives)} archives are left",
        target="0, 0, 0",
        held=(after, left, archives) == ({}, [], []) and b"Zanzibara" not in queue,
    )


@pytest.fixture
def on_postgresql(
    settings: Settings, shipped_shelf: CatalogShelf, postgres_url: str, migrated_postgres: Database
) -> Iterator[Flask]:
    """The same installation with its rows on PostgreSQL."""
    app = create_app(replace(settings, database_url=postgres_url), shelf=shipped_shelf)
    yield app
    app.extensions["press"].close()
    app.extensions["database"].close()
    empty_tables(migrated_postgres)


def dump_of(url: str) -> str:
    """Everything that PostgreSQL's own dump takes along of this schema."""
    programs, place = server_programs(), make_url(url)
    if programs is None or not (programs / "pg_dump").exists():
        pytest.skip("DUMPS ARE NOT TESTED: pg_dump is not installed")
    name = str(place.query["options"]).rpartition("=")[2]
    plain = place.set(drivername="postgresql", query={}).render_as_string(hide_password=False)
    done = subprocess.run(
        [str(programs / "pg_dump"), "--inserts", f"--schema={name}", plain],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout


def test_after_a_deletion_no_dump_of_postgresql_holds_a_word(
    on_postgresql: Flask, postgres_url: str, promises: Promises
) -> None:
    journey = Journey(on_postgresql)
    before = dump_of(postgres_url)
    held_before = [word for word in WORDS if word in before]
    assert {"Zanzibara", "kestrel", "marmalade"} <= set(held_before)
    assert "archives" in {path.split("/")[0] for path in files_with(journey.folder, WORDS)}
    assert journey.ada.post("/mine/delete", {}).status_code == 303
    after = dump_of(postgres_url)
    held = [word for word in WORDS if word in after]
    files = files_with(journey.folder, WORDS)
    promises.note(
        "P10",
        "pg_dump and files of an installation on PostgreSQL after a deletion",
        f"the dump held {len(held_before)} of their words before; after it {len(held)}, "
        f"and {len(files)} files hold any",
        target="0, 0",
        held=held == [] and files == {} and after.count("INSERT INTO") > 10,
    )


def test_what_is_being_made_while_everything_is_cleared_is_not_kept(tmp_path: Path) -> None:
    kept, other = KeptFiles(tmp_path / "made"), KeptFiles(tmp_path / "made")
    since = kept.emptied
    other.clear()  # another process deletes somebody
    kept.write_unless_emptied("a.pdf", b"of somebody who is gone", since=since)
    assert kept.read("a.pdf") is None
    kept.write_unless_emptied("b.pdf", b"of somebody else", since=kept.emptied)
    assert kept.read("b.pdf") == b"of somebody else"
