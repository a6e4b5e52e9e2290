"""How often does a second sitting call somebody changed who is not, and miss somebody who is?"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from random import Random
from statistics import fmean

from assessment.domain.areas import AreaId
from assessment.domain.scoring.change import PRACTICE, word_between
from assessment.domain.scoring.score import score
from assessment.domain.scoring.sheet import AreaScore
from bench.study.answering import answer_form
from bench.study.forms import make_form
from bench.study.world import AREAS, Person, World, make_person

MOST_FALSE = 0.04
"""Highest acceptable share of unchanged areas called reliably up (MEASUREMENT.md 2.9)."""
NAIVE_STEP = 0.25
"""What a naive before-and-after arrow calls growth, in levels."""
DEPTHS: Mapping[str, int] = {"35-minute form": 1, "deep form": 3}
"""How many times the 35-minute form's units each area gets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RetakeFigures:
    """Shares of areas, 0 to 1."""

    false_up: float
    false_down: float
    found: float
    """Of areas that grew one level, those called reliably up."""
    naive: float
    """Of unchanged areas, those a quarter of a level or more higher."""


def run_retakes(
    world: World, *, depth: int, banks: int, people: int, seed: int, practice: float = PRACTICE
) -> RetakeFigures:
    """Attentive people sit two parallel forms: once unchanged, once grown one level in one area.

    ``practice`` levels are added to everything the second time, as sitting again does.
    """
    unchanged: list[tuple[AreaScore, AreaScore]] = []
    grown: list[tuple[AreaScore, AreaScore]] = []
    for bank in range(banks):
        random = Random(f"retake/{world.name}/{seed}/{bank}/{depth}")
        first_form, second_form = (make_form(world, random, depth=depth) for _ in range(2))
        for _ in range(people):
            person = make_person(world, random)
            if person.careless:
                continue
            area = random.choice(AREAS)
            before = score(first_form.bank, answer_form(world, person, first_form)).areas
            again = _lifted(person, practice, *AREAS)
            after = score(second_form.bank, answer_form(world, again, second_form)).areas
            unchanged += [(before[a], after[a]) for a in before]
            taller = score(
                second_form.bank, answer_form(world, _lifted(again, 1.0, area), second_form)
            ).areas
            grown.append((before[AreaId(area)], taller[AreaId(area)]))
    return RetakeFigures(
        false_up=fmean(_called(pair, up=True) for pair in unchanged),
        false_down=fmean(_called(pair, up=False) for pair in unchanged),
        found=fmean(_called(pair, up=True) for pair in grown),
        naive=fmean(_naively_up(pair) for pair in unchanged),
    )


def _lifted(person: Person, step: float, *areas: str) -> Person:
    higher = {area: person.levels[area] + step for area in areas}
    return replace(person, levels={**person.levels, **higher})


def _called(pair: tuple[AreaScore, AreaScore], *, up: bool) -> bool:
    first, second = pair
    if first.level is None or second.level is None:
        return False
    word = word_between(
        first.level, first.standard_error or 0.0, second.level, second.standard_error or 0.0
    )
    return word == "real change" and (second.level > first.level) == up


def _naively_up(pair: tuple[AreaScore, AreaScore]) -> bool:
    first, second = pair
    return (
        first.level is not None
        and second.level is not None
        and second.level - first.level >= NAIVE_STEP
    )


def print_retakes(found: Mapping[str, RetakeFigures]) -> list[str]:
    """Prints the table of 2.9; returns the forms that call too many unchanged areas changed."""
    print(
        f"{'second sitting':<18}{'false up':>10}{'false down':>12}{'grown, found':>14}{'naive':>8}"
    )
    for name, row in found.items():
        print(
            f"{name:<18}{row.false_up:>10.3f}{row.false_down:>12.3f}"
            f"{row.found:>14.3f}{row.naive:>8.3f}"
            f"{'' if row.false_up <= MOST_FALSE else '  missed'}"
        )
    return [name for name, row in found.items() if row.false_up > MOST_FALSE]
