"""The readout of day 90: only what was written, under the question it answers."""

from dataclasses import replace

import pytest

from assessment.domain.planning.plan import NinetyDayPlan, build_plan
from assessment.domain.planning.progress import Step
from assessment.domain.planning.readout import Readout, part_of, readout
from assessment.domain.plans import ActionId
from tests.content.shipped import catalog
from tests.domain.plan_forms import make_action, make_triggers
from tests.domain.plan_people import person

IN_ROLE, PREPARING = 0, 2


def plan_of(number: int) -> NinetyDayPlan:
    return build_plan(catalog(), person(number))


def lines(found: Readout) -> dict[ActionId, str]:
    return {line.action: line.text for section in found.sections for line in section.lines}


@pytest.mark.parametrize("number", [IN_ROLE, PREPARING])
def test_four_parts_stand_even_where_nothing_was_written_and_say_what_would_fill_them(
    number: int,
) -> None:
    plan = plan_of(number)
    found = readout(plan, {})
    assert [section.part for section in found.sections] == [
        "supports",
        "constrains",
        "risks",
        "next",
    ]
    assert lines(found) == {}
    titles = [planned.action.title for planned in plan.actions]
    for section in found.sections:
        assert section.missing.startswith("Nothing is written here yet. It would come from “")
        assert any(f"“{title}”" in section.missing for title in titles)


def test_every_note_of_a_finished_step_stands_once_with_its_source() -> None:
    plan = plan_of(IN_ROLE)
    steps = {p.action.id: Step(state="done", note=f"Note on {p.action.id}") for p in plan.actions}
    found = readout(plan, steps)
    assert lines(found) == {p.action.id: f"Note on {p.action.id}" for p in plan.actions}
    assert sum(len(section.lines) for section in found.sections) == len(plan.actions)
    for section in found.sections:
        assert section.missing == ""
        for line in section.lines:
            planned = plan.find(line.action)
            assert planned is not None
            assert (line.title, line.deliverable) == (
                planned.action.title,
                planned.action.deliverable,
            )
    assert found.unfinished == ()


def test_what_is_not_finished_gives_no_statement_whatever_was_written_about_it() -> None:
    plan = plan_of(IN_ROLE)
    names = [p.action.id for p in plan.actions]
    steps = {
        names[0]: Step(state="doing", note="half a thought"),
        names[1]: Step(state="dropped", note="not for us"),
        names[2]: Step(state="open", note="an idea", opened_early="in haste"),
    }
    found = readout(plan, steps)
    assert lines(found) == {}
    dropped = plan.actions[1].action.title
    assert dropped not in found.unfinished
    assert all(f"“{dropped}”" not in section.missing for section in found.sections)


def test_a_finished_step_without_a_word_is_named_as_missing() -> None:
    plan = plan_of(IN_ROLE)
    silent = plan.actions[0].action
    found = readout(plan, {silent.id: Step(state="done", note="  ")})
    section = next(s for s in found.sections if s.part == part_of(silent))
    assert f"Done, but nothing is written about it: “{silent.title}”." in section.missing


@pytest.mark.parametrize(
    ("track", "part"),
    [
        ("business", "supports"),
        ("relationships", "supports"),
        ("constraints", "constrains"),
        ("estate", "risks"),
        ("expectations", "next"),
        ("early-wins", "next"),
        ("agenda", "next"),
    ],
)
def test_a_track_answers_its_question(track: str, part: str) -> None:
    assert part_of(make_action("one", track=track)) == part


def test_work_on_governance_speaks_of_risk_whatever_its_track() -> None:
    mostly = make_triggers(areas={"governance": 1.0, "strategy": 0.5})
    partly = make_triggers(areas={"governance": 0.5, "strategy": 1.0})
    assert part_of(make_action("one", track="business", triggers=mostly)) == "risks"
    assert part_of(make_action("two", track="business", triggers=partly)) == "supports"


def test_what_was_finished_in_an_earlier_revision_still_speaks() -> None:
    plan = plan_of(IN_ROLE)
    done = plan.actions[0].action
    later = build_plan(catalog(), replace(plan.facts, done=(done.id,), from_week=5))
    assert later.find(done.id) is None
    found = readout(later, {done.id: Step(state="done", note="Signed on 3 September.")})
    assert lines(found) == {done.id: "Signed on 3 September."}


def test_what_was_settled_last_leads_what_comes_next() -> None:
    plan = plan_of(IN_ROLE)
    steps = {p.action.id: Step(state="done", note="x") for p in plan.actions}
    comes_next = readout(plan, steps).sections[-1].lines
    order = [p.action.id for p in plan.actions]
    places = [order.index(line.action) for line in comes_next]
    assert places == sorted(places, reverse=True)


def test_preparing_gives_evidence_and_the_role_a_board_page() -> None:
    board, evidence = readout(plan_of(IN_ROLE), {}), readout(plan_of(PREPARING), {})
    assert (board.kind, evidence.kind) == ("board", "evidence")
    assert board.sections[0].title == "Where technology supports the business"
    assert not any("the board" in s.title or "the business" in s.title for s in evidence.sections)
    assert any("mandate" in fact for fact in board.facts)
    assert not any("mandate" in fact for fact in evidence.facts)
    assert board.on == plan_of(IN_ROLE).checkpoints[-1].on


def test_the_facts_count_what_is_done() -> None:
    plan = plan_of(IN_ROLE)
    done = {p.action.id: Step(state="done") for p in plan.actions[:3]}
    assert f"3 of {len(plan.actions)} steps are done." in readout(plan, done).facts
