"""What makes the distance to a CTO type, and which one change would shorten it most?

docs/scoring.md, "Against a target". The distance is the weighted expected shortfall
sum of w S / sum of w over the areas with a level; each area has its part of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import floor, fsum

from assessment.domain.areas import AreaId
from assessment.domain.profiles import Target
from assessment.domain.readings import TypeReading
from assessment.domain.scoring.grid import expected_shortfall
from assessment.domain.scoring.reading import read_types, shortfall_parts
from assessment.domain.scoring.sheet import ScoreSheet

ONE_LEVEL = 1.0
_SAME = 9
"""Digits to which gains are compared, so that rounding noise cannot decide."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OneChange:
    """The area in which one level more would shorten the distance most. All in levels."""

    area: AreaId
    before: float
    after: float
    """The distance if the true level there were one higher and everything else as it is."""
    at_target: float
    """The distance if this area met its target for certain."""

    @property
    def gain(self) -> float:
        return self.before - self.after


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeDetail:
    """One type: its reading, its target, and each area's part of its distance."""

    reading: TypeReading
    target: Target
    parts: Mapping[AreaId, float]
    one_change: OneChange | None
    """None where nothing is short of the target."""


def type_details(
    sheet: ScoreSheet, targets: Sequence[Target], chosen: Target
) -> tuple[TypeDetail, ...]:
    """Every type with its parts, nearest first; empty where ``read_types`` is.

    A type whose target was changed by the person (the chosen one is theirs) is read as chosen.
    """
    by_profile = {target.profile: target for target in targets}
    return tuple(
        TypeDetail(
            reading=reading,
            target=by_profile[reading.profile],
            parts=shortfall_parts(sheet, by_profile[reading.profile]),
            one_change=one_change(sheet, by_profile[reading.profile]),
        )
        for reading in read_types(sheet, targets, chosen)
    )


def one_change(sheet: ScoreSheet, target: Target) -> OneChange | None:
    """The single area whose true level, raised by one, brings the target nearest; ties by name.

    Exact: raising a level by one shortens the shortfall as lowering its target by one does, so
    S' = sum of p(theta) x max(0, T - 1 - theta). None where no area is short of its target.
    """
    parts = shortfall_parts(sheet, target)
    before = fsum(parts.values())
    found: OneChange | None = None
    for area in sorted(parts):
        distribution = sheet.areas[area].distribution
        wanted = target.levels[area].level
        if distribution is None or parts[area] <= 0:
            continue
        short = expected_shortfall(distribution, wanted)
        left = parts[area] * expected_shortfall(distribution, wanted - ONE_LEVEL) / short
        after = before - parts[area] + left
        if found is None or round(after, _SAME) < round(found.after, _SAME):
            found = OneChange(area=area, before=before, after=after, at_target=before - parts[area])
    return found


def shown_parts(
    parts: Mapping[AreaId, float], total: int, *, decimals: int = 2
) -> dict[AreaId, int]:
    """Parts in whole hundredths that sum exactly to ``total`` hundredths, as they are printed.

    Each is rounded down, and what is then missing goes to those cut most (largest remainders,
    ties by name), so that a reader who adds up the lines gets the printed sum.

    >>> shown_parts({AreaId("a"): 0.333, AreaId("b"): 0.333, AreaId("c"): 0.334}, 100)
    {'a': 33, 'b': 33, 'c': 34}
    >>> shown_parts({AreaId("a"): -0.126, AreaId("b"): 0.024}, -10)
    {'a': -12, 'b': 2}
    """
    scale = 10**decimals
    whole = {area: floor(value * scale) for area, value in parts.items()}
    missing = total - sum(whole.values())
    cut = sorted(parts, key=lambda area: (whole[area] - parts[area] * scale, area))
    step = 1 if missing > 0 else -1
    order = cut if missing > 0 else cut[::-1]
    for place in range(abs(missing) if order else 0):
        whole[order[place % len(order)]] += step
    return whole
