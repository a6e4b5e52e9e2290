"""The pages at the door: in, out, and back in without the password.

Known and unknown addresses get the same answer after the same work: one hash and one mail. What
there is to say goes to the mailbox.
"""

from typing import Any, TypeGuard

import structlog
from flask import Blueprint, g, redirect, render_template, request, session, url_for
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as BaseResponse

from assessment.domain.accounts import Account, AccountId, clean_address
from assessment.domain.errors import NotFound as NoSuchAccount
from assessment.domain.language import gettext as _
from assessment.domain.text import UnusableText
from assessment.services.account_links import LASTS, look_at_link
from assessment.services.credentials import (
    Credentials,
    begin_reset,
    credentials_by_email,
    credentials_of,
    improve_hash,
    look_at_reset,
    register,
    reset_password,
    verify_address,
)
from assessment.services.mail_texts import (
    already_known_mail,
    no_account_mail,
    password_changed_mail,
    reset_mail,
    verify_mail,
)
from assessment.services.passwords import hash_password, is_outdated, password_fits
from assessment.services.second_step import take_code
from assessment.web.known_devices import (
    known_device,
    on_known_device,
    on_other_device,
    remember_device,
)
from assessment.web.limits import address_from_here, client, limited, typed_address
from assessment.web.mailing import mailer, sent
from assessment.web.policy import SIGN_IN, Policy, admits, signed_in
from assessment.web.proving import GUEST, complete_sign_in
from assessment.web.public_links import public_link
from assessment.web.safe_next import safe_next
from assessment.web.sign_in.first_page import first_page
from assessment.web.sign_in.forms import (
    CodeForm,
    ForgottenForm,
    NewPasswordForm,
    RegisterForm,
    SignInForm,
    VerifyForm,
)
from assessment.web.state import database, now, sealer
from assessment.web.typed import labelled

blueprint = Blueprint("sign_in", __name__)

log = structlog.get_logger("accounts")
"""Ids and what happened; never an address, a password or a code."""

_HALF = "half_signed_in"
_HALF_SECONDS = 5 * 60
_MOST_CODES = 5
"""Wrong codes after which the password is asked for again."""


@blueprint.route(SIGN_IN, methods=["GET", "POST"])
@admits(Policy.PUBLIC)
@limited("sign-in", "10 per minute", "100 per hour", by=client)
@limited("sign-in here", "8 per 15 minutes", by=address_from_here)
@limited("sign-in anywhere", "100 per hour", by=typed_address, only=on_other_device)
@limited("sign-in known", "30 per hour", by=known_device, only=on_known_device)
def show() -> BaseResponse | str | tuple[str, int]:
    """Address and password; then the second step where there is one."""
    way_on = safe_next(request.values.get("next"), "")
    if g.account is not None:
        return redirect(way_on or first_page(signed_in()), 303)
    form = labelled(SignInForm())
    errors: list[tuple[str, str]] = []
    if request.method == "POST":
        found = _proved(form) if form.validate() else None
        if found is not None:
            return _after_password(found, way_on)
        log.info("sign-in refused", id=g.get("request_id"))
        # One sentence for an unverified address and a wrong password: whoever has just registered
        # another's address with a password of their own would learn from two who has an account.
        refusal = _(
            "Address and password do not belong together, or the address is not verified yet."
            " Check both, open the link we sent after you registered, or register again for one."
        )
        errors = [("email", refusal)]
    page = render_template(
        "sign_in/sign_in.html",
        form=form,
        errors=errors,
        next=way_on,
        notice=session.pop("notice", ""),
    )
    return (page, 422) if errors else page


def _proved(form: SignInForm) -> Credentials | None:
    """Whose verified address and password these are; as much work where nobody's."""
    try:
        address = clean_address(form.email.data or "")
    except UnusableText:
        address = ""
    found = None
    if address:
        with database().reading() as store:
            found = credentials_by_email(store, address)
    fits = password_fits(None if found is None else found.password, form.password.data or "")
    if not fits or found is None:
        return None
    return found if found.account.active and found.account.verified else None


def _after_password(found: Credentials, way_on: str) -> BaseResponse:
    password = request.form.get("password", "")
    if found.password is not None and is_outdated(found.password):
        old, new = found.password, hash_password(password)
        database().write(lambda store: improve_hash(store, found.account.id, old, new))
    if found.second_step:
        session[_HALF] = {
            "account": found.account.id,
            "password": found.password_mark,
            "at": now().timestamp(),
            "next": way_on,
            "tries": 0,
        }
        return redirect(url_for("sign_in.code"), 303)
    return _in(found.account, way_on)


def _in(account: Account, way_on: str) -> BaseResponse:
    complete_sign_in(account)
    if GUEST in session:
        way_on = url_for("security.bring")
    response = redirect(way_on or first_page(account), 303)
    remember_device(response, account.id)
    return response


def half_signed_in() -> str:
    """The account whose password was right here: its codes are counted wherever they come from."""
    half = session.get(_HALF)
    return str(half.get("account")) if isinstance(half, dict) else client()


@blueprint.route("/sign-in/code", methods=["GET", "POST"])
@admits(Policy.PUBLIC)
@limited("code", "20 per minute", by=client)
@limited("code for", "10 per 15 minutes", by=half_signed_in)
def code() -> BaseResponse | str | tuple[str, int]:
    """The second step: a code of the app, or a recovery code."""
    half = session.get(_HALF)
    if not _goes_on(half) or g.account is not None:
        return _from_the_start()
    form = labelled(CodeForm())
    if request.method == "POST":
        account = AccountId(half["account"])
        typed = form.code.data or ""
        found = None
        if form.validate():
            found = database().write(lambda store: _by_code(store, account, typed))
        if found is not None:
            if found.password_mark != half["password"]:  # changed while the code was looked at
                return _from_the_start()
            if not (found.account.active and found.account.verified):
                raise NotFound
            return _in(found.account, safe_next(half["next"], ""))
        session[_HALF] = {**half, "tries": half["tries"] + 1}
        if half["tries"] + 1 >= _MOST_CODES:
            session.pop(_HALF)
            session["notice"] = _("That were too many wrong codes. Begin again with the password.")
            return redirect(url_for("sign_in.show"), 303)
        log.info("code refused", account=account, id=g.get("request_id"))
        if not form.errors:
            form.code.errors = [_("This code is wrong or was used before. Wait for the next one.")]
    page = render_template("sign_in/code.html", form=form, errors=form.error_list)
    return (page, 422) if form.errors else page


def _goes_on(half: object) -> TypeGuard[dict[str, Any]]:
    """Whether the password typed here not long ago is still the account's."""
    if not isinstance(half, dict) or now().timestamp() - half["at"] >= _HALF_SECONDS:
        return False
    with database().reading() as store:
        try:
            found = credentials_of(store, AccountId(half["account"]))
        except NoSuchAccount:
            return False
    return found.password_mark == half.get("password")


def _by_code(store: Session, account: AccountId, typed: str) -> Credentials | None:
    """Whose right code this is; None for a wrong one."""
    if not take_code(store, sealer(), account, typed, now=now()):
        return None
    return credentials_of(store, account)


def _from_the_start() -> BaseResponse:
    session.pop(_HALF, None)
    return redirect(url_for("sign_in.show"), 303)


@blueprint.post("/sign-out")
@admits(Policy.PUBLIC)
def out() -> BaseResponse:
    """End this browser's session; a copy of its cookie opens nothing any more."""
    if g.account is None:  # a guest would lose the way back
        return redirect(url_for("account.mine") if g.person else url_for("site.home"), 303)
    log.info("signed out", account=g.account)
    g.person = g.account = None
    session.ended = True  # type: ignore[attr-defined]
    response = redirect(url_for("sign_in.was_out"), 303)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@blueprint.get("/signed-out")
@admits(Policy.PUBLIC)
def was_out() -> str:
    """Say that it is done."""
    return render_template("sign_in/out.html")


@blueprint.route("/register", methods=["GET", "POST"])
@admits(Policy.PUBLIC)
@limited("register", "20 per hour", by=client)
@limited("register to", "5 per hour", "10 per day", by=typed_address)
def begin() -> BaseResponse | str | tuple[str, int]:
    """Begin an account; what is there in this browser becomes the account's."""
    if g.account is not None:
        return redirect(url_for("security.show"), 303)
    form = labelled(RegisterForm())
    if not form.validate_on_submit():
        page = render_template("sign_in/register.html", form=form, errors=form.error_list)
        return (page, 422) if request.method == "POST" else page
    kept = hash_password(form.password.data)
    made = database().write(
        lambda store: register(
            store,
            email=form.email.data,
            name=form.name.data,
            password_hash=kept,
            person=g.person,
            now=now(),
        )
    )
    mail = (
        already_known_mail(public_link("sign_in.show"), public_link("sign_in.forgotten"))
        if made.token is None
        else verify_mail(public_link("sign_in.verify", token=made.token))
    )
    return _said(form.email.data, sent(form.email.data, mail), "register")


def _said(address: str, left: bool, what: str) -> BaseResponse:
    """Remember what the next page says: the address, and whether mail can leave at all."""
    session["sent"] = {"to": address, "left": left, "what": what}
    return redirect(url_for("sign_in.look"), 303)


@blueprint.get("/register/sent")
@admits(Policy.PUBLIC)
def look() -> BaseResponse | str:
    """Look into the mailbox: the same for every address."""
    said = session.get("sent")
    if not isinstance(said, dict):
        return redirect(url_for("sign_in.show"), 303)
    return render_template(
        "sign_in/look.html",
        to=said["to"],
        left=said["left"],
        what=said["what"],
        by_log=said["left"] and not mailer().sends,
        again=url_for("sign_in.begin" if said["what"] == "register" else "sign_in.forgotten"),
    )


@blueprint.route("/verify/<id:token>", methods=["GET", "POST"])
@admits(Policy.PUBLIC)
@limited("verify", "30 per hour", by=client, methods=("GET", "POST"))
def verify(token: str) -> BaseResponse | str | tuple[str, int]:
    """Verify an address by the password chosen with it: mail programs open links by themselves.

    A mailbox alone verifies nothing: what it would make good may be a stranger's password.
    """
    with database().reading() as store:
        link = look_at_link(store, token, "verify", now=now())
        chosen = credentials_of(store, link.account).password
    form = labelled(VerifyForm())
    errors: list[tuple[str, str]] = []
    fits = request.method == "POST" and password_fits(chosen, form.password.data or "")
    if request.method == "POST" and not (fits and form.validate()):
        errors = [("password", _("That is not the password this account was begun with."))]
    if request.method != "POST" or errors:
        page = render_template(
            "sign_in/verify.html", form=form, errors=errors, token=token, address=link.email
        )
        return (page, 422) if errors else page
    database().write(lambda store: verify_address(store, token, now=now()))
    session.pop("sent", None)
    session["notice"] = _("Your address is verified. Sign in now.")
    return redirect(url_for("sign_in.show"), 303)


@blueprint.route("/forgotten", methods=["GET", "POST"])
@admits(Policy.PUBLIC)
@limited("forgotten", "20 per hour", by=client)
@limited("forgotten to", "5 per hour", "10 per day", by=typed_address)
def forgotten() -> BaseResponse | str | tuple[str, int]:
    """Send a link for a new password to an address, or a line that there is no account."""
    form = labelled(ForgottenForm())
    if not form.validate_on_submit():
        page = render_template("sign_in/forgotten.html", form=form, errors=form.error_list)
        return (page, 422) if request.method == "POST" else page
    password_fits(None, form.email.data)  # a hash of work, beside which writing a link is noise
    token = database().write(lambda store: begin_reset(store, form.email.data, now=now()))
    minutes = int(LASTS["reset"].total_seconds() // 60)
    mail = (
        no_account_mail(public_link("sign_in.begin"))
        if token is None
        else reset_mail(public_link("sign_in.reset", token=token), minutes)
    )
    return _said(form.email.data, sent(form.email.data, mail), "forgotten")


@blueprint.route("/reset/<id:token>", methods=["GET", "POST"])
@admits(Policy.PUBLIC)
@limited("reset", "30 per hour", by=client, methods=("GET", "POST"))
def reset(token: str) -> BaseResponse | str | tuple[str, int]:
    """Choose a new password by a link that is good once; every session of the account ends."""
    with database().reading() as store:
        account = look_at_reset(store, token, now=now())
    form = labelled(NewPasswordForm())
    form.about = (account.email, account.name)
    if not form.validate_on_submit():
        page = render_template("sign_in/reset.html", form=form, errors=form.error_list, token=token)
        return (page, 422) if request.method == "POST" else page
    kept = hash_password(form.password.data)
    changed = database().write(lambda store: reset_password(store, token, kept, now=now()))
    log.info("password reset", account=changed.id)
    sent(changed.email, password_changed_mail(public_link("sign_in.forgotten")))
    if g.account == changed.id:  # its session has just ended
        g.person = g.account = None
        session.ended = True  # type: ignore[attr-defined]
    else:
        session["notice"] = _("Your new password counts from now on. Sign in with it.")
    response = redirect(url_for("sign_in.show"), 303)
    remember_device(response, changed.id)  # the mailbox is a way in that no guesser can stop up
    return response
