"""The operator sees what would go before anything goes."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from assessment.services.people import KEEP_GUESTS, start_guest
from assessment.store.engine import open_database
from assessment.store.schema import upgrade
from tests.cli.running import run_command


@pytest.fixture
def var(tmp_path: Path) -> Path:
    """An installation with one guest of long ago and one of today."""
    database = open_database(f"sqlite:///{tmp_path / 'cto-readiness.db'}")
    upgrade(database)
    today = datetime.now(UTC)
    with database.writing() as session:
        start_guest(session, now=today - KEEP_GUESTS)
        start_guest(session, now=today)
    database.close()
    return tmp_path


def test_a_dry_run_lists_and_deletes_nothing(var: Path) -> None:
    for _ in range(2):
        ran = run_command("retention", "--dry-run", settings={"CTO_VAR_DIR": var})
        assert ran.status == 0, ran.err
        assert "guests: 1 due" in ran.text
        assert "  since " in ran.text
        assert ran.text.endswith("Nothing was deleted: this was a dry run.\n")


def test_a_run_lists_first_and_then_deletes(var: Path) -> None:
    ran = run_command("retention", "run", settings={"CTO_VAR_DIR": var})
    assert ran.status == 0, ran.err
    assert ran.text.index("guests: 1 due") < ran.text.index("deleted guests: 1")
    again = run_command("retention", "--dry-run", settings={"CTO_VAR_DIR": var})
    assert "guests: 0 due" in again.text


@pytest.mark.parametrize("arguments", [(), ("run", "--dry-run")])
def test_nothing_goes_unless_it_is_said_so(var: Path, arguments: tuple[str, ...]) -> None:
    ran = run_command("retention", *arguments, settings={"CTO_VAR_DIR": var})
    assert ran.status == 2
    assert "--dry-run" in ran.err
    listed = run_command("retention", "--dry-run", settings={"CTO_VAR_DIR": var})
    assert "guests: 1 due" in listed.text


def test_a_database_that_needs_an_upgrade_is_left_alone(tmp_path: Path) -> None:
    ran = run_command("retention", "run", settings={"CTO_VAR_DIR": tmp_path})
    assert ran.status == 1
    assert "db upgrade" in ran.err
