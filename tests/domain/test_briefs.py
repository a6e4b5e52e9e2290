"""A brief is asked for part by part, the challenge first and the title last."""

from dataclasses import replace
from datetime import date

import pytest

from assessment.domain.areas import AreaId
from assessment.domain.brief_checks import check_kept
from assessment.domain.brief_levels import critical_areas, needed_target, starting_target
from assessment.domain.briefs import (
    PARTS,
    Brief,
    MandateAnswer,
    NeededLevel,
    Outcome,
    changed_parts,
    next_part,
    part_title,
    with_part,
)
from assessment.domain.errors import BriefInvalid
from assessment.domain.ownership import Ownership, ResponsibilityId, responsibilities
from assessment.domain.profiles import ProfileId, StageId
from assessment.domain.roles import DutyId
from tests.builders import make_catalog

BRIEF = Brief(challenge="Move billing off the 2009 mainframe.", retention_until=date(2027, 6, 1))


def test_the_challenge_comes_first_and_the_title_last() -> None:
    assert PARTS[0] == "challenge"
    assert PARTS[-1] == "title"
    assert all(part_title(part) for part in PARTS)
    assert len(responsibilities()) == 11


def test_one_part_is_taken_and_the_others_stay() -> None:
    typed = Brief(mission="Make billing boring.", title="CTO")
    after = with_part(BRIEF, "mission", typed)
    assert after.mission == "Make billing boring."
    assert after.title == ""
    assert changed_parts(BRIEF, after) == ("mission",)


def test_the_next_page_is_the_first_of_which_nothing_is_said() -> None:
    assert next_part(Brief()) == "challenge"
    assert next_part(BRIEF) == "type"
    assert next_part(replace(BRIEF, cto_type=ProfileId("scale-up")), after="challenge") == "context"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"challenge": "x" * 1_501}, "challenge"),
        ({"outcomes": (Outcome(result="x" * 10_000),)}, "outcomes"),
        ({"outcomes": (Outcome(result=""),)}, "outcomes"),
        ({"outcomes": (Outcome(result="One"),) * 9}, "outcomes"),
        ({"people": 0}, "people"),
        ({"points": {DutyId("golf"): 5}}, "points"),
        ({"points": {DutyId("writing-code"): -1}}, "points"),
        ({"ownership": {ResponsibilityId("golf"): Ownership(how="own")}}, "ownership"),
        ({"levels": {AreaId("team"): NeededLevel(level=3.3, critical=False)}}, "levels"),
        ({"levels": {AreaId("team"): NeededLevel(level=6.0, critical=False)}}, "levels"),
        ({"levels": {AreaId("team"): NeededLevel(level=float("nan"), critical=True)}}, "levels"),
        ({"mandate": {"budget": MandateAnswer(detail="x" * 501)}}, "mandate"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_its_field(
    change: dict[str, object], field: str
) -> None:
    with pytest.raises(BriefInvalid) as refused:
        check_kept(replace(BRIEF, **change))  # type: ignore[arg-type]
    assert refused.value.field == field
    assert refused.value.reason.endswith((".", "."))


def test_points_that_do_not_add_up_and_past_dates_are_kept() -> None:
    check_kept(
        replace(
            BRIEF,
            points={DutyId("writing-code"): 250},
            outcomes=(Outcome(result="Gone by then.", due=date(2001, 1, 1)),),
        )
    )


def test_levels_start_from_type_and_context_and_change_only_where_the_brief_says() -> None:
    catalog = make_catalog()
    profile = next(iter(catalog.profiles.values()))
    brief = replace(BRIEF, cto_type=profile.id)
    start = starting_target(brief, catalog.profiles, catalog.adjustments)
    assert start is not None
    area = next(iter(start.levels))
    change = NeededLevel(level=4.5, critical=True, reason="The auditor asks for it by name.")
    needed = needed_target(
        replace(brief, levels={area: change}), catalog.profiles, catalog.adjustments
    )
    assert needed is not None
    assert needed.levels[area].level == 4.5
    assert needed.levels[area].weight == 3.0
    assert needed.levels[area].reason == change.reason
    assert {a: level for a, level in needed.levels.items() if a != area} == {
        a: level for a, level in start.levels.items() if a != area
    }


def test_no_type_no_stage_or_an_unknown_one_gives_no_levels() -> None:
    catalog = make_catalog()
    for brief in (
        BRIEF,
        replace(BRIEF, cto_type=ProfileId("wizard")),
        replace(BRIEF, stage=StageId("galactic")),
    ):
        assert needed_target(brief, catalog.profiles, catalog.adjustments) is None
        assert critical_areas(brief, catalog.profiles, catalog.adjustments) == ()
