"""Facts a plan is made from, what is refused, and what the facts call for."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from assessment.domain.areas import AreaId
from assessment.domain.bank import ItemId
from assessment.domain.errors import PlanInputInvalid
from assessment.domain.planning.agreed import agreed_action
from assessment.domain.planning.backbone import choose_backbone
from assessment.domain.planning.candidates import (
    SITUATION_FACTOR,
    VALUE_OF_FINDING_OUT,
    candidates,
    in_play,
    main_area,
)
from assessment.domain.planning.facts import (
    CAUTIOUS_SITUATION,
    check_facts,
    gap_facts,
    nearest_situation,
)
from assessment.domain.planning.pace import pace_of
from assessment.domain.plans import ActionId, PlanAction, Question, SituationId
from assessment.domain.profiles import ProfileId, StageId
from assessment.domain.scoring.reading import read_sheet
from assessment.domain.scoring.sheet import UnitResult
from tests.domain.plan_forms import (
    by_id,
    make_action,
    make_facts,
    make_gap,
    make_situation,
    make_triggers,
    make_weeks,
    prose,
)
from tests.domain.scoring_forms import (
    make_area_score,
    make_sheet,
    make_target,
    make_target_level,
    split,
)

A, B = AreaId("a"), AreaId("b")
TODAY = date(2026, 9, 1)


@pytest.mark.parametrize(
    ("field", "changed"),
    [
        ("hours_per_week", {"hours_per_week": 0}),
        ("hours_per_week", {"hours_per_week": 21}),
        ("start", {"start": TODAY - timedelta(days=91)}),
        ("start", {"start": TODAY + timedelta(days=367)}),
        ("from_week", {"from_week": 0}),
        ("from_week", {"from_week": 14}),
        ("days_off", {"days_off": tuple(TODAY + timedelta(days=n) for n in range(67))}),
    ],
)
def test_facts_no_plan_can_be_made_from_are_refused(field: str, changed: dict[str, Any]) -> None:
    with pytest.raises(PlanInputInvalid) as refused:
        check_facts(make_facts(**changed), today=TODAY)
    assert refused.value.field == field


def test_usable_facts_pass_and_no_clock_is_read_without_a_today() -> None:
    check_facts(make_facts(), today=TODAY)
    check_facts(make_facts(start=date(1999, 1, 1)), today=None)


def test_a_reading_gives_each_area_its_verdict_priority_and_the_answers_it_rests_on() -> None:
    sheet = make_sheet(make_area_score("a", split(0.95)), make_area_score("b", None))
    target = make_target(make_target_level("a"), make_target_level("b"))
    reading = read_sheet(sheet, target, {A: 6.0, B: 6.0})
    units = [_unit("good", "a", 0.9), _unit("bad", "a", 0.2), _unit("skipped", "a", None)]
    facts = gap_facts(reading, sheet.areas, units)
    assert facts[A].is_gap
    assert facts[A].priority == reading.gaps[A].priority
    assert facts[A].rests_on == (ItemId("bad"), ItemId("good"))
    assert facts[B].is_open
    assert facts[B].priority == 0.0


def _unit(item: str, area: str, x: float | None) -> UnitResult:
    return UnitResult(
        item=ItemId(item),
        area=AreaId(area),
        format="choice",
        x=x,
        missing=None if x is not None else "skipped",
        difficulty=3.0,
        discrimination=1.0,
        weight=1.0,
        seconds=None,
    )


QUESTIONS = (
    Question(id="q1", text="?", yes={SituationId("x"): 2.0}, no={SituationId("y"): 1.0}),
    Question(id="q2", text="?", yes={SituationId("y"): 2.0}, no={}),
)


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        ({"q1": True}, ("x", "nearest")),
        ({"q1": False, "q2": True}, ("y", "nearest")),
        ({"q1": True, "q2": True}, (CAUTIOUS_SITUATION, "unsure")),
        ({"q1": None}, (CAUTIOUS_SITUATION, "unsure")),
        ({}, (CAUTIOUS_SITUATION, "unsure")),
    ],
)
def test_the_nearest_situation_is_the_one_most_answers_speak_for(
    answers: Mapping[str, bool | None], found: tuple[str, str]
) -> None:
    assert nearest_situation(QUESTIONS, answers) == found


def worth_of(action: PlanAction, *gaps: Any, **given: Any) -> float | None:  # noqa: ANN401
    called = candidates(by_id(action), make_facts(*gaps, **given))
    return called[action.id].worth if action.id in called else None


def test_an_hour_is_worth_weight_times_priority_over_its_gaps() -> None:
    action = make_action("one", areas={A: 1.0, B: 0.5})
    assert worth_of(action, make_gap("a", priority=4.0), make_gap("b", priority=2.0)) == 5.0


@pytest.mark.parametrize("verdict", ["likely met", "clearly met", "cannot tell yet", None])
def test_an_area_that_is_no_gap_calls_for_nothing_but_finding_out(verdict: Any) -> None:  # noqa: ANN401
    assert worth_of(make_action("one", areas={A: 1.0}), make_gap("a", verdict)) is None


def test_finding_out_is_worth_the_value_of_information_of_an_open_area() -> None:
    action = make_action("ask", kind="find-out", areas={A: 1.0})
    assert worth_of(action, make_gap("a", "cannot tell yet", worth=0.3)) == pytest.approx(
        0.3 * VALUE_OF_FINDING_OUT
    )
    assert worth_of(action, make_gap("a", "clear gap", worth=0.3)) is None


def test_context_adds_its_weights_and_the_situation_counts_more() -> None:
    action = make_action(
        "one",
        triggers=make_triggers(
            types={ProfileId("startup"): 1.0},
            stages={StageId("founding"): 0.5},
            situations={SituationId("calm"): 2.0},
        ),
    )
    given = {"profile": ProfileId("startup"), "stage": StageId("founding")}
    assert worth_of(action, **given) == 1.5 + 2.0 * SITUATION_FACTOR
    assert worth_of(action, situation=SituationId("other")) is None


def test_what_opens_a_called_action_is_called_with_it_and_for_nothing_else() -> None:
    opener, opened = make_action("opener"), make_action(
        "opened", kind="change", gate=ActionId("opener"), areas={A: 1.0}
    )  # fmt: skip
    called = candidates(by_id(opener, opened), make_facts(make_gap("a")))
    assert called[ActionId("opener")].worth == 0.0
    assert not candidates(by_id(opener), make_facts(make_gap("a")))


def test_nothing_is_in_play_whose_gate_is_not_there() -> None:
    gate = make_action("gate")
    change = make_action("change", kind="change", gate=gate.id)
    after = make_action("after", requires=(change.id,))
    everything = by_id(gate, change, after)
    assert set(in_play(everything, make_facts())) == {"gate", "change", "after"}
    assert set(in_play(everything, make_facts(dropped=(gate.id,)))) == set()
    assert set(in_play(by_id(change), make_facts(done=(gate.id,)))) == {"change"}


def test_retired_and_other_modes_actions_are_out_of_play_unless_under_way() -> None:
    retired = make_action("old", status="retired")
    other = make_action("other", modes=("preparing",))
    assert not in_play(by_id(retired, other), make_facts())
    assert set(in_play(by_id(retired, other), make_facts(started=(retired.id,)))) == {"old"}


def test_an_actions_hours_count_for_its_heaviest_area() -> None:
    assert main_area(make_action("one", areas={A: 0.5, B: 1.0})) == B
    assert main_area(make_action("two", areas={B: 1.0, A: 1.0})) == A
    assert main_area(make_action("three")) is None


def backbone_actions() -> dict[ActionId, PlanAction]:
    always = make_triggers(always=True)
    return by_id(
        make_action("light", triggers=always),
        make_action("heavy", triggers=always, effort_hours=4.0, requires=(ActionId("light"),)),
        make_action("day-30", kind="report", readout_day=30, effort_hours=2.0),
        make_action("day-90", kind="report", readout_day=90, effort_hours=2.0),
        make_action("agree", triggers=make_triggers(mandate_at_most=5), kind="agree"),
    )


@pytest.mark.parametrize(
    ("capacity", "kept"),
    [
        (100.0, {"light", "heavy", "day-30", "day-90"}),
        (20.0, {"light", "heavy", "day-90"}),
        (10.0, {"light", "day-90"}),
        (2.0, {"light"}),
    ],
)
def test_the_backbone_gives_way_in_a_fixed_order(capacity: float, kept: set[str]) -> None:
    backbone = choose_backbone(backbone_actions(), make_facts(), capacity)
    assert set(backbone.kept) == kept
    assert (backbone.reason == "") == (len(kept) == 4)


def test_authority_belongs_to_the_backbone_where_few_mandate_facts_hold() -> None:
    held = choose_backbone(backbone_actions(), make_facts(mandate_held=("x",) * 6), 100.0)
    low = choose_backbone(backbone_actions(), make_facts(mandate_held=("x",) * 5), 100.0)
    unknown = choose_backbone(backbone_actions(), make_facts(), 100.0)
    assert "agree" not in held.kept
    assert "agree" in low.kept
    assert "agree" not in unknown.kept


def test_the_pace_compares_the_change_so_far_with_the_band() -> None:
    look, change = make_action("look"), make_action("change", kind="change")
    quick = pace_of([(look, 1, 4.0), (change, 2, 2.0)], make_weeks(), make_situation(14))
    assert [note.verdict for note in quick] == ["steady", "faster than listened"]
    assert quick[1].change_share == pytest.approx(1 / 3)
    slow = pace_of([(look, w, 4.0) for w in range(1, 8)] + [(change, 8, 1.0)], make_weeks(),
                   make_situation(14))  # fmt: skip
    assert slow[-1].verdict == "listened enough"
    assert slow[3].verdict == "steady"


def test_there_is_no_pace_where_nothing_is_changed() -> None:
    assert pace_of([(make_action("look"), 9, 4.0)], make_weeks(), make_situation(14)) == ()


def test_an_agreed_action_is_no_change_for_it_has_no_gate() -> None:
    given: dict[str, Any] = {
        "title": "Call me", "author": "your coach", "hours": 2.0,
        "deliverable": prose(), "done_when": prose(),
    }  # fmt: skip
    assert agreed_action(ActionId("x"), **given).action.kind == "agree"
    with pytest.raises(ValueError, match="gate"):
        agreed_action(ActionId("x"), kind="change", **given)


def test_open_means_neither_gap_nor_met() -> None:
    assert make_gap("a", None).is_open
    assert not make_gap("a", "likely met").is_open
    assert not replace(make_gap("a"), verdict="likely met").is_gap
