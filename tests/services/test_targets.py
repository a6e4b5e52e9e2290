"""Whoever is not sure of the type gets one from the stage, and is told so."""

import pytest

from assessment.domain.areas import AreaId
from assessment.domain.errors import NotFound
from assessment.domain.profiles import AdjustmentId, ProfileId, StageId
from assessment.services.targets import choose_target
from tests.builders import make_catalog

CATALOG = make_catalog()


def test_a_named_type_is_taken_with_its_context() -> None:
    target = choose_target(
        CATALOG,
        profile=ProfileId("startup"),
        stage=StageId("large"),
        circumstances=[AdjustmentId("regulated"), AdjustmentId("regulated")],
    )
    assert target.profile == "startup"
    assert target.chosen_because == ""
    assert target.context.circumstances == ("regulated",)
    assert target.levels[AreaId("governance")].level == 4.0


@pytest.mark.parametrize(("stage", "profile"), [("growing", "scale-up"), ("large", "enterprise")])
def test_not_sure_lets_the_stage_pick_the_type_and_says_so(stage: str, profile: str) -> None:
    target = choose_target(CATALOG, profile=None, stage=StageId(stage))
    assert target.profile == profile
    assert stage.title() in target.chosen_because
    assert target.title in target.chosen_because


def test_neither_type_nor_stage_still_gives_a_target_and_says_so() -> None:
    target = choose_target(CATALOG, profile=None)
    assert target.profile == "scale-up"
    assert target.context.stage is None
    assert "named no stage" in target.chosen_because


@pytest.mark.parametrize(
    ("profile", "stage", "circumstances"),
    [
        ("baker", None, []),
        ("startup", "tiny", []),
        ("startup", "regulated", []),
        (None, "tiny", []),
        ("startup", None, ["growing"]),
        ("startup", None, ["raining"]),
    ],
)
def test_what_the_content_does_not_know_is_not_found(
    profile: str | None, stage: str | None, circumstances: list[str]
) -> None:
    with pytest.raises(NotFound):
        choose_target(
            CATALOG,
            profile=None if profile is None else ProfileId(profile),
            stage=None if stage is None else StageId(stage),
            circumstances=[AdjustmentId(name) for name in circumstances],
        )
