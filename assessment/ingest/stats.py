"""What is in the content, counted: the figures behind ``content stats --json``?"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from assessment.domain.areas import AreaId, SeedId
from assessment.domain.catalog import Catalog
from assessment.domain.interviews import InterviewQuestion
from assessment.domain.items import (
    Claim,
    DemonstratedUnit,
    ExhibitItem,
    InstructedCheck,
    Item,
    JudgementItem,
)
from assessment.domain.plans import TRACKS, PlanAction
from assessment.ingest.actions import MODES, PHASES
from assessment.ingest.bank_balance import best_is_longest, best_places, item_texts
from assessment.ingest.item_kinds import kind_of
from assessment.ingest.lengths import words_in
from assessment.ingest.lessons import text_words
from assessment.ingest.reading_grade import reading_grade
from assessment.ingest.seeds import SEED_IDS

Row = TypeVar("Row")


def content_stats(catalog: Catalog) -> dict[str, Any]:
    """Count a catalogue. Shares are 0 to 1, lengths are words; retired items are left out."""
    items = [item for item in catalog.items.values() if item.status == "live"]
    actions = [action for action in catalog.actions.values() if action.status == "live"]
    return {
        "revision": catalog.revision,
        "counts": _counts(catalog, items, actions),
        "areas": {area: _area(catalog, area, items, actions) for area in catalog.areas},
        "judgement": _judgement([i for i in items if isinstance(i, JudgementItem)]),
        "exhibit": _exhibit([i for i in items if isinstance(i, ExhibitItem)]),
        "actions": _actions(actions),
        "seeds": _seeds(catalog),
        "words": {
            **_lengths(items, actions),
            "lesson": _spread([text_words(lesson) for lesson in catalog.lessons.values()]),
        },
        "reading_grade": _reading_grades([i for i in items if isinstance(i, DemonstratedUnit)]),
    }


def live_questions(catalog: Catalog) -> list[InterviewQuestion]:
    """The interview questions that are asked today, by id."""
    return [question for question in catalog.questions.values() if question.status == "live"]


def _counts(
    catalog: Catalog, items: Sequence[Item], actions: Sequence[PlanAction]
) -> dict[str, Any]:
    return {
        "areas": len(catalog.areas),
        "facets": len(catalog.facets),
        "items": len(items),
        "items_by_kind": _tally(items, kind_of),
        "units": sum(isinstance(item, DemonstratedUnit) for item in items),
        "claims": sum(isinstance(item, Claim) for item in items),
        "actions": len(actions),
        "situations": len(catalog.situations),
        "profiles": _tally(catalog.profiles.values(), lambda profile: profile.kind),
        "adjustments": _tally(catalog.adjustments.values(), lambda change: change.kind),
        "pages": len(catalog.pages),
        "lessons": len(catalog.lessons),
        "interview_questions": _tally(live_questions(catalog), lambda question: question.kind),
    }


def _area(
    catalog: Catalog, area: AreaId, items: Sequence[Item], actions: Sequence[PlanAction]
) -> dict[str, Any]:
    units = catalog.units_of(area)
    facets = [facet.id for facet in catalog.areas[area].facets]
    per_facet = Counter(unit.facet for unit in units)
    openers = [
        unit for unit in units if isinstance(unit, JudgementItem | ExhibitItem) and unit.short
    ]
    difficulties = [unit.difficulty for unit in units]
    return {
        "units": len(units),
        "units_by_kind": _tally(units, kind_of),
        "openers_by_kind": _tally(openers, kind_of),
        "units_by_facet": {facet: per_facet[facet] for facet in facets},
        "facets_covered": sum(1 for facet in facets if per_facet[facet]),
        "difficulty": _spread(difficulties),
        "claims": sum(isinstance(item, Claim) and item.area == area for item in items),
        "actions": sum(_concerns(catalog, action, area) for action in actions),
        "lessons": sum(lesson.area == area for lesson in catalog.lessons.values()),
        "interview_questions": _tally(
            [question for question in live_questions(catalog) if question.area == area],
            lambda question: question.kind,
        ),
    }


def _concerns(catalog: Catalog, action: PlanAction, area: AreaId) -> bool:
    """Whether an action is triggered by an area or one of its facets."""
    facets = {facet.id for facet in catalog.areas[area].facets}
    return area in action.triggers.areas or not facets.isdisjoint(action.triggers.facets)


def _judgement(items: Sequence[JudgementItem]) -> dict[str, Any]:
    longest_in_words = sum(best_is_longest(item, words_in) for item in items)
    longest_in_characters = sum(best_is_longest(item, len) for item in items)
    return {
        "items": len(items),
        "best_position": dict(sorted(best_places(items).items())),
        "best_is_longest": {
            "words": _share(longest_in_words, len(items)),
            "characters": _share(longest_in_characters, len(items)),
        },
        "with_short_cut": sum(bool(item.short) for item in items),
    }


def _exhibit(items: Sequence[ExhibitItem]) -> dict[str, Any]:
    statements = [statement for item in items for statement in item.statements]
    return {
        "items": len(items),
        "statements": len(statements),
        "true_share": _share(sum(s.truth for s in statements), len(statements)),
        "with_short_cut": sum(bool(item.short) for item in items),
    }


def _actions(actions: Sequence[PlanAction]) -> dict[str, Any]:
    cells = {
        track: {
            f"phase {phase}": {
                mode: sum(
                    1
                    for action in actions
                    if (action.track, action.phase) == (track, phase) and mode in action.modes
                )
                for mode in MODES
            }
            for phase in PHASES
        }
        for track in TRACKS
    }
    return {
        "by_track_phase_mode": cells,
        "by_kind": _tally(actions, lambda action: action.kind),
        "backbone": {
            mode: sum(1 for a in actions if a.triggers.always and mode in a.modes) for mode in MODES
        },
        "hours": _spread([action.effort_hours for action in actions]),
    }


def _seeds(catalog: Catalog) -> dict[str, Any]:
    used: Counter[SeedId] = Counter()
    for seeded in _seeded(catalog):
        used.update(seeded)
    return {
        "used": {seed: used[seed] for seed in SEED_IDS if used[seed]},
        "unused": [seed for seed in SEED_IDS if not used[seed]],
    }


def _seeded(catalog: Catalog) -> Iterable[tuple[SeedId, ...]]:
    for item in catalog.items.values():
        if not isinstance(item, InstructedCheck):
            yield item.seeds
    for area in catalog.areas.values():
        yield area.seeds
    for facet in catalog.facets.values():
        yield facet.seeds
    for profile in catalog.profiles.values():
        yield profile.seeds
    for action in catalog.actions.values():
        yield action.seeds
    for situation in catalog.situations.values():
        yield situation.seeds
    for page in catalog.pages.values():
        yield page.seeds
    for lesson in catalog.lessons.values():
        yield lesson.seeds
    for question in catalog.questions.values():
        yield question.seeds


def _lengths(items: Sequence[Item], actions: Sequence[PlanAction]) -> dict[str, Any]:
    judgements = [item for item in items if isinstance(item, JudgementItem)]
    exhibits = [item for item in items if isinstance(item, ExhibitItem)]
    return {
        "judgement_story": _spread([words_in(item.stem.source) for item in judgements]),
        "judgement_action": _spread(
            [words_in(action.text) for item in judgements for action in item.actions]
        ),
        "exhibit_statement": _spread(
            [words_in(statement.text) for item in exhibits for statement in item.statements]
        ),
        "plan_action": _spread([words_in(action.body.source) for action in actions]),
    }


def _reading_grades(units: Sequence[DemonstratedUnit]) -> Mapping[str, float] | None:
    grades = [reading_grade(item_texts(unit)) for unit in units]
    return _spread([round(grade, 1) for grade in grades if grade is not None])


def _tally(rows: Iterable[Row], name: Callable[[Row], str]) -> dict[str, int]:
    return dict(sorted(Counter(name(row) for row in rows).items()))


def _spread(values: Sequence[float]) -> Mapping[str, float] | None:
    """Lowest, mean and highest, or None of nothing."""
    if not values:
        return None
    mean = sum(values) / len(values)
    return {"min": min(values), "mean": round(mean, 2), "max": max(values)}


def _share(part: float, whole: int) -> float | None:
    return round(part / whole, 3) if whole else None
