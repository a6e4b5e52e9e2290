"""What is exported is complete, and what is deleted is gone, whichever table it was in.

Two people have a canary in every column that can hold their words, in every table there is; a
table that is added later takes part as soon as the store's tests hold a row of it.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Column, String, Table, Text, UniqueConstraint

from assessment.domain.attempts import PersonId
from assessment.services.people import delete_person
from assessment.services.takeout import JSON_TEXT, export_person
from assessment.store.data_map import holdings
from assessment.store.engine import Database
from assessment.store.holding import Holding
from assessment.store.records import metadata
from assessment.store.upsert import table_of
from tests.builders import NOON
from tests.promises import Promises
from tests.store.test_records import EVERYTHING
from tests.store.test_schema import rows

SAYING = ("identity", "answers", "words", "opinion", "derived")
"""Classes whose columns tell something of somebody."""
SHARED = {"catalog_snapshots", "audit_events", "audit_head", "erasures"}
"""Tables that are nobody's: one row of each is enough."""
OWN_CHECKS = {"overall_level", "quality_points", "value", "state", "skip_reason", "email", "name"}
WHO = ("ada", "eve")


def held(table: Table) -> Holding:
    holding = holdings()[table.name]
    assert holding is not None
    return holding


def is_text(column: Column[Any]) -> bool:
    return isinstance(column.type, String | Text)


def canary(who: str, table: Table, column: str) -> str:
    return f"canary-{who}-{table.name}-{column}"


def constrained(table: Table, column: str) -> bool:
    """Whether a rule of the table says which values a column may have."""
    said = [str(getattr(rule, "sqltext", "")) for rule in table.constraints]
    return any(
        re.search(rf"\b{column}\b", rule) for rule in said if " IN (" in rule or "IS NULL" in rule
    )


def keys(table: Table) -> set[str]:
    """Columns that tell rows apart or lead to other rows."""
    unique = {
        column.name
        for rule in table.constraints
        if isinstance(rule, UniqueConstraint)
        for column in rule.columns
    }
    led = {column.name for column in table.columns if column.foreign_keys}
    own = {column.name for column in table.primary_key}
    free = set() if own & led else {name for name in own if not constrained(table, name)}
    return {name for name in unique if not constrained(table, name)} | led | free


def told_apart(who: str, table: Table, name: str, value: object) -> object:
    """A key as this person's row has it."""
    if table.columns[name].foreign_keys and any(
        key.column.table.name in SHARED for key in table.columns[name].foreign_keys
    ):
        return value
    if isinstance(value, bool) or value is None or who == "ada":
        return value
    if isinstance(value, int):
        return value + 1_000
    if isinstance(value, bytes):
        return value + who.encode()
    if isinstance(value, str) and name in held(table).secret:
        return hashlib.sha256(f"{who}{value}".encode()).hexdigest()
    if not isinstance(value, str):
        return value
    kind = table.columns[name].type
    longest = kind.length if isinstance(kind, String) else None
    apart = f"{value}-{who}"
    return apart if longest is None or len(apart) <= longest else value


def with_canaries(
    who: str, table: Table, row: Mapping[str, object]
) -> tuple[dict[str, object], dict[str, str]]:
    """The row as this person has it, and the canaries in it by column."""
    filled = {
        name: told_apart(who, table, name, value)
        if name in keys(table) | set(held(table).secret)
        else value
        for name, value in row.items()
    }
    planted = {}
    for name, kind in held(table).classes():
        column = table.columns[name]
        if kind not in SAYING or not is_text(column) or constrained(table, name):
            continue
        if name in keys(table) and column.foreign_keys:
            continue
        word = canary(who, table, name)
        if isinstance(column.type, String) and (column.type.length or 999) < len(word):
            continue
        planted[name] = word
        # Of a browser's session an export takes what it names, and nothing else.
        inside = "sent" if table.name == "web_sessions" else "note"
        filled[name] = json.dumps({inside: word}) if name in JSON_TEXT else word
    if table.name == "memberships":  # who administers alone hands over before they go
        filled["role"] = "interviewer"
    return filled, planted


def plant(database: Database, who: str) -> dict[str, dict[str, str]]:
    """Every row of the store's tests as this person's; the canaries by table and column."""
    planted: dict[str, dict[str, str]] = {}
    for record, row in EVERYTHING:
        table = table_of(record)
        if who != "ada" and table.name in SHARED:
            continue
        filled, words = with_canaries(who, table, row)
        planted.setdefault(table.name, {}).update(words)
        with database.writing() as session:
            session.add(record(**filled))
    return planted


@pytest.fixture
def planted(database: Database) -> dict[str, dict[str, dict[str, str]]]:
    return {who: plant(database, who) for who in WHO}


def owned_words(words: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[str, str]]:
    """What has to be in the export: everything of tables that leave, but what is kept back."""
    for name, columns in words.items():
        holding = holdings()[name]
        assert holding is not None
        if holding.takeout == "yes":
            yield from (
                (f"{name}.{column}", word)
                for column, word in columns.items()
                if column not in holding.stays_here
            )


def test_every_table_has_a_canary_that_can_hold_one(
    planted: dict[str, dict[str, dict[str, str]]],
) -> None:
    for table in metadata.sorted_tables:
        if any(kind in SAYING and is_text(table.columns[c]) and not constrained(table, c)
               for c, kind in held(table).classes()):  # fmt: skip
            assert planted["ada"][table.name], table.name
    assert sum(len(columns) for columns in planted["ada"].values()) > 30


@pytest.mark.promise
def test_an_export_holds_all_of_ones_own_canaries_and_none_of_others(
    database: Database, planted: dict[str, dict[str, dict[str, str]]], promises: Promises
) -> None:
    with database.reading() as session:
        text = json.dumps(export_person(session, PersonId("ada")), ensure_ascii=False)
    own = dict(owned_words(planted["ada"]))
    missing = [place for place, word in own.items() if word not in text]
    print(*missing, sep="\n")  # noqa: T201 - for whoever mends it
    promises.note(
        "P10",
        f"export, a canary in every column that can hold one, {database.dialect}",
        f"{len(own) - len(missing)} of {len(own)} of one's own, "
        f"{text.count('canary-eve')} of somebody else's",
        target="all; 0",
        held=missing == [] and "canary-eve" not in text,
    )


def places_of(database: Database, word: str) -> set[str]:
    """The tables in whose rows a word stands: what a dump of the database would hold."""
    return {name for name, found in rows(database).items() if word in repr(found)}


@pytest.mark.promise
@pytest.mark.usefixtures("planted")
def test_a_deletion_leaves_no_canary_in_what_goes_and_touches_nobody_else(
    database: Database, promises: Promises
) -> None:
    before, others = places_of(database, "canary-ada"), places_of(database, "canary-eve")
    assert others >= {"attempts", "exercise_log", "raters"}
    assert delete_person(database, PersonId("ada"), now=NOON)
    after = places_of(database, "canary-ada")
    left = [table.name for table in metadata.sorted_tables
            if table.name in after and held(table).deletion == "goes"]  # fmt: skip
    touched = places_of(database, "canary-eve") ^ others
    promises.note(
        "P10",
        f"rows after a deletion, a canary in every column that can hold one, {database.dialect}",
        f"{len(before)} tables held them before; {len(left)} of those that go hold one after, "
        f"{len(touched)} tables of somebody else's changed",
        target="0, 0",
        held=(left, touched) == ([], set()),
    )


def test_no_file_of_the_database_holds_what_was_deleted(
    tmp_path: Path, sqlite_database: Database
) -> None:
    for who in WHO:
        plant(sqlite_database, who)
    goes = [
        canary("ada", table, column.name)
        for table in metadata.sorted_tables
        if held(table).deletion == "goes"
        for column in table.columns
    ]
    files = sorted(path for path in tmp_path.rglob("*") if path.is_file())
    assert any(b"canary-ada-exercise_log-what" in path.read_bytes() for path in files)
    delete_person(sqlite_database, PersonId("ada"), now=NOON)
    for path in sorted(path for path in tmp_path.rglob("*") if path.is_file()):
        content = path.read_bytes()
        assert [word for word in goes if word.encode() in content] == [], path.name
    assert places_of(sqlite_database, "canary-eve")


def test_the_test_would_notice_a_table_that_is_left_out(
    planted: dict[str, dict[str, dict[str, str]]],
) -> None:
    words = dict(owned_words(planted["ada"]))
    assert "exercise_log.what" in words
    assert "rater_answers.value" not in words
