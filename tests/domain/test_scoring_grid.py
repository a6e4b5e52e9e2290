"""Distributions on the grid and mixtures over areas, by hand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.domain.scoring.grid import (
    GRID,
    below,
    clip,
    expected_shortfall,
    mean,
    percentile,
    standard_deviation,
)
from assessment.domain.scoring.mixtures import NormalMixture, weighted_sum
from tests.domain.scoring_by_the_book import cdf, quantile
from tests.domain.scoring_forms import split

distributions = st.lists(st.floats(0.0, 1.0), min_size=41, max_size=41).filter(
    lambda heights: sum(heights) > 0.1
)


def normalised(heights: list[float]) -> tuple[float, ...]:
    return tuple(height / sum(heights) for height in heights)


def test_the_grid_runs_from_half_to_five_and_a_half_in_eighths() -> None:
    assert (len(GRID), GRID[0], GRID[1], GRID[-1]) == (41, 0.5, 0.625, 5.5)


def test_mean_and_spread_of_two_points() -> None:
    # .25 at 2 and .75 at 5: mean 4.25; variance .25 x 2.25^2 + .75 x .75^2 = 1.6875.
    assert mean(split(0.25)) == pytest.approx(4.25)
    assert standard_deviation(split(0.25)) == pytest.approx(1.6875**0.5)


def test_a_cut_on_a_grid_point_takes_half_of_that_point() -> None:
    assert below(split(0.4), 2.0) == pytest.approx(0.2)
    assert below(split(0.4), 5.0) == pytest.approx(0.4 + 0.3)


def test_a_cut_within_a_cell_takes_its_share_of_the_cell() -> None:
    # The cell of 2.0 runs from 1.9375 to 2.0625; 1.96875 is a quarter of the way.
    assert below(split(0.4), 1.96875) == pytest.approx(0.1)


def test_cuts_outside_the_grid_take_nothing_or_everything() -> None:
    assert below(split(0.4), 0.0) == 0.0
    assert below(split(0.4), 6.0) == 1.0


def test_percentiles_are_read_from_the_straight_line_within_a_cell() -> None:
    # All of it at 3.0: the cell runs from 2.9375 to 3.0625; a tenth of 1/8 in: 2.95.
    assert percentile(split(1.0, low=3.0), 0.10) == pytest.approx(2.95)
    # .4 at 2, .6 at 5: the median is a sixth into the cell of 5: 4.9375 + .125 / 6.
    assert percentile(split(0.4), 0.5) == pytest.approx(4.9375 + 0.125 / 6)


@given(distributions, st.floats(0.01, 0.99))
@settings(deadline=None, max_examples=40)
def test_percentiles_and_probabilities_undo_each_other(heights: list[float], share: float) -> None:
    distribution = normalised(heights)
    assert below(distribution, percentile(distribution, share)) == pytest.approx(share, abs=1e-9)
    assert percentile(distribution, share) == pytest.approx(quantile(distribution, share), abs=1e-6)


@given(distributions, st.floats(0.0, 6.0), st.floats(0.0, 6.0))
@settings(deadline=None, max_examples=40)
def test_the_probability_below_a_cut_rises_with_the_cut(
    heights: list[float], one: float, other: float
) -> None:
    distribution = normalised(heights)
    low, high = sorted((one, other))
    assert below(distribution, low) <= below(distribution, high) + 1e-12
    assert below(distribution, low) == pytest.approx(cdf(distribution, low), abs=1e-9)


def test_the_expected_shortfall_counts_only_what_lies_below_the_target() -> None:
    # .25 at 2.0 falls short of 3.5 by 1.5; .75 at 5.0 does not: .375.
    assert expected_shortfall(split(0.25), 3.5) == pytest.approx(0.375)
    assert expected_shortfall(split(0.25), 2.0) == 0.0


def test_levels_are_shown_within_one_to_five() -> None:
    assert (clip(0.9), clip(2.2), clip(5.01)) == (1.0, 2.2, 5.0)


def test_a_sum_of_areas_adds_means_and_squares_of_shares() -> None:
    # Halves of two areas at two nodes: means (2+4)/2 and (3+5)/2, variances (.4+.4)/4 = .2.
    total = weighted_sum(
        (0.25, 0.75), (0.5, 0.5), ((2.0, 3.0), (4.0, 5.0)), ((0.4, 0.4), (0.4, 0.4))
    )
    assert total.means == (3.0, 4.0)
    assert total.variances == pytest.approx((0.2, 0.2))
    assert total.mean == pytest.approx(3.75)
    # Within .2, between .25 x .75 = .1875.
    assert total.standard_deviation == pytest.approx(0.3875**0.5)


def test_the_median_of_a_mixture_lies_where_half_of_it_does() -> None:
    even = NormalMixture(weights=(0.5, 0.5), means=(2.0, 4.0), variances=(0.25, 0.25))
    assert even.percentile(0.5) == pytest.approx(3.0, abs=1e-6)
    assert even.percentile(0.1) < 2.0 < 4.0 < even.percentile(0.9)


def test_a_mixture_without_spread_still_has_percentiles() -> None:
    point = NormalMixture(weights=(1.0,), means=(0.7,), variances=(0.0,))
    assert point.percentile(0.1) == pytest.approx(0.7, abs=1e-6)
