"""How does a sitting begin, go on and end?

Starting and submitting may be sent twice: the second time finds what the first one made. A closed
attempt is never opened again.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assessment.domain.areas import AreaId
from assessment.domain.attempts import Attempt, AttemptId, Booklet, FormId, PersonId
from assessment.domain.bank import ItemId
from assessment.domain.booklets import assemble_booklet, assemble_deep_dive
from assessment.domain.errors import (
    AreaExhausted,
    AttemptStillOpen,
    BankTooSmall,
    NotFound,
    TooManyAttempts,
)
from assessment.domain.language import gettext as _
from assessment.domain.profiles import Target
from assessment.services.catalogs import CatalogShelf
from assessment.services.people import lock_person
from assessment.services.tokens import is_id, new_id
from assessment.store.answers import copy_answers, saved_answers
from assessment.store.convert import attempt_from_domain, attempt_to_domain
from assessment.store.records import AttemptRecord, ResponseRecord
from assessment.store.results import (
    count_attempts,
    find_attempt,
    latest_booklets,
    latest_reading,
    latest_sheet,
    open_attempt_of,
)
from assessment.store.upsert import insert_once

MOST_ATTEMPTS = 100
"""Attempts kept for one person; beyond it something else is going on than readiness."""

SITTINGS_TO_AVOID = 2
"""Items of the last two sittings are given again only where nothing else is left (2.9)."""

CARRIED = "carried-over"
"""The save id of answers that came from an earlier attempt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptSummary:
    """One line of a person's own list of sittings."""

    id: AttemptId
    form: FormId
    profile_title: str
    started_at: datetime
    submitted_at: datetime | None
    continues: AttemptId | None
    answered: int
    """Items with an answer, carried-over ones included; skipped ones are not."""
    places: int
    """Items in the form."""

    @property
    def is_open(self) -> bool:
        return self.submitted_at is None


def start_attempt(
    session: Session,
    shelf: CatalogShelf,
    person: PersonId,
    *,
    form: FormId,
    target: Target,
    blueprint: str | None = None,
    suspected_gap: AreaId | None = None,
    seed: int | None = None,
    now: datetime,
) -> Attempt:
    """Open an attempt, or return the person's open attempt of this form as it is.

    The booklet is pinned to the current catalogue, whose snapshot is stored with it.

    Raises:
        NotFound: no such person.
        TooManyAttempts: the person has as many as are kept.
        BankTooSmall: the content does not fill the form.
    """
    existing = open_attempt_of(session, person, form)
    if existing is not None:
        return load_attempt(session, person, existing)
    lock_person(session, person)
    _refuse_too_many(session, person, form)
    catalog = shelf.keep_current(session, now=now)
    booklet = assemble_booklet(
        catalog,
        form,
        secrets.randbits(48) if seed is None else seed,
        blueprint=blueprint,
        target=target,
        avoid=_seen_lately(session, person),
    )
    return _open(session, person, booklet, target, suspected_gap, continues=None, now=now)


def continue_to_full(
    session: Session, shelf: CatalogShelf, person: PersonId, quick: AttemptId, *, now: datetime
) -> Attempt:
    """Go on from a submitted quick form: a full attempt that carries its answers over, locked.

    It keeps the quick form's content revision and seed, and the target read last. An open full
    attempt of the person is returned instead, as it is.

    Raises:
        NotFound: no such quick attempt of this person.
        AttemptStillOpen: the quick form has not been submitted.
    """
    source = load_attempt(session, person, quick)
    if source.booklet.form != "quick":
        raise NotFound(_("quick form"))
    if source.is_open:
        raise AttemptStillOpen(quick)
    existing = open_attempt_of(session, person, "full")
    if existing is not None:
        return load_attempt(session, person, existing)
    _refuse_too_many(session, person, "full")
    target = latest_target(session, source)
    booklet = assemble_booklet(
        shelf.at(session, source.booklet.revision),
        "full",
        source.booklet.seed,
        target=target,
        carried=source.booklet.entries,
        avoid=_seen_lately(session, person),
    )
    opened = _open(
        session, person, booklet, target, source.suspected_gap, continues=source.id, now=now
    )
    if opened.continues != source.id or opened.responses:
        return opened
    carried = saved_answers(session, person, source.id)
    copy_answers(session, person, carried, to=opened.id, save_id=CARRIED, now=now)
    return load_attempt(session, person, opened.id)


def continue_deeper(
    session: Session,
    shelf: CatalogShelf,
    person: PersonId,
    source_id: AttemptId,
    area: AreaId,
    *,
    now: datetime,
) -> Attempt:
    """Answer six more units of one area on top of a submitted full form (or of a deep dive).

    A new attempt that carries every answer over, locked; its sheet is made from all of them. An
    open deep dive of the person is returned instead, as it is.

    Raises:
        NotFound: no such attempt or area of this person.
        AttemptStillOpen: the form has not been submitted.
        AreaExhausted: the area has no six units left.
    """
    source = load_attempt(session, person, source_id)
    if source.booklet.form == "quick":
        raise NotFound(_("full form"))
    if source.is_open:
        raise AttemptStillOpen(source_id)
    existing = open_attempt_of(session, person, "deep-dive")
    if existing is not None:
        return load_attempt(session, person, existing)
    _refuse_too_many(session, person, "deep-dive")
    catalog = shelf.at(session, source.booklet.revision)
    if area not in catalog.areas:
        raise NotFound("area")
    target = latest_target(session, source)
    try:
        booklet = assemble_deep_dive(
            catalog,
            area,
            source.booklet.seed,
            carried=source.booklet.entries,
            target=target,
            avoid=_seen_lately(session, person),
        )
    except BankTooSmall as small:
        raise AreaExhausted(area, small.kind, needed=small.needed, found=small.found) from small
    opened = _open(
        session, person, booklet, target, source.suspected_gap, continues=source.id, now=now
    )
    if opened.continues != source.id or opened.responses:
        return opened
    carried = saved_answers(session, person, source.id)
    copy_answers(session, person, carried, to=opened.id, save_id=CARRIED, now=now)
    return load_attempt(session, person, opened.id)


def load_attempt(session: Session, person: PersonId, attempt: AttemptId) -> Attempt:
    """One's own attempt, its responses as scoring sees them.

    Raises:
        NotFound: missing, or somebody else's.
    """
    found = find_attempt(session, person, attempt) if is_id(attempt) else None
    if found is None:
        raise NotFound("attempt")
    return found


def list_attempts(session: Session, person: PersonId) -> Sequence[AttemptSummary]:
    """A person's sittings, the latest first."""
    answered = (
        select(func.count(ResponseRecord.value))
        .where(
            ResponseRecord.attempt_id == AttemptRecord.id,
            ResponseRecord.person_id == AttemptRecord.person_id,
        )
        .scalar_subquery()
    )
    rows = session.execute(
        select(AttemptRecord, answered.label("answered"))
        .where(AttemptRecord.person_id == person)
        .order_by(AttemptRecord.started_at.desc(), AttemptRecord.id)
    )
    return [_summary(row.AttemptRecord, row.answered) for row in rows]


def _summary(row: AttemptRecord, answered: int) -> AttemptSummary:
    attempt = attempt_to_domain(row, ())
    return AttemptSummary(
        id=attempt.id,
        form=attempt.booklet.form,
        profile_title=attempt.target.title,
        started_at=attempt.started_at,
        submitted_at=attempt.submitted_at,
        continues=attempt.continues,
        answered=answered,
        places=len(attempt.booklet.entries),
    )


def _refuse_too_many(session: Session, person: PersonId, form: FormId) -> None:
    if count_attempts(session, person) >= MOST_ATTEMPTS:
        raise TooManyAttempts(MOST_ATTEMPTS, form)


def _seen_lately(session: Session, person: PersonId) -> frozenset[ItemId]:
    booklets = latest_booklets(session, person, SITTINGS_TO_AVOID)
    return frozenset(entry.item for booklet in booklets for entry in booklet.entries)


def latest_target(session: Session, attempt: Attempt) -> Target:
    """The target an attempt's result was read against last; the one it began with before that."""
    sheet = latest_sheet(session, attempt.person, attempt.id)
    reading = None if sheet is None else latest_reading(session, attempt.person, sheet.id)
    return attempt.target if reading is None else reading.reading.target


def _open(
    session: Session,
    person: PersonId,
    booklet: Booklet,
    target: Target,
    suspected_gap: AreaId | None,
    *,
    continues: AttemptId | None,
    now: datetime,
) -> Attempt:
    """Insert the attempt; where a simultaneous start was quicker, return that one."""
    attempt = Attempt(
        id=AttemptId(new_id()),
        person=person,
        booklet=booklet,
        target=target,
        suspected_gap=suspected_gap,
        started_at=now,
        submitted_at=None,
        continues=continues,
        responses={},
    )
    if insert_once(session, AttemptRecord, attempt_from_domain(attempt)):
        return attempt
    existing = open_attempt_of(session, person, booklet.form)
    if existing is None:
        raise NotFound("attempt")
    return load_attempt(session, person, existing)
