"""How is an invitation to what somebody shares made anew, read, and accepted once?

It is bound to an address and works once: accepting it is one statement that finds it unused and
in date, and one that finds its grant still standing. Reading it never uses it, because mail
scanners open links. Unknown, used, over and withdrawn look the same, and so does the invitation
of somebody whose account was closed: they could not take back what it becomes.
"""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, func, select, update
from sqlalchemy.orm import Session

from assessment.domain.accounts import Account, AccountId
from assessment.domain.attempts import PersonId
from assessment.domain.audit import Actor
from assessment.domain.errors import InvitationUnusable, NotFound, SharingInvalid, WrongAddress
from assessment.domain.language import gettext as _
from assessment.domain.sharing import INVITATION_DAYS, Grant, GrantId
from assessment.services.accounts import is_not_closed
from assessment.services.caseload import add_client
from assessment.services.grants import note_grant, to_grant, with_invitation
from assessment.services.tokens import is_token, new_token, token_hash
from assessment.store.records import GrantInvitationRecord, GrantRecord
from assessment.store.upsert import rows_changed


def renew_invitation(session: Session, owner: PersonId, grant: GrantId, *, now: datetime) -> str:
    """A new token for a grant nobody has accepted yet; the old one stops working at once.

    Raises:
        NotFound: no such grant of this person that still waits.
    """
    waiting = exists().where(GrantRecord.id == grant, GrantRecord.person_id == owner, _waits(now))
    token = new_token()
    renewed = session.execute(
        update(GrantInvitationRecord)
        .where(
            GrantInvitationRecord.grant_id == grant,
            GrantInvitationRecord.person_id == owner,
            GrantInvitationRecord.used_at.is_(None),
            waiting,
        )
        .values(
            token_hash=token_hash(token),
            created_at=now,
            expires_at=now + timedelta(days=INVITATION_DAYS),
        )
        .execution_options(synchronize_session=False)
    )
    if rows_changed(renewed) != 1:
        raise NotFound("invitation")
    return token


def read_invitation(session: Session, account: Account, token: str, *, now: datetime) -> Grant:
    """What an invitation offers, to the account it is meant for. Reading it does not use it.

    Raises:
        InvitationUnusable: unknown, used, over, withdrawn, or its owner's account is closed.
        WrongAddress: it is meant for another address.
        SharingInvalid: it is one's own.
    """
    if not is_token(token):
        raise InvitationUnusable
    row = session.execute(
        with_invitation().where(
            GrantInvitationRecord.token_hash == token_hash(token), _usable(now), _waits(now)
        )
    ).one_or_none()
    if row is None:
        raise InvitationUnusable
    grant = to_grant(row[0], row[1])
    if grant.owner == account.person:
        raise SharingInvalid("address", _("This is your own invitation: send it to your coach."))
    if not account.verified or account.email != grant.address:
        raise WrongAddress
    return grant


def is_usable(session: Session, token: str, *, now: datetime) -> bool:
    """Whether an invitation waits behind this token, for somebody who has not signed in yet."""
    return is_token(token) and bool(
        session.scalar(
            select(func.count())
            .select_from(GrantRecord)
            .join(GrantInvitationRecord, GrantInvitationRecord.grant_id == GrantRecord.id)
            .where(GrantInvitationRecord.token_hash == token_hash(token), _usable(now), _waits(now))
        )
    )


def accept_invitation(session: Session, account: Account, token: str, *, now: datetime) -> GrantId:
    """Take up an invitation: of any number of acceptances at the same time one succeeds.

    Raises: as ``read_invitation``.
    """
    grant = read_invitation(session, account, token, now=now)
    used = session.execute(
        update(GrantInvitationRecord)
        .where(
            GrantInvitationRecord.token_hash == token_hash(token),
            GrantInvitationRecord.person_id == grant.owner,
            _usable(now),
        )
        .values(used_at=now)
        .execution_options(synchronize_session=False)
    )
    if rows_changed(used) != 1:
        raise InvitationUnusable
    taken = session.execute(
        update(GrantRecord)
        .where(
            GrantRecord.id == grant.id,
            GrantRecord.person_id == grant.owner,
            GrantRecord.address == account.email,
            _waits(now),
        )
        .values(account_id=account.id, accepted_at=now)
        .execution_options(synchronize_session=False)
    )
    if rows_changed(taken) != 1:  # taken back at this very moment: the use is undone with it
        raise InvitationUnusable
    actor = Actor(kind="account", id=account.id)
    add_client(session, account, grant.id, now=now)
    note_grant(session, actor, "grant.accepted", grant.owner, grant.id, now)
    return grant.id


def accepted_with(session: Session, account: AccountId, token: str) -> GrantId | None:
    """The grant this account has taken up with this token before; None for none."""
    if not is_token(token):
        return None
    found = session.scalar(
        select(GrantRecord.id)
        .join(GrantInvitationRecord, GrantInvitationRecord.grant_id == GrantRecord.id)
        .where(
            GrantInvitationRecord.token_hash == token_hash(token), GrantRecord.account_id == account
        )
    )
    return None if found is None else GrantId(found)


def _usable(now: datetime) -> ColumnElement[bool]:
    return and_(GrantInvitationRecord.used_at.is_(None), GrantInvitationRecord.expires_at > now)


def _waits(now: datetime) -> ColumnElement[bool]:
    return and_(
        GrantRecord.accepted_at.is_(None),
        GrantRecord.ended_at.is_(None),
        GrantRecord.until >= now.date(),
        is_not_closed(GrantRecord.person_id),
    )
