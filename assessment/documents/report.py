"""How does a scored sitting become a gap report: every word and figure decided, nothing drawn?"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assessment.documents.chart_rows import area_row, chart_rows, group_rows, in_chart_order
from assessment.documents.report_answers import answered_items, said_rows
from assessment.documents.report_values import (
    Anchor,
    AreaSection,
    DifferenceRow,
    Fact,
    FigureRow,
    GapReport,
    OpenRow,
    PriorityRow,
    Quote,
    TypeRow,
)
from assessment.documents.result_record import canonical, result_record
from assessment.domain.areas import (
    CLUSTER_TITLES,
    CLUSTERS,
    LEVEL_NAMES,
    Area,
    AreaId,
    level_name,
)
from assessment.domain.attempts import Booklet, Response
from assessment.domain.bank import ItemId
from assessment.domain.catalog import Catalog
from assessment.domain.findings import Finding, Findings, PriorityCard, findings
from assessment.domain.findings_gaps import practice_words
from assessment.domain.findings_limits import NOT_FOR_HIRING, key_status
from assessment.domain.findings_wording import figure, in_sentence, listed, target_figure
from assessment.domain.readings import Reading, TypeReading
from assessment.domain.scoring.reading import CRITICAL_FACTOR, USUAL_MONTHS
from assessment.domain.scoring.sheet import ScoreSheet

QUOTED_ON_PAGE_ONE = 2
QUOTED_CHARACTERS = 150
"""What a card on page one quotes at most, so that page one stays one page."""
TOO_FEW = "Too few of your answers counted here to say."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sources:
    """What a report is built from."""

    catalog: Catalog
    booklet: Booklet
    responses: Mapping[ItemId, Response]
    sheet: ScoreSheet
    reading: Reading
    found: Findings


def build_gap_report(
    catalog: Catalog,
    booklet: Booklet,
    responses: Mapping[ItemId, Response],
    sheet: ScoreSheet,
    reading: Reading,
    types: Sequence[TypeReading],
    *,
    name: str,
    date: dt.date | None,
) -> GapReport:
    """Build the report of one sitting against one target.

    The quick form gives the short report: clusters and overall, no areas (MEASUREMENT.md 3).
    ``name`` is printed and travels nowhere else; ``date`` is that of submission, and where
    it is None no date is printed.
    """
    found = findings(catalog, responses, booklet.entries, sheet, reading, types, form=booklet.form)
    at = _Sources(
        catalog=catalog,
        booklet=booklet,
        responses=responses,
        sheet=sheet,
        reading=reading,
        found=found,
    )
    by_area = booklet.form == "full" and found.interpretable
    quick = booklet.form == "quick" and found.interpretable
    return GapReport(
        form=booklet.form,
        name=name,
        date=date,
        target=reading.target.title,
        context=_context(catalog, reading),
        interpretable=found.interpretable,
        headline=tuple(sentence.text for sentence in found.headline),
        lede=tuple(sentence.text for sentence in found.lede),
        stage=found.stage.text if found.stage else "",
        rows=chart_rows(catalog, sheet, reading) if by_area else group_rows(sheet) if quick else (),
        grouping=_grouping(catalog) if quick else "",
        priorities=tuple(_priority(at, card) for card in found.priorities),
        open_rows=_open_rows(found),
        differences=tuple(
            DifferenceRow(title=row.title, text=row.finding.text) for row in found.said_shown
        ),
        tilt=found.tilt.text if found.tilt else "",
        types=_type_rows(found),
        figures=tuple(_figures(at, area) for area in in_chart_order(reading)) if by_area else (),
        areas=tuple(_section(at, area) for area in in_chart_order(reading)) if by_area else (),
        quality=tuple(reason.text for reason in found.quality),
        honesty=_honesty(at),
        limits=found.limits,
        method=_method(at, date),
        answers=answered_items(catalog, booklet, responses, sheet),
        said=said_rows(catalog, booklet, responses),
        record=canonical(result_record(catalog, booklet, responses, sheet, reading, date=date)),
    )


def _open_rows(found: Findings) -> tuple[OpenRow, ...]:
    return tuple(
        OpenRow(
            title=row.title,
            critical=row.critical,
            why=row.why.text,
            way=row.way,
            minutes=row.minutes,
        )
        for row in found.cannot_tell
    )


def _type_rows(found: Findings) -> tuple[TypeRow, ...]:
    return tuple(
        TypeRow(
            title=row.title,
            chosen=row.chosen,
            nearest=row.nearest,
            shortfall=row.shortfall,
            text=row.finding.text,
            stage=row.stage or "",
        )
        for row in found.types
    )


def _context(catalog: Catalog, reading: Reading) -> str:
    """The stage and circumstances the target was adjusted for, and how the type was picked."""
    context = reading.target.context
    wanted = [context.stage, *context.circumstances]
    titles = [a.title for a in catalog.adjustments.values() if a.id in wanted]
    return "; ".join([*titles, *([reading.target.chosen_because] if _picked(reading) else [])])


def _picked(reading: Reading) -> bool:
    return bool(reading.target.chosen_because)


def _grouping(catalog: Catalog) -> str:
    """Which areas each cluster stands for, in one sentence."""
    parts = []
    for cluster in CLUSTERS:
        names = [in_sentence(a.title) for a in catalog.areas.values() if a.cluster == cluster]
        if names:
            parts.append(f"{CLUSTER_TITLES[cluster]} stands for {listed(names)}")
    return f"{'; '.join(parts)}."


def _honesty(at: _Sources) -> str:
    """The one line at the foot of page one."""
    keys = key_status(at.catalog, at.booklet.entries)
    return f"There is no comparison group. {NOT_FOR_HIRING} {keys}"


def _priority(at: _Sources, card: PriorityCard) -> PriorityRow:
    gap = at.reading.gaps[card.area]
    return PriorityRow(
        rank=card.rank,
        title=card.title,
        verdict=card.verdict,
        critical=card.critical,
        provisional=card.provisional,
        target=card.target,
        level=card.level,
        low=card.likely_range.low,
        high=card.likely_range.high,
        weight=gap.target.weight,
        critical_factor=CRITICAL_FACTOR if card.critical else 1.0,
        shortfall=gap.shortfall or 0.0,
        months_per_level=card.months_per_level,
        practice_factor=USUAL_MONTHS / card.months_per_level,
        priority=gap.priority or 0.0,
        summary=card.summary.text,
        because=_quoted_first(card),
        practice=card.practice,
    )


def _quoted_first(card: PriorityCard) -> tuple[str, ...]:
    """The first reasons that fit a card on page one; the first in any case."""
    texts = [sentence.text for sentence in card.because[:QUOTED_ON_PAGE_ONE]]
    fits = sum(len(text) for text in texts) <= QUOTED_CHARACTERS
    return tuple(texts if fits else texts[:1])


def _figures(at: _Sources, area: AreaId) -> FigureRow:
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


def _section(at: _Sources, area_id: AreaId) -> AreaSection:
    area, gap = at.catalog.areas[area_id], at.reading.gaps[area_id]
    found = at.sheet.areas[area_id]
    level = found.level
    figures_text = f"Target {target_figure(gap.target.level)}."
    if level is not None and found.likely_range is not None:
        figures_text = (
            f"Level {figure(level)}, likely range {figure(found.likely_range.low)} to"
            f" {figure(found.likely_range.high)}. Target {target_figure(gap.target.level)}."
        )
    because = at.found.because.get(area_id, ())
    return AreaSection(
        uid=f"area-{area_id}",
        title=area.title,
        definition=area.definition,
        row=area_row(at.catalog, at.sheet, at.reading, area_id),
        figures=figures_text,
        reason=gap.target.reason,
        because=tuple(_quote(at.catalog, sentence) for sentence in because)
        or (Quote(text=TOO_FEW, source=""),),
        anchors=_anchors(area, level, gap.target.level),
        practice=practice_words(area.months_per_level),
    )


def _quote(catalog: Catalog, sentence: Finding) -> Quote:
    """A sentence with the title of its question, where it comes from a single one."""
    if sentence.kind != "wrong-turn":
        return Quote(text=sentence.text, source="")
    item = catalog.items.get(sentence.rests_on[0])
    return Quote(text=sentence.text, source=item.title if item else "")


def _nearest_step(level: float) -> int:
    return LEVEL_NAMES.index(level_name(level)) + 1


def _anchors(area: Area, level: float | None, target: float) -> tuple[Anchor, ...]:
    """The descriptions around a level and around its target; all five where there is no level."""
    aimed = _nearest_step(target)
    if level is None:
        wanted = set(range(1, 6))
        here = 0
    else:
        here = _nearest_step(level)
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
        words.append("nearest to what you showed")
    elif here and step == here + 1:
        words.append("what good looks like next")
    if step == aimed:
        words.append("nearest to the target")
    return ", ".join(words)


def _method(at: _Sources, date: dt.date | None) -> tuple[Fact, ...]:
    units = at.sheet.units
    scored = sum(unit.x is not None for unit in units)
    form = "Full form" if at.booklet.form == "full" else "Quick form"
    context = _context(at.catalog, at.reading)
    return (
        Fact(name="Form", value=f"{form}, {scored} of {len(units)} questions scored"),
        *([] if date is None else [Fact(name="Submitted", value=long_date(date))]),
        Fact(name="Read for", value=at.reading.target.title),
        *([Fact(name="Context", value=context)] if context else []),
        Fact(name="Answer keys", value=key_status(at.catalog, at.booklet.entries)),
        Fact(
            name="Starting assumption",
            value="Before the first answer everybody is taken for 2.75, give or take 1.",
        ),
        Fact(name="Scoring version", value=at.sheet.scoring_version),
        Fact(name="Content revision", value=at.booklet.revision),
        Fact(name="Data", value="The file result.json inside this PDF holds answers and figures."),
    )


def long_date(date: dt.date) -> str:
    """A date as it is printed.

    >>> long_date(dt.date(2026, 11, 1))
    '1 November 2026'
    """
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
