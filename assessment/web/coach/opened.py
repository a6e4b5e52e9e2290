"""What does a template see of a report that was handed over as a file?"""

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from assessment.domain.areas import LEVEL_NAMES, level_name
from assessment.domain.findings_wording import figure, target_figure
from assessment.domain.language import gettext as _
from assessment.domain.readings import VERDICT_MARKS
from assessment.services.opened_reports import (
    STEP_WORDS,
    HandedOver,
    OpenArea,
    SeenDifferently,
)
from assessment.services.pictures import ChartRow, group_chart, level_chart
from assessment.web.words import FORM_WORDS, day_words


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """One line of the table beside the chart."""

    name: str
    level: str
    span: str
    target: str
    said: str
    mark: str
    verdict: str
    critical: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedPage:
    """A report from outside as far as it may be shown."""

    holds: bool
    """Whether figures and print follow from the answers inside."""
    origin: str
    differences: tuple[str, ...]
    form: str
    by_area: bool
    date: str
    target: str
    interpretable: bool
    stage: str
    counts: str
    chart_wide: Markup
    chart_narrow: Markup
    rows: tuple[FigureRow, ...]
    develop: tuple[str, ...]
    open_rows: tuple[tuple[str, str], ...]
    """Title, and the cheapest way to find out."""
    seen: tuple[tuple[str, str], ...]
    revision: str
    scoring_version: str


def make_opened_page(handed: HandedOver) -> OpenedPage:
    """The page of a report that was handed over."""
    report = handed.report
    holds = not report.differences and handed.origin != "altered"
    shown = report.rows if holds else ()
    draw = group_chart if report.form == "quick" else level_chart
    return OpenedPage(
        holds=holds,
        origin=handed.origin,
        differences=report.differences,
        form=FORM_WORDS.get(report.form, report.form),
        by_area=report.form != "quick",
        date=_date(report.date),
        target=report.target,
        interpretable=report.interpretable,
        stage=report.stage,
        counts=_("%(answered)d of %(asked)d questions answered")
        % {"answered": report.answered, "asked": report.asked},
        chart_wide=draw(shown, uid="levels") if shown else Markup(),
        chart_narrow=draw(shown, uid="levels-narrow", width="narrow") if shown else Markup(),
        rows=tuple(figure_row(row) for row in shown),
        develop=report.develop if holds else (),
        open_rows=tuple(_open(area) for area in report.open_areas) if holds else (),
        seen=tuple((row.title, _seen(row)) for row in report.seen_differently) if holds else (),
        revision=report.revision,
        scoring_version=report.scoring_version,
    )


def _date(text: str) -> str:
    try:
        return day_words(date.fromisoformat(text))
    except ValueError:
        return ""


def figure_row(row: ChartRow) -> FigureRow:
    """One row of a chart as figures and words."""
    return FigureRow(
        name=row.name,
        level="–" if row.level is None else figure(row.level),
        span="–"
        if row.low is None or row.high is None
        else f"{figure(row.low)}–{figure(row.high)}",
        target="–" if row.target is None else target_figure(row.target),
        said="–" if row.said is None else f"{row.said:g} {level_name(row.said)}",
        mark="" if row.verdict is None else VERDICT_MARKS[row.verdict],
        verdict=_(row.verdict)
        if row.verdict
        else ("" if row.level is not None else _("not enough answers")),
        critical=row.critical,
    )


def _open(area: OpenArea) -> tuple[str, str]:
    ways: dict[str, str] = {str(step): words for step, words in STEP_WORDS.items()}
    return area.title, ways.get(area.step, area.step)


def _seen(row: SeenDifferently) -> str:
    words = {"said": LEVEL_NAMES[row.said - 1], "shown": level_name(row.level),
             "n": round(100 * row.probability)}  # fmt: skip
    if row.direction == "blind-spot":
        return (
            _("Said %(said)s; the answers showed about %(shown)s. %(n)d in 100 that it is lower.")
            % words
        )
    return (
        _("Said %(said)s; the answers showed about %(shown)s. %(n)d in 100 that it is higher.")
        % words
    )
