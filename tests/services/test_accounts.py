"""An account speaks for one person, and ends every other way to them."""

from datetime import timedelta

import pytest

from assessment.domain.accounts import Account, clean_address
from assessment.domain.attempts import PersonId
from assessment.domain.errors import AccountInvalid, NotFound
from assessment.domain.text import UnusableText
from assessment.services.accounts import (
    KEEP_UNVERIFIED,
    account_by_email,
    create_account,
    list_accounts,
    load_account,
    note_sign_in,
    set_active,
    set_operator,
)
from assessment.services.people import (
    KEEP_GUESTS,
    delete_person,
    person_by_link,
    start_guest,
)
from assessment.services.retention import run_retention
from assessment.services.sessions import ACCOUNT_IDLE, load_session, open_session
from assessment.store.engine import Database
from assessment.store.records import PersonRecord
from tests.builders import NOON


def made(
    database: Database,
    email: str = "ada@example.org",
    *,
    person: PersonId | None = None,
    verified: bool = True,
) -> Account:
    with database.writing() as session:
        return create_account(session, email=email, person=person, verified=verified, now=NOON)


def test_an_account_has_a_person_of_its_own_or_the_one_it_is_made_for(
    database: Database, ada: PersonId
) -> None:
    for_ada, alone = made(database, person=ada), made(database, "ben@example.org")
    assert for_ada.person == ada
    assert alone.person != ada
    with database.reading() as session:
        assert account_by_email(session, for_ada.email) == for_ada
        assert load_account(session, alone.id) == alone


def test_an_address_has_one_account_however_it_is_capitalised(database: Database) -> None:
    first = made(database, "Ada@Example.org")
    with pytest.raises(AccountInvalid, match="address"):
        made(database, "ada@example.ORG")
    with database.reading() as session:
        assert account_by_email(session, " ADA@example.org") == first


def test_a_person_has_one_verified_account_and_an_unverified_one_gives_way(
    database: Database, ada: PersonId
) -> None:
    mistyped = made(database, "ada@exmaple.org", person=ada, verified=False)
    right = made(database, person=ada)
    with database.reading() as session:
        assert account_by_email(session, right.email) == right
        with pytest.raises(NotFound):
            load_account(session, mistyped.id)
    with pytest.raises(AccountInvalid, match="person"):
        made(database, "other@example.org", person=ada)


def test_the_first_sign_in_ends_the_link_and_every_guests_browser(database: Database) -> None:
    with database.writing() as session:
        guest, token = start_guest(session, now=NOON)
        elsewhere = open_session(session, person=guest.id, now=NOON)
    account = made(database, person=guest.id)
    with database.writing() as session:
        assert person_by_link(session, token) is not None
        assert note_sign_in(session, account.id, now=NOON)
        assert person_by_link(session, token) is None
        assert load_session(session, elsewhere, now=NOON) is None
        assert not note_sign_in(session, account.id, now=NOON)


def test_deactivation_ends_every_session_at_once(database: Database) -> None:
    account, other = made(database), made(database, "ben@example.org")
    with database.writing() as session:
        ids = [
            open_session(session, person=a.person, account=a.id, now=NOON)
            for a in (account, account, other)
        ]
        assert set_active(session, account.id, active=False) == 2
        found = [load_session(session, raw_id, now=NOON) is not None for raw_id in ids]
    assert found == [False, False, True]


def test_an_accounts_session_ends_after_twelve_idle_hours_and_a_guests_does_not(
    database: Database, ada: PersonId
) -> None:
    account = made(database)
    with database.writing() as session:
        signed_in = open_session(session, person=account.person, account=account.id, now=NOON)
        guest = open_session(session, person=ada, now=NOON)
    with database.reading() as session:
        before, after = NOON + ACCOUNT_IDLE - timedelta(seconds=1), NOON + ACCOUNT_IDLE
        assert load_session(session, signed_in, now=before) is not None
        assert load_session(session, signed_in, now=after) is None
        assert load_session(session, guest, now=after) is not None


def test_an_account_nobody_verified_is_forgotten_and_its_person_is_not(
    database: Database, ada: PersonId
) -> None:
    late = made(database, person=ada, verified=False)
    kept = made(database, "ben@example.org")
    assert run_retention(database, now=NOON + KEEP_UNVERIFIED)["unverified-accounts"] == 1
    with database.writing() as session:
        assert session.get(PersonRecord, ada)
        assert load_account(session, kept.id) == kept
        with pytest.raises(NotFound):
            load_account(session, late.id)


def test_deleting_the_person_deletes_the_account(database: Database) -> None:
    account = made(database)
    delete_person(database, account.person, now=NOON)
    with database.reading() as session:
        assert account_by_email(session, account.email) is None


def test_the_operators_list_is_paged_and_narrowed_without_wildcards(database: Database) -> None:
    for name in ("ada", "ben", "a%a"):
        made(database, f"{name}@example.org")
    with database.writing() as session:
        set_operator(session, list_accounts(session).accounts[0].id, operator=True)
        everything = list_accounts(session, size=2)
        narrowed = list_accounts(session, begins="a%")
    assert (len(everything.accounts), everything.total) == (2, 3)
    assert [account.email for account in narrowed.accounts] == ["a%a@example.org"]
    assert narrowed.accounts[0].operator


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "ada",
        "ada@",
        "@example.org",
        "ada@example",
        "a b@example.org",
        "ada@example.org\nBcc: eve@example.org",
        "ada@example.org\r",
        "ada@example.org\x00",
        "ada@exa mple.org",
        "ada@example..org",
        "<ada@example.org>",
        "ada@example.org,eve@example.org",
        "a" * 65 + "@example.org",
        "ada@" + "e" * 250 + ".org",
        "ada\ud800@example.org",
    ],
)
def test_what_no_mail_can_be_sent_to_is_no_address(typed: str) -> None:
    with pytest.raises(UnusableText):
        clean_address(typed if not typed.endswith("\r") else "ada@exam\rple.org")


@pytest.mark.parametrize(
    "typed", ["ada@example.org", "a.d+a@sub.example.co", "zoë@exämple.org", "o'neil@example.org"]
)
def test_ordinary_addresses_are_taken(typed: str) -> None:
    assert clean_address(typed) == typed


def test_who_has_an_account_is_kept_however_long_they_are_away(
    database: Database, ada: PersonId
) -> None:
    account = made(database)
    made(database, "late@example.org", person=ada, verified=False)
    assert run_retention(database, now=NOON + KEEP_GUESTS)["guests"] == 1
    with database.reading() as session:
        assert session.get(PersonRecord, account.person)
        assert session.get(PersonRecord, ada) is None
