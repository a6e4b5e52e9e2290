"""``backup`` and ``restore`` as an operator runs them."""

import sqlite3
from pathlib import Path

import pytest

from assessment.services.backups import read_backup
from assessment.store.engine import open_database
from assessment.store.schema import upgrade
from tests.cli.running import run_command


@pytest.fixture
def var(tmp_path: Path) -> Path:
    run_command("db", "upgrade", settings={"CTO_VAR_DIR": tmp_path / "var"})
    return tmp_path / "var"


def people(file: Path) -> list[str]:
    connection = sqlite3.connect(file)
    found = [row[0] for row in connection.execute("SELECT id FROM people ORDER BY id")]
    connection.close()
    return found


def arrive(var: Path, name: str) -> None:
    connection = sqlite3.connect(var / "cto-readiness.db")
    connection.execute(
        "INSERT INTO people (id, created_at, last_visit_at) VALUES (?, ?, ?)",
        (name, "2026-11-21 10:00:00.000000", "2026-11-21 10:00:00.000000"),
    )
    connection.commit()
    connection.close()


def test_a_restore_puts_the_backup_in_place_and_keeps_what_was_there(
    var: Path, tmp_path: Path
) -> None:
    settings = {"CTO_VAR_DIR": var}
    arrive(var, "ada")
    made = run_command("backup", tmp_path / "b.zip", settings=settings)
    assert made.status == 0, made.err
    assert "1 rows in" in made.text
    arrive(var, "ben")
    restored = run_command("restore", tmp_path / "b.zip", settings=settings)
    assert restored.status == 0, restored.err
    assert people(var / "cto-readiness.db") == ["ada"]
    (aside,) = var.glob("*.before-restore-*")
    assert people(aside) == ["ada", "ben"]
    assert str(aside) in restored.text
    assert [path.name for path in var.glob(".*")] == []


def test_a_backup_is_checked_without_touching_anything(var: Path, tmp_path: Path) -> None:
    settings = {"CTO_VAR_DIR": var}
    run_command("backup", tmp_path / "b.zip", settings=settings)
    assert run_command("backup", "--check", tmp_path / "b.zip", settings=settings).status == 0
    (tmp_path / "b.zip").write_bytes(b"PK nothing")
    broken = run_command("backup", "--check", tmp_path / "b.zip", settings=settings)
    assert broken.status == 1
    assert "no backup of this product" in broken.err


def test_a_refused_restore_changes_nothing(var: Path, tmp_path: Path) -> None:
    arrive(var, "ada")
    (tmp_path / "b.zip").write_bytes(b"PK nothing")
    refused = run_command("restore", tmp_path / "b.zip", settings={"CTO_VAR_DIR": var})
    assert refused.status == 1
    assert people(var / "cto-readiness.db") == ["ada"]
    assert list(var.glob("*before-restore*")) == []


def test_a_second_backup_under_the_same_name_is_refused(var: Path, tmp_path: Path) -> None:
    settings = {"CTO_VAR_DIR": var}
    assert run_command("backup", tmp_path / "b.zip", settings=settings).status == 0
    again = run_command("backup", tmp_path / "b.zip", settings=settings)
    assert (again.status, "exists already" in again.err) == (1, True)


def test_an_upgrade_keeps_a_backup_of_what_it_changes(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'cto-readiness.db'}")
    upgrade(database, to="0001")
    database.close()
    arrive(tmp_path, "ada")
    ran = run_command("db", "upgrade", settings={"CTO_VAR_DIR": tmp_path})
    assert ran.status == 0, ran.err
    (kept,) = (tmp_path / "backups").glob("before-upgrade-from-0001-*.zip")
    assert str(kept) in ran.text
    assert read_backup(kept).rows["people"] == 1
    run_command("db", "upgrade", settings={"CTO_VAR_DIR": tmp_path})
    assert list((tmp_path / "backups").iterdir()) == [kept]
