"""What belongs in every plan, and what of it goes where the hours are too few?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assessment.domain.language import gettext as _
from assessment.domain.planning.calendar import CHECKPOINT_DAYS
from assessment.domain.planning.candidates import is_backbone, needs
from assessment.domain.planning.facts import PLAN_WEEKS, PlanFacts
from assessment.domain.plans import TRACKS, ActionId, PlanAction

BACKBONE_SHARE = 0.40
"""The most of the hours the backbone should take (PLAN.md 4). An editorial assumption."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Backbone:
    """The backbone that the hours hold, what was dropped from it, and why."""

    kept: Mapping[ActionId, PlanAction]
    dropped: tuple[PlanAction, ...]
    reason: str
    """Why something was dropped and what would hold it; empty where nothing was."""

    @property
    def hours(self) -> float:
        return hours_of(self.kept.values())


def hours_of(actions: Iterable[PlanAction]) -> float:
    """The hours some actions take together."""
    return sum(action.effort_hours for action in actions)


def choose_backbone(
    actions: Mapping[ActionId, PlanAction], facts: PlanFacts, capacity: float
) -> Backbone:
    """The actions of every plan, as far as ``capacity`` hours hold them.

    Over 40 % of the hours, the readouts of days 30 and 60 go first and then every second action
    of a track, the longest first; the lightest of each track with what opens it, authority and
    the day-90 readout go only where the hours do not hold even those. What needs a dropped action
    goes with it.
    """
    full = {a.id: a for a in actions.values() if is_backbone(a, facts) and a.id not in facts.done}
    kept = dict(full)
    essential = _essential(full)
    spare = sorted(
        (a for a in full.values() if a.id not in essential),
        key=lambda a: (a.readout_day is None, -a.effort_hours, a.id),
    )
    for action in spare:
        if hours_of(kept.values()) > BACKBONE_SHARE * capacity:
            _drop(action.id, kept)
    for action in sorted(kept.values(), key=lambda a: (-a.effort_hours, a.id)):
        if hours_of(kept.values()) > capacity:
            _drop(action.id, kept)
    dropped = tuple(full[a] for a in full if a not in kept)
    return Backbone(
        kept=kept,
        dropped=dropped,
        reason=_reason(full, capacity, weeks_left(facts)) if dropped else "",
    )


def _essential(full: Mapping[ActionId, PlanAction]) -> set[ActionId]:
    """The lightest action of each track with what opens it, authority, the last readout."""
    found = {
        min(of_track, key=lambda a: (_hours_with_openers(a, full), a.id)).id
        for track in TRACKS
        if (of_track := [a for a in full.values() if a.track == track and a.readout_day is None])
    }
    found |= {
        a.id
        for a in full.values()
        if a.triggers.mandate_at_most is not None or a.readout_day == CHECKPOINT_DAYS[-1]
    }
    for name in list(found):
        found |= _openers(full[name], full)
    return found


def _openers(action: PlanAction, full: Mapping[ActionId, PlanAction]) -> set[ActionId]:
    """Everything of the backbone that has to come before an action."""
    found: set[ActionId] = set()
    for needed in needs(action):
        if needed in full:
            found |= {needed} | _openers(full[needed], full)
    return found


def _hours_with_openers(action: PlanAction, full: Mapping[ActionId, PlanAction]) -> float:
    return action.effort_hours + hours_of(full[n] for n in _openers(action, full))


def _drop(action: ActionId, kept: dict[ActionId, PlanAction]) -> None:
    """Take an action out, and all that waits for it."""
    kept.pop(action, None)
    for other in list(kept.values()):
        if other.id in kept and action in needs(other):
            _drop(other.id, kept)


def weeks_left(facts: PlanFacts) -> int:
    """The weeks that can still be planned."""
    return PLAN_WEEKS + 1 - facts.from_week


def _reason(full: Mapping[ActionId, PlanAction], capacity: float, weeks: int) -> str:
    needed = hours_of(full.values())
    return _(
        "Left out so that hours stay for your gaps: all that belongs in every plan would take "
        "%(needed)g of your %(capacity)g hours. With %(hours_for_backbone)s hours a week "
        "it fits."
    ) % {
        "needed": needed,
        "capacity": capacity,
        "hours_for_backbone": hours_for_backbone(needed, weeks),
    }


def hours_for_backbone(needed: float, weeks: int = PLAN_WEEKS) -> int:
    """Whole hours a week for which a backbone of ``needed`` hours stays within its share.

    ``weeks`` are those that are left.

    >>> hours_for_backbone(20.0), hours_for_backbone(20.0, 5)
    (4, 10)
    """
    weekly = needed / BACKBONE_SHARE / weeks
    return int(weekly) + (weekly > int(weekly))
