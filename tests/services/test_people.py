"""A guest comes back by what they hold, takes everything away, and can be gone for good."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from assessment.domain.attempts import PersonId
from assessment.domain.errors import NotFound
from assessment.services.catalogs import CatalogShelf
from assessment.services.people import (
    KEEP_GUESTS,
    delete_person,
    make_key_file,
    person_by_key_file,
    person_by_link,
    replace_link,
    start_guest,
    touch_visit,
)
from assessment.services.retention import run_retention
from assessment.services.sessions import open_session
from assessment.services.takeout import export_person
from assessment.services.tokens import new_token, token_hash
from assessment.store.data_map import holdings
from assessment.store.engine import Database
from assessment.store.records import (
    AttemptRecord,
    ExerciseRecord,
    OutsideRatingRecord,
    PersonRecord,
    PlanRecord,
    PlanRevisionRecord,
    PlanStepRecord,
    PredictionRecord,
    StopOfferRecord,
)
from tests.builders import NOON
from tests.services.sittings import finish_sitting, open_sitting
from tests.store.test_schema import rows


def start(database: Database) -> tuple[PersonId, str]:
    with database.writing() as session:
        person, token = start_guest(session, now=NOON)
    return person.id, token


def add_canaries(database: Database, person: PersonId, canary: str) -> None:
    """A plan, an exercise, a rating and a browser session that hold telling words."""
    with database.writing() as session:
        open_session(
            session, person=person, content={"sent": {"to": f"{canary}-session"}}, now=NOON
        )
        plan = f"plan{person}"[:32]
        session.add(
            PlanRecord(
                id=plan,
                person_id=person,
                facts=json.dumps({"company": f"{canary}-facts"}),
                created_at=NOON,
            )
        )
        session.flush()
        attempt = session.scalars(
            select(AttemptRecord.id).where(AttemptRecord.person_id == person)
        ).first()
        session.add(
            StopOfferRecord(
                attempt_id=attempt, person_id=person, place=30, answered=31, offered_at=NOON
            )
        )
        session.add(
            PredictionRecord(
                attempt_id=attempt,
                person_id=person,
                levels=json.dumps({f"{canary}-levels": 3}),
                made_at=NOON,
            )
        )
        session.add(
            PlanRevisionRecord(
                plan_id=plan,
                number=1,
                person_id=person,
                catalog_revision="r1",
                facts=json.dumps({"note": f"{canary}-revision-facts"}),
                plan=json.dumps({"note": f"{canary}-plan"}),
                created_at=NOON,
            )
        )
        session.add(
            PlanStepRecord(
                plan_id=plan,
                action_id="meet",
                person_id=person,
                state="done",
                reason=f"{canary}-reason",
                evidence=f"{canary}-evidence",
                updated_at=NOON,
            )
        )
        session.add(
            ExerciseRecord(
                id=f"log{person}"[:32],
                person_id=person,
                facet="ec1",
                what=f"{canary}-what",
                done_on=NOON.date(),
                outcome=f"{canary}-outcome",
                created_at=NOON,
                updated_at=NOON,
            )
        )
        attempt = session.scalar(select(AttemptRecord.id).where(AttemptRecord.person_id == person))
        session.add(
            OutsideRatingRecord(
                id=f"said{person}"[:32],
                person_id=person,
                attempt_id=attempt,
                area="finance",
                source="coach",
                author="cleo",
                name=f"{canary}-coach",
                level=3.5,
                raters=1,
                evidence=f"{canary}-seen",
                given_at=NOON,
            )
        )


CANARY_PLACES = (
    "levels",
    "session",
    "facts",
    "revision-facts",
    "plan",
    "reason",
    "evidence",
    "what",
    "outcome",
    "coach",
    "seen",
)


def test_a_guest_comes_back_by_the_private_link(database: Database) -> None:
    person, token = start(database)
    with database.reading() as session:
        found = person_by_link(session, token)
    assert found is not None
    assert (found.id, found.created_at, found.has_link, found.has_key_file) == (
        person,
        NOON,
        True,
        False,
    )


def test_a_guest_comes_back_by_the_key_file_even_after_windows_has_touched_it(
    database: Database,
) -> None:
    person, _ = start(database)
    with database.writing() as session:
        text = make_key_file(session, person)
    with database.reading() as session:
        for form in (text, text.replace("\n", "\r\n"), "\ufeff" + text, text + "\n\n"):
            found = person_by_key_file(session, form)
            assert found is not None
            assert found.id == person


def test_links_and_key_files_do_not_open_each_others_door(database: Database) -> None:
    person, token = start(database)
    with database.writing() as session:
        key_file = make_key_file(session, person)
    with database.reading() as session:
        assert person_by_key_file(session, f"key: {token}\n") is None
        assert person_by_link(session, key_file.split("key: ")[1].strip()) is None


def test_a_new_link_or_key_file_makes_the_old_one_useless(database: Database) -> None:
    person, old_link = start(database)
    with database.writing() as session:
        old_file = make_key_file(session, person)
        new_link = replace_link(session, person)
        new_file = make_key_file(session, person)
    with database.reading() as session:
        assert person_by_link(session, old_link) is None
        assert person_by_key_file(session, old_file) is None
        assert person_by_link(session, new_link) is not None
        assert person_by_key_file(session, new_file) is not None


@pytest.mark.parametrize(
    "token", ["", "x", "\x00" * 43, "\ud800" * 43, "a" * 43, "a" * 100_000, "' OR 1=1 --"]
)
def test_no_other_text_opens_anything(database: Database, token: str) -> None:
    start(database)
    with database.reading() as session:
        assert person_by_link(session, token) is None
        assert person_by_key_file(session, token) is None
        assert person_by_key_file(session, f"key: {token}") is None


def test_a_file_with_two_keys_is_no_key_file(database: Database) -> None:
    person, _ = start(database)
    with database.writing() as session:
        text = make_key_file(session, person)
    with database.reading() as session:
        assert person_by_key_file(session, text + f"key: {new_token()}\n") is None


def test_only_hashes_of_the_secrets_are_stored(tmp_path: Path, sqlite_database: Database) -> None:
    person, token = start(sqlite_database)
    with sqlite_database.writing() as session:
        key = make_key_file(session, person).split("key: ")[1].strip()
        raw_id = open_session(session, person=person, now=NOON)
    stored = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    for secret in (token, key, raw_id):
        assert secret.encode() not in stored
        assert token_hash(secret).encode() in stored


def test_secrets_are_long_and_different() -> None:
    tokens = {new_token() for _ in range(200)}
    assert len(tokens) == 200
    assert all(len(token) == 43 for token in tokens)


@pytest.mark.parametrize("use_case", [replace_link, make_key_file])
def test_nobody_cannot_get_a_secret(database: Database, use_case: object) -> None:
    with database.writing() as session, pytest.raises(NotFound):
        use_case(session, PersonId("0" * 32))  # type: ignore[operator]


def visit(database: Database, person: PersonId, after: timedelta) -> None:
    with database.writing() as session:
        touch_visit(session, person, now=NOON + after)


def last_visit(database: Database, person: PersonId) -> timedelta:
    with database.reading() as session:
        return session.get_one(PersonRecord, person).last_visit_at - NOON


def test_visits_are_noted_at_most_once_an_hour_and_never_backwards(database: Database) -> None:
    person, _ = start(database)
    visit(database, person, timedelta(minutes=59))
    assert last_visit(database, person) == timedelta()
    visit(database, person, timedelta(hours=2))
    assert last_visit(database, person) == timedelta(hours=2)
    visit(database, person, timedelta(hours=-5))
    assert last_visit(database, person) == timedelta(hours=2)


def test_a_takeout_holds_everything_of_the_person_and_nothing_of_others(
    database: Database, shelf: CatalogShelf, ada: PersonId, ben: PersonId
) -> None:
    for person, canary in ((ada, "canary-ada"), (ben, "canary-ben")):
        finish_sitting(database, shelf, person, "quick")
        open_sitting(database, shelf, person, "full")
        add_canaries(database, person, canary)
    with database.reading() as session:
        export = export_person(session, ada)
    text = json.dumps(export, allow_nan=False)
    for place in CANARY_PLACES:
        assert f"canary-ada-{place}" in text
    assert "canary-ben" not in text
    assert ben not in text
    counts = {name: len(part) for name, part in export.items() if isinstance(part, list)}
    assert {name: n for name, n in counts.items() if n} == {
        "web_sessions": 1,
        "attempts": 2,
        "responses": 18,
        "score_sheets": 1,
        "readings": 1,
        "plans": 1,
        "plan_revisions": 1,
        "plan_steps": 1,
        "exercise_log": 1,
        "stop_offers": 1,
        "predictions": 1,
        "outside_ratings": 1,
    }
    assert export["score_sheets"][0]["sheet"]["scoring_version"]
    assert "hash" not in text


def test_a_takeout_names_every_table_that_holds_a_persons_rows(
    database: Database, ada: PersonId
) -> None:
    with database.reading() as session:
        export = export_person(session, ada)
    stays_here = {name for name, held in holdings().items() if held and held.takeout == "no"}
    owned = set(rows(database)) - stays_here - {"people"}
    assert set(export) == owned | {"format", "person"}


def test_there_is_no_takeout_of_nobody(database: Database) -> None:
    with database.reading() as session, pytest.raises(NotFound):
        export_person(session, PersonId("0" * 32))


def test_a_deleted_person_is_gone_and_the_others_are_untouched(
    database: Database, shelf: CatalogShelf, ada: PersonId, ben: PersonId
) -> None:
    finish_sitting(database, shelf, ben)
    add_canaries(database, ben, "canary-ben")
    kept = rows(database)
    kept["people"] = [row for row in kept["people"] if row[0] == ben]
    finish_sitting(database, shelf, ada)
    add_canaries(database, ada, "canary-ada")
    assert delete_person(database, ada, now=NOON)
    left = rows(database)
    assert [row[0] for row in left.pop("erasures")] == [token_hash(ada)]
    assert left == {name: held for name, held in kept.items() if name != "erasures"}
    assert not delete_person(database, ada, now=NOON)


def test_no_file_holds_a_deleted_person(
    tmp_path: Path, sqlite_database: Database, shelf: CatalogShelf
) -> None:
    person, _ = start(sqlite_database)
    finish_sitting(sqlite_database, shelf, person)
    add_canaries(sqlite_database, person, "canary-ada")
    delete_person(sqlite_database, person, now=NOON)
    for path in tmp_path.iterdir():
        stored = path.read_bytes()
        assert b"canary-ada" not in stored, path.name
        assert person.encode() not in stored, path.name


def test_guests_are_forgotten_twelve_months_after_their_last_visit(database: Database) -> None:
    stale, _ = start(database)
    fresh, _ = start(database)
    visit(database, fresh, timedelta(days=1))
    before = run_retention(database, now=NOON + KEEP_GUESTS - timedelta(seconds=1))
    assert before["guests"] == 0
    assert run_retention(database, now=NOON + KEEP_GUESTS)["guests"] == 1
    with database.reading() as session:
        assert session.scalars(select(PersonRecord.id)).all() == [fresh]
    assert stale != fresh
