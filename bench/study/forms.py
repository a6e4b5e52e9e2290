"""Which form is given: units with a truth behind them, and what experts made of it?"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from assessment.domain.areas import AreaId
from assessment.domain.bank import (
    CheckKey,
    ExhibitKey,
    ItemBank,
    ItemId,
    JudgementKey,
    NumberKey,
    SelfRatingKey,
)
from assessment.domain.profiles import Context, ProfileId, Target, TargetLevel
from bench.study.world import AREAS, World

BLUEPRINT: dict[str, tuple[int, int, int]] = {
    "strategy": (2, 1, 0),
    "finance": (1, 1, 1),
    "technology": (1, 2, 0),
    "communication": (2, 1, 0),
    "decisions": (1, 1, 1),
    "stakeholders": (2, 1, 0),
    "team": (2, 1, 0),
    "governance": (1, 2, 0),
    "maturity": (2, 1, 0),
}
"""Judgements, exhibits and numbers per area of the 35-minute form (1.5)."""

SCALE_UP: dict[str, tuple[float, bool]] = {
    "strategy": (3.5, True),
    "finance": (3.0, False),
    "technology": (3.5, False),
    "communication": (3.5, True),
    "decisions": (3.5, False),
    "stakeholders": (3.5, False),
    "team": (4.0, True),
    "governance": (3.0, False),
    "maturity": (3.5, False),
}
"""Required level and whether critical, of the scale-up CTO (5.5)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueJudgement:
    """A scenario as it is, and the key experts wrote for it."""

    key: JudgementKey
    difficulty: float
    slope: float
    effectiveness: tuple[float, ...]
    lay_view: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueExhibit:
    """An exhibit as it is: each statement has a difficulty of its own around the unit's."""

    key: ExhibitKey
    slope: float
    difficulties: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueNumber:
    """A calculation as it is."""

    key: NumberKey
    difficulty: float
    slope: float


TrueUnit = TrueJudgement | TrueExhibit | TrueNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyForm:
    """One bank: the units as they are, and the form scoring is told of."""

    units: tuple[TrueUnit, ...]
    self_ratings: tuple[SelfRatingKey, ...]
    checks: tuple[CheckKey, ...]

    @property
    def bank(self) -> ItemBank:
        return ItemBank(
            items=(*(unit.key for unit in self.units), *self.self_ratings, *self.checks)
        )


def scale_up_target() -> Target:
    return Target(
        profile=ProfileId("scale-up"),
        title="Scale-up CTO",
        context=Context(),
        chosen_because="",
        levels={
            AreaId(area): TargetLevel(
                area=AreaId(area),
                level=level,
                weight=3.0 if critical else 2.0,
                critical=critical,
                reason="",
            )
            for area, (level, critical) in SCALE_UP.items()
        },
    )


def make_form(
    world: World,
    random: Random,
    *,
    blueprint: Mapping[str, tuple[int, int, int]] = BLUEPRINT,
    depth: int = 1,
) -> StudyForm:
    """A form of the blueprint, with ``depth`` times its units in every area."""
    units: list[TrueUnit] = []
    for area in AREAS:
        judgements, exhibits, numbers = (depth * count for count in blueprint[area])
        units += [_judgement(world, random, area, f"{area}-j{i}") for i in range(judgements)]
        units += [_exhibit(world, random, area, f"{area}-e{i}") for i in range(exhibits)]
        units += [_number(world, random, area, f"{area}-n{i}") for i in range(numbers)]
    return StudyForm(
        units=tuple(units),
        self_ratings=tuple(
            SelfRatingKey(id=ItemId(f"{area}-self"), area=AreaId(area)) for area in AREAS
        ),
        checks=tuple(CheckKey(id=ItemId(f"check-{i}"), correct=i + 2) for i in range(2)),
    )


def _difficulty(random: Random) -> float:
    return random.uniform(1.9, 4.3)


def _slope(world: World, random: Random) -> float:
    return world.slope * math.exp(random.gauss(0, world.slope_spread))


def _within(value: float) -> float:
    return min(5.0, max(1.0, value))


def _judgement(world: World, random: Random, area: str, item: str) -> TrueJudgement:
    difficulty = _difficulty(random)
    while True:
        effectiveness = [
            random.uniform(4.0, 4.8),
            random.uniform(3.2, 4.2),
            random.uniform(2.2, 3.4),
            random.uniform(1.6, 2.8),
            random.uniform(1.1, 2.2),
        ]
        random.shuffle(effectiveness)
        keyed = tuple(_within(k + random.gauss(0, world.key_error)) for k in effectiveness)
        pairs = sum(abs(a - b) >= 0.6 for i, a in enumerate(keyed) for b in keyed[i + 1 :])
        # A scenario with fewer than four clear pairs is dropped when keys are made (1.6).
        if pairs >= 4:
            break
    return TrueJudgement(
        key=JudgementKey(
            id=ItemId(item),
            area=AreaId(area),
            difficulty=_within(difficulty + random.gauss(0, world.difficulty_error)),
            seconds=64.0,
            key_status="panel",
            effectiveness=keyed,
        ),
        difficulty=difficulty,
        slope=_slope(world, random),
        effectiveness=tuple(effectiveness),
        lay_view=tuple(
            3.0 + world.lay_insight * (k - 3.0) + random.gauss(0, world.lay_spread)
            for k in effectiveness
        ),
    )


def _exhibit(world: World, random: Random, area: str, item: str) -> TrueExhibit:
    difficulty = _difficulty(random)
    truth = [True, False, True, False, random.random() < 0.5]
    random.shuffle(truth)
    return TrueExhibit(
        key=ExhibitKey(
            id=ItemId(item),
            area=AreaId(area),
            difficulty=_within(difficulty + random.gauss(0, world.difficulty_error)),
            seconds=65.0,
            key_status="panel",
            truth=tuple(truth),
        ),
        slope=_slope(world, random),
        difficulties=tuple(difficulty + random.gauss(0, 0.5) for _ in truth),
    )


def _number(world: World, random: Random, area: str, item: str) -> TrueNumber:
    difficulty = _difficulty(random)
    return TrueNumber(
        key=NumberKey(
            id=ItemId(item),
            area=AreaId(area),
            difficulty=_within(difficulty + random.gauss(0, world.difficulty_error)),
            seconds=70.0,
            key_status="panel",
            correct=100.0,
            tolerance=0.02,
        ),
        difficulty=difficulty,
        slope=1.4 * _slope(world, random),
    )
