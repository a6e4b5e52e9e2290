"""What does an answered form say, and how is that read, with no database near?

The web's use cases and the command line both come through here, so that the same answers give
the same figures either way.
"""

from collections.abc import Mapping, Sequence

from assessment.domain.attempts import Booklet, Response
from assessment.domain.bank import ItemId
from assessment.domain.booklets import bank_of
from assessment.domain.catalog import Catalog
from assessment.domain.outside import OutsideFactor
from assessment.domain.profiles import Target
from assessment.domain.readings import Reading, TypeReading
from assessment.domain.scoring.reading import read_sheet, read_types
from assessment.domain.scoring.score import score
from assessment.domain.scoring.sheet import ScoreSheet
from assessment.domain.scoring.type_details import TypeDetail, type_details
from assessment.domain.targets import build_target


def score_booklet(
    catalog: Catalog,
    booklet: Booklet,
    responses: Mapping[ItemId, Response],
    *,
    outside: Sequence[OutsideFactor] = (),
) -> ScoreSheet:
    """The sheet of the answers to a booklet. Pure: the same answers give the same sheet.

    ``outside`` is what others said; without it the answers stand alone.
    """
    areas = sorted(catalog.areas.values(), key=lambda area: (area.order, area.id))
    return score(
        bank_of(catalog, booklet),
        responses,
        areas=[area.id for area in areas],
        clusters={area.id: area.cluster for area in areas},
        outside=outside,
    )


def read_against(sheet: ScoreSheet, target: Target, catalog: Catalog) -> Reading:
    """The reading of a sheet against a target, with the months per level of this content."""
    months = {area.id: area.months_per_level for area in catalog.areas.values()}
    return read_sheet(sheet, target, months)


def read_against_types(
    sheet: ScoreSheet, target: Target, catalog: Catalog
) -> tuple[TypeReading, ...]:
    """The same sheet against every CTO type in the target's context, the nearest type first.

    Empty where no area has a level or answer quality forbids interpretation.
    """
    return read_types(sheet, _type_targets(target, catalog), target)


def detail_types(sheet: ScoreSheet, target: Target, catalog: Catalog) -> tuple[TypeDetail, ...]:
    """The same with each area's part, and the one change that would bring each type nearest."""
    return type_details(sheet, _type_targets(target, catalog), target)


def _type_targets(target: Target, catalog: Catalog) -> list[Target]:
    """Every CTO type in the target's context, in the content's order."""
    types = sorted(
        (profile for profile in catalog.profiles.values() if profile.kind == "type"),
        key=lambda profile: (profile.order, profile.id),
    )
    return [build_target(profile, target.context, catalog.adjustments) for profile in types]
