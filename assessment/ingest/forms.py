"""How do the files of scales, forms and pages become values?"""

from typing import Literal, get_args

from assessment.domain.areas import AreaId
from assessment.domain.catalog import Blueprint, Page, Scale, Step
from assessment.ingest.fields import Fields
from assessment.ingest.item_parts import read_own_id
from assessment.ingest.problem_log import ProblemLog
from assessment.ingest.prose import make_prose
from assessment.ingest.source import SourceFile, allow_headings, keyed_entries
from assessment.ingest.titled import read_titled

UnitKind = Literal["judgement", "exhibit", "number", "choice"]
UNIT_KINDS: tuple[UnitKind, ...] = get_args(UnitKind)

STEPS_OF_SCALES: dict[str, tuple[str, ...]] = {
    "effectiveness": ("1", "2", "3", "4", "5"),
    "truth": ("T", "F", "?"),
    "claim": ("0", "1", "2", "3", "4"),
    "self-rating": ("1", "2", "3", "4", "5"),
}
"""The answer values of each scale, as the domain stores them."""


def read_scale(source: SourceFile, fields: Fields, log: ProblemLog) -> Scale:
    """Read an answer scale."""
    allow_headings(source, ("Steps",), log)
    entries = keyed_entries(source, "Steps", log)
    scale = Scale(
        id=read_own_id(source, fields),
        title=read_titled(source, fields, log),
        prompt=fields.text("prompt"),
        steps=tuple(Step(value=entry.key, label=entry.text) for entry in entries),
    )
    fields.finish()
    wanted = STEPS_OF_SCALES.get(scale.id)
    found = tuple(step.value for step in scale.steps)
    section = source.sections.get("Steps")
    if wanted is not None and section is not None and found != wanted:
        log.error(
            source.path,
            section.line,
            "wrong-steps",
            f"the steps are {', '.join(found) or 'missing'}",
            f"write {', '.join(wanted)} in this order",
        )
    return scale


def read_form(source: SourceFile, fields: Fields, log: ProblemLog) -> Blueprint:
    """Read the blueprint of a form."""
    allow_headings(source, (), log)
    blueprint = Blueprint(
        id=read_own_id(source, fields),
        title=read_titled(source, fields, log),
        minutes=fields.integer("minutes", 1, 240),
        summary=fields.text("summary"),
        units=_read_units(fields, "units"),
        claims_per_area=fields.integer("claims_per_area", 0, 20),
        checks=fields.integer("checks", 0, 10),
        critical_units=_read_units(fields, "critical_units")
        if fields.has("critical_units")
        else {},
    )
    fields.finish()
    return blueprint


def _read_units(fields: Fields, key: str) -> dict[AreaId, dict[str, int]]:
    table = fields.table(key)
    units: dict[AreaId, dict[str, int]] = {}
    for name in table.keys_as_ids() if table is not None else ():
        entry = table.table(name) if table is not None else None
        if entry is None:
            continue
        units[AreaId(name)] = {
            kind: entry.integer(kind, 0, 20) for kind in UNIT_KINDS if entry.has(kind)
        }
        entry.finish()
    return units


def read_page(source: SourceFile, fields: Fields, log: ProblemLog) -> Page:
    """Read a page of plain words; its headings are free."""
    page = Page(
        id=read_own_id(source, fields),
        title=read_titled(source, fields, log),
        summary=fields.text("summary"),
        body=make_prose(source.opening.text),
        seeds=fields.seeds() if fields.has("seeds") else (),
    )
    fields.finish()
    if not page.body:
        log.error(source.path, source.title_line, "no-story", "the page has no text", "write it")
    return page
