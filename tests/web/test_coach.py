"""A coach's pages: everything through the grant that stands, nothing once it ended."""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pikepdf
import pytest
from flask import Flask
from werkzeug.test import TestResponse

from assessment.domain.catalog import Catalog
from assessment.domain.editions import PIECES
from assessment.services.audit import list_ledger
from assessment.services.catalogs import CatalogShelf
from assessment.services.settings import Settings
from assessment.web import create_app
from tests.documents.printing import needs_pango
from tests.web.coach_routes import COACH_PAGES, COACH_WRITES, OWN_LISTS, THROUGH_A_GRANT
from tests.web.coaching import Pair, database_of, pair, person_of, share_with
from tests.web.signed_in import signed_in
from tests.web.sitter import Sitter, field_of


@pytest.fixture
def app(settings: Settings, shipped_shelf: CatalogShelf) -> Iterator[Flask]:
    """The real app, whose jobs are done at once."""
    app = create_app(settings, shelf=shipped_shelf, immediate_jobs=True)
    yield app
    app.extensions["press"].close()
    app.extensions["database"].close()


@pytest.fixture
def ben(app: Flask, ada: Sitter) -> Pair:
    return pair(app, ada)


def due(days: int = 14) -> str:
    return (datetime.now(UTC).date() + timedelta(days=days)).isoformat()


def today() -> str:
    return due(0)


def write_note(ben: Pair, **fields: str) -> TestResponse:
    path = f"{ben.home}/notes"
    page = ben.coach.text(path)
    usual = {
        "text": "Explains first, asks last.",
        "visibility": "only-me",
        "session_on": today(),
        "save_id": field_of(page, "save_id"),
    }
    return ben.coach.post(path, usual | fields, page=page)


def agree(ben: Pair, **fields: str) -> TestResponse:
    path = f"{ben.home}/agreed"
    page = ben.coach.text(path)
    usual = {
        "what": "Have the board note retold.",
        "done_when": "Two people retell it alike.",
        "due_on": due(),
        "hours": "3",
        "save_id": field_of(page, "save_id"),
    }
    return ben.coach.post(path, usual | fields, page=page)


def rate(ben: Pair, area: str = "communication", **fields: str) -> TestResponse:
    path = f"{ben.home}/results/{ben.attempt}/rate/{area}"
    usual = {"evidence": "The October board paper, both versions.", "value": "3.5"}
    return ben.coach.post(path, usual | fields)


def test_the_list_names_the_client_target_and_next_step(ben: Pair) -> None:
    page = ben.coach.text("/clients")
    assert "Guest of" in page
    assert "Scale-up CTO" in page
    assert "nothing agreed yet" in page
    renamed = ben.coach.post(ben.home, {"name": "Ada Lovelace", "next_on": due(7)})
    assert renamed.status_code == 303
    page = ben.coach.text("/clients?q=LOVE")
    assert "Ada Lovelace" in page
    assert "Next conversation on" in page
    assert "Nobody on your list" in ben.coach.text("/clients?q=zoe")
    assert "Ada Lovelace" in ben.coach.text("/clients?order=date")
    assert ben.coach.post(ben.home, {"name": "", "next_on": ""}).status_code == 422


def test_a_caseload_page_asks_four_things_of_the_database(app: Flask, ben: Pair) -> None:
    from sqlalchemy import event

    asked: list[str] = []
    for engine in {database_of(app).reader, database_of(app).engine}:
        event.listen(engine, "before_cursor_execute", lambda *a: asked.append(a[2]))
    ben.coach.text("/clients")
    queries = [sql for sql in asked if sql.lstrip().upper().startswith(("SELECT", "WITH"))]
    assert len(queries) <= 4, queries


def test_the_client_page_shows_what_is_shared_and_writes_it_down(
    app: Flask, ada: Sitter, ben: Pair
) -> None:
    page = ben.coach.text(ben.home)
    assert "Coaching towards a CTO role" in page
    assert ben.attempt in page
    ben.coach.text(f"{ben.home}/results/{ben.attempt}")
    with database_of(app).reading() as session:
        lines, _ = list_ledger(session, ben.owner, page=1, size=50)
    deeds = [line.event.action for line in lines]
    assert {"grant.opened", "result.opened"} <= set(deeds)
    del ada


def test_only_what_is_ticked_is_there(app: Flask, ada: Sitter) -> None:
    ben = pair(app, ada)
    other = share_with(app, ben.owner, ben.account, parts=frozenset({"exercises"}))
    page = ben.coach.text(f"/clients/{other}")
    assert "Results are not shared with you" in page
    assert "Exercises" in page
    assert "Ninety days" not in page
    assert ben.coach.client.get(f"/clients/{other}/results/{ben.attempt}").status_code == 404
    assert ben.coach.client.get(f"/clients/{other}/prepare").status_code == 404


def test_a_result_speaks_of_somebody_else(app: Flask, ben: Pair) -> None:
    whole = share_with(app, ben.owner, ben.account, hold=PIECES)
    page = ben.coach.text(f"/clients/{whole}/results/{ben.attempt}")
    assert "what they said" in page
    assert "what you said" not in page
    assert "level your answers showed" not in page


def test_two_dates_stand_side_by_side_in_the_words_of_honest_change(
    app: Flask, ada: Sitter
) -> None:
    ben = pair(app, ada)
    later = Sitter(ada.client, ada.catalog, skill=4.0, seed=11)
    second = later.finish().split("/")[2]
    page = ben.coach.text(ben.home)
    assert "Levels over time" in page
    assert "<svg" in page
    path = f"{ben.home}/results/{second}/change/{ben.attempt}"
    assert path in page
    side = ben.coach.text(path)
    assert re.search(r"noise|perhaps|real change|not comparable", side)
    assert "RC = " in side
    own = ada.text(f"/results/{second}/change?with={ben.attempt}")
    assert _said(side) == _said(own)
    same = ben.coach.client.get(f"{ben.home}/results/{second}/change/{second}")
    assert same.status_code == 404


def _said(page: str) -> str:
    """What a page on change says from its headline on, whoever reads it and whatever it links."""
    return re.sub(r"<[^>]*>", "", page[page.index("<h1>") : page.index("</main>")])


def test_a_change_needs_both_dates_to_be_shared(app: Flask, ada: Sitter) -> None:
    ben = pair(app, ada, one=True)
    second = Sitter(ada.client, ada.catalog, seed=11).finish().split("/")[2]
    for one, other in ((ben.attempt, second), (second, ben.attempt)):
        answer = ben.coach.client.get(f"{ben.home}/results/{one}/change/{other}")
        assert answer.status_code == 404
    assert second not in ben.coach.text(ben.home)


def test_notes_for_me_and_notes_for_both(ben: Pair, ada: Sitter) -> None:
    assert write_note(ben).status_code == 303
    assert write_note(ben, text="We look at the note.", visibility="with-client").status_code == 303
    page = ben.coach.text(f"{ben.home}/notes")
    assert "Explains first" in page
    own = ada.text("/coaching")
    assert "We look at the note." in own
    assert "Ben Coach" in own
    assert "Explains first" not in own
    assert write_note(ben, text=" ").status_code == 422
    late = write_note(ben, session_on=due(5))
    assert late.status_code == 422
    assert "Explains first, asks last." in late.get_data(as_text=True)


def test_a_note_changed_elsewhere_is_shown_and_not_overwritten(ben: Pair) -> None:
    write_note(ben)
    note = re.search(rf"{ben.home}/notes/([0-9a-f]+)", ben.coach.text(f"{ben.home}/notes"))
    assert note
    path = f"{ben.home}/notes/{note[1]}"
    stale = ben.coach.text(path)
    fields = {"visibility": "only-me", "session_on": today(), "revision": "1"}
    assert ben.coach.post(path, fields | {"text": "First window."}).status_code == 303
    answer = ben.coach.post(path, fields | {"text": "Second window."}, page=stale)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "First window." in page
    assert "Second window." in page
    for odd in ("9" * 40, f"-{2**64}", str(2**63)):
        refused = ben.coach.post(path, fields | {"text": "X.", "revision": odd}, page=page)
        assert refused.status_code == 409, odd
    again = ben.coach.post(path, fields | {"text": "Both.", "revision": "2"}, page=page)
    assert again.status_code == 303
    assert ben.coach.post(f"{path}/delete", {}, page=page).status_code == 303
    assert ben.coach.client.get(path).status_code == 404


def test_an_agreed_action_is_put_to_the_client_who_answers(ben: Pair, ada: Sitter) -> None:
    assert agree(ben).status_code == 303
    assert "Have the board note retold." in ben.coach.text("/clients")
    own = ada.text("/coaching")
    assert "With Ben Coach on" in own
    action = re.search(r'id="agreed-([0-9a-f]+)"', own)
    assert action
    path = f"/coaching/agreed/{action[1]}"
    for state in ("taken", "done", "declined"):
        assert ada.post(path, {"state": state}, page=ada.text("/coaching")).status_code == 303
    assert "declined" in ben.coach.text(ben.home)
    assert ada.post(path, {"state": "won"}, page=own).status_code == 404
    assert agree(ben, hours="99").status_code == 422
    assert agree(ben, what="").status_code == 422
    assert agree(ben, due_on="2001-01-01").status_code == 422


def test_it_lands_in_the_clients_plan_and_is_ticked_there(ben: Pair, ada: Sitter) -> None:
    made = ada.post(
        f"/plan/new?attempt={ben.attempt}",
        {"start": today(), "hours": "6", "mode": "in-role", "situation": "realignment",
         "attempt": ben.attempt},
    )  # fmt: skip
    plan = made.headers["Location"]
    agree(ben)
    action = re.search(r'id="agreed-([0-9a-f]+)"', ada.text("/coaching"))
    assert action
    token = ada.text("/coaching")
    ada.post(f"/coaching/agreed/{action[1]}", {"state": "taken"}, page=token)
    page = ada.text(plan)
    assert "Have the board note retold." in page
    assert "You agreed on it with Ben Coach." in page
    shown = ben.coach.text(f"{ben.home}/plan/{plan.split('/')[2]}")
    assert "Have the board note retold." in shown
    done = ada.post(f"{plan}/steps/agreed-{action[1]}", {"state": "done", "note": "They did."},
                    page=page)  # fmt: skip
    assert done.status_code == 303
    assert ">done<" in ben.coach.text(f"{ben.home}/agreed")


def test_a_rating_needs_evidence_first_shows_the_anchors_and_can_be_taken_back(
    ben: Pair, ada: Sitter, catalog: Catalog
) -> None:
    page = ben.coach.text(f"{ben.home}/results/{ben.attempt}/rate/communication")
    area = next(a for a in catalog.areas.values() if a.id == "communication")
    for anchor in area.anchors:
        assert anchor.replace("'", "&#39;") in page
    assert page.index('name="evidence"') < page.index('name="value"')
    assert rate(ben, evidence=" ").status_code == 422
    assert rate(ben, value="3.7").status_code == 422
    assert rate(ben, value="").status_code == 422
    assert rate(ben).status_code == 303
    result = ben.coach.text(f"{ben.home}/results/{ben.attempt}")
    assert "The October board paper" in result
    rating = re.search(r"/ratings/([0-9a-f]+)/withdraw", result)
    assert rating
    taken = ben.coach.post(f"{ben.home}/ratings/{rating[1]}/withdraw", {}, page=result)
    assert taken.status_code == 303
    result = ben.coach.text(f"{ben.home}/results/{ben.attempt}")
    assert "The October board paper" not in result
    del ada


@pytest.mark.pdf
@needs_pango
def test_the_preparation_sheet_is_a_page_and_one_page_of_pdf(ben: Pair) -> None:
    agree(ben)
    page = ben.coach.text(f"{ben.home}/prepare")
    assert "Before the next conversation" in page
    assert "Have the board note retold." in page
    assert len(re.findall(r"<li><p class=\"small\">", page)) >= 5
    for query in ("", "?paper=letter"):
        answer = ben.coach.client.get(f"{ben.home}/prepare.pdf{query}")
        assert answer.status_code == 200
        with pikepdf.open(io.BytesIO(answer.get_data())) as pdf:
            assert len(pdf.pages) == 1


@pytest.mark.pdf
@needs_pango
def test_a_report_holds_the_answers_only_where_they_are_shared(app: Flask, ada: Sitter) -> None:
    ben = pair(app, ada)
    bare = share_with(app, ben.owner, ben.account, parts=frozenset({"result"}))
    all_of_it = share_with(app, ben.owner, ben.account, hold=PIECES)
    whole = ben.coach.client.get(f"/clients/{all_of_it}/results/{ben.attempt}/report.pdf")
    less = ben.coach.client.get(f"/clients/{bare}/results/{ben.attempt}/report.pdf")
    with pikepdf.open(io.BytesIO(whole.get_data())) as pdf:
        assert "result.json" in pdf.attachments
        pages = len(pdf.pages)
    with pikepdf.open(io.BytesIO(less.get_data())) as pdf:
        assert list(pdf.attachments) == ["edition.json"]
        record = json.loads(pdf.attachments["edition.json"].get_file().read_bytes())
        assert record["answers"] == record["said"] == record["quality"] == []
        assert len(pdf.pages) < pages


@pytest.mark.pdf
@needs_pango
def test_many_reports_come_as_one_archive_and_failures_are_named(
    app: Flask, ada: Sitter, catalog: Catalog
) -> None:
    ben = pair(app, ada)
    ben.coach.post(ben.home, {"name": "Zoë / O'Neill", "next_on": ""})
    other = Sitter(app.test_client(), catalog, seed=3)
    other.begin(form="quick")
    empty = share_with(app, person_of(app, other), ben.account)
    page = ben.coach.text("/archives")
    ordered = ben.coach.post(
        "/archives",
        {"clients": [ben.grant, empty], "paper": "A4", "save_id": field_of(page, "save_id")},
        page=page,
    )
    assert ordered.status_code == 303
    path = ordered.headers["Location"]
    shown = ben.coach.text(path)
    assert "The archive is ready" in shown
    assert "No result is shared." in shown
    file = ben.coach.client.get(f"{path}/reports.zip")
    assert file.status_code == 200
    body = file.get_data()
    file.close()
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        names = archive.namelist()
        assert names[0].startswith("zoe-o-neill-")
        assert names[-1] == "contents.txt"
        assert len(names) == 2
        assert "Guest of" in archive.read("contents.txt").decode()
    assert "1 of 2 reports" in ben.coach.text("/archives")
    ben.revoke()
    assert ben.coach.client.get(f"{path}/reports.zip").status_code == 404
    folder = app.extensions["settings"].var_dir / "archives"
    app.extensions["jobs"].look_round()
    assert list(folder.iterdir()) == []


def test_an_order_of_nobody_is_refused(ben: Pair) -> None:
    page = ben.coach.text("/archives")
    fields = {"paper": "A4", "save_id": field_of(page, "save_id")}
    assert ben.coach.post("/archives", fields, page=page).status_code == 422


def fill(rule: str, values: dict[str, str]) -> str:
    return re.sub(r"<[^>]*:(\w+)>", lambda found: values[found[1]], rule)


@pytest.fixture
def filled(app: Flask, ada: Sitter) -> tuple[Pair, dict[str, str]]:
    """Ben with a client who shares two results and a plan, and every id that can be in a path."""
    ben = pair(app, ada)
    second = Sitter(ada.client, ada.catalog, seed=11).finish().split("/")[2]
    made = ada.post(
        f"/plan/new?attempt={second}",
        {"start": today(), "hours": "6", "mode": "in-role", "situation": "realignment",
         "attempt": second},
    )  # fmt: skip
    write_note(ben)
    agree(ben)
    rate(ben)
    page = ben.coach.text("/archives")
    ordered = ben.coach.post(
        "/archives",
        {"clients": [ben.grant], "paper": "A4", "save_id": field_of(page, "save_id")},
        page=page,
    )
    notes = ben.coach.text(f"{ben.home}/notes")
    result = ben.coach.text(f"{ben.home}/results/{ben.attempt}")
    agreed = ben.coach.text(f"{ben.home}/agreed")
    values = {
        "grant": str(ben.grant),
        "attempt": second,
        "other": ben.attempt,
        "area": "finance",
        "plan": made.headers["Location"].split("/")[2],
        "note": re.findall(r"/notes/([0-9a-f]{32})", notes)[0],
        "rating": re.findall(r"/ratings/([0-9a-f]{32})", result)[0],
        "action": re.findall(r"/agreed/([0-9a-f]{32})", agreed)[0],
        "archive": ordered.headers["Location"].split("/")[-1],
    }
    return ben, values


@pytest.mark.pdf
@needs_pango
def test_every_page_opens_for_ben_and_for_nobody_else_and_not_once_it_is_taken_back(
    app: Flask, filled: tuple[Pair, dict[str, str]], eve: Sitter, nobody: Sitter
) -> None:
    ben, values = filled
    cleo = signed_in(app, "cleo@example.org", "Cleo")
    missing = dict.fromkeys(values, "0" * 32) | {"area": "finance"}
    for rule, expected in COACH_PAGES.items():
        path = fill(rule, values)
        answer = ben.coach.client.get(path)
        answer.close()
        assert answer.status_code == expected, rule
        for guest in (eve, nobody):
            sent = guest.client.get(path)
            assert sent.status_code == 303, rule
            assert sent.headers["Location"].startswith("/sign-in"), rule
        if rule in OWN_LISTS:
            assert cleo.client.get(path).status_code == 200, rule
            continue
        foreign, never = cleo.client.get(path), cleo.client.get(fill(rule, missing))
        assert foreign.status_code == never.status_code == 404, rule
        assert foreign.get_data() == never.get_data(), rule
    ben.revoke()
    for rule in (*THROUGH_A_GRANT, "/archives/<id:archive>/reports.zip"):
        assert ben.coach.client.get(fill(rule, values)).status_code == 404, rule
    assert "Guest of" not in ben.coach.text("/clients")
    assert "Guest of" in ben.coach.text("/clients/ended")


@pytest.mark.pdf
@needs_pango
def test_nobody_else_writes_and_nobody_does_once_it_is_taken_back(
    app: Flask, filled: tuple[Pair, dict[str, str]], eve: Sitter
) -> None:
    ben, values = filled
    cleo = signed_in(app, "cleo@example.org", "Cleo")
    guests = eve.text("/open-report")

    def send(who: Sitter, rule: str, page: str) -> int:
        fields = {"clients": [values["grant"]], "paper": "A4", "save_id": rule[:60],
                  "name": "x", "text": "x", "visibility": "only-me", "session_on": today(),
                  "revision": "1", "evidence": "x", "value": "3", "what": "x", "done_when": "x",
                  "due_on": due(), "hours": "1"}  # fmt: skip
        return who.post(fill(rule, values), fields, page=page).status_code

    for rule in sorted(COACH_WRITES):
        assert send(cleo, rule, cleo.text("/open-report")) == 404, rule
        assert send(eve, rule, guests) == 404, rule
        assert ben.coach.client.post(fill(rule, values), data={}).status_code == 400, rule
    ben.revoke()
    for rule in sorted(
        COACH_WRITES - {"/archives/<id:archive>/delete", "/clients/<id:grant>/leave"}
    ):
        assert send(ben.coach, rule, ben.coach.text("/open-report")) == 404, rule


def test_giving_it_back_closes_it(ben: Pair) -> None:
    page = ben.coach.text(ben.home)
    assert ben.coach.post(f"{ben.home}/leave", {}, page=page).status_code == 303
    assert ben.coach.client.get(ben.home).status_code == 404


def test_groups_smaller_than_five_show_nothing(ben: Pair) -> None:
    assert "fewer than five" in ben.coach.text("/clients/together")


def test_who_is_not_signed_in_is_asked_to(nobody: Sitter) -> None:
    for path in ("/clients", "/clients/ended", "/clients/together", "/archives"):
        answer = nobody.client.get(path)
        assert answer.status_code == 303
        assert answer.headers["Location"].startswith("/sign-in")
