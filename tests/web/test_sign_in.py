"""Coming in by a password: what it opens, what it ends; what a stranger learns is nothing."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import cast
from unittest.mock import patch

import pytest
from flask import Flask
from passlib.totp import TOTP
from sqlalchemy.orm import Session
from structlog.testing import capture_logs

from assessment.domain.accounts import AccountId
from assessment.services import passwords
from assessment.services.accounts import set_active
from assessment.services.credentials import set_password
from assessment.services.databases import Database
from assessment.services.organisations import create_organisation
from assessment.services.passwords import hash_password
from assessment.services.sealing import Sealer
from assessment.services.second_step import take_code
from assessment.services.settings import Settings
from assessment.web.sign_in import views
from tests.web.coaching import database_of, person_of, share_with
from tests.web.mailbox import Mailbox, mailbox_of
from tests.web.signed_in import make_account
from tests.web.sitter import Sitter, field_of

GOOD = "a long and quiet afternoon"
OTHER = "seven grey geese over the lake"


@pytest.fixture
def box(app: Flask) -> Mailbox:
    return mailbox_of(app)


def register(who: Sitter, email: str = "ada@example.org", password: str = GOOD) -> None:
    sent = who.post("/register", {"email": email, "name": "Ada", "password": password})
    assert sent.status_code == 303, sent.get_data(as_text=True)


def sign_in(who: Sitter, email: str = "ada@example.org", password: str = GOOD) -> str:
    """Where a right password leads."""
    answer = who.post("/sign-in", {"email": email, "password": password})
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return answer.headers["Location"]


def cookie(who: Sitter) -> str:
    found = who.client.get_cookie("cto")
    assert found is not None
    return str(found.value)


def copy_of(app: Flask, who: Sitter) -> Sitter:
    """Another browser with the same cookie."""
    copied = Sitter(app.test_client(), who.catalog)
    copied.client.set_cookie("cto", cookie(who))
    return copied


def ready(who: Sitter, box: Mailbox) -> None:
    """Register and verify."""
    register(who)
    assert who.post(box.last.path, {"password": GOOD}).status_code == 303


def test_a_guests_sittings_are_the_accounts_from_sign_up_to_sign_in(
    app: Flask, ada: Sitter, nobody: Sitter, box: Mailbox
) -> None:
    result = ada.finish(form="quick")
    link = re.search(r"/resume/[\w-]{43}", ada.text("/mine"))
    assert link
    register(ada)
    assert ada.client.get(result).status_code == 200, (
        "a guest's way goes on until the first sign-in"
    )
    assert nobody.client.get(link[0]).status_code == 303
    assert nobody.client.get(result).status_code == 200
    assert ada.post(box.last.path, {"password": GOOD}).status_code == 303
    before = cookie(ada)
    assert sign_in(ada) == "/mine"
    assert cookie(ada) != before
    assert ada.client.get(result).status_code == 200
    assert nobody.client.get(result).status_code == 404, "whoever held the link is out"
    assert nobody.client.get(link[0]).status_code == 404
    page = ada.text("/mine")
    assert "Your private link" not in page
    assert "/account" in page
    elsewhere = Sitter(app.test_client(), ada.catalog)
    sign_in(elsewhere)
    assert elsewhere.client.get(result).status_code == 200


def test_a_link_is_verified_by_the_password_chosen_and_not_by_opening_it(
    ada: Sitter, box: Mailbox
) -> None:
    register(ada)
    path = box.last.path
    for _ in range(2):
        assert "ada@example.org" in ada.text(path)
    for typed in ({}, {"password": OTHER}):
        refused = ada.post(path, typed)
        assert refused.status_code == 422
        assert OTHER not in refused.get_data(as_text=True)
        assert (
            ada.post("/sign-in", {"email": "ada@example.org", "password": GOOD}).status_code == 422
        )
    assert ada.post(path, {"password": GOOD}).status_code == 303
    assert ada.client.get(path).status_code == 404
    sign_in(ada)


def test_whoever_registers_my_address_after_me_does_not_get_my_account_by_my_click(
    app: Flask, ada: Sitter, box: Mailbox
) -> None:
    register(ada)
    eve = Sitter(app.test_client(), ada.catalog)
    register(eve, password=OTHER)
    newest = box.last.path
    assert ada.post(newest, {"password": GOOD}).status_code == 422
    refused = eve.post("/sign-in", {"email": "ada@example.org", "password": OTHER})
    assert refused.status_code == 422
    register(ada)
    assert ada.post(box.last.path, {"password": GOOD}).status_code == 303
    sign_in(ada)


def test_registering_an_address_does_not_tell_whether_it_had_an_account(
    app: Flask, ada: Sitter, box: Mailbox
) -> None:
    ready(ada, box)
    answers = []
    for address in ("ada@example.org", "new@example.org"):
        eve = Sitter(app.test_client(), ada.catalog)
        register(eve, address, OTHER)
        answers.append(answer_to(eve, "/sign-in", {"email": address, "password": OTHER}))
    assert answers[0] == answers[1]
    assert "not verified yet" in answers[0][2]


def answer_to(who: Sitter, path: str, fields: dict[str, str]) -> tuple[int, str, str]:
    """Status, where it leads, and the page at the end without what is random in it."""
    answer = who.post(path, fields)
    page = answer.get_data(as_text=True)
    if answer.status_code == 303:
        page = who.text(answer.headers["Location"])
    page = re.sub(r'(csrf_token" value=)"[^"]*"', r"\1", page)
    for address in ("ada@example.org", "new@example.org"):
        page = page.replace(address, "ADDRESS")
    return answer.status_code, answer.headers.get("Location", ""), page


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/sign-in", {"password": OTHER}),
        ("/forgotten", {}),
        ("/register", {"password": GOOD, "name": "Ada"}),
    ],
)
def test_known_and_unknown_addresses_answer_alike_and_cost_the_same_hashes(
    app: Flask, ada: Sitter, box: Mailbox, path: str, fields: dict[str, str]
) -> None:
    ready(ada, box)
    letters, answers, hashes = [], [], []
    for address in ("ada@example.org", "new@example.org"):
        stranger = Sitter(app.test_client(), ada.catalog)
        before = len(box.letters)
        kind = type(passwords._hasher())
        with (
            patch.object(kind, "hash", autospec=True, side_effect=kind.hash) as made,
            patch.object(kind, "verify", autospec=True, side_effect=kind.verify) as tried,
        ):
            passwords._dummy()
            made.reset_mock()
            answers.append(answer_to(stranger, path, {"email": address, **fields}))
            hashes.append((made.call_count, tried.call_count))
        letters.append(len(box.letters) - before)
    assert answers[0] == answers[1]
    assert letters[0] == letters[1]
    assert hashes[0] == hashes[1]


def test_registering_a_known_address_changes_nothing_and_says_so_to_its_owner_alone(
    app: Flask, ada: Sitter, box: Mailbox
) -> None:
    ready(ada, box)
    eve = Sitter(app.test_client(), ada.catalog)
    eve.finish(form="quick")
    register(eve, password=OTHER)
    assert "already" in box.last.subject
    assert "/verify/" not in box.last.text
    refused = eve.post("/sign-in", {"email": "ada@example.org", "password": OTHER})
    assert refused.status_code == 422
    sign_in(ada)


def test_a_copied_cookie_is_dead_after_signing_out(app: Flask, ada: Sitter, box: Mailbox) -> None:
    ready(ada, box)
    sign_in(ada)
    copied = copy_of(app, ada)
    assert copied.client.get("/account").status_code == 200
    out = ada.post("/sign-out", {}, page=ada.text("/account"))
    assert out.status_code == 303
    assert "storage" in out.headers["Clear-Site-Data"]
    for browser in (ada, copied):
        assert browser.client.get("/mine").status_code == 404
        assert browser.client.get("/account").headers["Location"].startswith("/sign-in")


def test_a_guest_who_signs_out_keeps_their_only_way_back(ada: Sitter) -> None:
    ada.begin(form="quick")
    assert ada.post("/sign-out", {}, page=ada.text("/begin")).headers["Location"] == "/mine"
    assert ada.client.get("/mine").status_code == 200


def test_a_reset_ends_every_session_and_the_link(app: Flask, ada: Sitter, box: Mailbox) -> None:
    ready(ada, box)
    sign_in(ada)
    lost = Sitter(app.test_client(), ada.catalog)
    assert lost.post("/forgotten", {"email": "ada@example.org"}).status_code == 303
    path = box.last.path
    assert path.startswith("/reset/")
    weak = lost.post(path, {"password": "password123"})
    assert weak.status_code == 422
    assert "password123" not in weak.get_data(as_text=True)
    assert lost.post(path, {"password": OTHER}).status_code == 303
    assert "changed" in box.last.subject
    assert lost.client.get(path).status_code == 404
    assert ada.client.get("/mine").status_code == 404
    old = lost.post("/sign-in", {"email": "ada@example.org", "password": GOOD})
    assert old.status_code == 422
    sign_in(lost, password=OTHER)


def test_links_in_mails_begin_with_the_public_address_whatever_the_host_says(
    app: Flask, ada: Sitter, box: Mailbox
) -> None:
    ready(ada, box)
    settings = cast(Settings, app.extensions["settings"])
    app.extensions["settings"] = replace(settings, public_url="https://cto.example.org/")
    page = ada.text("/forgotten")
    answer = app.test_client(use_cookies=False).post(
        "/forgotten",
        data={"csrf_token": field_of(page, "csrf_token"), "email": "ada@example.org"},
        headers={
            "Host": "evil.example",
            "X-Forwarded-Host": "evil.example",
            "Cookie": f"cto={cookie(ada)}",
        },
    )
    assert answer.status_code == 303
    links = re.findall(r"https?://\S+", box.last.text)
    assert links
    assert all(link.startswith("https://cto.example.org/reset/") for link in links)
    assert "evil" not in box.last.text


def test_mail_that_cannot_leave_is_said_and_loses_nothing(ada: Sitter, box: Mailbox) -> None:
    ada.begin(form="quick")
    box.broken = True
    register(ada)
    assert "No mail could be sent" in ada.text("/register/sent")
    assert ada.client.get("/mine").status_code == 200
    box.broken = False
    register(ada)
    assert "We have written to ada@example.org" in ada.text("/register/sent")
    assert ada.post(box.last.path, {"password": GOOD}).status_code == 303
    sign_in(ada)


@pytest.mark.parametrize(
    "password",
    ["short", "password1234", "ctoreadiness1", "12345678901", "ada@example.org", "aaaaaaaaaaaa"],
)
def test_a_password_that_is_guessed_first_is_refused_and_not_sent_back(
    ada: Sitter, box: Mailbox, password: str
) -> None:
    refused = ada.post("/register", {"email": "ada@example.org", "name": "", "password": password})
    page = refused.get_data(as_text=True)
    assert refused.status_code == 422
    assert f'value="{password}"' not in page.replace('name="email" value="ada@example.org"', "")
    assert 'aria-invalid="true"' in page
    assert box.letters == []


@pytest.mark.parametrize(
    "password",
    ["ein ganz gewöhnlicher Satz", "x7#kQ9!vLm2", "🐢" * 8 + "turtle pond", "w" * 3 + GOOD * 39],
)
def test_any_other_password_is_taken_as_it_is(app: Flask, nobody: Sitter, password: str) -> None:
    make_account(app, "ada@example.org", "Ada", password_hash=hash_password(password))
    refused = nobody.post("/sign-in", {"email": "ada@example.org", "password": password[:-1]})
    assert refused.status_code == 422
    sign_in(nobody, password=password)


def test_an_existing_accounts_owner_is_asked_before_a_guests_sittings_come_in(
    app: Flask, ada: Sitter
) -> None:
    make_account(app, "ada@example.org", "Ada", password_hash=hash_password(GOOD))
    result = ada.finish(form="quick")
    assert sign_in(ada) == "/account/bring-in"
    assert ada.client.get(result).status_code == 404, "nothing moves unasked"
    assert "1 sitting" in ada.text("/account/bring-in")
    assert ada.post("/account/bring-in", {"choice": "bring"}).headers["Location"] == "/mine"
    assert ada.client.get(result).status_code == 200
    assert ada.client.get("/account/bring-in").status_code == 303


def test_what_is_left_stays_the_guests(app: Flask, ada: Sitter, nobody: Sitter) -> None:
    make_account(app, "ada@example.org", "Ada", password_hash=hash_password(GOOD))
    result = ada.finish(form="quick")
    link = re.search(r"/resume/[\w-]{43}", ada.text("/mine"))
    assert link
    sign_in(ada)
    assert ada.post("/account/bring-in", {"choice": "leave"}).status_code == 303
    assert ada.client.get(result).status_code == 404
    assert nobody.client.get(link[0]).status_code == 303
    assert nobody.client.get(result).status_code == 200


def second_step_on(who: Sitter) -> tuple[TOTP, list[str]]:
    page = who.text("/account/second-step/new")
    key = re.search(r"<code>([A-Z2-7 ]+)</code>", page)
    assert key
    app = TOTP(key=key[1].replace(" ", ""))
    shown = who.post("/account/second-step/new", {"code": app.generate().token}, page=page)
    codes = re.findall(r"<li><code>([0-9a-f-]{14})</code>", shown.get_data(as_text=True))
    assert len(codes) == 10
    return app, codes


def test_with_a_second_step_the_password_alone_opens_nothing(
    app: Flask, ada: Sitter, box: Mailbox
) -> None:
    ready(ada, box)
    sign_in(ada)
    authenticator, codes = second_step_on(ada)
    assert "takes a code" in box.last.subject
    other = Sitter(app.test_client(), ada.catalog)
    assert sign_in(other) == "/sign-in/code"
    assert other.client.get("/mine").status_code == 404
    assert other.client.get("/account").status_code == 303
    replayed = other.post("/sign-in/code", {"code": authenticator.generate().token})
    assert replayed.status_code == 422, "the code that turned it on is used up"
    assert other.post("/sign-in/code", {"code": codes[0]}).status_code == 303
    assert other.client.get("/account").status_code == 200
    third = Sitter(app.test_client(), ada.catalog)
    sign_in(third)
    assert third.post("/sign-in/code", {"code": codes[0]}).status_code == 422
    assert third.post("/sign-in/code", {"code": codes[1]}).status_code == 303


def test_five_wrong_codes_ask_for_the_password_again(app: Flask, ada: Sitter, box: Mailbox) -> None:
    ready(ada, box)
    sign_in(ada)
    second_step_on(ada)
    other = Sitter(app.test_client(), ada.catalog)
    sign_in(other)
    empty = other.post("/sign-in/code", {"code": ""}).get_data(as_text=True)
    assert empty.count("Type the code.") == 2, "in the summary and at the field"
    assert "wrong" not in empty
    statuses = [other.post("/sign-in/code", {"code": "000000"}).status_code for _ in range(4)]
    assert statuses == [422, 422, 422, 303]
    assert other.client.get("/sign-in/code").headers["Location"] == "/sign-in"


def test_codes_are_counted_for_the_account_wherever_they_come_from(
    app: Flask, ada: Sitter, box: Mailbox
) -> None:
    ready(ada, box)
    sign_in(ada)
    second_step_on(ada)
    statuses = []
    for place in range(12):  # each with a half-session and an address of its own
        other = Sitter(app.test_client(), ada.catalog)
        other.client.environ_base["REMOTE_ADDR"] = f"198.51.100.{place}"
        assert sign_in(other) == "/sign-in/code"
        statuses.append(other.post("/sign-in/code", {"code": "000000"}).status_code)
    assert statuses == [422] * 10 + [429] * 2


def test_a_reset_does_not_skip_the_second_step(app: Flask, ada: Sitter, box: Mailbox) -> None:
    ready(ada, box)
    sign_in(ada)
    _, codes = second_step_on(ada)
    lost = Sitter(app.test_client(), ada.catalog)
    lost.post("/forgotten", {"email": "ada@example.org"})
    lost.post(box.last.path, {"password": OTHER})
    assert sign_in(lost, password=OTHER) == "/sign-in/code"
    assert lost.client.get("/account").status_code == 303
    assert lost.post("/sign-in/code", {"code": codes[0]}).status_code == 303


@pytest.mark.parametrize("how", ["changed", "reset", "deleted"])
def test_a_half_sign_in_ends_with_the_password_it_began_with(
    app: Flask, ada: Sitter, box: Mailbox, how: str
) -> None:
    ready(ada, box)
    sign_in(ada)
    _, codes = second_step_on(ada)
    eve = Sitter(app.test_client(), ada.catalog)
    assert sign_in(eve) == "/sign-in/code"
    page = eve.text("/sign-in/code")
    if how == "changed":
        typed = {"current": GOOD, "new": OTHER, "code": codes[0]}
        assert ada.post("/account/password", typed).status_code == 303
    elif how == "reset":
        ada.post("/sign-out", {}, page=ada.text("/account"))
        ada.post("/forgotten", {"email": "ada@example.org"})
        assert ada.post(box.last.path, {"password": OTHER}).status_code == 303
    else:
        assert ada.post("/mine/delete", {}).status_code == 303
    refused = eve.post("/sign-in/code", {"code": codes[1]}, page=page)
    assert (refused.status_code, refused.headers["Location"]) == (303, "/sign-in")
    assert eve.client.get("/account").status_code == 303
    assert eve.client.get("/sign-in/code").status_code == 303
    if how != "deleted":
        assert sign_in(eve, password=OTHER) == "/sign-in/code"
        assert eve.post("/sign-in/code", {"code": codes[1]}).status_code == 303, "not used up"


def test_a_password_changed_while_a_code_is_looked_at_ends_the_half_sign_in(
    app: Flask, ada: Sitter, box: Mailbox
) -> None:
    ready(ada, box)
    sign_in(ada)
    _, codes = second_step_on(ada)
    eve = Sitter(app.test_client(), ada.catalog)
    sign_in(eve)
    page = eve.text("/sign-in/code")

    def changed_meanwhile(
        store: Session, sealer: Sealer, account: AccountId, typed: str, *, now: datetime
    ) -> bool:
        set_password(store, account, hash_password(OTHER))
        return take_code(store, sealer, account, typed, now=now)

    with patch.object(views, "take_code", changed_meanwhile):
        refused = eve.post("/sign-in/code", {"code": codes[0]}, page=page)
    assert (refused.status_code, refused.headers["Location"]) == (303, "/sign-in")
    assert eve.client.get("/account").status_code == 303


def test_a_deactivated_account_is_refused_like_a_wrong_password(app: Flask, nobody: Sitter) -> None:
    account = make_account(app, "ada@example.org", "Ada", password_hash=hash_password(GOOD))
    database = cast(Database, app.extensions["database"])
    wrong = answer_to(nobody, "/sign-in", {"email": "ada@example.org", "password": OTHER})
    database.write(lambda store: set_active(store, account.id, active=False))
    right = answer_to(nobody, "/sign-in", {"email": "ada@example.org", "password": GOOD})
    assert right == wrong


HOSTILE = [
    "//evil.example",
    "///evil.example",
    "https://evil.example",
    "http:evil.example",
    "javascript:alert(1)",
    "/\\evil.example",
    "\\\\evil.example",
    "/%5Cevil.example",
    "/%2F%2Fevil.example",
    "/%252F%252Fevil.example",
    "/\tevil",
    "/%09/evil.example",
    "/%0d%0aSet-Cookie:x=1",
    "/a/..//evil.example",
    "@evil.example",
    "evil.example",
    ".evil.example",
    "/ evil",
    "/\u202eevil",
    "",
    "/" + "a" * 2_000,
    "/sign-in?next=/sign-in",
    "/sign-out",
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_sign_in_leads_to_a_page_of_ours_and_nowhere_else(
    app: Flask, nobody: Sitter, hostile: str
) -> None:
    make_account(app, "ada@example.org", "Ada", password_hash=hash_password(GOOD))
    answer = nobody.post(
        "/sign-in", {"email": "ada@example.org", "password": GOOD, "next": hostile}
    )
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/mine"


def test_who_is_asked_to_sign_in_comes_back_to_the_page_they_wanted(
    app: Flask, nobody: Sitter
) -> None:
    make_account(app, "ada@example.org", "Ada", password_hash=hash_password(GOOD))
    asked = nobody.client.get("/account/sessions?x=1")
    page = nobody.text(asked.headers["Location"])
    answer = nobody.post(
        "/sign-in",
        {"email": "ada@example.org", "password": GOOD, "next": field_of(page, "next")},
        page=page,
    )
    assert answer.headers["Location"] == "/account/sessions?x=1"


def test_what_happens_to_accounts_is_logged_without_addresses_or_secrets(
    app: Flask, nobody: Sitter
) -> None:
    account = make_account(app, "ada@example.org", "Ada", password_hash=hash_password(GOOD))
    with capture_logs() as log:
        nobody.post("/sign-in", {"email": "ada@example.org", "password": OTHER})
        sign_in(nobody)
        nobody.post("/sign-out", {}, page=nobody.text("/account"))
    events = [(line["event"], line.get("account")) for line in log]
    assert ("sign-in refused", None) in events
    assert ("signed in", account.id) in events
    assert ("signed out", account.id) in events
    for secret in ("ada@example.org", GOOD, OTHER):
        assert secret not in str(log)


def test_what_an_account_is_not_admitted_to_is_logged_with_its_id(ben: Sitter) -> None:
    foreign = "/clients/" + "0" * 32
    with capture_logs() as log:
        assert ben.client.get(foreign).status_code == 404
        assert ben.client.post("/sign-out", data={}).status_code == 400
    asked = [line for line in log if line["event"] == "request"]
    refused = {line["event"]: line for line in log if line["event"] != "request"}
    assert set(refused) == {"not admitted", "form mark refused"}
    assert refused["not admitted"]["id"] == asked[0]["id"]
    assert refused["form mark refused"]["id"] == asked[1]["id"]
    assert len({line["account"] for line in refused.values()}) == 1
    assert foreign not in str(log)
    assert "ben@" not in str(log)


def test_who_has_no_sitting_begins_with_the_people_they_came_for(
    app: Flask, ada: Sitter, nobody: Sitter
) -> None:
    coach = make_account(app, "ben@example.org", "Ben", password_hash=hash_password(GOOD))
    assert sign_in(nobody, "ben@example.org") == "/mine"
    ada.finish(form="quick")
    share_with(app, person_of(app, ada), coach)
    nobody.client.delete_cookie("cto")
    assert sign_in(nobody, "ben@example.org") == "/clients"
    again = nobody.client.get("/sign-in")
    assert (again.status_code, again.headers["Location"]) == (303, "/clients")


def test_who_only_hires_begins_with_the_briefs(app: Flask, nobody: Sitter) -> None:
    account = make_account(app, "carmen@example.org", "Carmen", password_hash=hash_password(GOOD))
    database_of(app).write(
        lambda s: create_organisation(s, account.id, "Linden", now=datetime.now(UTC))
    )
    assert sign_in(nobody, "carmen@example.org") == "/hire"
