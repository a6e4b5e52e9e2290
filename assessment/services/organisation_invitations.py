"""How does somebody become a member of an organisation: invited by address, once, for a while?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session, aliased

from assessment.domain.accounts import ROLES, AccountId, OrganisationId, Role, clean_address
from assessment.domain.errors import NotFound, OrganisationInvalid
from assessment.services.organisations import refuse_one_more, require_role
from assessment.services.tokens import is_token, new_id, new_token, token_hash
from assessment.store.records import (
    AccountRecord,
    MembershipRecord,
    OrganisationInvitationRecord,
    OrganisationRecord,
)
from assessment.store.upsert import insert_once, rows_changed

INVITATION_LASTS = timedelta(days=14)
MOST_OPEN_INVITATIONS = 200
"""Open at one time in one organisation (reference: reliability 1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenInvitation:
    """An invitation that is neither used nor expired."""

    id: str
    email: str
    role: Role
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedMembership:
    """What an invitation offers, shown before it is accepted."""

    organisation_name: str
    role: Role
    invited_by: str


def invite_member(
    session: Session,
    account: AccountId,
    organisation: OrganisationId,
    email: str,
    role: Role,
    *,
    now: datetime,
) -> tuple[OpenInvitation, str]:
    """An invitation for one address, and the token of its link, shown this once.

    A new one for the same address replaces the old.

    Raises:
        NotFound: the account is no administrator there.
        OrganisationInvalid: no such role, or too many invitations are open.
        UnusableText: an address no mail can be sent to.
    """
    require_role(session, account, organisation, "admin")
    if role not in ROLES:
        raise OrganisationInvalid("role", "there is no such role")
    address = clean_address(email)
    # One after another, so that of two at once the later replaces the earlier.
    session.get(OrganisationRecord, organisation, with_for_update=True)
    session.execute(
        delete(OrganisationInvitationRecord)
        .where(
            OrganisationInvitationRecord.organisation_id == organisation,
            OrganisationInvitationRecord.email == address,
            OrganisationInvitationRecord.used_at.is_(None),
        )
        .execution_options(synchronize_session=False)
    )
    if len(list_invitations(session, account, organisation, now=now)) >= MOST_OPEN_INVITATIONS:
        raise OrganisationInvalid("email", "too many invitations are open")
    token = new_token()
    record = OrganisationInvitationRecord(
        id=new_id(),
        organisation_id=organisation,
        invited_by=account,
        email=address,
        role=role,
        token_hash=token_hash(token),
        created_at=now,
        expires_at=now + INVITATION_LASTS,
    )
    session.add(record)
    session.flush()
    return _to_invitation(record), token


def list_invitations(
    session: Session, account: AccountId, organisation: OrganisationId, *, now: datetime
) -> Sequence[OpenInvitation]:
    """The invitations that can still be accepted; for administrators."""
    require_role(session, account, organisation, "admin")
    rows = session.scalars(
        select(OrganisationInvitationRecord)
        .where(
            OrganisationInvitationRecord.organisation_id == organisation,
            OrganisationInvitationRecord.used_at.is_(None),
            OrganisationInvitationRecord.expires_at > now,
        )
        .order_by(OrganisationInvitationRecord.email)
    )
    return [_to_invitation(row) for row in rows]


def withdraw_invitation(
    session: Session, account: AccountId, organisation: OrganisationId, invitation: str
) -> None:
    """Take an open invitation back; its link opens nothing any more."""
    require_role(session, account, organisation, "admin")
    result = session.execute(
        delete(OrganisationInvitationRecord)
        .where(
            OrganisationInvitationRecord.id == invitation,
            OrganisationInvitationRecord.organisation_id == organisation,
            OrganisationInvitationRecord.used_at.is_(None),
        )
        .execution_options(synchronize_session=False)
    )
    if rows_changed(result) != 1:
        raise NotFound("invitation")


def look_at_invitation(
    session: Session, account: AccountId, token: str, *, now: datetime
) -> OfferedMembership:
    """What an invitation offers this account; looking uses nothing up.

    Raises:
        NotFound: unknown, used, expired, withdrawn, for another address, or its sender has lost
            the right to invite or had their account closed. All look the same.
    """
    found = _usable(session, account, token, now=now)
    inviter = session.get_one(AccountRecord, found.invited_by)
    organisation = session.get_one(OrganisationRecord, found.organisation_id)
    return OfferedMembership(
        organisation_name=organisation.name,
        role=cast("Role", found.role),
        invited_by=inviter.name or inviter.email,
    )


def accept_invitation(
    session: Session, account: AccountId, token: str, *, now: datetime
) -> OrganisationId:
    """Become a member; of many acceptances at once exactly one succeeds.

    Raises:
        NotFound: as ``look_at_invitation``.
        OrganisationInvalid: the account is in as many organisations as it may be.
    """
    found = _usable(session, account, token, now=now)
    used = session.execute(
        update(OrganisationInvitationRecord)
        .where(
            OrganisationInvitationRecord.id == found.id,
            OrganisationInvitationRecord.used_at.is_(None),
        )
        .values(used_at=now)
        .execution_options(synchronize_session=False)
    )
    if rows_changed(used) != 1:
        raise NotFound("invitation")
    refuse_one_more(session, account)
    values = {
        "organisation_id": found.organisation_id,
        "account_id": account,
        "role": found.role,
        "created_at": now,
    }
    insert_once(session, MembershipRecord, values)  # who is in already keeps the role they have
    return OrganisationId(found.organisation_id)


def _usable(
    session: Session, account: AccountId, token: str, *, now: datetime
) -> OrganisationInvitationRecord:
    """The invitation for this account's own address, if its sender could still send it."""
    found = None
    if is_token(token):
        sender, inviter = MembershipRecord, aliased(AccountRecord)
        found = session.scalar(
            select(OrganisationInvitationRecord)
            .join(AccountRecord, AccountRecord.email == OrganisationInvitationRecord.email)
            .join(
                sender,
                (sender.account_id == OrganisationInvitationRecord.invited_by)
                & (sender.organisation_id == OrganisationInvitationRecord.organisation_id)
                & (sender.role == "admin"),
            )
            .join(inviter, (inviter.id == sender.account_id) & inviter.active)
            .where(
                OrganisationInvitationRecord.token_hash == token_hash(token),
                OrganisationInvitationRecord.used_at.is_(None),
                OrganisationInvitationRecord.expires_at > now,
                AccountRecord.id == account,
                AccountRecord.confirmed_at.is_not(None),
            )
        )
    if found is None:
        raise NotFound("invitation")
    return found


def _to_invitation(record: OrganisationInvitationRecord) -> OpenInvitation:
    return OpenInvitation(
        id=record.id,
        email=record.email,
        role=cast("Role", record.role),
        expires_at=record.expires_at,
    )
