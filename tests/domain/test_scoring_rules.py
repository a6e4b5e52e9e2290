"""The deterministic rules of MEASUREMENT.md 4, which no change of the engine may break."""

from dataclasses import replace
from random import Random

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from assessment.domain.areas import AreaId
from assessment.domain.attempts import Response
from assessment.domain.bank import (
    ClaimKey,
    ItemBank,
    ItemId,
    JudgementKey,
    SelfRatingKey,
    UnitKey,
)
from assessment.domain.scoring.item_scores import item_score
from assessment.domain.scoring.reading import read_sheet
from assessment.domain.scoring.score import score
from assessment.domain.scoring.sheet import ScoreSheet
from tests.domain.scoring_forms import (
    make_claim,
    make_number,
    make_target,
    make_target_level,
    sittings,
    values_of,
    with_answer,
    without,
)

Sitting = tuple[ItemBank, dict[ItemId, Response]]
MONTHS = {AreaId(area): 6.0 for area in "abc"}
modest = settings(deadline=None, max_examples=30)


def levels(sheet: ScoreSheet) -> dict[AreaId, float]:
    return {area: found.level for area, found in sheet.areas.items() if found.level is not None}


def units(bank: ItemBank) -> list[UnitKey]:
    return [item for item in bank.items if isinstance(item, UnitKey)]


@given(sittings(), st.integers(1, 5))
@modest
def test_self_ratings_never_move_a_level(sitting: Sitting, said: int) -> None:
    bank, responses = sitting
    own = {item.id for item in bank.items if isinstance(item, SelfRatingKey)}
    changed = {
        item: Response(item=item, value=said if item in own else r.value, seconds=r.seconds)
        for item, r in responses.items()
    }
    before, after = score(bank, responses), score(bank, changed)
    for area, found in before.areas.items():
        assert after.areas[area].distribution == found.distribution
        assert after.areas[area].status == found.status
    assert after.quality == before.quality
    assert after.overall == before.overall


@given(sittings(), st.integers(0, 4))
@modest
def test_claims_never_move_a_level(sitting: Sitting, claimed: int) -> None:
    bank, responses = sitting
    with_claim = ItemBank(items=(*bank.items, make_claim("claim", "a")))
    assert isinstance(with_claim.items[-1], ClaimKey)
    after = score(with_claim, with_answer(responses, ItemId("claim"), claimed))
    assert after.areas == score(bank, responses).areas


@given(sittings(), st.floats(1, 5), st.floats(1, 5))
@modest
def test_targets_never_move_a_level(sitting: Sitting, one: float, other: float) -> None:
    sheet = score(*sitting)
    kept = score(*sitting)
    for level in (one, other):
        read_sheet(sheet, make_target(make_target_level("a", level, critical=True)), MONTHS)
    assert sheet == kept


@given(sittings(), st.data())
@modest
def test_a_better_answer_never_lowers_a_level(sitting: Sitting, data: st.DataObject) -> None:
    bank, responses = sitting
    key = data.draw(st.sampled_from(units(bank)))
    one, other = data.draw(values_of(key)), data.draw(values_of(key))
    x_one, x_other = item_score(key, one), item_score(key, other)
    assert x_one is not None
    assert x_other is not None
    worse, better = (one, other) if x_one <= x_other else (other, one)
    before = levels(score(bank, with_answer(responses, key.id, worse)))
    after = levels(score(bank, with_answer(responses, key.id, better)))
    assert all(after[area] >= before[area] - 1e-9 for area in before)


@given(sittings(), st.data())
@modest
def test_shifting_all_ratings_of_a_scenario_changes_nothing(
    sitting: Sitting, data: st.DataObject
) -> None:
    bank, responses = sitting
    key = data.draw(st.sampled_from([u for u in units(bank) if isinstance(u, JudgementKey)]))
    size = len(key.effectiveness)
    marks = data.draw(st.tuples(*[st.integers(1, 4)] * size))
    shifted = tuple(mark + 1 for mark in marks)
    assert (
        score(bank, with_answer(responses, key.id, marks)).areas
        == score(bank, with_answer(responses, key.id, shifted)).areas
    )


@given(sittings(), st.integers(1, 5))
@modest
def test_flat_answers_score_chance(sitting: Sitting, mark: int) -> None:
    bank, responses = sitting
    for key in units(bank):
        if isinstance(key, JudgementKey):
            responses = with_answer(responses, key.id, (mark,) * len(key.effectiveness))
    scored = {unit.x for unit in score(bank, responses).units if unit.format == "judgement"}
    assert scored == {0.5}


@given(sittings())
@modest
def test_an_unanswered_area_is_withheld_and_never_the_prior_dressed_up(sitting: Sitting) -> None:
    bank, responses = sitting
    own = [key.id for key in units(bank) if key.area == "b"]
    found = score(bank, without(responses, *own)).areas[AreaId("b")]
    assert found.status == "withheld"
    assert set(found.log_likelihood) == {0.0}
    for figure in (
        found.level,
        found.standard_error,
        found.likely_range,
        found.wide_range,
        found.prior_pull,
        found.distribution,
        found.p_blind_spot,
        found.p_hidden_strength,
    ):
        assert figure is None


@given(sittings(), st.randoms(use_true_random=False))
@modest
def test_the_order_of_responses_and_items_is_irrelevant(sitting: Sitting, random: Random) -> None:
    bank, responses = sitting
    items, given_answers = list(bank.items), list(responses.items())
    random.shuffle(items)
    random.shuffle(given_answers)
    before = score(bank, responses)
    after = score(ItemBank(items=tuple(items)), dict(given_answers), areas=list(before.areas))
    assert after.areas == before.areas
    assert after.quality == before.quality
    assert after.node_weights == before.node_weights
    assert after.overall == before.overall


@given(sittings(), st.data())
@modest
def test_skipped_is_not_wrong(sitting: Sitting, data: st.DataObject) -> None:
    bank, responses = sitting
    key = data.draw(st.sampled_from(units(bank)))
    skipped = score(bank, with_answer(responses, key.id, None))
    never_offered = score(
        ItemBank(items=tuple(i for i in bank.items if i.id != key.id)), without(responses, key.id)
    )
    assert {a: f.distribution for a, f in skipped.areas.items()} == {
        a: f.distribution for a, f in never_offered.areas.items()
    }
    assert skipped.areas == score(bank, without(responses, key.id)).areas


@given(sittings())
@modest
def test_a_wrong_number_counts_against_a_skipped_one_does_not(sitting: Sitting) -> None:
    bank, responses = sitting
    number = make_number("more", "a", difficulty=2.0)
    bigger = ItemBank(items=(*bank.items, number))
    wrong = levels(score(bigger, with_answer(responses, number.id, 1.0)))
    skipped = levels(score(bigger, with_answer(responses, number.id, None)))
    assert all(wrong[area] < skipped[area] for area in skipped)


@given(sittings(), st.floats(1, 5), st.floats(1, 5))
@modest
def test_the_gap_probability_rises_with_the_target(
    sitting: Sitting, one: float, other: float
) -> None:
    sheet = score(*sitting)
    low, high = (
        read_sheet(sheet, make_target(make_target_level("a", level)), MONTHS).gaps[AreaId("a")]
        for level in sorted((one, other))
    )
    assert low.p_gap is not None
    assert high.p_gap is not None
    assert low.shortfall is not None
    assert high.shortfall is not None
    assert low.p_gap <= high.p_gap + 1e-12
    assert low.shortfall <= high.shortfall + 1e-12


@given(sittings())
@modest
def test_ranges_widen_when_answers_are_removed(sitting: Sitting) -> None:
    bank, responses = sitting
    doubled = ItemBank(
        items=(
            *bank.items,
            *(_renamed(key, f"{key.id}-again") for key in units(bank)),
        )
    )
    twice = dict(responses)
    for key in units(bank):
        again = ItemId(f"{key.id}-again")
        twice[again] = Response(item=again, value=responses[key.id].value, seconds=50.0)
    full, fewer = score(doubled, twice), score(doubled, responses)
    spreads = [
        (found.standard_error, fewer.areas[area].standard_error)
        for area, found in full.areas.items()
    ]
    assert all(narrow is not None and wide is not None for narrow, wide in spreads)
    assert sum(narrow or 0.0 for narrow, _ in spreads) < sum(wide or 0.0 for _, wide in spreads)


def _renamed(key: UnitKey, item: str) -> UnitKey:
    return replace(key, id=ItemId(item))


@given(sittings())
@modest
def test_items_outside_the_form_change_nothing(sitting: Sitting) -> None:
    bank, responses = sitting
    retired = ItemId("retired-long-ago")
    assume(retired not in responses)
    assert score(bank, with_answer(responses, retired, (5, 1, 4))) == score(bank, responses)


@given(sittings())
@modest
def test_answers_too_fast_to_be_read_are_missing_and_not_wrong(sitting: Sitting) -> None:
    bank, responses = sitting
    key = units(bank)[0]
    hasty = {**responses, key.id: Response(item=key.id, value=responses[key.id].value, seconds=1)}
    skipped = with_answer(responses, key.id, None)
    assert score(bank, hasty).areas == score(bank, skipped).areas
