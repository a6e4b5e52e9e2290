"""The pages on which somebody signed in looks after their account.

What would open the account to others asks for the password again where it was not given lately.
"""

import structlog
from flask import Blueprint, g, redirect, render_template, request, session, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from assessment.domain.accounts import Account, AccountId
from assessment.domain.attempts import PersonId
from assessment.domain.errors import SittingsCollide
from assessment.domain.language import gettext as _
from assessment.services.account_links import LASTS
from assessment.services.accounts import rename_account
from assessment.services.credentials import (
    begin_address_change,
    change_address,
    credentials_of,
    look_at_address_change,
    set_password,
)
from assessment.services.joining import bring_in, guest_things
from assessment.services.mail_texts import (
    address_changed_mail,
    already_known_mail,
    change_address_mail,
    password_changed_mail,
)
from assessment.services.passwords import hash_password, password_fits
from assessment.services.second_step import take_code
from assessment.services.sessions import (
    end_session_of_account,
    end_sessions_of_account,
    list_sessions,
)
from assessment.web.account.forms import (
    AddressForm,
    ConfirmAddressForm,
    NameForm,
    PasswordForm,
    ProveForm,
)
from assessment.web.account.pages import session_lines
from assessment.web.known_devices import remember_device
from assessment.web.limits import client, limited, person, typed_address
from assessment.web.mailing import mailer, sent
from assessment.web.policy import Policy, admits, signed_in
from assessment.web.proving import GUEST, note_proof, proved_recently, renew_session
from assessment.web.public_links import public_link
from assessment.web.safe_next import safe_next
from assessment.web.state import database, now, sealer
from assessment.web.typed import labelled

blueprint = Blueprint("security", __name__, url_prefix="/account")


def ask_again() -> BaseResponse:
    """Ask for the password, then come back to this page."""
    return redirect(url_for("security.prove", next=request.path), 303)


@blueprint.route("", methods=["GET", "POST"])
@admits(Policy.ACCOUNT)
def show() -> BaseResponse | str | tuple[str, int]:
    """What the account is, and the ways to change it."""
    account = signed_in()
    form = labelled(NameForm(data={"name": account.name}))
    if form.validate_on_submit():
        database().write(lambda store: rename_account(store, account.id, form.name.data))
        session["notice"] = _("Your name is changed.")
        return redirect(url_for("security.show"), 303)
    with database().reading() as store:
        second_step = credentials_of(store, account.id).second_step
    page = render_template(
        "account/account.html",
        account=account,
        form=form,
        errors=form.error_list,
        second_step=second_step,
        notice=session.pop("notice", ""),
    )
    return (page, 422) if form.errors else page


@blueprint.route("/prove", methods=["GET", "POST"])
@admits(Policy.ACCOUNT)
@limited("prove", "10 per 10 minutes", by=person)
def prove() -> BaseResponse | str | tuple[str, int]:
    """Ask for the password once more, and for a code where signing in takes one."""
    way_on = safe_next(request.values.get("next"), url_for("security.show"))
    form = labelled(ProveForm(), password=_("Your password"))
    with database().reading() as store:
        kept = credentials_of(store, signed_in().id)
    errors: list[tuple[str, str]] = []
    if request.method == "POST":
        right = password_fits(kept.password, form.password.data or "") and form.validate()
        if right and kept.second_step:
            right = _code_is_right(kept.account.id, form.code.data or "")
        if right:
            note_proof()
            renew_session()
            return redirect(way_on, 303)
        errors = [("password", _("That is not right. Nothing was changed."))]
    page = render_template(
        "account/prove.html", form=form, errors=errors, next=way_on, second_step=kept.second_step
    )
    return (page, 422) if errors else page


def _code_is_right(account: AccountId, typed: str) -> bool:
    """Take a code of the second step; it is good once."""
    return database().write(lambda store: take_code(store, sealer(), account, typed, now=now()))


@blueprint.route("/password", methods=["GET", "POST"])
@admits(Policy.ACCOUNT)
@limited("password", "10 per 10 minutes", by=person)
def password() -> BaseResponse | str | tuple[str, int]:
    """Another password; the account's other sessions end unless the person keeps them.

    It counts as a proof afterwards, so it asks for all that a proof asks for.
    """
    account = signed_in()
    form = labelled(PasswordForm())
    form.about = (account.email, account.name)
    with database().reading() as store:
        kept = credentials_of(store, account.id)
    if form.validate_on_submit():
        if not password_fits(kept.password, form.current.data or ""):
            form.current.errors = [_("That is not your present password.")]
        elif kept.second_step and not _code_is_right(account.id, form.code.data or ""):
            form.code.errors = [_("This code is wrong or was used before. Wait for the next one.")]
    if not form.is_submitted() or form.errors:
        page = render_template(
            "account/password.html",
            form=form,
            errors=form.error_list,
            second_step=kept.second_step,
        )
        return (page, 422) if form.errors else page
    new = hash_password(form.new.data)
    database().write(lambda store: set_password(store, account.id, new))
    if form.end_others.data:
        here = session.raw_id  # type: ignore[attr-defined]
        database().write(lambda store: end_sessions_of_account(store, account.id, keep=here))
    renew_session()
    note_proof()
    structlog.get_logger("accounts").info("password changed", account=account.id)
    sent(account.email, password_changed_mail(public_link("sign_in.forgotten")))
    session["notice"] = _("Your new password counts from now on.")
    response = redirect(url_for("security.show"), 303)
    remember_device(response, account.id)
    return response


@blueprint.route("/address", methods=["GET", "POST"])
@admits(Policy.ACCOUNT)
@limited("address", "10 per hour", by=person)
@limited("address to", "6 per day", by=typed_address, only=proved_recently)
def address() -> BaseResponse | str | tuple[str, int]:
    """Another address: a link goes there, and counts when it is opened."""
    if not proved_recently():
        return ask_again()
    account = signed_in()
    form = labelled(AddressForm(), email=_("New mail address"))
    if not form.validate_on_submit():
        page = render_template(
            "account/address.html", account=account, form=form, errors=form.error_list
        )
        return (page, 422) if form.errors else page
    new = form.email.data
    token = database().write(lambda store: begin_address_change(store, account.id, new, now=now()))
    minutes = int(LASTS["address"].total_seconds() // 60)
    mail = (
        already_known_mail(public_link("sign_in.show"), public_link("sign_in.forgotten"))
        if token is None
        else change_address_mail(public_link("security.confirm_address", token=token), minutes)
    )
    left = sent(new, mail)
    session["notice"] = (
        _("A link went to %(to)s. Your address changes when you open it.") % {"to": new}
        if left and mailer().sends
        else _("Mail is off here: the link is in the log of whoever runs the site.")
        if left
        else _("No mail could be sent just now. Nothing was changed; try again later.")
    )
    return redirect(url_for("security.show"), 303)


@blueprint.route("/address/<id:token>", methods=["GET", "POST"])
@admits(Policy.ACCOUNT)
@limited("confirm", "30 per hour", by=client, methods=("GET", "POST"))
def confirm_address(token: str) -> BaseResponse | str:
    """Go by the new address; the account's other sessions end unless the person keeps them."""
    account = signed_in()
    if request.method == "GET":
        with database().reading() as store:
            link = look_at_address_change(store, account.id, token, now=now())
        return render_template("account/confirm_address.html", token=token, new=link.email)
    alone = bool(ConfirmAddressForm().end_others.data)
    changed, before = database().write(lambda store: _moved(store, account.id, token, alone=alone))
    renew_session()
    structlog.get_logger("accounts").info("address changed", account=account.id)
    sent(before, address_changed_mail(changed.email))
    session["notice"] = _("Your account goes by %(new)s now.") % {"new": changed.email}
    return redirect(url_for("security.show"), 303)


def _moved(store: Session, account: AccountId, token: str, *, alone: bool) -> tuple[Account, str]:
    """Change the address and, where this browser shall be alone with it, end the other sessions."""
    changed = change_address(store, account, token, now=now())
    if alone:
        end_sessions_of_account(store, account, keep=session.raw_id)  # type: ignore[attr-defined]
    return changed


@blueprint.get("/sessions")
@admits(Policy.ACCOUNT)
def sessions() -> str:
    """Where the account is signed in."""
    with database().reading() as store:
        lines = session_lines(
            list_sessions(store, signed_in().id, here=session.raw_id, now=now())  # type: ignore[attr-defined]
        )
    return render_template("account/sessions.html", lines=lines, notice=session.pop("notice", ""))


@blueprint.post("/sessions/<id:handle>/end")
@admits(Policy.ACCOUNT)
def end_one(handle: str) -> BaseResponse:
    """End one of the account's sessions."""
    account = signed_in().id
    database().write(lambda store: end_session_of_account(store, account, handle))
    session["notice"] = _("That session has ended.")
    return redirect(url_for("security.sessions"), 303)


@blueprint.post("/sessions/end-others")
@admits(Policy.ACCOUNT)
def end_others() -> BaseResponse:
    """End every session of the account but this one."""
    account, here = signed_in().id, session.raw_id  # type: ignore[attr-defined]
    database().write(lambda store: end_sessions_of_account(store, account, keep=here))
    session["notice"] = _("Every other session has ended.")
    return redirect(url_for("security.sessions"), 303)


@blueprint.route("/bring-in", methods=["GET", "POST"])
@admits(Policy.ACCOUNT)
def bring() -> BaseResponse | str | tuple[str, int]:
    """Offer to bring in what this browser's guest has answered; nothing moves unasked."""
    guest = session.get(GUEST)
    if not isinstance(guest, str):
        return redirect(url_for("account.mine"), 303)
    with database().reading() as store:
        things = guest_things(store, PersonId(guest))
    if not things:
        session.pop(GUEST)
        return redirect(url_for("account.mine"), 303)
    problem = ""
    if request.method == "POST":
        if request.form.get("choice") != "bring":
            session.pop(GUEST)
            return redirect(url_for("account.mine"), 303)
        try:
            database().write(lambda store: bring_in(store, PersonId(guest), g.person))
        except SittingsCollide:
            problem = _(
                "Both have the same form open. Submit one of them, then bring the others in."
            )
        else:
            session.pop(GUEST)
            session["notice"] = _("What you answered before is in your account now.")
            return redirect(url_for("account.mine"), 303)
    page = render_template("account/bring_in.html", things=things, problem=problem)
    return (page, 422) if problem else page
