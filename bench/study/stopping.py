"""What is saved, and what is lost, where the form stops once all critical areas are decided?

The role-weighted form in the order the app gives it, stopped by the app's own rule: a look after
each question of a critical area from its third on, while three questions or more lie ahead.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from statistics import fmean

from assessment.domain.areas import AreaId
from assessment.domain.attempts import Response
from assessment.domain.bank import ItemBank, ItemId
from assessment.domain.booklet_order import interleave
from assessment.domain.scoring.reading import UNITS_FOR_A_LEVEL
from assessment.domain.scoring.score import score
from assessment.domain.scoring.sheet import ScoreSheet
from assessment.domain.stopping import FEWEST_LEFT, all_decided
from bench.study.answering import answer_form
from bench.study.forms import SCALE_UP, StudyForm, make_form, scale_up_target
from bench.study.weighted import WEIGHTED, decided_rightly
from bench.study.world import World, make_person


@dataclass(frozen=True, slots=True, kw_only=True)
class StopFigures:
    """Shares from 0 to 1. "Stopped" are those who took the offer, which here everybody does."""

    stopped: float
    units: float
    """Questions answered on average, of 27; of those who stopped in ``units_stopped``."""
    units_stopped: float
    decided: float
    """Critical areas that are decided when the form ends."""
    right: float
    right_stopped: float


def run_stopping(world: World, *, banks: int, people: int, seed: int) -> StopFigures:
    """Attentive people of one world, each stopping at the first offer."""
    lengths: list[tuple[int, bool]] = []
    decisions: list[tuple[bool | None, bool]] = []
    for bank in range(banks):
        random = Random(f"weighted/{world.name}/{seed}/{bank}")
        folk = [p for p in (make_person(world, random) for _ in range(people)) if not p.careless]
        form = make_form(world, random, blueprint=WEIGHTED)
        order = _order(form, bank)
        for person in folk:
            units, sheet, stopped = _sit(form, order, answer_form(world, person, form))
            lengths.append((units, stopped))
            decisions += [
                (decided_rightly(area, person.levels[area], sheet.areas[AreaId(area)]), stopped)
                for area, (_, critical) in SCALE_UP.items()
                if critical
            ]
    made = [(right, stopped) for right, stopped in decisions if right is not None]
    return StopFigures(
        stopped=fmean(stopped for _, stopped in lengths),
        units=fmean(units for units, _ in lengths),
        units_stopped=fmean([units for units, stopped in lengths if stopped] or [0]),
        decided=len(made) / len(decisions),
        right=fmean(right for right, _ in made),
        right_stopped=fmean([right for right, stopped in made if stopped] or [0]),
    )


def _order(form: StudyForm, seed: int) -> Sequence[ItemId]:
    by_area: dict[AreaId, list[ItemId]] = {}
    for unit in form.units:
        by_area.setdefault(unit.key.area, []).append(unit.key.id)
    return interleave(by_area, seed, "unit", after=None)


def _sit(
    form: StudyForm, order: Sequence[ItemId], responses: Mapping[ItemId, Response]
) -> tuple[int, ScoreSheet, bool]:
    """How many questions were given, the sheet of them, and whether the form was cut short."""
    target = scale_up_target()
    areas = {unit.key.id: unit.key.area for unit in form.units}
    given: set[ItemId] = set()
    met: dict[AreaId, int] = {}
    for place, item in enumerate(order):
        given.add(item)
        area = areas[item]
        met[area] = met.get(area, 0) + 1
        left = len(order) - place - 1
        if not SCALE_UP[area][1] or met[area] < UNITS_FOR_A_LEVEL or left < FEWEST_LEFT:
            continue
        sheet = score(_cut(form, given), responses)
        if all_decided(sheet, target):
            return len(given), sheet, True
    return len(order), score(form.bank, responses), False


def _cut(form: StudyForm, given: set[ItemId]) -> ItemBank:
    asked = (unit.key for unit in form.units if unit.key.id in given)
    return ItemBank(items=(*asked, *form.self_ratings))


def print_stopping(found: StopFigures) -> None:
    print(
        f"stopping when decided: {found.stopped:.3f} stop, after {found.units_stopped:.1f} of 27 "
        f"questions; {found.units:.1f} on average over all; decided {found.decided:.3f}, "
        f"rightly {found.right:.3f} (of those who stopped {found.right_stopped:.3f})"
    )
