"""The pages on which somebody makes an edition of a result, as a file or behind a link."""

from flask import Blueprint, g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from assessment.domain.attempts import AttemptId
from assessment.domain.editions import (
    CHOOSES_AREAS,
    MAY_HOLD,
    PIECES,
    Edition,
    EditionKind,
    kind_words,
    piece_words,
)
from assessment.domain.errors import NotFound, SharingInvalid
from assessment.domain.sharing import ShareLinkId, clean_name
from assessment.services.accounts import load_account
from assessment.services.editions import areas_of, can_be_edited, edition_pdf, edition_report
from assessment.services.presenting import Presented, present_result
from assessment.services.printing import PdfBusy, PdfFailed, PdfUnavailable, pdf_available
from assessment.services.share_links import LinkWishes, end_link, load_own_link, make_link
from assessment.services.tokens import new_id
from assessment.web.downloads import attachment, download_name
from assessment.web.limits import document_limits, limited, person
from assessment.web.papers import asked_paper
from assessment.web.policy import Policy, admits
from assessment.web.share.drawing import draw_edition
from assessment.web.share.ending import ask_to_end, say_ended
from assessment.web.share.forms import (
    KEPT_EDITIONS,
    EditionForm,
    LinkForm,
    NameForm,
    usual_ticks,
)
from assessment.web.share.pages import edition_words, link_state
from assessment.web.share.tokens import absolute, remember, shown_once
from assessment.web.state import database, now, press, shelf

blueprint = Blueprint("share_links", __name__)


@blueprint.get("/share/result/<id:attempt>/edition")
@admits(Policy.PERSON)
def edition(attempt: str) -> str | tuple[str, int]:
    """Tick what an edition holds, and see it with the list of what is left out."""
    presented = _presented(attempt)
    areas = areas_of(presented)
    wanted = request.args.get("kind", "")
    kind: EditionKind = next((k for k in KEPT_EDITIONS if k == wanted), "sponsor")
    ticked = "ticked" in request.args
    form = (
        EditionForm(request.args) if ticked else EditionForm(None, data=usual_ticks(kind, areas))
    ).with_choices(areas)
    made: Edition | None = None
    errors: list[tuple[str, str]] = []
    if ticked and form.validate():
        try:
            made = form.made(areas)
        except SharingInvalid as refused:
            errors = [(refused.field, refused.reason)]
    elif ticked:
        errors = form.error_list
    page = _edition_page(attempt, presented, form, made, LinkForm.begun(
        now().date(), new_id(), _own_name()), errors, kind=kind)  # fmt: skip
    return (page, 422) if errors else page


@blueprint.post("/share/result/<id:attempt>/edition.pdf")
@admits(Policy.PERSON)
@document_limits
def pdf(attempt: str) -> BaseResponse:
    """The edition as a file. The ticks come with the form, and so does the name."""
    presented = _presented(attempt)
    areas = areas_of(presented)
    form = EditionForm(request.form).with_choices(areas)
    if not form.validate():
        raise SharingInvalid("kind", "")
    made, name = form.made(areas), clean_name(NameForm().name.data or "")
    if made.holds("name") and not name:
        raise SharingInvalid("name", "")
    return pdf_answer(presented, made, name)


def pdf_answer(presented: Presented, made: Edition, name: str) -> BaseResponse:
    """An edition as a PDF, or a page that says why there is none."""
    try:
        body = edition_pdf(press(), presented, made, name=name, page_size=asked_paper())
    except (PdfUnavailable, PdfBusy):
        answer = make_response(render_template("share/no_pdf.html"), 503)
        answer.headers["Retry-After"] = "60"
        return answer
    except PdfFailed:
        return make_response(render_template("share/no_pdf.html"), 500)
    title = f"CTO readiness {made.kind} edition {presented.result.reading.target.title}"
    return attachment(body, name=download_name(title, "pdf"), mimetype="application/pdf")


@blueprint.post("/share/result/<id:attempt>/link")
@admits(Policy.PERSON)
@limited("link", "60 per hour", by=person)
def make(attempt: str) -> BaseResponse | tuple[str, int]:
    """Make a link to an edition."""
    presented = _presented(attempt)
    areas = areas_of(presented)
    ticks = EditionForm(request.form).with_choices(areas)
    form = LinkForm.begun(now().date(), new_id(), _own_name())
    made: Edition | None = None
    errors: list[tuple[str, str]] = []
    if ticks.validate():
        try:
            made = ticks.made(areas)
        except SharingInvalid as refused:
            errors = [(refused.field, refused.reason)]
    else:
        errors = ticks.error_list
    if form.validate_on_submit() and made is not None:
        wishes = LinkWishes(
            attempt=AttemptId(attempt),
            edition=made,
            label=form.label.data or "",
            purpose=form.purpose.data or "",
            name=form.name.data or "",
            with_pdf=bool(form.with_pdf.data),
            until=form.until.data,
        )
        save_id = form.save_id.data
        try:
            link = database().write(
                lambda store: make_link(store, g.person, wishes, save_id=save_id, now=now())
            )
        except SharingInvalid as refused:
            form.refuse(refused)
        else:
            if link.token is not None:
                remember(link.link, link.token)
            return redirect(url_for("share_links.link", link=link.link), 303)
    kind = made.kind if made else "sponsor"
    return _edition_page(attempt, presented, ticks, made, form, errors, kind=kind), 422


@blueprint.get("/share/links/<id:link>")
@admits(Policy.PERSON)
def link(link: str) -> str:
    """One link: what it shows; its address where it was just made."""
    with database().reading() as store:
        found = load_own_link(store, g.person, ShareLinkId(link))
    token = shown_once(found.id)
    is_open = found.is_open(now().date())
    return render_template(
        "share/link.html",
        link=found,
        is_open=is_open,
        state=link_state(found, now()),
        edition=edition_words(found.edition),
        address=absolute("shared.by_link", token=token) if token and is_open else "",
    )


@blueprint.route("/share/links/<id:link>/end", methods=["GET", "POST"])
@admits(Policy.PERSON)
def end(link: str) -> BaseResponse | str:
    """Say what ends, then end it."""
    found = ShareLinkId(link)
    if request.method == "GET":
        with database().reading() as store:
            held = load_own_link(store, g.person, found)
        return ask_to_end(held.label, edition_words(held.edition)[0])
    database().write(lambda store: end_link(store, g.person, found, now=now()))
    return say_ended()


def _presented(attempt: str) -> Presented:
    with database().reading() as store:
        presented = present_result(store, shelf(), g.person, AttemptId(attempt))
    if not can_be_edited(presented):
        raise NotFound("edition")
    return presented


def _own_name() -> str:
    if g.account is None:
        return ""
    with database().reading() as store:
        return load_account(store, g.account).name


def _edition_page(
    attempt: str,
    presented: Presented,
    form: EditionForm,
    made: Edition | None,
    link_form: LinkForm,
    errors: list[tuple[str, str]],
    *,
    kind: EditionKind,
) -> str:
    kinds, words = kind_words(), piece_words()
    report = None if made is None else edition_report(presented, made, name=link_form.name.data)
    return render_template(
        "share/edition.html",
        attempt=attempt,
        form=form,
        link_form=link_form,
        errors=[*errors, *link_form.error_list],
        kind=kind,
        kinds=[(k, *kinds[k]) for k in KEPT_EDITIONS],
        hold=[(p, words[p], "") for p in PIECES if p in MAY_HOLD[kind]],
        areas=[(a, title, "") for a, title in areas_of(presented)] if kind in CHOOSES_AREAS else [],
        made=made,
        report=report,
        charts=None if report is None else draw_edition(report),
        pdf_off=pdf_available() is not None,
    )
