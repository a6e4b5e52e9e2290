"""How does a report become a page to print: HTML, style sheet, radars and what is attached?"""

import datetime as dt
import re
from functools import lru_cache
from pathlib import Path
from typing import Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from assessment.documents.brands import brand_accent, brand_assets, brand_sheet
from assessment.documents.charts import area_bar, group_chart, level_chart
from assessment.documents.print_job import AttachedText, PrintJob, radar_place
from assessment.documents.radar_values import Radar, Spoke
from assessment.documents.report import long_date
from assessment.documents.report_values import GapReport
from assessment.domain.branding import Brand
from assessment.domain.content_words import Words
from assessment.domain.findings_wording import figure, in_hundred, listed, target_figure
from assessment.domain.language import ENGLISH, gettext, ngettext, said, spoken_now
from assessment.domain.language import gettext as _
from assessment.domain.readings import VERDICT_MARKS
from assessment.domain.translations import is_in_english

PageSize = Literal["A4", "Letter"]
PAGE_SIZES: dict[PageSize, str] = {"A4": "210mm 297mm", "Letter": "216mm 279mm"}

PRINT_INKS = {
    "paper": "#ffffff",
    "ink": "#1b2126",
    "muted": "#59636e",
    "line": "#d9dad4",
    "accent": "#0f5b5f",
    "range": "#c5dcdc",
    "target": "#9a4510",
}
"""The look's light inks on white paper."""

RECORD_NAME = "result.json"
LONGEST_NAME = 60
_IN_ENGLISH, _NO_MARK = Markup(' lang="en"'), Markup()
BRITISH = "en-GB"
"""Our own English as documents say it."""
UNDATED = dt.date(2000, 1, 1)
"""Stands inside the file, and on no page, where a report has no date: no clock enters either."""
_TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "print"
_CHART_CSS = Path(__file__).parents[2] / "static" / "chart.css"


def gap_report_job(
    report: GapReport, *, page_size: PageSize = "A4", brand: Brand | None = None
) -> PrintJob:
    """The print job of a report; the quick form and unread answers have their own short page.

    ``brand`` is that of the organisation the report is made for.
    """
    folder = "gap-report" if report.form != "quick" and report.interpretable else "quick-report"
    radar = report_radar(report) if report.areas else None
    html = environment().get_template(f"{folder}/document.html").render(
        report=report,
        brand=brand,
        whose=[short_name(report.name), *([] if report.date is None else [long_date(report.date)])],
        created=None if report.date is None else noon(report.date).isoformat(),
        lead=in_print(_lead_chart(report)) if report.rows else "",
        bars={
            section.uid: in_print(area_bar(section.row, uid=section.uid))
            for section in report.areas
        },
        radar=Markup(radar_place(radar.uid)) if radar else "",  # noqa: S704 - a comment of ours
    )  # fmt: skip
    return PrintJob(
        html=html,
        css=style_sheet(folder, PAGE_SIZES[page_size], brand_accent(brand)) + brand_sheet(brand),
        created=noon(report.date or UNDATED),
        assets=brand_assets(brand),
        radars=(radar,) if radar else (),
        attachments=(
            AttachedText(
                name=RECORD_NAME,
                text=report.record,
                description=_("The answers, keys and figures of this report, for machines"),
            ),
        ),
    )


def short_name(name: str) -> str:
    """A name as a page can hold it.

    >>> short_name("Ada Lovelace"), len(short_name("A" * 300))
    ('Ada Lovelace', 60)
    """
    if len(name) <= LONGEST_NAME:
        return name
    return name[: LONGEST_NAME - 1].rstrip() + "…"


def report_radar(report: GapReport) -> Radar:
    """The radar of a report's areas."""
    below = [row.title for row in report.figures if row.verdict in ("clear gap", "likely gap")]
    title = (
        (_("Level below target in %(listed)s") % {"listed": listed(below)})
        if below
        else _("No level clearly below target")
    )
    return Radar(
        uid="radar",
        title=f"{title}.",
        spokes=tuple(
            Spoke(label=row.short_title, level=row.level, target=row.target)
            for row in report.figures
        ),
    )


def _lead_chart(report: GapReport) -> Markup:
    if report.form == "quick":
        return group_chart(report.rows, uid="lead", width="print")
    return level_chart(report.rows, uid="lead", width="print")


def noon(date: dt.date) -> dt.datetime:
    """A moment for a date: the same whatever zone the machine is in."""
    return dt.datetime(date.year, date.month, date.day, 12, tzinfo=dt.UTC)


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates of printed documents: escaping on, nothing undefined passes."""
    templates = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    templates.policies["ext.i18n.trimmed"] = True
    templates.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    templates.globals.update(document_language=document_language, lang_of=_lang_of)
    templates.filters.update(
        said=said,
        figure=figure,
        target=target_figure,
        in_hundred=in_hundred,
        verdict_mark=_verdict_mark,
    )
    return templates


def document_language() -> str:
    """The ``lang`` of a document made now; our English is British."""
    code = spoken_now().code
    return BRITISH if code == ENGLISH.code else code


def _lang_of(text: Words) -> Markup:
    """The ``lang`` attribute of a text of the content that fell back to English; else nothing."""
    return _IN_ENGLISH if is_in_english(text) else _NO_MARK


def _verdict_mark(verdict: str | None) -> str:
    return {str(word): mark for word, mark in VERDICT_MARKS.items()}.get(verdict or "", "–")


def with_inks(css: str, accent: str | None = None) -> str:
    """Custom properties replaced by the print sheet's own values, or by another accent."""
    inks = PRINT_INKS if accent is None else {**PRINT_INKS, "accent": accent}
    return re.sub(r"var\(--([a-z]+)\)", lambda found: inks[found[1]], css)


@lru_cache(maxsize=1)
def _chart_style() -> str:
    """The charts' style sheet as it stands inside a picture: the renderer reads no other there."""
    css = re.sub(r"/\*.*?\*/", "", _CHART_CSS.read_text(encoding="utf-8"), flags=re.DOTALL)
    rules = [line.replace(".chart .", ".") for line in css.splitlines() if line.strip()]
    inside = [rule for rule in rules if not rule.startswith(".chart {")]
    return with_inks(" ".join(inside) + " text { font-family: Source Sans Pro }")


def in_print(svg: Markup) -> Markup:
    """A chart with its style sheet inside, after its title and description."""
    head, desc, rest = svg.partition("</desc>")
    return head + desc + Markup("<style>") + Markup(_chart_style()) + Markup("</style>") + rest  # noqa: S704 - our own style sheet


@lru_cache(maxsize=8)
def style_sheet(folder: str, size: str, accent: str | None = None) -> str:
    """The style sheet of a document in ``folder`` on pages of ``size``, inks and all."""
    sheets = [
        (_TEMPLATES / name).read_text(encoding="utf-8")
        for name in ("base.css", f"{folder}/print.css")
    ]
    return with_inks("\n".join([*sheets, f"@page {{ size: {size} }}"]), accent)
