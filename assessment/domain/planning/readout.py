"""What does the one page for day 90 say, and what is missing on it?

Filled from what the person wrote about finished actions and from those actions' deliverables;
nothing is written ahead. In the role it answers the board's four questions (B24); in preparing
mode it is an evidence page to take into interviews.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from assessment.domain.areas import AreaId
from assessment.domain.findings_wording import in_sentence
from assessment.domain.language import WordTable, marked, ngettext
from assessment.domain.language import gettext as _
from assessment.domain.planning.calendar import CHECKPOINT_DAYS
from assessment.domain.planning.plan import NinetyDayPlan
from assessment.domain.planning.progress import Steps
from assessment.domain.plans import ActionId, Mode, PlanAction, Track
from assessment.domain.prose import Prose

ReadoutKind = Literal["board", "evidence"]
Part = Literal["supports", "constrains", "risks", "next"]

PART_OF_TRACK: dict[Track, Part] = {
    "business": "supports",
    "relationships": "supports",
    "constraints": "constrains",
    "estate": "risks",
    "expectations": "next",
    "early-wins": "next",
    "agenda": "next",
}
RISK_AREA = AreaId("governance")
"""What was done for this area speaks of risk, whatever its track."""
PART_TITLES: dict[Mode, WordTable[Part]] = {
    "in-role": WordTable(
        {
            "supports": marked("Where technology supports the business"),
            "constrains": marked("Where it constrains the business"),
            "risks": marked("Which risks need attention"),
            "next": marked("What comes next"),
        }
    ),
    "preparing": WordTable(
        {
            "supports": marked("What I understand about business"),
            "constrains": marked("What holds companies back"),
            "risks": marked("What I can say about risk"),
            "next": marked("What I have made, and what is next"),
        }
    ),
}
MOST_NAMED = 3
"""Titles named where a part is empty. Editorial."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadoutLine:
    """What was written about one finished action; its title and deliverable are the source."""

    action: ActionId
    title: str
    text: str
    deliverable: Prose


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadoutSection:
    """One question of the page; ``missing`` says what is not there yet, empty if all is."""

    part: Part
    title: str
    lines: tuple[ReadoutLine, ...]
    missing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Readout:
    """The page for day 90. ``facts`` are sentences from the plan's facts and counts."""

    kind: ReadoutKind
    title: str
    on: date
    facts: tuple[str, ...]
    sections: tuple[ReadoutSection, ...]
    unfinished: tuple[str, ...]
    """Titles of what was planned and is neither done nor dropped."""


def readout(plan: NinetyDayPlan, steps: Steps) -> Readout:
    """The one-page readout of a plan as it stands.

    Only finished actions with something written give lines. A part without any names the
    actions that would fill it; finished actions nobody wrote about are named as missing.
    """
    actions = _all_actions(plan)
    finished = {a.id for a in plan.done} | {n for n, step in steps.items() if step.state == "done"}
    dropped = {name for name, step in steps.items() if step.state == "dropped"}
    mode = plan.facts.mode
    return Readout(
        kind="board" if mode == "in-role" else "evidence",
        title=_("Where technology stands after ninety days")
        if mode == "in-role"
        else _("What ninety days of preparing have shown"),
        on=plan.checkpoints[-1].on,
        facts=_facts(plan, sum(a.id in finished for a in actions), len(actions)),
        sections=tuple(
            _section(part, title, [a for a in actions if part_of(a) == part], finished, dropped,
                     steps)
            for part, title in PART_TITLES[mode].items()
        ),
        unfinished=tuple(
            a.title
            for a in actions
            if a.id not in finished and a.id not in dropped and a.readout_day != CHECKPOINT_DAYS[-1]
        ),
    )  # fmt: skip


def part_of(action: PlanAction) -> Part:
    """The question an action's result answers: by its track, but risk by its main area."""
    weights = action.triggers.areas
    if weights and min(weights, key=lambda a: (-weights[a], a)) == RISK_AREA:
        return "risks"
    return PART_OF_TRACK[action.track]


def _all_actions(plan: NinetyDayPlan) -> list[PlanAction]:
    """Every action of the plan once: those finished earlier first, then in plan order."""
    actions = {a.id: a for a in plan.done}
    for planned in plan.actions:
        actions.setdefault(planned.action.id, planned.action)
    return list(actions.values())


def _section(
    part: Part,
    title: str,
    actions: Iterable[PlanAction],
    finished: set[ActionId],
    dropped: set[ActionId],
    steps: Steps,
) -> ReadoutSection:
    lines, silent, waiting = [], [], []
    for action in actions:
        step = steps.get(action.id)
        note = "" if step is None else step.note.strip()
        if action.id in finished and note:
            lines.append(
                ReadoutLine(
                    action=action.id,
                    title=action.title,
                    text=note,
                    deliverable=action.deliverable,
                )
            )
        elif action.id in finished:
            silent.append(action.title)
        elif action.id not in dropped and action.readout_day is None:
            waiting.append(action.title)
    if part == "next":
        lines.reverse()  # what was settled last says most of what comes next
    missing = _missing(lines, silent, waiting)
    return ReadoutSection(part=part, title=title, lines=tuple(lines), missing=missing)


def _missing(lines: list[ReadoutLine], silent: list[str], waiting: list[str]) -> str:
    parts = []
    if silent:
        parts.append(
            _("Done, but nothing is written about it: %(named)s.") % {"named": _named(silent)}
        )
    if not lines and waiting:
        parts.append(
            _("Nothing is written here yet. It would come from %(named)s.")
            % {"named": _named(waiting)}
        )
    if not lines and not waiting and not silent:
        parts.append(_("Nothing in this plan speaks to this question."))
    return " ".join(parts)


def _named(titles: list[str]) -> str:
    shown = "; ".join(f"“{title}”" for title in titles[:MOST_NAMED])
    more = len(titles) - MOST_NAMED
    return (
        shown if more <= 0 else (_("%(shown)s; and %(more)s more") % {"shown": shown, "more": more})
    )


def _facts(plan: NinetyDayPlan, finished: int, total: int) -> tuple[str, ...]:
    facts = plan.facts
    done = ngettext(
        "%(finished)s of %(total)s step is done.",
        "%(finished)s of %(total)s steps are done.",
        total,
    ) % {"finished": finished, "total": total}
    if facts.mode == "preparing":
        job = (
            (_("Preparing for: %(profile_title)s.") % {"profile_title": facts.profile_title},)
            if facts.profile_title
            else ()
        )
        return (*job, done)
    situation = _("Situation: %(situation)s.") % {"situation": in_sentence(plan.situation.title)}
    if facts.mandate_count is None:
        return (situation, done)
    mandate = _(
        "%(mandate_count)s of the %(mandate_facts)s facts of a mandate held at the start."
    ) % {"mandate_count": facts.mandate_count, "mandate_facts": facts.mandate_facts}
    return (situation, mandate, done)
