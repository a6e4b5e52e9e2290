"""Strangers who guess keep nobody out of a browser in which they have signed in before."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import cast
from unittest.mock import patch

import pytest
from flask import Flask
from itsdangerous import TimestampSigner

from assessment.domain.accounts import Account
from assessment.services.catalogs import CatalogShelf
from assessment.services.credentials import set_password
from assessment.services.known_devices import KNOWN_FOR
from assessment.services.passwords import hash_password
from assessment.services.settings import Settings
from assessment.web import create_app
from assessment.web.limits import Limits
from tests.web.coaching import database_of
from tests.web.mailbox import mailbox_of
from tests.web.signed_in import make_account
from tests.web.sitter import Sitter
from tests.web.test_sign_in import GOOD, OTHER, second_step_on

ADA, EVE = "ada@example.org", "eve@example.org"
DEVICE = "cto-device"


@pytest.fixture
def account(app: Flask) -> Account:
    return make_account(app, ADA, "Ada", password_hash=hash_password(GOOD))


@pytest.fixture
def owner(nobody: Sitter, account: Account) -> Sitter:
    """Ada's browser: she has signed in and out again."""
    assert try_in(nobody, GOOD, account.email) == 303
    assert nobody.post("/sign-out", {}, page=nobody.text("/account")).status_code == 303
    return nobody


def browser(app: Flask, place: int = 1) -> Sitter:
    """A browser that has never been here, at an address of its own."""
    who = Sitter(app.test_client(), cast(CatalogShelf, app.extensions["shelf"]).current)
    return at(who, place)


def at(who: Sitter, place: int) -> Sitter:
    who.client.environ_base["REMOTE_ADDR"] = f"198.51.100.{place}"
    return who


def try_in(who: Sitter, password: str, email: str = ADA, page: str | None = None) -> int:
    return who.post("/sign-in", {"email": email, "password": password}, page=page).status_code


def use_up(app: Flask, email: str = ADA) -> None:
    """The tries an address has in an hour, counted without making them."""
    limits = cast(Limits, app.extensions["limits"])
    while limits.take("sign-in anywhere", ["100 per hour"], email) is None:
        pass


def device_of(who: Sitter) -> str:
    found = who.client.get_cookie(DEVICE)
    assert found is not None
    return str(found.value)


def show_device(who: Sitter, shown: str) -> Sitter:
    who.client.set_cookie(DEVICE, shown)
    return who


def test_a_hundred_guesses_from_elsewhere_do_not_keep_the_owner_out(
    app: Flask, owner: Sitter
) -> None:
    statuses = []
    for place in range(13):
        guesser = browser(app, place)
        page = guesser.text("/sign-in")
        statuses += [try_in(guesser, OTHER, page=page) for _ in range(8)]
    assert statuses == [422] * 99 + [429] * 5, "one of the hundred was the owner's first sign-in"
    stranger = browser(app, 200)
    assert try_in(stranger, GOOD) == 429, "the right password in a browser nobody knows"
    assert try_in(at(owner, 201), GOOD) == 303
    assert owner.client.get("/account").status_code == 200


def test_what_a_known_browser_shows_is_no_way_in(app: Flask, owner: Sitter) -> None:
    other = show_device(browser(app), device_of(owner))
    assert other.client.get("/account").status_code == 303
    assert other.client.get("/mine").status_code == 404
    assert try_in(other, OTHER) == 422


def test_a_browser_of_another_account_is_counted_with_everybody(app: Flask, owner: Sitter) -> None:
    make_account(app, EVE, "Eve", password_hash=hash_password(GOOD))
    eve = browser(app)
    assert try_in(eve, GOOD, EVE) == 303
    assert eve.post("/sign-out", {}, page=eve.text("/account")).status_code == 303
    use_up(app, EVE)
    assert try_in(eve, GOOD, EVE) == 303, "it is known to Eve's"
    assert eve.post("/sign-out", {}, page=eve.text("/account")).status_code == 303
    use_up(app)
    assert try_in(eve, GOOD) == 429
    assert try_in(owner, GOOD) == 303


@pytest.mark.parametrize("shown", ["", "x", "x.y.z", "0" * 32 + ".aaaaaa." + "b" * 43, "é" * 300])
def test_what_is_made_up_is_counted_with_everybody(
    app: Flask, account: Account, shown: str
) -> None:
    use_up(app, account.email)
    assert try_in(show_device(browser(app), shown), GOOD) == 429


def test_a_browser_is_forgotten_with_the_password_it_was_known_by(
    app: Flask, owner: Sitter, account: Account
) -> None:
    kept = hash_password(OTHER)
    database_of(app).write(lambda store: set_password(store, account.id, kept))
    use_up(app)
    assert try_in(owner, OTHER) == 429


def test_a_browser_is_forgotten_after_half_a_year(app: Flask, owner: Sitter) -> None:
    use_up(app)
    for late, status in ((timedelta(seconds=60), 429), (timedelta(seconds=-60), 303)):
        moment = int((datetime.now(UTC) + KNOWN_FOR + late).timestamp())
        with patch.object(TimestampSigner, "get_timestamp", lambda _, moment=moment: moment):
            assert try_in(owner, GOOD) == status


def test_who_changes_the_password_here_stays_known_here(
    app: Flask, nobody: Sitter, account: Account
) -> None:
    mailbox_of(app)
    assert try_in(nobody, GOOD) == 303
    before = device_of(nobody)
    changed = nobody.post("/account/password", {"current": GOOD, "new": OTHER})
    assert changed.status_code == 303
    assert device_of(nobody) != before
    nobody.post("/sign-out", {}, page=nobody.text("/account"))
    use_up(app, account.email)
    assert try_in(nobody, OTHER) == 303


def test_a_reset_by_mail_is_a_way_in_while_others_guess(app: Flask, account: Account) -> None:
    box = mailbox_of(app)
    use_up(app, account.email)
    lost = browser(app)
    assert try_in(lost, GOOD) == 429
    assert lost.post("/forgotten", {"email": ADA}).status_code == 303
    assert lost.client.get_cookie(DEVICE) is None, "asking is not enough"
    assert lost.post(box.last.path, {"password": OTHER}).status_code == 303
    assert try_in(lost, OTHER) == 303


def test_a_known_browser_that_guesses_is_refused_after_tries_of_its_own(
    app: Flask, owner: Sitter
) -> None:
    page = owner.text("/sign-in")
    statuses = []
    for place in range(5):  # a thief of the cookie comes from many places
        at(owner, place)
        statuses += [try_in(owner, OTHER, page=page) for _ in range(7)]
    assert statuses == [422] * 30 + [429] * 5
    assert try_in(at(owner, 99), GOOD) == 429
    assert try_in(browser(app, 100), GOOD) == 303, "and nobody else is"


def test_with_a_second_step_a_browser_is_known_after_the_code(
    app: Flask, nobody: Sitter, account: Account
) -> None:
    mailbox_of(app)
    assert try_in(nobody, GOOD) == 303
    _, codes = second_step_on(nobody)
    other = browser(app)
    assert try_in(other, GOOD, account.email) == 303
    assert other.client.get_cookie(DEVICE) is None
    assert other.post("/sign-in/code", {"code": codes[0]}).status_code == 303
    assert other.client.get_cookie(DEVICE) is not None


def test_a_refused_sign_in_makes_nothing_known_and_deleting_the_account_forgets(
    app: Flask, owner: Sitter
) -> None:
    guesser = browser(app)
    assert try_in(guesser, OTHER) == 422
    assert guesser.client.get_cookie(DEVICE) is None
    assert try_in(owner, GOOD) == 303
    assert owner.post("/mine/delete", {}).status_code == 303
    assert owner.client.get_cookie(DEVICE) is None


def test_the_cookie_of_a_known_browser_over_https_is_bound_to_its_host_and_names_nobody(
    settings: Settings, shipped_shelf: CatalogShelf
) -> None:
    app = create_app(replace(settings, public_url="https://cto.example"), shelf=shipped_shelf)
    try:
        account = make_account(app, ADA, "Ada", password_hash=hash_password(GOOD))
        client = app.test_client()
        base = "https://cto.example"
        page = client.get("/sign-in", base_url=base).get_data(as_text=True)
        token = re.search(r'csrf_token" value="([^"]+)"', page)
        assert token
        answer = client.post(
            "/sign-in",
            base_url=base,
            data={"csrf_token": token[1], "email": ADA, "password": GOOD},
            headers={"Referer": base},
        )
        assert answer.status_code == 303
        given = [c for c in answer.headers.getlist("Set-Cookie") if "device" in c]
        assert len(given) == 1
        name_and_value, *rest = given[0].split("; ")
        shown = re.fullmatch(r"__Host-cto-device=[0-9a-f]{32}\.[\w-]{6}\.[\w-]{43}", name_and_value)
        assert shown
        assert account.id not in name_and_value
        assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=15552000"} <= set(rest)
        assert not any(part.startswith("Domain") for part in rest)
    finally:
        app.extensions["press"].close()
        app.extensions["database"].close()


def test_an_earlier_secret_still_reads_what_it_signed(
    settings: Settings, app: Flask, owner: Sitter
) -> None:
    use_up(app)
    renewed = replace(settings, secret_key="n" * 40, secret_fallbacks=(settings.secret_key,))
    app.extensions["settings"] = renewed
    assert try_in(owner, GOOD) == 303
    owner.post("/sign-out", {}, page=owner.text("/account"))
    app.extensions["settings"] = replace(renewed, secret_fallbacks=())
    assert try_in(owner, GOOD) == 303, "that sign-in was signed by the new one"
