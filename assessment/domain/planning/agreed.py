"""What did somebody agree on with the person, and how does it enter the plan?"""

from dataclasses import dataclass

from assessment.domain.plans import (
    ActionId,
    ActionKind,
    Phase,
    PlanAction,
    Track,
    Triggers,
)
from assessment.domain.prose import Prose

NO_TRIGGERS = Triggers(areas={}, facets={}, types={}, stages={}, situations={})


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedAction:
    """An action of a coach or of a hiring brief. ``author`` is printed with it."""

    action: PlanAction
    author: str


def agreed_action(
    action: ActionId,
    *,
    title: str,
    author: str,
    hours: float,
    weeks: int = 1,
    phase: Phase = 1,
    track: Track = "expectations",
    kind: ActionKind = "agree",
    deliverable: Prose,
    done_when: Prose,
) -> AgreedAction:
    """An agreed action as the engine reads it: it has no triggers, the agreement calls for it.

    Raises ValueError for a change, which would need a gate.
    """
    if kind == "change":
        raise ValueError("an agreed action has no gate, so it cannot be a change")
    return AgreedAction(
        author=author,
        action=PlanAction(
            id=action,
            version=1,
            status="live",
            title=title,
            track=track,
            phase=phase,
            kind=kind,
            effort_hours=hours,
            weeks=weeks,
            requires=(),
            gate=None,
            triggers=NO_TRIGGERS,
            modes=("in-role", "preparing"),
            reversible=True,
            early_kinds=(),
            readout_day=None,
            people=(),
            questions=(),
            body=Prose(source="", html=""),
            deliverable=deliverable,
            done_when=done_when,
            seeds=(),
        ),
    )
