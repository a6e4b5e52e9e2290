"""How may a sitting end: offered to stop early, and asked what they expect of the result?"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from assessment.domain.areas import AreaId
from assessment.domain.attempts import Attempt, AttemptId, Booklet, PersonId
from assessment.domain.catalog import Catalog
from assessment.domain.predictions import Prediction
from assessment.domain.stopping import all_decided, asked_until, is_critical, may_be_decided
from assessment.services.attempts import load_attempt
from assessment.services.catalogs import CatalogShelf
from assessment.services.databases import Database
from assessment.services.scoring import score_booklet
from assessment.store.endings import (
    StopOfferRecord,
    add_prediction,
    add_stop_offer,
    find_prediction,
    find_stop_offer,
    take_stop_offer,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StopOffer:
    """An offer that stands: nothing has been answered since it was made."""

    attempt: Attempt
    catalog: Catalog
    place: int
    """The place in the form, from 0, after which it was made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """What is known of how a submitted sitting ended."""

    not_asked: int
    """Questions that were not asked because the person took the offer to stop early."""
    prediction: Prediction | None


NOTHING_SAID = Ending(not_asked=0, prediction=None)
"""A sitting that ran to its end, of which nothing was expected."""


def offer_to_stop(
    database: Database,
    catalog: Catalog,
    person: PersonId,
    attempt: AttemptId,
    booklet: Booklet,
    place: int,
    *,
    now: datetime,
) -> bool:
    """Whether stopping is offered now, after the question at ``place``; noted, and so only once.

    Most places are ruled out by the form alone, without a query; the answers are scored only
    where the question belongs to a critical area and no offer was made yet.
    """
    if not may_be_decided(catalog, booklet, place):
        return False
    with database.reading() as session:
        if find_stop_offer(session, person, attempt) is not None:
            return False
        found = load_attempt(session, person, attempt)
    if not found.is_open or not is_critical(catalog, booklet, place, found.target):
        return False
    given = asked_until(booklet, place, found.responses)
    if not all_decided(score_booklet(catalog, given, found.responses), found.target):
        return False
    answered = len(found.responses)
    return database.write(
        lambda s: add_stop_offer(s, person, attempt, place=place, answered=answered, now=now)
    )


def standing_offer(
    session: Session, shelf: CatalogShelf, person: PersonId, attempt: AttemptId
) -> StopOffer | None:
    """The offer of one's own open attempt; None where none was made or it was passed by.

    Raises:
        NotFound: no such attempt of this person.
    """
    found = load_attempt(session, person, attempt)
    offer = find_stop_offer(session, person, attempt)
    if not stands(found, offer) or offer is None:
        return None
    catalog = shelf.at(session, found.booklet.revision)
    return StopOffer(attempt=found, catalog=catalog, place=offer.place)


def stands(attempt: Attempt, offer: StopOfferRecord | None) -> bool:
    """Whether an offer can still be taken: nothing was answered or left out since."""
    return attempt.is_open and offer is not None and offer.answered == len(attempt.responses)


def as_given(session: Session, attempt: Attempt, *, stop: bool) -> Attempt:
    """The attempt with the form as it was given: cut short where a standing offer is taken."""
    offer = find_stop_offer(session, attempt.person, attempt.id) if stop else None
    if offer is None or not stands(attempt, offer):
        return attempt
    return replace(attempt, booklet=asked_until(attempt.booklet, offer.place, attempt.responses))


def keep_ending(
    session: Session,
    before: Attempt,
    given: Attempt,
    prediction: Mapping[AreaId, int],
    *,
    now: datetime,
) -> None:
    """Keep that the form was cut short, and what is expected of the areas it reports."""
    not_asked = len(before.booklet.entries) - len(given.booklet.entries)
    if not_asked:
        take_stop_offer(session, before.person, before.id, not_asked=not_asked)
    if prediction and before.booklet.form == "full":
        levels = json.dumps(prediction, separators=(",", ":"), sort_keys=True)
        add_prediction(session, before.person, before.id, levels, now=now)


def load_ending(session: Session, person: PersonId, attempt: AttemptId) -> Ending:
    """How one's own sitting ended; of a foreign one nothing is known."""
    offer = find_stop_offer(session, person, attempt)
    predicted = find_prediction(session, person, attempt)
    return Ending(
        not_asked=0 if offer is None else offer.not_asked or 0,
        prediction=None
        if predicted is None
        else Prediction(
            levels={AreaId(area): level for area, level in json.loads(predicted.levels).items()},
            made_at=predicted.made_at,
        ),
    )
