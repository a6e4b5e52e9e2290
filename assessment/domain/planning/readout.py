"""What does the one page for day 90 say, and what is missing on it?

Filled from what the person wrote about finished actions and from the plan's facts; nothing is
written ahead. In the role it answers the board's four questions (B24); in preparing mode it is an
evidence page to take into interviews.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from assessment.domain.planning.calendar import CHECKPOINT_DAYS
from assessment.domain.planning.plan import NinetyDayPlan
from assessment.domain.planning.progress import Steps
from assessment.domain.plans import ActionId, Mode, PlanAction, Track

ReadoutKind = Literal["board", "evidence"]

_SECTIONS: dict[Mode, tuple[tuple[str, tuple[Track, ...]], ...]] = {
    "in-role": (
        ("Where technology supports the business", ("business", "relationships", "early-wins")),
        ("Where it constrains the business", ("constraints",)),
        ("Which risks need attention", ("estate",)),
        ("What comes next", ("expectations", "agenda")),
    ),
    "preparing": (
        ("What I learned about businesses and their leaders", ("business", "relationships")),
        ("What I examined and found wanting", ("estate", "constraints")),
        ("What I made, and what it showed", ("early-wins", "agenda")),
        ("What I can say about the role", ("expectations",)),
    ),
}
MOST_NAMED = 3
"""Titles named where a part is empty. Editorial."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadoutLine:
    """What was written about one finished action."""

    action: ActionId
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadoutSection:
    """One question of the page; ``missing`` says what is not there yet, empty if all is."""

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

    Only finished actions with something written give lines. A part without any says which
    actions would fill it; finished actions nobody wrote about are named as missing.
    """
    actions = _all_actions(plan)
    finished = {a.id for a in plan.done} | {n for n, step in steps.items() if step.state == "done"}
    dropped = {name for name, step in steps.items() if step.state == "dropped"}
    mode = plan.facts.mode
    return Readout(
        kind="board" if mode == "in-role" else "evidence",
        title="Ninety days: where technology stands" if mode == "in-role" else "Evidence page",
        on=plan.checkpoints[-1].on,
        facts=_facts(plan, sum(a.id in finished for a in actions), len(actions)),
        sections=tuple(
            _section(title, [a for a in actions if a.track in tracks], finished, dropped, steps)
            for title, tracks in _SECTIONS[mode]
        ),
        unfinished=tuple(
            a.title
            for a in actions
            if a.id not in finished and a.id not in dropped and a.readout_day != CHECKPOINT_DAYS[-1]
        ),
    )


def _all_actions(plan: NinetyDayPlan) -> list[PlanAction]:
    """Every action of the plan once: those finished earlier first, then in plan order."""
    actions = {a.id: a for a in plan.done}
    for planned in plan.actions:
        actions.setdefault(planned.action.id, planned.action)
    return list(actions.values())


def _section(
    title: str,
    actions: Iterable[PlanAction],
    finished: set[ActionId],
    dropped: set[ActionId],
    steps: Steps,
) -> ReadoutSection:
    lines, silent, waiting = [], [], []
    for action in actions:
        step = steps.get(action.id)
        if action.id in finished and step is not None and step.note.strip():
            lines.append(ReadoutLine(action=action.id, title=action.title, text=step.note.strip()))
        elif action.id in finished:
            silent.append(action.title)
        elif action.id not in dropped and action.readout_day is None:
            waiting.append(action.title)
    return ReadoutSection(title=title, lines=tuple(lines), missing=_missing(lines, silent, waiting))


def _missing(lines: list[ReadoutLine], silent: list[str], waiting: list[str]) -> str:
    parts = []
    if silent:
        parts.append(f"Done, but nothing is written about it: {_named(silent)}.")
    if not lines and waiting:
        parts.append(f"Nothing is written here yet. It would come from: {_named(waiting)}.")
    if not lines and not waiting and not silent:
        parts.append("Nothing in this plan speaks to this question.")
    return " ".join(parts)


def _named(titles: list[str]) -> str:
    shown = "; ".join(f"“{title}”" for title in titles[:MOST_NAMED])
    more = len(titles) - MOST_NAMED
    return shown if more <= 0 else f"{shown}; and {more} more"


def _facts(plan: NinetyDayPlan, finished: int, total: int) -> tuple[str, ...]:
    facts = plan.facts
    last = plan.checkpoints[-1].on
    sentences = [
        f"From {facts.start.isoformat()} to {last.isoformat()}, {facts.hours_per_week} hours a "
        "week for this work.",
        f"{finished} of {total} actions are done.",
    ]
    if facts.mode == "in-role":
        sentences.insert(0, f"Situation: {plan.situation.title.lower()}.")
        if facts.mandate_count is not None:
            sentences.append(
                f"{facts.mandate_count} of the {facts.mandate_facts} facts of a mandate held at "
                "the start."
            )
    elif facts.profile_title:
        sentences.insert(0, f"Preparing for: {facts.profile_title}.")
    return tuple(sentences)
