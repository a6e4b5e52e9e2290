"""What happens to one answer: shown, saved, changed, skipped?

A save names the revision it saw. It is acknowledged when its transaction has been committed, and
it may be sent again with the same ``save_id`` without changing anything.
"""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from assessment.domain.answers import (
    Answer,
    SavedAnswer,
    validate_answer,
    validate_confidence,
)
from assessment.domain.attempts import AttemptId, Booklet, BookletEntry, PersonId, SkipReason
from assessment.domain.bank import ItemId
from assessment.domain.errors import (
    AttemptClosed,
    InvalidAnswer,
    LockedItem,
    NotFound,
    StaleRevision,
    UnknownItem,
)
from assessment.domain.items import Item
from assessment.domain.language import gettext as _
from assessment.services.catalogs import CatalogShelf
from assessment.services.tokens import is_id
from assessment.store.answers import Place, find_place, saved_answers, write_answer
from assessment.store.engine import Store

LONGEST_SECONDS = 86_400.0
"""Times above a day are kept as a day: nobody read a question for longer."""

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,63}", re.ASCII)
_SAVE_ID = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPlace:
    """What a question page needs besides the catalogue: the form, the place, the saved answer."""

    attempt: AttemptId
    booklet: Booklet
    entry: BookletEntry
    index: int
    """Place in the booklet, from 0."""
    saved: SavedAnswer | None
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledgement:
    """A saved answer's present revision; ``saved_at`` is when that revision was written."""

    item: ItemId
    revision: int
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class _Save:
    """Who saves where, and which revision they saw."""

    person: PersonId
    attempt: AttemptId
    item: ItemId
    id: str
    seen: int
    now: datetime


def load_question(
    session: Store, person: PersonId, attempt: AttemptId, item: ItemId
) -> QuestionPlace:
    """One question of one's own attempt, open or submitted, in one query.

    Raises:
        NotFound: no such attempt of this person.
        UnknownItem: its form does not hold the item.
    """
    place = _place(session, person, attempt, item)
    entry = _entry(place.booklet, item)
    return QuestionPlace(
        attempt=attempt,
        booklet=place.booklet,
        entry=entry,
        index=place.booklet.entries.index(entry),
        saved=place.saved,
        is_open=place.submitted_at is None,
    )


def load_answers(
    session: Session, person: PersonId, attempt: AttemptId
) -> dict[ItemId, SavedAnswer]:
    """Every saved answer of one's own attempt; foreign attempts have nothing saved."""
    return {answer.item: answer for answer in saved_answers(session, person, attempt)}


def record_response(
    session: Store,
    shelf: CatalogShelf,
    person: PersonId,
    attempt: AttemptId,
    item: ItemId,
    raw: object | Callable[[Item, BookletEntry], object],
    *,
    save_id: str,
    seen_revision: int,
    seconds: float | None = None,
    confidence: object = None,
    now: datetime,
) -> Acknowledgement:
    """Save one answer.

    ``raw`` is the answer as ``validate_answer`` reads it, or what makes that of the item and its
    place, for a sender who does not know them: the place is then looked up once and not twice.
    ``seen_revision`` is the revision the sender saw, 0 for none. The same ``save_id`` again, or
    the value that is saved already, changes nothing and is acknowledged. ``seconds`` is the time
    spent on the item so far; the longest reported counts. ``confidence`` is how sure somebody
    says they are of an exhibit's marks, as ``validate_confidence`` reads it; it is part of what a
    revision keeps and of nothing that is scored.

    Raises:
        NotFound, UnknownItem: no such place for this person.
        AttemptClosed, LockedItem: the answer cannot change any more.
        InvalidAnswer: the answer does not fit the item.
        StaleRevision: a different answer was saved since; it carries that answer.
    """
    save = _Save(person, attempt, item, save_id, seen_revision, now)
    place = _writable_place(session, save)
    entry = _entry(place.booklet, item)
    authored = shelf.at(session, place.booklet.revision).items[item]
    value = validate_answer(authored, entry, raw(authored, entry) if callable(raw) else raw)
    sure = validate_confidence(authored, confidence)
    return _put(session, save, place, value, None, seconds, sure)


def skip_item(
    session: Store,
    person: PersonId,
    attempt: AttemptId,
    item: ItemId,
    reason: SkipReason = "skipped",
    *,
    save_id: str,
    seen_revision: int,
    seconds: float | None = None,
    now: datetime,
) -> Acknowledgement:
    """Leave one item out, which is missing and not wrong; it can still be answered later.

    Raises as ``record_response`` does.
    """
    save = _Save(person, attempt, item, save_id, seen_revision, now)
    place = _writable_place(session, save)
    return _put(session, save, place, None, reason, seconds)


def _place(
    session: Store,
    person: PersonId,
    attempt: AttemptId,
    item: ItemId,
    *,
    to_write: bool = False,
) -> Place:
    """One's own place. What cannot be an id is never sent to the database."""
    if not is_id(attempt):
        raise NotFound("attempt")
    if not _SLUG.fullmatch(item):
        raise UnknownItem(item)
    place = find_place(session, person, attempt, item, to_write=to_write)
    if place is None:
        raise NotFound("attempt")
    return place


def _writable_place(session: Store, save: _Save) -> Place:
    place = _place(session, save.person, save.attempt, save.item, to_write=True)
    entry = _entry(place.booklet, save.item)
    if not _SAVE_ID.fullmatch(save.id):
        raise InvalidAnswer(save.item, _("The save has no usable number of its own."))
    if place.submitted_at is not None:
        raise AttemptClosed(save.attempt)
    if entry.locked:
        raise LockedItem(save.item)
    return place


def _entry(booklet: Booklet, item: ItemId) -> BookletEntry:
    entry = booklet.entry(item)
    if entry is None:
        raise UnknownItem(item)
    return entry


def _put(
    session: Store,
    save: _Save,
    place: Place,
    value: Answer | None,
    reason: SkipReason | None,
    seconds: float | None,
    sure: int | None = None,
) -> Acknowledgement:
    known = _already(save, place, value, reason, sure)
    if known is not None:
        return known
    answer = SavedAnswer(
        item=save.item,
        value=value,
        skip_reason=reason,
        seconds=_longest(save.item, place.saved, seconds),
        revision=1 if place.saved is None else place.saved.revision + 1,
        confidence=sure,
    )
    if write_answer(
        session, save.person, save.attempt, answer, seen=save.seen, save_id=save.id, now=save.now
    ):
        return Acknowledgement(item=save.item, revision=answer.revision, saved_at=save.now)
    # Another transaction was quicker between our look and our write (PostgreSQL only).
    there = _place(session, save.person, save.attempt, save.item)
    known = _already(save, there, value, reason, sure)
    if known is None:
        raise StaleRevision(save.item, current=None, revision=0, offered=value)
    return known


def _already(
    save: _Save,
    place: Place,
    value: Answer | None,
    reason: SkipReason | None,
    sure: int | None,
) -> Acknowledgement | None:
    """The acknowledgement of what needs no writing; None where the present revision was seen.

    Raises:
        StaleRevision: where a different answer was saved since.
    """
    saved, saved_at = place.saved, place.saved_at
    if saved is None or saved_at is None:
        return None
    done = Acknowledgement(item=saved.item, revision=saved.revision, saved_at=saved_at)
    if place.save_id == save.id:
        return done
    if saved.revision == save.seen:
        return None
    if (saved.value, saved.skip_reason, saved.confidence) == (value, reason, sure):
        return done
    raise StaleRevision(saved.item, current=saved.value, revision=saved.revision, offered=value)


def _longest(item: ItemId, saved: SavedAnswer | None, seconds: float | None) -> float | None:
    before = None if saved is None else saved.seconds
    if seconds is None:
        return before
    if isinstance(seconds, bool) or not math.isfinite(seconds) or seconds < 0:
        raise InvalidAnswer(item, _("The time spent must be a number of seconds, 0 or more."))
    spent = min(float(seconds), LONGEST_SECONDS)
    return spent if before is None else max(before, spent)
