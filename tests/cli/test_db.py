import sqlite3
from pathlib import Path

import pytest

from assessment.cli import db
from assessment.cli.commands import main
from tests.cli.running import run_command


def test_the_migrations_match_the_records_in_a_database_of_their_own(tmp_path: Path) -> None:
    ran = run_command("db", "check", settings={"CTO_VAR_DIR": tmp_path / "var"})
    assert (ran.status, ran.text) == (0, "migrations and records match\n")
    assert not (tmp_path / "var").exists()


def test_a_difference_between_migrations_and_records_fails_the_check(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(db, "models_match", lambda _: ["a column is missing"])
    assert main(["db", "check"]) == 1
    assert capsys.readouterr().out == "a column is missing\nmigrations and records do not match\n"


def test_an_upgrade_makes_the_tables_and_a_second_one_has_nothing_to_do(tmp_path: Path) -> None:
    path = tmp_path / "var" / "cto-readiness.db"
    first = run_command("db", "upgrade", settings={"CTO_VAR_DIR": tmp_path / "var"})
    assert first.status == 0, first.err
    assert first.text.startswith(f"{path}: applied 0001")
    with sqlite3.connect(path) as connection:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    connection.close()
    assert {"people", "attempts", "alembic_version"} <= tables
    second = run_command("db", "upgrade", settings={"CTO_VAR_DIR": tmp_path / "var"})
    assert second.text == f"{path}: nothing to do\n"


def test_an_upgrade_makes_no_secret_key(tmp_path: Path) -> None:
    run_command("db", "upgrade", settings={"CTO_VAR_DIR": tmp_path})
    assert not (tmp_path / "secret.key").exists()


def test_the_path_of_a_file_is_printed_and_the_file_is_not_made(tmp_path: Path) -> None:
    ran = run_command("db", "path", settings={"CTO_VAR_DIR": tmp_path / "var"})
    assert ran.text == f"{tmp_path}/var/cto-readiness.db\n"
    assert not (tmp_path / "var").exists()


def test_the_address_of_a_server_is_printed_without_its_password() -> None:
    url = "postgresql+psycopg://ada:lovelace@db.example/cto"
    ran = run_command("db", "path", settings={"CTO_DATABASE_URL": url})
    assert ran.text == "postgresql+psycopg://ada:***@db.example/cto\n"


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("nonsense", "CTO_DATABASE_URL is not a database address"),
        ("sqlite://", "SQLite needs a file"),
        ("mysql://db.example/cto", "use a sqlite:/// or a postgresql+psycopg:// address"),
        ("sqlite:////proc/none/cto.db", "cannot be opened"),
    ],
)
def test_a_database_that_cannot_be_used_is_named_in_one_sentence(url: str, reason: str) -> None:
    ran = run_command("db", "upgrade", settings={"CTO_DATABASE_URL": url})
    assert ran.status in (1, 2)
    assert ran.out == b""
    assert ran.err.count("\n") == 1
    assert reason in ran.err
