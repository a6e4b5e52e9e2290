"""When may somebody stop early, and what has then been asked of them?

docs/scoring.md, "Stopping early". The offer is made once, where every critical area of the target
is decided by the answers so far; what comes after it is then not asked, which is neither wrong nor
left out.
"""

from collections.abc import Collection
from dataclasses import replace

from assessment.domain.areas import AreaId
from assessment.domain.attempts import Booklet
from assessment.domain.bank import ItemId
from assessment.domain.catalog import Catalog
from assessment.domain.items import DemonstratedUnit
from assessment.domain.profiles import Target
from assessment.domain.scoring.grid import below
from assessment.domain.scoring.reading import (
    CLEAR_GAP,
    CLEARLY_MET,
    UNITS_FOR_A_LEVEL,
    is_interpretable,
)
from assessment.domain.scoring.sheet import ScoreSheet

FEWEST_LEFT = 3
"""Scored questions that must still lie ahead: stopping before the last ones saves nothing
(editorial)."""


def may_be_decided(catalog: Catalog, booklet: Booklet, place: int) -> bool:
    """Whether it is worth looking after the question at ``place``, from the form alone.

    Only a full form is stopped, and an area is decided by three questions at the earliest: a
    place that is not its area's third or later one cannot have decided anything. This leaves at
    most nine looks in a form of three critical areas.
    """
    if booklet.form != "full":
        return False
    item = catalog.items[booklet.entries[place].item]
    if not isinstance(item, DemonstratedUnit):
        return False
    before = booklet.entries[: place + 1]
    of_the_area = sum(
        isinstance(unit := catalog.items[entry.item], DemonstratedUnit) and unit.area == item.area
        for entry in before
    )
    return of_the_area >= UNITS_FOR_A_LEVEL and units_left(catalog, booklet, place) >= FEWEST_LEFT


def units_left(catalog: Catalog, booklet: Booklet, place: int) -> int:
    """Scored questions after ``place``."""
    return sum(
        isinstance(catalog.items[entry.item], DemonstratedUnit)
        for entry in booklet.entries[place + 1 :]
    )


def is_critical(catalog: Catalog, booklet: Booklet, place: int, target: Target) -> bool:
    """Whether the question at ``place`` belongs to a critical area of the target."""
    item = catalog.items[booklet.entries[place].item]
    level = target.levels.get(item.area) if isinstance(item, DemonstratedUnit) else None
    return level is not None and level.critical


def asked_until(booklet: Booklet, place: int, answered: Collection[ItemId]) -> Booklet:
    """The form as it was given to somebody who stopped after ``place``.

    Every place up to there was asked, answered or not; later ones only where they were answered
    all the same. The rest is taken out of the form, so that scoring counts it as not offered.
    """
    return replace(
        booklet,
        entries=tuple(
            entry
            for index, entry in enumerate(booklet.entries)
            if index <= place or entry.locked or entry.item in answered
        ),
    )


def all_decided(sheet: ScoreSheet, target: Target) -> bool:
    """Whether every critical area of the target is decided: p(gap) of .90 or more, or .10 or less.

    On three scored questions or more, as for the words "clear gap" and "clearly met"; never where
    there is no critical area, or where the answers look careless. Source: MEASUREMENT.md 3.
    """
    critical = [wanted for wanted in target.levels.values() if wanted.critical]
    return (
        bool(critical)
        and is_interpretable(sheet)
        and all(_is_decided(sheet, wanted.area, wanted.level) for wanted in critical)
    )


def _is_decided(sheet: ScoreSheet, area: AreaId, level: float) -> bool:
    found = sheet.areas.get(area)
    if found is None or found.distribution is None or found.units_scored < UNITS_FOR_A_LEVEL:
        return False
    p_gap = below(found.distribution, level)
    return p_gap >= CLEAR_GAP or p_gap <= CLEARLY_MET
