"""How do tests get a browser in which somebody is signed in?"""

from datetime import UTC, datetime
from typing import cast

from flask import Flask
from passlib.totp import TOTP

from assessment.domain.accounts import Account
from assessment.domain.attempts import PersonId
from assessment.services.accounts import create_account, note_sign_in
from assessment.services.catalogs import CatalogShelf
from assessment.services.databases import Database
from assessment.services.sealing import Sealer
from assessment.services.second_step import new_secret, turn_on
from assessment.services.sessions import open_session
from tests.web.sitter import Sitter


def make_account(
    app: Flask,
    email: str,
    name: str,
    *,
    operator: bool = False,
    person: PersonId | None = None,
    password_hash: str | None = None,
) -> Account:
    """A verified account, made as the services make it."""
    database = cast(Database, app.extensions["database"])
    return database.write(
        lambda store: create_account(
            store,
            email=email,
            name=name,
            person=person,
            password_hash=password_hash,
            verified=True,
            operator=operator,
            now=datetime.now(UTC),
        )
    )


def sign_in(app: Flask, account: Account) -> Sitter:
    """A browser whose session the account opened; ``.client`` sends its requests."""
    database = cast(Database, app.extensions["database"])
    at = datetime.now(UTC)
    database.write(lambda store: note_sign_in(store, account.id, now=at))
    raw_id = database.write(
        lambda store: open_session(
            store, person=account.person, account=account.id, device="Firefox on Linux", now=at
        )
    )
    client = app.test_client()
    client.set_cookie("cto", raw_id)
    return Sitter(client, cast(CatalogShelf, app.extensions["shelf"]).current)


def with_second_step(app: Flask, account: Account) -> Account:
    """The account, whose sign-in takes a code from now on."""
    database = cast(Database, app.extensions["database"])
    sealer = cast(Sealer, app.extensions["sealer"])
    at = datetime.now(UTC)
    secret = new_secret(sealer, account.email)
    code = TOTP(key=secret.typed.replace(" ", "")).generate().token
    codes = database.write(
        lambda store: turn_on(store, sealer, account.id, secret.sealed, code, now=at)
    )
    assert codes
    return account


def signed_in(app: Flask, email: str, name: str, *, operator: bool = False) -> Sitter:
    """A browser in which a new, verified account is signed in."""
    return sign_in(app, make_account(app, email, name, operator=operator))
