"""Who are the generated people the plan is tested on: real targets, drawn levels, one seed each?"""

import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from math import exp

from assessment.domain.areas import AreaId
from assessment.domain.catalog import Catalog
from assessment.domain.planning.facts import GapFact, PlanFacts, gap_facts
from assessment.domain.plans import Mode, SituationId
from assessment.domain.profiles import Context, ProfileId, StageId
from assessment.domain.scoring.grid import GRID
from assessment.domain.scoring.reading import read_sheet
from assessment.domain.scoring.sheet import AreaScore
from assessment.domain.targets import build_target
from tests.content.shipped import catalog
from tests.domain.scoring_forms import make_area_score, make_sheet

START = date(2026, 9, 7)
"""A Monday, far from any clock."""
STAGES = ("founding", "growing", "large", "very-large", None)
PEOPLE = 200


def bell(level: float, spread: float) -> tuple[float, ...]:
    """A distribution over the grid around ``level``."""
    weights = [exp(-(((point - level) / spread) ** 2) / 2) for point in GRID]
    return tuple(weight / sum(weights) for weight in weights)


def drawn_gaps(
    rng: random.Random, content: Catalog, profile: ProfileId, stage: StageId | None
) -> Mapping[AreaId, GapFact]:
    """A person whose levels are drawn around 3, read against the real target of a type."""
    target = build_target(content.profiles[profile], Context(stage=stage), content.adjustments)
    scores: list[AreaScore] = []
    for area in content.areas:
        spread = rng.uniform(0.45, 0.8)
        known = rng.random() > 0.04
        found = bell(rng.gauss(2.9, 0.9), spread) if known else None
        scores.append(make_area_score(area, found, standard_error=spread))
    sheet = make_sheet(*scores)
    months = {area.id: area.months_per_level for area in content.areas.values()}
    return gap_facts(read_sheet(sheet, target, months), sheet.areas, sheet.units)


def person(number: int) -> PlanFacts:
    """Person ``number``: types, situations, modes and hours go round, the rest is drawn."""
    rng, content = random.Random(number), catalog()
    types = [p.id for p in content.profiles.values() if p.kind == "type"]
    situations = list(content.situations)
    profile = types[number % len(types)]
    mode: Mode = "preparing" if number % 3 == 2 else "in-role"
    stage_name = rng.choice(STAGES)
    stage = None if stage_name is None else StageId(stage_name)
    facts = [fact.id for fact in content.mandate_facts]
    return PlanFacts(
        start=START + timedelta(days=rng.randrange(0, 14)),
        hours_per_week=3 + rng.randrange(10),
        mode=mode,
        situation=SituationId(situations[number % len(situations)]),
        mandate_held=None
        if mode == "preparing"
        else tuple(sorted(rng.sample(facts, rng.randint(0, len(facts))))),
        days_off=tuple(
            START + timedelta(days=rng.randrange(91)) for _ in range(rng.choice((0, 3)))
        ),
        profile=profile,
        profile_title=content.profiles[profile].title,
        stage=stage,
        gaps=drawn_gaps(rng, content, profile, stage),
    )


def people(count: int = PEOPLE) -> list[PlanFacts]:
    """The first ``count`` generated people."""
    return [person(number) for number in range(count)]


def with_priority(facts: PlanFacts, area: AreaId, priority: float) -> PlanFacts:
    """The same person with another shortfall in one area, seen as its priority."""
    return replace(facts, gaps={**facts.gaps, area: replace(facts.gaps[area], priority=priority)})
