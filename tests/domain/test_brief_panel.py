"""A panel of five sets a target by the median, and says when it did not agree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.brief_panel import DISAGREED_ABOVE, set_target

MARKS = st.lists(st.integers(1, 5), min_size=5, max_size=12)


def test_fewer_than_five_set_no_target() -> None:
    with pytest.raises(ValueError, match="at least 5"):
        set_target([4, 4, 4, 4])


def test_agreement_ends_above_three_quarters_of_a_level() -> None:
    assert set_target([3, 3, 4, 4, 4]).agreed
    wide = set_target([2, 3, 4, 5, 5])
    assert not wide.agreed
    assert (wide.lowest, wide.highest, wide.level) == (2, 5, 4)


@given(MARKS, st.randoms())
def test_the_target_lies_among_the_marks_and_no_order_matters(
    marks: list[int], dice: object
) -> None:
    target = set_target(marks)
    assert min(marks) <= target.level <= max(marks)
    assert (target.level * 2) % 1 == 0
    assert target.agreed == (target.spread <= DISAGREED_ABOVE)
    shuffled = sorted(marks, key=lambda _mark: dice.random())  # type: ignore[attr-defined]
    assert set_target(shuffled) == target
