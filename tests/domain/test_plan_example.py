"""The example of docs/planning.md comes out as the page says, line by line."""

import re
from pathlib import Path

from assessment.domain.areas import AreaId
from assessment.domain.planning.backbone import choose_backbone
from assessment.domain.planning.calendar import weeks_of
from assessment.domain.planning.candidates import candidates, in_play
from assessment.domain.planning.facts import PlanFacts
from assessment.domain.planning.fitting import limits_for
from assessment.domain.planning.plan import NinetyDayPlan, build_plan
from assessment.domain.plans import ActionId
from tests.content.shipped import catalog
from tests.domain.plan_forms import make_facts, make_gap

PAGE = Path(__file__).parents[2] / "docs" / "planning.md"
GAPS = {"communication": 4.0, "team": 2.5, "governance": 1.5}
OPEN = {"maturity": 0.2}


def example_facts() -> PlanFacts:
    """Five hours a week in a turnaround, three mandate facts, three gaps, one open area."""
    gaps = [make_gap(area, priority=priority) for area, priority in GAPS.items()]
    gaps += [make_gap(area, "cannot tell yet", worth=worth) for area, worth in OPEN.items()]
    named = {*GAPS, *OPEN}
    gaps += [make_gap(area, "likely met") for area in catalog().areas if area not in named]
    return make_facts(
        *gaps, hours_per_week=5, situation="turnaround", mandate_held=("one", "two", "three")
    )


def example_plan() -> NinetyDayPlan:
    return build_plan(catalog(), example_facts())


def table(heading: str) -> list[list[str]]:
    """The cells of the first table under a heading of the page, without its head."""
    part = PAGE.read_text(encoding="utf-8").split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    rows = [line for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip().strip("`") for cell in row.strip("|").split("|")] for row in rows[2:]]


def test_the_hours_of_the_example_come_out() -> None:
    facts, content = example_facts(), catalog()
    weeks = weeks_of(facts)
    hours = sum(week.capacity for week in weeks)
    actions = in_play(content.actions, facts)
    backbone = choose_backbone(actions, facts, hours)
    limits = limits_for(facts, backbone.kept, weeks, content.situations[facts.situation], {})
    figures = re.findall(r"\*\*([\d.]+)\*\*", PAGE.read_text(encoding="utf-8"))
    assert [float(figure) for figure in figures] == [
        hours,
        backbone.hours,
        round(limits.hours, 2),
        round(limits.hours * 0.4, 2),
    ]


def test_the_worths_of_the_example_come_out() -> None:
    called = candidates(in_play(catalog().actions, example_facts()), example_facts())
    chosen = {planned.action.id for planned in example_plan().actions}
    for name, hours, worth, taken in table("3 Choosing"):
        candidate = called[ActionId(name)]
        assert candidate.action.effort_hours == float(hours)
        assert round(candidate.worth, 2) == float(worth)
        assert (ActionId(name) in chosen) == (taken == "yes")


def test_the_weeks_of_the_example_come_out() -> None:
    written = {name: weeks for name, _, weeks, _ in table("4 Laying out")}
    weeks = {
        str(p.action.id): str(p.first_week)
        if p.first_week == p.last_week
        else f"{p.first_week}–{p.last_week}"
        for p in example_plan().actions
    }
    assert written == weeks


def test_the_example_gives_the_top_three_their_half() -> None:
    plan = example_plan()
    top = {AreaId(area) for area in GAPS}
    mine = sum(p.action.effort_hours for p in plan.actions if p.area in top)
    beyond = sum(p.action.effort_hours for p in plan.actions if not p.backbone)
    assert mine >= beyond / 2
