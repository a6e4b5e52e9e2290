"""Which rows does a result's chart have, and in which order?"""

from assessment.documents.chart_words import ChartRow
from assessment.domain.areas import CLUSTER_TITLES, CLUSTERS, AreaId
from assessment.domain.catalog import Catalog
from assessment.domain.language import gettext as _
from assessment.domain.readings import Reading
from assessment.domain.scoring.sheet import GroupLevel, ScoreSheet


def in_chart_order(reading: Reading) -> tuple[AreaId, ...]:
    """Every area of the target: gaps by priority, open ones, met ones, those without a level."""
    open_areas = [found.area for found in reading.find_out]
    levelled = [area for area in open_areas if reading.gaps[area].p_gap is not None]
    withheld = [area for area in open_areas if reading.gaps[area].p_gap is None]
    ordered = (*reading.develop, *levelled, *reading.keep, *withheld, *reading.gaps)
    return tuple(dict.fromkeys(ordered))


def chart_rows(catalog: Catalog, sheet: ScoreSheet, reading: Reading) -> tuple[ChartRow, ...]:
    """A row for every area of the target, in order of priority."""
    return tuple(area_row(catalog, sheet, reading, area) for area in in_chart_order(reading))


def area_row(catalog: Catalog, sheet: ScoreSheet, reading: Reading, area: AreaId) -> ChartRow:
    """The row of one area."""
    gap, found = reading.gaps[area], sheet.areas.get(area)
    known = catalog.areas.get(area)
    likely = found.likely_range if found else None
    return ChartRow(
        name=known.title if known else str(area),
        level=found.level if found else None,
        low=likely.low if likely else None,
        high=likely.high if likely else None,
        target=gap.target.level,
        said=float(found.said) if found and found.said is not None else None,
        verdict=gap.verdict,
        critical=gap.target.critical,
        provisional=found is not None and found.status == "provisional",
    )


def group_rows(sheet: ScoreSheet) -> tuple[ChartRow, ...]:
    """The quick form's rows: the clusters that have a level, then overall."""
    rows = [
        _group_row(CLUSTER_TITLES[cluster], sheet.clusters[cluster])
        for cluster in CLUSTERS
        if cluster in sheet.clusters
    ]
    if sheet.overall is not None:
        rows.append(_group_row(_("Overall"), sheet.overall, overall=True))
    return tuple(rows)


def _group_row(name: str, group: GroupLevel, *, overall: bool = False) -> ChartRow:
    return ChartRow(
        name=name,
        level=group.level,
        low=group.likely_range.low,
        high=group.likely_range.high,
        critical=overall,
    )
