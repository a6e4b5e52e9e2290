"""Only an answer that fits its item is taken, by whichever way it arrives."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.answers import (
    Answer,
    SavedAnswer,
    response_for_scoring,
    validate_answer,
    value_from_plain,
    value_to_plain,
)
from assessment.domain.attempts import BookletEntry, Response
from assessment.domain.bank import ItemId
from assessment.domain.errors import InvalidAnswer
from assessment.domain.items import Item
from tests.builders import (
    make_check,
    make_choice,
    make_claim,
    make_exhibit,
    make_judgement,
    make_number,
    make_self_rating,
)

WHOLE = BookletEntry(item=ItemId("any"))
SHORT = BookletEntry(item=ItemId("any"), short=True)


def check(item: Item, raw: object, entry: BookletEntry = WHOLE) -> Answer:
    return validate_answer(item, entry, raw)


def test_a_judgement_takes_a_rating_or_nothing_for_each_action() -> None:
    assert check(make_judgement(), [1, 2, None, 4, 5]) == (1, 2, None, 4, 5)
    assert check(make_judgement(), ("1", "", "3", "4", "5")) == (1, None, 3, 4, 5)


def test_a_short_cut_takes_only_the_actions_it_shows() -> None:
    assert check(make_judgement(), [1, 2, 3, 4], SHORT) == (1, 2, 3, 4)
    assert check(make_exhibit(), ["T", "F", "?"], SHORT) == ("T", "F", "?")
    with pytest.raises(InvalidAnswer):
        check(make_judgement(), [1, 2, 3, 4, 5], SHORT)
    with pytest.raises(InvalidAnswer):
        check(make_exhibit(), ["T", "F", "?", "T", "F"], SHORT)


def test_an_exhibit_takes_a_mark_or_nothing_for_each_statement() -> None:
    assert check(make_exhibit(), ["T", "F", "?", None, ""]) == ("T", "F", "?", None, None)


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        (4.06, 4.06),
        (12, 12.0),
        ("4.06", 4.06),
        (" 1 250 ", 1250.0),
        ("1,250,000.5", 1250000.5),
        ("\u22123", -3.0),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("7.", 7.0),
        ("+7", 7.0),
        ("1\u00a0000", 1000.0),
        (-1e15, -1e15),
    ],
)
def test_a_number_may_be_typed_the_usual_ways(raw: object, number: float) -> None:
    answer = check(make_number(), raw)
    assert answer == number
    assert isinstance(answer, float)


def test_a_choice_is_an_index_or_a_letter() -> None:
    assert check(make_choice(), 0) == 0
    assert check(make_choice(), "2") == 2
    assert check(make_choice(), "b") == 1


def test_claims_run_from_0_and_ratings_from_1() -> None:
    assert check(make_claim(), 0) == 0
    assert check(make_claim(), "4") == 4
    assert check(make_self_rating(), 5) == 5
    assert check(make_check(), "1") == 1


WRONG_ANYWHERE: list[object] = [True, False, {}, {"value": 3}, "x", b"3", ..., 3.5j]
WRONG: list[tuple[Item, object]] = [
    *[
        (item, raw)
        for item in (
            make_judgement(),
            make_exhibit(),
            make_number(),
            make_choice(),
            make_claim(),
            make_self_rating(),
            make_check(),
        )
        for raw in WRONG_ANYWHERE
    ],
    *[
        (make_judgement(), raw)
        for raw in (
            3,
            "12345",
            [],
            [1, 2, 3, 4],
            [1, 2, 3, 4, 5, 1],
            [0, 2, 3, 4, 5],
            [6, 2, 3, 4, 5],
            [1.0, 2, 3, 4, 5],
            [True, 2, 3, 4, 5],
            ["T", 2, 3, 4, 5],
            [[1], 2, 3, 4, 5],
            ["٣", 2, 3, 4, 5],
            [None] * 5,
            [""] * 5,
        )
    ],
    *[
        (make_exhibit(), raw)
        for raw in (
            "TFTFT",
            ["T"] * 4,
            ["T"] * 6,
            ["t", "F", "?", "T", "F"],
            ["True", "F", "?", "T", "F"],
            [True, "F", "?", "T", "F"],
            [1, 2, 3, 4, 5],
            [None] * 5,
        )
    ],
    *[
        (make_number(), raw)
        for raw in (
            float("nan"),
            float("inf"),
            -float("inf"),
            "nan",
            "inf",
            "1e999",
            1e16,
            10**400,
            "",
            " ",
            "1,25",
            "12,34,567",
            "1.2.3",
            "0x10",
            "1_000",
            "٣",
            "4.06 euro",
            "9" * 41,
            "1e-9999",
            None,
            [4.06],
        )
    ],
    *[(make_choice(), raw) for raw in (-1, 3, "d", "B", "ab", "", None, 1.0, [1])],
    *[(make_claim(), raw) for raw in (-1, 5, "5", "", None, 2.0, "04", "²")],
    *[(make_self_rating(), raw) for raw in (0, 6, "0", "", None, 2.0, [3])],
    *[(make_check(), raw) for raw in (0, 6, None, 10**30)],
]


@pytest.mark.parametrize(("item", "raw"), WRONG, ids=lambda v: repr(getattr(v, "id", v))[:40])
def test_anything_else_is_refused_with_the_item_and_a_sentence(item: Item, raw: object) -> None:
    with pytest.raises(InvalidAnswer) as refused:
        check(item, raw)
    assert refused.value.item == item.id
    assert refused.value.reason.endswith(".")


RATINGS = st.lists(st.none() | st.integers(1, 5), min_size=5, max_size=5).filter(any)
MARKS = st.lists(st.none() | st.sampled_from("TF?"), min_size=5, max_size=5).filter(any)
NUMBERS = st.floats(-1e15, 1e15)


@given(raw=RATINGS | MARKS | NUMBERS | st.integers(0, 4))
def test_every_answer_survives_storage_exactly(raw: object) -> None:
    items = (make_judgement(), make_exhibit(), make_number(), make_claim())
    for item in items:
        try:
            answer = check(item, raw)
        except InvalidAnswer:
            continue
        back = value_from_plain(json.loads(json.dumps(value_to_plain(answer))))
        assert back == answer
        assert type(back) is type(answer)
        assert check(item, value_to_plain(answer)) == answer


@given(
    raw=st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists)
)
def test_no_json_value_does_anything_but_fit_or_be_refused(raw: object) -> None:
    for item in (make_judgement(), make_exhibit(), make_number(), make_choice(), make_claim()):
        try:
            check(item, raw)
        except InvalidAnswer:
            continue


@pytest.mark.parametrize("plain", [True, None, "3", {"a": 1}])
def test_text_that_was_never_stored_is_not_read_as_an_answer(plain: object) -> None:
    with pytest.raises(ValueError, match="not a stored answer"):
        value_from_plain(plain)


def saved(value: Answer | None) -> SavedAnswer:
    return SavedAnswer(
        item=ItemId("i"),
        value=value,
        skip_reason=None if value is not None else "not-my-context",
        seconds=9.5,
        revision=3,
    )


def test_an_unfinished_exhibit_counts_as_skipped() -> None:
    expected = Response(item=ItemId("i"), value=None, seconds=9.5, skip_reason="skipped")
    assert response_for_scoring(saved(("T", None, "F"))) == expected


def test_everything_else_is_scored_as_it_was_saved() -> None:
    for value in (("T", "?", "F"), (1, None, 3), 4, 4.5):
        assert response_for_scoring(saved(value)) == Response(
            item=ItemId("i"), value=value, seconds=9.5
        )
    assert response_for_scoring(saved(None)).skip_reason == "not-my-context"


def test_an_answer_is_complete_when_no_part_is_missing() -> None:
    assert saved((1, 2, 3)).is_complete
    assert saved(0).is_complete
    assert not saved((1, None, 3)).is_complete
    assert not saved(("T", None)).is_complete
    assert not saved(None).is_complete
