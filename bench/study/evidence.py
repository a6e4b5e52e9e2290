"""What do a deep dive, a coach and colleagues add to the critical areas (MEASUREMENT.md 2.10)?

Raters are not made by the scoring model: they have a halo over all areas of a person, a habit of
rating high or low, and an answer scale with steps and ends.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from statistics import fmean

from assessment.domain.areas import AreaId
from assessment.domain.outside import OutsideFactor
from assessment.domain.scoring.grid import below
from assessment.domain.scoring.reading import LIKELY_GAP, LIKELY_MET
from assessment.domain.scoring.score import score
from assessment.domain.scoring.sheet import AreaScore
from bench.study.answering import answer_form
from bench.study.forms import BLUEPRINT, SCALE_UP, StudyForm, make_form
from bench.study.world import AREAS, Person, World, make_person

CRITICAL = tuple(area for area in AREAS if SCALE_UP[area][1])

COACH_HALO, COACH_SLIP = 0.50, 0.85
"""A coach's error: one part for the whole person, one for each area; together variance 1."""
REPUTATION_HALO, REPUTATION = 0.50, 0.45
"""What all colleagues believe together, of the person and of each area; together .45."""
LENIENCY = 0.2
RATER_HALO, RATER_SLIP = 0.95, 1.18
"""A colleague's own error, of the person and of each area; together 2.3."""

REFERENCE: Mapping[str, tuple[float, float, float]] = {
    "nothing more": (0.74, 0.91, 0.69),
    "+ deep dive": (0.60, 0.90, 0.76),
    "+ one coach": (0.58, 0.92, 0.76),
    "+ 3 colleagues": (0.63, 0.90, 0.74),
    "+ 5 colleagues": (0.61, 0.89, 0.75),
    "+ 8 colleagues": (0.59, 0.89, 0.76),
    "+ all three": (0.45, 0.90, 0.81),
}
"""Critical RMSE, 90 % coverage and share of areas called, as the specification has them."""
LOWEST_COVERAGE, HIGHEST_COVERAGE = 0.87, 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRow:
    """The critical areas with some evidence. Error in levels, the rest shares."""

    error: float
    coverage: float
    called: float
    right: float


def run_evidence(world: World, *, banks: int, people: int, seed: int) -> dict[str, EvidenceRow]:
    """A row for every kind of evidence, for the same attentive people."""
    cases: dict[str, list[tuple[str, float, AreaScore]]] = {name: [] for name in REFERENCE}
    for bank in range(banks):
        random = Random(f"evidence/{world.name}/{seed}/{bank}")
        base = make_form(world, random)
        deep = _with_deep_dives(world, random, base)
        for _ in range(people):
            person = make_person(world, random)
            if person.careless:
                continue
            answers = answer_form(world, person, deep)
            said = raters_of(person, random)
            for name in REFERENCE:
                longer = "deep" in name or "all" in name
                sheet = score(
                    (deep if longer else base).bank, answers, outside=outside_of(name, said)
                )
                cases[name] += [
                    (area, person.levels[area], sheet.areas[AreaId(area)]) for area in CRITICAL
                ]
    return {name: _row(found) for name, found in cases.items()}


def _with_deep_dives(world: World, random: Random, base: StudyForm) -> StudyForm:
    """The form with six more units in each critical area."""
    blueprint = {a: BLUEPRINT[a] if a in CRITICAL else (0, 0, 0) for a in AREAS}
    more = make_form(world, random, blueprint=blueprint, depth=3).units
    known = {unit.key.id for unit in base.units}
    return StudyForm(
        units=(*base.units, *(unit for unit in more if unit.key.id not in known)),
        self_ratings=base.self_ratings,
        checks=base.checks,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a coach and eight colleagues say of one person's critical areas."""

    coach: Mapping[str, float]
    colleagues: Sequence[Mapping[str, int]]


def raters_of(person: Person, random: Random) -> Said:
    """One coach in half steps and eight colleagues in whole ones, on a scale from 1 to 5."""
    halo = random.gauss(0, COACH_HALO)
    coach = {
        area: _steps(person.levels[area] + halo + random.gauss(0, COACH_SLIP), 0.5)
        for area in CRITICAL
    }
    reputation = random.gauss(0, REPUTATION_HALO)
    believed = {
        area: person.levels[area] + reputation + random.gauss(0, REPUTATION) for area in CRITICAL
    }
    colleagues = []
    for _ in range(8):
        own = LENIENCY + random.gauss(0, RATER_HALO)
        colleagues.append(
            {
                area: int(_steps(believed[area] + own + random.gauss(0, RATER_SLIP), 1.0))
                for area in CRITICAL
            }
        )
    return Said(coach=coach, colleagues=colleagues)


def _steps(value: float, step: float) -> float:
    return min(5.0, max(1.0, math.floor(value / step + 0.5) * step))


def outside_of(name: str, said: Said) -> list[OutsideFactor]:
    """The factors of one row of ``REFERENCE``."""
    count = 8 if "all" in name else next((int(w) for w in name.split() if w.isdigit()), 0)
    coached = "coach" in name or "all" in name
    factors = []
    for area in CRITICAL:
        if coached:
            factors.append(
                OutsideFactor(area=AreaId(area), source="coach", raters=1, mean=said.coach[area])
            )
        if count:
            factors.append(
                OutsideFactor(
                    area=AreaId(area),
                    source="colleagues",
                    raters=count,
                    mean=fmean(one[area] for one in said.colleagues[:count]),
                )
            )
    return factors


def _row(cases: Sequence[tuple[str, float, AreaScore]]) -> EvidenceRow:
    known = [(area, true, found) for area, true, found in cases if found.level is not None]
    verdicts = [
        (below(found.distribution or (), SCALE_UP[area][0]), true < SCALE_UP[area][0])
        for area, true, found in known
    ]
    called = [(p, short) for p, short in verdicts if p <= LIKELY_MET or p >= LIKELY_GAP]
    return EvidenceRow(
        error=math.sqrt(fmean(((found.level or 0) - true) ** 2 for _, true, found in known)),
        coverage=fmean(
            found.wide_range.low <= true <= found.wide_range.high
            for _, true, found in known
            if found.wide_range is not None
        ),
        called=len(called) / len(verdicts),
        right=fmean((p >= LIKELY_GAP) == short for p, short in called),
    )


def print_evidence(found: Mapping[str, EvidenceRow]) -> list[str]:
    """Prints the table beside the specification's; returns the rows that are not as it asks.

    The error must fall with every kind of evidence, by at least half of what the specification
    has, and coverage must stay within bounds.
    """
    print(
        f"{'after the form':<18}{'RMSE':>8}{'spec':>7}{'90 % cov.':>11}{'spec':>7}"
        f"{'called':>9}{'spec':>7}{'right':>8}"
    )
    start, start_there = found["nothing more"].error, REFERENCE["nothing more"][0]
    missed = []
    for name, row in found.items():
        error, coverage, called = REFERENCE[name]
        falls = start - row.error >= 0.5 * (start_there - error)
        covers = LOWEST_COVERAGE <= row.coverage <= HIGHEST_COVERAGE
        if not (falls and covers):
            missed.append(name)
        print(
            f"{name:<18}{row.error:>8.3f}{error:>7.2f}{row.coverage:>11.3f}{coverage:>7.2f}"
            f"{row.called:>9.3f}{called:>7.2f}{row.right:>8.3f}"
            f"{'' if falls and covers else '  missed'}"
        )
    return missed
