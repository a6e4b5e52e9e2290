"""How does somebody share with a coach, and how do they see and take back what they share?

A grant begins as an invitation (``services.invitations``); what it opens for the coach is asked
in ``services.granted``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import ColumnElement, Select, and_, select, update
from sqlalchemy.orm import Session

from assessment.domain.accounts import AccountId
from assessment.domain.attempts import AttemptId, PersonId
from assessment.domain.audit import Actor
from assessment.domain.editions import PIECES, USUAL, Edition
from assessment.domain.errors import NotFound, SharingInvalid
from assessment.domain.language import gettext as _
from assessment.domain.sharing import (
    INVITATION_DAYS,
    MOST_GRANTS,
    MOST_KEPT,
    PARTS,
    EndedBy,
    Grant,
    GrantId,
    Part,
    Scope,
    Terms,
    check_terms,
    clean_invited,
    clean_purpose,
)
from assessment.services.audit import note
from assessment.services.editions import from_edition_text, to_edition_text
from assessment.services.people import lock_person
from assessment.services.shared_rows import count_open, make_room
from assessment.services.tokens import new_id, new_token, token_hash
from assessment.store.records import AttemptRecord, GrantInvitationRecord, GrantRecord
from assessment.store.upsert import insert_once, rows_changed

USUAL_EDITION = Edition(
    kind="coach", pieces=tuple(p for p in PIECES if p in USUAL["coach"]), areas=None
)
"""What a coach can download where the owner ticked nothing else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A grant just made. ``token`` is None where the same form was sent before."""

    grant: GrantId
    token: str | None


def offer_grant(
    session: Session,
    owner: PersonId,
    address: str,
    terms: Terms,
    *,
    edition: Edition | None = None,
    save_id: str,
    now: datetime,
) -> Offered:
    """Share with whoever has this address and accepts; the token of the invitation, this once.

    The same ``save_id`` again finds the grant made before and changes nothing.

    Raises:
        SharingInvalid: the address, the purpose or the terms cannot be kept.
        NotFound: no such result of this person.
    """
    address = clean_invited(address)
    purpose = clean_purpose(terms.purpose)
    check_terms(terms, today=now.date())
    lock_person(session, owner)
    if (known := _sent_before(session, owner, save_id)) is not None:
        return Offered(grant=known, token=None)
    if terms.attempt is not None:
        refuse_unsubmitted(session, owner, terms.attempt)
    if count_open(session, GrantRecord, owner, now=now) >= MOST_GRANTS:
        raise SharingInvalid(
            "address",
            _("You share with %(n)d people, the most there can be. End one of them first.")
            % {"n": MOST_GRANTS},
        )
    # Those that nobody accepted go first. The trail names who opened something by one that went as
    # long as another grant to the same account is kept.
    accepted = GrantRecord.accepted_at.is_not(None)
    make_room(session, GrantRecord, owner, accepted, most=MOST_KEPT, now=now)
    grant = GrantId(new_id())
    values = {
        "id": grant,
        "person_id": owner,
        "address": address,
        "attempt_id": terms.attempt,
        "scope": terms.scope,
        **{f"shares_{part}": part in terms.parts for part in PARTS},
        "edition": None if edition is None else to_edition_text(edition),
        "purpose": purpose,
        "until": terms.until,
        "save_id": save_id,
        "created_at": now,
    }
    if not insert_once(session, GrantRecord, values):  # the same form, sent at the same moment
        known = _sent_before(session, owner, save_id)
        if known is None:
            raise NotFound("grant")
        return Offered(grant=known, token=None)
    token = new_token()
    session.add(
        GrantInvitationRecord(
            grant_id=grant,
            person_id=owner,
            token_hash=token_hash(token),
            created_at=now,
            expires_at=now + timedelta(days=INVITATION_DAYS),
        )
    )
    session.flush()
    note_grant(session, Actor(kind="person", id=owner), "grant.offered", owner, grant, now)
    return Offered(grant=grant, token=token)


def _sent_before(session: Session, owner: PersonId, save_id: str) -> GrantId | None:
    found = session.scalar(
        select(GrantRecord.id).where(GrantRecord.person_id == owner, GrantRecord.save_id == save_id)
    )
    return None if found is None else GrantId(found)


def refuse_unsubmitted(session: Session, owner: PersonId, attempt: AttemptId) -> None:
    """Raise NotFound where the person has no such result."""
    found = session.scalar(
        select(AttemptRecord.id).where(
            AttemptRecord.id == attempt,
            AttemptRecord.person_id == owner,
            AttemptRecord.submitted_at.is_not(None),
        )
    )
    if found is None:
        raise NotFound("result")


def revoke_grant(session: Session, owner: PersonId, grant: GrantId, *, now: datetime) -> None:
    """Take a grant or an invitation back; it opens nothing from the next request on.

    One taken back before stays as it was.

    Raises:
        NotFound: missing, or somebody else's.
    """
    own = and_(GrantRecord.id == grant, GrantRecord.person_id == owner)
    end_grant(session, own, "owner", Actor(kind="person", id=owner), grant, now)


def end_grant(
    session: Session,
    own: ColumnElement[bool],
    by: EndedBy,
    actor: Actor,
    grant: GrantId,
    now: datetime,
) -> None:
    """End a grant that stands, whoever's condition finds it."""
    owner = session.scalar(select(GrantRecord.person_id).where(own))
    if owner is None:
        raise NotFound("grant")
    ended = session.execute(
        update(GrantRecord)
        .where(own, GrantRecord.ended_at.is_(None))
        .values(ended_at=now, ended_by=by)
        .execution_options(synchronize_session=False)
    )
    if rows_changed(ended) == 1:
        action = "grant.revoked" if by == "owner" else "grant.left"
        note_grant(session, actor, action, PersonId(owner), grant, now)


def list_grants(session: Session, owner: PersonId) -> Sequence[Grant]:
    """What a person shares with coaches, what is over as well as it is kept, the latest first."""
    rows = session.execute(
        with_invitation()
        .where(GrantRecord.person_id == owner)
        .order_by(GrantRecord.created_at.desc(), GrantRecord.id)
    )
    return [to_grant(record, until) for record, until in rows]


def load_own_grant(session: Session, owner: PersonId, grant: GrantId) -> Grant:
    """One of one's own acts of sharing.

    Raises:
        NotFound: missing, or somebody else's.
    """
    row = session.execute(
        with_invitation().where(GrantRecord.id == grant, GrantRecord.person_id == owner)
    ).one_or_none()
    if row is None:
        raise NotFound("grant")
    return to_grant(row[0], row[1])


def with_invitation() -> Select[GrantRecord, datetime]:
    """Grants, each with the end of its invitation."""
    return select(GrantRecord, GrantInvitationRecord.expires_at).join(
        GrantInvitationRecord,
        and_(
            GrantInvitationRecord.grant_id == GrantRecord.id,
            GrantInvitationRecord.person_id == GrantRecord.person_id,
        ),
    )


def note_grant(
    session: Session, actor: Actor, action: str, owner: PersonId, grant: GrantId, now: datetime
) -> None:
    """Write down what became of a grant."""
    note(session, actor=actor, action=action, owner=owner, kind="grant", object_id=grant, now=now)


def to_grant(record: GrantRecord, invited_until: datetime) -> Grant:
    """The row and its invitation's end as a value."""
    flags = {
        "result": record.shares_result,
        "answers": record.shares_answers,
        "plan": record.shares_plan,
        "exercises": record.shares_exercises,
        "colleagues": record.shares_colleagues,
    }
    return Grant(
        id=GrantId(record.id),
        owner=PersonId(record.person_id),
        address=record.address,
        account=None if record.account_id is None else AccountId(record.account_id),
        terms=Terms(
            attempt=None if record.attempt_id is None else AttemptId(record.attempt_id),
            scope=cast("Scope", record.scope),
            parts=frozenset(cast("Part", part) for part, shared in flags.items() if shared),
            purpose=record.purpose,
            until=record.until,
        ),
        edition=USUAL_EDITION if record.edition is None else from_edition_text(record.edition),
        created_at=record.created_at,
        accepted_at=record.accepted_at,
        invited_until=invited_until,
        ended_at=record.ended_at,
        ended_by=cast("EndedBy | None", record.ended_by),
    )
