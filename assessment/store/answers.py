"""How are single answers read and written with few, small, indexed statements?

This is the path of every question page and every autosave, so it works on columns, not on
records, and its statements are built once.
"""

import functools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Insert, Row, and_, bindparam, insert, select
from sqlalchemy.dialects import sqlite

from assessment.domain.answers import SavedAnswer
from assessment.domain.attempts import AttemptId, Booklet, PersonId
from assessment.domain.bank import ItemId
from assessment.store.convert import booklet_to_domain, saved_from_domain, saved_to_domain
from assessment.store.engine import Store, dialect_of
from assessment.store.records import AttemptRecord, ResponseRecord
from assessment.store.upsert import rows_changed, table_of

_TABLE = table_of(ResponseRecord)
_ATTEMPTS = table_of(AttemptRecord)
_ANSWER = (
    _TABLE.c.item,
    _TABLE.c.value,
    _TABLE.c.skip_reason,
    _TABLE.c.seconds,
    _TABLE.c.revision,
    _TABLE.c.confidence,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One item of one person's attempt: the form around it and what is saved of it."""

    booklet: Booklet
    submitted_at: datetime | None
    saved: SavedAnswer | None
    save_id: str | None
    saved_at: datetime | None


_PLACE = (
    select(
        _ATTEMPTS.c.form,
        _ATTEMPTS.c.revision.label("catalog_revision"),
        _ATTEMPTS.c.seed,
        _ATTEMPTS.c.booklet,
        _ATTEMPTS.c.submitted_at,
        *_ANSWER,
        _TABLE.c.save_id,
        _TABLE.c.saved_at,
    )
    .select_from(_ATTEMPTS)
    .outerjoin(
        _TABLE, and_(_TABLE.c.attempt_id == _ATTEMPTS.c.id, _TABLE.c.item == bindparam("item"))
    )
    .where(_ATTEMPTS.c.id == bindparam("attempt"), _ATTEMPTS.c.person_id == bindparam("person"))
)
_PLACE_TO_WRITE = _PLACE.with_for_update(read=True, of=_ATTEMPTS)
"""Shares the attempt's row, so that nobody submits it meanwhile; SQLite has locked all already."""

_SAVED = select(*_ANSWER).where(
    _TABLE.c.attempt_id == bindparam("attempt"), _TABLE.c.person_id == bindparam("person")
)
_COLUMNS = (
    "attempt_id",
    "item",
    "person_id",
    "value",
    "skip_reason",
    "seconds",
    "revision",
    "save_id",
    "saved_at",
    "confidence",
)
_CHANGED = (
    "value",
    "skip_reason",
    "seconds",
    "revision",
    "save_id",
    "saved_at",
    "confidence",
)


@functools.cache
def _upsert(dialect: str) -> Insert:
    """Built once for each kind of database."""
    new: dict[str, BindParameter[Any]] = {name: bindparam(name) for name in _COLUMNS}
    where = and_(
        _TABLE.c.revision == bindparam("seen"), _TABLE.c.person_id == bindparam("person_id")
    )
    upsert: Insert
    if dialect == "postgresql":
        from sqlalchemy.dialects import postgresql  # costly, and only where there is one

        base = postgresql.insert(_TABLE).values(new)
        upsert = base.on_conflict_do_update(
            index_elements=["attempt_id", "item"],
            set_={name: base.excluded[name] for name in _CHANGED},
            where=where,
        )
    else:
        lite = sqlite.insert(_TABLE).values(new)
        upsert = lite.on_conflict_do_update(
            index_elements=["attempt_id", "item"],
            set_={name: lite.excluded[name] for name in _CHANGED},
            where=where,
        )
    return upsert.execution_options(preserve_rowcount=True)


def find_place(
    session: Store,
    person: PersonId,
    attempt: AttemptId,
    item: ItemId,
    *,
    to_write: bool = False,
) -> Place | None:
    """One item of one's own attempt in one query; None where there is no such attempt."""
    row = session.execute(
        _PLACE_TO_WRITE if to_write else _PLACE,
        {"person": person, "attempt": attempt, "item": item},
    ).one_or_none()
    return None if row is None else _place(row)


def _place(row: Row[*tuple[Any, ...]]) -> Place:
    return Place(
        booklet=booklet_to_domain(row.form, row.catalog_revision, row.seed, row.booklet),
        submitted_at=row.submitted_at,
        saved=None if row.item is None else saved_to_domain(row),
        save_id=row.save_id,
        saved_at=row.saved_at,
    )


def saved_answers(session: Store, person: PersonId, attempt: AttemptId) -> list[SavedAnswer]:
    """Everything saved of one's own attempt, in no particular order."""
    rows = session.execute(_SAVED, {"person": person, "attempt": attempt})
    return [saved_to_domain(row) for row in rows]


def write_answer(
    session: Store,
    person: PersonId,
    attempt: AttemptId,
    answer: SavedAnswer,
    *,
    seen: int,
    save_id: str,
    now: datetime,
) -> bool:
    """Insert the answer, or replace revision ``seen`` of it; False where that is gone."""
    row = saved_from_domain(answer, person=person, attempt=attempt, save_id=save_id, saved_at=now)
    result = session.execute(_upsert(dialect_of(session)), {**row, "seen": seen})
    return rows_changed(result) == 1


def copy_answers(
    session: Store,
    person: PersonId,
    answers: Sequence[SavedAnswer],
    *,
    to: AttemptId,
    save_id: str,
    now: datetime,
) -> None:
    """Carry answers over into another attempt of the same person, as their first revision."""
    rows = [
        saved_from_domain(
            replace(answer, revision=1), person=person, attempt=to, save_id=save_id, saved_at=now
        )
        for answer in answers
    ]
    if rows:
        session.execute(insert(_TABLE), rows)
