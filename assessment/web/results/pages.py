"""What does a template see of a result?"""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from assessment.domain.areas import level_name
from assessment.domain.findings import Findings
from assessment.domain.findings_others import OthersSection, others_section
from assessment.domain.findings_types import printed_difference
from assessment.domain.findings_wording import figure, in_sentence, target_figure
from assessment.domain.language import gettext as _
from assessment.domain.readings import VERDICT_MARKS
from assessment.services.pictures import ChartRow, group_chart, level_chart
from assessment.services.presenting import Presented
from assessment.services.printing import pdf_available
from assessment.web.results.expected import (
    ExpectedSection,
    make_expected_section,
    stopped_words,
)
from assessment.web.results.history import newer_version
from assessment.web.results.types import change_words
from assessment.web.results.worth import WorthRow, worth_rows
from assessment.web.words import FORM_WORDS, day_words


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One area of the table beside the chart."""

    name: str
    level: str
    span: str
    target: str
    said: str
    mark: str
    verdict: str
    critical: bool
    provisional: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeLine:
    """One CTO type read from the same answers."""

    title: str
    chosen: bool
    nearest: bool
    shortfall: str
    difference: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultPage:
    """The result of a full form."""

    attempt: str
    form: str
    date: str
    target_title: str
    target_context: str
    chosen_because: str
    findings: Findings
    suspected: str
    chart_wide: Markup
    chart_narrow: Markup
    rows: tuple[TableRow, ...]
    types: tuple[TypeLine, ...]
    radar_words: str
    pdf_off: str | None
    stopped: str
    """That the form was cut short, and by how much; empty where it was not."""
    expected: ExpectedSection | None
    others: OthersSection | None
    one_change: str
    """The single area in which one level more would bring the target nearest."""
    worth: tuple[WorthRow, ...]
    revision: str
    scoring_version: str
    newer_version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuickPage:
    """The result of a quick form: clusters and an overall level, no areas."""

    attempt: str
    date: str
    findings: Findings
    chart_wide: Markup
    chart_narrow: Markup
    rows: tuple[TableRow, ...]
    suspected: str
    """What becomes of the gap that was named beforehand; empty where none was."""
    others: OthersSection | None
    revision: str
    scoring_version: str
    newer_version: str


def make_result_page(presented: Presented) -> ResultPage:
    """The page of a full form's result."""
    result = presented.result
    return ResultPage(
        attempt=result.attempt.id,
        form=FORM_WORDS[result.attempt.booklet.form],
        date=_date(presented),
        target_title=result.reading.target.title,
        target_context=context_words(presented),
        chosen_because=result.reading.target.chosen_because,
        findings=presented.findings,
        suspected=suspected_words(presented),
        chart_wide=level_chart(presented.rows, uid="levels"),
        chart_narrow=level_chart(presented.rows, uid="levels-narrow", width="narrow"),
        rows=table_rows(presented.rows),
        types=tuple(_type_lines(presented)),
        radar_words=" ".join(
            (
                _("%(name)s: level %(level)s, target %(target)s.")
                % {"name": row.name, "level": row.level, "target": row.target}
            )
            for row in table_rows(presented.rows)
        ),
        pdf_off=pdf_available(),
        stopped=stopped_words(presented.ending.not_asked),
        expected=make_expected_section(presented),
        others=_others(presented),
        one_change=change_words(presented),
        worth=worth_rows(presented),
        revision=result.catalog.revision,
        scoring_version=result.sheet.scoring_version,
        newer_version=newer_version(result.sheet),
    )


def make_quick_page(presented: Presented) -> QuickPage:
    """The page of a quick form's result."""
    return QuickPage(
        attempt=presented.result.attempt.id,
        date=_date(presented),
        findings=presented.findings,
        chart_wide=group_chart(presented.groups, uid="groups"),
        chart_narrow=group_chart(presented.groups, uid="groups-narrow", width="narrow"),
        rows=table_rows(presented.groups),
        suspected=_suspected_in_quick(presented),
        others=_others(presented),
        revision=presented.result.catalog.revision,
        scoring_version=presented.result.sheet.scoring_version,
        newer_version=newer_version(presented.result.sheet),
    )


def _suspected_in_quick(presented: Presented) -> str:
    area = presented.result.attempt.suspected_gap
    if area is None or area not in presented.result.catalog.areas:
        return ""
    return _("You suspected %(name)s. One short question cannot tell; the full form can.") % {
        "name": in_sentence(presented.result.catalog.areas[area].title)
    }


def _others(presented: Presented) -> OthersSection | None:
    result = presented.result
    return others_section(result.catalog, result.sheet, presented.ratings)


def _date(presented: Presented) -> str:
    submitted = presented.result.attempt.submitted_at
    return "" if submitted is None else day_words(submitted)


def context_words(presented: Presented) -> str:
    """The stage and circumstances of the target, in words."""
    context = presented.result.reading.target.context
    ids = [*([context.stage] if context.stage else []), *context.circumstances]
    by_id = {str(a.id): a.title for a in presented.result.catalog.adjustments.values()}
    return ", ".join(in_sentence(by_id[str(i)]) for i in ids if str(i) in by_id)


def suspected_words(presented: Presented) -> str:
    """Where the answers put the gap that was named before the first question; empty for none.

    The sentence rests on the answers of that area: without them the area is withheld and the
    sentence says that nothing can be said.
    """
    attempt, reading = presented.result.attempt, presented.result.reading
    area = attempt.suspected_gap
    if area is None or area not in reading.gaps:
        return ""
    name = in_sentence(presented.result.catalog.areas[area].title)
    gap = reading.gaps[area]
    if gap.verdict is None:
        return _("You suspected %(name)s. There are not enough answers there to say.") % {
            "name": name
        }
    if gap.verdict in ("clear gap", "likely gap"):
        place = reading.develop.index(area) + 1
        where = _("first") if place == 1 else (_("number %(place)s") % {"place": place})
        return _(
            "You suspected %(name)s. Your answers agree: it is a %(verdict)s, "
            "%(where)s on the list."
        ) % {"name": name, "verdict": _(gap.verdict), "where": where}
    if gap.verdict == "cannot tell yet":
        return _("You suspected %(name)s. Your answers cannot tell yet.") % {"name": name}
    return _("You suspected %(name)s. Your answers do not show a gap there for this target.") % {
        "name": name
    }


def _verdict_words(row: ChartRow) -> str:
    if row.verdict is not None:
        return _(row.verdict)
    return "" if row.level is not None else _("not enough answers")


def table_rows(rows: Sequence[ChartRow]) -> tuple[TableRow, ...]:
    """The chart's rows as figures and words."""
    return tuple(
        TableRow(
            name=row.name,
            level="–" if row.level is None else figure(row.level),
            span="–"
            if row.low is None or row.high is None
            else f"{figure(row.low)}–{figure(row.high)}",
            target="–" if row.target is None else target_figure(row.target),
            said="–" if row.said is None else f"{row.said:g} {level_name(row.said)}",
            mark="" if row.verdict is None else VERDICT_MARKS[row.verdict],
            verdict=_verdict_words(row),
            critical=row.critical,
            provisional=row.provisional,
        )
        for row in rows
    )


def _signed(value: float) -> str:
    return f"{value:+.2f}".replace("-", "−")


def _type_lines(presented: Presented) -> Sequence[TypeLine]:
    return [
        TypeLine(
            title=near.title,
            chosen=near.chosen,
            nearest=near.nearest,
            shortfall=f"{near.shortfall:.2f}",
            difference="–"
            if near.chosen
            else _signed(printed_difference(near.shortfall, near.difference)),
            sentence=near.finding.text,
        )
        for near in presented.findings.types
    ]
