"""Item scores (MEASUREMENT.md 2.2), by hand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.domain.scoring.item_scores import (
    clear_pairs,
    item_score,
    marks_right,
    number_is_right,
    pair_order,
)
from tests.domain.scoring_forms import (
    CLEAR_KEY,
    make_choice,
    make_exhibit,
    make_judgement,
    make_number,
)

ratings = st.tuples(*[st.integers(1, 5)] * 5)


def test_pairs_closer_than_point_six_do_not_count() -> None:
    # Differences: 0.59 (out), 0.6 (in), 1.19 (in).
    assert [(b, w) for b, w, _ in clear_pairs((3.0, 3.59, 2.4))] == [(0, 2), (1, 2)]


def test_a_difference_of_point_six_counts_in_spite_of_binary_rounding() -> None:
    assert 4.2 - 3.6 < 0.6 + 1e-9
    assert 2.9 - 2.3 != 0.6
    assert len(clear_pairs((2.9, 2.3))) == 1


def test_pair_order_weighs_pairs_by_their_difference_up_to_two_and_a_half() -> None:
    # Keys 5, 2, 1: differences 3 -> 2.5, 4 -> 2.5, 1. Ratings 4, 4, 5:
    # (1st, 2nd) tied 1.25 of 2.5; (1st, 3rd) reversed 0 of 2.5; (2nd, 3rd) reversed 0 of 1.
    assert pair_order((5.0, 2.0, 1.0), (4, 4, 5)) == pytest.approx(1.25 / 6.0)


def test_the_experts_order_earns_everything_and_its_reverse_nothing() -> None:
    assert pair_order(CLEAR_KEY, (5, 1, 4, 2, 3)) == 1.0
    assert pair_order(CLEAR_KEY, (1, 5, 2, 4, 3)) == 0.0


def test_unrated_actions_drop_out_with_their_pairs() -> None:
    # Left: keys 4.5, 4.0, 2.0 -> pairs (1st, 4th) 2.5 right, (3rd, 4th) 2.0 tied.
    # (1st, 3rd) differ by 0.5 and do not count: (2.5 + 1.0) / 4.5.
    assert pair_order(CLEAR_KEY, (4, None, 2, 2, None)) == pytest.approx(3.5 / 4.5)


def test_fewer_than_three_rated_actions_are_missing_and_not_wrong() -> None:
    assert pair_order(CLEAR_KEY, (4, 1, None, None, None)) is None


def test_no_clear_pair_left_is_missing_and_not_wrong() -> None:
    assert pair_order((3.0, 3.2, 3.4, 5.0), (3, 3, 3, None)) is None


@given(ratings)
@settings(deadline=None, max_examples=50)
def test_shifting_all_ratings_of_a_scenario_changes_nothing(marks: tuple[int, ...]) -> None:
    lowest, highest = min(marks), max(marks)
    for shift in range(1 - lowest, 6 - highest):
        shifted = tuple(mark + shift for mark in marks)
        assert pair_order(CLEAR_KEY, shifted) == pair_order(CLEAR_KEY, marks)


@given(st.integers(1, 5), st.lists(st.floats(1, 5), min_size=3, max_size=8))
@settings(deadline=None, max_examples=50)
def test_flat_ratings_score_exactly_chance(mark: int, key: list[float]) -> None:
    assert pair_order(tuple(key), (mark,) * len(key)) in (None, pytest.approx(0.5))


@given(st.integers(1, 12))
@settings(deadline=None, max_examples=12)
def test_cannot_tell_throughout_scores_exactly_chance(statements: int) -> None:
    assert marks_right((True,) * statements, ("?",) * statements) == 0.5


def test_an_exhibit_earns_right_marks_and_half_of_cannot_tell() -> None:
    # Right, wrong, right, can't tell, can't tell: (2 + 2 x 0.5) / 5.
    assert marks_right((True, False, True, False, True), ("T", "T", "T", "?", "?")) == 0.6


@pytest.mark.parametrize(
    ("answer", "right"),
    [(126.0, True), (114.0, True), (126.001, False), (113.999, False), (-120.0, False)],
)
def test_a_number_is_right_within_its_relative_tolerance(answer: float, right: bool) -> None:
    assert number_is_right(120.0, 0.05, answer) is right


def test_a_tolerance_holds_for_negative_numbers_and_zero() -> None:
    assert number_is_right(-200.0, 0.01, -201.9)
    assert number_is_right(0.0, 0.5, 0.0)
    assert not number_is_right(0.0, 0.5, 0.1)


def test_decimal_rounding_does_not_make_a_number_wrong() -> None:
    # 0.1 + 0.2 is 0.30000000000000004; the tolerance is none at all.
    assert number_is_right(0.3, 0.0, 0.1 + 0.2)
    # 7 % of 1e9 comes out just above 7e7; on the bound is within.
    assert number_is_right(1e9, 0.07, 1e9 + 7e7)


def test_a_choice_is_right_or_wrong() -> None:
    assert item_score(make_choice(), 1) == 1.0
    assert item_score(make_choice(), 0) == 0.0


def test_a_value_of_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot be answered"):
        item_score(make_judgement(), 3)
    with pytest.raises(ValueError, match="cannot be answered"):
        item_score(make_number(), (3, 3))
    with pytest.raises(ValueError, match="not one of"):
        item_score(make_exhibit(), (3, 3, 3, 3, 3))
    with pytest.raises(ValueError, match="not a rating"):
        item_score(make_judgement(), ("T",) * 5)
    with pytest.raises(ValueError, match="4 ratings for 5 actions"):
        item_score(make_judgement(), (1, 2, 3, 4))
    with pytest.raises(ValueError, match="1 marks for 5 statements"):
        item_score(make_exhibit(), ("T",))
