"""How does somebody register, prove who they are, and change what they prove it with?

Hashing is the caller's, outside any transaction: it takes longer than all of these together.
Whoever asks about an address from outside learns nothing from the answers of these functions: the
pages answer alike, and the difference goes to the mailbox.
"""

import contextlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assessment.domain.accounts import Account, AccountId, clean_address
from assessment.domain.attempts import PersonId
from assessment.domain.errors import AccountInvalid, NotFound
from assessment.services.account_links import (
    AccountLink,
    look_at_link,
    make_link,
    use_link,
    withdraw_links,
)
from assessment.services.accounts import create_account, load_account, set_columns, to_account
from assessment.services.sessions import end_sessions_of_account
from assessment.services.tokens import new_id, new_token
from assessment.store.records import AccountRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """An account with what it is proved by."""

    account: Account
    password: str | None
    """The hash."""
    second_step: bool
    password_mark: str
    """Another with every password, so that what was begun under one ends with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """What became of a registration: the token for the mailbox, or None where one is known."""

    account: Account | None
    token: str | None


def register(
    session: Session,
    *,
    email: str,
    name: str,
    password_hash: str,
    person: PersonId | None,
    now: datetime,
) -> Registered:
    """Begin an account that counts once its address is verified.

    An address whose owner never verified it can be registered again: the new one replaces the old.
    """
    address = clean_address(email)
    session.execute(
        delete(AccountRecord)
        .where(AccountRecord.email == address, AccountRecord.confirmed_at.is_(None))
        .execution_options(synchronize_session=False)
    )
    try:
        with session.begin_nested():
            account = create_account(
                session,
                email=address,
                name=name,
                password_hash=password_hash,
                person=person,
                now=now,
            )
    except (AccountInvalid, IntegrityError):  # known, or another request was first
        _work_alike(session, name=name, password_hash=password_hash, now=now)
        return Registered(account=None, token=None)
    token = make_link(session, account.id, "verify", address, now=now)
    return Registered(account=account, token=token)


class _Undone(Exception):  # noqa: N818
    """What was written is taken back."""


def _work_alike(session: Session, *, name: str, password_hash: str, now: datetime) -> None:
    """Write what a new account would have written, and take it back: a clock learns nothing."""
    with contextlib.suppress(_Undone), session.begin_nested():
        nobody = f"{new_id()}@nobody.invalid"
        made = create_account(
            session, email=nobody, name=name, password_hash=password_hash, now=now
        )
        make_link(session, made.id, "verify", nobody, now=now)
        raise _Undone


def verify_address(session: Session, token: str, *, now: datetime) -> Account:
    """Count the address as the account's.

    Raises:
        NotFound: the link is no good.
    """
    link = use_link(session, token, "verify", now=now)
    session.execute(
        update(AccountRecord)
        .where(AccountRecord.id == link.account, AccountRecord.confirmed_at.is_(None))
        .values(confirmed_at=now)
        .execution_options(synchronize_session=False)
    )
    return load_account(session, link.account)


def credentials_by_email(session: Session, email: str) -> Credentials | None:
    """What is kept for an address; None where it has no account."""
    record = session.scalar(
        select(AccountRecord).where(AccountRecord.email == clean_address(email))
    )
    return None if record is None else _to_credentials(record)


def credentials_of(session: Session, account: AccountId) -> Credentials:
    """What is kept for an account.

    Raises:
        NotFound: no such account.
    """
    record = session.get(AccountRecord, account)
    if record is None:
        raise NotFound("account")
    return _to_credentials(record)


def begin_reset(
    session: Session, email: str, *, lasts: timedelta | None = None, now: datetime
) -> str | None:
    """A link's token to choose a new password; None where no account can use one."""
    record = session.scalar(
        select(AccountRecord).where(
            AccountRecord.email == clean_address(email),
            AccountRecord.confirmed_at.is_not(None),
            AccountRecord.active,
        )
    )
    if record is None:
        return None
    return make_link(session, AccountId(record.id), "reset", record.email, lasts=lasts, now=now)


def look_at_reset(session: Session, token: str, *, now: datetime) -> Account:
    """Whose password a link lets choose; it stays good.

    Raises:
        NotFound: the link is no good.
    """
    return load_account(session, look_at_link(session, token, "reset", now=now).account)


def reset_password(session: Session, token: str, password_hash: str, *, now: datetime) -> Account:
    """Use the link up, set the password, end every session of the account.

    A second step stays: it is asked for at the next sign-in.

    Raises:
        NotFound: the link is no good.
    """
    link = use_link(session, token, "reset", now=now)
    set_password(session, link.account, password_hash)
    end_sessions_of_account(session, link.account)
    return load_account(session, link.account)


def set_password(session: Session, account: AccountId, password_hash: str) -> None:
    """Replace the password; links sent before are worth nothing."""
    set_columns(session, account, password=password_hash, fs_uniquifier=new_token())
    withdraw_links(session, account, "reset", "address")


def improve_hash(session: Session, account: AccountId, old: str, new: str) -> None:
    """Keep the same password under today's parameters, unless it was changed meanwhile."""
    session.execute(
        update(AccountRecord)
        .where(AccountRecord.id == account, AccountRecord.password == old)
        .values(password=new)
        .execution_options(synchronize_session=False)
    )


def begin_address_change(
    session: Session, account: AccountId, email: str, *, now: datetime
) -> str | None:
    """A token for the new address; None where another account has it, which nobody is told.

    Raises:
        UnusableText: no mail can be sent there.
    """
    address = clean_address(email)
    if _is_taken(session, address):
        withdraw_links(session, account, "address")
        return None
    return make_link(session, account, "address", address, now=now)


def change_address(
    session: Session, account: AccountId, token: str, *, now: datetime
) -> tuple[Account, str]:
    """Go by the address the link went to; the account, and the address it had before.

    Raises:
        NotFound: the link is no good, or it is another account's.
    """
    before = load_account(session, account)
    link = use_link(session, token, "address", now=now)
    if link.account != account or _is_taken(session, link.email):
        raise NotFound("link")
    set_columns(session, account, email=link.email)
    withdraw_links(session, account, "reset", "verify")
    return load_account(session, account), before.email


def look_at_address_change(
    session: Session, account: AccountId, token: str, *, now: datetime
) -> AccountLink:
    """Which address a link would change to, for the account it is for.

    Raises:
        NotFound: the link is no good, or it is another account's.
    """
    link = look_at_link(session, token, "address", now=now)
    if link.account != account:
        raise NotFound("link")
    return link


def _is_taken(session: Session, address: str) -> bool:
    return (
        session.scalar(select(AccountRecord.id).where(AccountRecord.email == address)) is not None
    )


def _to_credentials(record: AccountRecord) -> Credentials:
    return Credentials(
        account=to_account(record),
        password=record.password,
        second_step=record.tf_totp_secret is not None,
        password_mark=record.fs_uniquifier,
    )
