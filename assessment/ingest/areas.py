"""How does the file of an area become an area with its facets and anchors?"""

import re
from typing import get_args

from assessment.domain.areas import Area, AreaId, Cluster, Facet, FacetId
from assessment.ingest.fields import Fields
from assessment.ingest.item_parts import read_own_id
from assessment.ingest.problem_log import ProblemLog
from assessment.ingest.prose import make_prose, plain_text
from assessment.ingest.source import SourceFile, allow_headings
from assessment.ingest.titled import read_titled

CLUSTER_IDS: tuple[Cluster, ...] = get_args(Cluster)
ANCHORS = 5

_CODE = re.compile(r"[A-Z]{2}")
_COLOUR = re.compile(r"#[0-9a-f]{6}")


def read_area(source: SourceFile, fields: Fields, log: ProblemLog) -> Area | None:
    """Read one area. Its first paragraph is the definition, what follows is ``about``."""
    allow_headings(source, (), log)
    area_id = AreaId(read_own_id(source, fields))
    code = fields.text("code")
    if code and not _CODE.fullmatch(code):
        fields.error("code", "bad-code", f"the code is {code}", "write two capital letters")
    colour = fields.text("colour")
    if colour and not _COLOUR.fullmatch(colour):
        fields.error("colour", "bad-colour", f"the colour is {colour}", 'write it as "#1b2126"')
    definition, _, about = source.opening.text.partition("\n\n")
    if not definition:
        log.error(
            source.path,
            source.title_line,
            "no-story",
            "the definition under the title is missing",
            "write one paragraph that says what the area is",
        )
    title = read_titled(source, fields, log)
    short_title = fields.text("short_title")
    cluster = fields.word("cluster", CLUSTER_IDS)
    months = fields.number("months_per_level", 0.5, 60.0)
    order = fields.integer("order", 1, 99)
    anchors = _read_anchors(fields)
    facets = _read_facets(area_id, code, fields)
    seeds = fields.seeds()
    fields.finish()
    if anchors is None:
        return None
    return Area(
        id=area_id,
        code=code,
        title=title,
        short_title=short_title,
        definition=plain_text(definition),
        cluster=cluster,
        months_per_level=months,
        colour=colour,
        order=order,
        anchors=anchors,
        facets=facets,
        about=make_prose(about),
        seeds=seeds,
    )


def _read_anchors(fields: Fields) -> tuple[str, str, str, str, str] | None:
    found = fields.texts("anchors")
    if len(found) == ANCHORS:
        return (found[0], found[1], found[2], found[3], found[4])
    if fields.has("anchors"):
        fields.error(
            "anchors",
            "anchors-not-five",
            f"{len(found)} anchors",
            "describe each of the five levels in one line",
        )
    return None


def _read_facets(area: AreaId, code: str, fields: Fields) -> tuple[Facet, ...]:
    found: list[Facet] = []
    for number, entry in enumerate(fields.tables("facets"), start=1):
        facet = Facet(
            id=FacetId(entry.identifier("id")),
            area=area,
            title=entry.text("title"),
            definition=entry.text("definition"),
            faces=entry.faces(),
            seeds=entry.seeds(),
        )
        entry.finish()
        expected = f"{code.lower()}{number}"
        if facet.id and facet.id != expected:
            entry.error(
                "id",
                "bad-facet-id",
                f"the facet {facet.id} is number {number} of {code}",
                f"call it {expected}",
            )
        found.append(facet)
    if not found and fields.has("facets"):
        fields.error("facets", "no-facets", "no facet", "describe at least one")
    return tuple(found)
