"""What does the result of a submitted attempt consist of, and how is it read another way?"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from assessment.domain.attempts import Attempt, AttemptId, PersonId
from assessment.domain.catalog import Catalog
from assessment.domain.errors import AttemptStillOpen, NotFound
from assessment.domain.profiles import Target
from assessment.domain.readings import Reading, TypeReading
from assessment.domain.scoring.sheet import ScoreSheet
from assessment.domain.translations import retold
from assessment.services.attempts import load_attempt
from assessment.services.catalogs import CatalogShelf
from assessment.services.scoring import read_against, read_against_types
from assessment.store.results import StoredSheet, add_reading, latest_reading, latest_sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Everything a page, a report or an export says about one attempt comes from here."""

    attempt: Attempt
    sheet: ScoreSheet
    reading: Reading
    """The current reading: the one asked for last."""
    reading_id: int
    """Key of the reading, for a plan that is built from it."""
    scored_at: datetime
    read_at: datetime
    catalog: Catalog
    """The content at the attempt's revision."""


def load_result(
    session: Session, shelf: CatalogShelf, person: PersonId, attempt: AttemptId
) -> Result:
    """The result of one's own submitted attempt.

    Raises:
        NotFound: missing, or somebody else's.
        AttemptStillOpen: not submitted yet.
        CatalogMissing: the content it was made from is gone.
    """
    found, stored = _submitted(session, person, attempt)
    current = latest_reading(session, person, stored.id)
    if current is None:
        raise NotFound("result")
    return Result(
        attempt=found,
        sheet=stored.sheet,
        reading=current.reading,
        reading_id=current.id,
        scored_at=stored.created_at,
        read_at=current.created_at,
        catalog=shelf.at(session, found.booklet.revision),
    )


def in_readers_words(stored: Result, shelf: CatalogShelf) -> Result:
    """A result with the content in the language read now; no figure of it is another one."""
    return replace(stored, catalog=shelf.shown(stored.catalog), reading=retold(stored.reading))


def reread(
    session: Session,
    shelf: CatalogShelf,
    person: PersonId,
    attempt: AttemptId,
    target: Target,
    *,
    now: datetime,
) -> Result:
    """Read one's own result against another target from now on. No level moves.

    Earlier readings stay stored; the same target again adds nothing. Raises as ``load_result``.
    """
    result = load_result(session, shelf, person, attempt)
    if result.reading.target == target:
        return result
    stored = _submitted(session, person, attempt)[1]
    reading = read_against(stored.sheet, target, result.catalog)
    add_reading(session, person, stored.id, reading, now=now)
    return load_result(session, shelf, person, attempt)


def read_all_types(result: Result) -> Sequence[TypeReading]:
    """The same answers against every CTO type in the same context, the nearest type first.

    Empty where no area has a level or answer quality forbids interpretation.
    """
    return read_against_types(result.sheet, result.reading.target, result.catalog)


def _submitted(
    session: Session, person: PersonId, attempt: AttemptId
) -> tuple[Attempt, StoredSheet]:
    found = load_attempt(session, person, attempt)
    if found.is_open:
        raise AttemptStillOpen(attempt)
    stored = latest_sheet(session, person, attempt)
    if stored is None:
        raise NotFound("result")
    return found, stored
