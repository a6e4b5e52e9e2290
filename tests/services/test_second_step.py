"""A code is good once, whoever else has seen it."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from passlib.totp import TOTP

from assessment.domain.accounts import AccountId
from assessment.services.accounts import create_account
from assessment.services.credentials import credentials_of
from assessment.services.sealing import Sealer
from assessment.services.second_step import (
    RECOVERY_CODES,
    count_recovery_codes,
    new_recovery_codes,
    new_secret,
    same_secret,
    secret_picture,
    take_code,
    turn_off,
    turn_on,
)
from assessment.store.engine import Database
from assessment.store.records import AccountRecord
from tests.builders import NOON

SEALER = Sealer("s" * 40)
LATER = NOON + timedelta(minutes=10)


@pytest.fixture
def account(database: Database) -> AccountId:
    with database.writing() as session:
        return create_account(session, email="ada@example.org", verified=True, now=NOON).id


@pytest.fixture
def app_of_ada(database: Database, account: AccountId) -> TOTP:
    """Her authenticator, and the second step turned on."""
    secret = new_secret(SEALER, "ada@example.org")
    app = TOTP(key=secret.typed.replace(" ", ""))
    with database.writing() as session:
        codes = turn_on(session, SEALER, account, secret.sealed, code(app, NOON), now=NOON)
    assert codes is not None
    assert len(set(codes)) == RECOVERY_CODES
    return app


@pytest.mark.usefixtures("app_of_ada")
def test_a_recovery_code_holds_48_bits_and_none_is_kept_as_it_is(
    database: Database, account: AccountId
) -> None:
    with database.writing() as session:
        codes = [made.replace("-", "") for made in new_recovery_codes(session, SEALER, account)]
        kept = session.get_one(AccountRecord, account).mf_recovery_codes
    assert all(re.fullmatch(r"[0-9a-f]{12}", made) for made in codes)
    assert len(set(codes)) == RECOVERY_CODES
    assert not any(made in str(kept) for made in codes)


def code(app: TOTP, at: datetime) -> str:
    return str(app.generate(time=int(at.timestamp())).token)


def take(
    database: Database,
    account: AccountId,
    typed: str,
    at: datetime = LATER,
    sealer: Sealer = SEALER,
) -> bool:
    return database.write(lambda s: take_code(s, sealer, account, typed, now=at))


def test_it_is_on_only_once_a_code_was_right(database: Database, account: AccountId) -> None:
    secret = new_secret(SEALER, "ada@example.org")
    with database.writing() as session:
        assert turn_on(session, SEALER, account, secret.sealed, "000000", now=NOON) is None
        assert turn_on(session, SEALER, account, "forged", "000000", now=NOON) is None
        assert not credentials_of(session, account).second_step


def test_a_code_is_good_once(database: Database, account: AccountId, app_of_ada: TOTP) -> None:
    assert not take(database, account, code(app_of_ada, NOON), NOON), "used to turn it on"
    assert take(database, account, code(app_of_ada, LATER))
    assert not take(database, account, code(app_of_ada, LATER))
    earlier = LATER - timedelta(seconds=30)
    assert not take(database, account, code(app_of_ada, earlier)), "older than one that was used"


def test_of_twenty_uses_of_one_code_at_once_one_succeeds(
    database: Database, account: AccountId, app_of_ada: TOTP
) -> None:
    typed = code(app_of_ada, LATER)
    with ThreadPoolExecutor(20) as pool:
        assert sum(pool.map(lambda _: take(database, account, typed), range(20))) == 1


def test_a_clock_may_be_half_a_minute_off_and_no_more(
    database: Database, account: AccountId, app_of_ada: TOTP
) -> None:
    assert not take(database, account, code(app_of_ada, LATER - timedelta(minutes=2)))
    assert not take(database, account, code(app_of_ada, LATER + timedelta(minutes=2)))
    assert take(database, account, code(app_of_ada, LATER - timedelta(seconds=30)))


@pytest.mark.usefixtures("app_of_ada")
def test_each_recovery_code_is_good_once_and_new_ones_end_the_old(
    database: Database, account: AccountId
) -> None:
    with database.writing() as session:
        codes = new_recovery_codes(session, SEALER, account)
    assert take(database, account, codes[0])
    assert not take(database, account, codes[0])
    assert take(database, account, f" {codes[1].replace('-', '').upper()} ")
    with database.reading() as session:
        assert count_recovery_codes(session, account) == RECOVERY_CODES - 2
    with database.writing() as session:
        new_recovery_codes(session, SEALER, account)
    assert not take(database, account, codes[2])


@pytest.mark.usefixtures("app_of_ada")
def test_of_twenty_uses_of_one_recovery_code_at_once_one_succeeds(
    database: Database, account: AccountId
) -> None:
    with database.writing() as session:
        one = new_recovery_codes(session, SEALER, account)[0]
    with ThreadPoolExecutor(20) as pool:
        assert sum(pool.map(lambda _: take(database, account, one), range(20))) == 1


@pytest.mark.usefixtures("app_of_ada")
@pytest.mark.parametrize(
    "typed", ["", "000000", "abcdef", "1" * 7, "٠٠٠٠٠٠", "x" * 10_000, "-" * 14, "0000-0000-0000"]
)
def test_nothing_else_is_a_code(database: Database, account: AccountId, typed: str) -> None:
    assert not take(database, account, typed)


def test_codes_outlive_a_new_secret_key_while_the_old_is_a_fallback(
    database: Database, account: AccountId, app_of_ada: TOTP
) -> None:
    with database.writing() as session:
        codes = new_recovery_codes(session, SEALER, account)
    rotated, without = Sealer("n" * 40, ["s" * 40]), Sealer("n" * 40)
    assert not take(database, account, code(app_of_ada, LATER), sealer=without)
    assert not take(database, account, codes[0], sealer=without)
    assert take(database, account, code(app_of_ada, LATER), sealer=rotated)
    assert take(database, account, codes[0], sealer=rotated)


def test_turned_off_nothing_is_asked_and_nothing_is_kept(
    database: Database, account: AccountId, app_of_ada: TOTP
) -> None:
    with database.writing() as session:
        turn_off(session, account)
        assert not credentials_of(session, account).second_step
        assert count_recovery_codes(session, account) == 0
    assert not take(database, account, code(app_of_ada, LATER))


def test_a_secret_being_set_up_is_shown_again_and_a_forged_one_is_not() -> None:
    secret = new_secret(SEALER, "ada@example.org")
    assert same_secret(SEALER, secret.sealed, "ada@example.org") == secret
    assert same_secret(SEALER, "forged", "ada@example.org") is None
    assert secret_picture(secret.address).startswith("data:image/svg+xml;base64,")
    assert secret.typed.replace(" ", "") not in secret.sealed


def test_what_is_sealed_for_one_place_opens_in_no_other() -> None:
    sealed = SEALER.seal("one", "word")
    assert SEALER.open("one", sealed) == "word"
    assert SEALER.open("two", sealed) is None
    assert Sealer("other" * 8).open("one", sealed) is None
    assert SEALER.open("one", sealed[:-2]) is None
    assert SEALER.marks("one", "word") != SEALER.marks("two", "word")
