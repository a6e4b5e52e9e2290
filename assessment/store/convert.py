"""How do rows become domain values, and domain values rows?"""

import functools
import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any, cast

from assessment.domain.answers import (
    Answer,
    SavedAnswer,
    response_for_scoring,
    value_from_plain,
    value_to_plain,
)
from assessment.domain.areas import AreaId
from assessment.domain.attempts import (
    Attempt,
    AttemptId,
    Booklet,
    BookletEntry,
    FormId,
    PersonId,
    SkipReason,
)
from assessment.domain.bank import ItemId
from assessment.domain.profiles import Target
from assessment.domain.readings import Reading
from assessment.domain.scoring.sheet import ScoreSheet
from assessment.store.plain import from_text, to_text
from assessment.store.records import AttemptRecord

_SHORT, _LOCKED = 1, 2
_BOOKLETS_KEPT = 512


def booklet_from_domain(booklet: Booklet) -> str:
    """The entries of a booklet as compact text; form, revision and seed have their own columns."""
    entries = [
        [entry.item, _SHORT * entry.short + _LOCKED * entry.locked] for entry in booklet.entries
    ]
    return json.dumps(entries, separators=(",", ":"))


@functools.lru_cache(maxsize=_BOOKLETS_KEPT)
def booklet_to_domain(form: str, revision: str, seed: int, entries: str) -> Booklet:
    """The booklet of an attempt's row. Kept, because every page of an attempt reads the same."""
    return Booklet(
        form=cast("FormId", form),
        revision=revision,
        seed=seed,
        entries=tuple(
            BookletEntry(item=item, short=bool(flags & _SHORT), locked=bool(flags & _LOCKED))
            for item, flags in json.loads(entries)
        ),
    )


def answer_from_domain(answer: Answer) -> str:
    """The JSON text of an answer; equal answers to an item have equal text."""
    return json.dumps(value_to_plain(answer), allow_nan=False, separators=(",", ":"))


def answer_to_domain(text: str | None) -> Answer | None:
    """The answer whose JSON text this is; None, a skip, stays None."""
    return None if text is None else value_from_plain(json.loads(text))


def saved_to_domain(row: Any) -> SavedAnswer:  # noqa: ANN401 - a record or a row of its columns
    """What is kept of one item, from its row."""
    return SavedAnswer(
        item=ItemId(row.item),
        value=answer_to_domain(row.value),
        skip_reason=cast("SkipReason | None", row.skip_reason),
        seconds=row.seconds,
        revision=row.revision,
        confidence=row.confidence,
    )


def saved_from_domain(
    saved: SavedAnswer, *, person: PersonId, attempt: AttemptId, save_id: str, saved_at: datetime
) -> dict[str, object]:
    """The columns of the row that keeps an answer."""
    return {
        "attempt_id": attempt,
        "item": saved.item,
        "person_id": person,
        "value": None if saved.value is None else answer_from_domain(saved.value),
        "skip_reason": saved.skip_reason,
        "seconds": saved.seconds,
        "revision": saved.revision,
        "save_id": save_id,
        "saved_at": saved_at,
        "confidence": saved.confidence,
    }


def attempt_from_domain(attempt: Attempt) -> dict[str, object]:
    """The columns of an attempt's row; its responses are rows of their own."""
    return {
        "id": attempt.id,
        "person_id": attempt.person,
        "form": attempt.booklet.form,
        "status": "open" if attempt.is_open else "submitted",
        "revision": attempt.booklet.revision,
        "seed": attempt.booklet.seed,
        "booklet": booklet_from_domain(attempt.booklet),
        "target": to_text(attempt.target),
        "suspected_gap": attempt.suspected_gap,
        "started_at": attempt.started_at,
        "submitted_at": attempt.submitted_at,
        "continues": attempt.continues,
    }


def attempt_to_domain(row: AttemptRecord, saved: Iterable[SavedAnswer]) -> Attempt:
    """The attempt as scoring sees it, in the order of its booklet."""
    booklet = booklet_to_domain(row.form, row.revision, row.seed, row.booklet)
    responses = {answer.item: response_for_scoring(answer) for answer in saved}
    ordered = {e.item: responses[e.item] for e in booklet.entries if e.item in responses}
    return Attempt(
        id=AttemptId(row.id),
        person=PersonId(row.person_id),
        booklet=booklet,
        target=target_to_domain(row.target),
        suspected_gap=None if row.suspected_gap is None else AreaId(row.suspected_gap),
        started_at=row.started_at,
        submitted_at=row.submitted_at,
        continues=None if row.continues is None else AttemptId(row.continues),
        responses=ordered,
    )


def target_to_domain(text: str) -> Target:
    """The target an attempt or a reading was stored with."""
    return from_text(Target, text)


def sheet_to_domain(text: str) -> ScoreSheet:
    """A stored score sheet, every figure as it was."""
    return from_text(ScoreSheet, text)


def reading_to_domain(text: str) -> Reading:
    """A stored reading, every figure as it was."""
    return from_text(Reading, text)
