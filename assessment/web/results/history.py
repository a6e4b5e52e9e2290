"""What does a template see of the sheets that were made of one result over time?"""

from collections.abc import Sequence
from dataclasses import dataclass

from assessment.domain.findings_wording import figure, range_text
from assessment.domain.language import gettext as _
from assessment.domain.scoring.sheet import SCORING_VERSION, AreaScore, ScoreSheet
from assessment.services.results import Result
from assessment.services.versions import KeptSheet, is_outdated
from assessment.web.words import day_words

SOURCE_WORDS = {
    "coach": lambda: _("a coach"),
    "manager": lambda: _("a manager"),
    "colleagues": lambda: _("colleagues"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetHead:
    """One sheet, as a column."""

    number: int
    date: str
    version: str
    made_from: str
    overall: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPage:
    """Every sheet of one result, the latest first."""

    attempt: str
    heads: tuple[SheetHead, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    """One row an area, one cell a sheet."""
    revision: str
    newer_version: str
    """The version this release scores by, where the latest sheet is older; else empty."""


def make_history_page(result: Result, sheets: Sequence[KeptSheet]) -> HistoryPage:
    """The page that shows that no sheet was ever changed."""
    areas = sorted(result.catalog.areas.values(), key=lambda area: area.order)
    by_area = result.attempt.booklet.form != "quick"
    return HistoryPage(
        attempt=result.attempt.id,
        heads=tuple(_head(kept) for kept in sheets),
        rows=tuple(
            (area.title, tuple(_level(kept.sheet.areas.get(area.id)) for kept in sheets))
            for area in areas
            if by_area
        ),
        revision=result.catalog.revision,
        newer_version=newer_version(result.sheet),
    )


def newer_version(sheet: ScoreSheet) -> str:
    """The version a result could be computed anew under; empty where it is of that version."""
    return SCORING_VERSION if is_outdated(sheet) else ""


def _head(kept: KeptSheet) -> SheetHead:
    overall = kept.sheet.overall
    return SheetHead(
        number=kept.number,
        date=day_words(kept.computed_at),
        version=kept.scoring_version,
        made_from=_made_from(kept.sheet),
        overall="–"
        if overall is None
        else f"{figure(overall.level)} ({range_text(overall.likely_range)})",
    )


def _made_from(sheet: ScoreSheet) -> str:
    sources = dict.fromkeys(factor.source for factor in sheet.outside)
    if not sources:
        return _("your answers")
    return _("your answers and %(others)s") % {
        "others": ", ".join(SOURCE_WORDS[source]() for source in sources)
    }


def _level(found: AreaScore | None) -> str:
    if found is None or found.level is None or found.likely_range is None:
        return "–"
    return f"{figure(found.level)} ({range_text(found.likely_range)})"
