"""What does an edition of a report hold? Values picked from the report, and nothing besides.

Redaction happens here and nowhere else: an edition is built from empty by taking over the pieces
that were ticked, so that a template, a picture, an attachment or the file's metadata has nothing
to hide. Sentences that mix pieces (a headline with figures, a summary with areas) are not taken
over but written anew from what is held.
"""

import datetime as dt
import json
from dataclasses import asdict, dataclass, replace

from assessment.documents.chart_words import ChartRow, chart_finding
from assessment.documents.report_values import AnsweredItem, GapReport
from assessment.documents.result_record import canonical
from assessment.domain.areas import level_name
from assessment.domain.attempts import FormId
from assessment.domain.editions import Edition, EditionKind, Piece, kind_words, piece_words
from assessment.domain.findings_others import OthersSection
from assessment.domain.findings_wording import figure, target_figure
from assessment.domain.language import gettext as _

FORMAT = "cto-readiness/edition/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionRow:
    """One area, or one group of the quick form."""

    name: str
    critical: bool
    level: str
    """A number, or the names of the levels its range spans."""
    span: str
    """The likely range in numbers; empty where numbers are left out."""
    target: str
    """The level wanted, in numbers or by its name; empty for the quick form."""
    verdict: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionGap:
    """One gap in its place."""

    name: str
    verdict: str
    summary: str
    because: tuple[str, ...]
    practice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionLine:
    """A name and what is said of it."""

    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionReport:
    """An edition as plain values; ``record`` is the same as JSON for machines."""

    kind: EditionKind
    title: str
    name: str
    """Empty where the name is left out."""
    date: dt.date | None
    form: FormId
    target: str
    scoring_version: str
    finding: str
    rows: tuple[EditionRow, ...]
    chart: tuple[ChartRow, ...]
    """The rows as they are drawn; none where numbers are left out."""
    gaps: tuple[EditionGap, ...]
    unknowns: tuple[EditionLine, ...]
    types: tuple[EditionLine, ...]
    differences: tuple[EditionLine, ...]
    said: tuple[EditionLine, ...]
    answers: tuple[AnsweredItem, ...]
    quality: tuple[str, ...]
    honesty: str
    holds: tuple[Piece, ...]
    left_out: tuple[str, ...]
    """What the edition does not hold, in words, for whoever reads it."""
    others: OthersSection | None = None
    """What others said: only for a coach with whom that is shared, by a tick of its own."""
    record: str = ""


def redact(report: GapReport, edition: Edition, *, with_others: bool = False) -> EditionReport:
    """The edition of a report; what others said only where that is shared, and with numbers.

    Raises:
        ValueError: the report cannot be interpreted: all it could say is why.
    """
    if not report.interpretable:
        raise ValueError("a report that cannot be interpreted has no editions")
    facts = json.loads(report.record)
    names = _names(report, edition, facts)
    chart = tuple(_drawn(row, edition) for row in report.rows if row.name in names)
    made = EditionReport(
        kind=edition.kind,
        title=kind_words()[edition.kind][0],
        name=report.name if edition.holds("name") else "",
        date=report.date,
        form=report.form,
        target=report.target,
        scoring_version=facts["scoring_version"],
        finding=chart_finding(chart) if any(row.verdict for row in chart) else "",
        rows=tuple(_row(row, edition) for row in chart),
        chart=chart if edition.holds("numbers") else (),
        gaps=_gaps(report, edition, names),
        unknowns=_unknowns(report, edition, names),
        types=tuple(EditionLine(name=row.title, text=row.text) for row in report.types)
        if edition.holds("types")
        else (),
        differences=tuple(EditionLine(name=row.title, text=row.text) for row in report.differences)
        if edition.holds("self-ratings")
        else (),
        said=tuple(
            EditionLine(name=f"{row.area}: {row.what}", text=row.answer) for row in report.said
        )
        if edition.holds("self-ratings")
        else (),
        answers=report.answers if edition.holds("answers") else (),
        quality=report.quality if edition.holds("quality") else (),
        honesty=report.honesty,
        holds=edition.pieces,
        left_out=_left_out(edition),
        others=report.others if with_others and edition.holds("numbers") else None,
    )
    return replace(made, record=_record(made))


def _names(report: GapReport, edition: Edition, facts: dict[str, object]) -> frozenset[str]:
    """The titles of what the edition speaks of; every row where all areas are held."""
    if edition.areas is None or report.form == "quick":
        return frozenset(row.name for row in report.rows)
    areas = facts["areas"]
    assert isinstance(areas, list)  # noqa: S101 - written by result_record
    return frozenset(area["title"] for area in areas if area["id"] in edition.areas)


def _drawn(row: ChartRow, edition: Edition) -> ChartRow:
    return row if edition.holds("self-ratings") else replace(row, said=None)


def _row(row: ChartRow, edition: Edition) -> EditionRow:
    if row.level is None or row.low is None or row.high is None:
        level = span = ""
    elif edition.holds("numbers"):
        level, span = figure(row.level), f"{figure(row.low)}–{figure(row.high)}"
    else:
        level, span = _level_words(row.low, row.high), ""
    return EditionRow(
        name=row.name,
        critical=row.critical and row.target is not None,
        level=level,
        span=span,
        target=_target_words(row.target, edition),
        verdict=row.verdict or ("" if row.level is not None else _("not enough answers")),
    )


def _target_words(target: float | None, edition: Edition) -> str:
    if target is None:
        return ""
    return target_figure(target) if edition.holds("numbers") else level_name(target)


def _level_words(low: float, high: float) -> str:
    first, last = level_name(low), level_name(high)
    return first if first == last else _("%(low)s to %(high)s") % {"low": first, "high": last}


def _gaps(report: GapReport, edition: Edition, names: frozenset[str]) -> tuple[EditionGap, ...]:
    if not edition.holds("gaps"):
        return ()
    numbers = edition.holds("numbers")
    return tuple(
        EditionGap(
            name=gap.title,
            verdict=gap.verdict,
            summary=gap.summary if numbers else "",
            because=gap.because if edition.holds("reasons") else (),
            practice=gap.practice if numbers else "",
        )
        for gap in report.priorities
        if gap.title in names
    )


def _unknowns(
    report: GapReport, edition: Edition, names: frozenset[str]
) -> tuple[EditionLine, ...]:
    if not edition.holds("unknowns"):
        return ()
    return tuple(
        EditionLine(name=row.title, text=row.way) for row in report.open_rows if row.title in names
    )


def _left_out(edition: Edition) -> tuple[str, ...]:
    words = piece_words()
    left = [words[piece] for piece in edition.left_out]
    if edition.areas is not None:
        left.append(_("the other areas"))
    return tuple(left)


def _record(made: EditionReport) -> str:
    """The edition as JSON: what stands on its pages and nothing else."""
    plain = asdict(made)
    for drawn in ("record", "chart"):
        del plain[drawn]
    if made.others is None:
        del plain["others"]
    plain["date"] = None if made.date is None else made.date.isoformat()
    return canonical({"format": FORMAT, **plain})
