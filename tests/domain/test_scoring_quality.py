"""Answer quality (MEASUREMENT.md 2.11), by hand."""

import pytest

from assessment.domain.attempts import Response
from assessment.domain.bank import ItemBank, ItemId
from assessment.domain.scoring.quality import answer_quality, is_flat
from tests.domain.scoring_forms import (
    CLEAR_KEY,
    answer,
    answers,
    make_bank,
    make_check,
    make_choice,
    make_claim,
    make_exhibit,
    make_judgement,
    make_number,
    make_self,
)

GOOD = (5, 1, 4, 2, 3)


def judgements(count: int) -> ItemBank:
    return make_bank(*(make_judgement(f"j{i}") for i in range(count)), make_check("check", 2))


def sitting(count: int, rapid: int = 0, flat: int = 0) -> dict[ItemId, Response]:
    """Answers to ``count`` judgements: the first ones rapid, the last ones flat."""
    return {
        ItemId(f"j{i}"): answer(
            f"j{i}",
            (3, 3, 3, 3, 3) if i >= count - flat else GOOD,
            seconds=5.0 if i < rapid else 50.0,
        )
        for i in range(count)
    }


def test_careful_answers_get_no_point() -> None:
    quality = answer_quality(judgements(10), sitting(10))
    assert (quality.points, quality.reasons, quality.careless) == (0, (), 0.0)
    assert quality.interpretable


@pytest.mark.parametrize(
    ("rapid", "points", "reasons"),
    [(1, 0, ()), (2, 1, ("rapid",)), (4, 1, ("rapid",)), (5, 2, ("very-rapid",))],
)
def test_rapid_units_count_from_a_tenth_and_from_a_quarter(
    rapid: int, points: int, reasons: tuple[str, ...]
) -> None:
    quality = answer_quality(judgements(20), sitting(20, rapid=rapid))
    assert (quality.points, quality.reasons) == (points, reasons)


@pytest.mark.parametrize(("flat", "points"), [(4, 0), (5, 2)])
def test_flat_answers_count_from_a_quarter(flat: int, points: int) -> None:
    # Mean pair order of 20 with 5 flat: (15 x 1 + 5 x .5) / 20 = .875, no point of its own.
    quality = answer_quality(judgements(20), sitting(20, flat=flat))
    assert quality.points == points


def test_two_points_are_not_interpreted() -> None:
    quality = answer_quality(judgements(20), sitting(20, flat=5))
    assert quality.careless == 0.5
    assert not quality.interpretable


def test_every_failed_check_is_a_point_and_a_skipped_one_is_none() -> None:
    bank = make_bank(make_judgement("j0"), make_check("c1", 2), make_check("c2", 4))
    asked = sitting(1)
    assert answer_quality(bank, {**asked, **answers(c1=2, c2=None)}).points == 0
    assert answer_quality(bank, {**asked, **answers(c1=3)}).points == 1
    failed = answer_quality(bank, {**asked, **answers(c1=3, c2=3)})
    assert (failed.points, failed.reasons) == (2, ("failed-check",))


ORDERED = (5.0, 3.0, 1.0)
"""Pairs weigh 2.0 (1st, 2nd), 2.0 (2nd, 3rd) and 2.5 (1st, 3rd): 6.5 in all."""


@pytest.mark.parametrize(
    ("ratings", "points"),
    [
        ((4, 2, 3), 0),  # right, reversed, right: 4.5 / 6.5 = .69
        ((2, 1, 3), 2),  # right, reversed, reversed: 2.0 / 6.5 = .31
        ((3, 4, 3), 2),  # reversed, right, tied: (2.0 + 1.25) / 6.5 = .50
    ],
)
def test_a_pair_order_at_chance_gives_two_points(ratings: tuple[int, ...], points: int) -> None:
    bank = make_bank(make_judgement("j", effectiveness=ORDERED))
    quality = answer_quality(bank, answers(j=ratings))
    assert quality.points == points
    assert quality.reasons == (("chance-order",) if points else ())


def test_a_weak_pair_order_gives_one_point() -> None:
    # Two sheets at 4.5 / 6.5 and one at 2.0 / 6.5: mean 11.0 / 19.5 = .564, under .57.
    bank = make_bank(*(make_judgement(f"j{i}", effectiveness=ORDERED) for i in range(3)))
    quality = answer_quality(bank, answers(j0=(4, 2, 3), j1=(4, 2, 3), j2=(2, 1, 3)))
    assert (quality.points, quality.reasons) == (1, ("weak-order",))


def test_rapid_judgements_count_in_the_pair_order_though_they_are_not_scored() -> None:
    bank = make_bank(make_judgement("j"))
    hasty = {ItemId("j"): answer("j", (1, 5, 2, 4, 3), seconds=1.0)}
    assert answer_quality(bank, hasty).reasons == ("very-rapid", "chance-order")


def test_points_are_capped_at_certainty() -> None:
    bank = make_bank(make_judgement("j"), make_check("c1", 2), make_check("c2", 2))
    given = {ItemId("j"): answer("j", (3,) * 5, seconds=1.0), **answers(c1=1, c2=1)}
    quality = answer_quality(bank, given)
    assert quality.points == 2 + 2 + 2 + 2
    assert quality.careless == 1.0


def test_without_an_answered_unit_nothing_is_said() -> None:
    bank = make_bank(make_judgement("j"), make_self(), make_claim(), make_check("ch", 2))
    quality = answer_quality(bank, answers(j=None, s=3, cl=4, ch=1))
    assert quality.careless is None
    assert answer_quality(bank, {}).careless is None


def test_claims_and_self_ratings_count_nowhere() -> None:
    bank = make_bank(make_judgement("j", effectiveness=CLEAR_KEY), make_self(), make_claim())
    with_them = answer_quality(bank, answers(j=GOOD, s=3, cl=0))
    assert with_them == answer_quality(bank, answers(j=GOOD))


def test_numbers_and_choices_are_never_flat() -> None:
    assert not is_flat(make_number(), 120.0)
    assert not is_flat(make_choice(), 1)


def test_flat_is_every_mark_the_same() -> None:
    assert is_flat(make_exhibit(), ("T",) * 5)
    assert is_flat(make_judgement(), (4,) * 5)
    assert is_flat(make_judgement(), (4, None, 4, 4, None))
    assert not is_flat(make_judgement(), (4, 4, 4, 4, 3))
    assert not is_flat(make_judgement(), (4, None, None, None, None))
