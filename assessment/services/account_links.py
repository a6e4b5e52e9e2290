"""How is a link in somebody's mailbox made, looked at, and used up?

Looking uses nothing up, because mail programs open links before people do. Of many uses at once
exactly one succeeds. A new link replaces the older of its kind.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from assessment.domain.accounts import AccountId
from assessment.domain.errors import NotFound
from assessment.services.tokens import is_token, new_token, token_hash
from assessment.store.records import AccountLinkRecord
from assessment.store.upsert import rows_changed

Purpose = Literal["verify", "reset", "address"]

LASTS: Mapping[Purpose, timedelta] = {
    "verify": timedelta(days=2),
    "reset": timedelta(minutes=30),
    "address": timedelta(minutes=30),
}
FROM_OPERATOR = timedelta(hours=24)
"""How long a link is good that an operator hands over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountLink:
    """What a link is for."""

    account: AccountId
    email: str
    """The address it went to."""


def make_link(
    session: Session,
    account: AccountId,
    purpose: Purpose,
    email: str,
    *,
    lasts: timedelta | None = None,
    now: datetime,
) -> str:
    """A new link's token, shown this once."""
    withdraw_links(session, account, purpose)
    token = new_token()
    session.add(
        AccountLinkRecord(
            token_hash=token_hash(token),
            account_id=account,
            purpose=purpose,
            email=email,
            created_at=now,
            expires_at=now + (lasts or LASTS[purpose]),
        )
    )
    session.flush()
    return token


def look_at_link(session: Session, token: str, purpose: Purpose, *, now: datetime) -> AccountLink:
    """What a link is for; it stays good.

    Raises:
        NotFound: unknown, of another kind, used, replaced or expired: all look the same.
    """
    found = None
    if is_token(token):
        found = session.scalar(
            select(AccountLinkRecord).where(
                AccountLinkRecord.token_hash == token_hash(token),
                AccountLinkRecord.purpose == purpose,
                AccountLinkRecord.expires_at > now,
            )
        )
    if found is None:
        raise NotFound("link")
    return AccountLink(account=AccountId(found.account_id), email=found.email)


def use_link(session: Session, token: str, purpose: Purpose, *, now: datetime) -> AccountLink:
    """Use a link up; a second use finds nothing.

    Raises:
        NotFound: as ``look_at_link``.
    """
    found = look_at_link(session, token, purpose, now=now)
    used = session.execute(
        delete(AccountLinkRecord)
        .where(AccountLinkRecord.token_hash == token_hash(token))
        .execution_options(synchronize_session=False)
    )
    if rows_changed(used) != 1:
        raise NotFound("link")
    return found


def withdraw_links(session: Session, account: AccountId, *purposes: Purpose) -> None:
    """Make an account's open links of these kinds worthless."""
    session.execute(
        delete(AccountLinkRecord)
        .where(AccountLinkRecord.account_id == account, AccountLinkRecord.purpose.in_(purposes))
        .execution_options(synchronize_session=False)
    )


def link_has_expired(now: datetime) -> ColumnElement[bool]:
    """Which links open nothing any more."""
    return AccountLinkRecord.expires_at <= now
