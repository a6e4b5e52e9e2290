"""The pages on which approvers are asked apart, answer by their link, and are compared."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from assessment.domain.accounts import OrganisationId
from assessment.domain.brief_questions import ten_questions
from assessment.domain.briefs import BriefId
from assessment.domain.errors import BriefInvalid
from assessment.domain.language import gettext as _
from assessment.services.brief_files import BriefPaper, paper_of
from assessment.services.brief_voices import (
    Asked,
    answer_question,
    ask_approver,
    end_round,
    open_question,
    see_approvals,
    withdraw_approver,
)
from assessment.services.briefs import StoredBrief
from assessment.web.limits import client, limited
from assessment.web.policy import Policy, admits, signed_in
from assessment.web.public_links import public_link
from assessment.web.sealed import keep_sealed, take_sealed
from assessment.web.state import content, database, now, shelf

blueprint = Blueprint("hire_voices", __name__)

_LINK = "approver_link"
"""Where the asker's session holds a new link until it is shown, once."""


@blueprint.route("/hire/<id:organisation>/briefs/<id:brief>/approvers", methods=["GET", "POST"])
@admits(Policy.MEMBER)
def approvers(organisation: str, brief: str) -> BaseResponse | str | tuple[str, int]:
    """Ask somebody, see who has answered, and what all said once that may be seen."""
    place, wanted, account = OrganisationId(organisation), BriefId(brief), signed_in().id
    error = ""
    if request.method == "POST":
        try:
            token = database().write(
                lambda s: ask_approver(
                    s,
                    account,
                    place,
                    wanted,
                    request.form.get("seat", ""),
                    request.form.get("name", ""),
                    now=now(),
                )
            )
        except BriefInvalid as refused:
            error = refused.reason
        else:
            keep_sealed(_LINK, public_link("hire_voices.answer", token=token))
            return redirect(request.path, 303)
    with database().reading() as store:
        seen = see_approvals(store, account, place, wanted, content())
    page = render_template(
        "hire/approvers.html",
        seen=seen,
        error=error,
        link="".join(take_sealed(_LINK)),
        seats=seat_words(),
        typed=request.form,
        organisation=organisation,
        brief=brief,
    )
    return (page, 422) if error else page


def seat_words() -> dict[str, str]:
    """As what somebody is asked."""
    return {"ceo": _("CEO"), "sponsor": _("Board sponsor"), "engineering": _("Engineering")}


@blueprint.post("/hire/<id:organisation>/briefs/<id:brief>/approvers/end")
@admits(Policy.MEMBER)
def end(organisation: str, brief: str) -> BaseResponse:
    """End the round, so that what was said can be read."""
    account = signed_in().id
    database().write(
        lambda s: end_round(s, account, OrganisationId(organisation), BriefId(brief), now=now())
    )
    return _back(organisation, brief)


@blueprint.post("/hire/<id:organisation>/briefs/<id:brief>/approvers/<id:voice>/withdraw")
@admits(Policy.MEMBER)
def withdraw(organisation: str, brief: str, voice: str) -> BaseResponse:
    """Take an unanswered question back."""
    account = signed_in().id
    database().write(
        lambda s: withdraw_approver(s, account, OrganisationId(organisation), BriefId(brief), voice)
    )
    return _back(organisation, brief)


def _back(organisation: str, brief: str) -> BaseResponse:
    return redirect(url_for("hire_voices.approvers", organisation=organisation, brief=brief), 303)


@blueprint.route("/brief-questions/<id:token>", methods=["GET", "POST"])
@admits(Policy.PUBLIC)
@limited("approver", "120 per 10 minutes", by=client, methods=("GET", "POST"))
def answer(token: str) -> BaseResponse | str | tuple[str, int]:
    """The brief and its ten questions, for whoever holds the link; no account is needed."""
    with database().reading() as store:
        asked = open_question(store, token, now=now())
    errors: list[tuple[str, str]] = []
    if request.method == "POST":
        typed = request.form.to_dict()
        seen = typed.get("revision", "")
        revision = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else 0
        try:
            database().write(
                lambda s: answer_question(s, token, typed, revision, shelf().current, now=now())
            )
        except BriefInvalid as refused:
            errors = refused.every
        else:
            return redirect(f"{request.path}?thanks=1", 303)
    page = render_template(
        "hire/answer.html",
        asked=asked,
        paper=_paper(asked),
        questions=ten_questions(asked.brief, content()),
        given=request.form if request.method == "POST" else asked.answers,
        errors=errors,
        thanks=request.args.get("thanks", ""),
        token=token,
    )
    return (page, 422) if errors else page


def _paper(asked: Asked) -> BriefPaper:
    stored = StoredBrief(
        id=BriefId(""),
        organisation=OrganisationId(""),
        revision=asked.revision,
        latest=asked.revision,
        brief=asked.brief,
        created_at=asked.made_at,
        changed_at=asked.made_at,
        author=None,
    )
    return paper_of(stored, content(), organisation=asked.organisation)
