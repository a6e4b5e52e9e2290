"""How do the files of target profiles and adjustments become values?"""

from typing import get_args

from assessment.domain.areas import AreaId
from assessment.domain.profiles import (
    MOST_CRITICAL_AREAS,
    Adjustment,
    AdjustmentId,
    ProfileId,
    ProfileKind,
    StageId,
    TargetLevel,
    TargetProfile,
)
from assessment.ingest.fields import Fields
from assessment.ingest.item_parts import read_own_id
from assessment.ingest.problem_log import ProblemLog
from assessment.ingest.prose import make_prose
from assessment.ingest.source import SourceFile, allow_headings
from assessment.ingest.titled import read_titled

PROFILE_KINDS: tuple[ProfileKind, ...] = get_args(ProfileKind)


def read_profile(source: SourceFile, fields: Fields, log: ProblemLog) -> TargetProfile:
    """Read a CTO type or a contrast role."""
    allow_headings(source, (), log)
    profile = TargetProfile(
        id=ProfileId(read_own_id(source, fields)),
        kind=fields.word("kind", PROFILE_KINDS),
        title=read_titled(source, fields, log),
        order=fields.integer("order", 1, 99),
        summary=fields.text("summary"),
        about=make_prose(source.opening.text),
        levels=_read_levels(fields),
        implied_stages=tuple(
            StageId(stage) for stage in fields.identifiers("implied_stages", required=False)
        ),
        seeds=fields.seeds(),
    )
    fields.finish()
    critical = [area for area, level in profile.levels.items() if level.critical]
    if len(critical) > MOST_CRITICAL_AREAS:
        fields.error(
            "levels",
            "too-many-critical",
            f"{len(critical)} critical areas",
            f"at most {MOST_CRITICAL_AREAS}: which challenge must this CTO lead?",
        )
    return profile


def _read_levels(fields: Fields) -> dict[AreaId, TargetLevel]:
    table = fields.table("levels")
    levels: dict[AreaId, TargetLevel] = {}
    for name in table.keys_as_ids() if table is not None else ():
        entry = table.table(name) if table is not None else None
        if entry is None:
            continue
        area = AreaId(name)
        levels[area] = TargetLevel(
            area=area,
            level=entry.number("level", 1.0, 5.0, code="level-out-of-range"),
            weight=entry.number("weight", 1.0, 3.0, code="weight-out-of-range"),
            critical=entry.boolean("critical"),
            reason=entry.text("reason"),
        )
        if (levels[area].level * 2) % 1:
            entry.error("level", "level-step", "a level between the halves", "use whole and half")
        entry.finish()
    return levels


def read_adjustment(source: SourceFile, fields: Fields, log: ProblemLog) -> Adjustment:
    """Read a company stage or a circumstance."""
    allow_headings(source, (), log)
    adjustment = Adjustment(
        id=AdjustmentId(read_own_id(source, fields)),
        kind=fields.word("kind", ("stage", "circumstance")),
        title=read_titled(source, fields, log),
        order=fields.integer("order", 1, 99),
        summary=fields.text("summary"),
        changes={AreaId(a): v for a, v in fields.weights("changes", -2.0, 2.0).items()},
        floors={AreaId(a): v for a, v in fields.weights("floors", 1.0, 5.0).items()},
    )
    fields.finish()
    return adjustment
