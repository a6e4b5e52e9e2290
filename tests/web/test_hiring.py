"""Interviewing on pages: who may open what, alone before together, and never in an order."""

import io
import json
import re
import zipfile
from collections.abc import Callable
from itertools import permutations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from assessment.services.candidates import candidates_of
from assessment.services.searches import load_search
from tests.web.hiring_house import AREAS, WebHouse, filled
from tests.web.hiring_routes import (
    HIRING_GETS,
    HIRING_WRITES,
    MANAGED,
    ON_THE_PANEL,
    PUBLIC_ROUTES,
    WORKED_IN,
)
from tests.web.sitter import Sitter, field_of


@pytest.fixture
def house(app: Flask) -> WebHouse:
    return WebHouse(app)


def candidate_browser(house: WebHouse, candidate: str) -> Sitter:
    client = house.app.test_client()
    arrived = client.get(f"/candidate/{house.tokens[candidate]}")
    assert (arrived.status_code, arrived.headers["Location"]) == (303, "/candidate")
    return Sitter(client, house.app.extensions["shelf"].current)


def test_the_table_of_roles_is_the_table_of_routes() -> None:
    assert MANAGED | WORKED_IN | ON_THE_PANEL | set(PUBLIC_ROUTES) | {"/interviews"} == HIRING_GETS


def test_each_role_opens_its_own_pages_and_a_stranger_none(
    house: WebHouse, nobody: Sitter, ada: Sitter
) -> None:
    candidate = house.candidate("Ann Canary")
    ada.begin(form="quick")
    link = candidate_browser(house, candidate)
    values = house.values(candidate)
    expected: dict[str, Callable[[str], int]] = {
        "dana": lambda rule: 404 if rule in ON_THE_PANEL else 200,
        "iris": lambda rule: 404 if rule in MANAGED else 200,
        "eve": lambda _rule: 404,
    }
    for rule in sorted(MANAGED | WORKED_IN | ON_THE_PANEL):
        path = filled(rule, values)
        for name, status in expected.items():
            wanted = 303 if name == "dana" and rule.endswith("<id:member>") else status(rule)
            assert house.browsers[name].client.get(path).status_code == wanted, (name, rule)
        for visitor in (nobody, ada, link):  # nobody signed in: asked to sign in, told nothing
            answer = visitor.client.get(path)
            assert answer.status_code == 303, rule
            assert answer.headers["Location"].startswith("/sign-in?next="), rule
    for rule, answered in PUBLIC_ROUTES.items():
        path = filled(rule, {**values, "token": "x" * 43})
        for browser in (house.browsers["dana"], nobody, ada):
            assert browser.client.get(path).status_code == answered, rule
        if rule not in ("/candidate/<id:token>", "/candidate/groups"):
            assert link.client.get(path).status_code == 200, rule


def test_a_strangers_write_changes_nothing(house: WebHouse) -> None:
    candidate = house.candidate("Ann Canary")
    house.rate("iris", candidate, "3", "Heard it.", submit=False)
    before = everything(house)
    eve = house.browsers["eve"]
    token = field_of(eve.text("/begin"), "csrf_token")
    for rule in sorted(r for r in HIRING_WRITES if r.startswith("/interviews/")):
        answer = eve.client.post(
            filled(rule, house.values(candidate)), data={"csrf_token": token, "area": "team"}
        )
        assert answer.status_code == 404, rule
    opened = eve.client.post(
        "/interviews",
        data={"csrf_token": token, "organisation": house.organisation, "brief": house.brief},
    )
    assert opened.status_code == 404
    assert everything(house) == before


def everything(house: WebHouse) -> str:
    tables = ("searches", "panel_members", "candidates", "scorecards", "scorecard_ratings",
              "panel_talks", "hiring_decisions", "audit_events")  # fmt: skip
    with house.database.reading() as session:
        return repr([session.execute(text(f"SELECT * FROM {t}")).all() for t in tables])  # noqa: S608


def test_every_write_needs_its_token(house: WebHouse) -> None:
    candidate = house.candidate("Ann Canary")
    values = {**house.values(candidate), "token": "x" * 43, "share": "0" * 32}
    for rule in sorted(HIRING_WRITES):
        answer = house.browsers["dana"].client.post(filled(rule, values), data={})
        assert answer.status_code == 400, rule


def form_of(sitter: Sitter, path: str, **fields: str) -> FlaskClient:
    answer = sitter.post(path, fields)
    assert answer.status_code == 303, answer.get_data(as_text=True)[:1500]
    return sitter.client


def test_from_an_invitation_to_a_recorded_decision(house: WebHouse) -> None:
    dana = house.browsers["dana"]
    answer = dana.post(
        f"/interviews/{house.search}/candidates", {"name": "Ann Canary", "email": "a@b.example"}
    )
    assert answer.status_code == 303
    page = dana.text(answer.headers["Location"])
    candidate = answer.headers["Location"].rsplit("/", 1)[1]
    token = re.findall(r"/candidate/([A-Za-z0-9_-]{43})", page)[0]
    assert token not in dana.text(f"/interviews/candidates/{candidate}"), "shown once"
    house.tokens[candidate] = token
    link = candidate_browser(house, candidate)
    told = link.text("/candidate")
    assert "Lee, +49 30 1234" in told
    refused = link.post("/candidate/confirm", {}, page=told)
    assert refused.status_code == 422
    assert link.post("/candidate/confirm", {"read": "yes"}, page=told).status_code == 303
    form_of(dana, f"/interviews/candidates/{candidate}", interview_on=house.now.date().isoformat())
    for who, value in (("iris", "2"), ("jo", "4"), ("ravi", "3")):
        sitter = house.browsers[who]
        path = f"/interviews/candidates/{candidate}/card"
        fields = {f"note-{a}": f"Note of {who}." for a in AREAS}
        fields |= {f"value-{a}": value for a in AREAS}
        form_of(sitter, path, go="submit", **fields)
    ratings = f"/interviews/candidates/{candidate}/ratings"
    page = dana.text(ratings)
    assert page.index("From 2 to 4") < page.index("Mean 3.0, likely between 2.0 and 4.0")
    waits = dana.text(f"/interviews/candidates/{candidate}/decision")
    assert "Talk first about" in waits
    for area in AREAS:
        form_of(dana, ratings, area=area, words="We heard two stories.")
    form_of(
        dana, f"/interviews/candidates/{candidate}/decision",
        outcome="offer", reason="Has done it before.", evidence="The cut-over plan.",
    )  # fmt: skip
    page = dana.text(f"/interviews/candidates/{candidate}/decision")
    assert "Has done it before." in page
    log = dana.text(f"/interviews/candidates/{candidate}/log")
    for deed in ("recorded a decision", "handed in their own card", "confirmed the notice"):
        assert deed in log
    groups = link.post("/candidate/groups", {"gender": "woman"})
    assert groups.status_code == 303
    assert link.client.get("/candidate/groups").status_code == 404


def test_the_interviews_begin_from_the_brief(house: WebHouse) -> None:
    dana = house.browsers["dana"]
    page = dana.text(f"/hire/{house.organisation}/briefs/{house.brief}")
    begun = dana.post(
        "/interviews", {"organisation": house.organisation, "brief": house.brief}, page=page
    )
    assert begun.headers["Location"] == f"/interviews/{house.search}"


def test_no_page_or_file_tells_anothers_rating_before_ones_own(house: WebHouse) -> None:
    """Every page, list, file and takeout, with the note's words and both ends of the scale."""
    candidate = house.candidate("Ann Canary")
    worlds = []
    for value in ("1", "5"):
        with house.database.writing() as session:
            session.execute(text("DELETE FROM scorecards"))
        house.rate("iris", candidate, value, "CANARYNOTE of Iris")
        seen = {}
        for who in ("jo", "ravi", "dana"):
            for path, page in house.pages(who, [candidate]):
                assert "CANARYNOTE" not in page, (who, path)
                if not path.endswith("/log"):
                    seen[who, path] = without_tokens(page)
            taken = house.browsers[who]
            export = taken.post("/mine/export", {}, page=taken.text("/mine"))
            with zipfile.ZipFile(io.BytesIO(export.data)) as archive:
                for name in archive.namelist():
                    assert b"CANARYNOTE" not in archive.read(name), (who, name)
        link = candidate_browser(house, candidate)
        file = link.post("/candidate/export", {}, page=link.text("/candidate"))
        assert "CANARYNOTE" not in file.get_data(as_text=True)
        assert json.loads(file.get_data(as_text=True))["cards_handed_in"] == 1
        worlds.append(seen)
    assert len(worlds[0]) >= 36
    assert worlds[0] == worlds[1], "nothing anybody sees depends on the number Iris gave"


def without_tokens(page: str) -> str:
    """A page without what differs each time it is asked for."""
    return re.sub(r'name="csrf_token" value="[^"]*"', "", page)


def test_after_ones_own_card_the_others_are_open(house: WebHouse) -> None:
    candidate = house.candidate("Ann Canary")
    house.rate("iris", candidate, "1", "CANARYNOTE of Iris")
    house.rate("jo", candidate, "4", "Mine.")
    assert "CANARYNOTE of Iris" in house.browsers["jo"].text(
        f"/interviews/candidates/{candidate}/ratings"
    )
    assert "CANARYNOTE" not in house.browsers["ravi"].text(
        f"/interviews/candidates/{candidate}/ratings"
    )


def test_no_page_of_any_route_orders_candidates_by_what_they_are(house: WebHouse) -> None:
    """Results, names and dates are exchanged between candidates: the order on pages stays."""
    candidates = [house.candidate(f"{name} Canary") for name in ("Ann", "Bob", "Cid")]
    orders: dict[str, set[tuple[str, ...]]] = {}
    with house.database.reading() as session:
        access = load_search(session, house.accounts["dana"].id, house.search)
        by_letter = [c.letter for c in candidates_of(session, access)]
    assert by_letter == sorted(by_letter)
    for turn, ranking in enumerate(permutations(("1", "3", "5"))):
        with house.database.writing() as session:
            session.execute(text("DELETE FROM scorecards"))
            for place, candidate in enumerate(candidates):
                session.execute(
                    text(
                        "UPDATE candidates SET name = :name, created_at = :at WHERE id = :id"
                    ),
                    {"name": f"{'xyz'[(place + turn) % 3]} Canary", "id": candidate,
                     "at": f"2026-11-{10 + (place * 2 + turn) % 7:02d} 09:00:00"},
                )  # fmt: skip
        for candidate, value in zip(candidates, ranking, strict=True):
            for who in ("iris", "jo", "ravi"):
                house.rate(who, candidate, value, "Heard it.")
        for who in ("dana", "iris"):
            for path, page in house.pages(who, candidates[:1]):
                found = list(re.findall(r"Candidate ([A-Z])\b", page))
                if len(set(found)) > 1:
                    orders.setdefault(f"{who} {path}", set()).add(tuple(found))
                    assert list(dict.fromkeys(found)) == by_letter, (who, path)
    assert len(orders) >= 3
    assert all(len(seen) == 1 for seen in orders.values()), orders


def test_names_are_on_no_rating_page_until_all_are_in(house: WebHouse) -> None:
    one, other = house.candidate("Ann Canary"), house.candidate("Bob Canary")
    for who in ("iris", "jo", "ravi"):
        house.rate(who, one, "3", "Heard it.")
    for who in ("dana", "iris"):
        for path, page in house.pages(who, [one, other]):
            if path.endswith(("/comparison", "/ratings", "/card", "/decision", "/interviews")):
                assert "Canary" not in page, (who, path)
    for who in ("iris", "jo", "ravi"):
        house.rate(who, other, "3", "Heard it.")
    assert "Ann Canary" in house.browsers["dana"].text(f"/interviews/{house.search}/comparison")


def test_a_note_of_ten_thousand_characters_is_shown_again_with_a_clear_sentence(
    house: WebHouse,
) -> None:
    candidate = house.candidate("Ann Canary")
    long = "w" * 10_000
    answer = house.browsers["iris"].post(
        f"/interviews/candidates/{candidate}/card",
        {"note-team": long, "value-team": "3", "go": "save"},
    )
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Keep this to 4000 characters; it has 10000." in page
    assert long in page


def test_a_number_without_a_note_is_refused_by_the_server(house: WebHouse) -> None:
    candidate = house.candidate("Ann Canary")
    answer = house.browsers["iris"].post(
        f"/interviews/candidates/{candidate}/card", {"value-team": "3", "go": "save"}
    )
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Write down what you heard before you give a number." in page
    assert 'href="#note-team"' in page


def test_kit_and_sheets_leave_as_documents(house: WebHouse) -> None:
    for name in ("kit", "sheets"):
        answer = house.browsers["iris"].client.get(f"/interviews/{house.search}/{name}.docx")
        assert answer.status_code == 200
        with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
            words = archive.read("word/document.xml").decode()
        assert "Strategic thinking" in words


def test_a_candidate_shares_topics_by_their_own_act_and_takes_them_back(
    house: WebHouse, ada: Sitter
) -> None:
    candidate = house.candidate("Ann Canary")
    attempt = ada.finish().split("/")[2]
    ada.text(f"/candidate/{house.tokens[candidate]}")
    page = ada.text(f"/candidate/share?attempt={attempt}")
    shared = ada.post(
        "/candidate/share",
        {"attempt": attempt, "areas": ["team"], "until": house.now.date().isoformat()},
        page=page,
    )
    assert shared.status_code == 303, shared.get_data(as_text=True)[:800]
    agendas = f"/interviews/candidates/{candidate}/agendas"
    assert "Team leadership" in house.browsers["dana"].text(agendas)
    assert house.browsers["iris"].client.get(agendas).status_code == 404
    home = ada.text("/candidate")
    back = re.findall(r'action="(/candidate/share/[0-9a-f]{32}/back)"', home)[0]
    assert ada.post(back, {}, page=home).status_code == 303
    assert "Team leadership" not in house.browsers["dana"].text(agendas)


def test_a_deleted_candidates_link_is_dead(house: WebHouse) -> None:
    candidate = house.candidate("Ann Canary")
    link = candidate_browser(house, candidate)
    assert link.post("/candidate/delete", {}).status_code == 303
    assert link.client.get("/candidate").status_code == 404
    assert link.client.get(f"/candidate/{house.tokens[candidate]}").status_code == 404
