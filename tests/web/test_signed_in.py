"""A signed-in browser speaks for its account's person, and for nobody once that has ended."""

from typing import cast

from flask import Flask

from assessment.services.accounts import set_active
from assessment.services.databases import Database
from tests.web.signed_in import make_account, sign_in
from tests.web.sitter import Sitter


def test_what_is_answered_while_signed_in_is_the_accounts(app: Flask, nobody: Sitter) -> None:
    account = make_account(app, "ada@example.org", "Ada")
    first, second = sign_in(app, account), sign_in(app, account)
    first.begin(form="quick")
    assert f"/take/{first.attempt}" in second.text("/mine")
    assert nobody.client.get("/mine").status_code == 404


def test_a_deactivated_account_is_out_with_the_next_request(app: Flask) -> None:
    account = make_account(app, "ada@example.org", "Ada")
    ada = sign_in(app, account)
    assert ada.client.get("/mine").status_code == 200
    database = cast(Database, app.extensions["database"])
    database.write(lambda store: set_active(store, account.id, active=False))
    assert ada.client.get("/mine").status_code == 404


def test_going_over_to_a_link_signs_out(app: Flask, ada: Sitter, ben: Sitter) -> None:
    ada.begin(form="quick")
    page = ada.text("/mine")
    path = "/resume/" + page.split("/resume/")[1].split('"')[0]
    before = ben.client.get_cookie("cto")
    assert "somebody else" in ben.text(path)
    assert ben.post(path, {}).status_code == 303
    after = ben.client.get_cookie("cto")
    assert before is not None
    assert after is not None
    assert before.value != after.value
    copied = app.test_client()
    copied.set_cookie("cto", before.value)
    assert copied.get("/mine").status_code == 404
