"""The operator computes results anew one by one, by name, and the old sheets stay."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from assessment.domain.attempts import AttemptId
from assessment.domain.profiles import ProfileId
from assessment.domain.scoring.sheet import SCORING_VERSION
from assessment.services.attempts import start_attempt
from assessment.services.catalogs import CatalogShelf
from assessment.services.people import start_guest
from assessment.services.settings import PROJECT
from assessment.services.submission import submit_attempt
from assessment.services.targets import choose_target
from assessment.store.engine import Database, open_database
from assessment.store.schema import upgrade
from tests.cli.running import run_command


@pytest.fixture
def installed(tmp_path: Path) -> tuple[Path, Database, AttemptId]:
    """An installation with one result that version 0.9.0 computed."""
    database = open_database(f"sqlite:///{tmp_path / 'cto-readiness.db'}")
    upgrade(database)
    shelf = CatalogShelf.from_content(PROJECT / "content")
    now = datetime.now(UTC)
    with database.writing() as session:
        person = start_guest(session, now=now)[0].id
        target = choose_target(shelf.current, profile=ProfileId("startup"))
        attempt = start_attempt(session, shelf, person, form="quick", target=target, now=now).id
    submit_attempt(database, shelf, person, attempt, now=now)
    with database.writing() as session:
        session.execute(
            text(
                "UPDATE score_sheets SET scoring_version = '0.9.0', "
                "sheet = json_set(sheet, '$.scoring_version', '0.9.0')"
            )
        )
    return tmp_path, database, attempt


def versions(database: Database) -> list[str]:
    with database.reading() as session:
        query = text("SELECT scoring_version FROM score_sheets ORDER BY number")
        return list(session.scalars(query))


def test_it_lists_what_was_scored_earlier_and_then_computes_what_is_named(
    installed: tuple[Path, Database, AttemptId],
) -> None:
    var, database, attempt = installed
    listed = run_command("recompute", "--list", settings={"CTO_VAR_DIR": var})
    assert (listed.status, listed.text) == (0, f"{attempt}  0.9.0\n")
    assert versions(database) == ["0.9.0"], "listing changes nothing"
    ran = run_command("recompute", attempt, settings={"CTO_VAR_DIR": var})
    assert ran.status == 0, ran.err
    assert ran.text == f"{attempt}: computed anew by {SCORING_VERSION}\n"
    assert versions(database) == ["0.9.0", SCORING_VERSION]
    again = run_command("recompute", attempt, settings={"CTO_VAR_DIR": var})
    assert again.text == f"{attempt}: is of {SCORING_VERSION}\n"
    assert versions(database) == ["0.9.0", SCORING_VERSION]
    database.close()


def test_one_that_cannot_be_computed_is_named_and_the_others_are_done(
    installed: tuple[Path, Database, AttemptId],
) -> None:
    var, database, attempt = installed
    ran = run_command("recompute", "f" * 32, attempt, settings={"CTO_VAR_DIR": var})
    assert ran.status == 1
    assert "there is no such result" in ran.err
    assert versions(database) == ["0.9.0", SCORING_VERSION]
    database.close()


def test_where_its_content_is_missing_it_says_so_and_changes_nothing(
    installed: tuple[Path, Database, AttemptId],
) -> None:
    var, database, attempt = installed
    with closing(sqlite3.connect(var / "cto-readiness.db")) as damaged:  # as nothing of ours does
        damaged.execute("UPDATE attempts SET revision = 'gone'")
        damaged.commit()
    ran = run_command("recompute", attempt, settings={"CTO_VAR_DIR": var})
    assert ran.status == 1
    assert "its content, revision gone, is missing; nothing changed" in ran.err
    assert versions(database) == ["0.9.0"]
    database.close()


@pytest.mark.parametrize("arguments", [(), ("--list", "a" * 32)])
def test_it_has_to_be_said_which(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    ran = run_command("recompute", *arguments, settings={"CTO_VAR_DIR": tmp_path})
    assert ran.status == 2
    assert "Name the attempts" in ran.err
