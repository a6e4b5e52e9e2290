"""How are attempts, sheets and readings of one person found and stored?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, select, update
from sqlalchemy.orm import Session

from assessment.domain.attempts import Attempt, AttemptId, Booklet, FormId, PersonId
from assessment.domain.readings import Reading
from assessment.domain.scoring.sheet import ScoreSheet
from assessment.store.answers import saved_answers
from assessment.store.convert import (
    attempt_to_domain,
    booklet_from_domain,
    booklet_to_domain,
    reading_to_domain,
    sheet_to_domain,
)
from assessment.store.plain import to_text
from assessment.store.records import AttemptRecord, ReadingRecord, ScoreSheetRecord
from assessment.store.upsert import rows_changed


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredSheet:
    """A sheet as it was stored, with the key its readings refer to."""

    id: int
    number: int
    """1 for the sheet of the submission, then one more for each that was added."""
    revision: str
    """The catalogue the answers were scored with."""
    sheet: ScoreSheet
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredReading:
    """A reading as it was stored."""

    id: int
    reading: Reading
    created_at: datetime


def find_attempt(
    session: Session, person: PersonId, attempt: AttemptId, *, to_write: bool = False
) -> Attempt | None:
    """One's own attempt with its responses; ``to_write`` keeps its row until the commit."""
    query = select(AttemptRecord).where(
        AttemptRecord.id == attempt, AttemptRecord.person_id == person
    )
    row = session.scalar(query.with_for_update() if to_write else query)
    if row is None:
        return None
    return attempt_to_domain(row, saved_answers(session, person, attempt))


def open_attempt_of(session: Session, person: PersonId, form: FormId) -> AttemptId | None:
    """The one open attempt of a person and form, if there is one."""
    found = session.scalar(
        select(AttemptRecord.id).where(
            AttemptRecord.person_id == person,
            AttemptRecord.form == form,
            AttemptRecord.status == "open",
        )
    )
    return None if found is None else AttemptId(found)


def count_attempts(session: Session, person: PersonId) -> int:
    """How many attempts a person has, open and submitted."""
    query = select(func.count()).where(AttemptRecord.person_id == person)
    return session.scalar(query) or 0


def latest_booklets(session: Session, person: PersonId, count: int) -> Sequence[Booklet]:
    """The forms of a person's last sittings, the latest first."""
    rows = session.execute(
        select(
            AttemptRecord.form, AttemptRecord.revision, AttemptRecord.seed, AttemptRecord.booklet
        )
        .where(AttemptRecord.person_id == person)
        .order_by(AttemptRecord.started_at.desc(), AttemptRecord.id)
        .limit(count)
    )
    return [booklet_to_domain(row.form, row.revision, row.seed, row.booklet) for row in rows]


def close_attempt(
    session: Session,
    person: PersonId,
    attempt: AttemptId,
    booklet: Booklet,
    *,
    now: datetime,
) -> bool:
    """Close an open attempt for good, with the form as it was given in the end.

    False where it was closed already.
    """
    result = session.execute(
        update(AttemptRecord)
        .where(
            AttemptRecord.id == attempt,
            AttemptRecord.person_id == person,
            AttemptRecord.status == "open",
        )
        .values(status="submitted", submitted_at=now, booklet=booklet_from_domain(booklet))
        .execution_options(synchronize_session=False)
    )
    return rows_changed(result) == 1


def add_sheet(
    session: Session, person: PersonId, attempt: Attempt, sheet: ScoreSheet, *, now: datetime
) -> int:
    """Store a sheet after those the attempt has, and return its key.

    Two at once are kept apart by a constraint; lock the attempt before.
    """
    before = session.scalar(
        select(func.max(ScoreSheetRecord.number)).where(
            ScoreSheetRecord.attempt_id == attempt.id, ScoreSheetRecord.person_id == person
        )
    )
    record = ScoreSheetRecord(
        attempt_id=attempt.id,
        person_id=person,
        number=(before or 0) + 1,
        scoring_version=sheet.scoring_version,
        revision=attempt.booklet.revision,
        overall_level=None if sheet.overall is None else sheet.overall.level,
        quality_points=sheet.quality.points,
        sheet=to_text(sheet),
        created_at=now,
    )
    session.add(record)
    session.flush()
    return record.id


def add_reading(
    session: Session, person: PersonId, sheet: int, reading: Reading, *, now: datetime
) -> int:
    """Store a reading, which is the current one of its sheet from now on; returns its key."""
    record = ReadingRecord(
        sheet_id=sheet,
        person_id=person,
        target=to_text(reading.target),
        reading=to_text(reading),
        created_at=now,
    )
    session.add(record)
    session.flush()
    return record.id


def latest_sheet(session: Session, person: PersonId, attempt: AttemptId) -> StoredSheet | None:
    """The sheet of an attempt that was stored last."""
    row = session.execute(_sheets_of(person, attempt).limit(1)).one_or_none()
    return None if row is None else _stored_sheet(row)


def all_sheets(session: Session, person: PersonId, attempt: AttemptId) -> Sequence[StoredSheet]:
    """Every sheet of an attempt, the latest first."""
    return [_stored_sheet(row) for row in session.execute(_sheets_of(person, attempt))]


def _sheets_of(person: PersonId, attempt: AttemptId) -> Select[*tuple[Any, ...]]:
    return (
        select(
            ScoreSheetRecord.id,
            ScoreSheetRecord.number,
            ScoreSheetRecord.revision,
            ScoreSheetRecord.sheet,
            ScoreSheetRecord.created_at,
        )
        .where(ScoreSheetRecord.attempt_id == attempt, ScoreSheetRecord.person_id == person)
        .order_by(ScoreSheetRecord.number.desc())
    )


def _stored_sheet(row: Row[*tuple[Any, ...]]) -> StoredSheet:
    return StoredSheet(
        id=row.id,
        number=row.number,
        revision=row.revision,
        sheet=sheet_to_domain(row.sheet),
        created_at=row.created_at,
    )


def latest_reading(session: Session, person: PersonId, sheet: int) -> StoredReading | None:
    """The current reading of a sheet."""
    row = session.execute(
        select(ReadingRecord.id, ReadingRecord.reading, ReadingRecord.created_at)
        .where(ReadingRecord.sheet_id == sheet, ReadingRecord.person_id == person)
        .order_by(ReadingRecord.id.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return None
    return StoredReading(
        id=row.id, reading=reading_to_domain(row.reading), created_at=row.created_at
    )
