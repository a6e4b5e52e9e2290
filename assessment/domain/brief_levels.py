"""Which level does a brief ask for in each area, and why?"""

import re
from collections.abc import Mapping

from assessment.domain.areas import AreaId
from assessment.domain.brief_panel import reason_said_anew
from assessment.domain.briefs import Brief
from assessment.domain.language import ENGLISH, spoken_now
from assessment.domain.language import gettext as _
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
from assessment.domain.translations import is_in_english, is_of_content, leave_in_english, retold

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


_MOVED = re.compile(
    r"(?P<head>.+?) (?P<by>[+−]\d\.\d)(?P<more>(?:; [^;]+ [+−]\d\.\d)*)"
    r"(?:; kept at (?P<kept>\d\.\d))?\.",
    re.DOTALL,
)
"""A reason of the content after which ``build_target`` says what moved the level."""


def reason_in_words(reason: str) -> str:
    """The reason for a level in the language read now; what an organisation typed stays as it is.

    The type's own reason, the names of what moves its level, and what a panel's reason says are
    exchanged, each where it is translated.
    """
    if spoken_now() is ENGLISH or not reason:
        return reason
    whole = reason_said_anew(reason)
    if whole != reason or is_of_content(reason):
        return retold(whole)
    moved = _MOVED.fullmatch(reason)
    if moved is None:
        return reason
    head, words = moved["head"], moved["head"].split(" ")
    cuts = (" ".join(words[:n]) for n in range(1, len(words)))
    own = next((c for c in cuts if is_of_content(c) and is_of_content(head[len(c) + 1 :])), "")
    title = head[len(own) + 1 :] if own else head
    if not is_of_content(title):
        return reason
    steps = [f"{title} {moved['by']}", *moved["more"].split("; ")[1:]]
    told = [f"{retold(name)} {by}" for name, _space, by in (s.rpartition(" ") for s in steps)]
    if moved["kept"]:
        told.append(_("kept at %(level)s") % {"level": moved["kept"]})
    said = f"{retold(own)} {'; '.join(told)}.".strip()
    if said == reason and is_in_english(own or title):
        leave_in_english(said)
    return said
