"""Which of a person's sittings can be laid beside one another, and what do they show?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from assessment.domain.areas import AreaId
from assessment.domain.attempts import Attempt, AttemptId, PersonId
from assessment.domain.catalog import Catalog
from assessment.domain.errors import NotFound
from assessment.domain.items import DemonstratedUnit
from assessment.domain.scoring.change import (
    DAYS_BETWEEN,
    Change,
    compare_sheets,
    too_much_repeated,
)
from assessment.services.attempts import AttemptSummary, list_attempts, load_attempt
from assessment.services.catalogs import CatalogShelf
from assessment.services.results import Result, in_readers_words, load_result


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoSittings:
    """Two results of one person, the earlier first."""

    first: Result
    second: Result
    change: Change | None
    """None where one carries the other's answers: that is more evidence, not change."""
    days: int
    """Whole days between the two submissions."""

    @property
    def too_soon(self) -> bool:
        return self.days < DAYS_BETWEEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeats:
    """What an open form asks again of the sitting it will be compared with."""

    earlier: AttemptSummary
    asked: int
    """Scored questions of the form."""
    repeated: int
    """Those of them that the earlier form held."""
    areas: tuple[AreaId, ...]
    """Areas where so many are repeated that change there will not be comparable."""
    days: int
    """Whole days from the earlier submission to the start of this form."""


def load_change(
    session: Session, shelf: CatalogShelf, person: PersonId, one: AttemptId, other: AttemptId
) -> TwoSittings:
    """Two of one's own full results (or deep dives) side by side, in either order.

    Raises:
        NotFound: one is missing, somebody else's or a quick form, or both are the same.
        AttemptStillOpen: one has not been submitted.
        CatalogMissing: the content one was made from is gone.
    """
    if one == other:
        raise NotFound("second sitting")
    results = [
        in_readers_words(load_result(session, shelf, person, attempt), shelf)
        for attempt in (one, other)
    ]
    if any(result.attempt.booklet.form == "quick" for result in results):
        raise NotFound("full form")
    first, second = sorted(results, key=_when)
    sittings = _sittings(list_attempts(session, person))
    same = sittings[first.attempt.id] == sittings[second.attempt.id]
    return TwoSittings(
        first=first,
        second=second,
        change=None if same else compare_sheets(first.sheet, second.sheet),
        days=(_when(second)[0] - _when(first)[0]).days,
    )


def to_compare_with(attempts: Sequence[AttemptSummary]) -> Mapping[AttemptId, AttemptSummary]:
    """For each submitted full form or deep dive the result of another sitting beside it.

    The latest one submitted before it; for results of the first sitting the latest of all.
    """
    sittings = _sittings(attempts)
    done = sorted(
        (a for a in attempts if a.submitted_at is not None and a.form != "quick"),
        key=lambda a: (a.submitted_at or a.started_at, a.id),
    )
    pairs = {}
    for place, attempt in enumerate(done):
        mine = sittings[attempt.id]
        before = [a for a in done[:place] if sittings[a.id] != mine]
        after = [a for a in done[place + 1 :] if sittings[a.id] != mine]
        if before or after:
            pairs[attempt.id] = before[-1] if before else after[-1]
    return pairs


def last_sitting(attempts: Iterable[AttemptSummary], now: datetime) -> AttemptSummary | None:
    """The last full form or deep dive, where it was submitted less than 60 days ago."""
    done = [a for a in attempts if a.submitted_at is not None and a.form != "quick"]
    last = max(done, key=lambda a: a.submitted_at or a.started_at, default=None)
    if last is None or days_since(last, now) >= DAYS_BETWEEN:
        return None
    return last


def days_since(attempt: AttemptSummary, now: datetime) -> int:
    """Whole days since a submitted attempt was closed."""
    return (now - (attempt.submitted_at or attempt.started_at)).days


def find_repeats(
    session: Session, person: PersonId, attempt: Attempt, catalog: Catalog
) -> Repeats | None:
    """What a full form asks again of the sitting before it; None for a first sitting.

    Deep dives go on with a sitting and quick forms are not compared: None for both.
    """
    if attempt.booklet.form in ("quick", "deep-dive"):
        return None
    attempts = list_attempts(session, person)
    sittings = _sittings(attempts)
    earlier = [
        a
        for a in attempts
        if a.submitted_at is not None
        and a.form != "quick"
        and a.submitted_at <= attempt.started_at
        and sittings[a.id] != sittings[attempt.id]
    ]
    if not earlier:
        return None
    last = max(earlier, key=lambda a: (a.submitted_at or a.started_at, a.id))
    booklet = load_attempt(session, person, last.id).booklet
    seen = {entry.item for entry in booklet.entries}
    asked: dict[AreaId, list[bool]] = {}
    for entry in attempt.booklet.entries:
        item = catalog.items[entry.item]
        if isinstance(item, DemonstratedUnit):
            asked.setdefault(item.area, []).append(entry.item in seen)
    return Repeats(
        earlier=last,
        asked=sum(len(again) for again in asked.values()),
        repeated=sum(sum(again) for again in asked.values()),
        areas=tuple(a for a, again in asked.items() if too_much_repeated(sum(again), len(again))),
        days=days_since(last, attempt.started_at),
    )


def _when(result: Result) -> tuple[datetime, str]:
    attempt = result.attempt
    return attempt.submitted_at or attempt.started_at, attempt.id


def _sittings(attempts: Sequence[AttemptSummary]) -> dict[AttemptId, AttemptId]:
    """Each attempt's sitting, named by the attempt that everything in it goes back to."""
    before = {attempt.id: attempt.continues for attempt in attempts}
    sittings = {}
    for attempt in attempts:
        root = attempt.id
        while (carried := before.get(root)) is not None:
            root = carried
        sittings[attempt.id] = root
    return sittings
