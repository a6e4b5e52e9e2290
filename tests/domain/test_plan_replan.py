"""Living with a plan: steps, gates, new facts, other revisions, stored ones."""

from dataclasses import replace
from datetime import timedelta

import pytest

from assessment.domain.errors import PlanInputInvalid
from assessment.domain.planning.agreed import agreed_action
from assessment.domain.planning.facts import PlanFacts
from assessment.domain.planning.fitting import gaps_by_priority
from assessment.domain.planning.plan import NinetyDayPlan, build_plan
from assessment.domain.planning.progress import (
    Step,
    may_open,
    state_of,
    take_step,
    waits_for,
)
from assessment.domain.planning.replan import replan
from assessment.domain.plans import ActionId, PlanAction, SituationId
from assessment.store.plain import from_text, to_text
from tests.content.shipped import catalog
from tests.domain.plan_forms import prose
from tests.domain.plan_people import person

CASES = (3, 10, 12, 22, 29)
"""Both modes, several situations, 4 to 12 hours."""


def plan_of(number: int) -> NinetyDayPlan:
    return build_plan(catalog(), person(number))


def day_thirty(plan: NinetyDayPlan, **changed: object) -> PlanFacts:
    """The facts five weeks on: everything due by then is done, what overlaps is under way."""
    done = tuple(p.action.id for p in plan.actions if p.last_week <= 4)
    started = tuple(p.action.id for p in plan.actions if p.first_week <= 4 < p.last_week)
    return replace(plan.facts, from_week=5, done=done, started=started, **changed)  # type: ignore[arg-type]


@pytest.mark.parametrize("number", CASES)
def test_the_same_facts_change_nothing(number: int) -> None:
    plan = plan_of(number)
    again, change = replan(plan, catalog(), plan.facts)
    assert again == plan
    assert change.is_empty


@pytest.mark.parametrize("number", CASES)
def test_what_is_done_stays_and_weeks_that_are_over_are_not_planned_again(number: int) -> None:
    plan = plan_of(number)
    facts = day_thirty(plan)
    new, change = replan(plan, catalog(), facts)
    assert {action.id for action in new.done} == set(facts.done)
    assert {action.id for action in change.done} == set(facts.done)
    assert all(planned.first_week >= 5 for planned in new.actions)
    assert set(facts.started) <= {p.action.id for p in new.actions}
    assert not {p.action.id for p in new.actions} & set(facts.done)


@pytest.mark.parametrize("number", CASES)
def test_every_addition_removal_and_move_is_listed_with_weeks_and_a_reason(number: int) -> None:
    plan = plan_of(number)
    first = gaps_by_priority(plan.facts)[0]
    met = replace(plan.facts.gaps[first], verdict="clearly met", priority=0.0)
    new, change = replan(plan, catalog(), day_thirty(plan, gaps={**plan.facts.gaps, first: met}))
    before = {p.action.id: (p.first_week, p.last_week) for p in plan.actions}
    after = {p.action.id: (p.first_week, p.last_week) for p in new.actions}
    gone = before.keys() - after.keys() - {action.id for action in new.done}
    assert {c.action for c in change.added} == after.keys() - before.keys()
    assert {c.action for c in change.dropped} == gone
    assert {c.action for c in change.moved} == {
        a for a in before.keys() & after.keys() if before[a] != after[a]
    }
    for line in (*change.added, *change.dropped, *change.moved):
        assert line.reason
        assert line.before == before.get(line.action)
        assert line.after == after.get(line.action)


def test_a_gap_that_closed_is_named_as_the_reason() -> None:
    plan = plan_of(3)
    first = gaps_by_priority(plan.facts)[0]
    met = replace(plan.facts.gaps[first], verdict="clearly met", priority=0.0)
    _, change = replan(plan, catalog(), replace(plan.facts, gaps={**plan.facts.gaps, first: met}))
    title = catalog().areas[first].title
    reasons = [c.reason for c in change.dropped if first in _action(plan, c.action).triggers.areas]
    assert reasons
    assert all(f"{title}: clearly met now" in reason for reason in reasons)


def _action(plan: NinetyDayPlan, name: ActionId) -> PlanAction:
    found = plan.find(name)
    assert found is not None
    return found.action


def test_each_fact_that_changed_is_said_once() -> None:
    plan = plan_of(3)
    assert plan.facts.mandate_held is not None
    changed = replace(
        plan.facts,
        situation=SituationId("start-up"),
        hours_per_week=plan.facts.hours_per_week + 1,
        mandate_held=(*plan.facts.mandate_held[:1],),
        days_off=(plan.facts.start,),
        from_week=2,
    )
    _, change = replan(plan, catalog(), changed)
    kinds = [fact.kind for fact in change.facts]
    assert sorted(kinds) == ["days-off", "hours", "mandate", "situation", "weeks"]
    words = [fact.text for fact in change.facts]
    assert any("The situation is now start-up" in line for line in words)
    assert "Week 1 is over." in words


def test_an_action_taken_out_by_hand_takes_what_waits_for_it_along() -> None:
    plan = plan_of(3)
    change = next(p for p in plan.actions if p.action.kind == "change" and not p.backbone)
    assert change.action.gate is not None
    new, told = replan(plan, catalog(), replace(plan.facts, dropped=(change.action.gate,)))
    assert new.find(change.action.gate) is None
    assert new.find(change.action.id) is None
    reasons = {line.action: line.reason for line in told.dropped}
    assert reasons[change.action.gate] == "You took it out."
    assert "which you took out" in reasons[change.action.id]


def test_a_readout_whose_week_is_over_is_left_to_the_next_one() -> None:
    new, _ = replan(plan_of(3), catalog(), replace(person(3), from_week=7))
    left = {line.action: line.reason for line in new.left_out}
    assert left[ActionId("readout-day-30")] == "Day 30 has passed; the next readout covers it."
    assert new.find(ActionId("readout-day-90")) is not None


def test_an_action_under_way_survives_its_removal_from_the_content() -> None:
    plan = plan_of(3)
    begun = next(p.action for p in plan.actions if not p.backbone and p.action.gate is None)
    finished = plan.actions[0].action
    actions = {
        name: action
        for name, action in catalog().actions.items()
        if name not in (begun.id, finished.id)
    }
    smaller = replace(catalog(), actions=actions, revision="another")
    facts = replace(plan.facts, started=(begun.id,), done=(finished.id,), from_week=2)
    new, _ = replan(plan, smaller, facts)
    assert _action(new, begun.id) == begun
    assert new.done == (finished,)


def test_removing_an_action_from_content_never_breaks_a_stored_plan() -> None:
    """A stored plan holds the words of its actions; the catalogue is not asked."""
    for number in CASES:
        plan = plan_of(number)
        stored = to_text(plan)
        read = from_text(NinetyDayPlan, stored)
        assert read == plan
        assert to_text(read) == stored
        for planned in plan.actions:
            assert _action(read, planned.action.id).body.html == planned.action.body.html != ""


def test_an_agreed_action_counts_in_the_hours_and_names_its_author() -> None:
    facts = person(3)
    agreed = agreed_action(
        ActionId("call-your-coach"), title="Call your coach", author="your coach", hours=4.0,
        weeks=4, deliverable=prose("Notes."), done_when=prose("Four calls."),
    )  # fmt: skip
    plan = build_plan(catalog(), replace(facts, agreed=(agreed,)))
    planned = plan.find(ActionId("call-your-coach"))
    assert planned is not None
    assert planned.because[0].text == "You agreed on it with your coach."
    assert all(plan.hours_in(week.number) <= week.capacity for week in plan.weeks)
    assert plan.hours_planned <= plan.hours_available


def test_a_change_is_locked_until_what_opens_it_is_done() -> None:
    plan = plan_of(3)
    change = next(p for p in plan.actions if p.action.kind == "change")
    assert state_of(change, {}) == "locked"
    assert set(waits_for(change, {})) == set(change.opened_by)
    done = {name: Step(state="done") for name in change.opened_by}
    assert state_of(change, done) == "open"
    assert may_open(change, done)


def test_opening_a_locked_change_by_hand_needs_a_written_reason_that_stays() -> None:
    plan = plan_of(3)
    change = next(p for p in plan.actions if p.action.kind == "change")
    name = change.action.id
    assert not may_open(change, {})
    assert not may_open(change, {}, "   ")
    with pytest.raises(PlanInputInvalid):
        take_step(plan, {}, name, "opened", "")
    with pytest.raises(PlanInputInvalid):
        take_step(plan, {}, name, "doing", "I begin")
    opened = take_step(plan, {}, name, "opened", "The board asked for it today.")
    assert state_of(change, {name: opened}) == "open"
    done = take_step(plan, {name: opened}, name, "done", "It is gone.")
    assert done.opened_early == "The board asked for it today."
    assert state_of(change, {name: done}) == "done"


def test_listening_is_open_from_the_start_and_a_dropped_action_stays_dropped() -> None:
    plan = plan_of(3)
    listen = next(p for p in plan.actions if p.action.gate is None and p.action.kind != "change")
    assert state_of(listen, {}) == "open"
    dropped = take_step(plan, {}, listen.action.id, "dropped", "")
    assert state_of(listen, {listen.action.id: dropped}) == "dropped"


def test_an_exercise_with_a_gate_is_locked_in_preparing_too() -> None:
    plan = plan_of(29)
    assert plan.facts.mode == "preparing"
    gated = next(p for p in plan.actions if p.action.gate is not None)
    assert state_of(gated, {}) == "locked"


def test_moving_the_start_moves_the_dates_and_keeps_the_weeks() -> None:
    plan = plan_of(0)
    facts = replace(plan.facts, days_off=())
    later = replace(facts, start=facts.start + timedelta(days=28))
    one, other = build_plan(catalog(), facts), build_plan(catalog(), later)
    assert [p.hours for p in one.actions] == [p.hours for p in other.actions]
    assert other.checkpoints[0].on - one.checkpoints[0].on == timedelta(days=28)
