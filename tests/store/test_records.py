"""The database itself refuses what no code of ours should ever write."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import Table, inspect, select, text
from sqlalchemy.exc import IntegrityError, StatementError

from assessment.store.columns import Record
from assessment.store.data_map import holdings
from assessment.store.engine import Database
from assessment.store.records import (
    AccountLinkRecord,
    AccountRecord,
    AttemptRecord,
    AuditEventRecord,
    AuditHeadRecord,
    BriefRecord,
    BriefVersionRecord,
    BriefVoiceRecord,
    CatalogSnapshotRecord,
    ErasureRecord,
    ExerciseRecord,
    GrantInvitationRecord,
    GrantRecord,
    MembershipRecord,
    OrganisationInvitationRecord,
    OrganisationRecord,
    OutsideRatingRecord,
    PasskeyRecord,
    PersonRecord,
    PlanRecord,
    PlanRevisionRecord,
    PlanStepRecord,
    PredictionRecord,
    ReadingRecord,
    ResponseRecord,
    ScoreSheetRecord,
    ShareLinkRecord,
    StopOfferRecord,
    WebSessionRecord,
    metadata,
)
from tests.builders import NOON
from tests.store.coaching_rows import (
    COACH_ROWS,
    FRESH_COACH_KEYS,
    ONLY_THE_ID_OF_A_COACH,
    WRONG_COACH_ROWS,
)
from tests.store.hiring_rows import HIRING_ROWS, WRONG_HIRING_ROWS
from tests.store.rater_rows import RATER_ROWS, WRONG_RATER_ROWS

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
    "number": 1,
    "scoring_version": "1.0.0",
    "revision": "r1",
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
STOP_OFFER: dict[str, object] = {
    "attempt_id": "a1",
    "person_id": "ada",
    "place": 30,
    "answered": 31,
    "offered_at": NOON,
}
PREDICTION: dict[str, object] = {
    "attempt_id": "a1",
    "person_id": "ada",
    "levels": "{}",
    "made_at": NOON,
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
OUTSIDE: dict[str, object] = {
    "id": "o1",
    "person_id": "ada",
    "attempt_id": "a1",
    "area": "team",
    "source": "coach",
    "author": "cleo",
    "name": "Cleo Coach",
    "level": 3.5,
    "raters": 1,
    "evidence": "Read the board paper.",
    "given_at": NOON,
}
WEB_SESSION: dict[str, object] = {
    "id_hash": "h",
    "person_id": "ada",
    "content": "{}",
    "created_at": NOON,
    "last_used_at": NOON,
    "expires_at": LATER,
}

ACCOUNT: dict[str, object] = {
    "id": "acc1",
    "person_id": "ada",
    "email": "ada@example.org",
    "name": "Ada",
    "active": True,
    "operator": False,
    "created_at": NOON,
    "fs_uniquifier": "u1",
}
PASSKEY: dict[str, object] = {
    "credential_id": b"\x00\xff",
    "account_id": "acc1",
    "name": "phone",
    "public_key": b"\x01",
    "sign_count": 0,
    "transports": "[]",
    "backup_state": False,
    "device_type": "single_device",
    "usage": "first",
    "created_at": NOON,
    "last_used_at": NOON,
}
ACCOUNT_LINK: dict[str, object] = {
    "token_hash": "2" * 64,
    "account_id": "acc1",
    "purpose": "reset",
    "email": "ada@example.org",
    "created_at": NOON,
    "expires_at": LATER,
}
ORGANISATION: dict[str, object] = {"id": "o1", "name": "Oak", "created_at": NOON}
MEMBERSHIP: dict[str, object] = {
    "organisation_id": "o1",
    "account_id": "acc1",
    "role": "admin",
    "created_at": NOON,
}
ORGANISATION_INVITATION: dict[str, object] = {
    "id": "oi1",
    "organisation_id": "o1",
    "invited_by": "acc1",
    "email": "ben@example.org",
    "role": "coach",
    "token_hash": "1" * 64,
    "created_at": NOON,
    "expires_at": LATER,
}
BRIEF: dict[str, object] = {
    "id": "b1",
    "organisation_id": "o1",
    "revision": 1,
    "brief": "{}",
    "retention_until": NOON.date(),
    "panel_round": 0,
    "created_at": NOON,
    "changed_at": NOON,
}
BRIEF_VOICE: dict[str, object] = {
    "id": "v1",
    "brief_id": "b1",
    "kind": "approver",
    "seat": "ceo",
    "name": "Joris",
    "token_hash": "9" * 64,
    "asked_at_revision": 1,
    "created_at": NOON,
    "expires_at": NOON + timedelta(days=14),
}
BRIEF_VERSION: dict[str, object] = {
    "brief_id": "b1",
    "number": 1,
    "parts": "challenge",
    "brief": "{}",
    "created_at": NOON,
}
ERASURE: dict[str, object] = {"key_hash": "0" * 64, "kind": "people", "erased_at": NOON}

GRANT: dict[str, object] = {
    "id": "g1",
    "person_id": "ada",
    "account_id": "acc1",
    "address": "ben@example.org",
    "attempt_id": "a1",
    "scope": "one",
    "shares_result": True,
    "shares_answers": False,
    "shares_plan": False,
    "shares_exercises": False,
    "shares_colleagues": False,
    "purpose": "coaching",
    "until": NOON.date(),
    "save_id": "s1",
    "created_at": NOON,
    "accepted_at": NOON,
}
GRANT_INVITATION: dict[str, object] = {
    "grant_id": "g1",
    "person_id": "ada",
    "token_hash": "2" * 64,
    "created_at": NOON,
    "expires_at": LATER,
}
SHARE_LINK: dict[str, object] = {
    "id": "l1",
    "person_id": "ada",
    "attempt_id": "a1",
    "token_hash": "3" * 64,
    "label": "",
    "purpose": "",
    "shown_name": "",
    "edition": "{}",
    "with_pdf": False,
    "until": NOON.date(),
    "save_id": "s1",
    "created_at": NOON,
}
AUDIT_EVENT: dict[str, object] = {
    "sequence": 1,
    "at": NOON,
    "actor_kind": "account",
    "actor_id": "acc1",
    "action": "result.opened",
    "owner_id": "ada",
    "kind": "attempt",
    "object_id": "a1",
    "previous": "0" * 64,
    "hash": "1" * 64,
}
AUDIT_HEAD: dict[str, object] = {"id": 1, "sequence": 1, "hash": "1" * 64}

EVERYTHING: list[tuple[type[Record], dict[str, object]]] = [
    (PersonRecord, PERSON),
    (PersonRecord, PERSON | {"id": "ben"}),
    (CatalogSnapshotRecord, SNAPSHOT),
    (WebSessionRecord, WEB_SESSION),
    (AttemptRecord, ATTEMPT),
    (ResponseRecord, RESPONSE),
    (StopOfferRecord, STOP_OFFER),
    (PredictionRecord, PREDICTION),
    (ScoreSheetRecord, SHEET),
    (ReadingRecord, READING),
    (PlanRecord, PLAN),
    (PlanRevisionRecord, PLAN_REVISION),
    (PlanStepRecord, PLAN_STEP),
    (ExerciseRecord, EXERCISE),
    (ErasureRecord, ERASURE),
    (AccountRecord, ACCOUNT),
    (PasskeyRecord, PASSKEY),
    (AccountLinkRecord, ACCOUNT_LINK),
    (OrganisationRecord, ORGANISATION),
    (MembershipRecord, MEMBERSHIP),
    (OrganisationInvitationRecord, ORGANISATION_INVITATION),
    (BriefRecord, BRIEF),
    (BriefVersionRecord, BRIEF_VERSION),
    (BriefVoiceRecord, BRIEF_VOICE),
    (OutsideRatingRecord, OUTSIDE),
    *RATER_ROWS,
    *HIRING_ROWS,
    (GrantRecord, GRANT),
    (GrantRecord, GRANT | {"id": "g2", "save_id": "s2"}),
    (GrantInvitationRecord, GRANT_INVITATION),
    (ShareLinkRecord, SHARE_LINK),
    (AuditEventRecord, AUDIT_EVENT),
    (AuditHeadRecord, AUDIT_HEAD),
    *COACH_ROWS,
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
    *WRONG_RATER_ROWS,
    *WRONG_COACH_ROWS,
    *WRONG_HIRING_ROWS,
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
    ("ck_responses_confidence_in_range", ResponseRecord, RESPONSE | {"confidence": 49}),
    ("ck_responses_confidence_in_range", ResponseRecord, RESPONSE | {"confidence": 101}),
    ("pk_stop_offers", StopOfferRecord, STOP_OFFER),
    ("ck_stop_offers_place_counts_from_zero", StopOfferRecord, STOP_OFFER | {"place": -1}),
    ("ck_stop_offers_something_answered", StopOfferRecord, STOP_OFFER | {"answered": 0}),
    ("ck_stop_offers_something_not_asked", StopOfferRecord, STOP_OFFER | {"not_asked": 0}),
    (
        "fk_stop_offers_attempt_id_person_id_attempts",
        StopOfferRecord,
        STOP_OFFER | {"person_id": "ben"},
    ),
    ("pk_predictions", PredictionRecord, PREDICTION),
    (
        "fk_predictions_attempt_id_person_id_attempts",
        PredictionRecord,
        PREDICTION | {"person_id": "ben"},
    ),
    ("pk_responses", ResponseRecord, RESPONSE),
    ("fk_responses_attempt_id_person_id_attempts", ResponseRecord, RESPONSE | {"person_id": "ben"}),
    ("ck_score_sheets_level_in_range", ScoreSheetRecord, SHEET | {"overall_level": 5.01}),
    ("ck_score_sheets_level_in_range", ScoreSheetRecord, SHEET | {"overall_level": 0.99}),
    ("ck_score_sheets_points_not_negative", ScoreSheetRecord, SHEET | {"quality_points": -1}),
    ("ck_score_sheets_number_counts_from_one", ScoreSheetRecord, SHEET | {"number": 0}),
    ("fk_score_sheets_revision_catalog_snapshots", ScoreSheetRecord, SHEET | {"revision": "r9"}),
    ("uq_score_sheets_attempt_id_number", ScoreSheetRecord, SHEET),
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
    ("ck_outside_ratings_known_source", OutsideRatingRecord, OUTSIDE | {"source": "rumour"}),
    ("ck_outside_ratings_level_in_range", OutsideRatingRecord, OUTSIDE | {"level": 5.5}),
    ("ck_outside_ratings_groups_of_three", OutsideRatingRecord, OUTSIDE | {"raters": 2}),
    (
        "ck_outside_ratings_groups_of_three",
        OutsideRatingRecord,
        OUTSIDE | {"source": "colleagues", "name": "", "raters": 2},
    ),
    ("ck_outside_ratings_named_unless_a_group", OutsideRatingRecord, OUTSIDE | {"name": ""}),
    (
        "ck_outside_ratings_withdrawn_after_given",
        OutsideRatingRecord,
        OUTSIDE | {"given_at": LATER, "withdrawn_at": NOON},
    ),
    ("uq_outside_ratings_counting", OutsideRatingRecord, OUTSIDE),
    (
        "fk_outside_ratings_attempt_id_person_id_attempts",
        OutsideRatingRecord,
        OUTSIDE | {"person_id": "ben"},
    ),
    (
        "ck_web_sessions_expires_after_creation",
        WebSessionRecord,
        WEB_SESSION | {"expires_at": NOON},
    ),
    ("ck_grants_known_scope", GrantRecord, GRANT | {"scope": "some"}),
    ("ck_grants_scope_has_its_result", GrantRecord, GRANT | {"attempt_id": None}),
    ("ck_grants_says_what_for", GrantRecord, GRANT | {"purpose": ""}),
    ("ck_grants_shares_something", GrantRecord, GRANT | {"shares_result": False}),
    (
        "ck_grants_answers_with_result",
        GrantRecord,
        GRANT | {"shares_result": False, "shares_plan": True, "shares_answers": True},
    ),
    ("ck_grants_accepted_by_whom", GrantRecord, GRANT | {"accepted_at": None}),
    ("ck_grants_ended_by_whom", GrantRecord, GRANT | {"ended_at": NOON}),
    ("ck_grants_known_end", GrantRecord, GRANT | {"ended_at": NOON, "ended_by": "eve"}),
    ("fk_grants_attempt_id_person_id_attempts", GrantRecord, GRANT | {"person_id": "ben"}),
    ("uq_grants_person_id_save_id", GrantRecord, GRANT | {"save_id": "s1"}),
    (
        "fk_grant_invitations_grant_id_person_id_grants",
        GrantInvitationRecord,
        GRANT_INVITATION | {"person_id": "ben"},
    ),
    (
        "ck_grant_invitations_expires_after_creation",
        GrantInvitationRecord,
        GRANT_INVITATION | {"expires_at": NOON},
    ),
    ("uq_share_links_token_hash", ShareLinkRecord, SHARE_LINK | {"token_hash": "3" * 64}),
    (
        "fk_share_links_attempt_id_person_id_attempts",
        ShareLinkRecord,
        SHARE_LINK | {"person_id": "ben", "token_hash": "4" * 64},
    ),
    ("ck_audit_events_sequence_counts_from_one", AuditEventRecord, AUDIT_EVENT | {"sequence": 0}),
    ("ck_audit_head_one_row", AuditHeadRecord, AUDIT_HEAD | {"id": 2}),
    ("uq_people_link_hash", PersonRecord, PERSON | {"link_hash": "same"}),
]
FRESH_KEYS: dict[type[Record], dict[str, object]] = {
    AttemptRecord: {"id": "a9"},
    ResponseRecord: {"item": "j"},
    ScoreSheetRecord: {"id": 9, "number": 9},
    ReadingRecord: {"id": 9},
    StopOfferRecord: {"attempt_id": "a9"},
    PredictionRecord: {"attempt_id": "a9"},
    PlanRevisionRecord: {"number": 9},
    PlanStepRecord: {"action_id": "other"},
    ExerciseRecord: {"id": "e9"},
    OutsideRatingRecord: {"id": "o9", "area": "strategy"},
    WebSessionRecord: {"id_hash": "other"},
    GrantRecord: {"id": "g9", "save_id": "s9"},
    GrantInvitationRecord: {"grant_id": "g2", "token_hash": "9" * 64},
    ShareLinkRecord: {"id": "l9", "save_id": "s9"},
    AuditEventRecord: {},
    AuditHeadRecord: {},
    PersonRecord: {"id": "cleo"},
    **FRESH_COACH_KEYS,
}


AS_IT_IS = (
    "pk_",
    "ck_archive_entries_place",
    "uq_archive_entries",
    "ck_clients",
    "ck_plan_revisions_number_counts_from_one",
)
"""Rows whose own key, or number, is what is wrong."""
ONLY_THE_ID = (
    "uq_score_sheets_attempt_id_number",
    "ck_score_sheets_number_counts_from_one",
    "uq_outside_ratings_counting",
    "uq_grants_person_id_save_id",
    *ONLY_THE_ID_OF_A_COACH,
)
"""Rows that get another key and nothing else."""


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
    if name == "uq_archive_entries_archive_id_file_name":
        values = {**values, "place": 2}
    fresh = {"id": FRESH_KEYS[record]["id"]} if name in ONLY_THE_ID else FRESH_KEYS.get(record, {})
    row = values if name.startswith(AS_IT_IS) else {**values, **fresh}
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
    stay = {name for name, held in holdings().items() if held and held.deletion != "goes"}
    assert kept == {"people": 1} | dict.fromkeys(sorted(stay), 1)


def goes_with_its_person(table: Table) -> bool:
    """Whether the database itself deletes a table's rows with the person they belong to."""
    return table.name == "people" or any(
        key.ondelete == "CASCADE" and goes_with_its_person(key.column.table)
        for key in table.foreign_keys
        if key.column.table is not table
    )


def test_what_is_said_to_go_with_its_person_does() -> None:
    said = {name for name, held in holdings().items() if held and held.deletion == "goes"}
    assert said == {table.name for table in metadata.sorted_tables if goes_with_its_person(table)}


def test_every_row_of_a_persons_carries_their_key() -> None:
    owned = {name for name, held in holdings().items() if held and held.takeout == "yes"}
    keys = {"person_id", "account_id", "owner_id", "invited_by"}
    without = {n for n in owned - {"people"} if not keys & set(metadata.tables[n].columns.keys())}
    assert without == set()


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
