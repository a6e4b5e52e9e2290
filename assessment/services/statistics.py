"""What do the sittings kept here say of the questions, and of nobody in particular?

The one place that reads the answers of many people at once. It takes valid first sittings (2.12),
hands on no key of a person and no date, and gives counts and means over all of them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any, cast

from sqlalchemy.orm import Session

from assessment.domain.attempts import Booklet, Response
from assessment.domain.bank import ItemId
from assessment.domain.booklets import expected_seconds
from assessment.domain.catalog import Catalog
from assessment.domain.items import DemonstratedUnit
from assessment.domain.scoring.grid import Distribution
from assessment.domain.scoring.sheet import ScoreSheet, UnitResult
from assessment.domain.scoring.units import unit_log_likelihood
from assessment.domain.statistics.difficulty import without_answer
from assessment.domain.statistics.report import Proposal, Statistics, count_sittings
from assessment.domain.statistics.sittings import Answered, Sitting, lettered
from assessment.services.catalogs import CatalogShelf
from assessment.store.first_sittings import count_first, first_sittings

STATISTICS_FORMAT = "cto-readiness/statistics/1"
DECIMALS = 4


def count_first_sittings(session: Session) -> int:
    """How many valid first sittings there are."""
    return count_first(session)


def local_statistics(session: Session, shelf: CatalogShelf) -> Statistics:
    """The statistics of this installation over the questions of the current content.

    Time and memory grow with the number of answers. Sittings whose content is gone are left out.
    """
    catalog = shelf.current
    bank = {
        name: item for name, item in catalog.items.items() if isinstance(item, DemonstratedUnit)
    }
    return count_sittings(_sittings(session, catalog)).statistics(bank)


def _sittings(session: Session, catalog: Catalog) -> Iterator[Sitting]:
    for kept in first_sittings(session):
        yield make_sitting(catalog, kept.booklet, kept.responses, kept.sheet)


def make_sitting(
    catalog: Catalog,
    booklet: Booklet,
    responses: Mapping[ItemId, Response],
    sheet: ScoreSheet,
) -> Sitting:
    """What a sitting tells the statistics. Questions the content no longer has are left out."""
    places = {entry.item: entry for entry in booklet.entries}
    answers = []
    for unit in sheet.units:
        item, entry = catalog.items.get(unit.item), places.get(unit.item)
        if entry is None or not isinstance(item, DemonstratedUnit) or item.area != unit.area:
            continue
        response = responses.get(unit.item)
        answers.append(
            Answered(
                item=unit.item,
                area=unit.area,
                format=unit.format,
                x=unit.x,
                weight=unit.weight,
                seconds=unit.seconds,
                expected_seconds=expected_seconds(catalog, entry),
                marks={}
                if response is None or unit.x is None
                else lettered(item, response.value, short=entry.short),
                skip_reason=None if response is None else response.skip_reason,
                level=_level_without(item, unit, sheet, short=entry.short),
            )
        )
    return Sitting(
        answers=tuple(answers), overall=None if sheet.overall is None else sheet.overall.level
    )


def _level_without(
    item: DemonstratedUnit, unit: UnitResult, sheet: ScoreSheet, *, short: bool
) -> Distribution | None:
    """The area's level as it is without this one answer; None where it has none."""
    level = sheet.areas[unit.area].distribution
    said = unit_log_likelihood(item.key(short=short), unit)
    return None if level is None or said is None else without_answer(level, said)


def statistics_record(found: Statistics) -> dict[str, Any]:
    """The statistics for machines, figures rounded to four decimals."""
    return {"format": STATISTICS_FORMAT, **cast("dict[str, Any]", _plain(asdict(found)))}


def _plain(value: object) -> object:
    if isinstance(value, float):
        return round(value, DECIMALS)
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value


def proposal_text(found: Statistics, catalog: Catalog) -> str:
    """The proposed difficulties as a file for the author, who decides; nothing is applied."""
    head = f"""# Proposed difficulties

From {found.sittings} valid first sittings, content revision {catalog.revision}. Nothing has been
changed: to take a proposal, write its difficulty into the header of the item's own file. That makes
a new content revision; results that exist keep the difficulty they were scored with.

Each proposal weighs what is written now (with its error: 0.9 for authors, 0.6 for a panel) against
what the answers say (with theirs). Questions that fewer than 30 people answered are not listed.

| Item | People | Now | Answers say | Proposed | Moves by |
| --- | --- | --- | --- | --- | --- |
"""
    rows = sorted(found.proposals, key=lambda p: (-abs(_moves_by(p)), p.item))
    return head + "".join(_proposal_row(row) for row in rows)


def _proposal_row(row: Proposal) -> str:
    answers = f"{row.answers.difficulty:.2f} ± {row.answers.standard_error:.2f}"
    proposed = f"{row.proposed.difficulty:.2f} ± {row.proposed.standard_error:.2f}"
    return (
        f"| {row.item} | {row.people} | {row.now:.2f} ± {row.now_error:.1f} | {answers} "
        f"| {proposed} | {_moves_by(row):+.2f} |\n"
    )


def _moves_by(row: Proposal) -> float:
    return row.proposed.difficulty - row.now
