"""What is noted stays as it was noted, and whoever touches it is found out."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from assessment.domain.attempts import PersonId
from assessment.domain.audit import Actor, AuditEvent, Head, find_break, follow
from assessment.services.audit import list_ledger, load_head, note, opened_since, verify_trail
from assessment.services.people import delete_person
from assessment.store.engine import Database
from tests.builders import NOON
from tests.store.databases import without_guards

BEN = Actor(kind="account", id="b" * 32)
CLEO = Actor(kind="account", id="c" * 32)


def open_something(
    database: Database,
    owner: PersonId,
    thing: str = "a1",
    *,
    actor: Actor = BEN,
    after: timedelta = timedelta(),
) -> None:
    with database.writing() as session:
        note(
            session,
            actor=actor,
            action="result.opened",
            owner=owner,
            kind="attempt",
            object_id=thing,
            now=NOON + after,
        )


@pytest.fixture
def five(database: Database, ada: PersonId) -> Database:
    """A trail of five lines."""
    for i in range(5):
        open_something(database, ada, f"a{i}", after=timedelta(minutes=i))
    return database


def behind_the_back(database: Database, *statements: str) -> None:
    with database.writing() as session, without_guards(session):
        for statement in statements:
            session.execute(text(statement))


def test_a_trail_nobody_touched_is_whole(five: Database) -> None:
    with five.reading() as session:
        assert verify_trail(session) is None
        assert load_head(session).sequence == 5


def test_a_trail_without_a_line_is_whole(database: Database) -> None:
    with database.reading() as session:
        assert verify_trail(session) is None


@pytest.mark.parametrize(
    ("change", "sequence", "why"),
    [
        ("UPDATE audit_events SET actor_id = 'eve' WHERE sequence = 3", 3, "changed"),
        ("UPDATE audit_events SET action = 'plan.opened' WHERE sequence = 1", 1, "changed"),
        ("UPDATE audit_events SET owner_id = NULL WHERE sequence = 4", 4, "changed"),
        ("UPDATE audit_events SET organisation_id = 'o' WHERE sequence = 2", 2, "changed"),
        ("UPDATE audit_events SET object_id = 'other' WHERE sequence = 5", 5, "changed"),
        (
            "UPDATE audit_events SET at = '2026-01-01 00:00:00.000000' WHERE sequence = 2",
            2,
            "changed",
        ),
        ("UPDATE audit_events SET hash = previous WHERE sequence = 2", 2, "changed"),
        ("DELETE FROM audit_events WHERE sequence = 1", 1, "missing"),
        ("DELETE FROM audit_events WHERE sequence = 3", 3, "missing"),
        ("DELETE FROM audit_events WHERE sequence = 5", 5, "missing"),
        ("DELETE FROM audit_events", 1, "missing"),
        ("UPDATE audit_events SET sequence = 9 WHERE sequence = 4", 4, "missing"),
        ("UPDATE audit_head SET sequence = 4", 5, "added behind the head"),
    ],
)
def test_every_change_behind_the_apps_back_is_found_at_its_line(
    five: Database, change: str, sequence: int, why: str
) -> None:
    behind_the_back(five, change)
    with five.reading() as session:
        found = verify_trail(session)
    assert found is not None
    assert (found.sequence, found.why) == (sequence, why)


def test_lines_that_swapped_places_are_found(five: Database) -> None:
    behind_the_back(
        five,
        "UPDATE audit_events SET sequence = 99 WHERE sequence = 2",
        "UPDATE audit_events SET sequence = 2 WHERE sequence = 3",
        "UPDATE audit_events SET sequence = 3 WHERE sequence = 99",
    )
    with five.reading() as session:
        found = verify_trail(session)
    assert found is not None
    assert found.sequence == 2


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_events SET actor_id = 'eve' WHERE sequence = 3",
        "DELETE FROM audit_events WHERE sequence = 3",
        "DELETE FROM audit_events",
    ],
)
def test_the_database_refuses_to_change_or_delete_a_line(five: Database, statement: str) -> None:
    with pytest.raises(DBAPIError, match="append-only"), five.writing() as session:
        session.execute(text(statement))
    with five.reading() as session:
        assert verify_trail(session) is None


def test_postgresql_refuses_to_empty_the_trail(migrated_postgres: Database) -> None:
    with pytest.raises(DBAPIError, match="append-only"), migrated_postgres.writing() as session:
        session.execute(text("TRUNCATE audit_events"))


def test_many_writers_at_once_make_one_chain(database: Database, ada: PersonId) -> None:
    failures: list[Exception] = []

    def work(name: int) -> None:
        try:
            for i in range(10):
                open_something(database, ada, f"t{name}-{i}")
        except Exception as failure:  # noqa: BLE001 - shown below
            failures.append(failure)

    crew = [threading.Thread(target=work, args=(name,)) for name in range(8)]
    for thread in crew:
        thread.start()
    for thread in crew:
        thread.join()
    assert failures == []
    with database.reading() as session:
        assert verify_trail(session) is None
        assert load_head(session).sequence == 80


def test_what_is_rolled_back_leaves_no_line(five: Database, ada: PersonId) -> None:
    def fail() -> None:
        with five.writing() as session:
            note(
                session,
                actor=BEN,
                action="result.opened",
                owner=ada,
                kind="attempt",
                object_id="never",
                now=NOON,
            )
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    open_something(five, ada, "after")
    with five.reading() as session:
        assert verify_trail(session) is None
        assert load_head(session).sequence == 6


def test_deleting_a_person_keeps_the_trail_whole_and_their_words_out_of_it(
    five: Database, ada: PersonId
) -> None:
    assert delete_person(five, ada, now=NOON)
    with five.reading() as session:
        assert verify_trail(session) is None
        assert load_head(session).sequence == 5


@pytest.mark.parametrize(
    "wrong",
    [
        {"action": "opened the result"},
        {"action": "result"},
        {"kind": "an attempt"},
        {"object_id": "ada@example.org"},
        {"object_id": ""},
        {"actor": Actor(kind="account", id="Ben Coach")},
        {"organisation": "Acme Ltd."},
    ],
)
def test_a_line_takes_ids_and_no_words(
    database: Database, ada: PersonId, wrong: dict[str, object]
) -> None:
    usual: dict[str, object] = {
        "actor": BEN,
        "action": "result.opened",
        "owner": ada,
        "kind": "attempt",
        "object_id": "a1",
        "now": NOON,
    }
    with pytest.raises(ValueError, match=r"ids only|thing\.deed"), database.writing() as session:
        note(session, **(usual | wrong))  # type: ignore[arg-type]


def test_the_ledger_is_ones_own_newest_first_and_paged(
    five: Database, ada: PersonId, ben: PersonId
) -> None:
    open_something(five, ben, "bens")
    with five.reading() as session:
        first, total = list_ledger(session, ada, page=1, size=3)
        second, _ = list_ledger(session, ada, page=2, size=3)
    assert total == 5
    assert [line.event.object_id for line in [*first, *second]] == ["a4", "a3", "a2", "a1", "a0"]


def test_whose_things_an_account_opened_since_a_moment_is_answered(
    five: Database, ada: PersonId, ben: PersonId
) -> None:
    open_something(five, ben, "b1", after=timedelta(hours=1))
    open_something(five, ben, "b1", after=timedelta(hours=2))
    open_something(five, ben, "b1", actor=CLEO, after=timedelta(hours=2))
    with five.reading() as session:
        everything = opened_since(session, BEN, NOON)
        late = opened_since(session, BEN, NOON + timedelta(minutes=30))
        none = opened_since(session, Actor(kind="token", id=BEN.id), NOON)
    assert {o.owner for o in everything} == {ada, ben}
    assert [(o.owner, o.object_id, o.times) for o in late] == [(ben, "b1", 2)]
    assert late[0].last - late[0].first == timedelta(hours=1)
    assert none == []


EVENTS = st.builds(
    AuditEvent,
    at=st.datetimes(min_value=NOON.replace(tzinfo=None)).map(
        lambda d: d.replace(tzinfo=NOON.tzinfo)
    ),
    actor=st.just(BEN),
    action=st.sampled_from(["result.opened", "plan.opened", "grant.revoked"]),
    owner=st.sampled_from([None, PersonId("ada"), PersonId("eve")]),
    organisation=st.sampled_from([None, "o1"]),
    kind=st.sampled_from(["attempt", "plan"]),
    object_id=st.text(alphabet="abc0", min_size=1, max_size=4),
)
BREAKS: list[Callable[[list[object], int], object]] = [
    lambda lines, i: lines.pop(i),
    lambda lines, i: lines.insert(i, lines[i]),
    lambda lines, i: lines.__setitem__(slice(i, i + 2), lines[i : i + 2][::-1]),
]


@given(st.lists(EVENTS, min_size=2, max_size=8), st.data())
def test_whichever_line_is_lost_doubled_or_moved_it_is_found(
    events: list[AuditEvent], data: st.DataObject
) -> None:
    head, lines = Head(), []
    for event in events:
        line = follow(head, event)
        head = Head(sequence=line.sequence, hash=line.hash)
        lines.append(line)
    assert find_break(lines, head) is None
    at = data.draw(st.integers(0, len(lines) - 2))
    data.draw(st.sampled_from(BREAKS))(lines, at)  # type: ignore[arg-type]
    found = find_break(lines, head)
    assert found is not None
    assert found.sequence in {at + 1, at + 2}
