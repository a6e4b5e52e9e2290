"""Which lessons belong to a gap, to a step of the plan, to a question, and in which order?"""

from collections.abc import Iterable

from assessment.domain.areas import Area, AreaId, FacetId
from assessment.domain.bank import ItemId
from assessment.domain.catalog import Catalog
from assessment.domain.findings_facts import Finding
from assessment.domain.items import DemonstratedUnit
from assessment.domain.lessons import Lesson
from assessment.domain.plans import Triggers


def areas_in_order(catalog: Catalog) -> tuple[Area, ...]:
    """The areas as the content orders them."""
    return tuple(sorted(catalog.areas.values(), key=lambda area: (area.order, area.id)))


def lessons_in_order(catalog: Catalog) -> tuple[Lesson, ...]:
    """Every lesson: by area, then as the area lists its facets."""
    return tuple(
        lesson for area in areas_in_order(catalog) for lesson in lessons_of(catalog, area.id)
    )


def lessons_of(catalog: Catalog, area: AreaId) -> tuple[Lesson, ...]:
    """The lessons of an area in the order of its facets; none of an area the content dropped."""
    found = catalog.areas.get(area)
    facets = () if found is None else found.facets
    return _lessons(catalog, (facet.id for facet in facets))


def neighbours(catalog: Catalog, facet: FacetId) -> tuple[Lesson | None, Lesson | None]:
    """The lessons before and after this one, across areas; None at either end."""
    lessons = lessons_in_order(catalog)
    at = next(i for i, lesson in enumerate(lessons) if lesson.id == facet)
    return (
        lessons[at - 1] if at else None,
        lessons[at + 1] if at + 1 < len(lessons) else None,
    )


def facets_turned(catalog: Catalog, reasons: Iterable[Finding]) -> tuple[FacetId, ...]:
    """The facets of the questions whose wrong turns were taken, in the order of the reasons.

    ``catalog`` is the one the questions were asked from.
    """
    items = (item for r in reasons if r.kind == "wrong-turn" for item in r.rests_on)
    facets = (facet_of(catalog, item) for item in items)
    return tuple(dict.fromkeys(facet for facet in facets if facet is not None))


def lessons_for_gap(
    catalog: Catalog, area: AreaId, turned: Iterable[FacetId] = ()
) -> tuple[Lesson, ...]:
    """The lessons of an area, those of the facets in ``turned`` first."""
    own = lessons_of(catalog, area)
    first = [lesson for lesson in _lessons(catalog, turned) if lesson in own]
    return tuple(dict.fromkeys((*first, *own)))


def lessons_for_action(catalog: Catalog, triggers: Triggers) -> tuple[Lesson, ...]:
    """The lessons of the facets that call for an action, the heaviest first.

    An action called for by areas alone gets those of its heaviest area; one called for by the
    job alone gets none.
    """
    facets = triggers.facets
    own = _lessons(catalog, sorted(facets, key=lambda f: (-facets[f], f)))
    if own or not triggers.areas:
        return own
    areas = triggers.areas
    return lessons_of(catalog, min(areas, key=lambda a: (-areas[a], a)))


def facet_of(catalog: Catalog, item: ItemId) -> FacetId | None:
    """The facet a question was written for; None for what has none."""
    found = catalog.items.get(item)
    return found.facet if isinstance(found, DemonstratedUnit) else None


def _lessons(catalog: Catalog, facets: Iterable[FacetId]) -> tuple[Lesson, ...]:
    found = (catalog.lessons.get(facet) for facet in dict.fromkeys(facets))
    return tuple(lesson for lesson in found if lesson is not None)
