"""Who runs the site or decides for an organisation signs in more often than who answers."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from assessment.domain.accounts import Account, OrganisationId, Role
from assessment.services.organisations import create_organisation
from assessment.services.passwords import hash_password
from assessment.services.session_life import SHORTER
from assessment.services.sessions import ABSOLUTE, WebSession, load_session, touch_session
from assessment.store.records import MembershipRecord
from tests.web.coaching import database_of
from tests.web.mailbox import mailbox_of
from tests.web.signed_in import make_account
from tests.web.sitter import Sitter
from tests.web.test_sign_in import GOOD, second_step_on
from tests.web.test_sign_in import sign_in as by_password

ADA = "ada@example.org"
A_MINUTE = timedelta(minutes=1)


def raw_id(who: Sitter) -> str:
    found = who.client.get_cookie("cto")
    assert found is not None
    return str(found.value)


def session_of(app: Flask, who: Sitter, after: timedelta = timedelta(0)) -> WebSession | None:
    """The browser's session some time from now, if it is used until then."""
    at = datetime.now(UTC) + after
    database = database_of(app)
    database.write(lambda store: touch_session(store, raw_id(who), now=at - A_MINUTE))
    with database.reading() as store:
        return load_session(store, raw_id(who), now=at)


def lasts(app: Flask, who: Sitter, so_long: timedelta) -> bool:
    """Whether a browser that is used all the time is signed in so long and no longer."""
    return (
        session_of(app, who, so_long - A_MINUTE) is not None
        and session_of(app, who, so_long + A_MINUTE) is None
    )


def ada_as(app: Flask, role: Role | None, *, operator: bool = False) -> Account:
    """Ada's account, in two organisations where she has a role: in one a coach beside it."""
    kept = hash_password(GOOD)
    account = make_account(app, ADA, "Ada", password_hash=kept, operator=operator)
    if role is not None:
        for name, as_a in (("Linden", role), ("Birch", "coach")):
            employ(app, account, founded(app, name), as_a)
    return account


def founded(app: Flask, name: str) -> OrganisationId:
    founder = make_account(app, f"{name.lower()}@example.org", name)
    return (
        database_of(app)
        .write(lambda s: create_organisation(s, founder.id, name, now=datetime.now(UTC)))
        .id
    )


def employ(app: Flask, account: Account, organisation: OrganisationId, role: str) -> None:
    with database_of(app).writing() as store:
        store.add(
            MembershipRecord(
                organisation_id=organisation,
                account_id=account.id,
                role=role,
                created_at=datetime.now(UTC),
            )
        )


@pytest.mark.parametrize("role", ["admin", "hiring-lead", None])
def test_whoever_can_open_what_is_others_signs_in_again_after_seven_days(
    app: Flask, nobody: Sitter, role: Role | None
) -> None:
    ada_as(app, role, operator=role is None)
    answer = nobody.post("/sign-in", {"email": ADA, "password": GOOD})
    given = [c for c in answer.headers.getlist("Set-Cookie") if c.startswith("cto=")]
    assert len(given) == 1
    assert f"Max-Age={7 * 24 * 3600};" in given[0]
    assert timedelta(days=7) == SHORTER
    assert lasts(app, nobody, SHORTER)


@pytest.mark.parametrize("role", ["coach", "interviewer", None])
def test_everybody_else_after_thirty(app: Flask, nobody: Sitter, role: Role | None) -> None:
    ada_as(app, role)
    by_password(nobody)
    assert lasts(app, nobody, ABSOLUTE)


def test_a_new_id_lasts_as_long_as_the_one_before_did(app: Flask, nobody: Sitter) -> None:
    ada_as(app, None, operator=True)
    by_password(nobody)
    before = raw_id(nobody)
    assert nobody.post("/account/prove", {"password": GOOD}).status_code == 303
    assert raw_id(nobody) != before
    assert lasts(app, nobody, SHORTER)


def test_an_operator_who_comes_in_by_two_steps_signs_in_again_after_seven_days(
    app: Flask, nobody: Sitter
) -> None:
    ada_as(app, None, operator=True)
    mailbox_of(app)
    by_password(nobody)
    _, codes = second_step_on(nobody)
    nobody.post("/sign-out", {}, page=nobody.text("/account"))
    assert by_password(nobody) == "/sign-in/code"
    half = session_of(app, nobody)
    assert half is not None
    assert half.lasts == ABSOLUTE, "nobody is signed in yet"
    assert nobody.post("/sign-in/code", {"code": codes[0]}).status_code == 303
    assert lasts(app, nobody, SHORTER)


def test_who_goes_over_to_a_guests_link_has_a_guests_session(
    app: Flask, ada: Sitter, nobody: Sitter
) -> None:
    ada.begin(form="quick")
    path = "/resume/" + ada.text("/mine").split("/resume/")[1].split('"')[0]
    make_account(app, ADA, "Ada", password_hash=hash_password(GOOD), operator=True)
    by_password(nobody)
    assert nobody.post(path, {}, page=nobody.text(path)).status_code == 303
    found = session_of(app, nobody)
    assert found is not None
    assert (found.account, found.lasts) == (None, ABSOLUTE)


def test_a_right_that_is_given_later_counts_from_the_next_sign_in(
    app: Flask, nobody: Sitter
) -> None:
    account = ada_as(app, None)
    by_password(nobody)
    employ(app, account, founded(app, "Linden"), "admin")
    assert nobody.client.get("/account").status_code == 200
    found = session_of(app, nobody)
    assert found is not None
    assert found.lasts == ABSOLUTE
    nobody.post("/sign-out", {}, page=nobody.text("/account"))
    by_password(nobody)
    assert lasts(app, nobody, SHORTER)
