"""What is everything that is kept of one person, as one document they can take away?"""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import RowMapping, Select, select
from sqlalchemy.orm import Session

from assessment.domain.attempts import PersonId
from assessment.domain.errors import NotFound
from assessment.store.columns import Record
from assessment.store.plain import to_plain
from assessment.store.records import (
    AttemptRecord,
    ExerciseRecord,
    PersonRecord,
    PlanRecord,
    PlanRevisionRecord,
    PlanStepRecord,
    ReadingRecord,
    ResponseRecord,
    ScoreSheetRecord,
    WebSessionRecord,
)

TAKEOUT_FORMAT = 1

_SECRETS = frozenset({"link_hash", "key_hash", "id_hash"})
_SESSION_SECRETS = frozenset({"link", "csrf_token"})
_JSON_TEXT = frozenset(
    {"booklet", "target", "value", "sheet", "reading", "facts", "plan", "content"}
)
_OWNED: Mapping[str, type[Record]] = {
    "web_sessions": WebSessionRecord,
    "attempts": AttemptRecord,
    "responses": ResponseRecord,
    "score_sheets": ScoreSheetRecord,
    "readings": ReadingRecord,
    "plans": PlanRecord,
    "plan_revisions": PlanRevisionRecord,
    "plan_steps": PlanStepRecord,
    "exercise_log": ExerciseRecord,
}
"""Every table with people's data; a test compares this with the metadata."""


def export_person(session: Session, person: PersonId) -> dict[str, Any]:
    """Everything kept of a person as JSON-able values, one list for each kind of thing.

    Links, the hashes of key files and of session cookies are left out: they are keys, not facts
    about the person, and an export is made to be shown around.

    Raises:
        NotFound: no such person.
    """
    columns = PersonRecord.__table__.columns
    own = (
        session.execute(select(*columns).where(PersonRecord.id == person)).mappings().one_or_none()
    )
    if own is None:
        raise NotFound("person")
    export: dict[str, Any] = {"format": TAKEOUT_FORMAT, "person": _plain(own)}
    for name, record in _OWNED.items():
        rows = session.execute(_everything(record, person)).mappings()
        export[name] = [_plain(row) for row in rows]
    return export


def _everything(record: type[Record], person: PersonId) -> Select[*tuple[Any, ...]]:
    table = record.__table__
    return (
        select(*table.columns)
        .where(table.columns["person_id"] == person)
        .order_by(*table.primary_key)
    )


def _plain(row: RowMapping) -> dict[str, Any]:
    plain = {
        name: json.loads(value) if name in _JSON_TEXT and value is not None else to_plain(value)
        for name, value in row.items()
        if name not in _SECRETS
    }
    if isinstance(held := plain.get("content"), dict):
        plain["content"] = {k: v for k, v in held.items() if k not in _SESSION_SECRETS}
    return plain
