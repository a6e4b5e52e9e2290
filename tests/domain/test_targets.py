"""Targets from types and context (MEASUREMENT.md 5.5), by hand."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.domain.areas import AreaId
from assessment.domain.profiles import (
    Adjustment,
    AdjustmentId,
    Context,
    ProfileId,
    StageId,
    TargetLevel,
    TargetProfile,
)
from assessment.domain.prose import Prose
from assessment.domain.targets import adjusted_level, build_target, profile_for_stage
from tests.domain.scoring_forms import make_target_level

ST, AT, GR = AreaId("strategy"), AreaId("technology"), AreaId("governance")


def make_profile(
    *levels: TargetLevel, profile: str = "scale-up", implied: tuple[str, ...] = ()
) -> TargetProfile:
    return TargetProfile(
        id=ProfileId(profile),
        kind="type",
        title="Scale-up CTO",
        order=1,
        summary="",
        about=Prose(source="", html=""),
        levels={level.area: level for level in levels},
        implied_stages=tuple(StageId(stage) for stage in implied),
        seeds=(),
    )


def make_adjustment(
    name: str,
    changes: Mapping[AreaId, float],
    *,
    stage: bool = False,
    floors: Mapping[AreaId, float] | None = None,
) -> Adjustment:
    return Adjustment(
        id=AdjustmentId(name),
        kind="stage" if stage else "circumstance",
        title=name.capitalize(),
        order=1,
        summary="",
        changes=changes,
        floors=floors or {},
    )


FOUNDING = make_adjustment("founding", {AT: 0.5, ST: -0.5, GR: -0.5}, stage=True)
LARGE = make_adjustment("large", {GR: 0.5, AT: -0.5}, stage=True, floors={AT: 3.0})
REGULATED = make_adjustment("regulated", {GR: 0.5})
SEPARATE = make_adjustment("separate", {GR: -0.5})
KNOWN = {a.id: a for a in (FOUNDING, LARGE, REGULATED, SEPARATE)}


def level_of(area: AreaId, base: float, *names: str) -> float:
    stage = next((StageId(n) for n in names if KNOWN[AdjustmentId(n)].kind == "stage"), None)
    others = tuple(AdjustmentId(n) for n in names if n != stage)
    target = build_target(
        make_profile(make_target_level(area, base)),
        Context(stage=stage, circumstances=others),
        KNOWN,
    )
    return target.levels[area].level


def test_without_context_the_target_is_the_type() -> None:
    profile = make_profile(make_target_level(ST, 3.5, weight=3.0, critical=True))
    target = build_target(profile, Context(), KNOWN, chosen_because="You were not sure.")
    assert target.levels == profile.levels
    assert target.profile == "scale-up"
    assert target.title == "Scale-up CTO"
    assert target.chosen_because == "You were not sure."
    assert target.critical_areas == (ST,)


def test_stage_and_circumstances_are_added_together() -> None:
    assert level_of(GR, 3.0, "large", "regulated") == 4.0
    assert level_of(GR, 3.0, "regulated", "separate") == 3.0
    assert level_of(GR, 3.0, "founding", "separate") == 2.0


def test_adding_comes_before_keeping_within_bounds() -> None:
    # 4.5 + .5 - .5 is 4.5; kept within bounds after each step it would be 4.0.
    assert level_of(GR, 4.5, "regulated", "separate") == 4.5
    assert level_of(GR, 4.5, "large", "regulated") == 4.5
    assert level_of(GR, 1.5, "founding", "separate") == 1.5


def test_a_type_that_asks_for_more_than_the_bound_keeps_it() -> None:
    assert level_of(GR, 5.0, "regulated") == 5.0
    assert level_of(GR, 5.0, "separate") == 4.5


def test_a_floor_stops_its_own_push_and_lifts_nothing() -> None:
    assert level_of(AT, 4.0, "large") == 3.5
    assert level_of(AT, 3.5, "large") == 3.0
    assert level_of(AT, 3.2, "large") == 3.0
    assert level_of(AT, 3.0, "large") == 3.0
    assert level_of(AT, 2.5, "large") == 2.5


def test_a_stage_the_type_already_implies_is_skipped() -> None:
    profile = make_profile(make_target_level(AT, 4.0), implied=("founding",))
    target = build_target(profile, Context(stage=StageId("founding")), KNOWN)
    assert target.levels[AT].level == 4.0
    assert target.levels[AT].reason == "Because."


def test_the_reason_says_what_moved_the_level() -> None:
    target = build_target(
        make_profile(make_target_level(GR, 4.0)),
        Context(stage=StageId("large"), circumstances=(AdjustmentId("regulated"),)),
        KNOWN,
    )
    assert target.levels[GR].reason == "Because. Large +0.5; Regulated +0.5; kept at 4.5."
    lower = build_target(
        make_profile(make_target_level(GR, 4.0)),
        Context(circumstances=(AdjustmentId("separate"),)),
        KNOWN,
    )
    assert lower.levels[GR].reason == "Because. Separate −0.5."


def test_weights_and_critical_areas_are_the_types_own() -> None:
    profile = make_profile(make_target_level(GR, 3.0, weight=3.0, critical=True))
    moved = build_target(profile, Context(circumstances=(AdjustmentId("regulated"),)), KNOWN)
    assert (moved.levels[GR].weight, moved.levels[GR].critical) == (3.0, True)


def test_a_circumstance_named_twice_counts_once() -> None:
    twice = (AdjustmentId("regulated"), AdjustmentId("regulated"))
    target = build_target(
        make_profile(make_target_level(GR, 3.0)), Context(circumstances=twice), KNOWN
    )
    assert target.levels[GR].level == 3.5


def test_more_than_four_critical_areas_are_refused() -> None:
    profile = make_profile(*(make_target_level(f"a{i}", critical=True) for i in range(5)))
    with pytest.raises(ValueError, match="5 critical areas"):
        build_target(profile, Context(), KNOWN)


def test_unknown_adjustments_and_adjustments_of_the_wrong_kind_are_refused() -> None:
    profile = make_profile(make_target_level(GR, 3.0))
    with pytest.raises(KeyError):
        build_target(profile, Context(stage=StageId("galactic")), KNOWN)
    with pytest.raises(ValueError, match="is a circumstance, not a stage"):
        build_target(profile, Context(stage=StageId("regulated")), KNOWN)
    with pytest.raises(ValueError, match="is a stage, not a circumstance"):
        build_target(profile, Context(circumstances=(AdjustmentId("large"),)), KNOWN)


@pytest.mark.parametrize(
    ("stage", "profile"),
    [
        ("founding", "startup"),
        ("growing", "scale-up"),
        ("large", "enterprise"),
        ("very-large", "enterprise"),
    ],
)
def test_somebody_not_sure_is_offered_the_type_of_the_stage(stage: str, profile: str) -> None:
    assert profile_for_stage(StageId(stage)) == profile


@given(
    st.floats(1.5, 4.5),
    st.lists(st.sampled_from(sorted(KNOWN)), unique=True),
)
@settings(deadline=None, max_examples=50)
def test_adjusted_levels_stay_within_bounds_in_any_order(base: float, names: list[str]) -> None:
    applied = [KNOWN[AdjustmentId(name)] for name in names]
    for area in (ST, AT, GR):
        level = adjusted_level(area, base, applied)
        assert 1.5 <= level <= 4.5
        assert level == pytest.approx(adjusted_level(area, base, applied[::-1]))
