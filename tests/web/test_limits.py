"""Whoever asks too often waits; nobody is locked out by somebody elsewhere."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from assessment.services.catalogs import CatalogShelf
from assessment.services.passwords import hash_password
from assessment.services.settings import Settings
from assessment.web import create_app
from assessment.web.limits import Limits
from tests.web.mailbox import mailbox_of
from tests.web.signed_in import make_account
from tests.web.sitter import Sitter, field_of
from tests.web.test_sign_in import GOOD, OTHER


def attempt(
    who: Sitter, page: str, password: str = OTHER, headers: dict[str, str] | None = None
) -> TestResponse:
    return who.client.post(
        "/sign-in",
        data={
            "csrf_token": field_of(page, "csrf_token"),
            "email": "ada@example.org",
            "password": password,
        },
        headers=headers,
    )


@pytest.fixture
def known(app: Flask) -> None:
    make_account(app, "ada@example.org", "Ada", password_hash=hash_password(GOOD))


@pytest.mark.usefixtures("known")
def test_guessing_is_slowed_down_and_the_page_says_until_when(nobody: Sitter) -> None:
    page = nobody.text("/sign-in")
    statuses = [attempt(nobody, page).status_code for _ in range(8)]
    assert statuses == [422] * 8
    refused = attempt(nobody, page, GOOD)
    assert refused.status_code == 429
    assert 0 < int(refused.headers["Retry-After"]) <= 900 + 1
    assert "Wait a little" in refused.get_data(as_text=True)


@pytest.mark.usefixtures("known")
def test_a_forged_forwarded_address_buys_no_tries(nobody: Sitter) -> None:
    page = nobody.text("/sign-in")
    statuses = [
        attempt(
            nobody,
            page,
            headers={"X-Forwarded-For": f"203.0.113.{n}", "X-Real-IP": f"203.0.113.{n}"},
        ).status_code
        for n in range(9)
    ]
    assert statuses == [422] * 8 + [429]


def behind_a_proxy(settings: Settings, shelf: CatalogShelf) -> Flask:
    app = create_app(replace(settings, trusted_proxies=1), shelf=shelf)
    make_account(app, "ada@example.org", "Ada", password_hash=hash_password(GOOD))
    return app


def test_behind_a_proxy_the_address_it_saw_counts_and_what_the_client_claims_does_not(
    settings: Settings, shipped_shelf: CatalogShelf
) -> None:
    app = behind_a_proxy(settings, shipped_shelf)
    who = Sitter(app.test_client(), shipped_shelf.current)
    page = who.text("/sign-in")

    def seen(claimed: str, real: str, password: str = OTHER) -> int:
        return attempt(who, page, password, {"X-Forwarded-For": f"{claimed}, {real}"}).status_code

    try:
        assert [seen(f"203.0.113.{n}", "198.51.100.7") for n in range(9)] == [422] * 8 + [429]
        elsewhere = seen("198.51.100.7", "198.51.100.8", GOOD)
        assert elsewhere == 303, "the owner comes in from where nobody guesses"
    finally:
        app.extensions["press"].close()
        app.extensions["database"].close()


@pytest.mark.usefixtures("known")
def test_of_twenty_tries_at_once_exactly_eight_are_answered(app: Flask, nobody: Sitter) -> None:
    page = nobody.text("/sign-in")
    cookie = nobody.client.get_cookie("cto")
    assert cookie is not None

    def one(_: int) -> int:
        browser = Sitter(app.test_client(), nobody.catalog)
        browser.client.set_cookie("cto", cookie.value)
        return attempt(browser, page).status_code

    with ThreadPoolExecutor(20) as pool:
        statuses = sorted(pool.map(one, range(20)))
    assert statuses == [422] * 8 + [429] * 12


def test_nobodys_mailbox_is_flooded(app: Flask, nobody: Sitter) -> None:
    box = mailbox_of(app)
    statuses = [
        nobody.post("/forgotten", {"email": "ada@example.org"}).status_code for _ in range(6)
    ]
    assert statuses == [303] * 5 + [429]
    assert len(box.letters) == 5


def test_tries_at_private_links_are_counted(nobody: Sitter) -> None:
    statuses = [nobody.client.get(f"/resume/{n:043d}").status_code for n in range(61)]
    assert statuses == [404] * 60 + [429]


def test_a_counter_that_does_not_answer_closes_no_door_and_leaves_none_open() -> None:
    class Shared:
        asked = 0
        away = True

        def take(self, *_: object) -> float | None:
            self.asked += 1
            if self.away:
                raise ConnectionError
            return None

    shared = Shared()
    limits = Limits("", shared=shared)
    assert limits.take("sign-in", ["1 per minute"], "here") is None, "counted here meanwhile"
    assert limits.take("sign-in", ["1 per minute"], "here") is not None
    assert shared.asked == 1, "nobody waits for it again within the minute"
    shared.away = False
    limits._away_until = 0.0  # the minute is over
    assert limits.take("sign-in", ["1 per minute"], "here") is None
    assert shared.asked == 2
