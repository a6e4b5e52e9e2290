"""What must the reader know of how a plan came about?"""

from assessment.domain.language import gettext as _
from assessment.domain.planning.backbone import (
    BACKBONE_SHARE,
    Backbone,
    hours_for_backbone,
    weeks_left,
)
from assessment.domain.planning.facts import PlanFacts

WELL_USED = 0.85
"""Below this share of the hours used, the plan says why it leaves some free."""


def notes_for(
    facts: PlanFacts, backbone: Backbone, *, used: float, capacity: float
) -> tuple[str, ...]:
    """Sentences on what the plan rests on and what it lacks; ``used`` and ``capacity`` in hours."""
    return tuple(
        note
        for note in (
            _reading_note(facts),
            _situation_note(facts),
            _backbone_note(facts, backbone, capacity),
            _free_note(facts, used, capacity),
        )
        if note
    )


def _reading_note(facts: PlanFacts) -> str:
    if not facts.gaps:
        return _(
            "No result was given: this plan comes from the situation, the type of role "
            "and the mandate alone."
        )
    if all(gap.verdict is None for gap in facts.gaps.values()):
        return _(
            "No area has enough answers for a level: the plan helps to find out, and closes no gap."
        )
    if not any(gap.is_gap for gap in facts.gaps.values()):
        return _("Your answers show no clear or likely gap, so nothing here closes one.")
    return ""


def _situation_note(facts: PlanFacts) -> str:
    if facts.situation_source != "unsure":
        return ""
    return _(
        "Nothing told the situations apart, so this is planned for a realignment, "
        "the one in which haste costs most."
    )


def _backbone_note(facts: PlanFacts, backbone: Backbone, capacity: float) -> str:
    if backbone.hours > BACKBONE_SHARE * capacity:
        enough = hours_for_backbone(backbone.hours, weeks_left(facts))
        return _(
            "What belongs in every plan takes %(hours)g of your %(capacity)g hours. "
            "%(enough)s hours a week would leave room for your gaps."
        ) % {"hours": backbone.hours, "capacity": capacity, "enough": enough}
    if backbone.dropped:
        return _("Some of what belongs in every plan is left out for want of hours; see below.")
    return ""


def _free_note(facts: PlanFacts, used: float, capacity: float) -> str:
    """Why hours are left free, where more than a few are."""
    if used >= WELL_USED * capacity:
        return ""
    free = _("%(capacity)g of your %(capacity2)g hours are left free: ") % {
        "capacity": capacity - used,
        "capacity2": capacity,
    }
    if any(gap.is_gap for gap in facts.gaps.values()):
        return free + _(
            "your largest gaps have no further action here, and other work is not "
            "given more hours than they are."
        )
    return free + _("the facts you gave call for no more.")
