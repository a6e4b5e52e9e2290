"""What is everything that is kept of one person, as one document they can take away?"""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import RowMapping, Select, select
from sqlalchemy.orm import Session

from assessment.domain.attempts import PersonId
from assessment.domain.errors import NotFound
from assessment.store.columns import Record
from assessment.store.plain import to_plain
from assessment.store.records import (
    AccountLinkRecord,
    AccountRecord,
    AgreedActionRecord,
    ArchiveRecord,
    AttemptRecord,
    AuditEventRecord,
    CandidateAgendaRecord,
    ClientRecord,
    CoachNoteRecord,
    ExerciseRecord,
    GrantInvitationRecord,
    GrantRecord,
    MembershipRecord,
    OrganisationInvitationRecord,
    OutsideRatingRecord,
    PasskeyRecord,
    PersonRecord,
    PlanRecord,
    PlanRevisionRecord,
    PlanStepRecord,
    PredictionRecord,
    RaterRecord,
    RaterRoundRecord,
    ReadingRecord,
    ResponseRecord,
    ScoreSheetRecord,
    ShareLinkRecord,
    StopOfferRecord,
    WebSessionRecord,
)

TAKEOUT_FORMAT = 1

_SESSION_FACTS = frozenset({"sent", "proved_at"})
"""What a browser's session says about the person: where mail went, when they proved who they are.

Everything else in it is a key, somebody else's, or a sentence for the next page; what a later
release puts there stays out until it is named here.
"""
JSON_TEXT = frozenset(
    {
        "agenda",
        "booklet",
        "content",
        "disclosed",
        "edition",
        "facts",
        "levels",
        "plan",
        "reading",
        "sheet",
        "target",
        "value",
    }
)
"""Columns that hold JSON as text, in whichever table."""
_OWNED: Mapping[str, type[Record]] = {
    "accounts": AccountRecord,
    "web_sessions": WebSessionRecord,
    "attempts": AttemptRecord,
    "responses": ResponseRecord,
    "stop_offers": StopOfferRecord,
    "predictions": PredictionRecord,
    "score_sheets": ScoreSheetRecord,
    "readings": ReadingRecord,
    "plans": PlanRecord,
    "plan_revisions": PlanRevisionRecord,
    "plan_steps": PlanStepRecord,
    "exercise_log": ExerciseRecord,
    "agreed_actions": AgreedActionRecord,
    "outside_ratings": OutsideRatingRecord,
    "rater_rounds": RaterRoundRecord,
    "raters": RaterRecord,
    "grants": GrantRecord,
    "grant_invitations": GrantInvitationRecord,
    "share_links": ShareLinkRecord,
    "candidate_agendas": CandidateAgendaRecord,
}
"""Every table with people's data; a test compares this with the metadata."""

_OF_ACCOUNT: Mapping[str, tuple[type[Record], str]] = {
    "account_links": (AccountLinkRecord, "account_id"),
    "passkeys": (PasskeyRecord, "account_id"),
    "memberships": (MembershipRecord, "account_id"),
    "clients": (ClientRecord, "account_id"),
    "coach_notes": (CoachNoteRecord, "account_id"),
    "archives": (ArchiveRecord, "account_id"),
    "organisation_invitations": (OrganisationInvitationRecord, "invited_by"),
}
"""What hangs on the person's account: the table, and its column with the account's id."""


def export_person(session: Session, person: PersonId) -> dict[str, Any]:
    """Everything kept of a person as JSON-able values, one list for each kind of thing.

    Links, the hashes of key files and of session cookies are left out: they are keys, not facts
    about the person, and an export is made to be shown around.

    Raises:
        NotFound: no such person.
    """
    columns = PersonRecord.__table__.columns
    own = (
        session.execute(select(*columns).where(PersonRecord.id == person)).mappings().one_or_none()
    )
    if own is None:
        raise NotFound("person")
    export: dict[str, Any] = {"format": TAKEOUT_FORMAT, "person": _plain(own, PersonRecord)}
    for name, record in _OWNED.items():
        rows = session.execute(_everything(record, person)).mappings()
        export[name] = [_plain(row, record) for row in rows]
    for name, (record, column) in _OF_ACCOUNT.items():
        rows = session.execute(_by_account(record, column, person)).mappings()
        export[name] = [_plain(row, record) for row in rows]
    shared = session.execute(_notes_shared_with(person)).mappings()
    export["coach_notes"] += [_plain(row, CoachNoteRecord) for row in shared]
    rows = session.execute(_trail_of(person)).mappings()
    export["audit_events"] = [_plain(row, AuditEventRecord) for row in rows]
    return export


def _everything(record: type[Record], person: PersonId) -> Select[*tuple[Any, ...]]:
    table = record.__table__
    return (
        select(*table.columns)
        .where(table.columns["person_id"] == person)
        .order_by(*table.primary_key)
    )


def _by_account(record: type[Record], column: str, person: PersonId) -> Select[*tuple[Any, ...]]:
    table = record.__table__
    own = select(AccountRecord.id).where(AccountRecord.person_id == person)
    return select(*table.columns).where(table.columns[column].in_(own)).order_by(*table.primary_key)


def _notes_shared_with(person: PersonId) -> Select[*tuple[Any, ...]]:
    """What coaches wrote for the person to read; their private notes are in their own export."""
    table = CoachNoteRecord.__table__
    columns = table.columns
    return (
        select(columns["text"], columns["session_on"], columns["written_at"])
        .where(columns["client_id"] == person, columns["visibility"] == "with-client")
        .order_by(columns["session_on"], columns["id"])
    )


def _trail_of(person: PersonId) -> Select[*tuple[Any, ...]]:
    """Who opened or did what with the person's things; it has no key to them, only their id."""
    table = AuditEventRecord.__table__
    return (
        select(*table.columns)
        .where(table.columns["owner_id"] == person)
        .order_by(*table.primary_key)
    )


def _plain(row: RowMapping, record: type[Record]) -> dict[str, Any]:
    plain = {
        name: json.loads(value) if name in JSON_TEXT and value is not None else to_plain(value)
        for name, value in row.items()
        if name not in record.__holds__.stays_here
    }
    if isinstance(held := plain.get("content"), dict):
        plain["content"] = {k: v for k, v in held.items() if k in _SESSION_FACTS}
    return plain
