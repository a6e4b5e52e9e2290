"""``statistics`` says what is allowed, writes what is asked for, and applies nothing."""

import json
from pathlib import Path

import pytest

from tests.cli.running import run_command


@pytest.fixture
def installation(tmp_path: Path) -> dict[str, object]:
    settings: dict[str, object] = {"CTO_VAR_DIR": tmp_path / "var"}
    assert run_command("db", "upgrade", settings=settings).status == 0
    return settings


def test_an_empty_installation_is_told_what_more_sittings_would_allow(
    installation: dict[str, object], tmp_path: Path
) -> None:
    out = tmp_path / "statistics.json"
    ran = run_command("statistics", "--json", out, settings=installation)
    assert ran.status == 0, ran.err
    assert "0 valid first sittings" in ran.text
    assert "There is no comparison group. Levels describe behaviour, not rank." in ran.text
    assert "no   from 200" in ran.text
    assert "no group data are collected" in ran.text
    record = json.loads(out.read_bytes())
    assert record["format"] == "cto-readiness/statistics/1"
    assert [step["reached"] for step in record["allowed"]] == [True] + [False] * 4
    assert record["items"] == []


def test_there_is_nothing_to_propose_before_thirty_sittings(
    installation: dict[str, object], tmp_path: Path
) -> None:
    out = tmp_path / "proposal.md"
    ran = run_command("statistics", "--proposal", out, settings=installation)
    assert ran.status == 2
    assert "nothing to propose" in ran.err
    assert not out.exists()


def test_a_database_that_is_not_the_newest_is_named_with_what_helps(tmp_path: Path) -> None:
    ran = run_command("statistics", settings={"CTO_VAR_DIR": tmp_path / "var"})
    assert ran.status == 1
    assert "db upgrade" in ran.err
