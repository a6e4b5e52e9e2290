"""Gaps, steps and questions lead to the lessons that fit, the most fitting first."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from assessment.domain.areas import AreaId, FacetId
from assessment.domain.bank import ItemId
from assessment.domain.catalog import Catalog
from assessment.domain.findings_facts import Finding
from assessment.domain.learning import (
    facet_of,
    facets_turned,
    lessons_for_action,
    lessons_for_gap,
    lessons_in_order,
    lessons_of,
    neighbours,
)
from assessment.domain.lessons import Lesson
from assessment.domain.plans import Triggers
from tests.builders import AREAS, make_catalog, make_claim, make_judgement, make_lesson

STRATEGY, FINANCE = AreaId("strategy"), AreaId("finance")


def facet(area: str, number: int) -> FacetId:
    return FacetId(f"{area}-f{number}")


def ids(lessons: tuple[Lesson, ...]) -> list[str]:
    return [lesson.id for lesson in lessons]


@pytest.fixture
def catalog() -> Catalog:
    """Every facet has its lesson, stored in no particular order."""
    lessons = [make_lesson(facet(area, n), area) for n in (3, 1, 4, 2) for area in reversed(AREAS)]
    items = (
        make_judgement("one", facet=1),
        make_judgement("three", facet=3),
        make_claim("said", facet=2),
    )
    return replace(
        make_catalog(),
        lessons={lesson.id: lesson for lesson in lessons},
        items={item.id: item for item in items},
    )


def triggers(
    facets: Mapping[FacetId, float] | None = None, areas: Mapping[AreaId, float] | None = None
) -> Triggers:
    return Triggers(areas=areas or {}, facets=facets or {}, types={}, stages={}, situations={})


def test_lessons_stand_by_area_and_then_as_the_area_lists_its_facets(catalog: Catalog) -> None:
    areas = sorted(catalog.areas.values(), key=lambda area: area.order)
    wanted = [facet.id for area in areas for facet in area.facets]
    assert ids(lessons_in_order(catalog)) == wanted


def test_a_facet_without_a_lesson_is_passed_over(catalog: Catalog) -> None:
    less = {name: lesson for name, lesson in catalog.lessons.items() if name != "strategy-f2"}
    assert ids(lessons_of(replace(catalog, lessons=less), STRATEGY)) == [
        "strategy-f1",
        "strategy-f3",
        "strategy-f4",
    ]


def test_an_area_the_content_dropped_has_no_lessons(catalog: Catalog) -> None:
    assert lessons_of(catalog, AreaId("astrology")) == ()


def test_every_lesson_leads_to_its_neighbours_and_the_ends_to_one(catalog: Catalog) -> None:
    lessons = lessons_in_order(catalog)
    for n, lesson in enumerate(lessons):
        before, after = neighbours(catalog, lesson.id)
        assert before == (lessons[n - 1] if n else None)
        assert after == (lessons[n + 1] if n + 1 < len(lessons) else None)


def turn(item: str, kind: str = "wrong-turn") -> Finding:
    return Finding(kind=kind, text="You did.", rests_on=(ItemId(item),))  # type: ignore[arg-type]


def test_the_facets_of_the_wrong_turns_come_in_the_order_of_the_reasons(catalog: Catalog) -> None:
    reasons = [turn("three"), turn("one"), turn("three")]
    assert facets_turned(catalog, reasons) == (facet("strategy", 3), facet("strategy", 1))


def test_other_reasons_and_questions_that_are_gone_name_no_facet(catalog: Catalog) -> None:
    assert facets_turned(catalog, [turn("one", "no-wrong-turn"), turn("gone"), turn("said")]) == ()


def test_a_gap_shows_its_areas_lessons_those_of_the_wrong_turns_first(catalog: Catalog) -> None:
    turned = [facet("strategy", 3), facet("finance", 1), facet("strategy", 2)]
    assert ids(lessons_for_gap(catalog, STRATEGY, turned)) == [
        "strategy-f3",
        "strategy-f2",
        "strategy-f1",
        "strategy-f4",
    ]
    assert lessons_for_gap(catalog, STRATEGY) == lessons_of(catalog, STRATEGY)


def test_a_step_leads_to_the_lessons_of_its_facets_the_heaviest_first(catalog: Catalog) -> None:
    called = triggers({facet("finance", 2): 0.5, facet("strategy", 4): 1}, {STRATEGY: 1})
    assert ids(lessons_for_action(catalog, called)) == ["strategy-f4", "finance-f2"]


def test_a_step_without_facets_leads_to_its_heaviest_area(catalog: Catalog) -> None:
    called = triggers(areas={STRATEGY: 0.3, FINANCE: 1})
    assert lessons_for_action(catalog, called) == lessons_of(catalog, FINANCE)


def test_a_step_of_the_job_alone_leads_to_no_lesson(catalog: Catalog) -> None:
    assert lessons_for_action(catalog, triggers()) == ()


def test_only_questions_that_show_something_have_a_facet(catalog: Catalog) -> None:
    assert facet_of(catalog, ItemId("three")) == facet("strategy", 3)
    assert facet_of(catalog, ItemId("said")) is None
    assert facet_of(catalog, ItemId("gone")) is None
