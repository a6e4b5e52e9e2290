"""How far is each step of a plan, and what holds a change back?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from assessment.domain.errors import PlanInputInvalid
from assessment.domain.language import gettext as _
from assessment.domain.planning.plan import NinetyDayPlan, PlannedAction
from assessment.domain.plans import ActionId

StepState = Literal["open", "locked", "doing", "done", "dropped"]
Move = Literal["open", "opened", "doing", "done", "dropped"]
MOVES: tuple[Move, ...] = ("open", "opened", "doing", "done", "dropped")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What a person has said of one action.

    ``opened_early`` is the written reason for opening a change before its gate; it stays.
    ``note`` is the evidence: what came of it.
    """

    state: StepState = "open"
    note: str = ""
    opened_early: str = ""


Steps = Mapping[ActionId, Step]
NOTHING_SAID = Step()


def state_of(planned: PlannedAction, steps: Steps) -> StepState:
    """The state a step shows: what has a gate is locked until everything that opens it is done.

    What the person said counts for the rest. A lock is lifted by the gate's being done or by a
    written reason.
    """
    step = steps.get(planned.action.id, NOTHING_SAID)
    if step.state in ("done", "dropped"):
        return step.state
    if is_gated(planned) and not step.opened_early and waits_for(planned, steps):
        return "locked"
    return "doing" if step.state == "doing" else "open"


def is_gated(planned: PlannedAction) -> bool:
    """Whether something holds this one back: every change, and an exercise that has a gate."""
    return planned.action.kind == "change" or planned.action.gate is not None


def may_open(planned: PlannedAction, steps: Steps, reason: str = "") -> bool:
    """Whether an action may be opened now: freely where nothing locks it, else with a reason."""
    return state_of(planned, steps) != "locked" or bool(reason.strip())


def waits_for(planned: PlannedAction, steps: Steps) -> tuple[ActionId, ...]:
    """The actions whose deliverables do not exist yet and that this one waits for."""
    return tuple(
        needed for needed in planned.opened_by if steps.get(needed, NOTHING_SAID).state != "done"
    )


def take_step(plan: NinetyDayPlan, steps: Steps, action: ActionId, move: Move, note: str) -> Step:
    """The step after a person's move.

    Raises:
        PlanInputInvalid: the plan holds no such action; a locked change without a reason; a move
            on a locked change other than opening or dropping it.
    """
    planned = plan.find(action)
    if planned is None:
        raise PlanInputInvalid("action", _("This plan has no such step."))
    before = steps.get(action, NOTHING_SAID)
    if state_of(planned, steps) == "locked" and move != "dropped":
        if move != "opened":
            raise PlanInputInvalid("state", _("This is locked until what it rests on is done."))
        if not may_open(planned, steps, note):
            raise PlanInputInvalid(
                "note", _("Say in a sentence why you open this before its gate; the reason stays.")
            )
        return Step(state="open", note=before.note, opened_early=note)
    state: StepState = "open" if move == "opened" else move
    return Step(state=state, note=note, opened_early=before.opened_early)
