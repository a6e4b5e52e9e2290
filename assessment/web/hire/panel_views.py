"""The pages on which a panel is invited, marks levels by link, and its medians are taken over."""

from collections.abc import Callable

from flask import Blueprint, redirect, render_template, request, session, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from assessment.domain.accounts import AccountId, OrganisationId
from assessment.domain.areas import LEVEL_NAMES
from assessment.domain.brief_panel import DISAGREED_ABOVE, FEWEST_MEMBERS
from assessment.domain.briefs import BriefId
from assessment.domain.errors import BriefChanged, BriefInvalid
from assessment.domain.language import gettext as _
from assessment.services.panel_marks import STEPS, keep_marks, open_invitation
from assessment.services.panel_rounds import (
    close_round,
    dissolve_panel,
    invite_member,
    open_second_round,
    renew_link,
    withdraw_member,
)
from assessment.services.panel_targets import see_panel, take_targets
from assessment.web.limits import client, limited
from assessment.web.policy import Policy, admits, signed_in
from assessment.web.state import content, database, now, shelf

blueprint = Blueprint("hire_panel", __name__)

_LINK = "panel_link"
"""Where the owner's session holds a new link until it is shown, once."""

Page = BaseResponse | str | tuple[str, int]
Act = Callable[[Session, AccountId, OrganisationId, BriefId], object]


@blueprint.route("/hire/<id:organisation>/briefs/<id:brief>/panel", methods=["GET", "POST"])
@admits(Policy.MEMBER)
def panel(organisation: str, brief: str) -> Page:
    """Invite somebody, see who has marked, and what a closed round came to."""
    if request.method == "GET":
        return _show(organisation, brief)
    return _do(
        organisation,
        brief,
        lambda s, who, place, wanted: _keep_link(
            invite_member(s, who, place, wanted, request.form.get("name", ""), now=now())
        ),
    )


@blueprint.post("/hire/<id:organisation>/briefs/<id:brief>/panel/close")
@admits(Policy.MEMBER)
def close(organisation: str, brief: str) -> Page:
    """Close the round that is open, so that its medians can be read."""
    return _do(
        organisation,
        brief,
        lambda s, who, place, wanted: close_round(s, who, place, wanted, now=now()),
    )


@blueprint.post("/hire/<id:organisation>/briefs/<id:brief>/panel/second")
@admits(Policy.MEMBER)
def second(organisation: str, brief: str) -> Page:
    """Ask the same people again."""
    return _do(
        organisation,
        brief,
        lambda s, who, place, wanted: open_second_round(s, who, place, wanted, now=now()),
    )


@blueprint.post("/hire/<id:organisation>/briefs/<id:brief>/panel/take")
@admits(Policy.MEMBER)
def take(organisation: str, brief: str) -> Page:
    """Make the medians the levels of the brief."""
    revision = _number(request.form.get("revision", ""))
    return _do(
        organisation,
        brief,
        lambda s, who, place, wanted: take_targets(
            s, who, place, wanted, shelf().current, revision=revision, now=now()
        ),
    )


@blueprint.post("/hire/<id:organisation>/briefs/<id:brief>/panel/dissolve")
@admits(Policy.MEMBER)
def dissolve(organisation: str, brief: str) -> Page:
    """Delete the panel and its marks."""
    return _do(organisation, brief, dissolve_panel)


@blueprint.post("/hire/<id:organisation>/briefs/<id:brief>/panel/<id:member>/withdraw")
@admits(Policy.MEMBER)
def withdraw(organisation: str, brief: str, member: str) -> Page:
    """Take back an invitation that was not used yet."""
    return _do(
        organisation,
        brief,
        lambda s, who, place, wanted: withdraw_member(s, who, place, wanted, member),
    )


@blueprint.post("/hire/<id:organisation>/briefs/<id:brief>/panel/<id:member>/link")
@admits(Policy.MEMBER)
def link(organisation: str, brief: str, member: str) -> Page:
    """Make a new link for somebody who lost theirs."""
    return _do(
        organisation,
        brief,
        lambda s, who, place, wanted: _keep_link(
            renew_link(s, who, place, wanted, member, now=now())
        ),
    )


def _keep_link(token: str | None) -> None:
    if token is not None:
        session[_LINK] = url_for("hire_panel.mark", token=token, _external=True)


def _do(organisation: str, brief: str, act: Act) -> Page:
    account = signed_in().id
    try:
        database().write(lambda s: act(s, account, OrganisationId(organisation), BriefId(brief)))
    except BriefInvalid as refused:
        return _show(organisation, brief, error=(refused.field, refused.reason)), 422
    except BriefChanged:
        words = _("The levels were changed while you read. Look at them again, then take over.")
        return _show(organisation, brief, error=("round", words)), 409
    return redirect(url_for("hire_panel.panel", organisation=organisation, brief=brief), 303)


def _show(organisation: str, brief: str, *, error: tuple[str, str] | None = None) -> str:
    place, wanted = OrganisationId(organisation), BriefId(brief)
    with database().reading() as store:
        seen = see_panel(store, signed_in().id, place, wanted, shelf().current)
    return render_template(
        "hire/panel.html",
        seen=seen,
        titles={area.id: area.title for area in content().areas.values()},
        errors=[error] if error else [],
        link=session.pop(_LINK, ""),
        typed=request.form,
        fewest=FEWEST_MEMBERS,
        disagreed=DISAGREED_ABOVE,
        organisation=organisation,
        brief=brief,
    )


@blueprint.route("/brief-panel/<id:token>", methods=["GET", "POST"])
@admits(Policy.PUBLIC)
@limited("panel", "240 per 10 minutes", by=client, methods=("GET", "POST"))
def mark(token: str) -> Page:
    """The areas with their anchors, for whoever holds the link; no account is needed."""
    catalog = shelf().current
    errors: list[tuple[str, str]] = []
    if request.method == "POST":
        typed, of_round = request.form.to_dict(), _number(request.form.get("round", ""))
        try:
            database().write(
                lambda s: keep_marks(s, token, typed, catalog, round=of_round, now=now())
            )
        except BriefInvalid as refused:
            errors = refused.every
        else:
            return redirect(f"{request.path}?thanks=1", 303)
    with database().reading() as store:
        invited = open_invitation(store, token, catalog, now=now())
    page = render_template(
        "hire/mark.html",
        invited=invited,
        areas=sorted(content().areas.values(), key=lambda a: a.order),
        medians={target.area: target for target in invited.medians},
        steps=list(zip(STEPS, LEVEL_NAMES, strict=True)),
        given=request.form,
        errors=errors,
        thanks=request.args.get("thanks", ""),
        token=token,
    )
    return (page, 422) if errors else page


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
