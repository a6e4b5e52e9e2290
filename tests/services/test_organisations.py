"""An organisation is found by its members alone, and never left without an administrator."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from assessment.domain.accounts import AccountId, OrganisationId
from assessment.domain.errors import NotFound, OrganisationInvalid
from assessment.services.accounts import create_account, set_active
from assessment.services.organisation_invitations import (
    INVITATION_LASTS,
    accept_invitation,
    invite_member,
    list_invitations,
    look_at_invitation,
    withdraw_invitation,
)
from assessment.services.organisations import (
    ask_second_step,
    change_role,
    create_organisation,
    list_members,
    list_organisations,
    load_organisation,
    membership_of,
    remove_member,
    rename_organisation,
    require_role,
)
from assessment.services.tokens import new_token
from assessment.store.engine import Database
from tests.builders import NOON
from tests.services.test_submission import at_once


@pytest.fixture
def dana(database: Database) -> AccountId:
    return account(database, "dana@example.org")


@pytest.fixture
def ben_at(database: Database) -> AccountId:
    return account(database, "ben@example.org")


@pytest.fixture
def acme(database: Database, dana: AccountId) -> OrganisationId:
    with database.writing() as session:
        return create_organisation(session, dana, " Acme  GmbH ", now=NOON).id


def account(database: Database, email: str) -> AccountId:
    with database.writing() as session:
        return create_account(session, email=email, verified=True, now=NOON).id


def invited(database: Database, dana: AccountId, acme: OrganisationId, email: str) -> str:
    with database.writing() as session:
        return invite_member(session, dana, acme, email, "coach", now=NOON)[1]


def test_who_founds_an_organisation_looks_after_it(
    database: Database, dana: AccountId, acme: OrganisationId
) -> None:
    with database.reading() as session:
        assert membership_of(session, dana, acme) == "admin"
        [(listed, role)] = list_organisations(session, dana)
        assert load_organisation(session, dana, acme) == (listed, role)
    assert (listed.name, role) == ("Acme GmbH", "admin")


def test_a_stranger_finds_no_organisation_whatever_they_ask(
    database: Database, acme: OrganisationId, dana: AccountId, ben_at: AccountId
) -> None:
    asked: list[Callable[[Session], object]] = [
        lambda s: membership_of(s, ben_at, acme),
        lambda s: load_organisation(s, ben_at, acme),
        lambda s: rename_organisation(s, ben_at, acme, "Mine"),
        lambda s: ask_second_step(s, ben_at, acme, asked=False),
        lambda s: list_members(s, ben_at, acme),
        lambda s: list_invitations(s, ben_at, acme, now=NOON),
        lambda s: invite_member(s, ben_at, acme, "eve@example.org", "admin", now=NOON),
        lambda s: withdraw_invitation(s, ben_at, acme, "x"),
        lambda s: change_role(s, ben_at, acme, dana, "coach"),
        lambda s: remove_member(s, ben_at, acme, dana),
    ]
    for ask in asked:
        with pytest.raises(NotFound), database.writing() as session:
            ask(session)
    with database.reading() as session:
        assert list_organisations(session, ben_at) == []


def test_a_member_who_is_no_administrator_changes_nothing_but_can_leave(
    database: Database, acme: OrganisationId, dana: AccountId, ben_at: AccountId
) -> None:
    token = invited(database, dana, acme, "ben@example.org")
    with database.writing() as session:
        accept_invitation(session, ben_at, token, now=NOON)
    asked: list[Callable[[Session], object]] = [
        lambda s: rename_organisation(s, ben_at, acme, "Mine"),
        lambda s: ask_second_step(s, ben_at, acme, asked=False),
        lambda s: invite_member(s, ben_at, acme, "eve@example.org", "admin", now=NOON),
        lambda s: change_role(s, ben_at, acme, ben_at, "admin"),
        lambda s: remove_member(s, ben_at, acme, dana),
        lambda s: require_role(s, ben_at, acme, "admin", "hiring-lead"),
    ]
    for refused in asked:
        with pytest.raises(NotFound), database.writing() as session:
            refused(session)
    with database.writing() as session:
        assert [m.role for m in list_members(session, ben_at, acme)] == ["coach", "admin"]
        remove_member(session, ben_at, acme, ben_at)
        with pytest.raises(NotFound):
            membership_of(session, ben_at, acme)


def test_the_last_administrator_stays(
    database: Database, acme: OrganisationId, dana: AccountId, ben_at: AccountId
) -> None:
    token = invited(database, dana, acme, "ben@example.org")
    with database.writing() as session:
        accept_invitation(session, ben_at, token, now=NOON)
    asked: list[Callable[[Session], object]] = [
        lambda s: remove_member(s, dana, acme, dana),
        lambda s: change_role(s, dana, acme, dana, "coach"),
    ]
    for refused in asked:
        with pytest.raises(OrganisationInvalid), database.writing() as session:
            refused(session)
    with database.writing() as session:
        change_role(session, dana, acme, ben_at, "admin")
        remove_member(session, dana, acme, dana)
        assert membership_of(session, ben_at, acme) == "admin"


def test_looking_at_an_invitation_uses_nothing_up(
    database: Database, acme: OrganisationId, dana: AccountId, ben_at: AccountId
) -> None:
    token = invited(database, dana, acme, "Ben@Example.org")
    with database.writing() as session:
        for _ in range(2):
            offered = look_at_invitation(session, ben_at, token, now=NOON)
        assert (offered.organisation_name, offered.role) == ("Acme GmbH", "coach")
        assert accept_invitation(session, ben_at, token, now=NOON) == acme
        with pytest.raises(NotFound):
            look_at_invitation(session, ben_at, token, now=NOON)


def test_an_invitation_is_for_one_address_and_a_while(
    database: Database, acme: OrganisationId, dana: AccountId, ben_at: AccountId
) -> None:
    eve = account(database, "eve@example.org")
    token = invited(database, dana, acme, "ben@example.org")
    for who, raw, at in (
        (eve, token, NOON),
        (ben_at, new_token(), NOON),
        (ben_at, "x", NOON),
        (ben_at, token, NOON + INVITATION_LASTS),
    ):
        with pytest.raises(NotFound), database.writing() as session:
            accept_invitation(session, who, raw, now=at)


def test_a_withdrawn_or_replaced_invitation_opens_nothing(
    database: Database, acme: OrganisationId, dana: AccountId, ben_at: AccountId
) -> None:
    first = invited(database, dana, acme, "ben@example.org")
    second = invited(database, dana, acme, "ben@example.org")
    with pytest.raises(NotFound), database.writing() as session:
        accept_invitation(session, ben_at, first, now=NOON)
    with database.writing() as session:
        [waiting] = list_invitations(session, dana, acme, now=NOON)
        withdraw_invitation(session, dana, acme, waiting.id)
    with pytest.raises(NotFound), database.writing() as session:
        accept_invitation(session, ben_at, second, now=NOON)


def test_an_invitation_ends_with_its_senders_right(
    database: Database, acme: OrganisationId, dana: AccountId, ben_at: AccountId
) -> None:
    cleo = account(database, "cleo@example.org")
    with database.writing() as session:
        token = invite_member(session, dana, acme, "cleo@example.org", "admin", now=NOON)[1]
        accept_invitation(session, cleo, token, now=NOON)
        token = invite_member(session, cleo, acme, "ben@example.org", "coach", now=NOON)[1]
        change_role(session, dana, acme, cleo, "coach")
    with pytest.raises(NotFound), database.writing() as session:
        accept_invitation(session, ben_at, token, now=NOON)


def test_an_invitation_opens_nothing_while_its_senders_account_is_closed(
    database: Database, acme: OrganisationId, dana: AccountId, ben_at: AccountId
) -> None:
    token = invited(database, dana, acme, "ben@example.org")
    with database.writing() as session:
        set_active(session, dana, active=False)
    for ask in (look_at_invitation, accept_invitation):
        with pytest.raises(NotFound), database.writing() as session:
            ask(session, ben_at, token, now=NOON)
    with database.writing() as session:
        set_active(session, dana, active=True)
        assert accept_invitation(session, ben_at, token, now=NOON) == acme


def test_of_twenty_acceptances_at_once_exactly_one_succeeds(
    database: Database, acme: OrganisationId, dana: AccountId, ben_at: AccountId
) -> None:
    token = invited(database, dana, acme, "ben@example.org")

    def accept(_: int) -> bool:
        try:
            database.write(
                lambda s: accept_invitation(s, ben_at, token, now=NOON + timedelta(seconds=1))
            )
        except NotFound:
            return False
        return True

    with ThreadPoolExecutor(20) as pool:
        assert sum(pool.map(accept, range(20))) == 1


def test_of_twelve_invitations_at_once_to_one_address_the_last_is_open_alone(
    database: Database, dana: AccountId, acme: OrganisationId
) -> None:
    def invite(_: int) -> str:
        return database.write(
            lambda s: invite_member(s, dana, acme, "ben@example.org", "coach", now=NOON)[1]
        )

    assert len(set(at_once(invite, 12))) == 12
    with database.reading() as session:
        assert len(list_invitations(session, dana, acme, now=NOON)) == 1
