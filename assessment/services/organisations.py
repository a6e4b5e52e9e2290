"""In which organisations does an account work, as what, and who may change that?

Every object is asked for by the account that asks: an organisation one is no member of is not
found. The last administrator cannot leave or be made less, so that no organisation is without one.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import cast

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from assessment.domain.accounts import (
    ROLES,
    AccountId,
    Membership,
    Organisation,
    OrganisationId,
    Role,
)
from assessment.domain.errors import NotFound, OrganisationInvalid
from assessment.domain.text import LINE_LIMIT, clean_text
from assessment.services.credentials import credentials_of
from assessment.services.tokens import new_id
from assessment.store.records import (
    AccountRecord,
    MembershipRecord,
    OrganisationRecord,
)
from assessment.store.upsert import rows_changed

MOST_ORGANISATIONS = 20
"""One account founds or belongs to at most so many."""


def create_organisation(
    session: Session, account: AccountId, name: str, *, now: datetime
) -> Organisation:
    """A new organisation with ``account`` as its administrator.

    Raises:
        OrganisationInvalid: no name, or the account is in as many as it may be.
    """
    cleaned = clean_text(name, limit=LINE_LIMIT)
    if not cleaned:
        raise OrganisationInvalid("name", "an organisation needs a name")
    refuse_one_more(session, account)
    record = OrganisationRecord(id=new_id(), name=cleaned, created_at=now)
    session.add(record)
    session.flush()
    session.add(
        MembershipRecord(
            organisation_id=record.id, account_id=account, role="admin", created_at=now
        )
    )
    session.flush()
    return _to_organisation(record)


def rename_organisation(
    session: Session, account: AccountId, organisation: OrganisationId, name: str
) -> None:
    """Change the name; for administrators."""
    require_role(session, account, organisation, "admin")
    cleaned = clean_text(name, limit=LINE_LIMIT)
    if not cleaned:
        raise OrganisationInvalid("name", "an organisation needs a name")
    _set_columns(session, organisation, name=cleaned)


def ask_second_step(
    session: Session, account: AccountId, organisation: OrganisationId, *, asked: bool
) -> None:
    """Open the organisation's pages to members with a second step alone, or to all again.

    For administrators; who asks others for it has one.

    Raises:
        NotFound: the account is no administrator there.
        OrganisationInvalid: the account itself signs in by a password alone.
    """
    require_role(session, account, organisation, "admin")
    if asked and not credentials_of(session, account).second_step:
        raise OrganisationInvalid("second_step", "you have no second step yourself")
    _set_columns(session, organisation, asks_second_step=asked)


def is_asked_for_second_step(session: Session, account: AccountId) -> bool:
    """Whether an organisation in which the account works asks for a second step."""
    asking = (
        select(OrganisationRecord.id)
        .join(MembershipRecord, MembershipRecord.organisation_id == OrganisationRecord.id)
        .where(MembershipRecord.account_id == account, OrganisationRecord.asks_second_step)
    )
    return bool(session.scalar(select(asking.exists())))


def owes_second_step(session: Session, account: AccountId) -> bool:
    """Whether an account that signs in by a password alone is asked for a second step."""
    asked = is_asked_for_second_step(session, account)
    return asked and not credentials_of(session, account).second_step


def membership_of(session: Session, account: AccountId, organisation: OrganisationId) -> Role:
    """What an account is in an organisation, as of now.

    Raises:
        NotFound: no such organisation, or the account is no member.
    """
    role = session.scalar(
        select(MembershipRecord.role)
        .join(AccountRecord, AccountRecord.id == MembershipRecord.account_id)
        .where(
            MembershipRecord.account_id == account,
            MembershipRecord.organisation_id == organisation,
            AccountRecord.active,
        )
    )
    if role is None:
        raise NotFound("organisation")
    return cast("Role", role)


def require_role(
    session: Session, account: AccountId, organisation: OrganisationId, *allowed: Role
) -> Role:
    """The account's role where it is one of ``allowed``.

    Raises:
        NotFound: no member, or a member of another kind; both look the same.
    """
    role = membership_of(session, account, organisation)
    if role not in allowed:
        raise NotFound("organisation")
    return role


def load_organisation(
    session: Session, account: AccountId, organisation: OrganisationId
) -> tuple[Organisation, Role]:
    """An organisation of the account's, with the account's role in it.

    Raises:
        NotFound: no such organisation of this account.
    """
    role = membership_of(session, account, organisation)
    record = session.get_one(OrganisationRecord, organisation)
    return _to_organisation(record), role


def list_organisations(session: Session, account: AccountId) -> Sequence[tuple[Organisation, Role]]:
    """The organisations of an account with its role in each, by name."""
    rows = session.execute(
        select(OrganisationRecord, MembershipRecord.role)
        .join(MembershipRecord, MembershipRecord.organisation_id == OrganisationRecord.id)
        .where(MembershipRecord.account_id == account)
        .order_by(OrganisationRecord.name, OrganisationRecord.id)
    )
    return [(_to_organisation(record), cast("Role", role)) for record, role in rows]


def list_members(
    session: Session,
    account: AccountId,
    organisation: OrganisationId,
    *,
    page: int = 1,
    size: int = 50,
) -> Sequence[Membership]:
    """Who works in an organisation, by address; for its members."""
    membership_of(session, account, organisation)
    rows = session.execute(
        select(
            MembershipRecord,
            OrganisationRecord.name,
            AccountRecord.name,
            AccountRecord.email,
            AccountRecord.tf_totp_secret.is_not(None),
        )
        .join(OrganisationRecord, OrganisationRecord.id == MembershipRecord.organisation_id)
        .join(AccountRecord, AccountRecord.id == MembershipRecord.account_id)
        .where(MembershipRecord.organisation_id == organisation)
        .order_by(AccountRecord.email)
        .limit(size)
        .offset((page - 1) * size)
    )
    return [
        Membership(
            organisation=organisation,
            organisation_name=organisation_name,
            account=AccountId(member.account_id),
            name=name,
            email=email,
            role=cast("Role", member.role),
            since=member.created_at,
            second_step=second_step,
        )
        for member, organisation_name, name, email, second_step in rows
    ]


def change_role(
    session: Session,
    account: AccountId,
    organisation: OrganisationId,
    member: AccountId,
    role: Role,
) -> None:
    """Give a member another role; for administrators.

    Raises:
        NotFound: the account is no administrator there, or there is no such member.
        OrganisationInvalid: no such role, or it would leave no administrator.
    """
    require_role(session, account, organisation, "admin")
    if role not in ROLES:
        raise OrganisationInvalid("role", "there is no such role")
    if role != "admin":
        _refuse_without_admin(session, organisation, member)
    result = session.execute(
        update(MembershipRecord)
        .where(
            MembershipRecord.organisation_id == organisation,
            MembershipRecord.account_id == member,
        )
        .values(role=role)
        .execution_options(synchronize_session=False)
    )
    if rows_changed(result) != 1:
        raise NotFound("member")


def remove_member(
    session: Session, account: AccountId, organisation: OrganisationId, member: AccountId
) -> None:
    """Take a member out; administrators anybody, others themselves.

    Raises:
        NotFound: no such member, or the account may not.
        OrganisationInvalid: it would leave no administrator.
    """
    role = membership_of(session, account, organisation)
    if role != "admin" and member != account:
        raise NotFound("member")
    _refuse_without_admin(session, organisation, member)
    result = session.execute(
        delete(MembershipRecord)
        .where(
            MembershipRecord.organisation_id == organisation,
            MembershipRecord.account_id == member,
        )
        .execution_options(synchronize_session=False)
    )
    if rows_changed(result) != 1:
        raise NotFound("member")


def refuse_one_more(session: Session, account: AccountId) -> None:
    """Refuse a further membership where the account has as many as it may."""
    held = session.scalar(select(func.count()).where(MembershipRecord.account_id == account)) or 0
    if held >= MOST_ORGANISATIONS:
        raise OrganisationInvalid("name", f"one account is in {MOST_ORGANISATIONS} at most")


def _refuse_without_admin(
    session: Session, organisation: OrganisationId, member: AccountId
) -> None:
    """Lock the administrators' rows, so that two who leave at once do not both count the other."""
    admins = session.scalars(
        select(MembershipRecord.account_id)
        .where(MembershipRecord.organisation_id == organisation, MembershipRecord.role == "admin")
        .with_for_update()
    ).all()
    if list(admins) == [member]:
        raise OrganisationInvalid("role", "an organisation keeps at least one administrator")


def _set_columns(session: Session, organisation: OrganisationId, **values: object) -> None:
    session.execute(
        update(OrganisationRecord)
        .where(OrganisationRecord.id == organisation)
        .values(**values)
        .execution_options(synchronize_session=False)
    )


def _to_organisation(record: OrganisationRecord) -> Organisation:
    return Organisation(
        id=OrganisationId(record.id),
        name=record.name,
        created_at=record.created_at,
        asks_second_step=record.asks_second_step,
    )
