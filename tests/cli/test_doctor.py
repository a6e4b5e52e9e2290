import shutil
from pathlib import Path

import pytest

from assessment.cli import doctor
from assessment.cli.commands import main
from assessment.documents import pdf
from tests.cli.running import run_command
from tests.content_tree import ContentTree


@pytest.fixture
def printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> str:
    """What the doctor says where print libraries and browser are missing."""
    monkeypatch.setenv("CTO_VAR_DIR", str(tmp_path / "var"))
    monkeypatch.setattr(pdf, "pdf_available", lambda: "Pango not found: install it")
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setattr(doctor, "WEB_FONTS", tmp_path / "fonts")
    assert main(["doctor"]) == 0
    return capsys.readouterr().out


def test_this_machine_can_serve_and_is_left_as_it_was(tmp_path: Path) -> None:
    ran = run_command("doctor", settings={"CTO_VAR_DIR": tmp_path / "var"})
    assert ran.status == 0, ran.text
    assert ran.text.endswith("The app can serve: ./dev run\n")
    assert not list(tmp_path.iterdir())


def test_what_is_missing_for_print_and_tests_is_off_with_the_way_to_get_it(printed: str) -> None:
    off = [line for line in printed.splitlines() if line.startswith("off ")]
    assert [
        "PDF export is off" in off[0] and "install it" in off[0],
        "python -m assessment fonts" in off[1],
        "apt install chromium" in off[2],
    ] == [True, True, True]
    assert "NO " not in printed


def test_every_line_is_a_sentence(printed: str) -> None:
    *findings, last = printed.splitlines()
    assert all(line[:5].rstrip() in ("ok", "off", "NO") for line in findings)
    assert all(line.endswith(".") or "assessment fonts" in line for line in findings)
    assert last.startswith("The app can serve")


@pytest.mark.parametrize(
    ("setting", "value", "sentence"),
    [
        ("CTO_CONTENT_DIR", "/nowhere", "There is no content folder at /nowhere"),
        ("CTO_DATABASE_URL", "sqlite://", "SQLite needs a file"),
        ("CTO_DATABASE_URL", "sqlite:////proc/none/cto.db", "/proc is not writable"),
        ("CTO_TRUSTED_PROXIES", "many", "CTO_TRUSTED_PROXIES must be a number"),
        ("CTO_ENV", "production", "CTO_SECRET_KEY needs at least"),
    ],
)
def test_what_keeps_the_app_from_serving_is_named_and_fails(
    setting: str, value: str, sentence: str, tmp_path: Path
) -> None:
    ran = run_command("doctor", settings={"CTO_VAR_DIR": tmp_path, setting: value})
    assert ran.status == 1
    assert any(line.startswith("NO ") and sentence in line for line in ran.text.splitlines())
    assert ran.text.endswith("The app cannot serve yet: see NO above.\n")
    assert ran.err == ""


def test_an_existing_database_is_tried_and_its_schema_looked_at(tmp_path: Path) -> None:
    where = {"CTO_VAR_DIR": tmp_path}
    run_command("db", "upgrade", settings=where)
    assert (
        "cto-readiness.db is writable and up to date." in run_command("doctor", settings=where).text
    )


def test_a_broken_content_folder_names_the_command_that_lists_its_errors(tmp_path: Path) -> None:
    root = ContentTree().add("areas/broken.md", "no header here\n").write_to(tmp_path / "content")
    ran = run_command("doctor", settings={"CTO_CONTENT_DIR": root, "CTO_VAR_DIR": tmp_path / "var"})
    assert ran.status == 1
    assert "python -m assessment content check" in ran.text
