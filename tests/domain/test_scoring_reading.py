"""Readings of a sheet against a target (MEASUREMENT.md 2.5, 2.7, 2.8), by hand."""

from math import prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.domain.areas import AreaId
from assessment.domain.attempts import Response
from assessment.domain.bank import ItemBank, ItemId
from assessment.domain.profiles import TargetLevel
from assessment.domain.readings import ReadinessStage, Verdict
from assessment.domain.scoring.reading import (
    next_step,
    read_sheet,
    read_types,
    readiness_stage,
    verdict_word,
)
from assessment.domain.scoring.score import score
from assessment.domain.scoring.sheet import ScoreSheet
from tests.domain import scoring_by_the_book as book
from tests.domain.scoring_forms import (
    make_area_score,
    make_sheet,
    make_target,
    make_target_level,
    peaked,
    sittings,
    split,
)

A, B, C, D = (AreaId(area) for area in "abcd")
MONTHS = dict.fromkeys((A, B, C, D), 6.0)

Sitting = tuple[ItemBank, dict[ItemId, Response]]


def sheet_of(**p_gaps: float | None) -> ScoreSheet:
    """A sheet whose areas have these probabilities of lying at 2.0 and else at 5.0."""
    return make_sheet(
        *(make_area_score(area, None if p is None else split(p)) for area, p in p_gaps.items())
    )


def target_of(*critical: str, others: str = "") -> tuple[TargetLevel, ...]:
    return (
        *(make_target_level(area, 3.5, weight=3.0, critical=True) for area in critical),
        *(make_target_level(area, 3.5) for area in others),
    )


@pytest.mark.parametrize(
    ("p", "word"),
    [
        (1.0, "clear gap"),
        (0.90, "clear gap"),
        (0.899, "likely gap"),
        (0.75, "likely gap"),
        (0.749, "cannot tell yet"),
        (0.251, "cannot tell yet"),
        (0.25, "likely met"),
        (0.101, "likely met"),
        (0.10, "clearly met"),
        (0.0, "clearly met"),
    ],
)
def test_five_fixed_words_for_the_gap_probability(p: float, word: Verdict) -> None:
    assert verdict_word(p, 3) == word


@pytest.mark.parametrize("p", [0.95, 0.05])
def test_on_two_units_no_verdict_is_stronger_than_likely(p: float) -> None:
    assert verdict_word(p, 2) == ("likely gap" if p > 0.5 else "likely met")


def test_the_figures_of_one_area_by_hand() -> None:
    # .8 at 2.0 and .2 at 5.0 against 3.5, weight 3, critical, five months per level, SD .7:
    # p = .8; S = .8 x 1.5 = 1.2; importance 3 x 1.5 x 1.2 = 5.4; priority 5.4 x 6 / 5 = 6.48;
    # value of information 3 x .8 x .2 x .49 = .2352.
    reading = read_sheet(sheet_of(a=0.8), make_target(*target_of("a")), {A: 5.0})
    gap = reading.gaps[A]
    assert gap.p_gap == pytest.approx(0.8)
    assert gap.verdict == "likely gap"
    assert gap.shortfall == pytest.approx(1.2)
    assert gap.importance == pytest.approx(5.4)
    assert gap.priority == pytest.approx(6.48)
    assert gap.value_of_information == pytest.approx(0.2352)


def test_the_verdict_is_capped_by_the_units_that_were_scored() -> None:
    two = make_sheet(make_area_score("a", split(0.99), units_scored=2))
    assert read_sheet(two, make_target(*target_of("a")), MONTHS).gaps[A].verdict == "likely gap"


def test_withheld_areas_and_areas_not_on_the_sheet_have_no_figures() -> None:
    reading = read_sheet(sheet_of(a=None), make_target(*target_of("a", "b")), MONTHS)
    for gap in reading.gaps.values():
        assert gap.p_gap is None
        assert gap.verdict is None
        assert gap.shortfall is None
        assert gap.importance is None
        assert gap.priority is None
        assert gap.value_of_information is None
    assert reading.order == reading.develop == reading.keep == ()
    assert [(step.area, step.step) for step in reading.find_out] == [
        (A, "answer-more"),
        (B, "answer-more"),
    ]


def test_areas_without_a_target_have_no_place_in_a_reading() -> None:
    reading = read_sheet(sheet_of(a=0.9, b=0.9), make_target(*target_of("a")), MONTHS)
    assert set(reading.gaps) == {A}
    assert reading.order == (A,)


def test_the_order_covers_all_areas_with_a_level_most_worth_developing_first() -> None:
    # Importance: a 3 x 1.5 x .3 x 1.5 = 2.025; b 2 x .8 x 1.5 = 2.4; c 2 x .1 x 1.5 = .3.
    reading = read_sheet(
        sheet_of(a=0.3, b=0.8, c=0.1, d=None), make_target(*target_of("a", others="bcd")), MONTHS
    )
    assert reading.order == (B, A, C)


def test_ties_are_ordered_by_name() -> None:
    reading = read_sheet(
        sheet_of(c=0.8, b=0.8, a=0.8), make_target(*target_of(others="bca")), MONTHS
    )
    assert reading.order == (A, B, C)


def test_the_develop_list_puts_what_can_be_learnt_sooner_first() -> None:
    # Equal importance; b takes four months per level, a twelve.
    reading = read_sheet(
        sheet_of(a=0.8, b=0.8, c=0.7),
        make_target(*target_of(others="abc")),
        {A: 12.0, B: 4.0, C: 4.0},
    )
    assert reading.develop == (B, A)
    assert reading.order == (A, B, C)


def test_the_find_out_list_is_by_value_of_information_then_withheld() -> None:
    # p (1 - p): a .1875 x 2; b .25 x 2; d is critical with weight 3: .21 x 3.
    reading = read_sheet(
        sheet_of(a=0.26, b=0.5, c=None, d=0.3),
        make_target(*target_of("d", others="abc")),
        MONTHS,
    )
    assert [step.area for step in reading.find_out] == [D, B, A, C]
    assert [step.step for step in reading.find_out] == ["deep-dive"] * 3 + ["answer-more"]


def test_the_keep_list_is_the_rest() -> None:
    reading = read_sheet(
        sheet_of(a=0.25, b=0.05, c=0.5, d=0.9), make_target(*target_of(others="abcd")), MONTHS
    )
    assert reading.keep == (B, A)
    assert set(reading.develop) | {s.area for s in reading.find_out} == {C, D}


def test_after_a_deep_dive_the_next_step_is_a_coach() -> None:
    dived = make_area_score("a", split(0.5), units_scored=9)
    assert next_step(A, dived).step == "coach-rating"
    from_two = make_area_score("a", split(0.5), units_scored=2 + 6)
    assert next_step(A, from_two).step == "coach-rating"
    assert next_step(A, make_area_score("a", split(0.5))).step == "deep-dive"
    # Three units of 65 s are 3.25 minutes; two of them 2.2.
    assert next_step(A, None).minutes == 4


@pytest.mark.parametrize(
    ("p_gaps", "stage"),
    [
        ((0.75, 0.75, 0.0), "Several critical gaps likely"),
        ((0.90, 0.80, None), "Several critical gaps likely"),
        ((0.75, 0.5, 0.5), "One critical gap likely"),
        ((0.75, None, None), "One critical gap likely"),
        ((0.5, None, 0.0), "Not enough evidence"),
        ((0.5, 0.74, 0.0), "Not enough evidence"),
        ((0.5, 0.25, 0.0), "No critical gap shown – confirm"),
        ((0.0, 0.0, 0.0), "No critical gap shown – confirm"),
    ],
)
def test_the_first_stage_rule_that_holds_decides(
    p_gaps: tuple[float | None, ...], stage: ReadinessStage
) -> None:
    sheet = sheet_of(**dict(zip("abc", p_gaps, strict=True)))
    reading = read_sheet(sheet, make_target(*target_of("a", "b", "c")), MONTHS)
    assert reading.stage == stage


def test_half_of_the_critical_areas_unknown_is_still_enough() -> None:
    sheet = sheet_of(a=0.5, b=0.0)
    reading = read_sheet(sheet, make_target(*target_of("a", "b")), MONTHS)
    assert reading.stage == "No critical gap shown – confirm"


def test_gaps_outside_the_critical_areas_do_not_make_a_stage() -> None:
    sheet = sheet_of(a=0.0, b=0.99, c=0.99)
    reading = read_sheet(sheet, make_target(*target_of("a", others="bc")), MONTHS)
    assert reading.stage == "No critical gap shown – confirm"


def test_confirmed_ready_needs_a_second_source_in_every_critical_area() -> None:
    sheet = sheet_of(a=0.0, b=0.0)
    target = make_target(*target_of("a", "b"))
    gaps = read_sheet(sheet, target, MONTHS).gaps
    assert readiness_stage(gaps, 0.5, (A, B)) == "Confirmed ready"
    assert readiness_stage(gaps, 0.5, (A,)) == "No critical gap shown – confirm"
    assert readiness_stage(gaps, 0.49, (A, B)) == "No critical gap shown – confirm"
    assert readiness_stage(gaps, None, (A, B)) == "No critical gap shown – confirm"


@given(sittings())
@settings(deadline=None, max_examples=20)
def test_the_form_alone_never_confirms_anybody(sitting: Sitting) -> None:
    target = make_target(*target_of("a", others="bc"))
    assert read_sheet(score(*sitting), target, MONTHS).stage != "Confirmed ready"


def test_careless_answers_are_not_interpreted_but_keep_their_figures() -> None:
    sheet = make_sheet(make_area_score("a", split(0.8)), careless=0.5)
    reading = read_sheet(sheet, make_target(*target_of("a")), MONTHS)
    assert reading.stage is None
    assert reading.p_ready is None
    assert reading.coverage is None
    assert reading.order == reading.develop == reading.keep == ()
    assert reading.find_out == ()
    assert reading.gaps[A].p_gap == pytest.approx(0.8)
    assert reading.gaps[A].verdict is None
    assert read_types(sheet, [make_target(*target_of("a"))], make_target(*target_of("a"))) == ()


def test_one_point_of_carelessness_is_still_interpreted() -> None:
    sheet = make_sheet(make_area_score("a", split(0.8)), careless=0.25)
    assert read_sheet(sheet, make_target(*target_of("a")), MONTHS).stage is not None


@given(sittings(), st.floats(2.0, 4.5))
@settings(deadline=None, max_examples=20)
def test_with_one_critical_area_ready_is_the_chance_that_it_is_met(
    sitting: Sitting, level: float
) -> None:
    sheet = score(*sitting)
    target = make_target(make_target_level("a", level, critical=True), make_target_level("b"))
    reading = read_sheet(sheet, target, MONTHS)
    p_gap = reading.gaps[A].p_gap
    if reading.stage is None:
        assert reading.p_ready is None
    else:
        assert p_gap is not None
        assert reading.p_ready == pytest.approx(1 - p_gap, abs=1e-9)


@given(sittings())
@settings(deadline=None, max_examples=20)
def test_ready_is_summed_over_the_common_part(sitting: Sitting) -> None:
    sheet = score(*sitting)
    target = make_target(*target_of("a", "b", "c"))
    reading = read_sheet(sheet, target, MONTHS)
    if reading.stage is None:
        return
    logs = {str(area): list(found.log_likelihood) for area, found in sheet.areas.items()}
    pg, _, given_g = book.posterior(logs)
    expected = sum(
        pg[k] * prod(1 - book.cdf(given_g[area][k], 3.5) for area in "abc") for k in range(14)
    )
    assert reading.p_ready == pytest.approx(expected, abs=1e-9)
    # Areas go together: all at once is likelier than the product, less likely than the worst.
    met = [1 - (gap.p_gap or 0.0) for gap in reading.gaps.values()]
    assert prod(met) - 1e-9 <= (reading.p_ready or 0.0) <= min(met) + 1e-9


def test_ready_is_not_said_without_critical_areas_or_with_one_withheld() -> None:
    none_critical = read_sheet(sheet_of(a=0.1), make_target(*target_of(others="a")), MONTHS)
    assert none_critical.p_ready is None
    assert none_critical.coverage is None
    one_withheld = read_sheet(sheet_of(a=0.1, b=None), make_target(*target_of("a", "b")), MONTHS)
    assert one_withheld.p_ready is None
    assert one_withheld.coverage is None


def test_the_coverage_index_by_hand() -> None:
    # Levels known: a at 3.0 against 4.0 (critical, weight 3): A = 1 - 1/3; b at 2.0 against 3.0
    # (weight 1): A = 1 - 1/2. Half of (3 x .6667 + 1 x .5) / 4 = .625, half of .6667: .6458.
    sheet = make_sheet(
        make_area_score("a", split(1.0, low=3.0), log_likelihood=peaked(3.0)),
        make_area_score("b", split(1.0, low=2.0), log_likelihood=peaked(2.0)),
    )
    target = make_target(
        make_target_level("a", 4.0, weight=3.0, critical=True),
        make_target_level("b", 3.0, weight=1.0),
    )
    coverage = read_sheet(sheet, target, MONTHS).coverage
    assert coverage is not None
    assert coverage.share == pytest.approx(0.5 * 0.625 + 0.5 * 2 / 3, abs=1e-6)
    assert coverage.likely_range.low == pytest.approx(coverage.share, abs=1e-4)


def test_a_surplus_pays_for_nothing() -> None:
    def share(level_of_b: float) -> float:
        sheet = make_sheet(
            make_area_score("a", split(1.0, low=3.0), log_likelihood=peaked(3.0)),
            make_area_score("b", split(1.0, low=level_of_b), log_likelihood=peaked(level_of_b)),
        )
        target = make_target(
            make_target_level("a", 4.0, critical=True), make_target_level("b", 3.0)
        )
        coverage = read_sheet(sheet, target, MONTHS).coverage
        assert coverage is not None
        return coverage.share

    assert share(4.5) == pytest.approx(share(3.0), abs=1e-6)


@given(sittings())
@settings(deadline=None, max_examples=20)
def test_the_coverage_range_holds_the_index_and_is_repeatable(sitting: Sitting) -> None:
    sheet = score(*sitting)
    target = make_target(*target_of("a", "b", others="c"))
    coverage = read_sheet(sheet, target, MONTHS).coverage
    if coverage is None:
        return
    assert 0 <= coverage.likely_range.low <= coverage.share <= 1
    assert coverage.share <= coverage.likely_range.high + 0.02
    assert read_sheet(sheet, target, MONTHS).coverage == coverage


def test_types_are_ordered_by_their_distance_and_explain_it() -> None:
    sheet = sheet_of(a=0.8, b=0.2)
    # Shortfalls to 3.5: a 1.2, b .3; to 2.0 or less: none.
    near = make_target(make_target_level("a", 2.0), make_target_level("b", 3.5), profile="near")
    far = make_target(make_target_level("a", 3.5), make_target_level("b", 2.0), profile="far")
    readings = read_types(sheet, [far, near], near)
    assert [reading.profile for reading in readings] == ["near", "far"]
    # (2 x 0 + 2 x .3) / 4 and (2 x 1.2 + 2 x 0) / 4.
    assert [reading.shortfall for reading in readings] == pytest.approx([0.15, 0.6])
    assert readings[0].contributions == {A: 0.0, B: 0.0}
    assert readings[1].contributions == pytest.approx({A: 0.6, B: -0.15})


@given(sittings(), st.lists(st.floats(1.5, 4.5), min_size=6, max_size=6))
@settings(deadline=None, max_examples=20)
def test_contributions_sum_to_the_difference_from_the_chosen_type(
    sitting: Sitting, wanted: list[float]
) -> None:
    sheet = score(*sitting)
    one = make_target(*(make_target_level(a, t) for a, t in zip("abc", wanted[:3], strict=True)))
    other = make_target(
        make_target_level("a", wanted[3], weight=3.0, critical=True),
        make_target_level("b", wanted[4], weight=1.0),
        make_target_level("c", wanted[5]),
        profile="other",
    )
    readings = read_types(sheet, [one, other], one)
    if not readings:
        return
    by_profile = {reading.profile: reading for reading in readings}
    chosen = by_profile[one.profile]
    for reading in readings:
        assert sum(reading.contributions.values()) == pytest.approx(
            reading.shortfall - chosen.shortfall, abs=1e-9
        )
    assert [r.shortfall for r in readings] == sorted(r.shortfall for r in readings)


def test_without_any_level_no_type_is_near() -> None:
    target = make_target(*target_of("a"))
    assert read_types(sheet_of(a=None), [target], target) == ()
