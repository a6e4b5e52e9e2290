"""What others say counts as much as the method page claims, and no more."""

from dataclasses import replace
from datetime import timedelta
from math import exp, inf, nan

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from assessment.domain.areas import AreaId
from assessment.domain.attempts import Response, Value
from assessment.domain.bank import ItemBank, ItemId
from assessment.domain.errors import RatingInvalid
from assessment.domain.outside import (
    EVIDENCE_LIMIT,
    SOURCES,
    GroupMean,
    OutsideFactor,
    OutsideRating,
    Source,
    check_means,
    check_name,
    check_rating,
    factors_of,
)
from assessment.domain.scoring.grid import GRID
from assessment.domain.scoring.reading import next_step, read_sheet
from assessment.domain.scoring.score import score
from tests.builders import NOON
from tests.domain.scoring_forms import (
    make_area_score,
    make_bank,
    make_exhibit,
    make_judgement,
    make_sheet,
    make_target,
    make_target_level,
    peaked,
    sittings,
    split,
    without,
)

Sitting = tuple[ItemBank, dict[ItemId, Response]]
MONTHS = {AreaId(area): 6.0 for area in "abc"}
TEAM = AreaId("team")
modest = settings(deadline=None, max_examples=30)


def rating(
    value: float = 4.0,
    *,
    area: str = "team",
    source: Source = "coach",
    author: str = "cleo",
    raters: int = 1,
    hours: int = 0,
    withdrawn: bool = False,
) -> OutsideRating:
    given_at = NOON + timedelta(hours=hours)
    return OutsideRating(
        id=f"{author}-{hours}",
        area=AreaId(area),
        source=source,
        author=author,
        name="" if source == "colleagues" else author.title(),
        value=value,
        raters=raters,
        evidence="Read the board paper.",
        given_at=given_at,
        withdrawn_at=given_at if withdrawn else None,
    )


def factor(
    mean: float, *, area: str = "a", source: Source = "coach", raters: int = 1
) -> OutsideFactor:
    return OutsideFactor(area=AreaId(area), source=source, raters=raters, mean=mean)


factors = st.builds(
    factor,
    st.floats(1, 5),
    area=st.sampled_from("abc"),
    source=st.sampled_from(SOURCES),
    raters=st.integers(1, 12),
)


def test_a_coachs_four_counts_as_docs_scoring_redoes_by_hand() -> None:
    (found,) = factors_of([rating(4.0)])
    assert (found.centre, found.variance) == (4.0, 1.0)


def test_three_colleagues_count_as_docs_scoring_redoes_by_hand() -> None:
    (found,) = factors_of([rating(11 / 3, source="colleagues", author="round", raters=3)])
    assert found.centre == pytest.approx(3.4667, abs=1e-4)
    assert found.variance == pytest.approx(0.45 + 2.3 / 3)


def test_a_manager_counts_as_one_colleague() -> None:
    (found,) = factors_of([rating(4.0, source="manager", author="mo")])
    assert (found.centre, found.variance) == (3.8, 2.75)


def test_two_coaches_are_averaged_and_what_both_may_wrongly_believe_stays() -> None:
    (found,) = factors_of([rating(3.0, author="cleo"), rating(4.0, author="carl")])
    assert (found.mean, found.raters) == (3.5, 2)
    assert found.variance == pytest.approx(0.725)


def test_one_coach_who_rates_twice_counts_once_with_the_latest() -> None:
    for order in ((0, 1), (1, 0)):
        ratings = [rating(3.0, hours=0), rating(4.5, hours=1)]
        (found,) = factors_of([ratings[order[0]], ratings[order[1]]])
        assert (found.mean, found.raters) == (4.5, 1)


def test_what_was_withdrawn_does_not_count() -> None:
    assert factors_of([rating(5.0, withdrawn=True)]) == ()
    (found,) = factors_of([rating(5.0, withdrawn=True, hours=1), rating(3.0)])
    assert found.mean == 3.0


def test_two_rounds_of_colleagues_weigh_by_how_many_they_were() -> None:
    (found,) = factors_of(
        [
            rating(3.0, source="colleagues", author="may", raters=3),
            rating(4.0, source="colleagues", author="june", raters=6),
        ]
    )
    assert found.raters == 9
    assert found.mean == pytest.approx(11 / 3)


@pytest.mark.parametrize("value", [0.5, 5.5, 3.3, nan, inf, -inf])
def test_impossible_ratings_are_refused(value: float) -> None:
    with pytest.raises(RatingInvalid, match="half steps"):
        check_rating(value, "Seen.", source="coach")


def test_a_coach_says_what_the_rating_rests_on_and_a_manager_may() -> None:
    with pytest.raises(RatingInvalid, match="what you have seen"):
        check_rating(3.5, "  \n ", source="coach")
    assert check_rating(3.5, "", source="manager").evidence == ""
    with pytest.raises(RatingInvalid, match="Keep this to"):
        check_rating(3.5, "x" * (EVIDENCE_LIMIT + 1), source="manager")


@pytest.mark.parametrize(
    "group",
    [
        GroupMean(mean=0.9, raters=3),
        GroupMean(mean=5.1, raters=3),
        GroupMean(mean=nan, raters=3),
        GroupMean(mean=3.0, raters=2),
        GroupMean(mean=3.0, raters=101),
    ],
)
def test_a_group_too_small_or_off_the_scale_is_refused(group: GroupMean) -> None:
    with pytest.raises(RatingInvalid):
        check_means({TEAM: group})


def test_a_named_rater_has_a_name() -> None:
    assert check_name("  Cleo\tCoach ") == "Cleo Coach"
    for name in ("", " ", "x" * 201):
        with pytest.raises(RatingInvalid):
            check_name(name)


@given(sittings(), st.lists(factors, min_size=1, max_size=4))
@modest
def test_without_what_others_said_every_figure_is_what_it_was(
    sitting: Sitting, others: list[OutsideFactor]
) -> None:
    alone = score(*sitting)
    both = score(*sitting, outside=others)
    assert alone.outside == ()
    assert alone.areas_others_rated == frozenset()
    for area, found in both.areas.items():
        own = alone.areas[area]
        assert own.form_alone is None
        assert found.form_alone is not None
        assert found.form_alone.level == own.level
        assert found.form_alone.likely_range == own.likely_range
        assert found.form_alone.standard_error == own.standard_error
    assert both.overall_form_alone == alone.overall
    assert both.units == alone.units
    assert both.quality == alone.quality


@given(sittings(), factors, st.floats(0.1, 2.0))
@modest
def test_a_kinder_rating_never_lowers_a_level(
    sitting: Sitting, other: OutsideFactor, kinder: float
) -> None:
    assume(other.mean + kinder <= 5)
    low = score(*sitting, outside=[other])
    high = score(*sitting, outside=[replace(other, mean=other.mean + kinder)])
    for area, found in high.areas.items():
        before = low.areas[area].level
        if found.level is not None and before is not None:
            assert found.level >= before - 1e-9


@given(sittings(), factors)
@modest
def test_the_order_of_ratings_cannot_show(sitting: Sitting, other: OutsideFactor) -> None:
    second = replace(other, source="manager", raters=1, mean=2.0)
    one = score(*sitting, outside=[other, second])
    two = score(*sitting, outside=[second, other])
    assert one.areas == two.areas


@given(sittings(), factors)
@modest
def test_a_rating_narrows_its_areas_range(sitting: Sitting, other: OutsideFactor) -> None:
    bank, responses = sitting
    assume(other.raters >= 3 or other.source == "coach")
    # At the level the answers point to already, so that the two do not pull apart.
    level = score(bank, responses).areas[other.area].level
    assert level is not None
    agreeing = replace(other, source="coach", mean=min(5.0, max(1.0, level)))
    found = score(bank, responses, outside=[agreeing]).areas[other.area]
    assert found.form_alone is not None
    assert found.standard_error is not None
    assert found.form_alone.standard_error is not None
    assert found.standard_error < found.form_alone.standard_error


def test_a_rating_does_not_dress_up_an_area_that_nobody_answered() -> None:
    bank, responses = _one_sitting()
    skipped = without(responses, ItemId("a-1"), ItemId("a-2"))
    found = score(bank, skipped, outside=[factor(4.0)]).areas[AreaId("a")]
    assert found.status == "withheld"
    assert found.level is None
    assert found.distribution is None


def test_the_factor_is_one_more_term_of_the_areas_log_likelihood() -> None:
    bank, responses = _one_sitting()
    alone = score(bank, responses).areas[AreaId("a")].log_likelihood
    both = score(bank, responses, outside=[factor(4.0, source="colleagues", raters=5)])
    for level, before, after in zip(
        GRID, alone, both.areas[AreaId("a")].log_likelihood, strict=True
    ):
        assert after - before == pytest.approx(-((level - 3.8) ** 2) / (2 * 0.91))


def test_in_one_area_without_answers_beside_it_the_posterior_is_the_normal_product() -> None:
    # Starting point N(2.75, 1), a coach's 4 with variance 1: N(3.375, .5), on the grid.
    bank, responses = _one_sitting()
    tiny = {item: replace(r, value=None) for item, r in responses.items()}
    sheet = score(bank, tiny, outside=[factor(4.0)])
    weights = [
        exp(found - (level - 2.75) ** 2 / 2)
        for level, found in zip(GRID, sheet.areas[AreaId("a")].log_likelihood, strict=True)
    ]
    mean = sum(w * level for w, level in zip(weights, GRID, strict=True)) / sum(weights)
    assert mean == pytest.approx(3.375, abs=0.01)


def test_an_area_that_is_not_scored_cannot_be_rated() -> None:
    bank, responses = _one_sitting()
    with pytest.raises(ValueError, match="no area"):
        score(bank, responses, outside=[factor(4.0, area="elsewhere")])


def test_confirmed_ready_needs_somebody_else_in_every_critical_area() -> None:
    target = make_target(
        make_target_level("a", 2.0, critical=True),
        make_target_level("b", 2.0, critical=True),
        make_target_level("c", 5.0),
    )
    found = [
        make_area_score(area, split(0.0, low=1.0, high=4.0), log_likelihood=peaked(4.0))
        for area in "ab"
    ]
    sheet = make_sheet(*found)
    coach, manager = factor(4.0), factor(4.0, area="b", source="manager")
    stages = {
        name: read_sheet(replace(sheet, outside=outside), target, MONTHS).stage
        for name, outside in {
            "none": (),
            "one": (coach,),
            "both": (coach, manager),
            "elsewhere": (coach, factor(4.0, area="c")),
        }.items()
    }
    assert stages == {
        "none": "No critical gap shown – confirm",
        "one": "No critical gap shown – confirm",
        "both": "Confirmed ready",
        "elsewhere": "No critical gap shown – confirm",
    }


def test_the_next_step_after_a_deep_dive_is_a_coach_and_after_the_coach_colleagues() -> None:
    deep = make_area_score("a", split(0.5), units_scored=9)
    assert next_step(AreaId("a"), deep).step == "coach-rating"
    assert next_step(AreaId("a"), deep, asked={"coach"}).step == "colleagues"
    assert next_step(AreaId("a"), make_area_score("a", split(0.5)), asked={"coach"}).step == (
        "deep-dive"
    )


def _one_sitting() -> Sitting:

    bank = make_bank(
        make_judgement("a-1", "a"),
        make_exhibit("a-2", "a"),
        make_judgement("b-1", "b"),
        make_exhibit("b-2", "b"),
    )
    values: dict[str, Value] = {
        "a-1": (2, 5, 1, 4, 2),
        "a-2": ("T", "F", "T", "F", "T"),
        "b-1": (3, 4, 2, 4, 1),
        "b-2": ("T", "T", "T", "F", "?"),
    }
    return bank, {
        ItemId(item): Response(item=ItemId(item), value=value, seconds=50.0)
        for item, value in values.items()
    }
