"""Which facts changed between two revisions of a plan, in words?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from assessment.domain.areas import AreaId
from assessment.domain.findings_wording import in_sentence
from assessment.domain.language import gettext as _
from assessment.domain.language import ngettext
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
        text = (
            _("You are in the role now.")
            if after.mode == "in-role"
            else _("You are preparing now.")
        )
        yield FactChange(kind="mode", text=text)
    if before.situation != after.situation:
        was, now = names.situation_before.lower(), names.situation_after.lower()
        yield FactChange(
            kind="situation",
            text=_("The situation is now %(now)s, not %(was)s.") % {"now": now, "was": was},
        )
    if before.profile != after.profile:
        yield FactChange(
            kind="profile",
            text=_("The plan is now for: %(what)s.")
            % {"what": after.profile_title or _("no type of role")},
        )
    if before.stage != after.stage:
        yield FactChange(kind="stage", text=_("The size of the company changed."))


def _gaps(before: PlanFacts, after: PlanFacts, names: Names) -> Iterator[FactChange]:
    for area in dict.fromkeys((*after.gaps, *before.gaps)):
        old, new = before.gaps.get(area), after.gaps.get(area)
        title = names.areas.get(area, area.replace("-", " ").capitalize())
        if _words(old) != _words(new):
            text = _("%(title)s: %(words)s now, %(words2)s before.") % {
                "title": title,
                "words": _words(new),
                "words2": _words(old),
            }
            yield FactChange(kind="gap", area=area, text=text)
        elif old is not None and new is not None and _moved(old, new):
            size = "larger" if new.priority > old.priority else "smaller"
            text = _("The gap in %(title)s is %(size)s now.") % {
                "title": in_sentence(title),
                "size": size,
            }
            yield FactChange(kind="gap", area=area, text=text)


def _moved(old: GapFact, new: GapFact) -> bool:
    return new.is_gap and abs(old.priority - new.priority) > 1e-9


def _words(gap: GapFact | None) -> str:
    if gap is None:
        return _("no result")
    return _("not enough answers") if gap.verdict is None else gap.verdict


def _mandate(before: PlanFacts, after: PlanFacts) -> Iterator[FactChange]:
    if before.mandate_count != after.mandate_count and after.mandate_count is not None:
        was = (
            ""
            if before.mandate_count is None
            else (_(", not %(mandate_count)s") % {"mandate_count": before.mandate_count})
        )
        yield FactChange(
            kind="mandate",
            text=_("%(mandate_count)s facts of a mandate hold now%(was)s.")
            % {"mandate_count": after.mandate_count, "was": was},
        )


def _time(before: PlanFacts, after: PlanFacts) -> Iterator[FactChange]:
    if before.start != after.start:
        yield FactChange(
            kind="start",
            text=_("The start is %(start)s now.") % {"start": after.start.isoformat()},
        )
    if before.hours_per_week != after.hours_per_week:
        yield FactChange(
            kind="hours",
            text=_("You give %(hours_per_week)s hours a week, not %(hours_per_week2)s.")
            % {"hours_per_week": after.hours_per_week, "hours_per_week2": before.hours_per_week},
        )
    if set(before.days_off) != set(after.days_off):
        yield FactChange(
            kind="days-off",
            text=(
                _("%(days_off)s days off instead of %(days_off2)s.")
                % {"days_off": len(after.days_off), "days_off2": len(before.days_off)}
            )
            if len(after.days_off) != len(before.days_off)
            else _("Your days off lie elsewhere."),
        )
    if after.from_week > before.from_week:
        over = after.from_week - 1
        yield FactChange(
            kind="weeks",
            text=_("Week 1 is over.")
            if over == 1
            else (_("Weeks 1 to %(over)s are over.") % {"over": over}),
        )


def _done(before: PlanFacts, after: PlanFacts) -> Iterator[FactChange]:
    new = len(set(after.done) - set(before.done))
    if new:
        yield FactChange(
            kind="done",
            text=ngettext("%(new)s action is done.", "%(new)s actions are done.", new)
            % {"new": new},
        )
    agreed = {a.action.id for a in after.agreed} - {a.action.id for a in before.agreed}
    if agreed:
        yield FactChange(kind="agreed", text=_("Something was agreed on with you."))
