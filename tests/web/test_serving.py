"""The app refuses to start where it would not keep its promises, and says why in words."""

import os
import secrets
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from assessment.services.settings import PROJECT
from tests.store.databases import migrated_file


def start(tmp_path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "app.py", "--port", "0"],
        cwd=PROJECT,
        env={**os.environ, "CTO_VAR_DIR": str(tmp_path / "var"), **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_broken_content_is_named_with_file_and_line(tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(PROJECT / "content", content)
    area = content / "areas" / "finance.md"
    area.write_text(area.read_text(encoding="utf-8").replace("code:", "kode:"), encoding="utf-8")
    done = start(tmp_path, CTO_CONTENT_DIR=str(content))
    assert done.returncode == 1
    assert "areas/finance.md:" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("setting", "value", "words"),
    [
        ("CTO_ENV", "production", "CTO_SECRET_KEY"),
        ("CTO_TRUSTED_PROXIES", "many", "CTO_TRUSTED_PROXIES"),
        ("CTO_DATABASE_URL", "mysql://localhost/x", "sqlite:/// or a postgresql"),
        ("CTO_DATABASE_URL", "sqlite:///:memory:", "SQLite needs a file"),
    ],
)
def test_an_unsafe_setting_is_refused_in_words(
    tmp_path: Path, setting: str, value: str, words: str
) -> None:
    done = start(tmp_path, **{setting: value})
    assert done.returncode == 1
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_production_with_a_weak_secret_or_plain_http_is_refused(tmp_path: Path) -> None:
    weak = start(
        tmp_path, CTO_ENV="production", CTO_SECRET_KEY="short", CTO_PUBLIC_URL="https://x.example"
    )
    plain = start(
        tmp_path,
        CTO_ENV="production",
        CTO_SECRET_KEY=secrets.token_hex(32),
        CTO_PUBLIC_URL="http://x.example",
    )
    assert "at least 32" in weak.stderr
    assert "https" in plain.stderr


def in_one_sentence(done: subprocess.CompletedProcess[str]) -> str:
    """What a start says that failed as it should: one line, and no traceback."""
    assert done.returncode == 1
    assert done.stderr.startswith("CTO Readiness cannot start: ")
    assert done.stderr.count("\n") == 1
    return done.stderr


def migrated(tmp_path: Path, *statements: str) -> Path:
    """A database of this release, after these statements."""
    path = tmp_path / "var" / "cto-readiness.db"
    path.parent.mkdir()
    path.write_bytes(migrated_file())
    connection = sqlite3.connect(path)
    with connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()
    return path


def test_a_database_of_a_newer_release_is_left_as_it_is(tmp_path: Path) -> None:
    path = migrated(tmp_path, "UPDATE alembic_version SET version_num = 'from_the_future'")
    before = path.read_bytes()
    for _ in range(2):  # as a service manager tries again
        said = in_one_sentence(start(tmp_path))
        assert "made by a newer release: start that release" in said
    asked = [sys.executable, "-m", "assessment", "db", "upgrade"]
    ran = subprocess.run(
        asked,
        cwd=PROJECT,
        env={**os.environ, "CTO_VAR_DIR": str(path.parent)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr == (
        f"{path}: the database was made by a newer release: start that release.\n"
    )
    assert path.read_bytes() == before
    assert not (path.parent / "backups").exists()


def test_without_a_backup_nothing_is_upgraded_and_the_start_says_why(tmp_path: Path) -> None:
    path = migrated(tmp_path, "UPDATE alembic_version SET version_num = '0001'")
    (path.parent / "backups").write_text("a file where the folder should be", encoding="utf-8")
    assert "backups" in in_one_sentence(start(tmp_path))


def test_a_migration_that_cannot_be_done_is_told_in_one_sentence(tmp_path: Path) -> None:
    migrated(tmp_path, "UPDATE alembic_version SET version_num = '0001'")
    assert "the database cannot be used: " in in_one_sentence(start(tmp_path))


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("postgresql+psycopg://127.0.0.1:1/nothing", "the database is unreachable"),
        ("nonsense", "the database cannot be used"),
        ("sqlite:///{folder}/notes.txt", "file is not a database"),
    ],
)
def test_a_database_that_cannot_be_opened_is_told_in_one_sentence(
    tmp_path: Path, url: str, words: str
) -> None:
    (tmp_path / "notes.txt").write_text("No database, but notes. " * 400, encoding="utf-8")
    done = start(tmp_path, CTO_DATABASE_URL=url.format(folder=tmp_path))
    assert words in in_one_sentence(done)
