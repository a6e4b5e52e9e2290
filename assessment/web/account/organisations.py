"""The pages on which an account founds an organisation, and invites who works there."""

from typing import cast

import structlog
from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as BaseResponse
from wtforms import StringField
from wtforms.validators import ValidationError

from assessment.domain.accounts import (
    ROLES,
    AccountId,
    OrganisationId,
    Role,
)
from assessment.domain.errors import OrganisationInvalid
from assessment.domain.language import gettext as _
from assessment.services.mail_texts import organisation_mail
from assessment.services.organisation_invitations import (
    INVITATION_LASTS,
    accept_invitation,
    invite_member,
    list_invitations,
    look_at_invitation,
    withdraw_invitation,
)
from assessment.services.organisations import (
    ask_second_step,
    change_role,
    create_organisation,
    list_members,
    list_organisations,
    load_organisation,
    remove_member,
    rename_organisation,
    require_role,
)
from assessment.web.letters import written
from assessment.web.limits import client, limited, may_pass, person
from assessment.web.policy import Policy, admits, signed_in
from assessment.web.public_links import public_link
from assessment.web.refusals import RefusableForm
from assessment.web.sealed import keep_sealed, take_sealed
from assessment.web.state import database, now
from assessment.web.typed import Address, Text, labelled
from assessment.web.words import day_words

blueprint = Blueprint("organisations", __name__, url_prefix="/organisations")

log = structlog.get_logger("accounts")

PAGE_SIZE = 50
_INVITATIONS_BY_ONE = "40 per day"
_INVITATIONS_OF_ONE_ORGANISATION = "60 per day"
"""Mailed; whoever invites more copies the links."""
_UNSENT = "unsent_invitation"
"""Where the session keeps an invitation's link until it is shown, once."""


class OrganisationForm(RefusableForm):
    """An organisation's name."""

    name = StringField(validators=[Text()])

    def validate_name(self, field: StringField) -> None:
        if not field.data:
            raise ValidationError(_("Give the organisation a name."))


class InviteForm(RefusableForm):
    """Whom to invite, and as what."""

    email = StringField(validators=[Address()])
    role = StringField()

    def validate_role(self, field: StringField) -> None:
        if field.data not in ROLES:
            raise ValidationError(_("Choose what they will be there."))


def role_words() -> dict[Role, tuple[str, str]]:
    """What each role is called and may do."""
    return {
        "admin": (_("Administrator"), _("Invites, names roles, looks after everything.")),
        "hiring-lead": (_("Hiring lead"), _("Writes briefs and leads a search.")),
        "interviewer": (_("Interviewer"), _("Interviews, and scores what was heard.")),
        "coach": (_("Coach"), _("Works with people who share their results.")),
    }


@blueprint.route("", methods=["GET", "POST"])
@admits(Policy.ACCOUNT)
@limited("found", "10 per hour", by=person)
def mine() -> BaseResponse | str | tuple[str, int]:
    """The organisations one works in, and founding another."""
    account = signed_in().id
    form = _name_form(OrganisationForm())
    if form.validate_on_submit():
        try:
            made = database().write(
                lambda store: create_organisation(store, account, form.name.data, now=now())
            )
        except OrganisationInvalid:
            form.name.errors = [_("You are in as many organisations as one account can be in.")]
        else:
            return redirect(url_for("organisations.show", organisation=made.id), 303)
    with database().reading() as store:
        listed = list_organisations(store, account)
    page = render_template(
        "account/organisations.html",
        form=form,
        errors=form.error_list,
        listed=[(found.id, found.name, role_words()[role][0]) for found, role in listed],
        notice=session.pop("notice", ""),
    )
    return (page, 422) if form.errors else page


@blueprint.route("/<id:organisation>", methods=["GET", "POST"])
@admits(Policy.MEMBER)
@limited("invite", "60 per hour", "200 per day", by=person)
def show(organisation: str) -> BaseResponse | str | tuple[str, int]:
    """Who works there; for administrators, inviting and changing."""
    account, place = signed_in(), OrganisationId(organisation)
    if request.method == "POST":
        _administered(place)
    form = _invite_form()
    if form.validate_on_submit():
        try:
            offered, token = database().write(
                lambda store: invite_member(
                    store,
                    account.id,
                    place,
                    form.email.data,
                    cast("Role", form.role.data),
                    now=now(),
                )
            )
        except OrganisationInvalid:
            form.email.errors = [_("Too many invitations are open. Withdraw some first.")]
        else:
            return _invited(place, offered.email, token)
    return _shown(place, form)


def _administered(place: OrganisationId) -> None:
    """Ask for the right before the form: a member who may not is told nothing about its fields."""
    with database().reading() as store:
        require_role(store, signed_in().id, place, "admin")


def _invited(place: OrganisationId, email: str, token: str) -> BaseResponse:
    """Send the invitation; where no mail leaves, show its link to who made it, once."""
    link = public_link("organisations.join", token=token)
    mail = organisation_mail(signed_in().email, link, INVITATION_LASTS.days)
    passes = may_pass("organisation mail of", _INVITATIONS_OF_ONE_ORGANISATION, key=place)
    if passes and written("organisation mail", email, mail, by_one_asker=_INVITATIONS_BY_ONE):
        session["notice"] = _("The invitation went to %(to)s.") % {"to": email}
    else:
        keep_sealed(_UNSENT, email, link)
    return redirect(url_for("organisations.show", organisation=place), 303)


def _invite_form() -> InviteForm:
    return cast("InviteForm", labelled(InviteForm(), role=_("As what?")))


def _name_form(form: OrganisationForm) -> OrganisationForm:
    return cast("OrganisationForm", labelled(form, name=_("Name of the organisation")))


@blueprint.post("/<id:organisation>/name")
@admits(Policy.MEMBER)
def rename(organisation: str) -> BaseResponse | str | tuple[str, int]:
    """Another name for the organisation; for administrators."""
    account, place = signed_in().id, OrganisationId(organisation)
    _administered(place)
    form = _name_form(OrganisationForm())
    if not form.validate():
        return _shown(place, _invite_form(), form)
    database().write(lambda store: rename_organisation(store, account, place, form.name.data))
    session["notice"] = _("Renamed. Everybody who works here sees the new name from now on.")
    return redirect(url_for("organisations.show", organisation=place), 303)


def _shown(
    place: OrganisationId, form: InviteForm, naming: OrganisationForm | None = None
) -> str | tuple[str, int]:
    account = signed_in().id
    page_number = max(1, request.args.get("page", 1, type=int) or 1)
    with database().reading() as store:
        found, role = load_organisation(store, account, place)
        members = list_members(store, account, place, page=min(page_number, 1_000), size=PAGE_SIZE)
        waiting = list_invitations(store, account, place, now=now()) if role == "admin" else []
    words = role_words()
    if naming is None:
        naming = _name_form(OrganisationForm(None, data={"name": found.name}))
    errors = [*form.error_list, *naming.error_list]
    page = render_template(
        "account/organisation.html",
        organisation=found,
        own=account,
        is_admin=role == "admin",
        roles=[(each, *words[each]) for each in ROLES],
        members=[
            (m.account, m.name or m.email, m.email, m.role, words[m.role][0], m.second_step)
            for m in members
        ],
        waiting=[(w.id, w.email, words[w.role][0], day_words(w.expires_at)) for w in waiting],
        page=page_number,
        more=len(members) == PAGE_SIZE,
        form=form,
        naming=naming,
        errors=errors,
        notice=_unsent() or session.pop("notice", ""),
    )
    return (page, 422) if errors else page


def _unsent() -> str:
    """The link of an invitation that did not leave by mail, this once."""
    kept = take_sealed(_UNSENT)
    if not kept:
        return ""
    to, link = kept
    return _("No mail left. Hand this link to %(to)s yourself: %(link)s") % {"to": to, "link": link}


@blueprint.post("/<id:organisation>/second-step")
@admits(Policy.MEMBER)
def ask(organisation: str) -> BaseResponse:
    """Ask everybody who works there for a second step, or no longer; for administrators."""
    account, place = signed_in().id, OrganisationId(organisation)
    asked = request.form.get("asked") == "yes"
    try:
        database().write(lambda store: ask_second_step(store, account, place, asked=asked))
    except OrganisationInvalid:
        session["notice"] = _("Turn your own second step on first, here. Then ask the others.")
        return redirect(url_for("second_step.show"), 303)
    log.info("second step asked", account=account, organisation=place, asked=asked)
    session["notice"] = (
        _("From now on the pages of this organisation open with a second step alone.")
        if asked
        else _("From now on a password is enough again.")
    )
    return redirect(url_for("organisations.show", organisation=place), 303)


@blueprint.post("/<id:organisation>/invitations/<id:invitation>/withdraw")
@admits(Policy.MEMBER)
def withdraw(organisation: str, invitation: str) -> BaseResponse:
    """Take an invitation back."""
    account, place = signed_in().id, OrganisationId(organisation)
    database().write(lambda store: withdraw_invitation(store, account, place, invitation))
    session["notice"] = _("The invitation is withdrawn; its link opens nothing any more.")
    return redirect(url_for("organisations.show", organisation=place), 303)


@blueprint.post("/<id:organisation>/members/<id:member>")
@admits(Policy.MEMBER)
def change(organisation: str, member: str) -> BaseResponse:
    """Give a member another role, or take them out; anybody may leave."""
    account, place, whom = signed_in().id, OrganisationId(organisation), AccountId(member)
    choice = request.form.get("role", "")
    try:
        if choice == "out":
            database().write(lambda store: remove_member(store, account, place, whom))
        elif choice in ROLES:
            database().write(lambda store: change_role(store, account, place, whom, choice))
        else:
            raise NotFound
    except OrganisationInvalid:
        session["notice"] = _("Nothing was changed: an organisation keeps an administrator.")
        return redirect(url_for("organisations.show", organisation=place), 303)
    if choice == "out" and whom == account:
        session["notice"] = _("You have left the organisation.")
        return redirect(url_for("organisations.mine"), 303)
    session["notice"] = _("Changed. It counts from now on.")
    return redirect(url_for("organisations.show", organisation=place), 303)


@blueprint.route("/join/<id:token>", methods=["GET", "POST"])
@admits(Policy.ACCOUNT)
@limited("join", "30 per hour", by=client, methods=("GET", "POST"))
def join(token: str) -> BaseResponse | str:
    """Look at an invitation, and accept it by a button."""
    account = signed_in().id
    if request.method == "GET":
        with database().reading() as store:
            offered = look_at_invitation(store, account, token, now=now())
        return render_template(
            "account/join.html",
            token=token,
            offered=offered,
            role=role_words()[offered.role],
        )
    place = database().write(lambda store: accept_invitation(store, account, token, now=now()))
    session["notice"] = _("Welcome. This is where you work together from now on.")
    return redirect(url_for("organisations.show", organisation=place), 303)
