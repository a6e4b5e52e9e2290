"""Which lessons does a result, a review or a plan point to?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask import url_for

from assessment.domain.areas import AreaId
from assessment.domain.bank import ItemId
from assessment.domain.catalog import Catalog
from assessment.domain.learning import (
    facet_of,
    facets_turned,
    lessons_for_action,
    lessons_for_gap,
)
from assessment.domain.lessons import Lesson
from assessment.domain.planning.plan import NinetyDayPlan
from assessment.domain.plans import ActionId
from assessment.services.learning import ExerciseTally
from assessment.services.presenting import Presented


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonLink:
    """The way to a lesson."""

    title: str
    minutes: int
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GapLessons:
    """The lessons of a gap, and how many exercises of its area are in the log."""

    links: tuple[LessonLink, ...]
    turned: bool
    """Whether the first of them are those of wrong turns the answers took."""
    logged: int


def lesson_link(lesson: Lesson) -> LessonLink:
    """The way to one lesson."""
    return LessonLink(
        title=lesson.title,
        minutes=lesson.minutes,
        address=url_for("learn.lesson", facet=lesson.id),
    )


def gap_lessons(
    presented: Presented, current: Catalog, tally: ExerciseTally
) -> Mapping[AreaId, GapLessons]:
    """For every area to develop, its lessons.

    Questions have the facets of the content they were asked from; lessons are today's.
    """
    found = {}
    for card in presented.findings.priorities:
        turned = facets_turned(presented.result.catalog, card.because)
        area = current.areas.get(card.area)
        found[card.area] = GapLessons(
            links=_links(lessons_for_gap(current, card.area, turned)),
            turned=any(facet in current.lessons for facet in turned),
            logged=0 if area is None else tally.in_area(area),
        )
    return found


def item_lessons(presented: Presented, current: Catalog) -> Mapping[ItemId, LessonLink]:
    """For every question of the form whose facet has a lesson today, that lesson."""
    found = {}
    for entry in presented.result.attempt.booklet.entries:
        facet = facet_of(presented.result.catalog, entry.item)
        if facet is not None and facet in current.lessons:
            found[entry.item] = lesson_link(current.lessons[facet])
    return found


def action_lessons(
    plan: NinetyDayPlan, current: Catalog
) -> Mapping[ActionId, tuple[LessonLink, ...]]:
    """For every step of a plan, the lessons of what called for it."""
    return {
        planned.action.id: _links(lessons_for_action(current, planned.action.triggers))
        for planned in plan.actions
    }


def _links(lessons: Iterable[Lesson]) -> tuple[LessonLink, ...]:
    return tuple(lesson_link(lesson) for lesson in lessons)
