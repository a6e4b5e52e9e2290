"""The figures a released version gave once, it gives for ever."""

import json
from pathlib import Path
from typing import Any

import pytest

from assessment.documents.verify import recompute
from assessment.domain.scoring.sheet import SCORING_VERSION

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
RELEASED = sorted((GOLDEN / SCORING_VERSION).glob("*.json"))


def read(path: Path) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return record


def test_the_present_version_has_its_golden_attempts() -> None:
    names = {path.stem for path in RELEASED}
    assert names >= {
        "full",
        "role-weighted",
        "deep-dive",
        "quick",
        "sparse",
        "careless",
        "strong",
        "with-others",
    }


@pytest.mark.parametrize("path", RELEASED, ids=lambda path: path.stem)
def test_the_same_answers_give_the_same_figures_to_six_decimals(path: Path) -> None:
    record = read(path)
    assert record["scoring_version"] == SCORING_VERSION
    assert recompute(record) == record["figures"]


@pytest.mark.parametrize("path", RELEASED, ids=lambda path: path.stem)
def test_a_golden_attempt_notices_a_figure_that_moves(path: Path) -> None:
    record = read(path)
    for item, given in record["responses"].items():
        key = next(key for key in record["keys"] if key["id"] == item)
        if key["kind"] == "judgement":
            given["value"] = [6 - mark for mark in given["value"]]
    assert recompute(record) != record["figures"]


def test_the_golden_attempts_cover_what_a_sheet_can_say() -> None:
    records = {path.stem: read(path)["figures"] for path in RELEASED}
    areas = [area for found in records.values() for area in found["areas"].values()]
    assert {area["status"] for area in areas} == {"reported", "provisional", "withheld"}
    assert len({area["verdict"] for area in areas}) >= 5
    assert records["careless"]["stage"] is None
    assert records["careless"]["quality"]["points"] >= 2
    assert records["full"]["p_ready"] is not None
    assert records["full"]["coverage"] is not None
