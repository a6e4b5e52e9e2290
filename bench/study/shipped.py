"""How well do the forms of the shipped bank measure: how long, how sure, how often right?

The words are the bank's own; who answers is simulated. Since its keys are its authors' own, they
are taken to be off by more than a panel's: ``authors_world``.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from statistics import fmean

from assessment.domain.areas import AreaId, Cluster
from assessment.domain.attempts import Booklet, BookletEntry
from assessment.domain.bank import (
    CheckKey,
    ExhibitKey,
    JudgementKey,
    NumberKey,
    SelfRatingKey,
)
from assessment.domain.booklets import assemble_booklet, assemble_deep_dive
from assessment.domain.catalog import Catalog
from assessment.domain.items import (
    ChoiceItem,
    Claim,
    DemonstratedUnit,
    InstructedCheck,
    SelfRating,
)
from assessment.domain.profiles import ProfileId, Target
from assessment.domain.scoring.grid import below
from assessment.domain.scoring.reading import LIKELY_GAP, LIKELY_MET
from assessment.domain.scoring.score import score
from assessment.domain.scoring.sheet import ScoreSheet
from assessment.ingest.catalog import accepted, check_content
from assessment.services.targets import choose_target
from bench.study.answering import answer_form
from bench.study.evidence import outside_of, raters_of
from bench.study.figures import correlation
from bench.study.forms import StudyForm, TrueExhibit, TrueJudgement, TrueNumber, TrueUnit
from bench.study.world import AREAS, Person, World, make_person

CONTENT = Path(__file__).resolve().parents[2] / "content"
AUTHORS_DIFFICULTY_ERROR = 0.9
AUTHORS_KEY_ERROR = 0.5
"""How far authors' difficulties (1.6) and keys (an assumption) are off, as standard deviations."""
CLAIM_SECONDS, SELF_RATING_SECONDS, CHECK_SECONDS = 10.0, 14.0, 10.0
"""Expected seconds beside the units' own (1.5; ten for a check is an assumption)."""
STUDY_NAMES = dict(zip(AREAS, AREAS, strict=True)) | {"technology": "ai-technology"}
"""The bank's name of each area of the study."""

TARGETS: Mapping[str, Mapping[str, tuple[float, float]]] = {
    "quick": {"minutes": (0, 11)},
    "full": {"minutes": (0, 36), "coverage": (0.87, 0.93)},
    "role-weighted": {"minutes": (0, 38), "coverage": (0.87, 0.93)},
    "full + 3 deep dives": {"minutes": (0, 60), "coverage": (0.87, 0.93)},
    "full + coach": {"coverage": (0.87, 0.93)},
    "full + 8 colleagues": {"coverage": (0.87, 0.93)},
    "dives, coach and 8": {"coverage": (0.87, 0.93)},
}
"""What every form must keep: its time, and ranges that hold what they promise."""
REFERENCE: Mapping[str, Mapping[str, float]] = {
    "quick": {"minutes": 9.8, "r cluster": 0.53, "r overall": 0.58, "overall RMSE": 0.61},
    "full": {"minutes": 34.5, "r area": 0.69, "RMSE": 0.70, "80 % width": 1.9, "called": 0.62,
             "coverage": 0.92, "r overall": 0.84, "overall RMSE": 0.41, "r cluster": 0.78,
             "critical RMSE": 0.72},
    "role-weighted": {"RMSE": 0.72, "critical RMSE": 0.66},
    "full + 3 deep dives": {"minutes": 54.0, "critical RMSE": 0.60, "coverage": 0.90},
    "full + coach": {"critical RMSE": 0.58},
    "full + 8 colleagues": {"critical RMSE": 0.59},
    "dives, coach and 8": {"critical RMSE": 0.45},
}  # fmt: skip
"""The specification's own figures (1.5, 2.10, 3), for a bank that a panel keyed."""
SURER = (
    ("full", "role-weighted"),
    ("role-weighted", "full + 3 deep dives"),
    ("full", "full + coach"),
    ("full", "full + 8 colleagues"),
    ("full + 3 deep dives", "dives, coach and 8"),
)
"""Pairs of forms: the error in critical areas must be smaller after the second."""
RATED: Mapping[str, tuple[str, str]] = {
    "full + coach": ("full", "+ one coach"),
    "full + 8 colleagues": ("full", "+ 8 colleagues"),
    "dives, coach and 8": ("full + 3 deep dives", "+ all three"),
}
"""Rows with others' ratings of the critical areas: the form, and who rates (2.10)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One form of the bank over several draws. Errors and widths in levels."""

    form: str
    units: float
    figures: Mapping[str, float]


def shipped_catalog() -> Catalog:
    """The content that ships."""
    return accepted(check_content(CONTENT))


def authors_world(world: World) -> World:
    """The world with keys as uncertain as authors' are."""
    return replace(
        world,
        difficulty_error=max(world.difficulty_error, AUTHORS_DIFFICULTY_ERROR),
        key_error=max(world.key_error, AUTHORS_KEY_ERROR),
    )


def run_shipped(world: World, *, banks: int, people: int, seed: int) -> list[Row]:
    """A row for every form, each drawn ``banks`` times and answered by attentive people."""
    catalog = shipped_catalog()
    target = choose_target(catalog, profile=ProfileId("scale-up"))
    doubtful = authors_world(world)
    rows = []
    for name in TARGETS:
        form, evidence = RATED.get(name, (name, ""))
        cases: list[tuple[Person, ScoreSheet]] = []
        minutes, units = [], []
        for bank in range(banks):
            random = Random(f"shipped/{world.name}/{seed}/{bank}")
            folk = [make_person(doubtful, random) for _ in range(people)]
            booklet = _booklet(catalog, form, seed * 1000 + bank, target)
            study_form = true_form(doubtful, random, catalog, booklet.entries)
            minutes.append(minutes_of(catalog, booklet.entries))
            units.append(len(study_form.units))
            for person in folk:
                if person.careless:
                    continue
                renamed = _renamed(person)
                responses = answer_form(doubtful, renamed, study_form)
                clusters = {area.id: area.cluster for area in catalog.areas.values()}
                said = raters_of(renamed, random) if evidence else None
                sheet = score(
                    study_form.bank,
                    responses,
                    clusters=clusters,
                    outside=outside_of(evidence, said) if said else (),
                )
                cases.append((renamed, sheet))
        rows.append(
            Row(
                form=name,
                units=fmean(units),
                figures={"minutes": fmean(minutes)} | _figures(cases, target, catalog),
            )
        )
    return rows


def _booklet(catalog: Catalog, form: str, seed: int, target: Target) -> Booklet:
    if form == "quick":
        return assemble_booklet(catalog, "quick", seed, target=target)
    if form == "role-weighted":
        return assemble_booklet(catalog, "full", seed, blueprint="role-weighted", target=target)
    booklet = assemble_booklet(catalog, "full", seed, target=target)
    if form == "full":
        return booklet
    for area in target.critical_areas:
        booklet = assemble_deep_dive(catalog, area, seed, carried=booklet.entries, target=target)
    return booklet


def true_form(
    world: World, random: Random, catalog: Catalog, entries: Sequence[BookletEntry]
) -> StudyForm:
    """A booklet with a truth behind every key, off by as much as the world's experts are."""
    units: list[TrueUnit] = []
    own: list[SelfRatingKey] = []
    checks: list[CheckKey] = []
    for entry in entries:
        item = catalog.items[entry.item]
        if isinstance(item, SelfRating):
            own.append(item.key())
        elif isinstance(item, InstructedCheck):
            checks.append(item.key())
        elif isinstance(item, DemonstratedUnit) and not isinstance(item, ChoiceItem):
            key = item.key(short=entry.short)
            if isinstance(key, JudgementKey | ExhibitKey | NumberKey):
                units.append(_truth(world, random, key))
    return StudyForm(units=tuple(units), self_ratings=tuple(own), checks=tuple(checks))


def _truth(world: World, random: Random, key: JudgementKey | ExhibitKey | NumberKey) -> TrueUnit:
    difficulty = key.difficulty + random.gauss(0, world.difficulty_error)
    slope = world.slope * math.exp(random.gauss(0, world.slope_spread))
    match key:
        case JudgementKey():
            true = tuple(
                min(5.0, max(1.0, k + random.gauss(0, world.key_error))) for k in key.effectiveness
            )
            return TrueJudgement(
                key=key,
                difficulty=difficulty,
                slope=slope,
                effectiveness=true,
                lay_view=tuple(
                    3.0 + world.lay_insight * (k - 3.0) + random.gauss(0, world.lay_spread)
                    for k in true
                ),
            )
        case ExhibitKey():
            return TrueExhibit(
                key=key,
                slope=slope,
                difficulties=tuple(difficulty + random.gauss(0, 0.5) for _ in key.truth),
            )
        case NumberKey():
            return TrueNumber(key=key, difficulty=difficulty, slope=1.4 * slope)


def minutes_of(catalog: Catalog, entries: Sequence[BookletEntry]) -> float:
    """Expected minutes of a booklet."""
    seconds = 0.0
    for entry in entries:
        item = catalog.items[entry.item]
        if isinstance(item, SelfRating):
            seconds += SELF_RATING_SECONDS
        elif isinstance(item, InstructedCheck):
            seconds += CHECK_SECONDS
        elif isinstance(item, Claim):
            seconds += CLAIM_SECONDS
        else:
            seconds += item.key(short=entry.short).seconds
    return seconds / 60


def _renamed(person: Person) -> Person:
    return replace(
        person,
        levels={STUDY_NAMES[area]: level for area, level in person.levels.items()},
        self_view={STUDY_NAMES[area]: view for area, view in person.self_view.items()},
    )


def _figures(
    cases: Sequence[tuple[Person, ScoreSheet]], target: Target, catalog: Catalog
) -> dict[str, float]:
    found = [
        (person.levels[area], area, one)
        for person, sheet in cases
        for area, one in sheet.areas.items()
        if one.level is not None
    ]
    wholes = [
        (sheet.overall.level, fmean(person.levels.values()))
        for person, sheet in cases
        if sheet.overall is not None
    ]
    figures = {
        "r overall": correlation(wholes),
        "overall RMSE": _error(wholes),
        "r cluster": fmean(_cluster_r(cases, catalog, c) for c in _clusters(catalog)),
    }
    if not found:
        return figures
    critical = [(true, one) for true, area, one in found if area in target.critical_areas]
    gaps = [below(one.distribution or (), target.levels[area].level) for _, area, one in found]
    return figures | {
        "r area": correlation((one.level or 0, true) for true, _, one in found),
        "RMSE": _error([(one.level or 0, true) for true, _, one in found]),
        "critical RMSE": _error([(one.level or 0, true) for true, one in critical]),
        "80 % width": fmean(
            one.likely_range.high - one.likely_range.low for _, _, one in found if one.likely_range
        ),
        "coverage": fmean(
            one.wide_range.low <= true <= one.wide_range.high
            for true, _, one in found
            if one.wide_range
        ),
        "called": fmean(p <= LIKELY_MET or p >= LIKELY_GAP for p in gaps),
    }


def _clusters(catalog: Catalog) -> list[Cluster]:
    return sorted({area.cluster for area in catalog.areas.values()})


def _cluster_r(
    cases: Sequence[tuple[Person, ScoreSheet]], catalog: Catalog, cluster: Cluster
) -> float:
    mine: list[AreaId] = [a.id for a in catalog.areas.values() if a.cluster == cluster]
    return correlation(
        (sheet.clusters[cluster].level, fmean(person.levels[area] for area in mine))
        for person, sheet in cases
        if cluster in sheet.clusters
    )


def _error(pairs: Sequence[tuple[float, float]]) -> float:
    return math.sqrt(fmean((found - true) ** 2 for found, true in pairs))


COLUMNS = (
    "minutes",
    "r area",
    "RMSE",
    "critical RMSE",
    "80 % width",
    "coverage",
    "called",
    "r cluster",
    "r overall",
    "overall RMSE",
)


def print_shipped(rows: Sequence[Row]) -> list[str]:
    """Prints a row a form, its targets below it; returns what was missed, as form and figure."""
    print(f"{'form':<22}{'units':>6}" + "".join(f"{name:>15}" for name in COLUMNS))
    missed = []
    for row in rows:
        cells = [row.figures.get(name) for name in COLUMNS]
        print(
            f"{row.form:<22}{row.units:>6.0f}"
            + "".join(f"{'' if cell is None else f'{cell:.3f}':>15}" for cell in cells)
        )
        wanted, reference = TARGETS[row.form], REFERENCE[row.form]
        print(f"{'  target':<28}" + "".join(f"{_bounds(wanted.get(name)):>15}" for name in COLUMNS))
        print(
            f"{'  specification':<28}"
            + "".join(f"{reference.get(name, ''):>15}" for name in COLUMNS)
        )
        missed += [
            f"{row.form}: {name}"
            for name, (low, high) in wanted.items()
            if not low <= row.figures[name] <= high
        ]
    errors = {row.form: row.figures.get("critical RMSE", math.inf) for row in rows}
    missed += [
        f"{better}: critical RMSE not below that of {worse}"
        for worse, better in SURER
        if errors[better] >= errors[worse]
    ]
    return missed


def _bounds(wanted: tuple[float, float] | None) -> str:
    if wanted is None:
        return ""
    low, high = wanted
    return f"≤ {high:g}" if low == 0 else f"≥ {low:g}" if high == 1 else f"{low:g}–{high:g}"
