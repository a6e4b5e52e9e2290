"""Which target does a panel set, how far did its members differ, and did they agree?

Quantity: level, 1 to 5, higher asks for more. Each member marks the lowest anchor acceptable on
day one and after a year, alone, in two rounds. The target is the median of round two, rounded to a
half up; the spread is the standard deviation of the members' marks (n − 1). Missing: fewer than
five members set no target. Source: MEASUREMENT.md 5.6.

>>> set_target([3, 3, 4, 4, 5]).level, round(set_target([3, 3, 4, 4, 5]).spread, 2)
(4.0, 0.84)
>>> set_target([3, 3, 4, 4, 5]).agreed
False
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import floor
from statistics import median, stdev

from assessment.domain.areas import AreaId
from assessment.domain.language import gettext, marked, said_anew

FEWEST_MEMBERS = 5
DISAGREED_ABOVE = 0.75
"""Standard deviation above which the panel did not agree (MEASUREMENT.md 5.6)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelTarget:
    """What a panel's marks come to for one area at one time."""

    level: float
    lowest: float
    highest: float
    spread: float
    agreed: bool
    members: int


def set_target(marks: Sequence[float]) -> PanelTarget:
    """The target of at least five marks of the second round. Raises ValueError for fewer."""
    if len(marks) < FEWEST_MEMBERS:
        raise ValueError(f"{len(marks)} members set no target; at least {FEWEST_MEMBERS} do")
    spread = stdev(marks)
    return PanelTarget(
        level=floor(median(marks) * 2 + 0.5) / 2,
        lowest=min(marks),
        highest=max(marks),
        spread=spread,
        agreed=spread <= DISAGREED_ABOVE,
        members=len(marks),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One member's lowest acceptable levels of one area: on day one, and after a year."""

    day: int
    year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaTarget:
    """What a panel asks for in one area."""

    area: AreaId
    day: PanelTarget
    year: PanelTarget

    @property
    def agreed(self) -> bool:
        return self.day.agreed and self.year.agreed


def set_targets(
    areas: Sequence[AreaId], sheets: Sequence[Mapping[AreaId, Mark]]
) -> tuple[AreaTarget, ...]:
    """The targets of the areas that at least five members marked, in the order of ``areas``."""
    found = []
    for area in areas:
        marks = [sheet[area] for sheet in sheets if area in sheet]
        if len(marks) >= FEWEST_MEMBERS:
            found.append(
                AreaTarget(
                    area=area,
                    day=set_target([mark.day for mark in marks]),
                    year=set_target([mark.year for mark in marks]),
                )
            )
    return tuple(found)


SET_BY_A_PANEL = marked(
    "Set by %(n)d people who know the role, each alone, in two rounds: at least %(day)s on day one"
    " (standard deviation %(day_sd)s) and %(year)s after a year (%(year_sd)s)."
)
DID_NOT_AGREE = marked("Your panel did not agree.")


def reason_of(target: AreaTarget) -> str:
    """Why a brief asks for the level a panel set: in English, whoever takes it over."""
    words = SET_BY_A_PANEL % {
        "n": target.day.members,
        "day": f"{target.day.level:g}",
        "day_sd": f"{target.day.spread:.2f}",
        "year": f"{target.year.level:g}",
        "year_sd": f"{target.year.spread:.2f}",
    }
    return words if target.agreed else f"{words} {DID_NOT_AGREE}"


def reason_said_anew(reason: str) -> str:
    """The reason of a panel in the language spoken now; any other reason as it stands."""
    words = reason.removesuffix(f" {DID_NOT_AGREE}")
    said = said_anew(words, SET_BY_A_PANEL)
    return said if words == reason else f"{said} {gettext(DID_NOT_AGREE)}"
