"""Weeks, hours, gates and first conversations of a small calendar."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from assessment.domain.planning.calendar import (
    earliest_week,
    listening_weeks,
    may_move_early,
    phase_first_week,
    week_of_day,
    week_on,
)
from assessment.domain.planning.layout import Laid, Layout, Terms, lay_out
from assessment.domain.plans import ActionId, PlanAction
from tests.domain.plan_forms import (
    MONDAY,
    by_id,
    make_action,
    make_situation,
    make_triggers,
    make_weeks,
)


def terms(*, hours: int = 5, situation: Any = None, **given: Any) -> Terms:  # noqa: ANN401
    fields: dict[str, Any] = {
        "weeks": make_weeks(hours),
        "situation": situation or make_situation(),
        "done": {},
        "backbone": frozenset(),
        "worth": {},
    }
    return Terms(**{**fields, **given})


def laid_out(*actions: PlanAction, **given: Any) -> dict[str, Laid]:  # noqa: ANN401
    layout = lay_out(by_id(*actions), terms(**given))
    assert not layout.unplaced
    return {laid.action: laid for laid in layout.laid}


def test_a_day_off_takes_a_fifth_of_its_week_and_a_weekend_nothing() -> None:
    wednesday, saturday = MONDAY + timedelta(days=9), MONDAY + timedelta(days=12)
    weeks = make_weeks(10, days_off=(wednesday, saturday))
    assert [week.capacity for week in weeks[:3]] == [10.0, 8.0, 10.0]
    assert weeks[1].days_off == 1


def test_hours_left_by_days_off_are_rounded_down_to_quarters() -> None:
    weeks = make_weeks(3, days_off=(MONDAY, MONDAY + timedelta(days=1)))
    assert weeks[0].capacity == 1.75


def test_weeks_that_are_over_have_no_hours() -> None:
    assert [week.capacity for week in make_weeks(4, from_week=4)] == [0.0] * 3 + [4.0] * 10


def test_thirteen_weeks_follow_the_start_without_a_gap() -> None:
    weeks = make_weeks()
    assert [week.number for week in weeks] == list(range(1, 14))
    assert weeks[0].starts == MONDAY
    assert all(b.starts == a.ends + timedelta(days=1) for a, b in zip(weeks, weeks[1:]))  # noqa: B905


@pytest.mark.parametrize(("day", "week"), [(1, 0), (7, 0), (8, 1), (30, 4), (90, 12), (200, 12)])
def test_days_lie_in_weeks(day: int, week: int) -> None:
    assert week_of_day(day) == week


def test_the_week_of_a_date_is_bounded_by_the_plan() -> None:
    days = [date(2026, 9, 1), MONDAY, date(2026, 10, 6), date(2027, 3, 1)]
    assert [week_on(MONDAY, day) for day in days] == [1, 1, 5, 13]


@pytest.mark.parametrize(("days", "weeks"), [(14, 2), (21, 3), (45, 7)])
def test_listening_lasts_whole_weeks(days: int, weeks: int) -> None:
    assert listening_weeks(make_situation(days)) == weeks


def test_long_listening_moves_phase_two_and_never_phase_three() -> None:
    assert [phase_first_week(2, make_situation(d)) for d in (14, 30, 45)] == [3, 4, 5]
    assert [phase_first_week(3, make_situation(d)) for d in (14, 30, 45)] == [8, 8, 8]


def test_what_may_move_early_is_what_the_table_names() -> None:
    undone = make_action("undone", kind="change", reversible=True)
    protects = make_action("protects", kind="change", phase=2, early_kinds=("protect",))
    assert may_move_early(undone, make_situation(14, "reversible"))
    assert not may_move_early(undone, make_situation(14, "protect"))
    assert may_move_early(protects, make_situation(14, "protect"))
    assert not may_move_early(protects, make_situation(45))
    assert earliest_week(protects, make_situation(14, "protect")) == 1
    assert earliest_week(protects, make_situation(45)) == 7


def test_an_action_takes_its_even_share_a_week() -> None:
    laid = laid_out(make_action("slow", effort_hours=3.0, weeks=3))["slow"]
    assert laid.hours == ((1, 1.0), (2, 1.0), (3, 1.0))


def test_a_full_week_pushes_work_on_and_is_never_exceeded() -> None:
    actions = [make_action(f"a{n}", effort_hours=4.0) for n in range(4)]
    laid = laid_out(*actions, hours=5)
    spent = [sum(h for one in laid.values() for w, h in one.hours if w == n) for n in range(1, 5)]
    assert spent == [5.0, 5.0, 5.0, 1.0]


def test_work_is_spread_thinner_weeks_only_while_weeks_are_left() -> None:
    late = make_action("late", phase=3, effort_hours=9.0, weeks=9)
    assert sum(h for _, h in laid_out(late)["late"].hours) == 9.0


def test_what_does_not_fit_is_named_and_breaks_nothing() -> None:
    layout = lay_out(by_id(make_action("huge", effort_hours=90.0)), terms(hours=5))
    assert layout == Layout(laid=(), unplaced=(ActionId("huge"),))


def test_a_change_waits_for_gate_listening_and_authority() -> None:
    gate = make_action("gate", kind="listen", effort_hours=2.0, weeks=2)
    change = make_action("change", kind="change", gate=gate.id)
    agree = make_action("agree", kind="agree", effort_hours=1.0)
    laid = laid_out(gate, change, agree, situation=make_situation(14), authority=agree.id,
                    authority_week=4)  # fmt: skip
    assert laid["gate"].last_week == 2
    assert laid["agree"].first_week == 5
    assert laid["change"].first_week == 6


def test_authority_is_the_first_action_of_its_week_whatever_its_name() -> None:
    zealous, early = make_action("zz-agree", kind="agree"), make_action("aa-look")
    layout = lay_out(by_id(early, zealous), terms(authority=zealous.id))
    assert [laid.action for laid in layout.laid] == ["zz-agree", "aa-look"]


def test_a_change_waits_for_the_first_listening_of_its_track() -> None:
    elsewhere = make_action("gate", track="agenda")
    here = make_action("here", effort_hours=6.0, weeks=6)
    change = make_action("change", kind="change", gate=elsewhere.id)
    laid = laid_out(elsewhere, here, change, situation=make_situation(7))
    assert laid["change"].first_week == laid["here"].last_week + 1


def test_the_early_move_a_situation_calls_for_comes_before_other_work() -> None:
    situation = make_situation(14, "protect")
    gate = make_action("zz-gate", effort_hours=5.0)
    protect = make_action(
        "zz-protect",
        kind="change",
        phase=2,
        gate=gate.id,
        early_kinds=("protect",),
        triggers=make_triggers(situations={situation.id: 3.0}),
    )
    others = [make_action(f"a{n}", effort_hours=5.0) for n in range(6)]
    laid = laid_out(gate, protect, *others, situation=situation)
    assert laid["zz-gate"].first_week == 1
    assert laid["zz-protect"].first_week == 2


def test_at_most_four_people_are_met_first_in_one_week() -> None:
    busy = make_action("busy", people=("A", "B", "C"), effort_hours=2.0, weeks=2)
    more = make_action("more", people=("C", "D", "E"), effort_hours=2.0, weeks=2)
    laid = laid_out(busy, more)
    weeks = [week for one in laid.values() for week in one.conversation_weeks]
    people = [who for one in laid.values() for who in one.first_conversations]
    assert sorted(people) == ["A", "B", "C", "D", "E"]
    assert weeks.count(1) == 4
    assert weeks.count(2) == 1


def test_whoever_was_met_in_a_finished_action_is_not_met_first_again() -> None:
    done = make_action("done", people=("A",))
    laid = laid_out(make_action("next", people=("A", "B")), done=by_id(done))
    assert laid["next"].first_conversations == ("B",)


def test_the_first_conversation_is_the_one_that_comes_first_in_time() -> None:
    readout = make_action("readout", kind="report", readout_day=30, people=("A",))
    listen = make_action("listen", kind="listen", people=("A",))
    laid = laid_out(readout, listen)
    assert laid["listen"].first_conversations == ("A",)
    assert laid["readout"].first_conversations == ()


def test_a_readout_lies_in_the_week_of_its_day_or_as_near_as_there_is_room() -> None:
    readout = make_action("readout", kind="report", readout_day=30, effort_hours=2.0)
    assert laid_out(readout)["readout"].first_week == 5
    weeks = tuple(
        replace(week, capacity=0.0) if week.number == 5 else week for week in make_weeks()
    )
    assert laid_out(readout, weeks=weeks)["readout"].first_week == 4
