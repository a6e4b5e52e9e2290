"""The page on which a coach puts an agreed action to a client."""

from datetime import timedelta
from decimal import Decimal

from flask import g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from assessment.domain.coaching import AgreedDraft, AgreedId, check_agreed
from assessment.domain.errors import CoachingInvalid
from assessment.domain.sharing import GrantId
from assessment.services.agreed import list_proposed, propose_action, withdraw_action
from assessment.services.caseload import client_name
from assessment.services.tokens import new_id
from assessment.web.coach.blueprint import blueprint
from assessment.web.coach.forms import AgreedForm
from assessment.web.coach.lines import agreed_entry
from assessment.web.coach.openings import held
from assessment.web.policy import Policy, admits, signed_in
from assessment.web.state import database, now

USUAL_DAYS = 14


@blueprint.route("/clients/<id:grant>/agreed", methods=["GET", "POST"])
@admits(Policy.ACCOUNT)
def agreed(grant: str) -> BaseResponse | str | tuple[str, int]:
    """What was agreed with a client, and a new action."""
    found = held(grant)
    at = now()
    form = AgreedForm(
        due_on=at.date() + timedelta(days=USUAL_DAYS), hours=Decimal(2), save_id=new_id()
    )
    if request.method == "POST" and (draft := _draft(form)) is not None:
        author = signed_in().called
        save_id = form.save_id.data
        try:
            database().write(
                lambda s: propose_action(
                    s, g.account, author, found.id, draft, save_id=save_id, now=at
                )
            )
        except CoachingInvalid as refused:
            form.refuse(refused)
        else:
            return redirect(url_for("coach.agreed", grant=grant), 303)
    with database().reading() as session:
        lines = list_proposed(session, g.account, found.id, now=at)
        name = client_name(session, g.account, found.owner)
    page = render_template(
        "coach/agreed.html", grant=grant, name=name, form=form, errors=form.error_list,
        lines=[agreed_entry(line, at.date()) for line in lines],
    )  # fmt: skip
    return (page, 422) if request.method == "POST" else page


@blueprint.post("/clients/<id:grant>/agreed/<id:action>/withdraw")
@admits(Policy.ACCOUNT)
def agreed_withdraw(grant: str, action: str) -> BaseResponse:
    """Take back an offer the client has not answered."""
    database().write(
        lambda s: withdraw_action(s, g.account, GrantId(grant), AgreedId(action), now=now())
    )
    return redirect(url_for("coach.agreed", grant=grant), 303)


def _draft(form: AgreedForm) -> AgreedDraft | None:
    if not form.validate():
        return None
    try:
        return check_agreed(
            form.what.data or "",
            form.done_when.data or "",
            form.due_on.data,
            float(form.hours.data),
            now=now(),
        )
    except CoachingInvalid as refused:
        form.refuse(refused)
        return None
