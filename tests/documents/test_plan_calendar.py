"""The plan as a calendar, parsed back: what stands when, and what a second import moves."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from assessment.documents.plan_calendar import plan_calendar
from assessment.domain.planning.facts import PlanFacts
from assessment.domain.planning.plan import NinetyDayPlan, build_plan
from assessment.domain.planning.progress import Step
from tests.content.shipped import catalog
from tests.documents.plan_samples import HOSTILE_ID, facts_of, hostile_plan, plan_of

NUMBERS = (0, 2, 5, 9, 16)


def events(made: bytes) -> Mapping[str, Any]:
    found: list[Any] = [
        part for part in Calendar.from_ical(made.decode()).subcomponents if part.name == "VEVENT"
    ]
    by_uid = {str(event["UID"]): event for event in found}
    assert len(by_uid) == len(found), "no identifier stands twice"
    return by_uid


def about(made: bytes, start: str) -> list[Any]:
    return [event for uid, event in events(made).items() if uid.startswith(start)]


def off(facts: PlanFacts, *days: date) -> NinetyDayPlan:
    return build_plan(catalog(), replace(facts, days_off=days))


@pytest.mark.parametrize("number", NUMBERS)
def test_the_same_plan_gives_the_same_bytes(number: int) -> None:
    plan = plan_of(number)
    assert plan_calendar(plan, "a") == plan_calendar(plan, "a")
    stamps = {event["DTSTAMP"].dt for event in events(plan_calendar(plan, "a")).values()}
    assert {stamp.date() for stamp in stamps} == {plan.facts.start}


@pytest.mark.parametrize("number", NUMBERS)
def test_a_later_revision_moves_entries_instead_of_doubling_them(number: int) -> None:
    facts = replace(facts_of(number), days_off=())
    later = replace(facts, start=facts.start + timedelta(days=7))
    before = events(plan_calendar(build_plan(catalog(), facts), "plan", revision=1))
    after = events(plan_calendar(build_plan(catalog(), later), "plan", revision=2))
    assert set(before) == set(after)
    assert {event["SEQUENCE"] for event in before.values()} == {1}
    assert {event["SEQUENCE"] for event in after.values()} == {2}
    moved = {after[uid]["DTSTART"].dt - before[uid]["DTSTART"].dt for uid in before}
    assert moved == {timedelta(days=7)}


def test_two_plans_share_no_identifier() -> None:
    plan = plan_of(0)
    assert not set(events(plan_calendar(plan, "one"))) & set(events(plan_calendar(plan, "two")))


@pytest.mark.parametrize("number", NUMBERS)
def test_checkpoints_are_whole_working_days_and_say_where_they_were_moved(number: int) -> None:
    plan = plan_of(number)
    for event, point in zip(about(plan_calendar(plan, "p"), "day-"), plan.checkpoints, strict=True):
        day = event["DTSTART"].dt
        assert type(day) is date
        assert day.weekday() < 5
        assert day not in plan.facts.days_off
        assert timedelta(0) <= point.on - day <= timedelta(days=3)
        assert (f"Day {point.day} is " in event["DESCRIPTION"]) == (day != point.on)
        assert event["TRANSP"] == "TRANSPARENT"


def test_a_sunday_checkpoint_stands_on_friday_or_before_where_that_is_off() -> None:
    facts = replace(facts_of(0), start=date(2026, 9, 19))
    sunday = date(2026, 10, 18)
    moved = about(plan_calendar(off(facts), "p"), "day-30")[0]
    assert moved["DTSTART"].dt == sunday - timedelta(days=2)
    assert "Sunday 18 October 2026" in moved["DESCRIPTION"]
    friday_off = about(plan_calendar(off(facts, sunday - timedelta(days=2)), "p"), "day-30")[0]
    assert friday_off["DTSTART"].dt == sunday - timedelta(days=3)


@pytest.mark.parametrize("number", NUMBERS)
def test_every_first_conversation_has_half_an_hour_of_its_own_in_its_week(number: int) -> None:
    plan = plan_of(number)
    made = about(plan_calendar(plan, "p"), "meet-")
    met = [(week, who) for p in plan.actions for week, who in p.meetings]
    assert len(made) == len(met)
    weeks = {f"First conversation: {who}": plan.weeks[week - 1] for week, who in met}
    taken: list[datetime] = []
    for event in made:
        starts, week = event["DTSTART"].dt, weeks[str(event["SUMMARY"])]
        assert starts.tzinfo is None, "nine is nine wherever it is read"
        assert event["DTEND"].dt - starts == timedelta(minutes=30)
        assert week.starts <= starts.date() <= week.ends
        assert starts.weekday() < 5
        assert starts.date() not in plan.facts.days_off
        assert starts.hour == 9
        taken.append(starts)
    assert len(set(taken)) == len(taken)
    assert len({start.date() for start in taken}) == len(taken), "a day has one of them"


def test_conversations_share_a_day_one_after_the_other_where_a_week_has_few() -> None:
    facts = facts_of(0)
    first = plan_of(0).weeks[0]
    days = [first.starts + timedelta(days=n) for n in range(7)]
    workdays = [day for day in days if day.weekday() < 5]
    plan = off(facts, *workdays[1:])
    made = about(plan_calendar(plan, "p"), "meet-")
    in_week = sorted(e["DTSTART"].dt for e in made if e["DTSTART"].dt.date() <= first.ends)
    assert len(in_week) == sum(week == 1 for p in plan.actions for week, _ in p.meetings)
    assert {start.date() for start in in_week} <= {workdays[0]}
    assert all(b - a == timedelta(minutes=30) for a, b in zip(in_week, in_week[1:], strict=False))


@pytest.mark.parametrize("number", NUMBERS)
def test_work_is_a_note_over_its_weeks_that_blocks_no_time(number: int) -> None:
    plan = plan_of(number)
    made = events(plan_calendar(plan, "p"))
    for planned in plan.actions:
        event = made[f"step-{planned.action.id}.p@cto-readiness"]
        first, after = event["DTSTART"].dt, event["DTEND"].dt
        assert type(first) is date
        assert plan.weeks[planned.first_week - 1].starts <= first < after
        assert after <= plan.weeks[planned.last_week - 1].ends + timedelta(days=1)
        assert event["TRANSP"] == "TRANSPARENT"
        assert all(reason.text in event["DESCRIPTION"] for reason in planned.because)


def test_what_was_dropped_is_cancelled() -> None:
    plan = plan_of(0)
    gone = plan.actions[3].action.id
    made = events(plan_calendar(plan, "p", steps={gone: Step(state="dropped")}))
    cancelled = {uid for uid, event in made.items() if event.get("STATUS") == "CANCELLED"}
    assert f"step-{gone}.p@cto-readiness" in cancelled
    assert all(uid.startswith(("step-", "meet-")) for uid in cancelled)
    assert len(cancelled) <= 1 + len(plan.actions[3].first_conversations)


def test_lines_are_folded_and_end_as_the_format_wants() -> None:
    made = plan_calendar(plan_of(0), "p")
    lines = made.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert b"\n" not in made.replace(b"\r\n", b"")
    assert b"\r" not in made.replace(b"\r\n", b"")


def test_hostile_words_stay_inside_their_entry() -> None:
    plan = hostile_plan()
    made = plan_calendar(plan, "p")
    assert b"\r\nBEGIN:VALARM" not in made
    assert len(events(made)) == len(events(plan_calendar(plan, "p")))
    event = events(made)[f"step-{HOSTILE_ID}.p@cto-readiness"]
    assert str(event["SUMMARY"]).startswith(
        '=1+1; <script>alert(1)</script> BEGIN:VALARM, “quoted"'
    )
    assert not event.subcomponents
