"""Approvers answer apart, and nobody's answers show before all have answered or the round ends."""

import re
from html import unescape
from pathlib import Path

import pytest
from flask import Flask

from assessment.domain.catalog import Catalog
from tests.web.signed_in import signed_in
from tests.web.sitter import Sitter, field_of
from tests.web.test_hire_briefs import CLEAN, imported

ANSWERS = {
    "challenge": "Routes on Mondays.",
    "type": "scale-up",
    "first-outcome": "1",
    "strongest": "team",
    "weakest": "finance",
    "budget": "yes",
    "leaders": "yes",
    "stop": "yes",
    "untouched": "The app’s name.",
    "approve": "yes",
}


@pytest.fixture
def dana(app: Flask) -> Sitter:
    return signed_in(app, "dana@example.org", "Dana")


@pytest.fixture
def brief(dana: Sitter) -> str:
    dana.post("/hire", {"name": "Acme"})
    return imported(dana, Path(CLEAN).read_bytes())[1]


def ask(dana: Sitter, brief: str, name: str, seat: str) -> str:
    """Ask somebody; the path of their link."""
    assert dana.post(f"{brief}/approvers", {"name": name, "seat": seat}).status_code == 303
    page = dana.text(f"{brief}/approvers")
    found = re.search(r'value="https?://[^/"]+(/brief-questions/[^"]+)"', page)
    assert found
    assert found[1] not in dana.text(f"{brief}/approvers"), "a link is shown once"
    return unescape(found[1])


def answer(app: Flask, catalog: Catalog, path: str, **changed: str) -> int:
    visitor = Sitter(app.test_client(), catalog)
    page = visitor.text(path)
    fields = {**ANSWERS, **changed, "revision": field_of(page, "revision")}
    return visitor.post(path, fields, page=page).status_code


def test_answers_show_when_everybody_has_answered_and_say_where_they_differ(
    app: Flask, dana: Sitter, brief: str, catalog: Catalog
) -> None:
    first = ask(dana, brief, "Joris", "ceo")
    second = ask(dana, brief, "Mieke", "sponsor")
    assert answer(app, catalog, first, untouched="Secret of Joris.") == 303
    assert "Secret of Joris." not in dana.text(f"{brief}/approvers")
    assert "Secret of Joris." not in Sitter(app.test_client(), catalog).text(second)
    assert answer(app, catalog, second, budget="no") == 303
    page = dana.text(f"{brief}/approvers")
    assert "Secret of Joris." in page
    assert page.count("They differ: talk before you interview.") == 1
    assert "Everybody asked approves the present version." in page


def test_a_change_after_approval_makes_it_stale_and_says_so(
    app: Flask, dana: Sitter, brief: str, catalog: Catalog
) -> None:
    path = ask(dana, brief, "Joris", "ceo")
    assert answer(app, catalog, path) == 303
    dana.post(f"{brief}/mission", {"mission": "Something else.", "revision": "1"})
    page = dana.text(f"{brief}/approvers")
    assert "the approval is stale" in page
    assert "approves the present version" not in page


def test_the_owner_can_end_the_round_and_links_then_take_nothing_more(
    app: Flask, dana: Sitter, brief: str, catalog: Catalog
) -> None:
    first, second = ask(dana, brief, "Joris", "ceo"), ask(dana, brief, "An", "engineering")
    answer(app, catalog, first)
    assert dana.post(f"{brief}/approvers/end", {}, page=dana.text("/hire")).status_code == 303
    assert "What they said" in dana.text(f"{brief}/approvers")
    assert "This round was ended" in Sitter(app.test_client(), catalog).text(second)


def test_all_that_is_missing_is_named_at_once_and_beside_its_question(
    app: Flask, dana: Sitter, brief: str, catalog: Catalog
) -> None:
    path = ask(dana, brief, "Joris", "ceo")
    visitor = Sitter(app.test_client(), catalog)
    page = visitor.text(path)
    given = {**ANSWERS, "revision": field_of(page, "revision")}
    left_out = ["type", "untouched", "budget"]
    refused = visitor.post(path, {**given, **dict.fromkeys(left_out, "")}, page=page)
    assert refused.status_code == 422
    for question in ANSWERS:
        assert (f'<a href="#{question}">' in refused.text) == (question in left_out)
        assert (f'aria-describedby="{question}-error"' in refused.text) == (question in left_out)
        assert (f'class="field-error" id="{question}-error"' in refused.text) == (
            question in left_out
        )
    assert given["challenge"] in refused.text, "what was answered stays"


def test_what_is_missing_or_invented_is_refused_and_a_taken_back_link_is_none(
    app: Flask, dana: Sitter, brief: str, catalog: Catalog
) -> None:
    path = ask(dana, brief, "Joris", "ceo")
    for change in ({"type": ""}, {"type": "wizard"}, {"challenge": "x" * 700}):
        assert answer(app, catalog, path, **change) == 422
    listed = dana.text(f"{brief}/approvers")
    back = re.search(r'action="([^"]+/withdraw)"', listed)
    assert back
    assert dana.post(back[1], {}, page=listed).status_code == 303
    assert app.test_client().get(path).status_code == 404
    assert app.test_client().get("/brief-questions/" + "x" * 43).status_code == 404
    eve = signed_in(app, "eve@example.org", "Eve")
    assert eve.client.get(f"{brief}/approvers").status_code == 404
