"""A study that knows the engine by its program alone comes to the same figures."""

from pathlib import Path

import pytest

from bench import independent
from bench.study import __main__ as study
from bench.study.evidence import REFERENCE, EvidenceRow, print_evidence, run_evidence
from bench.study.shipped import TARGETS, Row, print_shipped, run_shipped
from bench.study.world import WORLDS


def test_the_program_agrees_with_the_truth_of_people_made_elsewhere() -> None:
    sheets = independent.run_bank(120, "test")
    found = independent.figures(sheets)
    assert found["r area"] > 0.55
    assert found["RMSE"] < 0.85
    assert 0.82 < found["90 % coverage"] < 0.97
    assert found["clear-gap precision"] > 0.85
    assert found["careless caught"] > 0.6


def test_it_imports_nothing_of_ours() -> None:
    source = Path(str(independent.__file__)).read_text(encoding="utf-8").splitlines()
    imports = [line for line in source if line.startswith(("import ", "from "))]
    assert len(imports) > 5
    assert not [line for line in imports if "assessment" in line or "bench" in line]


def test_ranks_give_the_area_under_the_curve() -> None:
    assert independent.auc([(0.9, True), (0.5, True), (0.5, False), (0.1, False)]) == 3.5 / 4


def test_more_evidence_measures_critical_areas_better() -> None:
    found = run_evidence(WORLDS["default"], banks=2, people=60, seed=4)
    start = found["nothing more"].error
    for name, row in found.items():
        assert 0.78 < row.coverage < 0.99, name
        if name != "nothing more":
            assert row.error < start, name
    assert found["+ all three"].error == min(row.error for row in found.values())


def test_the_table_of_evidence_names_what_does_not_fall(
    capsys: pytest.CaptureFixture[str],
) -> None:
    flat = EvidenceRow(error=0.7, coverage=0.9, called=0.7, right=0.9)
    assert print_evidence(dict.fromkeys(REFERENCE, flat)) == list(REFERENCE)[1:]
    rows = {
        name: EvidenceRow(error=error, coverage=0.9, called=0.7, right=0.9)
        for name, (error, _, _) in REFERENCE.items()
    }
    assert print_evidence(rows) == []
    uncovered = rows | {"+ one coach": EvidenceRow(error=0.5, coverage=0.8, called=0.7, right=0.9)}
    assert print_evidence(uncovered) == ["+ one coach"]
    assert "missed" in capsys.readouterr().out


def test_every_form_of_the_shipped_bank_has_its_row() -> None:
    rows = {row.form: row for row in run_shipped(WORLDS["default"], banks=1, people=50, seed=2)}
    assert set(rows) == set(TARGETS)
    assert rows["quick"].units == 9
    assert rows["full"].units == rows["role-weighted"].units == 27
    assert rows["full + 3 deep dives"].units == 27 + 18
    assert rows["quick"].figures["minutes"] < 11 < rows["full"].figures["minutes"] < 36
    assert "RMSE" not in rows["quick"].figures, "the quick form reports no areas"
    assert 0.8 < rows["full"].figures["coverage"] < 0.97


def test_the_table_of_the_shipped_bank_names_what_is_missed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    rows = [
        Row(form=form, units=27, figures={"minutes": 20.0, "coverage": 0.5, "critical RMSE": 0.7})
        for form in TARGETS
    ]
    missed = print_shipped(rows)
    assert "full: coverage" in missed
    assert "quick: minutes" in missed
    assert "role-weighted: critical RMSE not below that of full" in missed
    assert "specification" in capsys.readouterr().out


@pytest.mark.parametrize("option", ["--evidence", "--shipped"])
def test_the_studies_run_by_their_options(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert study.main([option, "--banks", "1", "--people", "12"]) in (0, 1)
    assert "World: default" in capsys.readouterr().out
