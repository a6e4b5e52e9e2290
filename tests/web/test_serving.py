"""The app refuses to start where it would not keep its promises, and says why in words."""

import os
import secrets
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from assessment.services.settings import PROJECT


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
