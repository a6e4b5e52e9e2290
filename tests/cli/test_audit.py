"""The operator asks whether the trail is whole and whose things somebody opened."""

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from assessment.domain.attempts import PersonId
from assessment.domain.audit import Actor
from assessment.services.accounts import create_account
from assessment.services.audit import note
from assessment.store.engine import open_database
from assessment.store.schema import upgrade
from tests.builders import NOON
from tests.cli.running import Ran, run_command


@pytest.fixture
def var(tmp_path: Path) -> Path:
    """An installation in which Ben opened three things, one of them a day later."""
    database = open_database(f"sqlite:///{tmp_path / 'cto-readiness.db'}")
    upgrade(database)
    with database.writing() as session:
        ben = create_account(session, email="ben@example.org", verified=True, now=NOON)
    for day, owner in enumerate(("ada", "ada", "eve")):
        with database.writing() as session:
            note(
                session,
                actor=Actor(kind="account", id=ben.id),
                action="result.opened",
                owner=PersonId(owner),
                kind="attempt",
                object_id=f"a-{owner}",
                now=NOON + timedelta(days=day),
            )
    database.close()
    return tmp_path


def ask(var: Path, *arguments: str) -> Ran:
    return run_command("audit", *arguments, settings={"CTO_VAR_DIR": var})


def behind_the_back(var: Path, statement: str) -> None:
    connection = sqlite3.connect(var / "cto-readiness.db")
    for name in ("update", "delete"):
        connection.execute(f"DROP TRIGGER audit_events_refuse_{name}")
    connection.execute(statement)
    connection.commit()
    connection.close()


def test_an_untouched_trail_is_said_to_be_whole_with_its_head(var: Path) -> None:
    first = ask(var, "verify")
    assert first.status == 0, first.err
    head = first.text.split("head ")[1].strip()
    assert first.text.startswith("3 lines, unbroken; head 3:")
    assert ask(var, "verify", "--head", head).status == 0
    other = ask(var, "verify", "--head", f"3:{'0' * 64}")
    assert (other.status, other.text) == (1, "line 3: not the one that was noted\n")


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE audit_events SET owner_id = 'eve' WHERE sequence = 2", "line 2: changed\n"),
        ("DELETE FROM audit_events WHERE sequence = 2", "line 2: missing\n"),
        ("DELETE FROM audit_events WHERE sequence = 3", "line 3: missing\n"),
    ],
)
def test_a_changed_or_removed_line_is_named(var: Path, statement: str, said: str) -> None:
    behind_the_back(var, statement)
    ran = ask(var, "verify")
    assert (ran.status, ran.text) == (1, said)


def test_whose_things_an_account_opened_since_a_day_is_listed(var: Path) -> None:
    everything = ask(var, "since", "--account", "ben@example.org", "2026-11-21")
    assert everything.status == 0, everything.err
    assert [line.split()[:5] for line in everything.text.splitlines()] == [
        ["ada", "attempt", "a-ada", "result.opened", "2"],
        ["eve", "attempt", "a-eve", "result.opened", "1"],
    ]
    later = ask(var, "since", "--account", "ben@example.org", "2026-11-23")
    assert later.text.split()[0] == "eve"
    assert ask(var, "since", "--token", "none", "2026-11-21").text == ""


def test_a_question_that_cannot_be_asked_is_refused(var: Path) -> None:
    assert ask(var, "since", "--account", "nobody@example.org", "2026-11-21").status == 2
    assert ask(var, "since", "--account", "x", "yesterday").status == 2
    assert ask(var, "since", "2026-11-21").status == 2


def test_a_database_that_needs_an_upgrade_is_named_with_what_helps(tmp_path: Path) -> None:
    ran = ask(tmp_path, "verify")
    assert ran.status == 1
    assert f"{tmp_path / 'cto-readiness.db'}: the database needs an upgrade" in ran.err
    assert "db upgrade" in ran.err


def test_a_trail_that_cannot_be_read_now_is_said_and_not_called_whole(var: Path) -> None:
    locked = sqlite3.connect(var / "cto-readiness.db", isolation_level=None)
    locked.execute("PRAGMA locking_mode = EXCLUSIVE")
    locked.execute("BEGIN EXCLUSIVE")
    ran = ask(var, "verify")
    locked.close()
    assert (ran.status, ran.text) == (1, "")
    assert "the database is busy" in ran.err
    assert "Traceback" not in ran.err
