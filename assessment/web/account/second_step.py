"""The pages on which signing in comes to take a second step, or no longer does."""

import structlog
from flask import Blueprint, redirect, render_template, request, session, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from assessment.domain.accounts import AccountId
from assessment.domain.language import gettext as _
from assessment.services.credentials import credentials_of
from assessment.services.mail_texts import second_step_mail
from assessment.services.organisations import is_asked_for_second_step
from assessment.services.second_step import (
    count_recovery_codes,
    new_recovery_codes,
    new_secret,
    same_secret,
    secret_picture,
    turn_off,
    turn_on,
)
from assessment.services.sessions import end_sessions_of_account
from assessment.web.account.forms import FirstCodeForm
from assessment.web.limits import limited, person
from assessment.web.mailing import sent
from assessment.web.policy import Policy, admits, signed_in
from assessment.web.proving import proved_recently, renew_session
from assessment.web.state import database, now, sealer
from assessment.web.typed import labelled

blueprint = Blueprint("second_step", __name__, url_prefix="/account/second-step")

log = structlog.get_logger("accounts")

_KEY = "new_secret"


def _ask_again() -> BaseResponse:
    return redirect(url_for("security.prove", next=url_for("second_step.show")), 303)


@blueprint.get("")
@admits(Policy.ACCOUNT)
def show() -> str:
    """Whether signing in takes a code, and how many recovery codes are left."""
    with database().reading() as store:
        kept = credentials_of(store, signed_in().id)
        left = count_recovery_codes(store, signed_in().id)
        asked = is_asked_for_second_step(store, signed_in().id)
    return render_template(
        "account/second_step.html",
        on=kept.second_step,
        left=left,
        asked=asked,
        notice=session.pop("notice", ""),
    )


@blueprint.route("/new", methods=["GET", "POST"])
@admits(Policy.ACCOUNT)
@limited("first code", "10 per 10 minutes", by=person)
def new() -> BaseResponse | str | tuple[str, int]:
    """Give a secret to an app, and turn the second step on with its first code."""
    if not proved_recently():
        return _ask_again()
    account = signed_in()
    with database().reading() as store:
        if credentials_of(store, account.id).second_step:
            return redirect(url_for("second_step.show"), 303)
    form = labelled(FirstCodeForm())
    sealed = session.get(_KEY)
    secret = same_secret(sealer(), sealed, account.email) if isinstance(sealed, str) else None
    if secret is None:
        secret = new_secret(sealer(), account.email)
        session[_KEY] = secret.sealed
    errors: list[tuple[str, str]] = []
    if request.method == "POST":
        kept, typed = secret.sealed, form.code.data or ""
        codes = database().write(lambda store: _turned_on(store, account.id, kept, typed))
        if codes is not None:
            session.pop(_KEY)
            renew_session()
            log.info("second step on", account=account.id)
            sent(account.email, second_step_mail(on=True))
            return render_template("account/recovery_codes.html", codes=codes, turned_on=True)
        errors = [("code", _("That is not the code the app shows now. Try the next one."))]
    page = render_template(
        "account/new_second_step.html",
        form=form,
        errors=errors,
        secret=secret,
        picture=secret_picture(secret.address),
    )
    return (page, 422) if errors else page


def _turned_on(store: Session, account: AccountId, kept: str, typed: str) -> list[str] | None:
    """Turn it on and end the other sessions: they were begun by a password alone."""
    codes = turn_on(store, sealer(), account, kept, typed, now=now())
    if codes is not None:
        end_sessions_of_account(store, account, keep=session.raw_id)  # type: ignore[attr-defined]
    return codes


@blueprint.post("/codes")
@admits(Policy.ACCOUNT)
@limited("recovery codes", "10 per hour", by=person)
def codes() -> BaseResponse | str:
    """Other recovery codes; the old ones are worth nothing from then on."""
    if not proved_recently():
        return _ask_again()
    account = signed_in().id
    with database().reading() as store:
        if not credentials_of(store, account).second_step:
            return redirect(url_for("second_step.show"), 303)
    made = database().write(lambda store: new_recovery_codes(store, sealer(), account))
    return render_template("account/recovery_codes.html", codes=made, turned_on=False)


@blueprint.post("/off")
@admits(Policy.ACCOUNT)
def off() -> BaseResponse:
    """Sign in by password alone again."""
    if not proved_recently():
        return _ask_again()
    account = signed_in()
    database().write(lambda store: turn_off(store, account.id))
    renew_session()
    log.info("second step off", account=account.id)
    sent(account.email, second_step_mail(on=False))
    session["notice"] = _("Signing in takes your password alone again.")
    return redirect(url_for("second_step.show"), 303)
