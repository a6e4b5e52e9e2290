"""A browser whose session ended: a save is told so, a page offers the ways back."""

import re
from html import unescape
from typing import cast

import pytest
from flask import Flask

from assessment.services.databases import Database
from assessment.services.sessions import end_session
from tests.web.sitter import Sitter, field_of

MISSING = "/take/00000000000000000000000000000000/strategy-self-rating"


@pytest.fixture
def question(ada_with_account: Sitter) -> str:
    """The path of Ada's first question, when her session was still there."""
    ada_with_account.begin(form="quick")
    return str(ada_with_account.client.get(f"/take/{ada_with_account.attempt}").headers["Location"])


def end(app: Flask, who: Sitter) -> None:
    cookie = who.client.get_cookie("cto")
    assert cookie is not None
    database = cast(Database, app.extensions["database"])
    database.write(lambda store: end_session(store, cookie.value))


def save(who: Sitter, path: str, mark: str) -> tuple[int, dict[str, object], str]:
    answer = who.client.post(
        f"{path}/save",
        json={"answer": {"answer": "3"}, "revision": 0, "save_id": "one"},
        headers={"X-CSRFToken": mark},
    )
    return answer.status_code, answer.get_json(), str(answer.mimetype)


def test_a_save_after_the_session_ended_is_told_so_with_a_code(
    app: Flask, ada_with_account: Sitter, question: str
) -> None:
    ada = ada_with_account
    mark = field_of(ada.text(question), "csrf_token")
    end(app, ada)
    status, renewed, _ = save(ada, question, mark)
    assert status == 400
    status, told, kind = save(ada, question, str(renewed["csrf_token"]))
    assert (status, told["code"], kind) == (401, "signed-out", "application/problem+json")
    assert "not signed in any more" in str(told["message"])
    assert "Sign in again" in str(told["message"])


def test_nobody_learns_from_a_save_whether_the_question_is_there(
    nobody: Sitter, eve: Sitter, question: str
) -> None:
    mark = field_of(nobody.text("/begin"), "csrf_token")
    told = [save(nobody, path, mark) for path in (question, MISSING)]
    assert told[0] == told[1]
    assert told[0][0] == 401
    other = field_of(eve.text("/begin"), "csrf_token")
    assert save(eve, question, other)[0] == 404


def test_a_page_offers_the_sign_in_that_leads_back_and_the_private_link(
    app: Flask, ada_with_account: Sitter, question: str
) -> None:
    end(app, ada_with_account)
    answer = ada_with_account.client.get(f"{question}?from=review")
    assert answer.status_code == 404
    found = re.findall(r'<a class="btn second" href="([^"]*)"', answer.text)
    assert [unescape(way) for way in found] == [
        f"/sign-in?next={question}%3Ffrom%3Dreview",
        "/mine/restore",
    ]
    sign_in = ada_with_account.text(unescape(found[0]))
    assert field_of(sign_in, "next") == f"{question}?from=review"


@pytest.mark.parametrize("path", [MISSING, "/mine", "/nowhere", "/operate/statistics", "/pages/x"])
def test_to_nobody_every_address_looks_like_one_that_is_not_there(
    nobody: Sitter, question: str, path: str
) -> None:
    def shape(address: str) -> str:
        answer = nobody.client.get(address)
        assert answer.status_code == 404
        text = answer.text.replace(f'next={address}"', "next")
        return re.sub(r'csrf_token" value="[^"]+"', "", text)

    assert shape(path) == shape(question)


def test_who_is_somebody_is_not_asked_to_sign_in(ben: Sitter, eve: Sitter, question: str) -> None:
    for who in (ben, eve):
        answer = who.client.get(question)
        assert answer.status_code == 404
        assert "/sign-in?next" not in answer.text
