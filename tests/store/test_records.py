"""The database itself refuses what no code of ours should ever write."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import inspect, select, text
from sqlalchemy.exc import IntegrityError, StatementError

from assessment.store.columns import Record
from assessment.store.engine import Database
from assessment.store.records import (
    AttemptRecord,
    CatalogSnapshotRecord,
    ExerciseRecord,
    PersonRecord,
    PlanRecord,
    PlanRevisionRecord,
    PlanStepRecord,
    ReadingRecord,
    ResponseRecord,
    ScoreSheetRecord,
    WebSessionRecord,
    metadata,
)
from tests.builders import NOON

LATER = NOON + timedelta(hours=1)

PERSON: dict[str, object] = {"id": "ada", "created_at": NOON, "last_visit_at": NOON}
SNAPSHOT: dict[str, object] = {"revision": "r1", "files": b"", "stored_at": NOON}
ATTEMPT: dict[str, object] = {
    "id": "a1",
    "person_id": "ada",
    "form": "full",
    "status": "open",
    "revision": "r1",
    "seed": 2**62,
    "booklet": "[]",
    "target": "{}",
    "started_at": NOON,
}
RESPONSE: dict[str, object] = {
    "attempt_id": "a1",
    "item": "i",
    "person_id": "ada",
    "value": "3",
    "revision": 1,
    "save_id": "s",
    "saved_at": NOON,
}
SHEET: dict[str, object] = {
    "id": 1,
    "attempt_id": "a1",
    "person_id": "ada",
    "scoring_version": "1.0.0",
    "overall_level": 3.0,
    "quality_points": 0,
    "sheet": "{}",
    "created_at": NOON,
}
READING: dict[str, object] = {
    "id": 1,
    "sheet_id": 1,
    "person_id": "ada",
    "target": "{}",
    "reading": "{}",
    "created_at": NOON,
}
PLAN: dict[str, object] = {
    "id": "p1",
    "person_id": "ada",
    "reading_id": 1,
    "facts": "{}",
    "created_at": NOON,
}
PLAN_REVISION: dict[str, object] = {
    "plan_id": "p1",
    "number": 1,
    "person_id": "ada",
    "catalog_revision": "r1",
    "facts": "{}",
    "plan": "{}",
    "created_at": NOON,
}
PLAN_STEP: dict[str, object] = {
    "plan_id": "p1",
    "action_id": "meet",
    "person_id": "ada",
    "state": "open",
    "updated_at": NOON,
}
EXERCISE: dict[str, object] = {
    "id": "e1",
    "person_id": "ada",
    "facet": "ec1",
    "what": "Put one decision to finance.",
    "done_on": NOON.date(),
    "outcome": "",
    "created_at": NOON,
    "updated_at": NOON,
}
WEB_SESSION: dict[str, object] = {
    "id_hash": "h",
    "person_id": "ada",
    "content": "{}",
    "created_at": NOON,
    "last_used_at": NOON,
    "expires_at": LATER,
}

EVERYTHING: list[tuple[type[Record], dict[str, object]]] = [
    (PersonRecord, PERSON),
    (PersonRecord, PERSON | {"id": "ben"}),
    (CatalogSnapshotRecord, SNAPSHOT),
    (WebSessionRecord, WEB_SESSION),
    (AttemptRecord, ATTEMPT),
    (ResponseRecord, RESPONSE),
    (ScoreSheetRecord, SHEET),
    (ReadingRecord, READING),
    (PlanRecord, PLAN),
    (PlanRevisionRecord, PLAN_REVISION),
    (PlanStepRecord, PLAN_STEP),
    (ExerciseRecord, EXERCISE),
]


def add(database: Database, record: type[Record], values: Mapping[str, object]) -> None:
    with database.writing() as session:
        session.add(record(**values))


@pytest.fixture
def filled(database: Database) -> Database:
    for record, values in EVERYTHING:
        add(database, record, values)
    return database


WRONG: list[tuple[str, type[Record], dict[str, object]]] = [
    ("ck_attempts_known_form", AttemptRecord, ATTEMPT | {"form": "secret"}),
    ("ck_attempts_known_status", AttemptRecord, ATTEMPT | {"status": "lost"}),
    ("ck_attempts_submitted_has_time", AttemptRecord, ATTEMPT | {"status": "submitted"}),
    ("ck_attempts_submitted_has_time", AttemptRecord, ATTEMPT | {"submitted_at": NOON}),
    ("fk_attempts_person_id_people", AttemptRecord, ATTEMPT | {"person_id": "eve"}),
    ("fk_attempts_revision_catalog_snapshots", AttemptRecord, ATTEMPT | {"revision": "r9"}),
    ("uq_attempts_open", AttemptRecord, ATTEMPT | {"id": "a2"}),
    ("ck_responses_skipped_has_reason", ResponseRecord, RESPONSE | {"value": None}),
    ("ck_responses_skipped_has_reason", ResponseRecord, RESPONSE | {"skip_reason": "skipped"}),
    (
        "ck_responses_known_skip_reason",
        ResponseRecord,
        RESPONSE | {"value": None, "skip_reason": "bored"},
    ),
    ("ck_responses_revision_counts_from_one", ResponseRecord, RESPONSE | {"revision": 0}),
    ("ck_responses_seconds_not_negative", ResponseRecord, RESPONSE | {"seconds": -0.1}),
    ("pk_responses", ResponseRecord, RESPONSE),
    ("fk_responses_attempt_id_person_id_attempts", ResponseRecord, RESPONSE | {"person_id": "ben"}),
    ("ck_score_sheets_level_in_range", ScoreSheetRecord, SHEET | {"overall_level": 5.01}),
    ("ck_score_sheets_level_in_range", ScoreSheetRecord, SHEET | {"overall_level": 0.99}),
    ("ck_score_sheets_points_not_negative", ScoreSheetRecord, SHEET | {"quality_points": -1}),
    ("uq_score_sheets_attempt_id_scoring_version", ScoreSheetRecord, SHEET),
    (
        "fk_score_sheets_attempt_id_person_id_attempts",
        ScoreSheetRecord,
        SHEET | {"person_id": "ben"},
    ),
    ("fk_readings_sheet_id_person_id_score_sheets", ReadingRecord, READING | {"person_id": "ben"}),
    (
        "fk_plan_revisions_plan_id_person_id_plans",
        PlanRevisionRecord,
        PLAN_REVISION | {"person_id": "ben"},
    ),
    ("ck_plan_revisions_number_counts_from_one", PlanRevisionRecord, PLAN_REVISION | {"number": 0}),
    ("ck_plan_steps_known_state", PlanStepRecord, PLAN_STEP | {"state": "perhaps"}),
    ("fk_plan_steps_plan_id_person_id_plans", PlanStepRecord, PLAN_STEP | {"person_id": "ben"}),
    ("ck_exercise_log_says_what", ExerciseRecord, EXERCISE | {"what": ""}),
    (
        "ck_exercise_log_updated_after_creation",
        ExerciseRecord,
        EXERCISE | {"created_at": LATER},
    ),
    ("fk_exercise_log_person_id_people", ExerciseRecord, EXERCISE | {"person_id": "eve"}),
    (
        "ck_web_sessions_expires_after_creation",
        WebSessionRecord,
        WEB_SESSION | {"expires_at": NOON},
    ),
    ("uq_people_link_hash", PersonRecord, PERSON | {"link_hash": "same"}),
]
FRESH_KEYS: dict[type[Record], dict[str, object]] = {
    AttemptRecord: {"id": "a9"},
    ResponseRecord: {"item": "j"},
    ScoreSheetRecord: {"id": 9, "scoring_version": "9.0.0"},
    ReadingRecord: {"id": 9},
    PlanRevisionRecord: {"number": 9},
    PlanStepRecord: {"action_id": "other"},
    ExerciseRecord: {"id": "e9"},
    WebSessionRecord: {"id_hash": "other"},
    PersonRecord: {"id": "cleo"},
}


@pytest.mark.parametrize(("name", "record", "values"), WRONG, ids=lambda v: str(v)[:50])
def test_a_row_that_breaks_a_rule_is_refused(
    filled: Database, name: str, record: type[Record], values: dict[str, object]
) -> None:
    with filled.writing() as session:
        session.execute(text("UPDATE people SET link_hash = 'same' WHERE id = 'ben'"))
        if name != "uq_attempts_open":  # so that the one open attempt is not what is in the way
            session.execute(
                text("UPDATE attempts SET status = 'submitted', submitted_at = started_at")
            )
    keeps_key = name.startswith(("pk_", "uq_score"))
    fresh = {"id": 9} if name.startswith("uq_score") else FRESH_KEYS[record]
    row = values if name.startswith("pk_") else {**values, **fresh}
    if not keeps_key and name == "ck_plan_revisions_number_counts_from_one":
        row = values
    with pytest.raises(IntegrityError) as refused:
        add(filled, record, row)
    message = str(refused.value.orig)
    if filled.dialect == "postgresql" or name.startswith("ck_"):
        assert name in message
    else:
        assert "constraint failed" in message


def test_deleting_a_person_deletes_everything_of_theirs_and_nothing_else(
    filled: Database,
) -> None:
    with filled.writing() as session:
        session.execute(text("DELETE FROM people WHERE id = 'ada'"))
    with filled.reading() as session:
        left = {
            table.name: session.execute(select(table)).mappings().all()
            for table in metadata.sorted_tables
        }
    kept = {name: len(rows) for name, rows in left.items() if rows}
    assert kept == {"people": 1, "catalog_snapshots": 1}


def test_every_table_with_a_persons_rows_carries_their_key() -> None:
    owned = {table.name for table in metadata.sorted_tables if "person_id" in table.columns}
    assert owned == {table.name for table in metadata.sorted_tables} - {
        "people",
        "catalog_snapshots",
    }


def test_every_constraint_has_a_name(database: Database) -> None:
    with database.connected() as connection:
        inspector = inspect(connection)
        for table in metadata.sorted_tables:
            names = [key["name"] for key in inspector.get_foreign_keys(table.name)]
            names += [key["name"] for key in inspector.get_unique_constraints(table.name)]
            names += [inspector.get_pk_constraint(table.name)["name"]]
            assert all(names), table.name


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 3, 29, 0, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 2, 30, tzinfo=timezone(timedelta(hours=2))),
        datetime(2028, 2, 29, 23, 59, 59, 999999, tzinfo=timezone(timedelta(hours=-11))),
    ],
)
def test_a_moment_comes_back_aware_in_utc_to_the_microsecond(
    database: Database, moment: datetime
) -> None:
    add(database, PersonRecord, PERSON | {"last_visit_at": moment})
    with database.reading() as session:
        found = session.scalar(select(PersonRecord.last_visit_at))
    assert found == moment
    assert found is not None
    assert found.tzinfo is UTC


def test_a_moment_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="without a time zone"):
        add(database, PersonRecord, PERSON | {"created_at": NOON.replace(tzinfo=None)})
