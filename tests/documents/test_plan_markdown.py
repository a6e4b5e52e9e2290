"""The plan as markdown: everything is in it, and typed words are only ever words."""

import re

import pytest
from markdown_it import MarkdownIt

from assessment.documents.plan_markdown import md_text, plan_markdown
from assessment.domain.planning.progress import Step
from tests.documents.plan_samples import HOSTILE, HOSTILE_ID, all_done, hostile_plan, plan_of


def rendered(markdown: str) -> str:
    """As a reader that lets HTML through would show it."""
    return str(MarkdownIt("commonmark", {"html": True}).render(markdown))


@pytest.mark.parametrize("number", [0, 2, 16])
def test_every_step_is_there_with_all_its_reasons_and_what_done_means(number: int) -> None:
    plan = plan_of(number)
    text = plan_markdown(plan)
    parts = re.split(r"^### ", text, flags=re.MULTILINE)[1:]
    assert len(parts) == len(plan.actions)
    for n, (planned, part) in enumerate(zip(plan.actions, parts, strict=True), start=1):
        assert part.startswith(f"{n} {md_text(planned.action.title)}\n")
        assert planned.because
        for reason in planned.because:
            assert md_text(reason.text) in part
        assert planned.action.deliverable.source.strip() in part
        assert planned.action.done_when.source.strip() in part
        for question in planned.action.questions:
            assert md_text(question) in part


def test_every_week_names_its_steps_with_their_hours() -> None:
    plan = plan_of(0)
    text = plan_markdown(plan)
    for planned in plan.actions:
        for _, hours in planned.hours:
            assert f"{md_text(planned.action.title)} ({hours:g} h)" in text


def test_people_checkpoints_and_what_is_left_out_are_there() -> None:
    plan = plan_of(0, hours=1)
    text = plan_markdown(plan)
    assert plan.left_out, "an hour a week is too little for everything"
    for left in plan.left_out:
        assert md_text(f"{left.title}: {left.reason}") in text
    for planned in plan.actions:
        for week, who in planned.meetings:
            assert f"- Week {week}: {md_text(who)}, for “" in text
    checkpoints = text.partition("## Checkpoints")[2].partition("##")[0]
    assert checkpoints.count("- Day ") == 3


def test_what_was_said_of_a_step_stands_with_it() -> None:
    plan = plan_of(0)
    change = next(p for p in plan.actions if p.action.kind == "change")
    steps = {
        **all_done(plan, "It showed that"),
        change.action.id: Step(
            state="doing", note="line one\nline two", opened_early="Cash is low"
        ),
    }
    text = plan_markdown(plan, steps)
    assert "> line one\n> line two" in text
    assert "Opened before its gate: Cash is low" in text
    assert text.count("- [x] ") == len(plan.actions) - 1


def test_hostile_words_neither_become_html_nor_a_block_of_their_own() -> None:
    plan = hostile_plan()
    steps = {HOSTILE_ID: Step(state="done", note=f"{HOSTILE}\n# a heading\n```\nfence")}
    html = rendered(plan_markdown(plan, steps))
    assert "<script" not in html
    assert "<h1>a heading" not in html
    assert "<pre>" not in html
    assert html.count("<h3>") == len(plan.actions)
    assert "=1+1; &lt;script&gt;alert(1)&lt;/script&gt;" in html
