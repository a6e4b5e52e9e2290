"""The page about the release-size runs leaves out nothing that went wrong."""

import json
from pathlib import Path

import pytest

from tests.promises import Promises
from tests.release_table import page


def test_the_page_has_every_figure_and_names_what_failed_or_was_not_run(tmp_path: Path) -> None:
    found = Promises(undone=["failed: tests/trust/test_x.py::test_y"])
    found.note("P5", "requests", "100", target="100", held=True)
    with pytest.raises(AssertionError, match="P2 flushes: 3 of 4"):
        found.note("P2", "flushes", "3 of 4", target="all", held=False)
    found.keep(tmp_path / "p5.json")

    written = page({"p5": json.loads((tmp_path / "p5.json").read_text())}, machine="Two cores.")

    lines = written.splitlines()
    assert lines.index("| P2 | flushes | 3 of 4 | all | NO |") < lines.index(
        "| P5 | requests | 100 | 100 | yes |"
    )
    assert "- failed: tests/trust/test_x.py::test_y" in lines
    assert "- not run: p1-postgresql" in lines
    assert "- not run: p5" not in lines
    assert "A TRIAL" not in written


def test_a_trial_says_that_it_claims_nothing() -> None:
    part = {"day": "2026-11-21", "minutes": 1.0, "share": 0.0, "figures": [], "undone": []}
    assert "NOTHING HERE IS CLAIMED" in page({"p11-sqlite": part}, machine="Two cores.")
