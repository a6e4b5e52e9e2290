"""What proves who somebody is works once where it should, and ends what came before it."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy import event

from assessment.domain.accounts import Account
from assessment.domain.attempts import PersonId
from assessment.domain.errors import NotFound
from assessment.services.account_links import LASTS, look_at_link
from assessment.services.accounts import create_account, load_account
from assessment.services.credentials import (
    begin_address_change,
    begin_reset,
    change_address,
    credentials_by_email,
    look_at_reset,
    register,
    reset_password,
    set_password,
    verify_address,
)
from assessment.services.sessions import load_session, open_session
from assessment.services.tokens import new_token
from assessment.store.engine import Database
from tests.builders import NOON
from tests.store.test_schema import rows

ADDRESS = "ada@example.org"


def registered(
    database: Database, email: str = ADDRESS, person: PersonId | None = None
) -> tuple[Account, str]:
    with database.writing() as session:
        made = register(
            session, email=email, name="Ada", password_hash="h1", person=person, now=NOON
        )
    assert made.account is not None
    assert made.token is not None
    return made.account, made.token


def verified(database: Database, email: str = ADDRESS, person: PersonId | None = None) -> Account:
    _, token = registered(database, email, person)
    with database.writing() as session:
        return verify_address(session, token, now=NOON)


def test_an_account_counts_once_its_address_is_verified(database: Database, ada: PersonId) -> None:
    account, token = registered(database, person=ada)
    assert not account.verified
    with database.writing() as session:
        assert verify_address(session, token, now=NOON).verified
        with pytest.raises(NotFound):
            verify_address(session, token, now=NOON)
        assert load_account(session, account.id).person == ada


def test_a_link_to_verify_expires(database: Database) -> None:
    _, token = registered(database)
    with pytest.raises(NotFound), database.writing() as session:
        verify_address(session, token, now=NOON + LASTS["verify"])


def test_an_address_nobody_verified_can_be_registered_again(database: Database) -> None:
    _, first = registered(database)
    account, second = registered(database)
    with pytest.raises(NotFound), database.writing() as session:
        verify_address(session, first, now=NOON)
    with database.writing() as session:
        assert verify_address(session, second, now=NOON).id == account.id


def test_a_known_address_is_not_registered_again_and_keeps_its_password(
    database: Database, ada: PersonId
) -> None:
    account = verified(database)
    with database.writing() as session:
        again = register(
            session, email="ADA@example.org", name="Eve", password_hash="h2", person=ada, now=NOON
        )
    assert (again.account, again.token) == (None, None)
    with database.reading() as session:
        kept = credentials_by_email(session, ADDRESS)
    assert kept is not None
    assert (kept.account, kept.password) == (account, "h1")


def test_of_many_registrations_at_once_each_token_but_the_last_is_dead(database: Database) -> None:
    def attempt(number: int) -> str | None:
        return database.write(
            lambda s: register(
                s, email=ADDRESS, name="", password_hash=f"h{number}", person=None, now=NOON
            )
        ).token

    with ThreadPoolExecutor(8) as pool:
        tokens = [token for token in pool.map(attempt, range(8)) if token]
    good = 0
    for token in tokens:
        with database.reading() as session:
            try:
                look_at_link(session, token, "verify", now=NOON)
            except NotFound:
                continue
            good += 1
    assert good == 1


def test_a_reset_link_is_good_once_and_ends_every_session(database: Database) -> None:
    account = verified(database)
    with database.writing() as session:
        open_here = open_session(session, person=account.person, account=account.id, now=NOON)
        token = begin_reset(session, ADDRESS, now=NOON)
    assert token is not None
    with database.writing() as session:
        for _ in range(2):
            assert look_at_reset(session, token, now=NOON) == account
        reset_password(session, token, "h2", now=NOON)
        assert load_session(session, open_here, now=NOON) is None
    with pytest.raises(NotFound), database.writing() as session:
        reset_password(session, token, "h3", now=NOON)
    with database.reading() as session:
        kept = credentials_by_email(session, ADDRESS)
    assert kept is not None
    assert kept.password == "h2"


@pytest.mark.parametrize(
    "later", [LASTS["reset"], LASTS["reset"] + timedelta(days=1)], ids=["at", "long after"]
)
def test_a_reset_link_expires(database: Database, later: timedelta) -> None:
    verified(database)
    with database.writing() as session:
        token = begin_reset(session, ADDRESS, now=NOON)
    assert token is not None
    with pytest.raises(NotFound), database.writing() as session:
        reset_password(session, token, "h2", now=NOON + later)


def test_a_reset_link_dies_with_a_newer_one_and_with_the_password(database: Database) -> None:
    account = verified(database)
    with database.writing() as session:
        first, second = (begin_reset(session, ADDRESS, now=NOON) for _ in range(2))
        assert first is not None
        assert second is not None
        with pytest.raises(NotFound):
            look_at_reset(session, first, now=NOON)
        set_password(session, account.id, "h2")
        with pytest.raises(NotFound):
            look_at_reset(session, second, now=NOON)


def test_of_twenty_uses_of_a_reset_link_at_once_one_succeeds(database: Database) -> None:
    verified(database)
    with database.writing() as session:
        token = begin_reset(session, ADDRESS, now=NOON)
    assert token is not None

    def use(number: int) -> bool:
        try:
            database.write(lambda s: reset_password(s, token, f"h{number}", now=NOON))
        except NotFound:
            return False
        return True

    with ThreadPoolExecutor(20) as pool:
        assert sum(pool.map(use, range(20))) == 1


def test_there_is_no_reset_for_an_unverified_or_unknown_address(database: Database) -> None:
    registered(database)
    with database.writing() as session:
        assert begin_reset(session, ADDRESS, now=NOON) is None
        assert begin_reset(session, "nobody@example.org", now=NOON) is None


def test_links_of_one_kind_open_no_other_door(database: Database) -> None:
    account, verify = registered(database)
    with pytest.raises(NotFound), database.writing() as session:
        reset_password(session, verify, "h2", now=NOON)
    with database.writing() as session:
        verify_address(session, verify, now=NOON)
        reset = begin_reset(session, ADDRESS, now=NOON)
        move = begin_address_change(session, account.id, "new@example.org", now=NOON)
    assert reset is not None
    assert move is not None
    for token, at in ((reset, NOON), (move, NOON), (new_token(), NOON), ("x", NOON)):
        with pytest.raises(NotFound), database.writing() as session:
            verify_address(session, token, now=at)
    with pytest.raises(NotFound), database.writing() as session:
        change_address(session, account.id, reset, now=NOON)


def changed(database: Database, account: Account, to: str, at: datetime = NOON) -> str | None:
    with database.writing() as session:
        return begin_address_change(session, account.id, to, now=at)


def test_an_address_changes_by_the_link_in_the_new_mailbox(database: Database) -> None:
    account = verified(database)
    token = changed(database, account, "New@example.org")
    assert token is not None
    with database.writing() as session:
        reset = begin_reset(session, ADDRESS, now=NOON)
        now_called, before = change_address(session, account.id, token, now=NOON)
    assert (now_called.email, before) == ("new@example.org", ADDRESS)
    assert reset is not None
    with pytest.raises(NotFound), database.reading() as session:
        look_at_reset(session, reset, now=NOON)


def test_a_change_of_address_is_its_own_accounts_and_of_a_free_address(database: Database) -> None:
    ada, eve = verified(database), verified(database, "eve@example.org")
    assert changed(database, ada, "eve@example.org") is None
    token = changed(database, ada, "free@example.org")
    assert token is not None
    with pytest.raises(NotFound), database.writing() as session:
        change_address(session, eve.id, token, now=NOON)
    verified(database, "free@example.org")
    with pytest.raises(NotFound), database.writing() as session:
        change_address(session, ada.id, token, now=NOON)


def statements_of(database: Database, address: str) -> list[str]:
    """The kinds of statement that write when an address is registered, sorted."""
    written: list[str] = []

    def note(_1: object, _2: object, statement: str, *_3: object) -> None:
        if found := re.match(r"(INSERT INTO|UPDATE|DELETE FROM) (\w+)", statement):
            written.append(f"{found[1]} {found[2]}")

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        database.write(
            lambda s: register(
                s, email=address, name="Somebody", password_hash="hash", person=None, now=NOON
            )
        )
    finally:
        event.remove(database.engine, "before_cursor_execute", note)
    return sorted(written)


def test_a_known_and_an_unknown_address_write_as_much(database: Database) -> None:
    database.write(
        lambda s: create_account(s, email="ada@example.org", name="Ada", verified=True, now=NOON)
    )
    before = rows(database)
    known = statements_of(database, "ada@example.org")
    assert rows(database) == before, "and nothing of it stays"
    unknown = statements_of(database, "new@example.org")
    assert known == unknown
    assert "INSERT INTO accounts" in known
    assert "INSERT INTO account_links" in known
