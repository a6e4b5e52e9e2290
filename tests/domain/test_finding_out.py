"""What finding out is worth: by hand, and by rules that hold for everybody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.areas import AreaId
from assessment.domain.scoring.finding_out import INFORMATION, spread_after, worth_of_steps
from assessment.domain.scoring.reading import read_sheet
from tests.domain.scoring_forms import (
    make_area_score,
    make_sheet,
    make_target,
    make_target_level,
    split,
)

A = AreaId("a")


def test_by_hand() -> None:
    # Half at 2.0 and half at 5.0 against 3.5, weight 2: p = .5. With SD .80 a coach leaves
    # 1 / sqrt(1.5625 + 1) = .6247; worth 2 x .25 x (.64 - .3902) = .1249.
    sheet = make_sheet(make_area_score("a", split(0.5), standard_error=0.80))
    reading = read_sheet(sheet, make_target(make_target_level("a", 3.5, weight=2.0)), {A: 6.0})
    found = {worth.step: worth for worth in worth_of_steps(sheet, reading.gaps[A])}
    assert found["coach-rating"].spread_after == pytest.approx(0.6247, abs=1e-4)
    assert found["coach-rating"].value == pytest.approx(0.1249, abs=1e-4)
    assert found["coach-rating"].reach == pytest.approx(1.2816 * 0.8)
    assert [found[s].minutes for s in ("deep-dive", "coach-rating", "colleagues")] == [7, 15, 10]
    assert INFORMATION["deep-dive"] == pytest.approx(1 / 0.60**2 - 1 / 0.74**2, abs=0.01)


def test_a_source_that_was_asked_is_marked_and_an_area_without_a_level_has_no_worth() -> None:
    sheet = make_sheet(make_area_score("a", split(0.5), units_scored=9), make_area_score("b", None))
    target = make_target(make_target_level("a", 3.5), make_target_level("b", 3.5))
    reading = read_sheet(sheet, target, {A: 6.0, AreaId("b"): 6.0})
    taken = {worth.step: worth.taken for worth in worth_of_steps(sheet, reading.gaps[A])}
    assert taken == {"deep-dive": True, "coach-rating": False, "colleagues": False}
    assert worth_of_steps(sheet, reading.gaps[AreaId("b")]) == ()


@given(spread=st.floats(0.2, 1.2), information=st.floats(0.01, 5.0))
def test_finding_out_always_narrows_and_never_to_nothing(spread: float, information: float) -> None:
    after = spread_after(spread, information)
    assert 0 < after < spread
    assert spread_after(after, information) < after
