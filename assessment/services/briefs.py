"""How is a hiring brief begun, saved part by part, and read by the members it belongs to?

A brief belongs to an organisation. Every save that changes something keeps a version with its
author, so nothing that was once said is lost while the brief exists.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import cast

from sqlalchemy import ColumnElement, exists, func, select, update
from sqlalchemy.orm import Session

from assessment.domain.accounts import AccountId, OrganisationId, Role
from assessment.domain.audit import Actor
from assessment.domain.brief_checks import check_kept
from assessment.domain.briefs import (
    RETENTION_DAYS,
    Brief,
    BriefId,
    Part,
    changed_parts,
    same_part,
    with_part,
)
from assessment.domain.errors import BriefChanged, BriefInvalid, NotFound
from assessment.domain.language import gettext as _
from assessment.services.audit import note
from assessment.services.erasing import erase
from assessment.services.organisations import require_role
from assessment.services.tokens import new_id
from assessment.store.engine import Database
from assessment.store.plain import from_text, to_text
from assessment.store.records import (
    AccountRecord,
    BriefRecord,
    BriefVersionRecord,
    CandidateRecord,
    MembershipRecord,
    SearchRecord,
)
from assessment.store.upsert import rows_changed

MOST_BRIEFS = 500
MOST_VERSIONS = 2_000
"""Kept for one organisation, and of one brief."""

WRITERS: tuple[Role, ...] = ("admin", "hiring-lead")
READERS: tuple[Role, ...] = (*WRITERS, "interviewer")
"""Who may change a brief, and who may read it before an interview."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredBrief:
    """A brief of an organisation, as it stands or as it was."""

    id: BriefId
    organisation: OrganisationId
    revision: int
    latest: int
    brief: Brief
    created_at: datetime
    changed_at: datetime
    author: AccountId | None
    """The account that made this revision."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefSummary:
    """One line of an organisation's list of briefs."""

    id: BriefId
    title: str
    challenge: str
    changed_at: datetime
    retention_until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefVersion:
    """One change: which parts, by whom, when."""

    number: int
    parts: tuple[Part, ...]
    author: str
    """What the author wants to be called; empty once the account is deleted."""
    at: datetime


def start_brief(
    session: Session,
    account: AccountId,
    organisation: OrganisationId,
    brief: Brief,
    *,
    now: datetime,
) -> BriefId:
    """Begin a brief from what is said of it so far; its id.

    Raises:
        NotFound: no organisation in which this account may write briefs.
        BriefInvalid: empty challenge, something that cannot be kept, or too many briefs.
    """
    require_role(session, account, organisation, *WRITERS)
    if not brief.challenge:
        raise BriefInvalid("challenge", _("A brief starts from its challenge: say what it is."))
    held = select(func.count()).where(BriefRecord.organisation_id == organisation)
    if (session.scalar(held) or 0) >= MOST_BRIEFS:
        raise BriefInvalid(
            "challenge",
            _("%(most_briefs)s briefs are kept at most.") % {"most_briefs": MOST_BRIEFS},
        )
    kept = brief.retention_until or now.date() + timedelta(days=RETENTION_DAYS)
    brief = replace(brief, retention_until=kept)
    check_kept(brief)
    brief_id = BriefId(new_id())
    session.add(
        BriefRecord(
            id=brief_id,
            organisation_id=organisation,
            revision=1,
            brief=to_text(brief),
            retention_until=kept,
            panel_round=0,
            created_at=now,
            changed_at=now,
        )
    )
    session.flush()
    _keep_version(session, brief_id, 1, Brief(), brief, account, now=now)
    return brief_id


def _keep_version(
    session: Session,
    brief_id: BriefId,
    number: int,
    before: Brief,
    after: Brief,
    account: AccountId,
    *,
    now: datetime,
) -> None:
    session.add(
        BriefVersionRecord(
            brief_id=brief_id,
            number=number,
            author_id=account,
            parts=",".join(changed_parts(before, after)),
            brief=to_text(after),
            created_at=now,
        )
    )
    session.flush()


def load_brief(
    session: Session,
    account: AccountId,
    organisation: OrganisationId,
    brief_id: BriefId,
    number: int | None = None,
    *,
    roles: tuple[Role, ...] = READERS,
) -> StoredBrief:
    """A brief of one's organisation, as it stands or at an earlier revision.

    ``roles`` are the memberships that may: readers, or ``WRITERS`` where it is to be changed.

    Raises:
        NotFound: missing, another organisation's, or no such revision.
    """
    record = session.scalar(
        select(BriefRecord).where(
            BriefRecord.id == brief_id,
            BriefRecord.organisation_id == organisation,
            _member(account, roles),
        )
    )
    if record is None:
        raise NotFound("brief")
    version = session.get(BriefVersionRecord, (brief_id, number or record.revision))
    if version is None:
        raise NotFound(_("revision of this brief"))
    return StoredBrief(
        id=brief_id,
        organisation=OrganisationId(record.organisation_id),
        revision=version.number,
        latest=record.revision,
        brief=from_text(Brief, version.brief),
        created_at=record.created_at,
        changed_at=version.created_at,
        author=None if version.author_id is None else AccountId(version.author_id),
    )


def _member(account: AccountId, roles: tuple[Role, ...]) -> ColumnElement[bool]:
    """That the account is a member, of such a role, of the organisation a brief belongs to."""
    return exists().where(
        MembershipRecord.organisation_id == BriefRecord.organisation_id,
        MembershipRecord.account_id == account,
        MembershipRecord.role.in_(roles),
        AccountRecord.id == MembershipRecord.account_id,
        AccountRecord.active,
    )


def save_part(
    session: Session,
    account: AccountId,
    organisation: OrganisationId,
    brief_id: BriefId,
    part: Part,
    typed: Brief,
    *,
    revision: int,
    now: datetime,
) -> StoredBrief:
    """Keep one part as it was typed on a page that was opened at ``revision``.

    What others saved in other parts meanwhile stays. A save that changes nothing adds no version.

    Raises:
        NotFound: no such brief that this account may write.
        BriefChanged: somebody saved another text in this part since.
        BriefInvalid: something that cannot be kept.
    """
    stored = load_brief(session, account, organisation, brief_id, roles=WRITERS)
    after = with_part(stored.brief, part, typed)
    if same_part(stored.brief, after, part):
        return stored
    if revision != stored.latest and not same_part(
        stored.brief, _seen(session, stored, revision), part
    ):
        raise BriefChanged(part, current=stored.brief, revision=stored.latest)
    return save_brief(session, account, stored, after, now=now)


def _seen(session: Session, stored: StoredBrief, revision: int) -> Brief:
    """The brief as the page showed it. A revision that never was counts as nothing seen."""
    version = session.get(BriefVersionRecord, (stored.id, revision))
    return Brief() if version is None else from_text(Brief, version.brief)


def save_brief(
    session: Session, account: AccountId, stored: StoredBrief, after: Brief, *, now: datetime
) -> StoredBrief:
    """Keep a whole brief as the next version of one just loaded for this account.

    Raises:
        BriefInvalid: something that cannot be kept.
        BriefChanged: another save came in between.
    """
    if not after.challenge:
        raise BriefInvalid("challenge", _("A brief starts from its challenge: say what it is."))
    if after.retention_until is None:
        raise BriefInvalid("retention_until", _("Say until which day this brief is kept."))
    if stored.latest >= MOST_VERSIONS:
        raise BriefInvalid(
            "challenge",
            _("%(most_versions)s versions of a brief are kept at most.")
            % {"most_versions": MOST_VERSIONS},
        )
    check_kept(after)
    number = stored.latest + 1
    moved = session.execute(
        update(BriefRecord)
        .where(BriefRecord.id == stored.id, BriefRecord.revision == stored.latest)
        .values(
            revision=number,
            brief=to_text(after),
            retention_until=after.retention_until,
            changed_at=now,
        )
        .execution_options(preserve_rowcount=True)
    )
    if rows_changed(moved) != 1:
        parts = changed_parts(stored.brief, after)
        raise BriefChanged(parts[0], current=stored.brief, revision=stored.latest)
    _keep_version(session, stored.id, number, stored.brief, after, account, now=now)
    return replace(
        stored, revision=number, latest=number, brief=after, changed_at=now, author=account
    )


def list_briefs(
    session: Session, account: AccountId, organisation: OrganisationId
) -> Sequence[BriefSummary]:
    """The organisation's briefs, the one changed last first."""
    rows = session.scalars(
        select(BriefRecord)
        .where(BriefRecord.organisation_id == organisation, _member(account, READERS))
        .order_by(BriefRecord.changed_at.desc(), BriefRecord.id)
    )
    found = []
    for row in rows:
        brief = from_text(Brief, row.brief)
        found.append(
            BriefSummary(
                id=BriefId(row.id),
                title=brief.title,
                challenge=brief.challenge,
                changed_at=row.changed_at,
                retention_until=row.retention_until,
            )
        )
    return found


def list_versions(
    session: Session, account: AccountId, organisation: OrganisationId, brief_id: BriefId
) -> Sequence[BriefVersion]:
    """Every change of a brief, the latest first.

    Raises:
        NotFound: missing, or another organisation's.
    """
    load_brief(session, account, organisation, brief_id)
    rows = session.execute(
        select(
            BriefVersionRecord.number,
            BriefVersionRecord.parts,
            AccountRecord.name,
            AccountRecord.email,
            BriefVersionRecord.created_at,
        )
        .outerjoin(AccountRecord, AccountRecord.id == BriefVersionRecord.author_id)
        .where(BriefVersionRecord.brief_id == brief_id)
        .order_by(BriefVersionRecord.number.desc())
    )
    return [
        BriefVersion(
            number=row.number,
            parts=cast("tuple[Part, ...]", tuple(filter(None, row.parts.split(",")))),
            author=row.name or row.email or "",
            at=row.created_at,
        )
        for row in rows
    ]


def delete_brief(
    database: Database,
    account: AccountId,
    organisation: OrganisationId,
    brief_id: BriefId,
    *,
    now: datetime,
) -> None:
    """Delete a brief with all its versions and everything that hangs on it, for good.

    The brief and the candidates of its searches are remembered, so that a restored backup deletes
    them again; what is deleted is overwritten in the file and its log.

    Raises:
        NotFound: no such brief that this account may write.
    """

    def work(session: Session) -> None:
        load_brief(session, account, organisation, brief_id, roles=WRITERS)
        searches = select(SearchRecord.id).where(SearchRecord.brief_id == brief_id)
        erase(session, CandidateRecord, CandidateRecord.search_id.in_(searches), now=now)
        erase(session, BriefRecord, BriefRecord.id == brief_id, now=now)
        note(
            session,
            actor=Actor(kind="account", id=account),
            action="brief.deleted",
            owner=None,
            organisation=organisation,
            kind="brief",
            object_id=brief_id,
            now=now,
        )

    database.write(work)
    database.forget_deleted()
