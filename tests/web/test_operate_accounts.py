"""An operator's pages are an operator's, with a second step, and show nothing of what people do."""

import re
from typing import cast

import pytest
from flask import Flask

from assessment.services.accounts import account_by_email, set_operator
from assessment.services.databases import Database
from assessment.services.passwords import hash_password
from tests.web.mailbox import Mailbox, mailbox_of
from tests.web.signed_in import make_account, sign_in, signed_in
from tests.web.sitter import Sitter
from tests.web.test_sign_in import GOOD, second_step_on

LIST = "/operate/accounts"


@pytest.fixture
def box(app: Flask) -> Mailbox:
    return mailbox_of(app)


@pytest.fixture
def olga(app: Flask, box: Mailbox) -> Sitter:
    """An operator with the second step on."""
    account = make_account(
        app, "olga@example.org", "Olga", operator=True, password_hash=hash_password(GOOD)
    )
    olga = sign_in(app, account)
    assert olga.post("/account/prove", {"password": GOOD}).status_code == 303
    second_step_on(olga)
    box.letters.clear()
    return olga


def act_on(olga: Sitter, email: str, act: str) -> str:
    """Press the button beside an address; the page afterwards."""
    page = olga.text(LIST)
    row = next(part for part in page.split("<tr>") if email in part)
    found = re.search(rf"/operate/accounts/[0-9a-f]{{32}}/{act}", row)
    assert found, row
    assert olga.post(found[0], {}, page=page).status_code == 303
    return olga.text(LIST)


def test_nobody_but_an_operator_finds_these_pages(
    app: Flask, olga: Sitter, ada: Sitter, ben: Sitter, nobody: Sitter
) -> None:
    ada.begin(form="quick")
    path = re.search(r"/operate/accounts/[0-9a-f]{32}/end", olga.text(LIST))
    assert path
    for visitor in (ada, ben, nobody):
        assert visitor.client.get(LIST).status_code == 404
        refused = visitor.post(path[0], {}, page=visitor.text("/forgotten"))
        assert refused.status_code == 404
    database = cast(Database, app.extensions["database"])
    with database.writing() as store:
        account = account_by_email(store, "olga@example.org")
        assert account is not None
        set_operator(store, account.id, operator=False)
    assert olga.client.get(LIST).status_code == 404, "with the next request"


def test_an_operator_without_a_second_step_is_led_to_it(app: Flask) -> None:
    otto = signed_in(app, "otto@example.org", "Otto", operator=True)
    assert otto.client.get(LIST).headers["Location"] == "/account/second-step"
    assert "open with a second step" in otto.text("/account/second-step")


def test_closing_an_account_signs_it_out_and_opening_lets_it_in_again(
    olga: Sitter, ben: Sitter
) -> None:
    assert "ben@example.org: The account is closed." in act_on(
        olga, "ben@example.org", "deactivate"
    )
    assert ben.client.get("/account").status_code == 303
    assert "open again" in act_on(olga, "ben@example.org", "activate")


def test_ending_sessions_leaves_the_account_open(olga: Sitter, ben: Sitter) -> None:
    assert "1 sessions ended" in act_on(olga, "ben@example.org", "end")
    assert ben.client.get("/account").status_code == 303


def test_a_reset_goes_to_its_owners_mailbox_and_not_to_the_operator(
    olga: Sitter, ben: Sitter, box: Mailbox
) -> None:
    page = act_on(olga, "ben@example.org", "reset")
    assert box.last.to == "ben@example.org"
    assert "/reset/" not in page
    assert ben.client.get("/account").status_code == 200, "nothing changes until it is used"
    box.broken = True
    assert "account start-reset" in act_on(olga, "ben@example.org", "reset")


def test_an_operator_does_not_close_their_own_account(olga: Sitter) -> None:
    page = olga.text(LIST)
    row = next(part for part in page.split("<tr>") if "olga@example.org" in part)
    found = re.search(r"/operate/accounts/([0-9a-f]{32})/end", row)
    assert found
    olga.post(f"/operate/accounts/{found[1]}/deactivate", {}, page=page)
    assert olga.client.get(LIST).status_code == 200


def test_the_list_is_narrowed_by_what_addresses_begin_with(olga: Sitter, ben: Sitter) -> None:
    assert ben.client.get("/account").status_code == 200
    page = olga.text(f"{LIST}?begins=be")
    assert "ben@example.org" in page
    assert "olga@example.org" not in page
    assert "No address begins like that" in olga.text(f"{LIST}?begins=%25")
    for odd in ("page=0", "page=-1", "page=x", "page=99999999999999999999"):
        assert olga.client.get(f"{LIST}?{odd}").status_code == 200
