"""How does an attempt end: closed, scored and read against its target, all or nothing?"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from assessment.domain.attempts import Attempt, AttemptId, PersonId
from assessment.domain.catalog import Catalog
from assessment.domain.errors import NotFound
from assessment.domain.readings import Reading
from assessment.domain.scoring.sheet import ScoreSheet
from assessment.services.attempts import load_attempt
from assessment.services.catalogs import CatalogShelf
from assessment.services.scoring import read_against, score_booklet
from assessment.store.engine import Database
from assessment.store.results import add_reading, add_sheet, close_attempt, find_attempt


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scored:
    attempt: Attempt
    sheet: ScoreSheet
    reading: Reading


def submit_attempt(
    database: Database,
    shelf: CatalogShelf,
    person: PersonId,
    attempt: AttemptId,
    *,
    now: datetime,
) -> Attempt:
    """Close an attempt, score it and store sheet and reading in one transaction.

    Any answers will do, none included: what is unanswered is missing. Submitting again returns the
    attempt as the first time left it.

    Raises:
        NotFound: no such attempt of this person.
        CatalogMissing: the content it was made from is gone; the attempt stays open.
    """
    with database.reading() as session:
        found = load_attempt(session, person, attempt)
        if not found.is_open:
            return found
        catalog = shelf.at(session, found.booklet.revision)
    # Scored before the transaction, so that nobody's save waits for it; again inside where an
    # answer was saved in between.
    early = _score(found, catalog)

    def close(session: Session) -> Attempt:
        present = find_attempt(session, person, attempt, to_write=True)
        if present is None:
            raise NotFound("attempt")
        if not present.is_open:
            return present
        scored = early if present == early.attempt else _score(present, catalog)
        close_attempt(session, person, attempt, now=now)
        sheet = add_sheet(session, person, attempt, scored.sheet, now=now)
        add_reading(session, person, sheet, scored.reading, now=now)
        return load_attempt(session, person, attempt)

    return database.write(close)


def _score(attempt: Attempt, catalog: Catalog) -> _Scored:
    sheet = score_booklet(catalog, attempt.booklet, attempt.responses)
    return _Scored(
        attempt=attempt, sheet=sheet, reading=read_against(sheet, attempt.target, catalog)
    )
