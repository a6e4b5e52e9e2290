"""What may be said of where people stand among those who took this here?

Nothing before 200 valid first sittings, and then only in quarters (MEASUREMENT.md 2.12). Nobody's
result is set beside these: they describe the group.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from assessment.domain.language import gettext as _
from assessment.domain.statistics.allowed import FOR_NORMS


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarters:
    """The overall levels that part the people who took this here into four equal groups."""

    lower: float
    middle: float
    upper: float
    people: int


def norm_text(sittings: int) -> str:
    """What a report may say of a comparison group, given this many valid first sittings."""
    if sittings < FOR_NORMS:
        return _("There is no comparison group. Levels describe behaviour, not rank.")
    return _(
        "Among people who took this here (%(n)d first sittings); they came by themselves and stand "
        "for nobody else. Levels describe behaviour, not rank."
    ) % {"n": sittings}


def quarters(levels: Sequence[float]) -> Quarters | None:
    """The three cuts between quarters; None below 200 people.

    >>> found = quarters([1 + index / 100 for index in range(201)])
    >>> found.lower, found.middle, found.upper
    (1.5, 2.0, 2.5)
    """
    if len(levels) < FOR_NORMS:
        return None
    ordered = sorted(levels)
    lower, middle, upper = (_at(ordered, share) for share in (0.25, 0.50, 0.75))
    return Quarters(lower=lower, middle=middle, upper=upper, people=len(ordered))


def _at(ordered: Sequence[float], share: float) -> float:
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])
