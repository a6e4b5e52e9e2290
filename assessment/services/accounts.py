"""How does a person come to an account, and who is behind one?

An account is made for one person, whose sittings it opens from then on. Until its address is
verified nobody can sign in with it, and the person's private link goes on working; with the first
sign-in the link and the key file end, because they would pass by the password and its second step.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, func, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from assessment.domain.accounts import Account, AccountId, clean_address
from assessment.domain.attempts import PersonId
from assessment.domain.errors import AccountInvalid, NotFound
from assessment.domain.text import LINE_LIMIT, clean_text
from assessment.services.sessions import end_sessions_of, end_sessions_of_account
from assessment.services.tokens import new_id, new_token
from assessment.store.records import AccountRecord, PersonRecord
from assessment.store.upsert import rows_changed

KEEP_UNVERIFIED = timedelta(days=7)
"""An account whose address nobody verified is forgotten after this; the person stays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountPage:
    """One page of the operator's list."""

    accounts: Sequence[Account]
    total: int


def create_account(
    session: Session,
    *,
    email: str,
    name: str = "",
    password_hash: str | None = None,
    person: PersonId | None = None,
    verified: bool = False,
    operator: bool = False,
    now: datetime,
) -> Account:
    """A new account for a person, or for a new person where none is given.

    An account that the person had begun and never verified gives way: they mistyped its address.

    Raises:
        AccountInvalid: the address is taken, or the person has a verified account.
        UnusableText: an address or a name that cannot be kept.
    """
    address, called = clean_address(email), clean_text(name, limit=LINE_LIMIT)
    if session.scalar(select(AccountRecord.id).where(AccountRecord.email == address)):
        raise AccountInvalid("email", "this address has an account")
    if person is not None:
        _give_way(session, person)
    record = AccountRecord(
        id=new_id(),
        person_id=person or _new_person(session, now=now),
        email=address,
        name=called,
        active=True,
        operator=operator,
        created_at=now,
        confirmed_at=now if verified else None,
        password=password_hash,
        fs_uniquifier=new_token(),
    )
    session.add(record)
    session.flush()
    return to_account(record)


def _give_way(session: Session, person: PersonId) -> None:
    earlier = session.scalar(
        select(AccountRecord).where(AccountRecord.person_id == person).with_for_update()
    )
    if earlier is None:
        return
    if earlier.confirmed_at is not None:
        raise AccountInvalid("person", "this person has an account")
    session.delete(earlier)
    session.flush()


def _new_person(session: Session, *, now: datetime) -> str:
    """A person who comes back by their account alone."""
    record = PersonRecord(
        id=new_id(), link_hash=None, key_hash=None, created_at=now, last_visit_at=now
    )
    session.add(record)
    session.flush()
    return record.id


def load_account(session: Session, account: AccountId) -> Account:
    """An account as it is now.

    Raises:
        NotFound: deleted, or never there.
    """
    record = session.get(AccountRecord, account)
    if record is None:
        raise NotFound("account")
    return to_account(record)


def account_by_email(session: Session, email: str) -> Account | None:
    """The account with this address; for our own use, never to tell a stranger."""
    record = session.scalar(
        select(AccountRecord).where(AccountRecord.email == clean_address(email))
    )
    return None if record is None else to_account(record)


def note_sign_in(session: Session, account: AccountId, *, now: datetime) -> bool:
    """Note a sign-in; whether it was the first, which ends the person's link and key file.

    The guest's other browsers end with them: whoever held the link must not read on.
    """
    first = session.execute(
        update(AccountRecord)
        .where(AccountRecord.id == account, AccountRecord.signed_in_at.is_(None))
        .values(signed_in_at=now)
        .execution_options(synchronize_session=False)
    )
    if rows_changed(first) == 0:
        session.execute(
            update(AccountRecord)
            .where(AccountRecord.id == account)
            .values(signed_in_at=now)
            .execution_options(synchronize_session=False)
        )
        return False
    person = load_account(session, account).person
    session.execute(
        update(PersonRecord)
        .where(PersonRecord.id == person)
        .values(link_hash=None, key_hash=None)
        .execution_options(synchronize_session=False)
    )
    end_sessions_of(session, person)
    return True


def rename_account(session: Session, account: AccountId, name: str) -> None:
    """What the person wants to be called from now on."""
    set_columns(session, account, name=clean_text(name, limit=LINE_LIMIT))


def choose_language(session: Session, account: AccountId, language: str) -> None:
    """Keep the language an account is to be spoken to in, for its next browser."""
    set_columns(session, account, language=language)


def set_active(session: Session, account: AccountId, *, active: bool) -> int:
    """Let an account sign in again, or end all its sessions at once; how many ended."""
    set_columns(session, account, active=active)
    return 0 if active else end_sessions_of_account(session, account)


def is_not_closed(person: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    """The condition that a row's person has no closed account; a guest has none to close.

    What whoever holds a link may open hangs on it: the person could neither see nor end it.
    """
    closed = exists().where(AccountRecord.person_id == person, ~AccountRecord.active)
    return ~closed.correlate_except(AccountRecord)


def set_operator(session: Session, account: AccountId, *, operator: bool) -> None:
    """Give or take the operator's pages; takes effect on the next request."""
    set_columns(session, account, operator=operator)


def list_accounts(
    session: Session, *, begins: str = "", page: int = 1, size: int = 50
) -> AccountPage:
    """Accounts by address, for the operator; ``begins`` narrows to addresses that begin so."""
    query = select(AccountRecord)
    if begins:
        query = query.where(AccountRecord.email.startswith(begins.lower(), autoescape=True))
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    rows = session.scalars(
        query.order_by(AccountRecord.email).limit(size).offset((page - 1) * size)
    )
    return AccountPage(accounts=[to_account(row) for row in rows], total=total)


def nobody_verified(now: datetime) -> ColumnElement[bool]:
    """Which accounts are given up because nobody verified their address in time."""
    return and_(
        AccountRecord.confirmed_at.is_(None), AccountRecord.created_at <= now - KEEP_UNVERIFIED
    )


def set_columns(session: Session, account: AccountId, **columns: object) -> None:
    """Write columns of an account in one statement, without reading it first.

    Raises:
        NotFound: deleted, or never there.
    """
    result = session.execute(
        update(AccountRecord)
        .where(AccountRecord.id == account)
        .values(**columns)
        .execution_options(synchronize_session=False)
    )
    if rows_changed(result) != 1:
        raise NotFound("account")


def to_account(record: AccountRecord) -> Account:
    """The account of a row, without its keys."""
    return Account(
        id=AccountId(record.id),
        person=PersonId(record.person_id),
        email=record.email,
        name=record.name,
        verified=record.confirmed_at is not None,
        active=record.active,
        operator=record.operator,
        created_at=record.created_at,
        language=record.language or "",
    )
