"""Which level does a brief ask for in each area, and why?"""

from collections.abc import Mapping

from assessment.domain.areas import AreaId
from assessment.domain.briefs import Brief
from assessment.domain.profiles import (
    Adjustment,
    AdjustmentId,
    Context,
    ProfileId,
    Target,
    TargetLevel,
    TargetProfile,
)
from assessment.domain.targets import build_target, profile_for_stage

CRITICAL_WEIGHT = 3.0
USUAL_WEIGHT = 2.0


def starting_target(
    brief: Brief,
    profiles: Mapping[ProfileId, TargetProfile],
    adjustments: Mapping[AdjustmentId, Adjustment],
) -> Target | None:
    """The levels of the brief's type in its context, before any change of the brief's own.

    None where neither type nor stage is said, or where they are no longer in the content.
    """
    stage = brief.stage
    if stage is not None and AdjustmentId(stage) not in adjustments:
        stage = None
    chosen = brief.cto_type
    if chosen is None and stage is not None:
        chosen = profile_for_stage(stage)
    if chosen is None or chosen not in profiles:
        return None
    known = tuple(c for c in brief.circumstances if c in adjustments)
    return build_target(profiles[chosen], Context(stage=stage, circumstances=known), adjustments)


def needed_target(
    brief: Brief,
    profiles: Mapping[ProfileId, TargetProfile],
    adjustments: Mapping[AdjustmentId, Adjustment],
) -> Target | None:
    """The levels the brief asks for: the type's, with the brief's own changes and their reasons.

    A brief may call more than four areas critical; the rules find that fault, this only reads.
    """
    start = starting_target(brief, profiles, adjustments)
    if start is None:
        return None
    levels = {area: _changed(level, brief) for area, level in start.levels.items()}
    return Target(
        profile=start.profile,
        title=start.title,
        context=start.context,
        chosen_because=brief.type_reason,
        levels=levels,
    )


def _changed(usual: TargetLevel, brief: Brief) -> TargetLevel:
    change = brief.levels.get(usual.area)
    if change is None:
        return usual
    weight = CRITICAL_WEIGHT if change.critical else min(usual.weight, USUAL_WEIGHT)
    return TargetLevel(
        area=usual.area,
        level=change.level,
        weight=weight,
        critical=change.critical,
        reason=change.reason,
    )


def critical_areas(
    brief: Brief,
    profiles: Mapping[ProfileId, TargetProfile],
    adjustments: Mapping[AdjustmentId, Adjustment],
) -> tuple[AreaId, ...]:
    """The areas the brief calls critical; empty where it says no type."""
    target = needed_target(brief, profiles, adjustments)
    return () if target is None else target.critical_areas
