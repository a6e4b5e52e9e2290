"""Under which versions of the method was a result computed, and how is it computed anew?

Nothing is ever recomputed by itself: an upgrade leaves every result as it was. Computing anew is
an act of the owner or of the operator, adds a sheet and a reading, and keeps the old ones.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assessment.domain.attempts import AttemptId, PersonId
from assessment.domain.errors import AttemptStillOpen, NotFound
from assessment.domain.scoring.sheet import SCORING_VERSION, ScoreSheet
from assessment.services.attempts import latest_target, load_attempt
from assessment.services.catalogs import CatalogShelf
from assessment.services.outside import counting_factors
from assessment.services.scoring import read_against, score_booklet
from assessment.services.tokens import is_id
from assessment.store.records import AttemptRecord, ScoreSheetRecord
from assessment.store.results import add_reading, add_sheet, all_sheets, find_attempt, latest_sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptSheet:
    """One sheet of an attempt, as it was computed once."""

    number: int
    """1 for the sheet of the submission."""
    scoring_version: str
    revision: str
    computed_at: datetime
    sheet: ScoreSheet


def version_key(version: str) -> tuple[int, ...]:
    """A version as numbers that can be compared.

    >>> version_key("1.10.0") > version_key("1.9.3")
    True
    """
    return tuple(int(part) for part in version.split("."))


def is_outdated(sheet: ScoreSheet) -> bool:
    """Whether this release scores by a later version than the sheet was computed with."""
    return version_key(sheet.scoring_version) < version_key(SCORING_VERSION)


def list_sheets(session: Session, person: PersonId, attempt: AttemptId) -> Sequence[KeptSheet]:
    """Every sheet of one's own submitted attempt, the latest first.

    Raises:
        NotFound: missing, or somebody else's.
        AttemptStillOpen: not submitted yet.
    """
    if load_attempt(session, person, attempt).is_open:
        raise AttemptStillOpen(attempt)
    return [
        KeptSheet(
            number=stored.number,
            scoring_version=stored.sheet.scoring_version,
            revision=stored.revision,
            computed_at=stored.created_at,
            sheet=stored.sheet,
        )
        for stored in all_sheets(session, person, attempt)
    ]


def recompute(
    session: Session, shelf: CatalogShelf, person: PersonId, attempt: AttemptId, *, now: datetime
) -> bool:
    """Compute a result anew under this release's version, from the same answers and content.

    What others said counts as it does now, and the target is the one read last. False, with
    nothing added, where the result is of this version (or a later one) already.

    Raises:
        NotFound: missing, or somebody else's.
        AttemptStillOpen: not submitted yet.
        CatalogMissing: the content it was made from is gone; nothing is added or changed.
    """
    if load_attempt(session, person, attempt).is_open:
        raise AttemptStillOpen(attempt)
    found = find_attempt(session, person, attempt, to_write=True)
    before = latest_sheet(session, person, attempt)
    if found is None or before is None:
        raise NotFound("result")
    if not is_outdated(before.sheet):
        return False
    catalog = shelf.at(session, found.booklet.revision)
    sheet = score_booklet(
        catalog,
        found.booklet,
        found.responses,
        outside=counting_factors(session, person, attempt),
    )
    target = latest_target(session, found)
    stored = add_sheet(session, person, found, sheet, now=now)
    add_reading(session, person, stored, read_against(sheet, target, catalog), now=now)
    return True


def owner_of(session: Session, attempt: AttemptId) -> PersonId:
    """Whose attempt this is, for the operator's command line alone.

    Raises:
        NotFound: there is no such attempt.
    """
    found = (
        session.scalar(select(AttemptRecord.person_id).where(AttemptRecord.id == attempt))
        if is_id(attempt)
        else None
    )
    if found is None:
        raise NotFound("attempt")
    return PersonId(found)


def outdated_attempts(session: Session) -> Sequence[tuple[AttemptId, str]]:
    """Submitted attempts whose latest sheet is of an older version, with that version.

    For the operator's command line alone: ids and versions, no result and no person.
    """
    latest = (
        select(ScoreSheetRecord.attempt_id, func.max(ScoreSheetRecord.number).label("number"))
        .group_by(ScoreSheetRecord.attempt_id)
        .subquery()
    )
    rows = session.execute(
        select(ScoreSheetRecord.attempt_id, ScoreSheetRecord.scoring_version)
        .join(
            latest,
            (latest.c.attempt_id == ScoreSheetRecord.attempt_id)
            & (latest.c.number == ScoreSheetRecord.number),
        )
        .where(ScoreSheetRecord.scoring_version != SCORING_VERSION)
        .order_by(ScoreSheetRecord.created_at, ScoreSheetRecord.attempt_id)
    )
    return [
        (AttemptId(row.attempt_id), row.scoring_version)
        for row in rows
        if version_key(row.scoring_version) < version_key(SCORING_VERSION)
    ]
