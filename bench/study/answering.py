"""How does somebody answer a form?

Actions are seen as a blend of the lay and the experts' view, blurred, and rated through a personal
scale; statements are known or guessed; calculations succeed or slip. None of this is the response
model of scoring.
"""

import math
from random import Random

from assessment.domain.attempts import MARKS, Mark, Response, Value
from assessment.domain.bank import ItemId
from bench.study.forms import StudyForm, TrueExhibit, TrueJudgement, TrueNumber, TrueUnit
from bench.study.world import Person, World


def answer_form(world: World, person: Person, form: StudyForm) -> dict[ItemId, Response]:
    random = person.habits
    responses: dict[ItemId, Response] = {}
    favourite = random.randint(1, 5)
    for position, unit in enumerate(form.units):
        first_half = position < len(form.units) / 2
        attentive = not person.careless or (person.kind == "fading" and first_half)
        if attentive and random.random() < world.skipped:
            continue
        if attentive:
            value = _considered(world, person, unit, random)
            hurry = 1.0
        elif person.kind == "straight":
            value = _straight(unit, favourite, random)
            hurry = random.uniform(0.2, 0.8)
        else:
            value = _random(unit, random)
            hurry = random.uniform(0.15, 0.9)
        seconds = unit.key.seconds * person.pace * hurry * math.exp(random.gauss(0, 0.25))
        responses[unit.key.id] = Response(item=unit.key.id, value=value, seconds=seconds)
    for own in form.self_ratings:
        said = favourite if person.kind == "straight" else _on_scale(person.self_view[own.area])
        responses[own.id] = Response(item=own.id, value=said)
    for check in form.checks:
        careful = 0.99 if not person.careless else 0.25
        right = random.random() < careful
        value = check.correct if right else 1 + check.correct % 5
        responses[check.id] = Response(item=check.id, value=value)
    return responses


def quiz_levels(person: Person) -> dict[str, float]:
    """A typical agree-disagree quiz: four statements per area, and their mean is the level."""
    random = person.habits
    return {
        area: sum(_on_scale(view + random.gauss(0, 0.8)) for _ in range(4)) / 4
        for area, view in person.self_view.items()
    }


def _on_scale(value: float) -> int:
    return min(5, max(1, math.floor(value + 0.5)))


def _logistic(value: float) -> float:
    return 1 / (1 + math.exp(-value))


def _considered(world: World, person: Person, unit: TrueUnit, random: Random) -> Value:
    level = person.levels[unit.key.area] + random.gauss(0, world.scenario_noise)
    match unit:
        case TrueJudgement():
            return _rate(world, person, unit, level + person.format_skill["judgement"], random)
        case TrueExhibit():
            return _mark(unit, level + person.format_skill["exhibit"], random)
        case TrueNumber():
            return _calculate(unit, level + person.format_skill["number"], random)


def _rate(
    world: World, person: Person, unit: TrueJudgement, level: float, random: Random
) -> tuple[int, ...]:
    expertise = _logistic(unit.slope * (level - unit.difficulty))
    seen = [
        expertise * expert + (1 - expertise) * lay + random.gauss(0, world.perception_noise)
        for expert, lay in zip(unit.effectiveness, unit.lay_view, strict=True)
    ]
    return tuple(_on_scale(3.0 + person.elevation + person.stretch * (s - 3.0)) for s in seen)


def _mark(unit: TrueExhibit, level: float, random: Random) -> tuple[Mark, ...]:
    marks: list[Mark] = []
    for true, difficulty in zip(unit.key.truth, unit.difficulties, strict=True):
        if random.random() < _logistic(unit.slope * (level - difficulty)):
            slip = random.random() < 0.02
            marks.append("T" if true != slip else "F")
        else:
            marks.append(random.choices(("T", "F", "?"), weights=(0.45, 0.3, 0.25))[0])
    return tuple(marks)


def _calculate(unit: TrueNumber, level: float, random: Random) -> float:
    able = random.random() < 0.02 + 0.94 * _logistic(unit.slope * (level - unit.difficulty))
    return unit.key.correct if able else unit.key.correct * random.choice((0.5, 0.8, 1.2, 2.0))


def _straight(unit: TrueUnit, favourite: int, random: Random) -> Value:
    """The same mark all along, with a slip now and then."""
    match unit:
        case TrueJudgement():
            return tuple(
                random.randint(1, 5) if random.random() < 0.04 else favourite
                for _ in unit.effectiveness
            )
        case TrueExhibit():
            always: Mark = "T"
            return (always,) * len(unit.key.truth)
        case TrueNumber():
            return float(favourite)


def _random(unit: TrueUnit, random: Random) -> Value:
    match unit:
        case TrueJudgement():
            return tuple(random.randint(1, 5) for _ in unit.effectiveness)
        case TrueExhibit():
            return tuple(random.choice(MARKS) for _ in unit.key.truth)
        case TrueNumber():
            return float(random.randint(1, 200))
