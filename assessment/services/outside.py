"""How does what a coach, a manager or colleagues say become part of somebody's result?

A rating belongs to the person rated and to one sitting: the form and whatever goes on from it.
Each change makes a new sheet and reading of every submitted attempt of that sitting; the old ones
stay. Who may rate whom is for the callers to have settled; colleagues' single answers never come
here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, select, update
from sqlalchemy.orm import Session

from assessment.domain.areas import AreaId
from assessment.domain.attempts import AttemptId, PersonId
from assessment.domain.errors import AttemptStillOpen, NotFound, RatingInvalid
from assessment.domain.language import gettext as _
from assessment.domain.outside import (
    AnchoredRating,
    GroupMean,
    OutsideFactor,
    OutsideRating,
    Source,
    check_means,
    check_name,
    check_rating,
    factors_of,
)
from assessment.services.attempts import latest_target, load_attempt
from assessment.services.catalogs import CatalogShelf
from assessment.services.scoring import read_against, score_booklet
from assessment.services.tokens import is_id, new_id
from assessment.store.records import AttemptRecord, OutsideRatingRecord
from assessment.store.results import add_reading, add_sheet, find_attempt
from assessment.store.upsert import rows_changed

MOST_RATINGS = 1_000
"""Ratings kept of one sitting, withdrawn ones included; beyond it something else is going on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sitting:
    """A form and what goes on from it."""

    root: AttemptId
    attempts: tuple[AttemptId, ...]


def add_coach_rating(
    session: Session,
    shelf: CatalogShelf,
    person: PersonId,
    attempt: AttemptId,
    ratings: Mapping[AreaId, AnchoredRating],
    *,
    author: str,
    name: str,
    now: datetime,
) -> Sequence[OutsideRating]:
    """What a coach who reviewed evidence rates, area by area; an earlier rating of theirs yields.

    Areas left out keep the rating they have. Saying the same again changes nothing.

    Raises:
        NotFound: no such attempt of this person, or no such area in its content.
        AttemptStillOpen: the attempt has not been submitted.
        RatingInvalid: a level off the scale, no evidence named, no name.
        CatalogMissing: the content it was made from is gone; nothing is changed.
    """
    return _add_named(session, shelf, person, attempt, ratings, "coach", author, name, now)


def add_manager_rating(
    session: Session,
    shelf: CatalogShelf,
    person: PersonId,
    attempt: AttemptId,
    ratings: Mapping[AreaId, AnchoredRating],
    *,
    author: str,
    name: str,
    now: datetime,
) -> Sequence[OutsideRating]:
    """The same by a manager, who is the only named rater among colleagues. Raises as a coach's."""
    return _add_named(session, shelf, person, attempt, ratings, "manager", author, name, now)


def set_colleague_means(
    session: Session,
    shelf: CatalogShelf,
    person: PersonId,
    attempt: AttemptId,
    means: Mapping[AreaId, GroupMean],
    *,
    round_id: str,
    now: datetime,
) -> Sequence[OutsideRating]:
    """What a round of colleagues says: the published means replace all that it said before.

    Which means may be published is for ``domain.disclosure``; an area without one counts no more.
    Raises as ``add_coach_rating``.
    """
    check_means(means)
    sitting = _lock_sitting(session, person, attempt)
    given = {
        area: _rating(area, "colleagues", round_id, "", mean.mean, mean.raters, "", now)
        for area, mean in means.items()
    }
    gone = [
        rating
        for rating in _ratings(session, person, sitting)
        if rating.counts
        and (rating.source, rating.author) == ("colleagues", round_id)
        and rating.area not in given
    ]
    _store(session, shelf, person, sitting, tuple(given.values()), gone, now=now)
    return tuple(given.values())


def withdraw_rating(
    session: Session,
    shelf: CatalogShelf,
    person: PersonId,
    rating: str,
    *,
    author: str,
    now: datetime,
) -> None:
    """Take back one's own rating: it stays on record and counts no more. Twice is once.

    Raises:
        NotFound: no such rating of this person by this author.
        CatalogMissing: the content a result was made from is gone; nothing is changed.
    """
    row = session.scalar(
        select(OutsideRatingRecord).where(
            OutsideRatingRecord.id == rating,
            OutsideRatingRecord.person_id == person,
            OutsideRatingRecord.author == author,
        )
    )
    if row is None:
        raise NotFound("rating")
    sitting = _lock_sitting(session, person, AttemptId(row.attempt_id))
    gone = [r for r in _ratings(session, person, sitting) if r.counts and r.id == rating]
    if gone:
        _store(session, shelf, person, sitting, (), gone, now=now)


def list_ratings(session: Session, person: PersonId, attempt: AttemptId) -> Sequence[OutsideRating]:
    """What others said of a sitting, the latest first, withdrawn ratings included.

    Raises:
        NotFound: no such attempt of this person.
    """
    return tuple(reversed(_ratings(session, person, _sitting(session, person, attempt))))


def counting_factors(
    session: Session, person: PersonId, attempt: AttemptId
) -> tuple[OutsideFactor, ...]:
    """What others say of a sitting, as scoring takes it. Raises as ``list_ratings``."""
    return factors_of(_ratings(session, person, _sitting(session, person, attempt)))


def _add_named(
    session: Session,
    shelf: CatalogShelf,
    person: PersonId,
    attempt: AttemptId,
    ratings: Mapping[AreaId, AnchoredRating],
    source: Source,
    author: str,
    name: str,
    now: datetime,
) -> Sequence[OutsideRating]:
    shown = check_name(name)
    checked = {
        area: check_rating(rating.value, rating.evidence, source=source)
        for area, rating in ratings.items()
    }
    sitting = _lock_sitting(session, person, attempt)
    given = tuple(
        _rating(area, source, author, shown, rating.value, 1, rating.evidence, now)
        for area, rating in checked.items()
    )
    _store(session, shelf, person, sitting, given, (), now=now)
    return given


def _rating(
    area: AreaId,
    source: Source,
    author: str,
    name: str,
    value: float,
    raters: int,
    evidence: str,
    now: datetime,
) -> OutsideRating:
    return OutsideRating(
        id=new_id(),
        area=area,
        source=source,
        author=author,
        name=name,
        value=value,
        raters=raters,
        evidence=evidence,
        given_at=now,
    )


def _store(
    session: Session,
    shelf: CatalogShelf,
    person: PersonId,
    sitting: _Sitting,
    given: Sequence[OutsideRating],
    gone: Sequence[OutsideRating],
    *,
    now: datetime,
) -> None:
    """Withdraw what is gone or replaced, add what is new, and score again if anything changed."""
    present = _ratings(session, person, sitting)
    if len(present) + len(given) > MOST_RATINGS:
        raise RatingInvalid(
            "value",
            _("A result holds %(most_ratings)s ratings, the most it can.")
            % {"most_ratings": MOST_RATINGS},
        )
    counting = {(r.area, r.source, r.author): r for r in present if r.counts}
    new = [r for r in given if not _says_the_same(counting.get((r.area, r.source, r.author)), r)]
    replaced = [old for r in new if (old := counting.get((r.area, r.source, r.author))) is not None]
    if not new and not gone:
        return
    _mark_withdrawn(session, person, [*replaced, *gone], now=now)
    session.add_all(_record(person, sitting, rating) for rating in new)
    session.flush()
    _score_again(session, shelf, person, sitting, now=now)


def _says_the_same(before: OutsideRating | None, now: OutsideRating) -> bool:
    return before is not None and (before.value, before.raters, before.evidence, before.name) == (
        now.value,
        now.raters,
        now.evidence,
        now.name,
    )


def _mark_withdrawn(
    session: Session, person: PersonId, ratings: Sequence[OutsideRating], *, now: datetime
) -> None:
    for rating in ratings:
        changed = session.execute(
            update(OutsideRatingRecord)
            .where(_own(person, rating.id), OutsideRatingRecord.withdrawn_at.is_(None))
            .values(withdrawn_at=max(now, rating.given_at))  # a server's clock may be set back
            .execution_options(synchronize_session=False)
        )
        if rows_changed(changed) != 1:
            raise NotFound("rating")


def _score_again(
    session: Session, shelf: CatalogShelf, person: PersonId, sitting: _Sitting, *, now: datetime
) -> None:
    """A new sheet and reading of every submitted attempt of the sitting, from all there is."""
    factors = factors_of(_ratings(session, person, sitting))
    for attempt in sitting.attempts:
        found = load_attempt(session, person, attempt)
        if found.is_open:
            continue
        catalog = shelf.at(session, found.booklet.revision)
        if strangers := {factor.area for factor in factors} - set(catalog.areas):
            raise NotFound(_("area %(min)s") % {"min": min(strangers)})
        sheet = score_booklet(catalog, found.booklet, found.responses, outside=factors)
        target = latest_target(session, found)
        stored = add_sheet(session, person, found, sheet, now=now)
        add_reading(session, person, stored, read_against(sheet, target, catalog), now=now)


def _lock_sitting(session: Session, person: PersonId, attempt: AttemptId) -> _Sitting:
    """The sitting of one's own submitted attempt, kept from being submitted or rated meanwhile."""
    if load_attempt(session, person, attempt).is_open:
        raise AttemptStillOpen(attempt)
    sitting = _sitting(session, person, attempt)
    for each in sorted(sitting.attempts):
        find_attempt(session, person, each, to_write=True)
    return sitting


def _sitting(session: Session, person: PersonId, attempt: AttemptId) -> _Sitting:
    before = {
        AttemptId(row.id): None if row.continues is None else AttemptId(row.continues)
        for row in session.execute(
            select(AttemptRecord.id, AttemptRecord.continues)
            .where(AttemptRecord.person_id == person)
            .order_by(AttemptRecord.started_at, AttemptRecord.id)
        )
    }
    if not is_id(attempt) or attempt not in before:
        raise NotFound("attempt")

    def root_of(found: AttemptId) -> AttemptId:
        while (carried := before.get(found)) is not None:
            found = carried
        return found

    root = root_of(attempt)
    return _Sitting(root=root, attempts=tuple(a for a in before if root_of(a) == root))


def _ratings(session: Session, person: PersonId, sitting: _Sitting) -> tuple[OutsideRating, ...]:
    """Everything said of a sitting, the earliest first."""
    rows = session.scalars(
        select(OutsideRatingRecord)
        .where(
            OutsideRatingRecord.person_id == person,
            OutsideRatingRecord.attempt_id == sitting.root,
        )
        .order_by(OutsideRatingRecord.given_at, OutsideRatingRecord.id)
        .execution_options(populate_existing=True)
    )
    return tuple(_to_domain(row) for row in rows)


def _own(person: PersonId, rating: str) -> ColumnElement[bool]:
    return and_(OutsideRatingRecord.id == rating, OutsideRatingRecord.person_id == person)


def _record(person: PersonId, sitting: _Sitting, rating: OutsideRating) -> OutsideRatingRecord:
    return OutsideRatingRecord(
        id=rating.id,
        person_id=person,
        attempt_id=sitting.root,
        area=rating.area,
        source=rating.source,
        author=rating.author,
        name=rating.name,
        level=rating.value,
        raters=rating.raters,
        evidence=rating.evidence,
        given_at=rating.given_at,
        withdrawn_at=None,
    )


def _to_domain(row: OutsideRatingRecord) -> OutsideRating:
    source: Source = row.source  # type: ignore[assignment]  # one of SOURCES by a constraint
    return OutsideRating(
        id=row.id,
        area=AreaId(row.area),
        source=source,
        author=row.author,
        name=row.name,
        value=row.level,
        raters=row.raters,
        evidence=row.evidence,
        given_at=row.given_at,
        withdrawn_at=row.withdrawn_at,
    )
