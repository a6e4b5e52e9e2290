"""How does a coach keep notes about a client, and which of them does the client read?

A note belongs to the coach who wrote it. It is reached by way of a grant that stands: when the
grant ends the page is gone, and the notes leave with the coach's own export.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import ColumnElement, and_, delete, func, select, update
from sqlalchemy.orm import Session

from assessment.domain.accounts import AccountId
from assessment.domain.attempts import PersonId
from assessment.domain.coaching import MOST_NOTES, Note, NoteDraft, NoteId, Visibility
from assessment.domain.errors import CoachingInvalid, NoteChanged, NotFound
from assessment.domain.language import gettext as _
from assessment.domain.sharing import Grant, GrantId
from assessment.services.caseload import note_meeting
from assessment.services.granted import load_granted, note_opening
from assessment.services.tokens import new_id
from assessment.store.records import AccountRecord, CoachNoteRecord
from assessment.store.upsert import insert_once, rows_changed


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedNote:
    """A note as its client reads it."""

    note: Note
    author: str


def add_note(
    session: Session,
    account: AccountId,
    grant: GrantId,
    draft: NoteDraft,
    *,
    save_id: str,
    now: datetime,
) -> NoteId:
    """Keep a note; the same form sent twice keeps it once.

    Raises:
        NotFound: no such grant, or it is over.
        CoachingInvalid: as many notes as are kept.
    """
    held = load_granted(session, account, grant, now=now)
    count = session.scalar(select(func.count()).where(_about(account, held.owner))) or 0
    if count >= MOST_NOTES:
        raise CoachingInvalid("text", _("You have as many notes on one client as are kept."))
    note = new_id()
    added = insert_once(
        session,
        CoachNoteRecord,
        {
            "id": note,
            "account_id": account,
            "client_id": held.owner,
            "text": draft.text,
            "visibility": draft.visibility,
            "session_on": draft.session_on,
            "revision": 1,
            "save_id": save_id,
            "written_at": now,
            "changed_at": now,
        },
    )
    if not added:
        return NoteId(
            session.scalars(
                select(CoachNoteRecord.id).where(
                    CoachNoteRecord.account_id == account, CoachNoteRecord.save_id == save_id
                )
            ).one()
        )
    note_meeting(session, account, held.owner, now=now)
    _write_down(session, account, held, draft.visibility, NoteId(note), "note.written", now)
    return NoteId(note)


def list_notes(
    session: Session, account: AccountId, grant: GrantId, *, now: datetime, limit: int = 50
) -> Sequence[Note]:
    """One's notes about a client, the latest conversation first.

    Raises:
        NotFound: no such grant, or it is over.
    """
    held = load_granted(session, account, grant, now=now)
    rows = session.scalars(
        select(CoachNoteRecord)
        .where(_about(account, held.owner))
        .order_by(
            CoachNoteRecord.session_on.desc(),
            CoachNoteRecord.written_at.desc(),
            CoachNoteRecord.id,
        )
        .limit(limit)
    )
    return [_to_domain(row) for row in rows]


def load_note(
    session: Session, account: AccountId, grant: GrantId, note: NoteId, *, now: datetime
) -> Note:
    """One note about the client of a grant that stands.

    Raises:
        NotFound: missing, somebody else's, or the grant is over.
    """
    held = load_granted(session, account, grant, now=now)
    row = session.scalar(
        select(CoachNoteRecord).where(_about(account, held.owner), CoachNoteRecord.id == note)
    )
    if row is None:
        raise NotFound("note")
    return _to_domain(row)


def change_note(
    session: Session,
    account: AccountId,
    grant: GrantId,
    note: NoteId,
    draft: NoteDraft,
    *,
    seen_revision: int,
    now: datetime,
) -> Note:
    """Replace what a note says, unless it was changed since it was opened.

    Raises:
        NotFound: as ``load_note``.
        NoteChanged: another window was there first; nothing is overwritten.
    """
    held = load_granted(session, account, grant, now=now)
    before = load_note(session, account, grant, note, now=now)
    same = (before.text, before.visibility, before.session_on)
    if same == (draft.text, draft.visibility, draft.session_on):
        return before
    changed = session.execute(
        update(CoachNoteRecord)
        .where(
            _about(account, held.owner),
            CoachNoteRecord.id == note,
            CoachNoteRecord.revision == seen_revision,
        )
        .values(
            text=draft.text,
            visibility=draft.visibility,
            session_on=draft.session_on,
            revision=seen_revision + 1,
            changed_at=max(now, before.written_at),
        )
        .execution_options(synchronize_session=False)
    )
    if rows_changed(changed) != 1:
        raise NoteChanged(current=before.text, revision=before.revision)
    if "with-client" in (before.visibility, draft.visibility):
        _write_down(session, account, held, "with-client", note, "note.changed", now)
    session.expire_all()
    return load_note(session, account, grant, note, now=now)


def delete_note(
    session: Session, account: AccountId, grant: GrantId, note: NoteId, *, now: datetime
) -> None:
    """Delete one's own note; a client who could read it no longer can.

    Raises:
        NotFound: as ``load_note``.
    """
    held = load_granted(session, account, grant, now=now)
    before = load_note(session, account, grant, note, now=now)
    session.execute(
        delete(CoachNoteRecord)
        .where(_about(account, held.owner), CoachNoteRecord.id == note)
        .execution_options(synchronize_session=False)
    )
    _write_down(session, account, held, before.visibility, note, "note.deleted", now)


def notes_for_client(
    session: Session, client: PersonId, *, limit: int = 50
) -> Sequence[SharedNote]:
    """The notes coaches wrote for a client to read, the latest conversation first."""
    rows = session.execute(
        select(CoachNoteRecord, AccountRecord.name, AccountRecord.email)
        .join(AccountRecord, AccountRecord.id == CoachNoteRecord.account_id)
        .where(CoachNoteRecord.client_id == client, CoachNoteRecord.visibility == "with-client")
        .order_by(CoachNoteRecord.session_on.desc(), CoachNoteRecord.id)
        .limit(limit)
    )
    return [SharedNote(note=_to_domain(row[0]), author=row[1] or row[2]) for row in rows]


def _about(account: AccountId, client: PersonId) -> ColumnElement[bool]:
    return and_(CoachNoteRecord.account_id == account, CoachNoteRecord.client_id == client)


def _write_down(
    session: Session,
    account: AccountId,
    held: Grant,
    visibility: Visibility,
    note: NoteId,
    action: str,
    now: datetime,
) -> None:
    """Notes for both are in the client's ledger; private ones are the coach's own business."""
    if visibility == "with-client":
        note_opening(session, account, held, action=action, kind="note", object_id=note, now=now)


def _to_domain(row: CoachNoteRecord) -> Note:
    return Note(
        id=NoteId(row.id),
        text=row.text,
        visibility=cast("Visibility", row.visibility),
        session_on=row.session_on,
        revision=row.revision,
        written_at=row.written_at,
        changed_at=row.changed_at,
    )
