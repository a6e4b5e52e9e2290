"""How does a CTO type become the target of one job?

MEASUREMENT.md 5.5; docs/scoring.md, "Targets".
"""

from collections.abc import Mapping, Sequence
from math import fsum

from assessment.domain.areas import AreaId
from assessment.domain.profiles import (
    MOST_CRITICAL_AREAS,
    Adjustment,
    AdjustmentId,
    Context,
    ProfileId,
    StageId,
    Target,
    TargetLevel,
    TargetProfile,
)

LOWEST_TARGET = 1.5
HIGHEST_TARGET = 4.5
"""Adjusted targets are kept within these, unless the type itself asks for more (5.5)."""

_TYPE_FOR_STAGE: dict[StageId, ProfileId] = {
    StageId("founding"): ProfileId("startup"),
    StageId("growing"): ProfileId("scale-up"),
    StageId("large"): ProfileId("enterprise"),
    StageId("very-large"): ProfileId("enterprise"),
}


def profile_for_stage(stage: StageId) -> ProfileId:
    """The type proposed to somebody who is not sure, by company stage. KeyError where unknown.

    >>> profile_for_stage(StageId("very-large"))
    'enterprise'
    """
    return _TYPE_FOR_STAGE[stage]


def build_target(
    profile: TargetProfile,
    context: Context,
    adjustments: Mapping[AdjustmentId, Adjustment],
    *,
    chosen_because: str = "",
) -> Target:
    """The required levels of one job: the type's, moved by the facts of its context.

    Changes are added together, then each level is kept within 1.5 to 4.5 unless the type itself
    lies outside; an adjustment's floor holds for that adjustment's own push. A stage the type
    already implies is skipped. Weights and critical areas are the type's own. Raises KeyError
    for an unknown adjustment and ValueError for one of the wrong kind or for more than four
    critical areas. Source: MEASUREMENT.md 5.5.
    """
    critical = sum(level.critical for level in profile.levels.values())
    if critical > MOST_CRITICAL_AREAS:
        raise ValueError(f"{profile.id} has {critical} critical areas, at most four are allowed")
    applied = applied_adjustments(profile, context, adjustments)
    return Target(
        profile=profile.id,
        title=profile.title,
        context=context,
        chosen_because=chosen_because,
        levels={area: _adjusted(level, applied) for area, level in profile.levels.items()},
    )


def applied_adjustments(
    profile: TargetProfile, context: Context, adjustments: Mapping[AdjustmentId, Adjustment]
) -> tuple[Adjustment, ...]:
    """The adjustments a context calls for, the stage first, each circumstance once."""
    applied = []
    if context.stage is not None and context.stage not in profile.implied_stages:
        applied.append(_of_kind("stage", adjustments[AdjustmentId(context.stage)]))
    applied += [
        _of_kind("circumstance", adjustments[circumstance])
        for circumstance in dict.fromkeys(context.circumstances)
    ]
    return tuple(applied)


def _of_kind(kind: str, adjustment: Adjustment) -> Adjustment:
    if adjustment.kind != kind:
        raise ValueError(f"{adjustment.id} is a {adjustment.kind}, not a {kind}")
    return adjustment


def adjusted_level(area: AreaId, level: float, applied: Sequence[Adjustment]) -> float:
    """A required level after its adjustments, 1.5 to 4.5 unless the type itself lies outside.

    A floor stops its own adjustment's push at that level; it never lifts an area that lies lower
    for other reasons. Source: MEASUREMENT.md 5.5.
    """
    free = fsum(a.changes.get(area, 0.0) for a in applied if area not in a.floors)
    moved = level + free
    for adjustment in applied:
        if area in adjustment.floors:
            pushed = moved + adjustment.changes.get(area, 0.0)
            moved = max(pushed, min(moved, adjustment.floors[area]))
    return min(max(HIGHEST_TARGET, level), max(min(LOWEST_TARGET, level), moved))


def _adjusted(wanted: TargetLevel, applied: Sequence[Adjustment]) -> TargetLevel:
    moving = [a for a in applied if a.changes.get(wanted.area)]
    if not moving:
        return wanted
    level = adjusted_level(wanted.area, wanted.level, moving)
    told = "; ".join(f"{a.title} {_signed(a.changes[wanted.area])}" for a in moving)
    if abs(level - wanted.level - fsum(a.changes[wanted.area] for a in moving)) > 1e-9:
        told = f"{told}; kept at {level:.1f}"
    return TargetLevel(
        area=wanted.area,
        level=level,
        weight=wanted.weight,
        critical=wanted.critical,
        reason=f"{wanted.reason} {told}.".strip(),
    )


def _signed(change: float) -> str:
    """A change with its sign, a minus as a minus.

    >>> _signed(0.5), _signed(-0.5)
    ('+0.5', '−0.5')
    """
    return f"{change:+.1f}".replace("-", "−")
