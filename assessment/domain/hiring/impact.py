"""Does selection fall differently on groups of people, as far as few numbers can tell?

Counts of people who chose to say which group they belong to, after the decision on them; never a
row about one person. What is found goes to the owner of the process and changes no rating.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import comb

FOUR_FIFTHS = 0.80
SIGNIFICANT = 0.05
SMALLEST_RATE = 30
"""People of a group from which on a rate is given (MEASUREMENT.md 6.2)."""
SMALLEST_CELL = 5
"""People below whom a count is not shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many of a group were selected and how many were not."""

    selected: int
    others: int

    @property
    def people(self) -> int:
        return self.selected + self.others

    @property
    def rate(self) -> float:
        """Selected per person, 0 to 1; needs somebody."""
        return self.selected / self.people


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupImpact:
    """What may be shown of one group; None is too few to show."""

    group: str
    people: int | None
    selected: int | None
    rate: float | None
    ratio: float | None
    """Of this group's rate to the highest rate, 0 to 1."""
    p: float | None
    """Two-sided Fisher exact against the group with the highest rate; None for that group."""
    flagged: bool
    flips: bool
    """Whether one changed decision would raise or lift the flag."""


def read_impact(tallies: Mapping[str, Tally]) -> tuple[GroupImpact, ...]:
    """Every group of one question, in the order given.

    A group of fewer than 5 shows nothing. Below 30 there are counts and no rate: too few to
    judge. A flag needs both a ratio below .80 and p below .05.
    """
    rated = {name: tally for name, tally in tallies.items() if tally.people >= SMALLEST_RATE}
    top = max(rated, key=lambda name: rated[name].rate, default=None)
    return tuple(
        _group(name, tally, None if top is None or name not in rated else (top, rated[top]))
        for name, tally in tallies.items()
    )


def _group(name: str, tally: Tally, top: tuple[str, Tally] | None) -> GroupImpact:
    if top is None:
        return GroupImpact(
            group=name,
            people=tally.people if tally.people >= SMALLEST_CELL else None,
            selected=tally.selected if min(tally.selected, tally.others) >= SMALLEST_CELL else None,
            rate=None,
            ratio=None,
            p=None,
            flagged=False,
            flips=False,
        )
    top_name, highest = top
    own = name == top_name
    flagged = False if own else is_flagged(tally, highest)
    return GroupImpact(
        group=name,
        people=tally.people,
        selected=tally.selected,
        rate=tally.rate,
        ratio=impact_ratio(tally, highest),
        p=None if own else fisher_exact(tally, highest),
        flagged=flagged,
        flips=not own and any(is_flagged(*pair) != flagged for pair in _changes(tally, highest)),
    )


def impact_ratio(group: Tally, highest: Tally) -> float | None:
    """The group's selection rate over the highest one; None where nobody was selected.

    >>> impact_ratio(Tally(selected=12, others=28), Tally(selected=20, others=20))
    0.6
    """
    return None if highest.selected == 0 else group.rate / highest.rate


def is_flagged(group: Tally, highest: Tally) -> bool:
    """Ratio below .80 and a difference that chance alone would rarely make."""
    ratio = impact_ratio(group, highest)
    return ratio is not None and ratio < FOUR_FIFTHS and fisher_exact(group, highest) < SIGNIFICANT


def fisher_exact(first: Tally, second: Tally) -> float:
    """Two-sided p of Fisher's exact test, 0 to 1: all tables no likelier than this one.

    With the margins fixed, a table with x selected in the first group has weight
    C(people₁, x) · C(people₂, selected − x), of C(people, selected) in all. Whole numbers are
    compared, so that equal tables are equal. Tea tasting, 3 and 1 of 4: (1 + 16 + 16 + 1) / 70.

    >>> round(fisher_exact(Tally(selected=3, others=1), Tally(selected=1, others=3)), 4)
    0.4857
    >>> round(fisher_exact(Tally(selected=1, others=9), Tally(selected=11, others=3)), 6)
    0.002759
    """
    selected = first.selected + second.selected
    fewest, most = max(0, selected - second.people), min(first.people, selected)
    weights = [
        comb(first.people, x) * comb(second.people, selected - x) for x in range(fewest, most + 1)
    ]
    observed = weights[first.selected - fewest]
    return sum(w for w in weights if w <= observed) / comb(first.people + second.people, selected)


def _changes(group: Tally, highest: Tally) -> list[tuple[Tally, Tally]]:
    """The same figures with one decision the other way, in either group."""
    changed = []
    for step in (1, -1):
        moved = _moved(group, step)
        if moved is not None:
            changed.append((moved, highest))
        moved = _moved(highest, step)
        if moved is not None:
            changed.append((group, moved))
    return changed


def _moved(tally: Tally, step: int) -> Tally | None:
    if min(tally.selected + step, tally.others - step) < 0:
        return None
    return Tally(selected=tally.selected + step, others=tally.others - step)
