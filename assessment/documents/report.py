"""How does a scored sitting become a gap report: every word and figure decided, nothing drawn?"""

import datetime as dt
from collections.abc import Mapping, Sequence

from assessment.documents.chart_rows import chart_rows, group_rows, in_chart_order
from assessment.documents.report_answers import answered_items, said_rows
from assessment.documents.report_areas import Sources, area_section, figure_row
from assessment.documents.report_values import (
    DifferenceRow,
    Fact,
    GapReport,
    OpenRow,
    PriorityRow,
    TypeRow,
)
from assessment.documents.result_record import canonical, result_record
from assessment.domain.areas import (
    CLUSTER_TITLES,
    CLUSTERS,
    AreaId,
)
from assessment.domain.attempts import Booklet, FormId, Response
from assessment.domain.bank import ItemId
from assessment.domain.catalog import Catalog
from assessment.domain.findings import Findings, PriorityCard, findings
from assessment.domain.findings_limits import NOT_FOR_HIRING, key_status
from assessment.domain.findings_others import others_section
from assessment.domain.findings_wording import in_sentence, listed
from assessment.domain.language import WordTable, day_words, marked
from assessment.domain.language import gettext as _
from assessment.domain.outside import OutsideRating
from assessment.domain.readings import Reading, TypeReading
from assessment.domain.scoring.reading import CRITICAL_FACTOR, USUAL_MONTHS
from assessment.domain.scoring.sheet import ScoreSheet

FORM_TITLES: WordTable[FormId] = WordTable(
    {
        "quick": marked("Quick form"),
        "full": marked("Full form"),
        "deep-dive": marked("Deep dive, with the answers before it"),
    }
)
QUOTED_ON_PAGE_ONE = 2
QUOTED_CHARACTERS = 210
"""What a card on page one quotes at most, its aim counted, so that page one stays one page."""


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
    prediction: Mapping[AreaId, int] | None = None,
    ratings: Sequence[OutsideRating] = (),
    in_english: tuple[Catalog, Reading] | None = None,
) -> GapReport:
    """Build the report of one sitting against one target.

    The quick form gives the short report: clusters and overall, no areas (MEASUREMENT.md 3).
    ``name`` is printed and travels nowhere else; ``date`` is that of submission, and where
    it is None no date is printed. ``prediction`` travels in the record and is
    not printed. ``ratings`` lend the names of those who rated by name; they are printed and travel
    nowhere else. ``in_english`` is what the record is made of where catalogue and reading are in
    another language: it is the same in every language.
    """
    english, as_read = in_english or (catalog, reading)
    found = findings(catalog, responses, booklet.entries, sheet, reading, types, form=booklet.form)
    at = Sources(
        catalog=catalog,
        booklet=booklet,
        responses=responses,
        sheet=sheet,
        reading=reading,
        found=found,
    )
    by_area = booklet.form != "quick" and found.interpretable
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
        tilt=" ".join(one.text for one in (found.tilt, found.confidence) if one is not None),
        types=_type_rows(found),
        figures=tuple(figure_row(at, area) for area in in_chart_order(reading)) if by_area else (),
        areas=tuple(area_section(at, area) for area in in_chart_order(reading)) if by_area else (),
        quality=tuple(reason.text for reason in found.quality),
        honesty=_honesty(at),
        limits=found.limits,
        method=_method(at, date),
        answers=answered_items(catalog, booklet, responses, sheet),
        said=said_rows(catalog, booklet, responses),
        record=canonical(
            result_record(
                english,
                booklet,
                responses,
                sheet,
                as_read,
                date=date,
                prediction=prediction,
            )
        ),
        others=others_section(catalog, sheet, ratings) if found.interpretable else None,
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
            stage=_(row.stage) if row.stage else "",
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
            parts.append(
                _("%(cluster_titles)s stands for %(listed)s")
                % {"cluster_titles": CLUSTER_TITLES[cluster], "listed": listed(names)}
            )
    return f"{'; '.join(parts)}."


def _honesty(at: Sources) -> str:
    """The one line at the foot of page one."""
    keys = key_status(at.catalog, at.booklet.entries)
    return _("There is no comparison group. %(what)s %(keys)s") % {
        "what": _(NOT_FOR_HIRING),
        "keys": keys,
    }


def _priority(at: Sources, card: PriorityCard) -> PriorityRow:
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
        aim=card.aim,
        practice=card.practice,
    )


def _quoted_first(card: PriorityCard) -> tuple[str, ...]:
    """The first reasons that fit a card on page one; the first in any case."""
    texts = [sentence.text for sentence in card.because[:QUOTED_ON_PAGE_ONE]]
    fits = len(card.aim) + sum(len(text) for text in texts) <= QUOTED_CHARACTERS
    return tuple(texts if fits else texts[:1])


def _method(at: Sources, date: dt.date | None) -> tuple[Fact, ...]:
    units = at.sheet.units
    scored = sum(unit.x is not None for unit in units)
    context = _context(at.catalog, at.reading)
    return (
        Fact(
            name=_("Form"),
            value=_("%(form_titles)s, %(scored)s of %(units)s questions scored")
            % {"form_titles": FORM_TITLES[at.booklet.form], "scored": scored, "units": len(units)},
        ),
        *([] if date is None else [Fact(name=_("Submitted"), value=long_date(date))]),
        Fact(name=_("Read for"), value=at.reading.target.title),
        *([Fact(name=_("Context"), value=context)] if context else []),
        Fact(name=_("Answer keys"), value=key_status(at.catalog, at.booklet.entries)),
        Fact(
            name=_("Starting assumption"),
            value=_("Before the first answer everybody is taken for 2.75, give or take 1."),
        ),
        Fact(name=_("Scoring version"), value=at.sheet.scoring_version),
        Fact(name=_("Content revision"), value=at.booklet.revision),
        Fact(
            name=_("Data"),
            value=_("The file result.json inside this PDF holds answers and figures."),
        ),
    )


def long_date(date: dt.date) -> str:
    """A date as it is printed.

    >>> long_date(dt.date(2026, 11, 1))
    '1 November 2026'
    """
    return day_words(date)
