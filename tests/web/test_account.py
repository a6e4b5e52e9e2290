"""Who is signed in looks after their account; what would open it to others asks again."""

import re
from typing import cast
from unittest.mock import patch

import pytest
from flask import Flask
from passlib.totp import TOTP

from assessment.domain.accounts import Account
from assessment.services.databases import Database
from assessment.services.passwords import hash_password
from assessment.services.sessions import load_session
from assessment.web import proving
from assessment.web.state import now
from tests.web.mailbox import Mailbox, mailbox_of
from tests.web.signed_in import make_account, sign_in
from tests.web.sitter import Sitter
from tests.web.test_sign_in import GOOD, OTHER, second_step_on
from tests.web.test_sign_in import sign_in as by_password


@pytest.fixture
def box(app: Flask) -> Mailbox:
    return mailbox_of(app)


@pytest.fixture
def account(app: Flask) -> Account:
    return make_account(app, "ada@example.org", "Ada", password_hash=hash_password(GOOD))


@pytest.fixture
def ada(app: Flask, account: Account) -> Sitter:
    """Signed in, without having given the password lately."""
    return sign_in(app, account)


def prove(who: Sitter, password: str = GOOD) -> int:
    return who.post("/account/prove", {"password": password}).status_code


def test_a_changed_password_ends_the_other_sessions_and_renews_this_one(
    app: Flask, ada: Sitter, account: Account, box: Mailbox
) -> None:
    elsewhere = sign_in(app, account)
    before = ada.client.get_cookie("cto")
    changed = ada.post("/account/password", {"current": GOOD, "new": OTHER, "end_others": "y"})
    assert changed.status_code == 303
    after = ada.client.get_cookie("cto")
    assert before is not None
    assert after is not None
    assert before.value != after.value
    database = cast(Database, app.extensions["database"])
    with database.reading() as store:
        assert load_session(store, before.value, now=now()) is None
    assert ada.client.get("/account").status_code == 200
    assert elsewhere.client.get("/account").status_code == 303
    assert (box.last.to, "changed" in box.last.subject) == ("ada@example.org", True)


def test_the_other_sessions_stay_where_the_person_says_so(
    app: Flask, ada: Sitter, account: Account, box: Mailbox
) -> None:
    elsewhere = sign_in(app, account)
    assert ada.post("/account/password", {"current": GOOD, "new": OTHER}).status_code == 303
    assert elsewhere.client.get("/account").status_code == 200
    assert len(box.letters) == 1


def test_a_password_changes_by_the_present_one_alone(ada: Sitter, box: Mailbox) -> None:
    wrong = ada.post("/account/password", {"current": OTHER, "new": OTHER})
    assert wrong.status_code == 422
    assert OTHER not in wrong.get_data(as_text=True)
    assert box.letters == []


def test_with_a_second_step_a_password_changes_by_a_code_and_proves_nothing_without(
    ada: Sitter, box: Mailbox
) -> None:
    prove(ada)
    _, codes = second_step_on(ada)
    box.letters.clear()
    with patch.object(proving, "RECENT_SECONDS", 0):
        for code in ("", "000000"):
            typed = {"current": GOOD, "new": OTHER, "code": code}
            refused = ada.post("/account/password", typed)
            assert refused.status_code == 422
            assert "This code is wrong" in refused.get_data(as_text=True)
    assert box.letters == []
    changed = ada.post("/account/password", {"current": GOOD, "new": OTHER, "code": codes[0]})
    assert changed.status_code == 303
    assert ada.client.get("/account/address").status_code == 200


@pytest.mark.parametrize("path", ["/account/address", "/account/second-step/new"])
def test_what_opens_an_account_to_others_asks_for_the_password_again(
    ada: Sitter, path: str
) -> None:
    asked = ada.client.get(path)
    assert asked.headers["Location"].startswith("/account/prove?next=/account/")
    assert prove(ada, OTHER) == 422
    assert ada.client.get(path).status_code == 303
    assert prove(ada) == 303
    assert ada.client.get(path).status_code == 200
    with patch.object(proving, "RECENT_SECONDS", 0):
        assert ada.client.get(path).status_code == 303


@pytest.mark.parametrize("path", ["/account/second-step/codes", "/account/second-step/off"])
def test_a_second_step_is_not_weakened_without_the_password(
    app: Flask, ada: Sitter, box: Mailbox, path: str
) -> None:
    prove(ada)
    _, codes = second_step_on(ada)
    with patch.object(proving, "RECENT_SECONDS", 0):
        asked = ada.post(path, {}, page=ada.text("/account/second-step"))
    assert asked.headers["Location"].startswith("/account/prove")
    other = Sitter(app.test_client(), ada.catalog)
    assert by_password(other) == "/sign-in/code"
    assert len(box.letters) == 1
    assert len(codes) == 10


@pytest.mark.usefixtures("box")
def test_turned_on_it_ends_the_sessions_that_a_password_alone_had_opened(
    app: Flask, ada: Sitter, account: Account
) -> None:
    elsewhere = sign_in(app, account)
    eve = sign_in(app, make_account(app, "eve@example.org", "Eve"))
    prove(ada)
    page = ada.text("/account/second-step/new")
    wrong = ada.post("/account/second-step/new", {"code": "000000"}, page=page)
    assert wrong.status_code == 422
    assert elsewhere.client.get("/account").status_code == 200, "it is not on yet"
    key = re.search(r"<code>([A-Z2-7 ]+)</code>", page)
    assert key
    code = TOTP(key=key[1].replace(" ", "")).generate().token
    on = ada.post("/account/second-step/new", {"code": code}, page=page)
    assert "Everywhere else you are signed out now" in on.get_data(as_text=True)
    assert elsewhere.client.get("/account").status_code == 303
    assert [who.client.get("/account").status_code for who in (ada, eve)] == [200, 200]
    assert "signed out everywhere else" in page
    other = ada.post("/account/second-step/codes", {}, page=ada.text("/account/second-step"))
    assert "Everywhere else you are signed out now" not in other.get_data(as_text=True)


def test_turned_off_the_password_is_enough_again(app: Flask, ada: Sitter, box: Mailbox) -> None:
    prove(ada)
    second_step_on(ada)
    off = ada.post("/account/second-step/off", {}, page=ada.text("/account/second-step"))
    assert off.status_code == 303
    assert "no longer takes a code" in box.last.subject
    assert by_password(Sitter(app.test_client(), ada.catalog)) == "/mine"


def test_an_address_changes_when_the_link_in_the_new_mailbox_is_confirmed(
    app: Flask, ada: Sitter, box: Mailbox
) -> None:
    prove(ada)
    assert ada.post("/account/address", {"email": "new@example.org"}).status_code == 303
    assert box.last.to == "new@example.org"
    path = box.last.path
    assert "ada@example.org" in ada.text("/account")
    eve = sign_in(app, make_account(app, "eve@example.org", "Eve"))
    assert eve.client.get(path).status_code == 404
    assert ada.post(path, {}).status_code == 303
    assert "new@example.org" in ada.text("/account")
    assert (box.last.to, "another address" in box.last.subject) == ("ada@example.org", True)
    assert ada.client.get(path).status_code == 404


@pytest.mark.parametrize(("ticked", "elsewhere_then"), [(True, 303), (False, 200)])
def test_another_address_ends_the_other_sessions_unless_the_person_keeps_them(
    app: Flask,
    ada: Sitter,
    account: Account,
    box: Mailbox,
    *,
    ticked: bool,
    elsewhere_then: int,
) -> None:
    elsewhere = sign_in(app, account)
    eve = sign_in(app, make_account(app, "eve@example.org", "Eve"))
    prove(ada)
    ada.post("/account/address", {"email": "new@example.org"})
    page = ada.text(box.last.path)
    assert re.search(r'<input type="checkbox" name="end_others" value="y" checked>', page)
    before = ada.client.get_cookie("cto")
    sent = ada.post(box.last.path, {"end_others": "y"} if ticked else {}, page=page)
    assert sent.status_code == 303
    after = ada.client.get_cookie("cto")
    assert before is not None
    assert after is not None
    assert before.value != after.value
    assert elsewhere.client.get("/account").status_code == elsewhere_then
    assert [who.client.get("/account").status_code for who in (ada, eve)] == [200, 200]


def test_a_taken_address_answers_like_a_free_one(app: Flask, ada: Sitter, box: Mailbox) -> None:
    make_account(app, "eve@example.org", "Eve")
    prove(ada)
    said = []
    for address in ("eve@example.org", "free@example.org"):
        ada.post("/account/address", {"email": address})
        said.append(ada.text("/account").replace(address, "ADDRESS"))
    plain = [re.sub(r'csrf_token" value="[^"]*"', "", page) for page in said]
    assert plain[0] == plain[1]
    assert [letter.to for letter in box.letters] == ["eve@example.org", "free@example.org"]


def test_sessions_are_listed_and_ended_one_by_one_and_all_together(
    app: Flask, ada: Sitter, account: Account
) -> None:
    others = [sign_in(app, account) for _ in range(3)]
    eve = sign_in(app, make_account(app, "eve@example.org", "Eve"))
    page = ada.text("/account/sessions")
    handles = re.findall(r"/account/sessions/([0-9a-f]{32})/end", page)
    assert len(handles) == 3
    assert "Firefox on Linux" in page
    foreign = eve.post(f"/account/sessions/{handles[0]}/end", {}, page=eve.text("/account"))
    assert foreign.status_code == 404
    assert ada.post(f"/account/sessions/{handles[0]}/end", {}, page=page).status_code == 303
    assert sum(o.client.get("/account").status_code == 200 for o in others) == 2
    ended = ada.post("/account/sessions/end-others", {}, page=ada.text("/account/sessions"))
    assert ended.status_code == 303
    assert [o.client.get("/account").status_code for o in others] == [303, 303, 303]
    assert ada.client.get("/account").status_code == 200
    assert eve.client.get("/account").status_code == 200


def test_a_name_is_kept_as_it_was_typed_and_shown_as_text(ada: Sitter) -> None:
    assert ada.post("/account", {"name": " <b>Ada</b>  Łovelace "}).status_code == 303
    page = ada.text("/account")
    assert "&lt;b&gt;Ada&lt;/b&gt; Łovelace" in page
    assert ada.post("/account", {"name": "x" * 201}).status_code == 422


def test_who_has_an_account_has_no_link_beside_it(ada: Sitter) -> None:
    for path in ("/mine/new-link", "/mine/key"):
        assert ada.post(path, {}, page=ada.text("/mine")).status_code == 404


def test_the_private_link_is_not_in_the_database_as_it_is(app: Flask, nobody: Sitter) -> None:
    nobody.begin(form="quick")
    link = re.search(r"/resume/([\w-]{43})", nobody.text("/mine"))
    assert link
    database = cast(Database, app.extensions["database"])
    kept = b"".join(path.read_bytes() for path in app.extensions["settings"].var_dir.glob("*.db*"))
    assert database.dialect == "sqlite"
    assert link[1].encode() not in kept


def test_deleting_everything_deletes_the_account(app: Flask, ada: Sitter) -> None:
    assert ada.post("/mine/delete", {}).status_code == 303
    again = Sitter(app.test_client(), ada.catalog)
    refused = again.post("/sign-in", {"email": "ada@example.org", "password": GOOD})
    assert refused.status_code == 422
