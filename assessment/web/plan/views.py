"""The pages on which a plan is asked for, read, lived with and taken away."""

from dataclasses import replace
from datetime import date, timedelta

from flask import Blueprint, Response, g, make_response, redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound as NoSuchPage
from werkzeug.wrappers import Response as BaseResponse

from assessment.domain.attempts import AttemptId
from assessment.domain.catalog import Catalog
from assessment.domain.errors import PlanInputInvalid
from assessment.domain.language import gettext as _
from assessment.domain.language import ngettext
from assessment.domain.planning.agreed import AgreedAction
from assessment.domain.planning.facts import SituationSource, nearest_situation
from assessment.domain.planning.progress import MOVES
from assessment.domain.plans import ActionId, SituationId
from assessment.domain.translations import retold
from assessment.services.agreed import list_agreed
from assessment.services.brief_handover import hand_over
from assessment.services.brief_json import (
    LARGEST_FILE,
    BriefFileRefused,
    brief_from_json,
    brief_to_json,
)
from assessment.services.learning import tally_exercises
from assessment.services.plan_files import PLAN_FILES, plan_file, readout_file
from assessment.services.plans import (
    PlanInputs,
    StoredPlan,
    load_plan,
    make_plan,
    move_step,
    plan_again,
)
from assessment.services.printing import PdfBusy, PdfFailed, PdfUnavailable
from assessment.services.results import load_result
from assessment.web.downloads import attachment, download_name
from assessment.web.lesson_links import action_lessons
from assessment.web.limits import document_limits
from assessment.web.papers import asked_paper
from assessment.web.plan.forms import (
    NOT_SURE,
    Choices,
    PlanForm,
    StepForm,
    days_off_from,
    fill_choices,
    situation_answers,
)
from assessment.web.plan.pages import make_plan_page
from assessment.web.plan.readout import make_readout_page
from assessment.web.policy import Policy, admits
from assessment.web.state import content, database, now, press, shelf
from assessment.web.words import day_words

blueprint = Blueprint("plan", __name__)

DAYS_TO_A_START = 14
"""A fortnight is the usual notice of a first day that has not been thought about yet."""


@blueprint.route("/plan/new", methods=["GET", "POST"])
@admits(Policy.PERSON)
def new() -> BaseResponse | str | tuple[str, int]:
    """Ask for the facts of a plan, then build it from the result."""
    attempt = request.values.get("attempt", "")
    if attempt:
        with database().reading() as session:
            result = load_result(session, shelf(), g.person, AttemptId(attempt))
        if result.attempt.booklet.form == "quick":
            raise NoSuchPage
    form = PlanForm(
        start=_monday_after(now().date()),
        hours=6,
        situation=NOT_SURE,
        mode=request.args.get("mode"),
        mandate=request.args.getlist("mandate"),
    )
    brief = request.form.get("brief", "")
    choices = fill_choices(form, content())
    if form.is_submitted() and form.validate():
        try:
            agreed = _handed_over(brief)  # read before anybody else's writing has to wait for it
            plan = database().write(
                lambda s: make_plan(
                    s,
                    shelf(),
                    g.person,
                    AttemptId(attempt) if attempt else None,
                    replace(_inputs(form, shelf().current), agreed=agreed),
                    now=now(),
                )
            )
        except PlanInputInvalid as refused:
            _say(form, refused)
        else:
            return redirect(url_for("plan.show", plan=plan), 303)
    return _facts_page(
        form,
        choices,
        brief=brief,
        heading=_("Build the first ninety days"),
        about=_(
            "The plan comes from your result, your situation and your hours. It holds "
            "change back until the listening that justifies it is done."
        ),
        action="/plan/new",
        attempt=attempt,
        button=_("Build the plan"),
        back=url_for("results.show", attempt=attempt) if attempt else url_for("account.mine"),
    )


@blueprint.route("/plan/brief", methods=["GET", "POST"])
@admits(Policy.PERSON)
def from_brief() -> str | tuple[str, int]:
    """Open the brief one was hired by; its mandate and outcomes fill in the facts of a plan."""
    if request.method == "GET":
        return render_template("plan/from_brief.html", reason="")
    sent = request.files.get("file")
    raw = sent.stream.read(LARGEST_FILE + 1) if sent is not None else b""
    try:
        brief = brief_from_json(raw, shelf().current)
    except BriefFileRefused as refused:
        return render_template("plan/from_brief.html", reason=str(refused)), 422
    handed = hand_over(brief, shelf().current)
    form = PlanForm(
        formdata=None,
        start=handed.start or _monday_after(now().date()),
        hours=6,
        situation=NOT_SURE,
        mode="in-role",
        mandate=list(handed.mandate_held),
    )
    choices = fill_choices(form, content())
    page = _facts_page(
        form,
        choices,
        brief=brief_to_json(brief),
        heading=_("Build the first ninety days from your brief"),
        about=ngettext(
            "The mandate is filled in from the brief, and %(num)d outcome becomes something to "
            "settle with whoever judges it. Change what you know to be otherwise.",
            "The mandate is filled in from the brief, and %(num)d outcomes become something to "
            "settle with whoever judges them. Change what you know to be otherwise.",
            len(handed.agreed),
        )
        % {"num": len(handed.agreed)},
        action="/plan/new",
        attempt="",
        button=_("Build the plan"),
        back=url_for("account.mine"),
    )
    return page[0] if isinstance(page, tuple) else page


def _handed_over(brief: str) -> tuple[AgreedAction, ...]:
    """The agreements of the brief that travels in the form; none where there is none.

    Raises:
        PlanInputInvalid: the form carries something that is no brief.
    """
    if not brief:
        return ()
    try:
        return hand_over(brief_from_json(brief, shelf().current), shelf().current).agreed
    except BriefFileRefused as refused:
        raise PlanInputInvalid("start", str(refused)) from None


def _monday_after(today: date) -> date:
    day = today + timedelta(days=DAYS_TO_A_START)
    return day + timedelta(days=-day.weekday() % 7)


def _inputs(form: PlanForm, catalog: Catalog) -> PlanInputs:
    situation, source = _situation(form, catalog)
    in_role = form.mode.data == "in-role"
    return PlanInputs(
        start=form.start.data,
        hours_per_week=form.hours.data,
        mode="in-role" if in_role else "preparing",
        situation=situation,
        situation_source=source,
        mandate_held=tuple(sorted(form.mandate.data or ())) if in_role else None,
        days_off=days_off_from(form.days_off.data or ""),
    )


def _situation(form: PlanForm, catalog: Catalog) -> tuple[SituationId, SituationSource]:
    if form.situation.data != NOT_SURE:
        return SituationId(form.situation.data), "chosen"
    return nearest_situation(catalog.situation_questions, situation_answers(catalog, request.form))


def _say(form: PlanForm, refused: PlanInputInvalid) -> None:
    """Put a refusal of the rules beside its field."""
    form.put_error("hours" if refused.field == "hours_per_week" else refused.field, refused.reason)


def _facts_page(form: PlanForm, choices: Choices, **words: str) -> str | tuple[str, int]:
    catalog = content()
    page = render_template(
        "plan/new.html",
        form=form,
        errors=form.error_list,
        questions=catalog.situation_questions,
        answers={q.id: request.form.get(f"q-{q.id}", "") for q in catalog.situation_questions},
        **choices,
        **({"brief": ""} | words),
    )
    return (page, 422) if request.method == "POST" else page


def _load(plan: str, number: int | None = None) -> StoredPlan:
    with database().reading() as session:
        stored = load_plan(session, g.person, plan, number)
    return replace(stored, plan=retold(stored.plan), change=retold(stored.change))


@blueprint.get("/plan/<id:plan>")
@admits(Policy.PERSON)
def show(plan: str) -> str:
    """The plan: this week, the timeline, every step with its reason, the way to live with it."""
    return _plan_page(_load(plan))


@blueprint.get("/plan/<id:plan>/revisions/<place:number>")
@admits(Policy.PERSON)
def revision(plan: str, number: int) -> str:
    """An earlier revision, to be read."""
    return _plan_page(_load(plan, number))


def _plan_page(stored: StoredPlan) -> str:
    with database().reading() as session:
        tally = tally_exercises(session, g.person)
        proposed = [line for line in list_agreed(session, g.person) if line.state == "proposed"]
    return render_template(
        "plan/plan.html",
        proposed=[(line.author, line.what, day_words(line.due_on)) for line in proposed],
        page=make_plan_page(stored, today=now().date()),
        lessons=action_lessons(stored.plan, content()),
        logged=tally.total,
    )


@blueprint.route("/plan/<id:plan>/facts", methods=["GET", "POST"])
@admits(Policy.PERSON)
def facts(plan: str) -> BaseResponse | str | tuple[str, int]:
    """Change the facts and make the next revision."""
    known = _load(plan).plan.facts
    form = PlanForm(
        start=known.start,
        hours=known.hours_per_week,
        mode=known.mode,
        situation=NOT_SURE if known.situation_source == "unsure" else known.situation,
        mandate=list(known.mandate_held or ()),
        days_off="\n".join(day.isoformat() for day in known.days_off),
    )
    choices = fill_choices(form, content())
    if form.is_submitted() and form.validate():
        inputs = _inputs(form, shelf().current)
        try:
            database().write(lambda s: plan_again(s, shelf(), g.person, plan, inputs, now=now()))
        except PlanInputInvalid as refused:
            _say(form, refused)
        else:
            return redirect(url_for("plan.show", plan=plan), 303)
    return _facts_page(
        form,
        choices,
        heading=_("What has changed?"),
        about=_(
            "The next revision keeps what is done, plans the weeks that are left, and "
            "shows what it added, moved and took out. This one can still be read."
        ),
        action=url_for("plan.facts", plan=plan),
        attempt="",
        button=_("Re-plan"),
        back=url_for("plan.show", plan=plan),
    )


@blueprint.post("/plan/<id:plan>/steps/<id:action>")
@admits(Policy.PERSON)
def step(plan: str, action: str) -> BaseResponse | tuple[str, int]:
    """Tick a step, note what came of it, drop it, or open a locked one with a reason."""
    _load(plan)
    form = StepForm()
    move = next((m for m in MOVES if m == form.state.data), None)
    try:
        if move is None or not form.validate():
            first = next(iter(form.note.errors), _("Choose one of the step’s buttons."))
            raise PlanInputInvalid("note", first)
        database().write(
            lambda s: move_step(
                s, g.person, plan, ActionId(action), move, form.note.data or "", now=now()
            )
        )
    except PlanInputInvalid as refused:
        page = render_template(
            "plan/refused.html", plan=plan, action=action, reason=refused.reason,
            note=form.note.data or "",
        )  # fmt: skip
        return page, 422
    return redirect(url_for("plan.show", plan=plan, _anchor=f"step-{action}"), 303)


@blueprint.get("/plan/<id:plan>/readout")
@admits(Policy.PERSON)
def readout(plan: str) -> str:
    """The day-90 page for the board, filled from what was written down."""
    return render_template("plan/readout.html", page=make_readout_page(_load(plan)))


@blueprint.get("/plan/<id:plan>/readout.pdf")
@admits(Policy.PERSON)
@document_limits
def readout_pdf(plan: str) -> Response:
    """The day-90 page as a PDF for the board's papers."""
    stored = _load(plan)
    try:
        body = readout_file(stored, press(), page_size=asked_paper())
    except (PdfUnavailable, PdfBusy, PdfFailed) as missing:
        return _no_pdf(plan, str(missing))
    name = download_name(_("Day 90 readout %(start)s") % {"start": stored.plan.facts.start}, "pdf")
    return attachment(body, name=name, mimetype=PLAN_FILES["pdf"])


def _no_pdf(plan: str, why: str) -> Response:
    response = make_response(render_template("plan/no_pdf.html", plan=plan, why=why), 503)
    response.headers["Retry-After"] = "60"
    return response


@blueprint.get("/plan/<id:plan>/plan.<any(pdf, md, ics, csv):kind>")
@admits(Policy.PERSON)
@document_limits
def export(plan: str, kind: str) -> Response:
    """The plan as a file: PDF, markdown, calendar or table."""
    stored = _load(plan)
    try:
        body = plan_file(stored, kind, press(), page_size=asked_paper())
    except (PdfUnavailable, PdfBusy, PdfFailed) as missing:
        return _no_pdf(plan, str(missing))
    name = download_name(
        _("First ninety days %(start)s") % {"start": stored.plan.facts.start}, kind
    )
    return attachment(body, name=name, mimetype=PLAN_FILES[kind])
