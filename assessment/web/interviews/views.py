"""The pages of a search: its kit, its panel, its rules, and the documents made of it."""

from flask import Response, make_response, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from assessment.domain.accounts import AccountId, OrganisationId
from assessment.domain.areas import AreaId
from assessment.domain.briefs import BriefId
from assessment.domain.errors import HiringInvalid
from assessment.domain.hiring.reminders import fairness_reminders, legal_reminders
from assessment.domain.hiring.timing import time_plan
from assessment.domain.language import gettext as _
from assessment.services.impact import load_impact
from assessment.services.interview_files import KIT_FILES, kit_file, sheets_file
from assessment.services.interview_kits import (
    MOST_WEIGHT,
    hold_search,
    make_kit_anew,
    set_contact,
    set_weights,
)
from assessment.services.interview_panels import (
    join_panel,
    leave_panel,
    load_panel,
    may_join,
    panel_of,
)
from assessment.services.printing import PdfBusy, PdfFailed, PdfUnavailable
from assessment.services.scorecards import list_own_cards
from assessment.services.searches import (
    list_searches,
    load_search,
    managed_search,
    open_search,
)
from assessment.web.downloads import attachment, download_name
from assessment.web.interviews.forms import ContactForm, HoldForm, LeaveForm, WeightsForm
from assessment.web.interviews.pages import area_lines, called, member_words
from assessment.web.interviews.surface import blueprint, said, say, who
from assessment.web.limits import document_limits
from assessment.web.papers import asked_paper
from assessment.web.policy import Policy, admits
from assessment.web.state import content, database, now, press, shelf


@blueprint.get("/interviews")
@admits(Policy.MEMBER)
def index() -> str:
    """The cards one has to fill in, and the searches one works in."""
    page = max(1, request.args.get("page", 1, int))
    with database().reading() as store:
        cards = list_own_cards(store, who())
        searches, more = list_searches(store, who(), page=page)
    return render_template(
        "interviews/index.html",
        cards=[(card, called(card.letter)) for card in cards],
        searches=searches,
        page=page,
        more=more,
        notice=said(),
    )


@blueprint.post("/interviews")
@admits(Policy.MEMBER)
def begin() -> BaseResponse | tuple[str, int]:
    """Open the search for a brief as it stands now."""
    organisation = OrganisationId(request.form.get("organisation", ""))
    brief = BriefId(request.form.get("brief", ""))
    try:
        found = database().write(
            lambda s: open_search(s, shelf(), who(), organisation, brief, now=now())
        )
    except HiringInvalid as refused:
        return render_template("interviews/refused.html", reason=refused.reason), 422
    return redirect(url_for("interviews.show", search=found), 303)


@blueprint.get("/interviews/<id:search>")
@admits(Policy.MEMBER)
def show(search: str) -> str:
    """A search at a glance: what comes next, for those who manage it and those who interview."""
    with database().reading() as store:
        access = load_search(store, who(), search)
        panel = panel_of(store, access)
    kit = access.search.shown
    return render_template(
        "interviews/search.html",
        access=access,
        search=access.search,
        areas=area_lines(kit, panel),
        type_title=kit.type_title,
        shortages=(*kit.missing, *panel.plan.shortages),
        thin=panel.thin,
        minutes=time_plan(access.search.kit).question_minutes,
        notice=said(),
    )


@blueprint.get("/interviews/<id:search>/kit")
@admits(Policy.MEMBER)
def kit(search: str) -> str:
    """The questions, what to listen for, the time plan and the reminders."""
    with database().reading() as store:
        access = load_search(store, who(), search)
        panel = panel_of(store, access)
    kit = access.search.shown
    return render_template(
        "interviews/kit.html",
        search=access.search,
        kit=kit,
        plan=time_plan(kit),
        areas={line.id: line for line in area_lines(kit, panel)},
        fairness=fairness_reminders(),
        legal=legal_reminders(),
    )


@blueprint.get("/interviews/<id:search>/kit.<any(pdf, docx):kind>")
@admits(Policy.MEMBER)
@document_limits
def kit_document(search: str, kind: str) -> Response:
    """The kit to print or to edit."""
    return _document(search, kind, sheets=False)


@blueprint.get("/interviews/<id:search>/sheets.<any(pdf, docx):kind>")
@admits(Policy.MEMBER)
@document_limits
def sheets_document(search: str, kind: str) -> Response:
    """Empty scorecard sheets, one page an area, for handwriting."""
    return _document(search, kind, sheets=True)


def _document(search: str, kind: str, *, sheets: bool) -> Response:
    with database().reading() as store:
        access = load_search(store, who(), search)
        panel = panel_of(store, access)
    make = sheets_file if sheets else kit_file
    try:
        body = make(access.search, panel, kind, press(), page_size=asked_paper())
    except (PdfUnavailable, PdfBusy, PdfFailed) as missing:
        page = render_template("interviews/no_pdf.html", search=access.search, why=str(missing))
        response = make_response(page, 503)
        response.headers["Retry-After"] = "60"
        return response
    words = _("Scorecard sheets") if sheets else _("Interview kit")
    name = download_name(f"{words} {access.search.title}", kind)
    return attachment(body, name=name, mimetype=KIT_FILES[kind])


@blueprint.route("/interviews/<id:search>/areas", methods=["GET", "POST"])
@admits(Policy.MEMBER)
def areas(search: str) -> BaseResponse | tuple[str, int] | str:
    """Which areas are heard beside the critical ones, and whom candidates may ask."""
    with database().reading() as store:
        access = managed_search(store, who(), search)
    form = ContactForm(contact=access.search.contact)
    chosen = tuple(AreaId(a) for a in request.form.getlist("others"))
    if form.is_submitted() and form.validate():
        try:
            database().write(lambda s: _settle(s, search, chosen, form.contact.data or ""))
        except HiringInvalid as refused:
            form.refuse(refused)
        else:
            say(_("That is settled."))
            return redirect(url_for("interviews.show", search=search), 303)
    critical = {a.area for a in access.search.kit.areas if a.critical}
    ticked = chosen if request.method == "POST" else access.search.others
    page = render_template(
        "interviews/areas.html",
        search=access.search,
        form=form,
        errors=form.error_list,
        offered=[
            (a.id, a.title, a.id in ticked)
            for a in sorted(content().areas.values(), key=lambda a: a.order)
            if a.id not in critical
        ],
    )
    return (page, 422) if request.method == "POST" else page


def _settle(store: Session, search: str, chosen: tuple[AreaId, ...], contact: str) -> None:
    access = managed_search(store, who(), search)
    set_contact(store, who(), search, contact)
    if access.search.frozen_at is None:
        make_kit_anew(store, shelf(), who(), search, chosen, now=now())
    elif set(chosen) != set(access.search.others):
        raise HiringInvalid("others", _("The kit is frozen; its areas stay as they are."))


@blueprint.route("/interviews/<id:search>/panel", methods=["GET", "POST"])
@admits(Policy.MEMBER)
def panel(search: str) -> BaseResponse | tuple[str, int] | str:
    """Who interviews, and who could."""
    error = ""
    if request.method == "POST":
        interviewer = AccountId(request.form.get("interviewer", ""))
        try:
            database().write(lambda s: join_panel(s, who(), search, interviewer, now=now()))
        except HiringInvalid as refused:
            error = refused.reason
        else:
            say(_("The panel is changed and its areas are spread anew."))
            return redirect(url_for("interviews.panel", search=search), 303)
    with database().reading() as store:
        access = managed_search(store, who(), search)
        found = load_panel(store, who(), search)
        others = may_join(store, who(), search)
    kit = access.search.shown
    page = render_template(
        "interviews/panel.html",
        search=access.search,
        present=[(m, member_words(m, kit)) for m in found.present],
        former=[(m, member_words(m, kit)) for m in found.members if not m.present],
        others=others,
        shortages=found.plan.shortages,
        areas=area_lines(kit, found),
        errors=[("interviewer", error)] if error else [],
        notice=said(),
    )
    return (page, 422) if error else page


@blueprint.route("/interviews/<id:search>/panel/<id:member>", methods=["GET", "POST"])
@admits(Policy.MEMBER)
def leave(search: str, member: str) -> BaseResponse | tuple[str, int] | str:
    """An interviewer leaves: what stays, what goes, what passes on."""
    with database().reading() as store:
        access = managed_search(store, who(), search)
        found = next((m for m in panel_of(store, access).present if m.id == member), None)
    if found is None:
        return redirect(url_for("interviews.panel", search=search), 303)
    form = LeaveForm()
    if form.is_submitted() and form.validate():
        try:
            database().write(
                lambda s: leave_panel(
                    s,
                    who(),
                    search,
                    member,
                    form.reason.data or "",
                    withdraw=bool(form.withdraw.data),
                    now=now(),
                )
            )
        except HiringInvalid as refused:
            form.refuse(refused)
        else:
            say(_("%(name)s has left the panel.") % {"name": found.name})
            return redirect(url_for("interviews.panel", search=search), 303)
    page = render_template(
        "interviews/leave.html",
        search=access.search,
        member=found,
        words=member_words(found, access.search.shown),
        form=form,
        errors=form.error_list,
    )
    return (page, 422) if request.method == "POST" else page


@blueprint.route("/interviews/<id:search>/weights", methods=["GET", "POST"])
@admits(Policy.MEMBER)
def weights(search: str) -> BaseResponse | tuple[str, int] | str:
    """Whether an area counts more in the conversation about a decision, and why."""
    with database().reading() as store:
        access = managed_search(store, who(), search)
    form = WeightsForm(weights_reason=access.search.weights_reason)
    shown = {a.area: str(access.search.weights.get(a.area, 1)) for a in access.search.kit.areas}
    if form.is_submitted() and form.validate():
        shown = {area: request.form.get(f"weight-{area}", "1") for area in shown}
        read = {area: int(text) if text in {"1", "2", "3"} else 0 for area, text in shown.items()}
        try:
            database().write(
                lambda s: set_weights(
                    s, who(), search, read, form.weights_reason.data or "", now=now()
                )
            )
        except HiringInvalid as refused:
            form.refuse(refused)
        else:
            say(_("The weights are settled."))
            return redirect(url_for("interviews.show", search=search), 303)
    page = render_template(
        "interviews/weights.html",
        search=access.search,
        areas=access.search.shown.areas,
        shown=shown,
        choices=[str(w) for w in range(1, MOST_WEIGHT + 1)],
        form=form,
        errors=form.error_list,
    )
    return (page, 422) if request.method == "POST" else page


@blueprint.route("/interviews/<id:search>/hold", methods=["GET", "POST"])
@admits(Policy.MEMBER)
def hold(search: str) -> BaseResponse | tuple[str, int] | str:
    """Keep a search's records beyond their date, for a written reason."""
    with database().reading() as store:
        access = managed_search(store, who(), search)
    form = HoldForm(hold_reason=access.search.hold_reason)
    if form.is_submitted() and form.validate():
        try:
            database().write(
                lambda s: hold_search(s, who(), search, form.hold_reason.data or "", now=now())
            )
        except HiringInvalid as refused:
            form.refuse(refused)
        else:
            say(_("That is noted."))
            return redirect(url_for("interviews.show", search=search), 303)
    page = render_template(
        "interviews/hold.html", search=access.search, form=form, errors=form.error_list
    )
    return (page, 422) if request.method == "POST" else page


@blueprint.get("/interviews/impact/<id:organisation>")
@admits(Policy.MEMBER)
def impact(organisation: str) -> str:
    """Counts of volunteers by group, for the administrators of an organisation."""
    found = database().write(
        lambda s: load_impact(s, who(), OrganisationId(organisation), now=now())
    )
    return render_template("interviews/impact.html", questions=found)
