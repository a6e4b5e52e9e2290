"""Confidence is compared with what was right, and moves nothing."""

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.areas import AreaId
from assessment.domain.attempts import Mark, Response
from assessment.domain.bank import ExhibitKey, ItemBank, ItemId, NumberKey
from assessment.domain.scoring.confidence import calibration, confidence_of
from assessment.domain.scoring.score import score


def exhibit(name: str, area: str = "finance") -> ExhibitKey:
    return ExhibitKey(
        id=ItemId(name),
        area=AreaId(area),
        difficulty=3.0,
        seconds=65.0,
        key_status="author",
        truth=(True, True, False, False, True),
    )


def marked(
    name: str, marks: tuple[Mark, ...], confidence: int | None, seconds: float = 60.0
) -> Response:
    return Response(item=ItemId(name), value=marks, seconds=seconds, confidence=confidence)


RIGHT: tuple[Mark, ...] = ("T", "T", "F", "F", "T")
THREE_RIGHT: tuple[Mark, ...] = ("T", "T", "F", "T", "F")


def test_an_example_by_hand() -> None:
    # Four exhibits of five statements at 90 %, three of five right in each: differences -.1 (12
    # times) and .9 (8 times); mean .3; Brier (12 x .01 + 8 x .81) / 20 = .33; squares about the
    # mean 12 x .16 + 8 x .36 = 4.8, sd sqrt(4.8 / 19) = .50262, SE .50262 / sqrt 20 = .11239.
    bank = ItemBank(items=tuple(exhibit(f"e{i}") for i in range(4)))
    answers = {k.id: marked(k.id, THREE_RIGHT, 90) for k in bank.items}
    found = confidence_of(bank, answers)
    assert found is not None
    assert found.judgements == 20
    assert found.over == pytest.approx(0.3)
    assert found.brier == pytest.approx(0.33)
    assert found.standard_error == pytest.approx(sqrt(4.8 / 19 / 20))
    assert found.is_reported  # .3 > 1.645 x .11239 = .18489


def test_below_twenty_judgements_nothing_is_reported() -> None:
    found = calibration([(1.0, False)] * 19)
    assert found is not None
    assert not found.is_reported


def test_a_difference_within_chance_is_not_reported() -> None:
    found = calibration([(0.6, True)] * 13 + [(0.6, False)] * 7)
    assert found is not None
    assert abs(found.over) == pytest.approx(0.05)
    assert not found.is_reported


def test_cannot_tell_is_no_judgement_and_what_was_not_read_counts_nowhere() -> None:
    bank = ItemBank(items=(exhibit("a"), exhibit("b"), exhibit("c")))
    answers = {
        ItemId("a"): marked("a", ("?", "T", "F", "?", "T"), 80),
        ItemId("b"): marked("b", RIGHT, 80, seconds=3.0),
        ItemId("c"): marked("c", RIGHT, None),
    }
    found = confidence_of(bank, answers)
    assert found is not None
    assert found.judgements == 3
    assert found.items == ("a",)


def test_nothing_stated_gives_nothing() -> None:
    bank = ItemBank(items=(exhibit("a"),))
    assert confidence_of(bank, {ItemId("a"): marked("a", RIGHT, None)}) is None
    number = NumberKey(
        id=ItemId("n"), area=AreaId("finance"), difficulty=3, seconds=70, key_status="author",
        correct=2, tolerance=0.1,
    )  # fmt: skip
    stray = Response(item=ItemId("n"), value=2.0, confidence=90)
    assert confidence_of(ItemBank(items=(number,)), {ItemId("n"): stray}) is None


@given(
    said=st.lists(st.sampled_from([None, 50, 60, 70, 80, 90, 100]), min_size=4, max_size=4),
    marks=st.lists(st.tuples(*[st.sampled_from(["T", "F", "?"])] * 5), min_size=4, max_size=4),
)
def test_confidence_never_moves_a_figure_of_the_level(
    said: list[int | None], marks: list[tuple[Mark, ...]]
) -> None:
    bank = ItemBank(items=tuple(exhibit(f"e{i}", f"area{i % 2}") for i in range(4)))
    with_it, without = (
        {k.id: marked(k.id, m, c if stated else None) for k, m, c in zip(
            bank.items, marks, said, strict=True)}
        for stated in (True, False)
    )  # fmt: skip
    one, other = score(bank, with_it), score(bank, without)
    assert (one.areas, one.units, one.overall, one.quality) == (
        other.areas,
        other.units,
        other.overall,
        other.quality,
    )
    assert other.confidence is None


@given(st.lists(st.tuples(st.sampled_from([0.5, 0.7, 1.0]), st.booleans()), min_size=1))
def test_brier_is_a_share_and_over_confidence_lies_between_minus_and_plus_one(
    judged: list[tuple[float, bool]],
) -> None:
    found = calibration(judged)
    assert found is not None
    assert 0 <= found.brier <= 1
    assert -0.5 <= found.over <= 1
