"""From the challenge to the document, as a browser without JavaScript walks through it."""

import io
import json
import re
from pathlib import Path

import docx
import pytest
from flask import Flask

from assessment.domain.briefs import PARTS
from assessment.domain.catalog import Catalog
from assessment.domain.roles import DutyId, role_shares
from assessment.services.brief_json import brief_from_json
from tests.web.hiring_house import BRIEF, WebHouse
from tests.web.signed_in import signed_in
from tests.web.sitter import Sitter, field_of

CLEAN = Path(__file__).parents[1] / "briefs" / "clean" / "scale-up-freight.json"
CHALLENGE = "Move billing off the 2009 mainframe before its contract ends in March 2028."


@pytest.fixture
def dana(app: Flask) -> Sitter:
    return signed_in(app, "dana@example.org", "Dana")


@pytest.fixture
def brief(dana: Sitter) -> str:
    """The address of a brief with its challenge said."""
    made = dana.post("/hire", {"name": "Acme GmbH"})
    assert made.status_code == 303
    begun = dana.post(made.headers["Location"], {"challenge": CHALLENGE, "why_now": ""})
    assert begun.status_code == 303
    assert begun.headers["Location"].endswith("/type")
    return str(begun.headers["Location"]).removesuffix("/type")


def imported(dana: Sitter, raw: bytes) -> tuple[int, str]:
    listed = dana.text("/hire")
    found = re.search(r'href="(/hire/[0-9a-f]{32}/briefs/import)"', listed)
    assert found
    page = dana.text(found[1])
    answer = dana.client.post(
        found[1],
        data={"csrf_token": field_of(page, "csrf_token"), "file": (io.BytesIO(raw), "b.json")},
        content_type="multipart/form-data",
    )
    return answer.status_code, str(answer.headers.get("Location", answer.get_data(as_text=True)))


def test_every_page_is_walked_from_the_challenge_to_the_documents(
    dana: Sitter, brief: str, catalog: Catalog
) -> None:
    fields: dict[str, dict[str, str]] = {
        "type": {"cto_type": "transformation", "type_reason": "The systems change."},
        "context": {"stage": "growing", "people": "140"},
        "ownership": {"own-architecture": "own", "own-vendors": "share", "partner-vendors": "CFO"},
        "duties": {"points-product-architecture": "60", "points-product-facing": "40"},
        "mandate": {"mandate-budget-named": "yes", "detail-budget-named": "€2m"},
        "mission": {"mission": "Billing is boring."},
        "outcomes": {"outcome-1-result": "Invoices leave within one day",
                     "outcome-1-measure": "Days, 9 today", "outcome-1-due": "2028-03-31"},
        "levels": {"level-team": "4.5", "critical-team": "yes", "reason-team": "Two teams merge."},
        "expectations": {"day_30": "Knows why it is late."},
        "retention": {"retention_until": "2027-12-31"},
        "title": {"title": "CTO, Billing", "pay": "€150,000"},
    }  # fmt: skip
    for part in PARTS[1:]:
        page = dana.text(f"{brief}/{part}")
        seen = {"revision": field_of(page, "revision"), "go": "next"}
        saved = dana.post(f"{brief}/{part}", {**fields[part], **seen}, page=page)
        assert saved.status_code == 303, (part, saved.get_data(as_text=True)[:900])
    assert saved.headers["Location"] == brief
    page = dana.text(brief)
    for words in ("CTO, Billing", CHALLENGE, "Billing is boring.", "€2m", "Invoices leave"):
        assert words in page
    word = dana.client.get(f"{brief}/brief.docx")
    document = docx.Document(io.BytesIO(word.data))
    assert document.core_properties.title == "CTO, Billing"
    assert document.core_properties.author == "Acme GmbH"
    headings = [
        p.text for p in document.paragraphs if p.style is not None and p.style.name == "Heading 1"
    ]
    assert headings[:3] == ["The challenge to be led", "Mission", "Outcomes"]
    assert document.tables[0].rows[0].cells[0].text == "What is then true"
    read = brief_from_json(dana.client.get(f"{brief}/brief.json").data, catalog)
    assert read.title == "CTO, Billing"
    assert read.points == {"product-architecture": 60, "product-facing": 40}
    advert = dana.client.get(f"{brief}/brief.md").get_data(as_text=True)
    assert "# CTO, Billing, Acme GmbH" in advert
    assert "[not said in the brief yet]" in advert
    versions = dana.text(f"{brief}/versions")
    assert "The mission, new: “Billing is boring.”" in versions
    assert "Dana" in versions
    assert dana.text(f"{brief}/versions/2").count("earlier version") == 1


def test_faults_stand_beside_the_page_with_their_rule(dana: Sitter, brief: str) -> None:
    typed = {"outcome-1-result": "Hold weekly reviews", "outcome-1-measure": "tbd", "revision": 1}
    saved = dana.post(f"{brief}/outcomes", {**typed, "go": "stay"})
    page = dana.text(saved.headers["Location"])
    for rule in ("BR-ACTIVITY", "BR-NO-MEASURE", "BR-NO-DATE"):
        assert rule in page
    checked = dana.post(
        f"{brief}/outcomes/check",
        {"outcome-1-result": "Hold monthly reviews"},
        page=page,
    ).get_data(as_text=True)
    assert "BR-ACTIVITY" in checked
    assert "<html" not in checked
    assert "Hold weekly" in dana.text(brief), "looking saves nothing"


def test_nothing_typed_is_lost_when_it_cannot_be_kept(dana: Sitter, brief: str) -> None:
    long = "x" * 10_000
    refused = dana.post(f"{brief}/outcomes", {"outcome-1-result": long, "revision": 1})
    page = refused.get_data(as_text=True)
    assert refused.status_code == 422
    assert "Keep this to 500 characters; it has 10000." in page
    assert long in page
    for part, fields in (
        ("duties", {"points-writing-code": "many"}),
        ("context", {"people": "-3"}),
        ("outcomes", {"outcome-1-result": "Ok", "outcome-1-due": "someday"}),
        ("challenge", {"challenge": ""}),
        ("retention", {"retention_until": ""}),
    ):
        answer = dana.post(f"{brief}/{part}", {**fields, "revision": 1})
        assert answer.status_code == 422, part
        assert "Something needs another look" in answer.get_data(as_text=True)


def test_two_windows_on_one_page_are_told_and_both_texts_are_shown(
    dana: Sitter, brief: str
) -> None:
    dana.post(f"{brief}/mission", {"mission": "Hers.", "revision": 1})
    clash = dana.post(f"{brief}/mission", {"mission": "His.", "revision": 1})
    page = clash.get_data(as_text=True)
    assert clash.status_code == 409
    assert "Hers." in page
    assert ">His.</textarea>" in page
    again = dana.post(
        f"{brief}/mission", {"mission": "His.", "revision": field_of(page, "revision")}
    )
    assert again.status_code == 303


def test_points_that_do_not_add_up_are_said_gently_and_kept(dana: Sitter, brief: str) -> None:
    saved = dana.post(
        f"{brief}/duties", {"points-product-facing": "40", "revision": 1, "go": "stay"}
    )
    page = dana.text(saved.headers["Location"])
    assert "40 points spent, 60 left. It is kept as it is." in page
    assert "BR-POINTS" in page


@pytest.mark.usefixtures("brief")
def test_a_file_becomes_a_brief_and_another_version_is_refused(dana: Sitter) -> None:
    status, place = imported(dana, CLEAN.read_bytes())
    assert status == 303
    assert "The rules find no fault in this brief" in dana.text(place)
    older = json.loads(CLEAN.read_text("utf-8")) | {"version": 0}
    status, page = imported(dana, json.dumps(older).encode())
    assert status == 422
    assert "older than any that was published" in page


def test_strangers_find_nothing_and_a_deleted_brief_is_gone(
    app: Flask, dana: Sitter, brief: str
) -> None:
    eve = signed_in(app, "eve@example.org", "Eve")
    for path in ("", "/mission", "/versions", "/brief.json", "/delete"):
        assert eve.client.get(f"{brief}{path}").status_code == 404, path
    assert eve.post(f"{brief}/delete", {}, page=eve.text("/hire")).status_code == 404
    assert dana.post(f"{brief}/delete", {}).status_code == 303
    assert dana.client.get(brief).status_code == 404


def test_an_interviewer_reads_a_brief_and_finds_no_page_to_fill_in(app: Flask) -> None:
    house = WebHouse(app)
    iris, brief = house.browsers["iris"], f"/hire/{house.organisation}/briefs/{house.brief}"
    assert BRIEF.title in iris.text(brief)
    account = iris.text("/account")
    for rest in ("challenge", "mission", "mission/check"):
        assert iris.client.get(f"{brief}/{rest}").status_code in {404, 405}
        sent = iris.post(f"{brief}/{rest}", {"challenge": "", "revision": "1"}, page=account)
        assert sent.status_code == 404, "also where what was sent could not be kept anyway"


def test_a_type_is_suggested_with_the_words_that_speak_for_it(dana: Sitter, brief: str) -> None:
    page = dana.text(f"{brief}/type")
    assert "Transformation CTO: it speaks of" in page
    assert "mainframe" in page


def test_one_word_alone_suggests_no_type(dana: Sitter, brief: str) -> None:
    words = "We need a senior technology leader who owns everything technical."
    page = dana.text(f"{brief}/challenge")
    fields = {"challenge": words, "revision": field_of(page, "revision")}
    assert dana.post(f"{brief}/challenge", fields, page=page).status_code in {200, 303}
    assert "it speaks of" not in dana.text(f"{brief}/type")


def test_the_offer_page_gives_the_figures_of_the_brief(
    dana: Sitter, nobody: Sitter, catalog: Catalog
) -> None:
    brief = brief_from_json(CLEAN.read_bytes(), catalog)
    facts: dict[str, object] = {f"points-{duty}": n for duty, n in brief.points.items()}
    words = {True: "yes", False: "no", None: ""}
    facts |= {f"mandate-{fact}": words[a.holds] for fact, a in brief.mandate.items()}
    offer = nobody.post("/offer", {**facts, "people": "118"}).get_data(as_text=True)
    dana.post("/hire", {"name": "Acme"})
    place = imported(dana, CLEAN.read_bytes())[1]
    page = dana.text(place)
    shares = role_shares({DutyId(d): n for d, n in brief.points.items()})
    assert shares is not None
    for name, percent in zip(
        ("CTO", "CIO", "VP Engineering", "Head of Engineering"),
        shares.percents.values(),
        strict=True,
    ):
        assert f"{name} {percent} %" in page
        assert f'<th scope="row">{name}</th><td>{percent} %</td>' in offer
    said = "8 of 8 facts hold: a mandate in hand."
    assert said in page
    assert said in offer
    refused = nobody.post("/offer", {"points-writing-code": "lots", "people": "many"})
    assert refused.status_code == 422
    assert 'value="lots"' in refused.get_data(as_text=True)


def test_a_new_ctos_plan_begins_from_the_brief_by_their_own_act(ada: Sitter) -> None:
    ada.begin(form="quick")
    page = ada.text("/plan/brief")
    opened = ada.client.post(
        "/plan/brief",
        data={
            "csrf_token": field_of(page, "csrf_token"),
            "file": (io.BytesIO(CLEAN.read_bytes()), "brief.json"),
        },
        content_type="multipart/form-data",
    ).get_data(as_text=True)
    assert 'value="2027-02-01"' in opened
    assert re.search(r'value="budget-named" checked', opened)
    made = ada.post(
        "/plan/new",
        {
            "brief": field_of(opened, "brief"),
            "start": "2027-02-01",
            "hours": "10",
            "mode": "in-role",
            "situation": "fast-growth",
            "mandate": "budget-named",
        },
        page=opened,
    )
    assert made.status_code == 303, made.get_data(as_text=True)[:500]
    plan = ada.text(made.headers["Location"])
    assert "Settle what counts: Both customers that gave notice have renewed" in plan
    assert "You agreed on it with whoever wrote the brief you were hired by." in plan
    refused = ada.client.post(
        "/plan/brief",
        data={"csrf_token": field_of(page, "csrf_token"), "file": (io.BytesIO(b"{}"), "b.json")},
        content_type="multipart/form-data",
    )
    assert refused.status_code == 422


def test_an_organisation_is_founded_ten_times_an_hour_wherever_it_is_founded(
    dana: Sitter, app: Flask
) -> None:
    statuses = [dana.post("/hire", {"name": f"House {n}"}).status_code for n in range(9)]
    statuses.append(dana.post("/organisations", {"name": "House 9"}).status_code)
    assert statuses == [303] * 10
    for path in ("/hire", "/organisations"):
        refused = dana.post(path, {"name": "House 10"})
        assert refused.status_code == 429
        assert 0 < int(refused.headers["Retry-After"]) <= 3601
    assert "House 9" in dana.text("/hire")
    assert "House 10" not in dana.text("/hire")
    other = signed_in(app, "eve@example.org", "Eve")
    assert other.post("/hire", {"name": "House"}).status_code == 303
