"""Do two sittings of one person show that a level has moved, or only that it was measured twice?

docs/scoring.md, "Between two sittings", redoes the arithmetic by hand (MEASUREMENT.md 2.9).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Literal

from assessment.domain.areas import AreaId
from assessment.domain.bank import ItemId
from assessment.domain.scoring.posterior import STARTING_SPREAD
from assessment.domain.scoring.sheet import AreaScore, ScoreSheet

ChangeWord = Literal["real change", "perhaps", "noise", "not comparable"]
Direction = Literal["higher", "lower"]
WhyNot = Literal["scoring-version", "careless", "questions-repeated", "withheld", "area-repeated"]

REAL_FROM = 1.645
PERHAPS_FROM = 1.0
"""|RC| from which a difference is called real, or perhaps so (Jacobson & Truax 1991)."""
PRACTICE = 0.15
"""Levels by which a second sitting comes out higher from practice alone (Hausknecht 2007)."""
MOST_REPEATED = 0.40
"""Share of a later form's questions that may have been in the earlier one."""
DAYS_BETWEEN = 60
"""Days advised between two sittings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaChange:
    """One area at two dates. Every figure is None where the two are not comparable."""

    area: AreaId
    word: ChangeWord
    why_not: WhyNot | None
    direction: Direction | None
    """None inside the band, where a direction would be read out of chance."""
    index: float | None
    """RC: difference less practice, in standard errors of that difference; positive is higher."""
    excluded: tuple[ItemId, ...]
    """Questions of the area that both forms held, where they are why it cannot be compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Two sheets side by side, the earlier first."""

    areas: Mapping[AreaId, AreaChange]
    why_not: WhyNot | None
    """Why nothing at all can be compared; None where areas speak for themselves."""
    repeated: tuple[ItemId, ...]
    """Scored questions of the later form that the earlier one held."""
    asked: int
    """Scored questions of the later form."""


def reliability(standard_error: float) -> float:
    """The share of what is seen that is not error: ``1 - SD^2 / tau^2``, 0 to 1.

    An area that was answered so little that nothing was learned has none. Source: 2.9.

    >>> round(reliability(0.70), 2), reliability(1.02)
    (0.51, 0.0)
    """
    return max(0.0, 1 - (standard_error / STARTING_SPREAD) ** 2)


def change_index(
    first: float,
    first_error: float,
    second: float,
    second_error: float,
    *,
    whole_practice: bool = False,
) -> float | None:
    """RC: how many standard errors apart two levels lie once practice is taken off.

    Levels shrink towards the starting point, so the error of their difference is
    ``sqrt(rel_1 SD_1^2 + rel_2 SD_2^2)`` and not ``sqrt(SD_1^2 + SD_2^2)``. The practice
    allowance of 0.15 shrinks with them, unless ``whole_practice`` takes all of it off. Levels and
    errors in levels; positive where the second lies higher; None where neither sitting measured
    anything. Source: MEASUREMENT.md 2.9.

    From 2.6 (error 0.70) to 3.9 (0.68): rel .51 and .5376, allowance .15 x .5238 = .0786,
    error sqrt(.2499 + .2486) = .7060, so RC = (1.3 - .0786) / .7060.

    >>> round(change_index(2.6, 0.70, 3.9, 0.68), 3)
    1.73
    >>> round(change_index(3.0, 0.70, 3.4, 0.70), 3)
    0.458
    """
    before, after = reliability(first_error), reliability(second_error)
    error = sqrt(before * first_error**2 + after * second_error**2)
    if error == 0:
        return None
    allowance = PRACTICE * (1.0 if whole_practice else (before + after) / 2)
    return (second - first - allowance) / error


def change_word(index: float | None) -> ChangeWord:
    """The fixed word for an index; a value on a bound commits. Source: MEASUREMENT.md 2.9.

    >>> change_word(1.645), change_word(-1.7), change_word(1.2), change_word(0.99)
    ('real change', 'real change', 'perhaps', 'noise')
    """
    if index is None:
        return "not comparable"
    if abs(index) >= REAL_FROM:
        return "real change"
    return "perhaps" if abs(index) >= PERHAPS_FROM else "noise"


def word_between(
    first: float, first_error: float, second: float, second_error: float
) -> ChangeWord:
    """The word for two levels: that of their index, and once more with care where it is higher.

    Practice lifts every area at once, and areas lean on each other, so nearly all of the 0.15
    arrives in each of them and not only its shrunken part: in the study .13 of .15 on nine units
    an area, where the index takes .10 off. Higher is therefore real only where it stays so with the
    whole allowance taken off. Source: MEASUREMENT.md 2.9, and docs/decisions on second sittings.

    RC is 1.73 from 2.6 to 3.9, but 1.63 with the whole allowance; from 2.6 to 4.0 1.87 and 1.77.

    >>> word_between(2.6, 0.70, 3.9, 0.68), word_between(2.6, 0.70, 4.0, 0.68)
    ('perhaps', 'real change')
    >>> word_between(3.9, 0.68, 2.6, 0.70)
    'real change'
    """
    index = change_index(first, first_error, second, second_error)
    careful = change_index(first, first_error, second, second_error, whole_practice=True)
    word = change_word(index)
    if word == "real change" and careful is not None and 0 < careful < REAL_FROM:
        return "perhaps"
    return word


def too_much_repeated(repeated: int, asked: int) -> bool:
    """Whether more than 40 % of the later questions were in the earlier form (2.9).

    >>> too_much_repeated(2, 5), too_much_repeated(1, 3), too_much_repeated(2, 3)
    (False, False, True)
    """
    return repeated > MOST_REPEATED * asked


def compare_sheets(first: ScoreSheet, second: ScoreSheet) -> Change:
    """What two sittings of one person say of change, area by area.

    ``first`` is the earlier one. Nothing is comparable where the scoring version differs, where
    one of the sittings is not interpreted (2.11), or where more than 40 % of the later form's
    scored questions were in the earlier one; an area is not where either sheet withholds it or
    where more than 40 % of its own questions were repeated. Questions count as asked whether or
    not they were answered. What others said is left out of both. Areas of either sheet, in
    the first one's order. Source: 2.9.
    """
    seen = {unit.item for unit in first.units}
    asked: dict[AreaId, list[ItemId]] = {}
    for unit in second.units:
        asked.setdefault(unit.area, []).append(unit.item)
    repeated = tuple(unit.item for unit in second.units if unit.item in seen)
    whole = _nothing_comparable(first, second, repeated)
    areas = {
        area: _compare_area(
            area,
            first.areas.get(area),
            second.areas.get(area),
            asked=asked.get(area, []),
            seen=seen,
            whole=whole,
        )
        for area in dict.fromkeys((*first.areas, *second.areas))
    }
    return Change(areas=areas, why_not=whole, repeated=repeated, asked=len(second.units))


def _nothing_comparable(
    first: ScoreSheet, second: ScoreSheet, repeated: Collection[ItemId]
) -> WhyNot | None:
    if first.scoring_version != second.scoring_version:
        return "scoring-version"
    if not (first.quality.interpretable and second.quality.interpretable):
        return "careless"
    if too_much_repeated(len(repeated), len(second.units)):
        return "questions-repeated"
    return None


def _compare_area(
    area: AreaId,
    first: AreaScore | None,
    second: AreaScore | None,
    *,
    asked: list[ItemId],
    seen: set[ItemId],
    whole: WhyNot | None,
) -> AreaChange:
    twice = tuple(item for item in asked if item in seen)
    overlaps = too_much_repeated(len(twice), len(asked))
    index, word = None, change_word(None)
    if whole is None and not overlaps:
        index, word = _between(first, second)
    why_not: WhyNot | None = None
    if word == "not comparable":
        why_not = whole or ("area-repeated" if overlaps else "withheld")
    return AreaChange(
        area=area,
        word=word,
        why_not=why_not,
        direction=_direction(index, word),
        index=index,
        excluded=twice if why_not in ("area-repeated", "questions-repeated") else (),
    )


def _between(first: AreaScore | None, second: AreaScore | None) -> tuple[float | None, ChangeWord]:
    """RC and its word, from the answers alone: a rating given in between would pass for change."""
    if first is None or second is None:
        return None, "not comparable"
    one, two = first.by_answers, second.by_answers
    if (
        one.level is None
        or two.level is None
        or one.standard_error is None
        or two.standard_error is None
    ):
        return None, "not comparable"
    return (
        change_index(one.level, one.standard_error, two.level, two.standard_error),
        word_between(one.level, one.standard_error, two.level, two.standard_error),
    )


def _direction(index: float | None, word: ChangeWord) -> Direction | None:
    if index is None or word == "noise":
        return None
    return "higher" if index > 0 else "lower"
