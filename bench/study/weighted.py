"""What is won where it counts by giving critical areas five units and the others two?"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from statistics import fmean

from assessment.domain.scoring.grid import below
from assessment.domain.scoring.reading import CLEAR_GAP, CLEARLY_MET
from assessment.domain.scoring.score import score
from assessment.domain.scoring.sheet import AreaScore
from bench.study.answering import answer_form
from bench.study.forms import BLUEPRINT, SCALE_UP, make_form
from bench.study.world import AREAS, World, make_person

WEIGHTED: Mapping[str, tuple[int, int, int]] = {
    area: ((3, 2, 0) if critical else (1, 1, 0)) for area, (_, critical) in SCALE_UP.items()
}
"""Judgements, exhibits and numbers per area of the role-weighted form, 27 units like the other."""
FORMS: Mapping[str, Mapping[str, tuple[int, int, int]]] = {
    "fixed, 3 per area": BLUEPRINT,
    "role-weighted, 5 and 2": WEIGHTED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FormFigures:
    """How well a form measures. Errors in levels, the rest shares from 0 to 1."""

    units: int
    error: float
    """Root mean squared error over all areas."""
    critical_error: float
    coverage: float
    """Share of true levels of critical areas inside the 90 % range."""
    decided: float
    """Critical areas with p(gap) of .90 or more, or .10 or less."""
    right: float
    """Of those, the ones decided rightly."""


def run_forms(world: World, *, banks: int, people: int, seed: int) -> dict[str, FormFigures]:
    """The figures of each form for attentive people of one world."""
    return {
        name: _run(world, blueprint, banks=banks, people=people, seed=seed)
        for name, blueprint in FORMS.items()
    }


def _run(
    world: World,
    blueprint: Mapping[str, tuple[int, int, int]],
    *,
    banks: int,
    people: int,
    seed: int,
) -> FormFigures:
    cases: list[tuple[str, float, AreaScore]] = []
    for bank in range(banks):
        random = Random(f"weighted/{world.name}/{seed}/{bank}")
        folk = [p for p in (make_person(world, random) for _ in range(people)) if not p.careless]
        form = make_form(world, random, blueprint=blueprint)
        for person in folk:
            areas = score(form.bank, answer_form(world, person, form)).areas
            cases += [(str(name), person.levels[name], found) for name, found in areas.items()]
    critical = [case for case in cases if SCALE_UP[case[0]][1]]
    decisions = [decided_rightly(*case) for case in critical]
    decided = [right for right in decisions if right is not None]
    return FormFigures(
        units=sum(sum(blueprint[area]) for area in AREAS),
        error=_error(cases),
        critical_error=_error(critical),
        coverage=fmean(
            found.wide_range.low <= true <= found.wide_range.high
            for _, true, found in critical
            if found.wide_range is not None
        ),
        decided=len(decided) / len(decisions),
        right=fmean(decided) if decided else math.nan,
    )


def _error(cases: Sequence[tuple[str, float, AreaScore]]) -> float:
    return math.sqrt(
        fmean((found.level - true) ** 2 for _, true, found in cases if found.level is not None)
    )


def decided_rightly(area: str, true: float, found: AreaScore) -> bool | None:
    """Whether the sure verdict holds; None where there is none."""
    if found.distribution is None:
        return None
    target = SCALE_UP[area][0]
    p_gap = below(found.distribution, target)
    if CLEARLY_MET < p_gap < CLEAR_GAP:
        return None
    return (p_gap >= CLEAR_GAP) == (true < target)


def print_forms(found: Mapping[str, FormFigures]) -> list[str]:
    """Prints the rows; names the role-weighted form where it is no better in critical areas."""
    print(
        f"{'form':<24}{'units':>7}{'RMSE':>8}{'critical':>10}{'90 % cov.':>11}"
        f"{'decided':>9}{'right':>8}"
    )
    for name, row in found.items():
        print(
            f"{name:<24}{row.units:>7}{row.error:>8.3f}{row.critical_error:>10.3f}"
            f"{row.coverage:>11.3f}{row.decided:>9.3f}{row.right:>8.3f}"
        )
    fixed, weighted = (found[name] for name in FORMS)
    return [] if weighted.critical_error < fixed.critical_error else [list(FORMS)[1]]
