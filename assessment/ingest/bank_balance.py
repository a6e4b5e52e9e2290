"""Does the bank as a whole give answers away: by place, by length, by habit, by telling twice?

All of these only warn: one more item may tip a share, and the bank can still be used.
"""

from collections import Counter
from collections.abc import Callable, Sequence

from assessment.domain.areas import AreaId
from assessment.domain.items import (
    ChoiceItem,
    DemonstratedUnit,
    ExhibitItem,
    JudgementItem,
    NumberItem,
)
from assessment.ingest.item_kinds import kind_of
from assessment.ingest.lengths import words_in
from assessment.ingest.likeness import near_duplicates
from assessment.ingest.problem_log import ProblemLog
from assessment.ingest.reading_grade import HIGHEST_GRADE, reading_grade
from assessment.ingest.shelves import Shelved, Shelves

FEWEST_TO_BALANCE = 20
"""Judgement or exhibit items below which shares say nothing."""
MOST_BEST_IN_ONE_PLACE = 0.30
MOST_BEST_AND_LONGEST = 1 / 3
TRUE_SHARE = (0.40, 0.60)
UNITS_PER_FACET = 2
"""Live units at least; asked of an area that has half as many again."""
FULL = "full"

ShelvedUnit = Shelved[DemonstratedUnit]


def check_bank(shelves: Shelves, log: ProblemLog) -> None:
    """Warn where the live items together help somebody who has not got the skill."""
    units = _live_units(shelves)
    judgements = [u.value for u in units if isinstance(u.value, JudgementItem)]
    exhibits = [u.value for u in units if isinstance(u.value, ExhibitItem)]
    if len(judgements) >= FEWEST_TO_BALANCE:
        _check_best_places(judgements, log)
        _check_longest(judgements, log)
    if len(exhibits) >= FEWEST_TO_BALANCE:
        _check_truths(exhibits, log)
    _check_duplicates(units, log)
    _check_facets(units, shelves, log)
    _check_second_form(units, shelves, log)
    for unit in units:
        _check_reading(unit, log)


def item_texts(item: DemonstratedUnit) -> tuple[str, ...]:
    """What is read before an item can be answered."""
    match item:
        case JudgementItem():
            answers = [action.text for action in item.actions]
        case ExhibitItem():
            answers = [statement.text for statement in item.statements]
        case ChoiceItem():
            answers = [option.text for option in item.options]
        case NumberItem():
            answers = []
    return (item.stem.source, *answers)


def best_is_longest(item: JudgementItem, length: Callable[[str], int]) -> float:
    """1 where the best action alone is the longest, its part where several tie, 0 otherwise."""
    best = max(item.actions, key=lambda action: action.effectiveness)
    lengths = [length(action.text) for action in item.actions]
    return 1 / lengths.count(max(lengths)) if length(best.text) == max(lengths) else 0.0


def best_places(items: Sequence[JudgementItem]) -> Counter[str]:
    """How often each letter is the best action."""
    return Counter(max(item.actions, key=lambda a: a.effectiveness).letter for item in items)


def _live_units(shelves: Shelves) -> list[ShelvedUnit]:
    return [
        Shelved(value=shelved.value, source=shelved.source)
        for shelved in shelves.items.values()
        if isinstance(shelved.value, DemonstratedUnit) and shelved.value.status == "live"
    ]


def _check_best_places(items: Sequence[JudgementItem], log: ProblemLog) -> None:
    for letter, count in sorted(best_places(items).items()):
        if count > MOST_BEST_IN_ONE_PLACE * len(items):
            log.warning(
                "items",
                1,
                "best-place",
                f"action {letter} is the best in {count} of {len(items)} situations",
                "no letter in more than 30 %: change the order of actions in some",
            )


def _check_longest(items: Sequence[JudgementItem], log: ProblemLog) -> None:
    measures: tuple[tuple[str, Callable[[str], int]], ...] = (
        ("words", words_in),
        ("characters", len),
    )
    for name, length in measures:
        share = sum(best_is_longest(item, length) for item in items) / len(items)
        if share > MOST_BEST_AND_LONGEST:
            log.warning(
                "items",
                1,
                "best-is-longest",
                f"the longest action by {name} is the best in {share:.0%} of situations",
                "in at most a third: shorten the best or lengthen others",
            )


def _check_truths(items: Sequence[ExhibitItem], log: ProblemLog) -> None:
    truths = [statement.truth for item in items for statement in item.statements]
    share = sum(truths) / len(truths)
    low, high = TRUE_SHARE
    if not low <= share <= high:
        log.warning(
            "items",
            1,
            "true-share",
            f"{share:.0%} of all statements are true",
            "keep it between 40 and 60 %, so that marking all alike earns nothing",
        )


def _check_duplicates(units: Sequence[ShelvedUnit], log: ProblemLog) -> None:
    for first, second, share in near_duplicates([unit.value.stem.source for unit in units]):
        source = units[second].source
        log.warning(
            source.path,
            source.opening.text_line,
            "near-duplicate",
            f"the text shares {share:.0%} of its wording with {units[first].source.path}",
            "tell another case: whoever has seen one knows the other",
        )


def _check_facets(units: Sequence[ShelvedUnit], shelves: Shelves, log: ProblemLog) -> None:
    """Where an area has units enough for all its facets, none may go nearly without."""
    per_facet = Counter(unit.value.facet for unit in units)
    per_area = Counter(unit.value.area for unit in units)
    for name, area in shelves.areas.items():
        facets = area.value.facets
        if per_area[AreaId(name)] < 1.5 * UNITS_PER_FACET * len(facets):
            continue
        for facet in facets:
            if per_facet[facet.id] < UNITS_PER_FACET:
                log.warning(
                    area.source.path,
                    area.source.line_of("facets"),
                    "thin-facet",
                    f"live units for the facet {facet.id}: {per_facet[facet.id]}",
                    f"write at least {UNITS_PER_FACET}, or move one of another facet",
                )


def _check_second_form(units: Sequence[ShelvedUnit], shelves: Shelves, log: ProblemLog) -> None:
    """Where an area has units enough for two full forms, they must be of the right kinds."""
    full = shelves.forms.get(FULL)
    if full is None:
        return
    there = Counter((unit.value.area, kind_of(unit.value)) for unit in units)
    per_area = Counter(unit.value.area for unit in units)
    for area, kinds in full.value.units.items():
        if per_area[area] < 2 * sum(kinds.values()):
            continue
        for kind, wanted in kinds.items():
            found = there[(area, kind)]
            if found < 2 * wanted:
                log.warning(
                    full.source.path,
                    full.source.line_of("units"),
                    "no-second-form",
                    f"{kind} units of {area}: {found}, and two forms need {2 * wanted}",
                    "write more of this kind, so that a second sitting repeats nothing",
                )


def _check_reading(unit: ShelvedUnit, log: ProblemLog) -> None:
    grade = reading_grade(item_texts(unit.value))
    if grade is not None and grade > HIGHEST_GRADE:
        log.warning(
            unit.source.path,
            unit.source.opening.text_line,
            "hard-reading",
            f"the text asks for reading grade {grade:.1f}",
            f"at most {HIGHEST_GRADE:g}: shorter sentences and plainer words",
        )
