"""What changes when a plan is made again from new facts, and why?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assessment.domain.areas import AreaId
from assessment.domain.catalog import Catalog
from assessment.domain.language import gettext as _
from assessment.domain.planning.candidates import needs
from assessment.domain.planning.fact_changes import FactChange, FactKind, Names, fact_changes
from assessment.domain.planning.facts import PlanFacts
from assessment.domain.planning.plan import NinetyDayPlan, PlannedAction, build_plan
from assessment.domain.plans import ActionId, PlanAction

Weeks = tuple[int, int]
"""First and last week, counted from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionChange:
    """One action that came, went or moved; weeks are None where it is in no week."""

    action: ActionId
    title: str
    before: Weeks | None
    after: Weeks | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChange:
    """The difference between two revisions, each line with its reason."""

    facts: tuple[FactChange, ...]
    added: tuple[ActionChange, ...]
    dropped: tuple[ActionChange, ...]
    moved: tuple[ActionChange, ...]
    done: tuple[PlanAction, ...]
    """Finished since the earlier revision; they stay."""

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.dropped or self.moved or self.done)


def replan(
    old: NinetyDayPlan, catalog: Catalog, new_facts: PlanFacts
) -> tuple[NinetyDayPlan, PlanChange]:
    """Make the plan again from ``new_facts`` and say what changed.

    What is done stays, what is under way stays and moves on; weeks before ``from_week`` are not
    planned again. Actions that left the content stay where they are done or under way.
    """
    kept = {a.id: a for a in old.done} | {p.action.id: p.action for p in old.actions}
    new = build_plan(catalog, new_facts, kept=kept)
    return new, plan_change(old, new, {area.id: area.title for area in catalog.areas.values()})


def plan_change(
    old: NinetyDayPlan, new: NinetyDayPlan, area_titles: Mapping[AreaId, str] | None = None
) -> PlanChange:
    """What a revision added, dropped and moved against an earlier one, each with its reason."""
    names = Names(
        areas=area_titles or {},
        situation_before=old.situation.title,
        situation_after=new.situation.title,
    )
    changes = fact_changes(old.facts, new.facts, names)
    before, after = _by_id(old.actions), _by_id(new.actions)
    finished = {a.id for a in new.done}
    return PlanChange(
        facts=changes,
        added=tuple(
            _change(p.action, None, _weeks(p), _why_added(p, new.facts, changes))
            for name, p in after.items()
            if name not in before
        ),
        dropped=tuple(
            _change(p.action, _weeks(p), None, _why_dropped(p, old, new, changes))
            for name, p in before.items()
            if name not in after and name not in finished
        ),
        moved=tuple(
            _change(
                p.action, _weeks(before[n]), _weeks(p), _why_moved(before[n], new.facts, changes)
            )
            for n, p in after.items()
            if n in before and _weeks(before[n]) != _weeks(p)
        ),
        done=tuple(a for a in new.done if a.id not in {b.id for b in old.done}),
    )


def _by_id(planned: Iterable[PlannedAction]) -> Mapping[ActionId, PlannedAction]:
    return {p.action.id: p for p in planned}


def _weeks(planned: PlannedAction) -> Weeks:
    return planned.first_week, planned.last_week


def _change(
    action: PlanAction, before: Weeks | None, after: Weeks | None, reason: str
) -> ActionChange:
    return ActionChange(
        action=action.id, title=action.title, before=before, after=after, reason=reason
    )


def _why_added(planned: PlannedAction, facts: PlanFacts, changes: Iterable[FactChange]) -> str:
    action = planned.action
    agreed = next((a.author for a in facts.agreed if a.action.id == action.id), None)
    if agreed is not None:
        return _("You agreed on it with %(agreed)s.") % {"agreed": agreed}
    reasons = _about(action, facts, changes)
    if reasons:
        return " ".join(reasons)
    if planned.opens:
        return _("This opens something that is new in the plan.")
    room = _texts(changes, ("hours", "done", "weeks", "days-off"))
    return " ".join((_("There is room now."), *room))


def _why_dropped(
    planned: PlannedAction,
    old: NinetyDayPlan,
    new: NinetyDayPlan,
    changes: Iterable[FactChange],
) -> str:
    action, facts = planned.action, new.facts
    if action.id in facts.dropped:
        return _("You took it out.")
    waits_for = next((name for name in needs(action) if name in facts.dropped), None)
    if waits_for is not None:
        gone = old.find(waits_for)
        named = f"“{gone.action.title}”" if gone is not None else "something"
        return _("It waits for %(named)s, which you took out.") % {"named": named}
    left_out = next((left.reason for left in new.left_out if left.action == action.id), None)
    if left_out is not None:
        return left_out
    reasons = _about(action, facts, changes)
    if reasons:
        return " ".join(reasons)
    less = _texts(changes, ("hours", "weeks", "days-off", "agreed"))
    if less:
        return " ".join((*less, _("Other work is worth more in the hours that are left.")))
    if old.revision != new.revision:
        return _("The actions were revised; this one is gone, or others do more.")
    return _("Other work is worth more in the hours there are.")


def _why_moved(before: PlannedAction, facts: PlanFacts, changes: Iterable[FactChange]) -> str:
    if before.first_week < facts.from_week:
        over = facts.from_week - 1
        return (
            (
                _("Week %(first_week)s is over and it is not done.")
                % {"first_week": before.first_week}
            )
            if over
            else ""
        )
    reasons = _texts(changes, ("situation", "mandate", "hours", "days-off", "start"))
    return " ".join(reasons) or _("Its former weeks are taken by work that comes first now.")


def _about(action: PlanAction, facts: PlanFacts, changes: Iterable[FactChange]) -> tuple[str, ...]:
    """The changes that concern what an action is triggered by."""
    triggers = action.triggers
    return tuple(
        change.text
        for change in changes
        if (change.kind == "gap" and change.area in triggers.areas)
        or (change.kind == "situation" and triggers.situations)
        or (change.kind == "profile" and triggers.types)
        or (change.kind == "stage" and triggers.stages)
        or (change.kind == "mandate" and triggers.mandate_at_most is not None)
        or (change.kind == "mode" and facts.mode in action.modes)
    )


def _texts(changes: Iterable[FactChange], kinds: tuple[FactKind, ...]) -> tuple[str, ...]:
    return tuple(change.text for change in changes if change.kind in kinds)
