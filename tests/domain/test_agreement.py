"""Agreement among colleagues, as docs/scoring.md redoes it by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.agreement import (
    agreement,
    r_wg,
    r_wg_j,
    self_other_difference,
    variance_of,
)

marks = st.integers(1, 5).map(float)
items = st.lists(marks, min_size=2, max_size=9)


def test_the_single_item_example_of_the_method_page() -> None:
    ratings = [2, 3, 3, 4, 4]
    assert variance_of(ratings) == pytest.approx(0.7)
    assert r_wg(ratings) == pytest.approx(0.65)
    assert agreement(r_wg(ratings)) == "partly"


def test_the_example_over_three_items_of_the_method_page() -> None:
    found = r_wg_j([[3, 4, 4, 4, 3], [2, 3, 3, 4, 4], [3, 3, 4, 5, 5]])
    # variances .3, .7, 1.0: mean .6667, v = .3333; 3 x .6667 / (2 + .3333)
    assert found == pytest.approx(0.857, abs=5e-4)


def test_a_camp_at_each_end_is_no_view_at_all() -> None:
    assert r_wg([1, 1, 5, 5, 5]) == 0.0
    assert r_wg_j([[1, 1, 5, 5, 5], [1, 5, 1, 5, 1]]) == 0.0
    assert agreement(0.0) == "differently"


@given(items)
def test_the_index_lies_between_none_and_full(ratings: list[float]) -> None:
    assert 0 <= r_wg(ratings) <= 1
    assert r_wg_j([ratings]) == pytest.approx(r_wg(ratings))


@given(items, st.integers(2, 6))
def test_more_items_of_the_same_agreement_never_lower_it(ratings: list[float], count: int) -> None:
    assert r_wg_j([ratings] * count) >= r_wg_j([ratings]) - 1e-12


@given(st.lists(marks, min_size=3, max_size=9), st.sampled_from((-1.0, 1.0)))
def test_kinder_or_harsher_ratings_agree_as_much(ratings: list[float], shift: float) -> None:
    assert r_wg([mark + shift for mark in ratings]) == pytest.approx(r_wg(ratings))


@pytest.mark.parametrize(
    ("said", "mean", "raters", "mentioned"),
    [
        (4.0, 2.5, 3, True),  # error .876, bar 1.44
        (4.0, 2.6, 3, False),
        (4.0, 2.8, 5, True),  # error .678, bar 1.12
        (4.0, 2.9, 5, False),
        (2.0, 3.0, 8, True),  # error .536, bar .88
        (4.0, 3.3, 40, False),  # error .240, but under .75 of a level
        (3.0, 3.75, 40, True),
    ],
)
def test_a_difference_is_mentioned_where_it_is_notable_and_sure(
    said: float, mean: float, raters: int, mentioned: bool
) -> None:
    found = self_other_difference(said, mean, raters)
    assert (found is not None) == mentioned
    if mentioned:
        assert found == said - mean
