"""What did a new revision of a plan change, and which changed fact is the reason?"""

from collections.abc import Iterator

from assessment.domain.planning.facts import GapFact, PlanFacts
from assessment.domain.planning.plan import NinetyDayPlan, PlannedAction
from assessment.domain.plans import ActionId


def plan_changes(old: NinetyDayPlan, new: NinetyDayPlan) -> tuple[str, ...]:
    """What was added, dropped and moved, and why, in words; the changed facts first."""
    return (
        *_facts(old.facts, new.facts, old.situation.title, new.situation.title),
        *_done(old, new),
        *_added(old, new),
        *_gone(old, new),
        *_moved(old, new),
    )


def _facts(old: PlanFacts, new: PlanFacts, was: str, now: str) -> Iterator[str]:
    if old.situation != new.situation:
        yield f"The situation is now {now.lower()}, not {was.lower()}."
    if old.hours_per_week != new.hours_per_week:
        yield f"{new.hours_per_week} hours a week instead of {old.hours_per_week}."
    if old.start != new.start:
        yield f"The first day is {new.start.isoformat()}, not {old.start.isoformat()}."
    if old.mandate_count != new.mandate_count:
        yield f"{_count(new)} mandate facts hold, not {_count(old)}."
    if old.mode != new.mode:
        yield "You are in the role now." if new.mode == "in-role" else "You are preparing now."
    if old.profile_title != new.profile_title:
        yield f"Read for a {new.profile_title}, not a {old.profile_title}."
    if set(old.days_off) != set(new.days_off):
        yield f"{len(new.days_off)} days off, not {len(old.days_off)}."
    for area, gap in new.gaps.items():
        before = old.gaps.get(area)
        if before is not None and before.verdict != gap.verdict:
            yield f"{area.replace('-', ' ')}: {_verdict(gap)}, before: {_verdict(before)}."
    if new.from_week > old.from_week:
        yield f"Weeks before week {new.from_week} are over; what was left in them moves on."


def _verdict(gap: GapFact) -> str:
    return gap.verdict or "not enough answers"


def _count(facts: PlanFacts) -> str:
    return "no" if facts.mandate_count is None else str(facts.mandate_count)


def _by_id(plan: NinetyDayPlan) -> dict[ActionId, PlannedAction]:
    return {planned.action.id: planned for planned in plan.actions}


def _done(old: NinetyDayPlan, new: NinetyDayPlan) -> Iterator[str]:
    known = {action.id for action in old.done}
    for action in new.done:
        if action.id not in known:
            yield f"“{action.title}” is done and stays."


def _added(old: NinetyDayPlan, new: NinetyDayPlan) -> Iterator[str]:
    before = _by_id(old)
    for planned in new.actions:
        if planned.action.id not in before:
            why = planned.because[0].text if planned.because else ""
            yield f"Added: “{planned.action.title}”. {why}".strip()


def _gone(old: NinetyDayPlan, new: NinetyDayPlan) -> Iterator[str]:
    after, done = _by_id(new), {action.id for action in new.done}
    left_out = {left.action: left.reason for left in new.left_out}
    for planned in old.actions:
        action = planned.action
        if action.id in after or action.id in done:
            continue
        if action.id in new.facts.dropped:
            reason = "You dropped it."
        else:
            reason = left_out.get(action.id, "The facts no longer call for it, or others do more.")
        yield f"Taken out: “{action.title}”. {reason}"


def _moved(old: NinetyDayPlan, new: NinetyDayPlan) -> Iterator[str]:
    before = _by_id(old)
    for planned in new.actions:
        was = before.get(planned.action.id)
        if was is not None and was.first_week != planned.first_week:
            yield (
                f"Moved: “{planned.action.title}” from week {was.first_week} to "
                f"week {planned.first_week}."
            )
