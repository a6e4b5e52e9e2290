"""Whoever asks too often waits; nobody is locked out by somebody elsewhere."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from assessment.services.catalogs import CatalogShelf
from assessment.services.counting import SharedCounts
from assessment.services.passwords import hash_password
from assessment.services.settings import Settings
from assessment.web import create_app
from assessment.web.limits import Limits
from tests.web.mailbox import mailbox_of
from tests.web.signed_in import make_account, sign_in
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


class Clock:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(app: Flask, tmp_path: Path) -> Clock:
    """What the app counts by."""
    made = Clock()
    counts = SharedCounts(tmp_path / "counted.db", "s" * 40, clock=made)
    app.extensions["limits"] = Limits("", shared=counts)
    return made


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize(
    ("path", "fields"),
    [("/forgotten", {}), ("/register", {"password": GOOD, "name": "Ada"})],
)
def test_a_mailbox_gets_ten_letters_a_day_whoever_asks_and_known_or_not(
    app: Flask, nobody: Sitter, clock: Clock, path: str, fields: dict[str, str]
) -> None:
    box, said = mailbox_of(app), []
    for address in ("ada@example.org", "new@example.org"):
        box.letters.clear()
        clock.now += 3 * 86_400
        for _ in range(4):
            for _ in range(4):
                answer = nobody.post(path, {"email": address, **fields})
            clock.now += 3_601
        assert len(box.letters) == 10
        assert answer.status_code == 429
        said.append(plain(answer).replace(address, "ADDRESS"))
        clock.now += 86_400
        assert nobody.post(path, {"email": address, **fields}).status_code == 303
    assert said[0] == said[1]


def plain(answer: TestResponse) -> str:
    """A page without what differs from request to request."""
    varies = r'(csrf_token" value="[^"]*"|<code[^>]*>.*?</code>|[0-9a-f]{16,})'
    return re.sub(varies, "", answer.get_data(as_text=True))


def test_another_address_is_written_to_six_times_a_day_whoever_wants_it(app: Flask) -> None:
    box = mailbox_of(app)
    make_account(app, "taken@example.org", "Tess")
    said = []
    for victim in ("taken@example.org", "free@example.org"):
        box.letters.clear()
        for name in ("eve", "otto"):
            email = f"{name}.{victim}"
            account = make_account(app, email, name, password_hash=hash_password(GOOD))
            who = sign_in(app, account)
            form = {"email": victim}
            for _ in range(3):  # without the password it reaches nobody and uses nothing up
                assert who.post("/account/address", form, page=who.text("/account")).location
            assert who.post("/account/prove", {"password": GOOD}).status_code == 303
            answers = [who.post("/account/address", form) for _ in range(4)]
        assert [letter.to for letter in box.letters] == [victim] * 6
        assert [answer.status_code for answer in answers] == [303, 303, 429, 429]
        said.append(plain(answers[-1]).replace(victim, "ADDRESS"))
        assert who.post("/account/address", {"email": "else@example.org"}).status_code == 303
    assert said[0] == said[1]


def test_people_who_mistype_their_address_do_not_wait_for_each_other(nobody: Sitter) -> None:
    statuses = [nobody.post("/forgotten", {"email": "ada"}).status_code for _ in range(12)]
    assert statuses == [422] * 12


def test_tries_at_private_links_are_counted(nobody: Sitter) -> None:
    ask = (nobody.client.get, nobody.client.head)
    statuses = [ask[n % 2](f"/resume/{n:043d}").status_code for n in range(61)]
    assert statuses == [404] * 60 + [429]


@pytest.mark.parametrize(
    ("path", "most"),
    [("/asked/", 120), ("/rating/back/", 120), ("/candidate/", 120), ("/brief-questions/", 120),
     ("/brief-panel/", 240)],
)  # fmt: skip
def test_tries_at_links_that_need_no_account_are_counted(
    nobody: Sitter, path: str, most: int
) -> None:
    page = nobody.text("/sign-in")
    statuses = [nobody.client.get(f"{path}{n:043d}").status_code for n in range(most - 1)]
    statuses += [nobody.post(f"{path}{n:043d}", {}, page=page).status_code for n in range(2)]
    assert statuses == [404] * most + [429]
    assert nobody.client.get(f"{path}{most:043d}").status_code == 429


def test_declining_for_others_is_counted_with_opening(nobody: Sitter) -> None:
    page = nobody.text("/sign-in")
    ways = ("", "/decline")
    statuses = [
        nobody.post(f"/asked/{n:043d}{ways[n % 2]}", {}, page=page).status_code for n in range(121)
    ]
    assert statuses == [404] * 120 + [429]


def test_every_page_with_a_token_in_its_address_has_a_limit_by_client(app: Flask) -> None:
    rules = [rule for rule in app.url_map.iter_rules() if "token" in rule.arguments]
    assert len(rules) >= 15
    for rule in rules:
        limits = getattr(app.view_functions[rule.endpoint], "limits", [])
        assert "client" in [by for _, _, by in limits], rule


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
