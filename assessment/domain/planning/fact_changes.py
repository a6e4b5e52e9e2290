"""Which facts changed between two revisions of a plan, in words?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from assessment.domain.areas import AreaId
from assessment.domain.planning.facts import GapFact, PlanFacts

FactKind = Literal[
    "mode",
    "situation",
    "hours",
    "gap",
    "mandate",
    "days-off",
    "profile",
    "stage",
    "start",
    "done",
    "weeks",
    "agreed",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactChange:
    """One fact that differs; ``area`` only where it is about a gap."""

    kind: FactKind
    text: str
    area: AreaId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What things are called in the sentences."""

    areas: Mapping[AreaId, str]
    """An area that is not in it goes by its id."""
    situation_before: str
    situation_after: str


def fact_changes(before: PlanFacts, after: PlanFacts, names: Names) -> tuple[FactChange, ...]:
    """Every fact that differs, the weightiest first."""
    return (
        *_kind_of_plan(before, after, names),
        *_gaps(before, after, names),
        *_mandate(before, after),
        *_time(before, after),
        *_done(before, after),
    )


def _kind_of_plan(before: PlanFacts, after: PlanFacts, names: Names) -> Iterator[FactChange]:
    if before.mode != after.mode:
        text = "You are in the role now." if after.mode == "in-role" else "You are preparing now."
        yield FactChange(kind="mode", text=text)
    if before.situation != after.situation:
        was, now = names.situation_before.lower(), names.situation_after.lower()
        yield FactChange(kind="situation", text=f"The situation is now {now}, not {was}.")
    if before.profile != after.profile:
        yield FactChange(
            kind="profile", text=f"The plan is now for: {after.profile_title or 'no type of role'}."
        )
    if before.stage != after.stage:
        yield FactChange(kind="stage", text="The size of the company changed.")


def _gaps(before: PlanFacts, after: PlanFacts, names: Names) -> Iterator[FactChange]:
    for area in dict.fromkeys((*after.gaps, *before.gaps)):
        old, new = before.gaps.get(area), after.gaps.get(area)
        title = names.areas.get(area, area.replace("-", " ").capitalize())
        if _words(old) != _words(new):
            text = f"{title}: {_words(new)} now, {_words(old)} before."
            yield FactChange(kind="gap", area=area, text=text)
        elif old is not None and new is not None and _moved(old, new):
            size = "larger" if new.priority > old.priority else "smaller"
            text = f"The gap in {title.lower()} is {size} now."
            yield FactChange(kind="gap", area=area, text=text)


def _moved(old: GapFact, new: GapFact) -> bool:
    return new.is_gap and abs(old.priority - new.priority) > 1e-9


def _words(gap: GapFact | None) -> str:
    if gap is None:
        return "no result"
    return "not enough answers" if gap.verdict is None else gap.verdict


def _mandate(before: PlanFacts, after: PlanFacts) -> Iterator[FactChange]:
    if before.mandate_count != after.mandate_count and after.mandate_count is not None:
        was = "" if before.mandate_count is None else f", not {before.mandate_count}"
        yield FactChange(
            kind="mandate",
            text=f"{after.mandate_count} facts of a mandate hold now{was}.",
        )


def _time(before: PlanFacts, after: PlanFacts) -> Iterator[FactChange]:
    if before.start != after.start:
        yield FactChange(kind="start", text=f"The start is {after.start.isoformat()} now.")
    if before.hours_per_week != after.hours_per_week:
        yield FactChange(
            kind="hours",
            text=f"You give {after.hours_per_week} hours a week, not {before.hours_per_week}.",
        )
    if set(before.days_off) != set(after.days_off):
        yield FactChange(
            kind="days-off",
            text=f"{len(after.days_off)} days off instead of {len(before.days_off)}."
            if len(after.days_off) != len(before.days_off)
            else "Your days off lie elsewhere.",
        )
    if after.from_week > before.from_week:
        over = after.from_week - 1
        yield FactChange(
            kind="weeks",
            text="Week 1 is over." if over == 1 else f"Weeks 1 to {over} are over.",
        )


def _done(before: PlanFacts, after: PlanFacts) -> Iterator[FactChange]:
    new = len(set(after.done) - set(before.done))
    if new:
        yield FactChange(
            kind="done", text=f"{new} {'action is' if new == 1 else 'actions are'} done."
        )
    agreed = {a.action.id for a in after.agreed} - {a.action.id for a in before.agreed}
    if agreed:
        yield FactChange(kind="agreed", text="Something was agreed on with you.")
