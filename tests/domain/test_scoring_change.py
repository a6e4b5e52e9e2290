"""Two sittings are called a change only where they are far enough apart and can be compared."""

from dataclasses import replace
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.areas import AreaId
from assessment.domain.bank import ItemId
from assessment.domain.scoring.change import (
    PERHAPS_FROM,
    PRACTICE,
    REAL_FROM,
    change_index,
    change_word,
    compare_sheets,
    reliability,
)
from assessment.domain.scoring.score import score
from assessment.domain.scoring.sheet import AnswerQuality, ScoreSheet, UnitResult
from tests.domain.scoring_forms import make_area_score, make_sheet, peaked, sittings

levels = st.floats(1.0, 5.0)
errors = st.floats(0.2, 0.95)
A = AreaId("a")


def unit(item: str, area: str = "a", x: float | None = 0.5) -> UnitResult:
    return UnitResult(
        item=ItemId(item),
        area=AreaId(area),
        format="judgement",
        x=x,
        missing=None if x is not None else "skipped",
        difficulty=3.0,
        discrimination=0.8,
        weight=5.2,
        seconds=None,
    )


def sheet(level: float, items: str, *, error: float = 0.7, area: str = "a") -> ScoreSheet:
    """A sheet of one area with a level, its items named by single letters."""
    area_score = replace(make_area_score(area, peaked(3.0)), level=level, standard_error=error)
    return replace(make_sheet(area_score), units=tuple(unit(item, area) for item in items))


def test_the_index_by_hand() -> None:
    # rel = .51 and .5376; allowance .15 x .5238; error sqrt(.51 x .49 + .5376 x .4624)
    expected = (1.3 - 0.07857) / sqrt(0.2499 + 0.24858624)
    assert change_index(2.6, 0.70, 3.9, 0.68) == pytest.approx(expected, abs=1e-5)


@given(levels, errors, errors)
def test_the_same_level_twice_is_never_more_than_noise(
    level: float, before: float, after: float
) -> None:
    index = change_index(level, before, level, after)
    assert index is not None
    assert index < 0
    assert change_word(index) == "noise"


@given(levels, levels, errors, errors)
def test_turning_the_sittings_round_turns_the_sign_but_for_practice(
    first: float, second: float, before: float, after: float
) -> None:
    there = change_index(first, before, second, after)
    back = change_index(second, after, first, before)
    assert there is not None
    assert back is not None
    allowance = PRACTICE * (reliability(before) + reliability(after))
    error = sqrt(reliability(before) * before**2 + reliability(after) * after**2)
    assert there + back == pytest.approx(-allowance / error)


@given(levels, levels, errors)
def test_a_higher_second_level_never_lowers_the_index(
    low: float, high: float, error: float
) -> None:
    low, high = sorted((low, high))
    below, above = (change_index(3.0, 0.7, level, error) for level in (low, high))
    assert below is not None
    assert above is not None
    assert below <= above


@given(st.floats(-6, 6))
def test_the_word_follows_the_size_of_the_index_alone(index: float) -> None:
    word = change_word(index)
    assert word == change_word(-index)
    assert (word == "real change") == (abs(index) >= REAL_FROM)
    assert (word == "noise") == (abs(index) < PERHAPS_FROM)


@given(levels, levels, errors, errors)
def test_no_direction_is_given_inside_the_band(
    first: float, second: float, before: float, after: float
) -> None:
    found = compare_sheets(sheet(first, "ijk", error=before), sheet(second, "xyz", error=after))
    change = found.areas[A]
    assert (change.direction is None) == (change.word == "noise")
    if change.direction is not None and change.index is not None:
        assert (change.direction == "higher") == (change.index > 0)


def test_up_and_down_are_both_called() -> None:
    up = compare_sheets(sheet(2.2, "ijk"), sheet(4.0, "xyz")).areas[A]
    down = compare_sheets(sheet(4.0, "ijk"), sheet(2.4, "xyz")).areas[A]
    assert (up.word, up.direction) == ("real change", "higher")
    assert (down.word, down.direction) == ("real change", "lower")


def test_nothing_measured_twice_is_not_comparable() -> None:
    assert change_index(2.7, 1.0, 2.8, 1.01) is None


@given(sittings(), sittings())
def test_two_real_sheets_get_a_word_in_every_area(one: tuple, other: tuple) -> None:  # type: ignore[type-arg]
    first, second = score(*one), score(*other)
    found = compare_sheets(first, second)
    assert set(found.areas) == {*first.areas, *second.areas}
    for change in found.areas.values():
        assert (change.word == "not comparable") == (change.index is None)
        assert (change.why_not is None) == (change.index is not None)


def test_an_area_with_more_than_two_fifths_of_its_questions_repeated_is_left_out() -> None:
    first = _two_areas("abcde", "vwxyz")
    second = _two_areas("abcfg", "lmnop")
    change = compare_sheets(first, second)
    assert change.why_not is None
    assert change.repeated == (ItemId("a"), ItemId("b"), ItemId("c"))
    assert change.areas[A].why_not == "area-repeated"
    assert change.areas[A].excluded == (ItemId("a"), ItemId("b"), ItemId("c"))
    assert change.areas[AreaId("b")].word == "real change"
    assert change.areas[AreaId("b")].excluded == ()


def test_two_fifths_repeated_is_still_compared_and_names_what_was() -> None:
    change = compare_sheets(sheet(2.0, "abcde"), sheet(4.2, "abxyz"))
    assert change.areas[A].word == "real change"
    assert change.repeated == (ItemId("a"), ItemId("b"))
    assert change.asked == 5


def test_a_form_that_repeats_too_much_is_compared_nowhere() -> None:
    change = compare_sheets(_two_areas("abcde", "vwxyz"), _two_areas("abcde", "lmnop"))
    assert change.why_not == "questions-repeated"
    assert {area.word for area in change.areas.values()} == {"not comparable"}
    assert change.areas[A].excluded == tuple(ItemId(item) for item in "abcde")
    assert change.areas[AreaId("b")].excluded == ()


def test_a_question_left_out_has_been_seen_all_the_same() -> None:
    first = replace(sheet(2.0, ""), units=tuple(unit(item, x=None) for item in "abc"))
    assert compare_sheets(first, sheet(4.2, "abc")).why_not == "questions-repeated"


def test_a_rating_given_in_between_does_not_pass_for_change() -> None:
    before = sheet(2.6, "abc")
    alone = before.areas[A].by_answers
    lifted = replace(before.areas[A], level=4.6, standard_error=0.4, form_alone=alone)
    after = replace(sheet(2.6, "xyz"), areas={A: lifted})
    assert (
        compare_sheets(before, after).areas[A]
        == (compare_sheets(before, sheet(2.6, "xyz")).areas[A])
    )


def test_another_scoring_version_is_not_comparable() -> None:
    change = compare_sheets(
        sheet(2.0, "abc"), replace(sheet(4.2, "xyz"), scoring_version="another")
    )
    assert change.why_not == "scoring-version"
    assert change.areas[A].index is None


@pytest.mark.parametrize("which", [0, 1])
def test_a_sitting_that_is_not_interpreted_is_not_compared(which: int) -> None:
    pair = [sheet(2.0, "abc"), sheet(4.2, "xyz")]
    hasty = AnswerQuality(points=2, reasons=("very-rapid",), careless=0.5)
    pair[which] = replace(pair[which], quality=hasty)
    assert compare_sheets(*pair).why_not == "careless"


@pytest.mark.parametrize("which", [0, 1])
def test_an_area_withheld_in_either_sitting_is_not_compared(which: int) -> None:
    pair = [sheet(2.0, "abc"), sheet(4.2, "xyz")]
    empty = make_area_score("a", None)
    pair[which] = replace(pair[which], areas={A: empty})
    change = compare_sheets(*pair).areas[A]
    assert (change.word, change.why_not, change.index) == ("not comparable", "withheld", None)


def _two_areas(first: str, second: str) -> ScoreSheet:
    """Area ``a`` with the items of ``first``, area ``b`` with those of ``second``."""
    level = 2.2 if "v" in second else 4.2
    areas = [
        replace(make_area_score(name, peaked(3.0)), level=level, standard_error=0.7)
        for name in ("a", "b")
    ]
    units = [unit(item, "a") for item in first] + [unit(item, "b") for item in second]
    return replace(make_sheet(*areas), units=tuple(units))
