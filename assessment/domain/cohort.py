"""What may be told of a group of clients without telling anything of one of them?

Counts of verdicts by area, for groups of five and more, in the content's own order. No level, no
name, no order by result. What is left out cannot be worked out from what is shown: groups that
are too small are put together, and where that is still too small another one joins them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from assessment.domain.areas import AreaId
from assessment.domain.readings import Verdict

FEWEST = 5
"""Clients in a group, and with a level in an area, from which anything is told (PRODUCT.md)."""

Finding = Literal["gap", "open", "met"]
FINDING_OF: Mapping[Verdict, Finding] = {
    "clear gap": "gap",
    "likely gap": "gap",
    "cannot tell yet": "open",
    "likely met": "met",
    "clearly met": "met",
}
OTHERS = ""
"""Stands for the groups that were put together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One client's latest result, as far as a cohort counts it."""

    group: str
    """What they are read for."""
    findings: Mapping[AreaId, Finding]
    """Areas without a level are not in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaCount:
    """How many of a group show what in one area; None where it would tell of one of them."""

    area: AreaId
    counts: Mapping[Finding, int] | None
    all_alike: bool
    """Where everybody shows the same, a count would tell it of each: it is said in words only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortGroup:
    """One group that is large enough."""

    group: str
    size: int
    areas: Sequence[AreaCount]


def cohort(members: Sequence[Member], areas: Sequence[AreaId]) -> tuple[CohortGroup, ...]:
    """The groups that may be shown, by their name, those put together last.

    Every member is in exactly one group shown, or nobody is: fewer than five clients give nothing.
    """
    by_group: dict[str, list[Member]] = {}
    for member in members:
        by_group.setdefault(member.group, []).append(member)
    shown = {name: found for name, found in by_group.items() if len(found) >= FEWEST}
    rest = [m for name, found in by_group.items() if name not in shown for m in found]
    while rest and len(rest) < FEWEST and shown:
        smallest = min(shown, key=lambda name: (len(shown[name]), name))
        rest += shown.pop(smallest)
    groups = [(name, shown[name]) for name in sorted(shown)]
    if len(rest) >= FEWEST:
        groups.append((OTHERS, rest))
    return tuple(
        CohortGroup(
            group=name,
            size=len(found),
            areas=tuple(_count(found, area) for area in areas),
        )
        for name, found in groups
    )


def _count(members: Sequence[Member], area: AreaId) -> AreaCount:
    found = [m.findings[area] for m in members if area in m.findings]
    if len(found) < FEWEST:
        return AreaCount(area=area, counts=None, all_alike=False)
    counts: dict[Finding, int] = {
        "gap": found.count("gap"),
        "open": found.count("open"),
        "met": found.count("met"),
    }
    alike = max(counts.values()) == len(found)
    return AreaCount(area=area, counts=None if alike else counts, all_alike=alike)
