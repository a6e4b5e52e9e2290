"""How is a plan written as one markdown file?"""

import re
from collections.abc import Iterator

from assessment.documents.plan_words import (
    KIND_WORDS,
    NO_CLAIM,
    PHASE_TITLES,
    day_and_date,
    facts_words,
    gate_words,
    headline,
    hours_of,
    hours_words,
    weeks_words,
)
from assessment.documents.report import long_date
from assessment.domain.language import WordTable, marked
from assessment.domain.language import gettext as _
from assessment.domain.planning.plan import NinetyDayPlan, PlannedAction, phase_of_week
from assessment.domain.planning.progress import NOTHING_SAID, Steps, state_of
from assessment.domain.plans import TRACK_TITLES
from assessment.domain.prose import Prose

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~&])")
STATE_WORDS = WordTable(
    {
        "locked": marked("locked"),
        "doing": marked("under way"),
        "dropped": marked("dropped"),
    }
)
NO_STEPS: Steps = {}


def md_text(text: str) -> str:
    r"""Text on one line that markdown shows as it stands.

    >>> print(md_text("a*b <script> # c"))
    a\*b \<script\> \# c
    """
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _prose(prose: Prose) -> str:
    """Authored markdown as its author wrote it, but for HTML, which nobody's text may hold."""
    text = prose.source.replace("\r\n", "\n").replace("\r", "\n").strip()
    return re.sub(r"<(?=[A-Za-z/!?])", "&lt;", text)


def _note(text: str) -> str:
    """What a person wrote, as a quotation that keeps its lines."""
    lines = [md_text(line) for line in text.splitlines()]
    return "\n".join(f"> {line}".rstrip() for line in lines)


def plan_markdown(plan: NinetyDayPlan, steps: Steps = NO_STEPS) -> str:
    """The plan as markdown: facts, weeks, every step with its reasons, checkpoints, what is out."""
    blocks = (
        f"# {md_text(headline(plan))}",
        "\n".join(f"- {md_text(line)}" for line in facts_words(plan)),
        *(f"> {md_text(note)}" for note in plan.notes),
        "## Checkpoints",
        "\n".join(
            (
                "- "
                + _("Day %(day)s: %(day_and_date)s")
                % {"day": point.day, "day_and_date": day_and_date(point.on)}
            )
            for point in plan.checkpoints
        ),
        "## " + _("Week by week"),
        *_weeks(plan),
        *_phases(plan, steps),
        *_people(plan),
        *_listed(_("Pace"), [n.reason for n in plan.pace if n.verdict != "steady"]),
        *_done(plan, steps),
        *_listed(_("Left out"), [f"{left.title}: {left.reason}" for left in plan.left_out]),
        _("%(no_claim)s Content %(revision)s.")
        % {"no_claim": md_text(_(NO_CLAIM)), "revision": md_text(plan.revision)},
    )
    return "\n\n".join(blocks) + "\n"


def _weeks(plan: NinetyDayPlan) -> Iterator[str]:
    number = {planned.action.id: n for n, planned in enumerate(plan.actions, start=1)}
    for week in plan.weeks:
        hours = plan.hours_in(week.number)
        head = _("**Week %(number)s**, %(starts)s to %(ends)s, %(hours)g of %(hours2)s") % {
            "number": week.number,
            "starts": long_date(week.starts),
            "ends": long_date(week.ends),
            "hours": hours,
            "hours2": hours_words(week.capacity),
        }
        lines = [
            f"- {number[planned.action.id]} {md_text(planned.action.title)} ({h:g} h)"
            for planned in plan.actions
            for w, h in planned.hours
            if w == week.number
        ]
        yield "\n".join([head, "", *lines]) if lines else head


def _phases(plan: NinetyDayPlan, steps: Steps) -> Iterator[str]:
    shown = None
    for number, planned in enumerate(plan.actions, start=1):
        phase = phase_of_week(planned.first_week, plan.situation)
        if phase != shown:
            yield f"## {PHASE_TITLES[phase]}"
            shown = phase
        yield from _step(plan, number, planned, steps)


def _step(plan: NinetyDayPlan, number: int, planned: PlannedAction, steps: Steps) -> Iterator[str]:
    action = planned.action
    step = steps.get(action.id, NOTHING_SAID)
    state = state_of(planned, steps)
    yield f"### {number} {md_text(action.title)}"
    said = (
        TRACK_TITLES[action.track],
        KIND_WORDS[action.kind],
        weeks_words(planned),
        hours_words(hours_of(planned)),
        *([STATE_WORDS[state]] if state in STATE_WORDS else []),
    )
    yield f"- [{'x' if state == 'done' else ' '}] {', '.join(said)}"
    if planned.because:
        yield "\n".join(
            "- " + _("Why: %(text)s") % {"text": md_text(reason.text)} for reason in planned.because
        )
    if gate := gate_words(plan, planned):
        yield md_text(gate)
    if step.opened_early:
        yield (_("Opened before its gate: %(md_text)s") % {"md_text": md_text(step.opened_early)})
    if action.body.source.strip():
        yield _prose(action.body)
    if action.people:
        yield f"**People:** {md_text(', '.join(action.people))}"
    if action.questions:
        yield "**Ask:**"
        yield "\n".join(f"- {md_text(question)}" for question in action.questions)
    yield f"**Deliverable:** {_prose(action.deliverable)}"
    yield (f"**{_('Done when:')}** {_prose(action.done_when)}")
    if step.note.strip():
        yield f"**{_('What came of it:')}**"
        yield _note(step.note)


def _people(plan: NinetyDayPlan) -> Iterator[str]:
    met = sorted(
        (week, number, who)
        for number, planned in enumerate(plan.actions, start=1)
        for week, who in planned.meetings
    )
    if met:
        yield "## " + _("People to meet first")
        yield "\n".join(
            (
                "- "
                + _("Week %(week)s: %(md_text)s, for “%(md_text2)s”")
                % {
                    "week": week,
                    "md_text": md_text(who),
                    "md_text2": md_text(plan.actions[number - 1].action.title),
                }
            )
            for week, number, who in met
        )


def _done(plan: NinetyDayPlan, steps: Steps) -> Iterator[str]:
    if not plan.done:
        return
    yield "## " + _("Done before this revision")
    for action in plan.done:
        yield f"- [x] {md_text(action.title)}"
        if note := steps.get(action.id, NOTHING_SAID).note.strip():
            yield _note(note)


def _listed(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield f"## {title}"
        yield "\n".join(f"- {md_text(line)}" for line in lines)
