"""How is a plan written as one markdown file?"""

import re
from collections.abc import Iterator, Mapping

from assessment.documents.plan_words import (
    KIND_WORDS,
    NO_CLAIM,
    facts_words,
    gate_words,
    headline,
    hours_of,
    hours_words,
    weeks_words,
)
from assessment.documents.report import long_date
from assessment.domain.planning.plan import NinetyDayPlan, PlannedAction
from assessment.domain.planning.progress import NOTHING_SAID, Step, Steps
from assessment.domain.plans import TRACK_TITLES, ActionId

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|])")
NO_STEPS: Mapping[ActionId, Step] = {}


def md_text(text: str) -> str:
    r"""Text on one line that markdown shows as it stands.

    >>> print(md_text("a*b <script> # c"))
    a\*b \<script\> \# c
    """
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def plan_markdown(plan: NinetyDayPlan, steps: Steps = NO_STEPS) -> str:
    """The plan as markdown: facts, weeks, every step with its reasons, checkpoints, what is out."""
    blocks = (
        f"# {md_text(headline(plan))}",
        "\n".join(f"- {md_text(line)}" for line in facts_words(plan)),
        *(f"> {md_text(note)}" for note in plan.notes),
        "## Checkpoints",
        "\n".join(f"- Day {point.day}: {long_date(point.on)}" for point in plan.checkpoints),
        "## Week by week",
        *_weeks(plan),
        "## The steps",
        *(
            block
            for step in enumerate(plan.actions, start=1)
            for block in _step(plan, *step, steps)
        ),
        *_people(plan),
        *_listed("Pace", [n.reason for n in plan.pace if n.verdict != "steady"]),
        *_listed("Done before this revision", [action.title for action in plan.done]),
        *_listed("Left out", [f"{left.title}: {left.reason}" for left in plan.left_out]),
        f"{md_text(NO_CLAIM)} Content {md_text(plan.revision)}.",
    )
    return "\n\n".join(blocks) + "\n"


def _weeks(plan: NinetyDayPlan) -> Iterator[str]:
    number = {planned.action.id: n for n, planned in enumerate(plan.actions, start=1)}
    for week in plan.weeks:
        hours = plan.hours_in(week.number)
        lines = [
            f"**Week {week.number}**, {long_date(week.starts)} to {long_date(week.ends)}, "
            f"{hours:g} of {hours_words(week.capacity)}"
        ]
        lines += [
            f"- {number[planned.action.id]} {md_text(planned.action.title)} ({h:g} h)"
            for planned in plan.actions
            for w, h in planned.hours
            if w == week.number
        ]
        yield "\n".join([lines[0], "", *lines[1:]]) if len(lines) > 1 else lines[0]


def _step(plan: NinetyDayPlan, number: int, planned: PlannedAction, steps: Steps) -> Iterator[str]:
    action = planned.action
    step = steps.get(action.id, NOTHING_SAID)
    yield f"### {number} {md_text(action.title)}"
    box = "x" if step.state == "done" else " "
    yield (
        f"- [{box}] {TRACK_TITLES[action.track]}, {KIND_WORDS[action.kind]}, "
        f"{weeks_words(planned)}, {hours_words(hours_of(planned))}"
    )
    yield "\n".join(f"- Why: {md_text(reason.text)}" for reason in planned.because) or "- Why: –"
    if gate := gate_words(plan, planned):
        yield md_text(gate)
    if step.opened_early:
        yield f"Opened before its gate: {md_text(step.opened_early)}"
    if action.body.source:
        yield action.body.source.strip()
    if action.people:
        yield f"People: {md_text(', '.join(action.people))}"
    if action.questions:
        yield "Ask:"
        yield "\n".join(f"- {md_text(question)}" for question in action.questions)
    yield f"**Deliverable:** {action.deliverable.source.strip()}"
    yield f"**Done when:** {action.done_when.source.strip()}"
    if step.note:
        yield f"**What came of it:** {md_text(step.note)}"


def _people(plan: NinetyDayPlan) -> Iterator[str]:
    lines = [
        f"- Week {week}: {md_text(who)}, for “{md_text(planned.action.title)}”"
        for planned in plan.actions
        for week, who in planned.meetings
    ]
    if lines:
        yield "## People to meet first"
        yield "\n".join(lines)


def _listed(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield f"## {title}"
        yield "\n".join(f"- {md_text(line)}" for line in lines)
