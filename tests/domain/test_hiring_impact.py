"""Few numbers are called few; a flag needs both a ratio and a test, and says how fragile it is."""

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.hiring.impact import (
    GroupImpact,
    Tally,
    fisher_exact,
    is_flagged,
    read_impact,
)


def tally(selected: int, others: int) -> Tally:
    return Tally(selected=selected, others=others)


def groups(**tallies: Tally) -> dict[str, GroupImpact]:
    return {found.group: found for found in read_impact(tallies)}


@pytest.mark.parametrize(
    ("first", "second", "p"),
    [
        ((4, 0), (0, 4), 2 / 70),
        ((3, 1), (1, 3), 34 / 70),
        ((2, 2), (2, 2), 1.0),
        ((0, 3), (3, 0), 2 / 20),
        ((1, 2), (2, 1), 1.0),
        ((0, 5), (5, 5), (comb(10, 5) + 0) / comb(15, 5)),
        ((0, 0), (3, 2), 1.0),
    ],
)
def test_fishers_test_is_the_one_done_by_hand(
    first: tuple[int, int], second: tuple[int, int], p: float
) -> None:
    """Hand-computed over all tables with the same margins.

    4 and 0 of 4 against 0 of 4: weights 1, 16, 36, 16, 1 of 70; the two ends are as unlikely.
    0 of 5 against 5 of 10: weights C(5,x)·C(10,5−x) = 252, 1050, 1200, 450, 50, 1 of 3003; those
    no larger than 252 are 252 + 50 + 1 = 303.
    """
    expected = 303 / 3003 if first == (0, 5) else p
    assert fisher_exact(tally(*first), tally(*second)) == pytest.approx(expected)


@given(*[st.integers(0, 60)] * 4)
def test_fishers_p_is_a_probability_and_does_not_care_about_the_order(
    a: int, b: int, c: int, d: int
) -> None:
    p = fisher_exact(tally(a, b), tally(c, d))
    assert 0 < p <= 1
    assert p == fisher_exact(tally(c, d), tally(a, b))
    assert p == pytest.approx(fisher_exact(tally(b, a), tally(d, c)))


def test_below_thirty_there_are_counts_and_no_rate() -> None:
    found = groups(women=tally(6, 23), men=tally(20, 20))
    assert (found["women"].people, found["women"].selected) == (29, 6)
    assert (found["women"].rate, found["women"].ratio, found["women"].flagged) == (
        None, None, False,
    )  # fmt: skip
    assert found["men"].rate == 0.5


def test_fewer_than_five_are_not_shown_at_all() -> None:
    found = groups(women=tally(4, 0), others=tally(2, 10))
    assert (found["women"].people, found["women"].selected) == (None, None)
    assert (found["others"].people, found["others"].selected) == (12, None)


def test_a_flag_needs_the_ratio_and_the_test() -> None:
    few = groups(women=tally(10, 22), men=tally(15, 17))["women"]
    assert few.ratio == pytest.approx(10 / 15)
    assert few.p is not None
    assert few.p > 0.05
    assert not few.flagged, "a ratio of .67 that chance makes often"
    many = groups(women=tally(850, 150), men=tally(890, 110))["women"]
    assert many.p is not None
    assert many.p < 0.05
    assert not many.flagged, "a sure difference above four fifths"
    both = groups(women=tally(8, 32), men=tally(22, 18))["women"]
    assert both.flagged


def test_a_flag_that_hangs_on_one_decision_says_so() -> None:
    fragile = next(
        (x, groups(women=tally(x, 40 - x), men=tally(24, 16))["women"])
        for x in range(24, 0, -1)
        if groups(women=tally(x, 40 - x), men=tally(24, 16))["women"].flagged
    )
    assert fragile[1].flips
    assert not is_flagged(tally(fragile[0] + 1, 39 - fragile[0]), tally(24, 16))
    assert not groups(women=tally(2, 38), men=tally(24, 16))["women"].flips


def test_nobody_selected_at_all_flags_nobody() -> None:
    found = groups(women=tally(0, 40), men=tally(0, 40))
    assert not found["women"].flagged
    assert found["women"].ratio is None


def test_the_highest_group_is_compared_with_nobody() -> None:
    men = groups(women=tally(8, 32), men=tally(22, 18))["men"]
    assert (men.ratio, men.p, men.flagged, men.flips) == (1.0, None, False, False)
