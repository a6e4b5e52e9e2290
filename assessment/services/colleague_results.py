"""How does a round close, what is shown of it from then on, and how does it enter the level?"""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessment.domain.areas import AreaId
from assessment.domain.attempts import AttemptId, PersonId
from assessment.domain.colleagues import Question, RaterId, Role, RoundId
from assessment.domain.errors import NotFound
from assessment.domain.outside import AnchoredRating
from assessment.domain.round_results import RaterAnswers, RoundShown, disclose
from assessment.services.attempts import load_attempt
from assessment.services.catalogs import CatalogShelf
from assessment.services.colleagues import Round
from assessment.services.outside import add_manager_rating, set_colleague_means
from assessment.services.tokens import is_id
from assessment.store.engine import Database
from assessment.store.plain import from_text, to_text
from assessment.store.records import (
    RaterAnswerRecord,
    RaterRecord,
    RaterRoundRecord,
    RaterWordsRecord,
)

_CHANCE = secrets.SystemRandom()


def close_round(
    session: Session, shelf: CatalogShelf, person: PersonId, round_id: RoundId, *, now: datetime
) -> RoundShown:
    """Close one's own round for good: write down what may be shown, and let it count.

    Closing twice is closing once: what was written down the first time stays.

    Raises:
        NotFound: no such round of this person.
        CatalogMissing: the content of the result is gone; nothing is changed.
    """
    if not is_id(round_id):
        raise NotFound("round")
    record = session.scalar(
        select(RaterRoundRecord)
        .where(RaterRoundRecord.id == round_id, RaterRoundRecord.person_id == person)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if record is None:
        raise NotFound("round")
    if record.disclosed is not None:
        return from_text(RoundShown, record.disclosed)
    attempt = AttemptId(record.attempt_id)
    catalog = shelf.at(session, load_attempt(session, person, attempt).booklet.revision)
    order = sorted(catalog.areas.values(), key=lambda area: area.order)
    asked, submitted = _submitted(session, person, round_id)
    shown = disclose(submitted, [area.id for area in order], asked=asked, shuffle=_CHANCE.shuffle)
    record.closed_at = now
    record.disclosed = to_text(shown)
    session.flush()
    _let_it_count(session, shelf, person, attempt, round_id, shown, submitted, now=now)
    return shown


def shown_of(found: Round) -> RoundShown | None:
    """What may be shown of a round; None while it is open."""
    return None if found.disclosed is None else from_text(RoundShown, found.disclosed)


def close_due_rounds(database: Database, shelf: CatalogShelf, *, now: datetime) -> int:
    """Close every round whose last day is over; how many."""
    with database.reading() as session:
        due = session.execute(
            select(RaterRoundRecord.id, RaterRoundRecord.person_id).where(
                RaterRoundRecord.closed_at.is_(None), RaterRoundRecord.closes_at <= now
            )
        ).all()
    for row in due:
        round_id, person = RoundId(row.id), PersonId(row.person_id)
        database.write(
            lambda s, p=person, r=round_id: close_round(s, shelf, p, r, now=now)  # type: ignore[misc]
        )
    return len(due)


def _let_it_count(
    session: Session,
    shelf: CatalogShelf,
    person: PersonId,
    attempt: AttemptId,
    round_id: RoundId,
    shown: RoundShown,
    submitted: Sequence[RaterAnswers],
    *,
    now: datetime,
) -> None:
    if means := shown.colleague_means:
        set_colleague_means(session, shelf, person, attempt, means, round_id=round_id, now=now)
    manager = next((each for each in submitted if each.role == "manager"), None)
    if manager is not None and (ratings := shown.manager_ratings):
        name = session.scalar(
            select(RaterRecord.name).where(
                RaterRecord.id == manager.rater, RaterRecord.person_id == person
            )
        )
        add_manager_rating(
            session,
            shelf,
            person,
            attempt,
            {
                area: AnchoredRating(value=float(value), evidence="")
                for area, value in ratings.items()
            },
            author=round_id,
            name=name or "",
            now=now,
        )


def _submitted(
    session: Session, person: PersonId, round_id: RoundId
) -> tuple[int, Sequence[RaterAnswers]]:
    """How many were asked, and what those who submitted said."""
    raters = session.execute(
        select(RaterRecord.id, RaterRecord.role, RaterRecord.state).where(
            RaterRecord.round_id == round_id, RaterRecord.person_id == person
        )
    ).all()
    ids = [row.id for row in raters if row.state == "submitted"]
    ratings: dict[str, dict[AreaId, int | None]] = {rater: {} for rater in ids}
    for row in session.execute(
        select(RaterAnswerRecord.rater_id, RaterAnswerRecord.area, RaterAnswerRecord.value).where(
            RaterAnswerRecord.rater_id.in_(ids), RaterAnswerRecord.person_id == person
        )
    ):
        ratings[row.rater_id][AreaId(row.area)] = row.value
    words: dict[str, dict[Question, str]] = {rater: {} for rater in ids}
    for written in session.execute(
        select(RaterWordsRecord.rater_id, RaterWordsRecord.question, RaterWordsRecord.text).where(
            RaterWordsRecord.rater_id.in_(ids), RaterWordsRecord.person_id == person
        )
    ):
        words[written.rater_id][cast("Question", written.question)] = written.text
    return len(raters), [
        RaterAnswers(
            rater=RaterId(row.id),
            role=cast("Role", row.role),
            ratings=ratings[row.id],
            words=words[row.id],
        )
        for row in raters
        if row.id in ratings
    ]
