"""How does an attempt end: closed, scored and read against its target, all or nothing?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from assessment.domain.areas import AreaId
from assessment.domain.attempts import Attempt, AttemptId, PersonId
from assessment.domain.catalog import Catalog
from assessment.domain.errors import NotFound
from assessment.domain.outside import OutsideFactor
from assessment.domain.readings import Reading
from assessment.domain.scoring.sheet import ScoreSheet
from assessment.services.attempts import load_attempt
from assessment.services.caseload import note_new_result
from assessment.services.catalogs import CatalogShelf
from assessment.services.endings import as_given, keep_ending
from assessment.services.outside import counting_factors
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
    prediction: Mapping[AreaId, int] | None = None,
    stop: bool = False,
    now: datetime,
) -> Attempt:
    """Close an attempt, score it and store sheet and reading in one transaction.

    Any answers will do, none included: what is unanswered is missing. Submitting again returns the
    attempt as the first time left it.

    ``stop`` takes the offer to stop early, where it stands: what was not asked is then no part
    of the form any more. ``prediction`` is what the person expects of a full form's areas; being
    kept as the form closes, it is always older than the result.

    Raises:
        NotFound: no such attempt of this person.
        CatalogMissing: the content it was made from is gone; the attempt stays open.
    """
    with database.reading() as session:
        found = load_attempt(session, person, attempt)
        if not found.is_open:
            return found
        catalog = shelf.at(session, found.booklet.revision)
        given = as_given(session, found, stop=stop)
        outside = counting_factors(session, person, attempt)
    # Scored before the transaction, so that nobody's save waits for it; again inside where an
    # answer was saved or a rating given in between.
    early = _score(given, catalog, outside)

    def close(session: Session) -> Attempt:
        present = find_attempt(session, person, attempt, to_write=True)
        if present is None:
            raise NotFound("attempt")
        if not present.is_open:
            return present
        given = as_given(session, present, stop=stop)
        outside = counting_factors(session, person, attempt)
        unchanged = given == early.attempt and outside == early.sheet.outside
        scored = early if unchanged else _score(given, catalog, outside)
        close_attempt(session, person, attempt, given.booklet, now=now)
        known = {a: level for a, level in (prediction or {}).items() if a in catalog.areas}
        keep_ending(session, present, given, known, now=now)
        sheet = add_sheet(session, person, present, scored.sheet, now=now)
        add_reading(session, person, sheet, scored.reading, now=now)
        note_new_result(session, person, now=now)
        return load_attempt(session, person, attempt)

    return database.write(close)


def _score(attempt: Attempt, catalog: Catalog, outside: Sequence[OutsideFactor]) -> _Scored:
    sheet = score_booklet(catalog, attempt.booklet, attempt.responses, outside=outside)
    return _Scored(
        attempt=attempt, sheet=sheet, reading=read_against(sheet, attempt.target, catalog)
    )
