"""What does the server know of one browser's session?

The cookie holds a random id; here its hash is the key. Ending a session deletes the row, so a
copied cookie is worth nothing afterwards.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, func, select, update
from sqlalchemy.orm import Session

from assessment.domain.accounts import AccountId
from assessment.domain.attempts import PersonId
from assessment.domain.errors import NotFound
from assessment.services.tokens import is_token, new_token, token_hash
from assessment.store.engine import Store
from assessment.store.records import WebSessionRecord
from assessment.store.upsert import rows_changed, table_of

IDLE = timedelta(days=30)
ABSOLUTE = timedelta(days=30)
"""A guest has no password to come back with, so an idle session lasts as long as any may."""

ACCOUNT_IDLE = timedelta(hours=12)
"""Who signed in can sign in again (reference: reliability S3)."""

USE_STEP = timedelta(minutes=10)
"""Use is noted at most this often, so that reading a page is not a write."""

HANDLE_LENGTH = 32
"""Digits of a session's hash that name it in its owner's list."""
MOST_LISTED = 100

LARGEST_CONTENT = 16_000
"""Characters of JSON one session may hold."""


_SESSIONS = table_of(WebSessionRecord)
_LOAD = select(
    _SESSIONS.c.person_id,
    _SESSIONS.c.account_id,
    _SESSIONS.c.content,
    _SESSIONS.c.created_at,
    _SESSIONS.c.last_used_at,
    _SESSIONS.c.expires_at,
).where(
    _SESSIONS.c.id_hash == bindparam("id"),
    _SESSIONS.c.expires_at > bindparam("now"),
    _SESSIONS.c.last_used_at > bindparam("idle_since"),
)
"""Built once: every request asks this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WebSession:
    """One browser's session as it was loaded."""

    person: PersonId | None
    account: AccountId | None
    content: Mapping[str, Any]
    created_at: datetime
    last_used_at: datetime
    expires_at: datetime

    @property
    def lasts(self) -> timedelta:
        """How long it lasts from its beginning, however much it is used."""
        return self.expires_at - self.created_at


def open_session(
    session: Session,
    *,
    person: PersonId | None = None,
    account: AccountId | None = None,
    device: str = "",
    content: Mapping[str, Any] | None = None,
    lasts: timedelta = ABSOLUTE,
    now: datetime,
) -> str:
    """A new session; returns the raw id for the cookie, of which only the hash is kept.

    ``lasts`` is how long it lasts however much it is used.
    """
    raw_id = new_token()
    session.add(
        WebSessionRecord(
            id_hash=token_hash(raw_id),
            person_id=person,
            account_id=account,
            device=device,
            content=_text(content or {}),
            created_at=now,
            last_used_at=now,
            expires_at=now + lasts,
        )
    )
    session.flush()
    return raw_id


def load_session(session: Store, raw_id: str, *, now: datetime) -> WebSession | None:
    """The session of a cookie in one query; None where it has ended, expired or never was."""
    if not is_token(raw_id):
        return None
    row = session.execute(
        _LOAD, {"id": token_hash(raw_id), "now": now, "idle_since": now - IDLE}
    ).one_or_none()
    if row is None:
        return None
    if row.account_id is not None and row.last_used_at <= now - ACCOUNT_IDLE:
        return None
    return WebSession(
        person=None if row.person_id is None else PersonId(row.person_id),
        account=None if row.account_id is None else AccountId(row.account_id),
        content=json.loads(row.content),
        created_at=row.created_at,
        last_used_at=row.last_used_at,
        expires_at=row.expires_at,
    )


def needs_touch(web_session: WebSession, *, now: datetime) -> bool:
    """Whether the last noted use is long enough ago to be worth a write."""
    return now - web_session.last_used_at >= USE_STEP


def touch_session(session: Session, raw_id: str, *, now: datetime) -> None:
    """Note that the session was used."""
    session.execute(
        update(WebSessionRecord)
        .where(WebSessionRecord.id_hash == token_hash(raw_id))
        .values(last_used_at=now)
        .execution_options(synchronize_session=False)
    )


def save_session(
    session: Session, raw_id: str, content: Mapping[str, Any], *, now: datetime
) -> bool:
    """Replace what the session holds; False where it has ended meanwhile."""
    result = session.execute(
        update(WebSessionRecord)
        .where(WebSessionRecord.id_hash == token_hash(raw_id))
        .values(content=_text(content), last_used_at=now)
        .execution_options(synchronize_session=False)
    )
    return rows_changed(result) == 1


def rotate_session(
    session: Session,
    raw_id: str,
    *,
    person: PersonId | None,
    account: AccountId | None = None,
    device: str = "",
    lasts: timedelta = ABSOLUTE,
    now: datetime,
) -> str:
    """End a session and open one with the same content for ``person``: whenever rights change."""
    old = load_session(session, raw_id, now=now)
    end_session(session, raw_id)
    return open_session(
        session,
        person=person,
        account=account,
        device=device,
        content=old.content if old else {},
        lasts=lasts,
        now=now,
    )


def end_session(session: Session, raw_id: str) -> None:
    """End one session; ending it twice is no error."""
    session.execute(
        delete(WebSessionRecord)
        .where(WebSessionRecord.id_hash == token_hash(raw_id))
        .execution_options(synchronize_session=False)
    )


def end_sessions_of(session: Session, person: PersonId, *, keep: str | None = None) -> int:
    """End all sessions of a person but the one in hand; returns how many ended."""
    query = delete(WebSessionRecord).where(WebSessionRecord.person_id == person)
    if keep is not None:
        query = query.where(WebSessionRecord.id_hash != token_hash(keep))
    result = session.execute(query.execution_options(synchronize_session=False))
    return rows_changed(result)


def end_sessions_of_account(
    session: Session, account: AccountId, *, keep: str | None = None
) -> int:
    """End all sessions in which an account is signed in but the one in hand; how many ended."""
    query = delete(WebSessionRecord).where(WebSessionRecord.account_id == account)
    if keep is not None:
        query = query.where(WebSessionRecord.id_hash != token_hash(keep))
    result = session.execute(query.execution_options(synchronize_session=False))
    return rows_changed(result)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedInSession:
    """One browser in which an account is signed in, as its owner sees it."""

    handle: str
    """Names the session in an address; opens nothing."""
    device: str
    created_at: datetime
    last_used_at: datetime
    here: bool


def list_sessions(
    session: Session, account: AccountId, *, here: str | None, now: datetime
) -> list[SignedInSession]:
    """Where an account is signed in, the latest use first."""
    rows = session.scalars(
        select(WebSessionRecord)
        .where(WebSessionRecord.account_id == account, ~has_ended(now))
        .order_by(WebSessionRecord.last_used_at.desc(), WebSessionRecord.id_hash)
        .limit(MOST_LISTED)
    )
    own = None if here is None else token_hash(here)
    return [
        SignedInSession(
            handle=row.id_hash[:HANDLE_LENGTH],
            device=row.device,
            created_at=row.created_at,
            last_used_at=row.last_used_at,
            here=row.id_hash == own,
        )
        for row in rows
    ]


def end_session_of_account(session: Session, account: AccountId, handle: str) -> None:
    """End one session of the account's own.

    Raises:
        NotFound: ended already, or another account's.
    """
    if len(handle) != HANDLE_LENGTH:
        raise NotFound("session")
    result = session.execute(
        delete(WebSessionRecord)
        .where(
            WebSessionRecord.account_id == account,
            func.substr(WebSessionRecord.id_hash, 1, HANDLE_LENGTH) == handle,
        )
        .execution_options(synchronize_session=False)
    )
    if rows_changed(result) == 0:
        raise NotFound("session")


def has_ended(now: datetime) -> ColumnElement[bool]:
    """Which sessions open nothing any more."""
    idle = (WebSessionRecord.last_used_at <= now - IDLE) | (
        WebSessionRecord.account_id.is_not(None)
        & (WebSessionRecord.last_used_at <= now - ACCOUNT_IDLE)
    )
    return (WebSessionRecord.expires_at <= now) | idle


def _text(content: Mapping[str, Any]) -> str:
    text = json.dumps(dict(content), allow_nan=False, separators=(",", ":"))
    if len(text) > LARGEST_CONTENT:
        raise ValueError(f"a session may hold {LARGEST_CONTENT} characters, not {len(text)}")
    return text
