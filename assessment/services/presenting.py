"""What do a page, a print view and a report show of one result?

Everything is taken from the stored sheet and reading; the sentences are assembled from them and
from the answers they rest on, and the pictures are drawn from the same rows as the tables.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from assessment.documents.chart_rows import in_chart_order
from assessment.documents.chart_words import ChartRow
from assessment.documents.radar_values import Radar, Spoke
from assessment.domain.areas import CLUSTER_TITLES, AreaId
from assessment.domain.attempts import AttemptId, PersonId
from assessment.domain.findings import Findings, findings
from assessment.domain.language import gettext as _
from assessment.domain.outside import OutsideRating
from assessment.domain.readings import TypeReading
from assessment.services.catalogs import CatalogShelf
from assessment.services.endings import NOTHING_SAID, Ending, load_ending
from assessment.services.outside import list_ratings
from assessment.services.results import Result, in_readers_words, load_result, read_all_types


@dataclass(frozen=True, slots=True, kw_only=True)
class Presented:
    """A result with everything that is said and drawn of it."""

    result: Result
    """In the language of the reader, as far as the content is translated."""
    stored: Result
    """The same as it is stored: what travels to machines is made of this."""
    types: Sequence[TypeReading]
    findings: Findings
    rows: tuple[ChartRow, ...]
    """One row an area: gaps by priority, open ones, met ones, those without a level."""
    groups: tuple[ChartRow, ...]
    """Overall and clusters."""
    areas: tuple[AreaId, ...]
    """The areas of ``rows``, in the same order."""
    ratings: Sequence[OutsideRating] = ()
    """What others said that counts in the sheet, with the names of those who rate by name."""
    ending: Ending = NOTHING_SAID
    """Whether the form was cut short, and what was expected of the result."""


def present_result(
    session: Session, shelf: CatalogShelf, person: PersonId, attempt: AttemptId
) -> Presented:
    """Everything shown of one's own submitted attempt. Raises as ``load_result``."""
    stored = load_result(session, shelf, person, attempt)
    result = in_readers_words(stored, shelf)
    types = read_all_types(result)
    areas = in_chart_order(result.reading)
    return Presented(
        result=result,
        stored=stored,
        types=types,
        findings=findings(
            result.catalog,
            result.attempt.responses,
            result.attempt.booklet.entries,
            result.sheet,
            result.reading,
            types,
            form=result.attempt.booklet.form,
        ),
        rows=tuple(area_row(result, area) for area in areas),
        groups=group_rows(result),
        areas=areas,
        ratings=[r for r in list_ratings(session, person, attempt) if r.counts]
        if result.sheet.outside
        else (),
        ending=load_ending(session, person, attempt),
    )


def area_row(result: Result, area: AreaId) -> ChartRow:
    """One area's row, from its score and its gap."""
    score = result.sheet.areas[area]
    gap = result.reading.gaps[area]
    span = score.likely_range
    return ChartRow(
        name=result.catalog.areas[area].title,
        level=score.level,
        low=None if span is None else span.low,
        high=None if span is None else span.high,
        target=gap.target.level,
        said=score.said,
        verdict=gap.verdict,
        critical=gap.target.critical,
        provisional=score.status == "provisional",
    )


def group_rows(result: Result) -> tuple[ChartRow, ...]:
    """Overall first, then the clusters that have a level."""
    rows = []
    named = [(_("Overall"), result.sheet.overall)]
    named += [(CLUSTER_TITLES[cluster], level) for cluster, level in result.sheet.clusters.items()]
    for title, level in named:
        if level is not None:
            rows.append(
                ChartRow(
                    name=title,
                    level=level.level,
                    low=level.likely_range.low,
                    high=level.likely_range.high,
                    critical=title == "Overall",
                )
            )
    return tuple(rows)


def radar_of(presented: Presented) -> Radar:
    """The nine areas as a radar, in the content's own order."""
    catalog = presented.result.catalog
    ordered = sorted(presented.areas, key=lambda area: catalog.areas[area].order)
    return Radar(
        uid="radar",
        title=_("Levels against the target of %(title)s")
        % {"title": presented.result.reading.target.title},
        spokes=tuple(
            Spoke(
                label=catalog.areas[area].short_title,
                level=presented.result.sheet.areas[area].level,
                target=presented.result.reading.gaps[area].target.level,
            )
            for area in ordered
        ),
        themed=True,
    )
