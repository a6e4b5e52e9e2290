"""Does every id that a file names exist?"""

from collections.abc import Iterable

from assessment.domain.areas import AreaId, FacetId
from assessment.domain.items import InstructedCheck, SelfRating
from assessment.ingest.problem_log import ProblemLog
from assessment.ingest.shelves import Shelves
from assessment.ingest.source import SourceFile


def check_references(shelves: Shelves, log: ProblemLog) -> None:
    """Note every id that leads nowhere. Ids of broken files count as there."""
    _check_areas(shelves, log)
    _check_items(shelves, log)
    _check_facets(shelves, log)
    _check_profiles(shelves, log)
    for form in shelves.forms.values():
        _check_all_areas(form.source, "units", form.value.units, shelves, log)
    _check_actions(shelves, log)
    _check_questions(shelves, log)


def _unknown(
    source: SourceFile, key: str, what: str, name: str, known: Iterable[str], log: ProblemLog
) -> None:
    log.error(
        source.path,
        source.line_of(key),
        f"unknown-{what}",
        f"unknown {what} {name}",
        f"known: {', '.join(sorted(known)) or 'none'}",
    )


def _declared(kind: str, shelves: Shelves) -> list[str]:
    return list(shelves.declared.get(kind, {}))


def _check_areas(shelves: Shelves, log: ProblemLog) -> None:
    """Codes and places in the order are given once."""
    seen: dict[str, str] = {}
    for shelved in shelves.areas.values():
        area = shelved.value
        for key, mark in (("code", f"code {area.code}"), ("order", f"order {area.order}")):
            if mark in seen:
                log.error(
                    shelved.source.path,
                    shelved.source.line_of(key),
                    "duplicate-id",
                    f"{mark} is taken by {seen[mark]}",
                    "give each area its own",
                )
            seen.setdefault(mark, area.id)


def _check_items(shelves: Shelves, log: ProblemLog) -> None:
    for shelved in shelves.items.values():
        item, source = shelved.value, shelved.source
        if isinstance(item, InstructedCheck):
            continue
        if not isinstance(item, SelfRating):
            _check_facet(source, item.area, item.facet, shelves, log)
        elif not shelves.is_declared("areas", item.area):
            _unknown(source, "area", "area", item.area, _declared("areas", shelves), log)


def _check_facets(shelves: Shelves, log: ProblemLog) -> None:
    """Lessons and interview questions name an area and a facet of it."""
    named = [(s.source, s.value.area, s.value.id) for s in shelves.lessons.values()]
    named += [(s.source, s.value.area, s.value.facet) for s in shelves.interview.values()]
    for source, area, facet in named:
        _check_facet(source, area, facet, shelves, log)


def _check_facet(
    source: SourceFile, area: AreaId, facet: FacetId, shelves: Shelves, log: ProblemLog
) -> None:
    if not shelves.is_declared("areas", area):
        _unknown(source, "area", "area", area, _declared("areas", shelves), log)
        return
    shelved = shelves.areas.get(area)
    facets = [facet.id for facet in shelved.value.facets] if shelved is not None else []
    if shelved is not None and facet not in facets:
        _unknown(source, "facet", "facet", facet, facets, log)


def _check_all_areas(
    source: SourceFile, key: str, named: Iterable[str], shelves: Shelves, log: ProblemLog
) -> None:
    """Every area is named, and nothing else."""
    names = list(named)
    areas = _declared("areas", shelves)
    for name in names:
        if name not in areas:
            _unknown(source, key, "area", name, areas, log)
    for area in areas:
        if area not in names:
            log.error(
                source.path,
                source.line_of(key),
                "missing-area",
                f"{key} lacks the area {area}",
                "name every area",
            )


def _check_profiles(shelves: Shelves, log: ProblemLog) -> None:
    areas = _declared("areas", shelves)
    stages = _stages(shelves)
    for shelved in shelves.profiles.values():
        _check_all_areas(shelved.source, "levels", shelved.value.levels, shelves, log)
        for stage in shelved.value.implied_stages:
            if stage not in stages:
                _unknown(shelved.source, "implied_stages", "stage", stage, stages, log)
    for adjusted in shelves.adjustments.values():
        for key, named in (
            ("changes", adjusted.value.changes),
            ("floors", adjusted.value.floors),
        ):
            for name in named:
                if name not in areas:
                    _unknown(adjusted.source, key, "area", name, areas, log)


def _stages(shelves: Shelves) -> list[str]:
    """Adjustments that are stages; one whose file is broken counts as either kind."""
    return [
        name
        for name in _declared("profiles/adjustments", shelves)
        if name not in shelves.adjustments or shelves.adjustments[name].value.kind == "stage"
    ]


def _types(shelves: Shelves) -> list[str]:
    return [
        name
        for name in _declared("profiles", shelves)
        if name not in shelves.profiles or shelves.profiles[name].value.kind == "type"
    ]


def _check_actions(shelves: Shelves, log: ProblemLog) -> None:
    facets = {f.id for area in shelves.areas.values() for f in area.value.facets}
    all_read = len(shelves.areas) == len(_declared("areas", shelves))
    known = {
        "area": set(_declared("areas", shelves)),
        "type": set(_types(shelves)),
        "stage": set(_stages(shelves)),
        "situation": set(_declared("situations", shelves)),
    }
    for shelved in shelves.actions.values():
        triggers = shelved.value.triggers
        named: dict[str, Iterable[str]] = {
            "area": triggers.areas,
            "type": triggers.types,
            "stage": triggers.stages,
            "situation": triggers.situations,
        }
        for what, names in named.items():
            for name in names:
                if name not in known[what]:
                    _unknown(shelved.source, "triggers", what, name, known[what], log)
        for name in triggers.facets:
            if all_read and name not in facets:
                _unknown(shelved.source, "triggers", "facet", name, facets, log)


def _check_questions(shelves: Shelves, log: ProblemLog) -> None:
    if shelves.questions is None:
        return
    situations = _declared("situations", shelves)
    for question in shelves.questions.value:
        for name in (*question.yes, *question.no):
            if name not in situations:
                _unknown(shelves.questions.source, "questions", "situation", name, situations, log)
