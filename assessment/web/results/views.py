"""The pages that show a result, how it came about, and every answer with its reasoning."""

from flask import Blueprint, Response, g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse
from wtforms import RadioField, SelectMultipleField
from wtforms.validators import InputRequired, Optional

from assessment.domain.attempts import AttemptId
from assessment.domain.language import gettext as _
from assessment.domain.language import lazy
from assessment.domain.profiles import AdjustmentId, ProfileId, StageId
from assessment.services.attempts import list_attempts
from assessment.services.change import load_change, to_compare_with
from assessment.services.learning import tally_exercises
from assessment.services.pictures import area_bar, group_chart, level_chart
from assessment.services.plans import latest_plan_of
from assessment.services.presenting import Presented, present_result, radar_of
from assessment.services.printing import (
    PdfBusy,
    PdfFailed,
    PdfUnavailable,
    gap_report,
    report_pdf,
)
from assessment.services.results import Result, in_readers_words, load_result, reread
from assessment.services.targets import choose_target
from assessment.services.versions import list_sheets, recompute
from assessment.web.change_page import compare_words, make_change_page
from assessment.web.choices import NOT_SURE, circumstance_choices, stage_choices, type_choices
from assessment.web.downloads import attachment, download_name
from assessment.web.lesson_links import gap_lessons, item_lessons
from assessment.web.limits import document_limits, picture_limits
from assessment.web.papers import asked_paper
from assessment.web.policy import Policy, admits
from assessment.web.refusals import RefusableForm
from assessment.web.results.answers import make_answers_page
from assessment.web.results.history import make_history_page
from assessment.web.results.pages import make_quick_page, make_result_page
from assessment.web.results.trace import make_trace_page
from assessment.web.results.types import make_types_page
from assessment.web.state import content, database, now, press, shelf
from assessment.web.words import day_words

blueprint = Blueprint("results", __name__)

INKS = {
    "light": {"ink": "#1b2126", "muted": "#59636e", "line": "#e1e2dc", "accent": "#0f5b5f",
              "range": "#c5dcdc", "target": "#9a4510", "paper": "#fbfaf7", "card": "#ffffff"},
    "dark": {"ink": "#e9e7e1", "muted": "#a3adb5", "line": "#30373d", "accent": "#7cc4c3",
             "range": "#2c4c50", "target": "#f0a15e", "paper": "#14181b", "card": "#1b2024"},
}  # fmt: skip
"""The page's custom properties as values, for a picture that is loaded as a file of its own."""


def _presented(attempt: str) -> Presented:
    with database().reading() as session:
        return present_result(session, shelf(), g.person, AttemptId(attempt))


def _page(template: str, result: Result, **given: object) -> str:
    """One of the pages of a result; each has the same bar, which knows the way to its plan.

    ``here`` among what is given is the page's own word in the bar, where it has one.
    """
    attempt, full = result.attempt.id, result.attempt.booklet.form != "quick"
    with database().reading() as session:
        plan = latest_plan_of(session, g.person, attempt) if full else None
    ways = {"attempt": attempt, "full": full, "plan": plan, "here": ""}
    return render_template(template, **{**ways, **given})


@blueprint.get("/results/<id:attempt>")
@admits(Policy.PERSON)
def show(attempt: str) -> str:
    """The result: levels with ranges, gaps in order, what cannot be told, what to do."""
    presented = _presented(attempt)
    if presented.result.attempt.booklet.form == "quick":
        return _page(
            "results/quick.html", presented.result, here="result", page=make_quick_page(presented)
        )
    with database().reading() as session:
        tally = tally_exercises(session, g.person)
        other = to_compare_with(list_attempts(session, g.person)).get(AttemptId(attempt))
    return _page(
        "results/result.html",
        presented.result,
        here="result",
        page=make_result_page(presented),
        compare=None if other is None else compare_words(other),
        lessons=gap_lessons(presented, content(), tally),
        logged=tally.total,
    )


class TargetForm(RefusableForm):
    """Another target for the same answers."""

    profile = RadioField(
        lazy("Type of CTO role"), validators=[InputRequired(lazy("Choose a type of role."))]
    )
    stage = RadioField(
        lazy("Size of the company"), validators=[InputRequired(lazy("Choose a size."))]
    )
    circumstances = SelectMultipleField(lazy("Circumstances"), validators=[Optional()])


@blueprint.route("/results/<id:attempt>/target", methods=["GET", "POST"])
@admits(Policy.PERSON)
def target(attempt: str) -> BaseResponse | str | tuple[str, int]:
    """Read the same answers for another job. No level moves."""
    with database().reading() as session:
        result = load_result(session, shelf(), g.person, AttemptId(attempt))
    current = result.reading.target
    form = TargetForm(
        profile=current.profile,
        stage=current.context.stage,
        circumstances=list(current.context.circumstances),
    )
    words = shelf().shown(result.catalog)
    choices = {
        "profiles": type_choices(words),
        "stages": stage_choices(words),
        "circumstances": circumstance_choices(words),
    }
    form.profile.choices = [(v, t) for v, t, _ in choices["profiles"]]
    form.stage.choices = [(v, t) for v, t, _ in choices["stages"]]
    form.circumstances.choices = [(v, t) for v, t, _ in choices["circumstances"]]
    if not form.validate_on_submit():
        page = _page("results/target.html", result, form=form, errors=form.error_list, **choices)
        return (page, 422) if request.method == "POST" else page
    chosen = choose_target(
        result.catalog,
        profile=None if form.profile.data == NOT_SURE else ProfileId(form.profile.data),
        stage=StageId(form.stage.data),
        circumstances=[AdjustmentId(c) for c in form.circumstances.data or ()],
    )
    database().write(lambda s: reread(s, shelf(), g.person, AttemptId(attempt), chosen, now=now()))
    return redirect(url_for("results.show", attempt=attempt), 303)


@blueprint.get("/results/<id:attempt>/answers")
@admits(Policy.PERSON)
def answers(attempt: str) -> str:
    """Every question with one's answer and the author's reasoning."""
    presented = _presented(attempt)
    return _page(
        "results/answers.html",
        presented.result,
        here="answers",
        page=make_answers_page(presented),
        lessons=item_lessons(presented, content()),
    )


@blueprint.get("/results/<id:attempt>/trace")
@admits(Policy.PERSON)
def trace(attempt: str) -> str:
    """Every step from answers to figures, to be redone by hand."""
    presented = _presented(attempt)
    return _page("results/trace.html", presented.result, page=make_trace_page(presented))


@blueprint.get("/results/<id:attempt>/types")
@admits(Policy.PERSON)
def types(attempt: str) -> str:
    """The same answers read for each CTO type, area by area."""
    presented = _presented(attempt)
    return _page("results/types.html", presented.result, page=make_types_page(presented))


@blueprint.get("/results/<id:attempt>/change")
@admits(Policy.PERSON)
def change(attempt: str) -> str:
    """This sitting beside another one: the one named, else the one before it."""
    other = request.args.get("with")
    with database().reading() as session:
        result = load_result(session, shelf(), g.person, AttemptId(attempt))
        if other is None:
            found = to_compare_with(list_attempts(session, g.person)).get(AttemptId(attempt))
            other = None if found is None else found.id
        two = (
            None
            if other is None
            else load_change(session, shelf(), g.person, AttemptId(attempt), AttemptId(other))
        )
    return _page(
        "results/change.html",
        result,
        page=None if two is None else make_change_page(two),
    )


@blueprint.get("/results/<id:attempt>/history")
@admits(Policy.PERSON)
def history(attempt: str) -> str:
    """Every sheet that was made of this result, and what each was made from."""
    with database().reading() as session:
        result = load_result(session, shelf(), g.person, AttemptId(attempt))
        sheets = list_sheets(session, g.person, AttemptId(attempt))
    return _page(
        "results/history.html",
        result,
        page=make_history_page(in_readers_words(result, shelf()), sheets),
    )


@blueprint.post("/results/<id:attempt>/recompute")
@admits(Policy.PERSON)
def compute_anew(attempt: str) -> BaseResponse:
    """A sheet under the present version beside the old one; where there is none, nothing."""
    database().write(lambda s: recompute(s, shelf(), g.person, AttemptId(attempt), now=now()))
    return redirect(url_for("results.history", attempt=attempt), 303)


@blueprint.get("/results/<id:attempt>/radar.svg")
@admits(Policy.PERSON)
@picture_limits
def radar(attempt: str) -> Response:
    """The radar as a picture of its own, in light or dark inks."""
    inks = INKS["dark" if request.args.get("scheme") == "dark" else "light"]
    try:
        drawing = press().draw_radar(radar_of(_presented(attempt)))
    except (PdfUnavailable, PdfBusy, PdfFailed):
        return Response(status=503, headers={"Retry-After": "5"})
    for name, value in inks.items():
        drawing = drawing.replace(f"var(--{name})", value)
    drawing = drawing.replace('font-family="inherit"', 'font-family="DejaVu Sans, sans-serif"')
    return Response(drawing, mimetype="image/svg+xml")


@blueprint.get("/results/<id:attempt>/report.pdf")
@admits(Policy.PERSON)
@document_limits
def report(attempt: str) -> Response:
    """The gap report as a PDF; where it cannot be made, why, and the print view instead."""
    presented = _presented(attempt)
    try:
        body = report_pdf(
            press(),
            presented,
            page_size=asked_paper(),
        )
    except PdfUnavailable as missing:
        return _no_pdf(attempt, _("This site cannot make PDFs at the moment."), str(missing), 503)
    except PdfBusy:
        return _no_pdf(
            attempt, _("Many reports are being made just now."), _("Try again in a minute."), 503
        )
    except PdfFailed as failed:
        return _no_pdf(attempt, _("This report could not be made."), str(failed), 500)
    title = presented.result.reading.target.title
    return attachment(
        body, name=download_name(f"CTO readiness {title}", "pdf"), mimetype="application/pdf"
    )


def _no_pdf(attempt: str, title: str, why: str, status: int) -> Response:
    page = render_template("results/no_pdf.html", title=title, why=why, attempt=attempt)
    response = make_response(page, status)
    if status == 503:
        response.headers["Retry-After"] = "60"
    return response


@blueprint.get("/results/<id:attempt>/print")
@admits(Policy.PERSON)
def print_view(attempt: str) -> str:
    """The report as a page for the browser's own printing."""
    presented = _presented(attempt)
    report = gap_report(presented)
    bars = {s.uid: area_bar(s.row, uid=s.uid) for s in report.areas}
    draw = group_chart if report.form == "quick" else level_chart
    return _page(
        "results/print.html",
        presented.result,
        report=report,
        date=day_words(report.date) if report.date else "",
        lead=draw(report.rows, uid="lead") if report.rows else "",
        lead_narrow=draw(report.rows, uid="lead-narrow", width="narrow") if report.rows else "",
        bars=bars,
    )


@blueprint.get("/results/<id:attempt>/result.json")
@admits(Policy.PERSON)
def as_json(attempt: str) -> Response:
    """The result for machines: the same JSON that the PDF carries."""
    return attachment(
        gap_report(_presented(attempt)).record,
        name="cto-readiness-result.json",
        mimetype="application/json",
    )
