"""What was tried against the app, and must stay without effect."""

import io
import json
import logging
import os
import re
import secrets
import sqlite3
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.test import TestResponse

from assessment.domain.attempts import PersonId
from assessment.domain.catalog import Catalog
from assessment.domain.errors import StoreUnavailable
from assessment.services.catalogs import CatalogShelf
from assessment.services.databases import Database
from assessment.services.people import delete_person
from assessment.services.sessions import load_session
from assessment.services.settings import read_settings
from assessment.web import create_app, sessions
from assessment.web.logs import configure_logs
from assessment.web.tidying import tidy_once
from tests.web.sitter import Sitter, field_of

FACTS = {"start": "2026-11-23", "hours": "6", "mode": "in-role", "situation": "realignment"}
MARKUP = "<script>alert(31337)</script>{{31337*31337}}${31337*31337}=1+1\u202e\u200b"


def database_of(app: Flask) -> Database:
    database: Database = app.extensions["database"]
    return database


def rows(app: Flask, query: str) -> list[tuple[object, ...]]:
    """What the database file holds, read past the app."""
    found = app.extensions["settings"].database_url.removeprefix("sqlite:///")
    with sqlite3.connect(found) as connection:
        return connection.execute(query).fetchall()


def make_plan(sitter: Sitter, **facts: object) -> TestResponse:
    return sitter.post("/plan/new", {**FACTS, **facts})


def plan_of(sitter: Sitter, **facts: object) -> str:
    made = make_plan(sitter, **facts)
    assert made.status_code == 303, made.get_data(as_text=True)[:500]
    return made.headers["Location"].split("/")[2]


@pytest.fixture
def planner(ada: Sitter) -> tuple[Sitter, str]:
    """Ada with an open sitting and a plan without a result."""
    ada.begin(form="quick")
    return ada, plan_of(ada)


class TestNobodyIsSentElsewhere:
    def test_doubled_slashes_are_no_redirect_to_a_host_that_the_request_named(
        self, nobody: Sitter
    ) -> None:
        response = nobody.client.get("/pages//method", headers={"Host": "evil.example"})
        assert response.status_code == 404
        assert "Location" not in response.headers

    def test_in_production_a_foreign_host_is_refused_with_a_page(
        self, tmp_path: Path, shipped_shelf: CatalogShelf
    ) -> None:
        settings = read_settings(
            {
                "CTO_VAR_DIR": str(tmp_path),
                "CTO_SECRET_KEY": secrets.token_hex(32),
                "CTO_ENV": "production",
                "CTO_PUBLIC_URL": "https://x.example",
            }
        )
        app = create_app(settings, shelf=shipped_shelf)
        try:
            for host in ("evil.example", "x.example.evil.example", "a b"):
                response = app.test_client().get("/", headers={"Host": host})
                assert response.status_code == 400
                assert "evil" not in response.get_data(as_text=True)
        finally:
            app.extensions["database"].close()

    def test_another_page_cannot_make_a_browser_forget_its_session(self, ada: Sitter) -> None:
        """A picture whose address is /gone would otherwise lock a guest out of their answers."""
        ada.begin(form="quick")
        assert "Clear-Site-Data" not in ada.client.get("/gone").headers
        assert ada.client.get("/mine").status_code == 200

    def test_deleting_empties_the_browser(self, ada: Sitter) -> None:
        ada.begin(form="quick")
        done = ada.post("/mine/delete", {})
        assert done.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'


class TestALinkOfSomebodyElse:
    """Opening it would silently end the browser's own session, often its only way back."""

    @pytest.fixture
    def link(self, eve: Sitter) -> str:
        found = re.search(r"/resume/[A-Za-z0-9_-]{43}", eve.text("/mine"))
        assert found
        return found[0]

    def test_a_browser_with_a_person_is_asked_first(self, ada: Sitter, link: str) -> None:
        attempt = ada.begin(form="quick")
        asked = ada.client.get(link)
        assert asked.status_code == 200
        assert link.rsplit("/", 1)[1] not in asked.headers.get("Location", "")
        assert ada.client.get(f"/take/{attempt}/review").status_code == 200

    def test_who_says_yes_is_let_in(self, ada: Sitter, eve: Sitter, link: str) -> None:
        attempt = ada.begin(form="quick")
        said = ada.post(link, {})
        assert said.status_code == 303
        assert ada.client.get(f"/take/{eve.attempt}/review").status_code == 200
        assert ada.client.get(f"/take/{attempt}/review").status_code == 404

    def test_yes_needs_the_pages_token(self, ada: Sitter, eve: Sitter, link: str) -> None:
        ada.begin(form="quick")
        assert ada.client.post(link, data={}).status_code == 400
        assert ada.client.get(f"/take/{eve.attempt}/review").status_code == 404


class TestRaces:
    def at_once(self, work: Callable[[int], object], times: int = 20) -> list[object]:
        done: list[object] = []
        gate = threading.Barrier(times)

        def run(number: int) -> None:
            gate.wait(timeout=10)
            done.append(work(number))

        threads = [threading.Thread(target=run, args=(n,)) for n in range(times)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=60)
        return done

    def browser(self, app: Flask, sitter: Sitter) -> Callable[[str, dict[str, object]], int]:
        cookie = sitter.client.get_cookie("cto")
        assert cookie
        token = field_of(sitter.text("/begin"), "csrf_token")

        def send(path: str, fields: dict[str, object]) -> int:
            client = app.test_client()
            client.set_cookie("cto", cookie.value)
            return client.post(path, data={"csrf_token": token, **fields}).status_code

        return send

    def test_twenty_starts_open_one_sitting_and_twenty_submits_give_one_result(
        self, ada: Sitter, app: Flask
    ) -> None:
        ada.begin(form="quick")
        send = self.browser(app, ada)
        start = {"profile": "startup", "stage": "growing", "suspected_gap": "finance"}
        self.at_once(lambda _: send("/begin", {**start, "form": "full"}))
        assert rows(app, "select form, count(*) from attempts group by form order by form") == [
            ("full", 1),
            ("quick", 1),
        ]
        answers = self.at_once(lambda _: send(f"/take/{ada.attempt}/submit", {}))
        assert set(answers) == {303}
        assert rows(app, "select count(*) from score_sheets") == [(1,)]

    def test_saving_and_planning_while_the_person_is_deleted_breaks_nothing(
        self, ada: Sitter, app: Flask
    ) -> None:
        ada.begin(form="quick")
        send = self.browser(app, ada)

        def work(number: int) -> int:
            if number == 7:
                return send("/mine/delete", {})
            return send("/plan/new" if number % 2 else f"/take/{ada.attempt}/submit", dict(FACTS))

        assert {status for status in self.at_once(work) if int(str(status)) >= 500} == set()
        assert rows(app, "select count(*) from people") == [(0,)]
        assert rows(app, "select count(*) from plans") == [(0,)]

    def test_what_belongs_to_somebody_deleted_meanwhile_is_not_found(
        self, ada: Sitter, app: Flask, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The session is read, then the person goes, then the view writes."""
        ada.begin(form="quick")
        page = ada.text("/plan/new")
        loaded = load_session

        def then_delete(*arguments: object, **named: datetime) -> object:
            found = loaded(*arguments, **named)  # type: ignore[arg-type]
            if found is not None and found.person is not None:
                person: PersonId = found.person
                threading.Thread(
                    target=lambda: delete_person(database_of(app), person, now=datetime.now(UTC))
                ).start()
                while rows(app, "select count(*) from people") != [(0,)]:
                    time.sleep(0.01)
            return found

        monkeypatch.setattr(sessions, "load_session", then_delete)
        assert ada.post("/plan/new", dict(FACTS), page=page).status_code == 404


class TestADatabaseThatCannotWrite:
    def test_pages_can_still_be_read(
        self, ada: Sitter, app: Flask, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ada.begin(form="quick")
        later = datetime.now(UTC).replace(microsecond=0)
        monkeypatch.setattr(sessions, "needs_touch", lambda *_, **__: True)
        monkeypatch.setattr(sessions, "now", lambda: later)
        cannot_write(app, monkeypatch)
        assert ada.client.get(f"/take/{ada.attempt}/review").status_code == 200

    def test_a_session_that_cannot_be_stored_is_a_matter_of_trying_again(
        self,
        nobody: Sitter,
        app: Flask,
        monkeypatch: pytest.MonkeyPatch,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        cannot_write(app, monkeypatch)
        response = nobody.client.get("/begin")
        assert response.status_code == 503
        assert response.headers["Retry-After"]
        assert not caplog.records, "the error page's own session is not stored either"

    def test_a_session_that_cannot_be_read_is_a_matter_of_trying_again(
        self, ada: Sitter, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ada.begin(form="quick")
        monkeypatch.setattr(sessions, "load_session", refuse)
        response = ada.client.get("/pages/method")
        assert response.status_code == 503
        assert response.headers["Retry-After"]


def cannot_write(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("write", "write_rows"):
        monkeypatch.setattr(database_of(app), name, refuse)


def refuse(*_: object, **__: object) -> None:
    raise StoreUnavailable("full")


@pytest.fixture
def logged(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], str]]:
    """What has been logged so far, as in production."""
    del app  # sets logging up when it is made, so it comes first
    stream = io.StringIO()
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stderr", stream)
        configure_logs(production=True)
    yield stream.getvalue
    configure_logs(production=False)


class TestLogs:
    def test_a_failure_outside_a_view_is_not_logged_with_its_path(
        self,
        logged: Callable[[], str],
        nobody: Sitter,
        monkeypatch: pytest.MonkeyPatch,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        def fail(*_: object, **__: object) -> None:
            raise RuntimeError("broken on purpose")

        nobody.client.set_cookie("cto", "x" * 43)
        monkeypatch.setattr(sessions, "load_session", fail)
        with caplog.at_level(logging.DEBUG):
            response = nobody.client.get(f"/resume/{'s' * 43}")
        lines = caplog.text + logged()
        assert response.status_code == 500
        assert "builtins.RuntimeError" in lines
        assert "in open_session" in lines, "where it happened"
        assert "broken on purpose" not in lines, "a message may repeat what somebody typed"
        assert "s" * 43 not in lines
        assert "Traceback" not in response.get_data(as_text=True)

    def test_no_token_answer_or_id_is_logged(
        self, logged: Callable[[], str], planner: tuple[Sitter, str]
    ) -> None:
        ada, plan = planner
        link = re.search(r"/resume/([A-Za-z0-9_-]{43})", ada.text("/mine"))
        assert link
        ada.client.get(link[0])
        ada.post(
            f"/plan/{plan}/steps/agree-authority",
            {"state": "done", "note": "canary 4711"},
            page=ada.text("/begin"),
        )
        ada.client.get(f"/learn?q={MARKUP}")
        lines = logged()
        cookie = ada.client.get_cookie("cto")
        assert cookie
        assert "/plan/<id:plan>/steps/<id:action>" in lines
        for secret in (link[1], plan, ada.attempt, cookie.value, "canary", "31337"):
            assert secret not in lines

    def test_a_refused_write_has_a_reference_too(
        self, logged: Callable[[], str], nobody: Sitter
    ) -> None:
        nobody.client.post("/begin", data={})
        lines = logged()
        assert "/begin" in lines
        assert '"id": null' not in lines

    def test_a_session_that_cannot_be_stored_is_logged_in_the_one_form(
        self,
        logged: Callable[[], str],
        app: Flask,
        nobody: Sitter,
        monkeypatch: pytest.MonkeyPatch,
        capfd: pytest.CaptureFixture[str],
    ) -> None:
        cannot_write(app, monkeypatch)
        assert nobody.client.get("/begin").status_code == 503
        lines = [json.loads(line) for line in logged().splitlines()]
        events = [line["event"] for line in lines]
        assert "refused" in events
        assert set(events) == {"request", "refused"}, "no second failure behind the first"
        written = logged() + capfd.readouterr().err
        assert "Traceback" not in written
        assert all(line.startswith("{") for line in written.splitlines())

    def test_a_statement_that_fails_is_logged_without_its_values(self, app: Flask) -> None:
        with (
            pytest.raises(SQLAlchemyError) as failed,
            database_of(app).writing() as store,
        ):
            store.execute(text("insert into nowhere values (:answer)"), {"answer": "canary 4711"})
        assert "canary" not in str(failed.value)


@pytest.mark.parametrize("body", ["true", "1.5", "null", "[" * 5_000, '{"profile": "startup"}'])
def test_a_form_is_not_read_from_json(ada: Sitter, body: str) -> None:
    token = field_of(ada.text("/begin"), "csrf_token")
    response = ada.client.post(
        "/begin", data=body, content_type="application/json", headers={"X-CSRFToken": token}
    )
    assert response.status_code == 415


class TestKeyFiles:
    @pytest.mark.parametrize(
        "change",
        [
            lambda key: key[:-3],
            lambda key: key + key,
            lambda key: "x" * 5_000 + key,
            lambda key: key.replace("key: ", "key:\x00 "),
            lambda key: key.upper(),
            lambda _: "",
            lambda _: "key: " + "\u0661" * 43,
        ],
        ids=["cut", "two keys", "huge", "nul", "upper case", "empty", "foreign digits"],
    )
    def test_a_changed_key_file_opens_nothing(
        self, ada: Sitter, nobody: Sitter, change: Callable[[str], str]
    ) -> None:
        ada.begin(form="quick")
        text = ada.post("/mine/key", {}, page=ada.text("/begin")).get_data(as_text=True)
        sent = {"key": (io.BytesIO(change(text).encode()), "../../key\r\nX: y")}
        assert nobody.post("/mine/restore", dict(sent)).status_code == 422
        assert nobody.client.get("/mine").status_code == 404


class TestLimits:
    def test_an_area_without_questions_left_is_no_failure_of_the_site(self, ada: Sitter) -> None:
        ada.finish()
        page = ada.text("/begin")
        statuses = []
        for _ in range(12):
            answer = ada.post(f"/take/{ada.attempt}/deeper", {"area": "finance"}, page=page)
            statuses.append(answer.status_code)
            if answer.status_code != 303:
                break
            ada.attempt = answer.headers["Location"].split("/")[2]
            ada.submit()
        assert statuses[-1] == 409

    def test_plans_and_their_revisions_have_an_end(
        self, planner: tuple[Sitter, str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ada, plan = planner
        monkeypatch.setattr("assessment.services.plans.MOST_PLANS", 2)
        monkeypatch.setattr("assessment.services.plans.MOST_REVISIONS", 2)
        assert make_plan(ada).status_code == 303
        assert make_plan(ada).status_code == 422
        assert ada.post(f"/plan/{plan}/facts", dict(FACTS)).status_code == 303
        full = ada.post(f"/plan/{plan}/facts", dict(FACTS))
        assert full.status_code == 422
        assert "revisions" in full.get_data(as_text=True)

    def test_a_thousand_spans_of_days_off_are_refused_at_once(
        self, planner: tuple[Sitter, str]
    ) -> None:
        ada, _ = planner
        spans = "\n".join(["2026-01-01 to 2026-05-10"] * 9_000)
        began = time.thread_time()
        assert make_plan(ada, days_off=spans).status_code == 422
        assert time.thread_time() - began < 0.5

    def test_steps_begun_under_other_facts_keep_a_reason(
        self, planner: tuple[Sitter, str], catalog: Catalog
    ) -> None:
        ada, plan = planner
        page = ada.text("/begin")
        begun: set[str] = set()
        for situation in catalog.situations:
            for mode in ("in-role", "preparing"):
                changed = {**FACTS, "situation": situation, "mode": mode, "hours": "20"}
                sent = ada.post(f"/plan/{plan}/facts", dict(changed), page=page)
                assert sent.status_code == 303
                steps = re.findall(rf"/plan/{plan}/steps/([a-z0-9-]+)", ada.text(f"/plan/{plan}"))
                for step in set(steps) - begun:
                    ada.post(f"/plan/{plan}/steps/{step}", {"state": "doing"}, page=page)
                    begun.add(step)
                for path in ("", "/readout", "/plan.md", "/plan.csv", "/plan.ics"):
                    ada.text(f"/plan/{plan}{path}")

    def test_a_note_may_have_so_many_characters_and_not_one_more(
        self, planner: tuple[Sitter, str]
    ) -> None:
        ada, plan = planner
        page = ada.text("/begin")
        step = re.search(rf"/plan/{plan}/steps/([a-z0-9-]+)", ada.text(f"/plan/{plan}"))
        assert step
        for length, status in ((20_000, 303), (20_001, 422)):
            sent = ada.post(step[0], {"state": "doing", "note": "é" * length}, page=page)
            assert sent.status_code == status, length


class TestWhatIsTakenAway:
    def test_the_export_holds_no_key_to_the_answers(self, ada: Sitter) -> None:
        ada.begin(form="quick")
        link = re.search(r"/resume/([A-Za-z0-9_-]{43})", ada.text("/mine"))
        assert link
        everything = json.dumps(ada.everything(page=ada.text("/begin")))
        assert link[1] not in everything
        assert "csrf_token" not in everything

    def test_what_a_person_writes_is_text_wherever_it_is_read(
        self, planner: tuple[Sitter, str]
    ) -> None:
        ada, plan = planner
        step = re.search(rf"/plan/{plan}/steps/([a-z0-9-]+)", ada.text(f"/plan/{plan}"))
        assert step
        page = ada.text("/begin")
        assert ada.post(step[0], {"state": "doing", "note": MARKUP}, page=page).status_code == 303
        for path in (f"/plan/{plan}", f"/plan/{plan}/readout", f"/plan/{plan}/plan.md"):
            shown = ada.text(path)
            assert "<script>alert" not in shown, path
            assert str(31337 * 31337) not in shown, path
        table = ada.text(f"/plan/{plan}/plan.csv")
        assert not re.search(r'(^|,)"?[=+@-]', table, re.MULTILINE)


def test_a_made_document_is_gone_after_a_day_though_nobody_makes_another(app: Flask) -> None:
    press = app.extensions["press"]
    press.kept.write("a.pdf", b"of somebody")
    folder = app.extensions["settings"].var_dir / "printed" / "made"
    yesterday = time.time() - 25 * 3600
    os.utime(folder / "a.pdf", (yesterday, yesterday))
    tidy_once(database_of(app), press)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("path", ["/static/app.css", "/static/nothing.css"])
def test_static_answers_are_not_sniffed(nobody: Sitter, path: str) -> None:
    with nobody.client.get(path) as response:
        assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "path",
    ["/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static/%00",
     "/static//etc/passwd", "/static/" + "a" * 3_000, "/%00", "/%ff", "/%ed%a0%80",
     "/take/" + "9" * 65, "/resume/%0d%0aSet-Cookie:a=b"],
)  # fmt: skip
def test_paths_that_are_none_are_not_found(nobody: Sitter, path: str) -> None:
    response = nobody.client.get(path)
    assert response.status_code == 404
    assert "Location" not in response.headers
    assert "Set-Cookie" not in response.headers


def test_a_session_id_that_a_visitor_brings_along_is_never_taken_over(
    app: Flask, catalog: Catalog
) -> None:
    client = app.test_client()
    client.set_cookie("cto", "f" * 43)
    Sitter(client, catalog).begin(form="quick")
    cookie = client.get_cookie("cto")
    assert cookie is not None
    assert cookie.value != "f" * 43


def test_a_strangers_form_token_is_worth_nothing(ada: Sitter, eve: Sitter) -> None:
    ada.begin(form="quick")
    token = field_of(eve.text("/begin"), "csrf_token")
    assert ada.client.post("/mine/new-link", data={"csrf_token": token}).status_code == 400


def test_a_plan_is_not_made_from_a_strangers_result(ada: Sitter, eve: Sitter) -> None:
    ada.finish()
    page = eve.text("/plan/new")
    for attempt in (ada.attempt, ada.attempt.upper()):
        made = eve.post(f"/plan/new?attempt={attempt}", dict(FACTS), page=page)
        assert made.status_code == 404
        assert eve.post("/plan/new", {**FACTS, "attempt": attempt}, page=page).status_code == 404
