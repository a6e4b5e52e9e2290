"""The simulation study counts rightly and fails when a target is missed."""

import math

import pytest

from bench.study import __main__ as study
from bench.study.figures import area_under_curve, calibration_error, correlation
from bench.study.retake import RetakeFigures, print_retakes, run_retakes
from bench.study.weighted import FORMS, run_forms
from bench.study.world import SHARES, WORLDS


def test_the_kinds_of_people_add_up() -> None:
    assert sum(SHARES.values()) == pytest.approx(1.0)


def test_the_area_under_the_curve_counts_pairs_and_halves_ties() -> None:
    # True cases at .9 and .5, false at .5 and .1: three pairs right and one tied of four.
    scored = [(0.9, True), (0.5, True), (0.5, False), (0.1, False)]
    assert area_under_curve(scored) == pytest.approx(3.5 / 4)
    assert math.isnan(area_under_curve([(0.5, True)]))


def test_the_calibration_error_weighs_bins_by_their_cases() -> None:
    # Bin of .15: stated .15, found 0 of 3. Bin of .95: stated .95, found 1 of 1.
    scored = [(0.15, False)] * 3 + [(0.95, True)]
    assert calibration_error(scored) == pytest.approx(0.75 * 0.15 + 0.25 * 0.05)


def test_correlation_of_a_straight_line() -> None:
    assert correlation([(1.0, 2.0), (2.0, 4.0), (3.0, 6.0)]) == pytest.approx(1.0)


def test_a_small_study_gives_every_figure_and_the_same_ones_again() -> None:
    world = WORLDS["default"]
    engine, quiz, points = study.run_world(world, banks=1, people=40, seed=5)
    assert set(study.TARGETS) <= set(engine)
    assert engine.keys() == quiz.keys() == points.keys()
    again, _, _ = study.run_world(world, banks=1, people=40, seed=5)
    assert [repr(value) for value in again.values()] == [repr(v) for v in engine.values()]


def test_the_engine_knows_more_than_a_quiz() -> None:
    engine, quiz, _ = study.run_world(WORLDS["default"], banks=1, people=80, seed=2)
    assert engine["r area"] > quiz["r area"] + 0.1
    assert engine["RMSE"] < quiz["RMSE"]


def test_the_exit_status_tells_a_missed_target(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--banks", "1", "--people", "20"]
    monkeypatch.setattr(study, "TARGETS", {"RMSE": (0.0, 9.0)})
    assert study.main(arguments) == 0
    monkeypatch.setattr(study, "TARGETS", {"RMSE": (0.0, 0.01)})
    assert study.main(arguments) == 1
    assert "Targets missed: RMSE (default)" in capsys.readouterr().out
    monkeypatch.setattr(study, "ELSEWHERE", {"harsh": {"90 % coverage": (0.0, 1.0)}})
    assert study.main([*arguments, "--world", "harsh"]) == 0
    monkeypatch.setattr(study, "ELSEWHERE", {"harsh": {"90 % coverage": (1.1, 1.2)}})
    assert study.main([*arguments, "--world", "harsh"]) == 1


def test_second_sittings_seldom_call_the_unchanged_changed_and_seldom_find_the_grown() -> None:
    found = run_retakes(WORLDS["default"], depth=1, banks=2, people=60, seed=3)
    assert found.false_up < 0.08
    assert found.false_up < found.found < 0.30
    assert found.naive > 5 * found.false_up


def test_the_table_of_second_sittings_says_where_too_many_are_called_changed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    honest = RetakeFigures(false_up=0.04, false_down=0.02, found=0.06, naive=0.45)
    hasty = RetakeFigures(false_up=0.041, false_down=0.02, found=0.06, naive=0.45)
    assert print_retakes({"one": honest, "other": hasty}) == ["other"]
    assert "0.041" in capsys.readouterr().out


def test_the_study_of_second_sittings_runs_by_its_option(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(study, "run_retakes", lambda *_, depth, **__: RetakeFigures(
        false_up=0.02 * depth, false_down=0.0, found=0.1, naive=0.4))  # fmt: skip
    assert study.main(["--retakes"]) == 1
    assert study.main(["--retakes", "--world", "harsh"]) == 0
    assert "deep form" in capsys.readouterr().out


def test_five_units_in_critical_areas_measure_them_better_and_the_others_worse() -> None:
    fixed, weighted = run_forms(WORLDS["default"], banks=3, people=60, seed=1).values()
    assert fixed.units == weighted.units == 27
    assert weighted.critical_error < fixed.critical_error
    assert 0.8 < weighted.coverage < 0.97


def test_the_study_of_forms_runs_by_its_option_and_tells_a_form_that_wins_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--forms", "--banks", "1", "--people", "15"]
    assert study.main(arguments) in (0, 1)
    assert "role-weighted, 5 and 2" in capsys.readouterr().out
    even = run_forms(WORLDS["default"], banks=1, people=15, seed=1)["fixed, 3 per area"]
    monkeypatch.setattr(study, "run_forms", lambda *_, **__: dict.fromkeys(FORMS, even))
    assert study.main(arguments) == 1
    assert study.main([*arguments, "--world", "harsh"]) == 0
