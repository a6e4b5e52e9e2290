"""The pages of one result of a client, and of two beside each other: the pieces they shared."""

from dataclasses import replace

from flask import Response, g, make_response, render_template, url_for
from markupsafe import Markup

from assessment.domain.language import gettext as _
from assessment.services.branding import brand_for
from assessment.services.caseload import client_name
from assessment.services.coach_reports import (
    coach_edition,
    coach_findings,
    coach_others,
    coach_report_pdf,
    coach_view,
)
from assessment.services.granted import GrantedResult
from assessment.services.outside import list_ratings
from assessment.services.pictures import group_chart, level_chart
from assessment.services.printing import PdfBusy, PdfFailed, PdfUnavailable
from assessment.web.brand_looks import wear_brand
from assessment.web.change_page import make_change_page
from assessment.web.coach.blueprint import blueprint
from assessment.web.coach.opened import FigureRow, figure_row
from assessment.web.coach.openings import open_change, open_result
from assessment.web.downloads import attachment, download_name
from assessment.web.limits import document_limits
from assessment.web.papers import asked_paper
from assessment.web.policy import Policy, admits
from assessment.web.state import database, press
from assessment.web.words import FORM_WORDS, day_words


@blueprint.get("/clients/<id:grant>/results/<id:attempt>")
@admits(Policy.ACCOUNT)
def result(grant: str, attempt: str) -> str:
    """A result as its owner shared it, with what you rated yourself."""
    found = open_result(grant, attempt)
    presented = found.presented
    owner = found.grant.owner
    with database().reading() as session:
        ratings = list_ratings(session, owner, presented.result.attempt.id)
        name = client_name(session, g.account, owner)
        worn = brand_for(session, g.account)
    if worn is not None:
        wear_brand(*worn)
    quick = presented.result.attempt.booklet.form == "quick"
    interpretable = presented.findings.interpretable
    charts = _charts(found, quick) if interpretable else ("", "")
    return render_template(
        "coach/result.html",
        grant=grant,
        attempt=attempt,
        name=name,
        quick=quick,
        date=day_words(presented.result.attempt.submitted_at or presented.result.scored_at),
        form=FORM_WORDS[presented.result.attempt.booklet.form],
        target=presented.result.reading.target.title,
        holds=coach_edition(found.grant).pieces,
        findings=coach_findings(found),
        view=coach_view(found) if interpretable else None,
        others=coach_others(found) if interpretable else None,
        chart_wide=charts[0],
        chart_narrow=charts[1],
        rows=_table(found) if interpretable else (),
        areas=[] if quick else [(a, presented.result.catalog.areas[a].title)
                                for a in presented.areas],
        mine=[
            (presented.result.catalog.areas[r.area].title, r)
            for r in ratings
            if r.author == g.account and r.counts and r.area in presented.result.catalog.areas
        ],
    )  # fmt: skip


def _charts(found: GrantedResult, quick: bool) -> tuple[Markup, Markup]:
    """The picture of the levels, of what was ticked; nothing where numbers are left out."""
    shown = coach_view(found).chart
    if not shown:
        return Markup(), Markup()
    draw = group_chart if quick else level_chart
    return (
        in_third_person(draw(shown, uid="levels")),
        in_third_person(draw(shown, uid="levels-narrow", width="narrow")),
    )


def in_third_person(chart: Markup) -> Markup:
    """A chart whose words speak of somebody else."""
    words = {
        "level your answers showed": _("level the answers showed"),
        "what you said": _("what they said"),
        "you said": _("they said"),
    }
    for second, third in words.items():
        chart = chart.replace(second, third)
    return chart


def _table(found: GrantedResult) -> tuple[FigureRow, ...]:
    """The rows of the table: figures, or words where numbers are left out."""
    presented, edition = found.presented, coach_edition(found.grant)
    quick = presented.result.attempt.booklet.form == "quick"
    drawn = presented.groups if quick else presented.rows
    rows = [
        figure_row(row if edition.holds("self-ratings") else replace(row, said=None))
        for row in drawn
    ]
    if edition.holds("numbers"):
        return tuple(rows)
    words = {row.name: row for row in coach_view(found).rows}
    return tuple(
        replace(row, level=words[row.name].level or "–", span="", target=words[row.name].target)
        for row in rows
    )


@blueprint.get("/clients/<id:grant>/results/<id:attempt>/report.pdf")
@admits(Policy.ACCOUNT)
@document_limits
def report(grant: str, attempt: str) -> Response:
    """The report of a shared result as a PDF; without the answers where they are not shared."""
    found = open_result(grant, attempt)
    with database().reading() as session:
        name = client_name(session, g.account, found.grant.owner)
        worn = brand_for(session, g.account)
    brand = None if worn is None else worn[1]
    try:
        body = coach_report_pdf(press(), found, name=name, page_size=asked_paper(), brand=brand)
    except (PdfUnavailable, PdfBusy, PdfFailed) as missing:
        return no_pdf(url_for("coach.result", grant=grant, attempt=attempt), str(missing))
    return attachment(
        body, name=download_name(f"CTO readiness {name}", "pdf"), mimetype="application/pdf"
    )


def no_pdf(back: str, why: str) -> Response:
    """Say why there is no PDF, and lead back."""
    response = make_response(render_template("coach/no_pdf.html", back=back, why=why), 503)
    response.headers["Retry-After"] = "60"
    return response


@blueprint.get("/clients/<id:grant>/results/<id:attempt>/change/<id:other>")
@admits(Policy.ACCOUNT)
def change(grant: str, attempt: str, other: str) -> str:
    """Two dates side by side, in the words of honest change."""
    held, two = open_change(grant, attempt, other)
    with database().reading() as session:
        name = client_name(session, g.account, held.owner)
    return render_template("coach/change.html", grant=grant, name=name, page=make_change_page(two))
