"""Who is a person to us, how do they come back, what is kept of them, how does it all go?

No account is needed: a guest comes back by a private link or by a key file. Both are secrets of
which only a hash is kept, so neither can be shown twice; a new one replaces the old.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from assessment.domain.attempts import PersonId
from assessment.domain.errors import NotFound, OrganisationsLeft
from assessment.services.dissolving import dissolve, left_behind, lock_administrators
from assessment.services.erasing import erase
from assessment.services.tokens import is_token, new_id, new_token, token_hash
from assessment.store.engine import Database
from assessment.store.records import AccountRecord, PersonRecord
from assessment.store.upsert import rows_changed

KEEP_GUESTS = timedelta(days=365)
"""A guest's answers are kept this long after the last visit (reference: reliability 7)."""

VISIT_STEP = timedelta(hours=1)
"""Visits are noted at most this often, so that reading a page is not a write."""

_KEY_LINE = "key: "


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who answers, known by what they hold and not by name."""

    id: PersonId
    created_at: datetime
    last_visit_at: datetime
    has_link: bool
    has_key_file: bool


def start_guest(session: Session, *, now: datetime) -> tuple[Person, str]:
    """A new person without an account, and the token of their private link, shown this once."""
    token = new_token()
    record = PersonRecord(
        id=new_id(), link_hash=token_hash(token), key_hash=None, created_at=now, last_visit_at=now
    )
    session.add(record)
    session.flush()
    return _to_domain(record), token


def lock_person(session: Session, person: PersonId) -> None:
    """Keep somebody from being deleted while something of theirs is begun.

    SQLite has locked all already.

    Raises:
        NotFound: deleted meanwhile.
    """
    if session.get(PersonRecord, person, with_for_update={"read": True}) is None:
        raise NotFound("person")


def person_by_link(session: Session, token: str) -> Person | None:
    """Whose private link this token belongs to; None where nobody's, or replaced since."""
    return _person_with(session, PersonRecord.link_hash, token)


def person_by_key_file(session: Session, text: str) -> Person | None:
    """Whose key file this is; None where nobody's, or replaced since."""
    keys = [
        line.removeprefix(_KEY_LINE).strip()
        for line in text.splitlines()
        if line.startswith(_KEY_LINE)
    ]
    return _person_with(session, PersonRecord.key_hash, keys[0]) if len(keys) == 1 else None


def replace_link(session: Session, person: PersonId) -> str:
    """A new private link's token; the old link stops working at once.

    Raises:
        NotFound: no such person.
    """
    token = new_token()
    _set(session, person, link_hash=token_hash(token))
    return token


def make_key_file(session: Session, person: PersonId) -> str:
    """The text of a new key file; an older file stops working at once.

    Raises:
        NotFound: no such person.
    """
    token = new_token()
    _set(session, person, key_hash=token_hash(token))
    return (
        "This file opens your CTO readiness answers. Whoever has it can read and change them,\n"
        "so keep it where you keep passwords. A newer key file makes this one useless.\n"
        f"\n{_KEY_LINE}{token}\n"
    )


def touch_visit(session: Session, person: PersonId, *, now: datetime) -> None:
    """Note that the person was here, at most once an hour."""
    session.execute(
        update(PersonRecord)
        .where(PersonRecord.id == person, PersonRecord.last_visit_at < now - VISIT_STEP)
        .values(last_visit_at=now)
        .execution_options(synchronize_session=False)
    )


def delete_person(database: Database, person: PersonId, *, now: datetime) -> bool:
    """Delete a person and everything of theirs, in one transaction; whether there was one.

    Their rows are overwritten and the write-ahead log is emptied, so that no file of the running
    database holds them afterwards. Backups expire on their own; a hash of the id stays until they
    have, so that a restore deletes the person again. Organisations in which nobody else works go
    with them.

    Raises:
        OrganisationsLeft: others work in one that would be without an administrator, or a search
            of one is held.
    """

    def work(session: Session) -> int:
        lock_administrators(session, person)
        left = left_behind(session, person)
        if any(each.stops for each in left):
            raise OrganisationsLeft
        for each in left:
            dissolve(session, each.id, now=now)
        return erase(session, PersonRecord, PersonRecord.id == person, now=now)

    deleted = database.write(work)
    if deleted:
        database.forget_deleted()
    return deleted == 1


def is_stale_guest(now: datetime) -> ColumnElement[bool]:
    """Which people are guests who have not been here for twelve months.

    Who has an account stays until they delete it.
    """
    account = select(AccountRecord.id).where(
        AccountRecord.person_id == PersonRecord.id, AccountRecord.confirmed_at.is_not(None)
    )
    return and_(PersonRecord.last_visit_at <= now - KEEP_GUESTS, ~account.exists())


def _person_with(
    session: Session, column: InstrumentedAttribute[str | None], token: str
) -> Person | None:
    if not is_token(token):
        return None
    record = session.scalar(select(PersonRecord).where(column == token_hash(token)))
    return None if record is None else _to_domain(record)


def _set(session: Session, person: PersonId, **columns: str) -> None:
    result = session.execute(
        update(PersonRecord)
        .where(PersonRecord.id == person)
        .values(**columns)
        .execution_options(synchronize_session=False)
    )
    if rows_changed(result) != 1:
        raise NotFound("person")


def _to_domain(record: PersonRecord) -> Person:
    return Person(
        id=PersonId(record.id),
        created_at=record.created_at,
        last_visit_at=record.last_visit_at,
        has_link=record.link_hash is not None,
        has_key_file=record.key_hash is not None,
    )
