"""Who answers, and in which world?

Simulated people are plausible, not real. Their constants were tuned to published figures: the
reliability of judgement tests lies between a mean alpha of .46 and a retest figure of .82,
self-ratings correlate near .3 with measured ability, a tenth of people answer carelessly. The
study prints what it comes to here. No scoring constant was touched for it.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from random import Random
from typing import Literal

AREAS = (
    "strategy",
    "finance",
    "technology",
    "communication",
    "decisions",
    "stakeholders",
    "team",
    "governance",
    "maturity",
)

Kind = Literal["honest", "inflated", "faking", "modest", "random", "straight", "fading"]
SHARES: dict[Kind, float] = {
    "honest": 0.70,
    "inflated": 0.08,
    "faking": 0.08,
    "modest": 0.04,
    "random": 0.04,
    "straight": 0.03,
    "fading": 0.03,
}
CARELESS: frozenset[Kind] = frozenset({"random", "straight", "fading"})
EXTRA_TILT: dict[Kind, float] = {"inflated": 0.8, "faking": 1.2, "modest": -1.4}
"""Levels added to what such people say of themselves, over everybody's usual flattery."""


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What is assumed of people, items and experts. Spreads are standard deviations."""

    name: str
    mean_level: float = 2.75
    level_spread: float = 1.00
    shared: float = 0.45
    """Correlation of true levels between areas."""

    elevation: float = 0.5
    stretch: float = 0.25
    """Rating habits: shift of a personal scale, and spread of the logarithm of its stretch."""
    format_skill: float = 0.35
    """In levels, per person and format: being good at exhibits, or at judgements."""
    scenario_noise: float = 0.70
    """In levels, per person and unit: knowing just this case, or having no idea of it."""
    pace: float = 0.28
    skipped: float = 0.02

    perception_noise: float = 0.62
    """In points of effectiveness: how blurred one action is seen."""
    lay_insight: float = 0.15
    """How far the lay view of actions follows the experts'; 0 not at all, 1 entirely."""
    lay_spread: float = 0.85
    slope: float = 1.25
    slope_spread: float = 0.25

    difficulty_error: float = 0.6
    key_error: float = 0.25

    insight: float = 0.32
    """How much of a difference in level shows in what people say of themselves."""
    flattery: float = 0.75
    tilt: float = 0.45
    blind_share: float = 0.14
    blind_size: float = 1.1
    self_noise: float = 0.60


DEFAULT = World(name="default")
WORLDS: dict[str, World] = {
    "default": DEFAULT,
    "harsh": replace(
        DEFAULT,
        name="harsh",
        mean_level=2.35,
        level_spread=0.80,
        shared=0.30,
        elevation=0.8,
        stretch=0.4,
        format_skill=0.5,
        scenario_noise=0.9,
        perception_noise=0.75,
        slope_spread=0.45,
        difficulty_error=0.9,
        key_error=0.5,
        insight=0.25,
    ),
    "strong": replace(DEFAULT, name="strong", mean_level=3.45, level_spread=0.80),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody whose true levels are known."""

    kind: Kind
    levels: Mapping[str, float]
    elevation: float
    stretch: float
    format_skill: Mapping[str, float]
    pace: float
    self_view: Mapping[str, float]
    """What they believe of themselves per area, in levels, before an answer scale is applied."""
    habits: Random = field(repr=False)
    """Their own chance, so that people do not depend on each other."""

    @property
    def careless(self) -> bool:
        return self.kind in CARELESS


def make_person(world: World, random: Random) -> Person:
    kind: Kind = random.choices(list(SHARES), weights=list(SHARES.values()))[0]
    common = random.gauss(0, 1)
    levels = {
        area: world.mean_level
        + world.level_spread
        * (math.sqrt(world.shared) * common + math.sqrt(1 - world.shared) * random.gauss(0, 1))
        for area in AREAS
    }
    tilt = world.flattery + random.gauss(0, world.tilt) + EXTRA_TILT.get(kind, 0.0)
    return Person(
        kind=kind,
        levels=levels,
        elevation=random.gauss(0, world.elevation),
        stretch=math.exp(random.gauss(0, world.stretch)) * (1.2 if kind == "faking" else 1.0),
        format_skill={
            name: random.gauss(0, world.format_skill) for name in ("judgement", "exhibit", "number")
        },
        pace=math.exp(random.gauss(0, world.pace)),
        self_view={
            area: world.mean_level
            + world.insight * (level - world.mean_level)
            + tilt
            + _blind_spot(world, random)
            + random.gauss(0, world.self_noise)
            for area, level in levels.items()
        },
        habits=Random(random.getrandbits(64)),
    )


def _blind_spot(world: World, random: Random) -> float:
    """In some areas people see themselves far higher, in as many far lower than they are."""
    draw = random.random()
    if draw < world.blind_share:
        return world.blind_size
    return -world.blind_size if draw > 1 - world.blind_share else 0.0
