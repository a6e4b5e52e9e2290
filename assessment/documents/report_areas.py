"""What does a report say of each area: its figures, what led to them, the levels around it?"""

from collections.abc import Mapping
from dataclasses import dataclass

from assessment.documents.chart_rows import area_row
from assessment.documents.report_values import Anchor, AreaSection, FigureRow, Quote
from assessment.domain.areas import LEVEL_NAMES, Area, AreaId, nearest_step
from assessment.domain.attempts import Booklet, Response
from assessment.domain.bank import ItemId
from assessment.domain.catalog import Catalog
from assessment.domain.findings import Finding, Findings
from assessment.domain.findings_gaps import practice_words
from assessment.domain.findings_wording import figure, target_figure
from assessment.domain.language import gettext as _
from assessment.domain.language import marked
from assessment.domain.readings import Reading
from assessment.domain.scoring.sheet import ScoreSheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What a report is built from."""

    catalog: Catalog
    booklet: Booklet
    responses: Mapping[ItemId, Response]
    sheet: ScoreSheet
    reading: Reading
    found: Findings


TOO_FEW = marked("Too few of your answers counted here to say.")


def figure_row(at: Sources, area: AreaId) -> FigureRow:
    """The figures of one area."""
    found, gap = at.sheet.areas[area], at.reading.gaps[area]
    likely, wide = found.likely_range, found.wide_range
    return FigureRow(
        title=at.catalog.areas[area].title,
        short_title=at.catalog.areas[area].short_title,
        critical=gap.target.critical,
        status=found.status,
        level=found.level,
        low=likely.low if likely else None,
        high=likely.high if likely else None,
        wide_low=wide.low if wide else None,
        wide_high=wide.high if wide else None,
        target=gap.target.level,
        p_gap=gap.p_gap,
        verdict=gap.verdict,
        units_scored=found.units_scored,
        units_offered=found.units_offered,
        prior_pull=found.prior_pull,
    )


def area_section(at: Sources, area_id: AreaId) -> AreaSection:
    """All that is said of one area."""
    area, gap = at.catalog.areas[area_id], at.reading.gaps[area_id]
    found = at.sheet.areas[area_id]
    level = found.level
    figures_text = _("Target %(target_figure)s.") % {
        "target_figure": target_figure(gap.target.level)
    }
    if level is not None and found.likely_range is not None:
        figures_text = _(
            "Level %(figure)s, likely range %(figure2)s to %(figure3)s. Target %(target_figure)s."
        ) % {
            "figure": figure(level),
            "figure2": figure(found.likely_range.low),
            "figure3": figure(found.likely_range.high),
            "target_figure": target_figure(gap.target.level),
        }
    because = at.found.because.get(area_id, ())
    return AreaSection(
        uid=f"area-{area_id}",
        title=area.title,
        definition=area.definition,
        row=area_row(at.catalog, at.sheet, at.reading, area_id),
        figures=figures_text,
        reason=gap.target.reason,
        because=tuple(_quote(at.catalog, sentence) for sentence in because)
        or (Quote(text=_(TOO_FEW), source=""),),
        anchors=_anchors(area, level, gap.target.level),
        practice=practice_words(area.months_per_level),
    )


def _quote(catalog: Catalog, sentence: Finding) -> Quote:
    """A sentence with the title of its question, where it comes from a single one."""
    if sentence.kind != "wrong-turn":
        return Quote(text=sentence.text, source="")
    item = catalog.items.get(sentence.rests_on[0])
    return Quote(text=sentence.text, source=item.title if item else "")


def _anchors(area: Area, level: float | None, target: float) -> tuple[Anchor, ...]:
    """The descriptions around a level and around its target; all five where there is no level."""
    aimed = nearest_step(target)
    if level is None:
        wanted = set(range(1, 6))
        here = 0
    else:
        here = nearest_step(level)
        wanted = {here - 1, here, here + 1, aimed} & set(range(1, 6))
    return tuple(
        Anchor(
            level=step,
            name=LEVEL_NAMES[step - 1],
            text=area.anchors[step - 1],
            place=_place(step, here, aimed),
        )
        for step in sorted(wanted)
    )


def _place(step: int, here: int, aimed: int) -> str:
    """What a level is to this person: shown, what good looks like next, aimed at, or neither."""
    words = []
    if step == here:
        words.append(_("nearest to what you showed"))
    elif here and step == here + 1:
        words.append(_("what good looks like next"))
    if step == aimed:
        words.append(_("nearest to the target"))
    return ", ".join(words)
