"""What does a template see of the lessons and of a person's log?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import mean

from flask import url_for

from assessment.domain.areas import CLUSTER_TITLES, CLUSTERS, level_name
from assessment.domain.catalog import Catalog
from assessment.domain.language import gettext as _
from assessment.domain.learning import areas_in_order, neighbours
from assessment.domain.lesson_search import Hit, Part
from assessment.domain.lessons import Lesson
from assessment.services.learning import ExerciseTally, LoggedExercise
from assessment.web.lesson_links import LessonLink, lesson_link
from assessment.web.words import day_words


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetLine:
    """One facet of an area, with its lesson where one is written."""

    title: str
    definition: str
    lesson: LessonLink | None
    logged: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaShelf:
    """One area with its facets."""

    anchor: str
    title: str
    facets: tuple[FacetLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterShelf:
    """The areas of one cluster."""

    title: str
    areas: tuple[AreaShelf, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexPage:
    """All lessons."""

    lessons: int
    minutes: int
    """Of one lesson, about."""
    clusters: tuple[ClusterShelf, ...]
    logged: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HitLine:
    """One lesson that was found."""

    lesson: LessonLink
    area: str
    facet: str
    excerpt: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The way from one level to the next: the two anchors of the area beside the lesson's words."""

    anchor: str
    title: str
    below: str
    above: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonPage:
    """One lesson and the way to its neighbours."""

    id: str
    area: str
    area_address: str
    facet: str
    definition: str
    lesson: Lesson
    passages: tuple[Passage, Passage]
    before: LessonLink | None
    after: LessonLink | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryLine:
    """One entry of the log."""

    id: str
    anchor: str
    day: str
    lesson: LessonLink | None
    lesson_title: str
    what: tuple[str, ...]
    outcome: tuple[str, ...]
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LogDay:
    """What the log holds for one day."""

    day: str
    entries: tuple[EntryLine, ...]


def make_index_page(catalog: Catalog, tally: ExerciseTally) -> IndexPage:
    """Areas by cluster, with their facets and lessons."""
    areas = areas_in_order(catalog)
    return IndexPage(
        lessons=len(catalog.lessons),
        minutes=round(mean(lesson.minutes for lesson in catalog.lessons.values()))
        if catalog.lessons
        else 0,
        clusters=tuple(
            ClusterShelf(
                title=CLUSTER_TITLES[cluster],
                areas=tuple(
                    AreaShelf(
                        anchor=area_anchor(area.id),
                        title=area.title,
                        facets=tuple(
                            FacetLine(
                                title=facet.title,
                                definition=facet.definition,
                                lesson=None
                                if facet.id not in catalog.lessons
                                else lesson_link(catalog.lessons[facet.id]),
                                logged=tally.by_facet.get(facet.id, 0),
                            )
                            for facet in area.facets
                        ),
                    )
                    for area in areas
                    if area.cluster == cluster
                ),
            )
            for cluster in CLUSTERS
        ),
        logged=tally.total,
    )


def area_anchor(area: str) -> str:
    """Where an area stands on the page of all lessons."""
    return f"area-{area}"


def hit_lines(catalog: Catalog, hits: Iterable[Hit]) -> tuple[HitLine, ...]:
    """What was found, in the order given."""
    return tuple(
        HitLine(
            lesson=lesson_link(hit.lesson),
            area=catalog.areas[hit.lesson.area].title,
            facet=catalog.facets[hit.lesson.id].title,
            excerpt=hit.excerpt,
        )
        for hit in hits
    )


def make_lesson_page(catalog: Catalog, lesson: Lesson) -> LessonPage:
    """One lesson as it is read."""
    area, facet = catalog.areas[lesson.area], catalog.facets[lesson.id]
    before, after = neighbours(catalog, lesson.id)
    return LessonPage(
        id=lesson.id,
        area=area.title,
        area_address=url_for("learn.index", _anchor=area_anchor(area.id)),
        facet=facet.title,
        definition=facet.definition,
        lesson=lesson,
        passages=(_passage(area.anchors, 2), _passage(area.anchors, 3)),
        before=None if before is None else lesson_link(before),
        after=None if after is None else lesson_link(after),
    )


def _passage(anchors: Sequence[str], level: int) -> Passage:
    return Passage(
        anchor=f"from-{level}-to-{level + 1}",
        title=_("From %(level)s to %(level2)s") % {"level": level, "level2": level + 1},
        below=f"{level} {level_name(level)}: {anchors[level - 1]}",
        above=f"{level + 1} {level_name(level + 1)}: {anchors[level]}",
    )


def entry_lines(catalog: Catalog, entries: Iterable[LoggedExercise]) -> tuple[EntryLine, ...]:
    """Entries in the order given. What the content has dropped keeps its id for a name."""
    return tuple(_entry_line(catalog, entry) for entry in entries)


def log_days(entries: Iterable[EntryLine]) -> tuple[LogDay, ...]:
    """Entries that stand in order of their days, day by day."""
    return tuple(
        LogDay(day=day, entries=tuple(own)) for day, own in groupby(entries, lambda e: e.day)
    )


def _entry_line(catalog: Catalog, entry: LoggedExercise) -> EntryLine:
    lesson = catalog.lessons.get(entry.facet)
    return EntryLine(
        id=entry.id,
        anchor=f"entry-{entry.id}",
        day=day_words(entry.exercise.done_on),
        lesson=None if lesson is None else lesson_link(lesson),
        lesson_title=(_("A lesson that is gone (%(facet)s)") % {"facet": entry.facet})
        if lesson is None
        else lesson.title,
        what=_paragraphs(entry.exercise.what),
        outcome=_paragraphs(entry.exercise.outcome),
        address=url_for("learn.entry", entry=entry.id),
    )


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line for line in (part.strip() for part in text.split("\n")) if line)
