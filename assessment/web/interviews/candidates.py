"""The pages on which candidates are invited, told, planned, and deleted."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from assessment.domain.errors import HiringInvalid
from assessment.domain.hiring.wording import agenda_in_words
from assessment.domain.language import gettext as _
from assessment.services.candidate_agendas import open_agendas
from assessment.services.candidates import (
    add_candidate,
    candidates_of,
    delete_candidate,
    managed_candidate,
    new_candidate_link,
    open_candidate,
    plan_interview,
    withdraw_for,
)
from assessment.services.hiring_decisions import looks_at
from assessment.services.searches import managed_search
from assessment.web.interviews.forms import InviteForm, PlanForm
from assessment.web.interviews.pages import called, look_lines
from assessment.web.interviews.surface import blueprint, said, say, who
from assessment.web.policy import Policy, admits
from assessment.web.sealed import keep_sealed, show_sealed, take_sealed
from assessment.web.state import database, now, settings

_LINK = "candidate_link"


@blueprint.route("/interviews/<id:search>/candidates", methods=["GET", "POST"])
@admits(Policy.MEMBER)
def candidates(search: str) -> BaseResponse | tuple[str, int] | str:
    """The candidates by letter, and an invitation for one more."""
    form = InviteForm()
    if form.is_submitted() and form.validate():
        try:
            added, token = database().write(
                lambda s: add_candidate(
                    s, who(), search, form.name.data or "", form.email.data or "", now=now()
                )
            )
        except HiringInvalid as refused:
            form.refuse(refused)
        else:
            keep_sealed(_LINK, added, token)
            return redirect(url_for("interviews.candidate", candidate=added), 303)
    with database().reading() as store:
        access = managed_search(store, who(), search)
        found = candidates_of(store, access)
    page = render_template(
        "interviews/candidates.html",
        search=access.search,
        candidates=[
            (c, called(c.letter), _state(c.notice_confirmed_at is not None)) for c in found
        ],
        form=form,
        errors=form.error_list,
        notice=said(),
    )
    return (page, 422) if request.method == "POST" else page


def _state(confirmed: bool) -> str:  # noqa: FBT001 - one fact
    return _("has confirmed the notice") if confirmed else _("has not confirmed the notice yet")


@blueprint.route("/interviews/candidates/<id:candidate>", methods=["GET", "POST"])
@admits(Policy.MEMBER)
def candidate(candidate: str) -> BaseResponse | tuple[str, int] | str:
    """Who somebody is and how far it has come; the day of the interview is planned here."""
    form = PlanForm()
    if form.is_submitted() and form.validate():
        try:
            database().write(
                lambda s: plan_interview(s, who(), candidate, form.interview_on.data, now=now())
            )
        except HiringInvalid as refused:
            form.refuse(refused)
        else:
            say(_("The interview is planned. The kit is frozen from now on."))
            return redirect(url_for("interviews.candidate", candidate=candidate), 303)
    access, found = database().write(lambda s: open_candidate(s, who(), candidate, now=now()))
    if request.method == "GET":
        form.interview_on.data = found.interview_on
    page = render_template(
        "interviews/candidate.html",
        search=access.search,
        candidate=found,
        called=called(found.letter),
        link=_show_link(candidate),
        form=form,
        errors=form.error_list,
        notice=said(),
    )
    return (page, 422) if request.method == "POST" else page


def _show_link(candidate: str) -> str:
    """The candidate's link, once, for the member who made it."""
    kept = show_sealed(_LINK)
    if not kept or kept[0] != candidate:
        return ""
    take_sealed(_LINK)
    path = url_for("candidate.arrive", token=kept[1])
    base = settings().public_url
    return (
        f"{base.rstrip('/')}{path}"
        if base
        else url_for("candidate.arrive", token=kept[1], _external=True)
    )


@blueprint.post("/interviews/candidates/<id:candidate>/link")
@admits(Policy.MEMBER)
def link(candidate: str) -> BaseResponse:
    """A new link; the old one stops working."""
    token = database().write(lambda s: new_candidate_link(s, who(), candidate, now=now()))
    keep_sealed(_LINK, candidate, token)
    return redirect(url_for("interviews.candidate", candidate=candidate), 303)


@blueprint.post("/interviews/candidates/<id:candidate>/withdraw")
@admits(Policy.MEMBER)
def withdraw(candidate: str) -> BaseResponse:
    """Note that a candidate has withdrawn."""
    database().write(lambda s: withdraw_for(s, who(), candidate, now=now()))
    say(_("The withdrawal is noted. Nobody rates or decides any more."))
    return redirect(url_for("interviews.candidate", candidate=candidate), 303)


@blueprint.route("/interviews/candidates/<id:candidate>/delete", methods=["GET", "POST"])
@admits(Policy.MEMBER)
def delete(candidate: str) -> BaseResponse | str:
    """Say what goes, then delete it at once."""
    with database().reading() as store:
        access, found = managed_candidate(store, who(), candidate)
    if request.method == "POST":
        delete_candidate(database(), who(), candidate, now=now())
        say(
            _("%(called)s and everything about them is deleted.") % {"called": called(found.letter)}
        )
        return redirect(url_for("interviews.candidates", search=access.search.id), 303)
    return render_template(
        "interviews/delete.html",
        search=access.search,
        candidate=found,
        called=called(found.letter),
    )


@blueprint.get("/interviews/candidates/<id:candidate>/agendas")
@admits(Policy.MEMBER)
def agendas(candidate: str) -> str:
    """Topics a candidate has handed over; each look is in the candidate's own ledger."""
    shown = database().write(lambda s: open_agendas(s, who(), candidate, now=now()))
    with database().reading() as store:
        access, found = managed_candidate(store, who(), candidate)
    return render_template(
        "interviews/agendas.html",
        search=access.search,
        candidate=found,
        called=called(found.letter),
        shared=[(share, agenda_in_words(share.agenda)) for share in shown],
    )


@blueprint.get("/interviews/candidates/<id:candidate>/log")
@admits(Policy.MEMBER)
def log(candidate: str) -> str:
    """Who did what with a candidate's records, and when."""
    page = max(1, request.args.get("page", 1, int))
    with database().reading() as store:
        access, found, looks, more = looks_at(store, who(), candidate, page=page)
    return render_template(
        "interviews/log.html",
        search=access.search,
        candidate=found,
        called=called(found.letter),
        looks=look_lines(looks),
        page=page,
        more=more,
    )
