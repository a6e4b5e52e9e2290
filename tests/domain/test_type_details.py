"""Type readings add up as they are printed, and the one change is the one brute force finds."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.areas import AreaId
from assessment.domain.scoring.grid import GRID, STEP
from assessment.domain.scoring.reading import read_types
from assessment.domain.scoring.sheet import ScoreSheet
from assessment.domain.scoring.type_details import one_change, shown_parts, type_details
from tests.domain.scoring_forms import (
    make_area_score,
    make_sheet,
    make_target,
    make_target_level,
    split,
)

A, B, C = (AreaId(area) for area in "abc")
FURTHER = tuple(GRID[-1] + STEP * (k + 1) for k in range(round(1 / STEP)))
"""Where levels at the top of the grid come to lie when they are raised by one."""

distributions = st.lists(st.floats(0.01, 1.0), min_size=41, max_size=41).map(
    lambda heights: tuple(height / sum(heights) for height in heights)
)
targets = st.tuples(
    st.sampled_from([1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 4.5]), st.sampled_from([1.0, 2.0, 3.0])
)


def distance_with(
    sheet: ScoreSheet, wanted: dict[AreaId, tuple[float, float]], raised: AreaId | None
) -> float:
    """The weighted shortfall with every mass of one area moved up a level, summed by hand."""
    total = sum(weight for _, weight in wanted.values())
    distance = 0.0
    for area, (level, weight) in wanted.items():
        masses = sheet.areas[area].distribution
        assert masses is not None
        shift = 1.0 if area == raised else 0.0
        short = sum(p * max(0.0, level - (at + shift)) for p, at in zip(masses, GRID, strict=True))
        distance += weight * short / total
    return distance


@given(
    levels=st.tuples(distributions, distributions, distributions),
    wanted=st.tuples(targets, targets, targets),
)
def test_the_one_change_is_the_one_that_brute_force_finds(
    levels: tuple[tuple[float, ...], ...], wanted: tuple[tuple[float, float], ...]
) -> None:
    sheet = make_sheet(*(make_area_score(a, d) for a, d in zip("abc", levels, strict=True)))
    by_area = dict(zip((A, B, C), wanted, strict=True))
    target = make_target(
        *(make_target_level(a, level, weight=weight) for a, (level, weight) in by_area.items())
    )
    found = one_change(sheet, target)
    assert found is not None
    tried = {area: distance_with(sheet, by_area, area) for area in by_area}
    assert found.before == pytest.approx(distance_with(sheet, by_area, None))
    assert found.after == pytest.approx(min(tried.values()), abs=1e-9)
    assert tried[found.area] == pytest.approx(min(tried.values()), abs=1e-9)
    assert found.at_target <= found.after + 1e-12 <= found.before + 1e-12
    # And by the engine's own reading of a sheet whose distribution has been moved up a level.
    own = read_types(moved_up(sheet, found.area), [target], target)[0].shortfall
    assert own == pytest.approx(found.after, abs=1e-9)


def moved_up(sheet: ScoreSheet, area: AreaId) -> ScoreSheet:
    """The sheet with one area's masses a level higher; those at the top lie above any target."""
    score = sheet.areas[area]
    assert score.distribution is not None
    steps = round(1 / STEP)
    kept = list(score.distribution[:-steps])
    kept[-1] += sum(score.distribution[-steps:])
    return replace(
        sheet,
        areas={**sheet.areas, area: replace(score, distribution=(0.0,) * steps + tuple(kept))},
    )


def test_by_hand() -> None:
    # a: all at 2.0 against 4.0, weight 1; b: all at 2.0 against 3.0, weight 3. Parts 2 x 1/4 = .5
    # and 1 x 3/4 = .75, distance 1.25. A level more: a leaves .25, b leaves 0: b, to .5.
    sheet = make_sheet(make_area_score("a", split(1.0)), make_area_score("b", split(1.0)))
    target = make_target(
        make_target_level("a", 4.0, weight=1.0), make_target_level("b", 3.0, weight=3.0)
    )
    found = one_change(sheet, target)
    assert found is not None
    assert (found.area, found.before, found.after, found.at_target) == ("b", 1.25, 0.5, 0.5)
    assert found.gain == 0.75


def test_where_nothing_is_short_there_is_no_change_to_name() -> None:
    sheet = make_sheet(make_area_score("a", split(0.0)))
    assert one_change(sheet, make_target(make_target_level("a", 3.0))) is None
    withheld = make_sheet(make_area_score("a", None))
    assert one_change(withheld, make_target(make_target_level("a", 3.0))) is None


@given(
    st.dictionaries(
        st.sampled_from([AreaId(a) for a in "abcdefghi"]), st.floats(-2, 2), min_size=1
    ),
    st.integers(-1, 1),
)
def test_printed_lines_add_up_exactly_and_stay_within_a_hundredth_or_two(
    parts: dict[AreaId, float], rounding: int
) -> None:
    total = round(sum(parts.values()) * 100) + rounding
    shown = shown_parts(parts, total)
    assert sum(shown.values()) == total
    assert all(abs(shown[a] - parts[a] * 100) <= 2.5 for a in parts)


def test_details_keep_the_readings_order_and_sum_to_its_figures() -> None:
    sheet = make_sheet(make_area_score("a", split(0.7)), make_area_score("b", split(0.4)))
    near = make_target(make_target_level("a", 2.5), make_target_level("b", 2.5), profile="near")
    far = make_target(make_target_level("a", 4.5), make_target_level("b", 4.5), profile="far")
    details = type_details(sheet, [far, near], far)
    assert [d.reading.profile for d in details] == ["near", "far"]
    for detail in details:
        assert sum(detail.parts.values()) == pytest.approx(detail.reading.shortfall)
    own = sum(details[1].parts.values())
    for detail in details:
        assert sum(detail.reading.contributions.values()) == pytest.approx(
            detail.reading.shortfall - own
        )
