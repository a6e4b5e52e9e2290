"""How does an attempt end: closed, scored and read against its target, all or nothing?"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from assessment.domain.attempts import Attempt, AttemptId, PersonId
from assessment.domain.booklets import bank_of
from assessment.domain.catalog import Catalog
from assessment.domain.errors import NotFound
from assessment.domain.profiles import Target
from assessment.domain.readings import Reading
from assessment.domain.scoring.reading import read_sheet
from assessment.domain.scoring.score import score
from assessment.domain.scoring.sheet import ScoreSheet
from assessment.services.attempts import load_attempt
from assessment.services.catalogs import CatalogShelf
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


def score_attempt(attempt: Attempt, catalog: Catalog) -> ScoreSheet:
    """The sheet of an attempt's answers. Pure: the same answers give the same sheet."""
    areas = sorted(catalog.areas.values(), key=lambda area: (area.order, area.id))
    return score(
        bank_of(catalog, attempt.booklet),
        attempt.responses,
        areas=[area.id for area in areas],
        clusters={area.id: area.cluster for area in areas},
    )


def read_against(sheet: ScoreSheet, target: Target, catalog: Catalog) -> Reading:
    """The reading of a sheet against a target, with the months per level of this content."""
    months = {area.id: area.months_per_level for area in catalog.areas.values()}
    return read_sheet(sheet, target, months)


def _score(attempt: Attempt, catalog: Catalog) -> _Scored:
    sheet = score_attempt(attempt, catalog)
    return _Scored(
        attempt=attempt, sheet=sheet, reading=read_against(sheet, attempt.target, catalog)
    )
