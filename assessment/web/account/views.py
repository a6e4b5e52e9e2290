"""The pages on which a person comes back, takes everything away, or deletes it."""

import contextlib

from flask import Blueprint, Response, g, redirect, render_template, request, session, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as BaseResponse

from assessment.domain.errors import OrganisationsLeft, StoreUnavailable
from assessment.domain.language import gettext as _
from assessment.services.archive_work import sweep_archives
from assessment.services.attempts import list_attempts
from assessment.services.dissolving import left_behind
from assessment.services.people import (
    delete_person,
    make_key_file,
    person_by_key_file,
    person_by_link,
    replace_link,
)
from assessment.services.plans import list_plans
from assessment.services.sessions import end_sessions_of
from assessment.services.takeout_archive import take_everything
from assessment.web.account.pages import attempt_lines, plan_lines
from assessment.web.downloads import attachment
from assessment.web.known_devices import forget_device
from assessment.web.limits import client, limited, person
from assessment.web.links import become, remember_link, show_link
from assessment.web.policy import Policy, admits
from assessment.web.state import database, now, press, settings, shelf

blueprint = Blueprint("account", __name__)

LARGEST_KEY_FILE = 4_096


@blueprint.route("/resume/<id:token>", methods=["GET", "POST"])
@admits(Policy.PUBLIC)
@limited("private link", "60 per 10 minutes", by=client, methods=("GET", "POST"))
def resume(token: str) -> BaseResponse | str:
    """Take the link's token into the session and out of the address, then show the sittings.

    A browser that speaks for somebody else is asked first: their session may be their only way
    back, and answers given after an unnoticed change would go to whoever sent the link.
    """
    with database().reading() as store:
        owner = person_by_link(store, token)
    if owner is None:
        raise NotFound
    if request.method == "GET" and g.person not in (None, owner.id):
        return render_template("account/switch.html", token=token)
    remember_link(owner.id, token)
    return redirect(url_for("account.mine"), 303)


@blueprint.get("/mine")
@admits(Policy.PERSON)
def mine() -> str:
    """A person's sittings and plans, their link, and the way out."""
    with database().reading() as store:
        attempts = attempt_lines(list_attempts(store, g.person))
        plans = plan_lines(list_plans(store, g.person))
    return render_template(
        "account/mine.html",
        attempts=attempts,
        plans=plans,
        link=show_link(),
        notice=session.pop("notice", ""),
    )


@blueprint.post("/mine/new-link")
@admits(Policy.PERSON)
def new_link() -> BaseResponse:
    """A new private link; the old one and every other browser's session end.

    Who has an account has none: a link would pass by the password and its second step.
    """
    _refuse_account()
    token = database().write(lambda store: replace_link(store, g.person))
    database().write(lambda store: end_sessions_of(store, g.person, keep=session.raw_id))  # type: ignore[attr-defined]
    remember_link(g.person, token)
    session["notice"] = _("Your new private link is below. The old one no longer works.")
    return redirect(url_for("account.mine"), 303)


@blueprint.post("/mine/key")
@admits(Policy.PERSON)
def key() -> Response:
    """A new key file for the person's own device; not for who has an account."""
    _refuse_account()
    text = database().write(lambda store: make_key_file(store, g.person))
    return attachment(text, name="cto-readiness-key.txt", mimetype="text/plain")


def _refuse_account() -> None:
    if g.account is not None:
        raise NotFound


@blueprint.route("/mine/restore", methods=["GET", "POST"])
@admits(Policy.PUBLIC)
@limited("key file", "30 per 10 minutes", by=client)
def restore() -> BaseResponse | str | tuple[str, int]:
    """Come back with a key file."""
    if request.method == "GET":
        return render_template("account/restore.html", errors=[])
    sent = request.files.get("key")
    text = "" if sent is None else sent.stream.read(LARGEST_KEY_FILE).decode("utf-8", "replace")
    with database().reading() as store:
        owner = person_by_key_file(store, text)
    if owner is None:
        errors = [
            ("key", _("That is not a key file of this site, or a newer one has replaced it."))
        ]
        return render_template("account/restore.html", errors=errors), 422
    become(owner.id)
    return redirect(url_for("account.mine"), 303)


@blueprint.post("/mine/export")
@admits(Policy.PERSON)
@limited("export", "20 per 10 minutes", by=person)
def export() -> Response:
    """Everything kept of the person: a ZIP of a JSON file and a page that can be read."""
    with database().reading() as store:
        everything = take_everything(store, shelf().current, g.person, now=now())
    return attachment(everything, name="cto-readiness-everything.zip", mimetype="application/zip")


@blueprint.route("/mine/delete", methods=["GET", "POST"])
@admits(Policy.PERSON)
def delete() -> BaseResponse | str | tuple[str, int]:
    """Say what goes, then delete it all in one action."""
    if request.method != "POST":
        return _what_goes()
    try:
        delete_person(database(), g.person, now=now())
    except OrganisationsLeft:  # the page says which
        return _what_goes(), 409
    press().kept.clear()  # made documents are personal too; others are made again when asked for
    with contextlib.suppress(StoreUnavailable):  # the queue looks again within a minute
        sweep_archives(database(), settings().var_dir, now=now())
    g.person = g.account = None
    session.ended = True  # type: ignore[attr-defined]
    response = redirect(url_for("account.gone"), 303)
    forget_device(response)
    # Said here and not by /gone, which any page may ask a browser to load.
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


def _what_goes() -> str:
    with database().reading() as store:
        attempts, plans = list_attempts(store, g.person), list_plans(store, g.person)
        left = left_behind(store, g.person)
    return render_template(
        "account/delete.html",
        attempts=len(attempts),
        plans=len(plans),
        left=left,
        stopped=any(each.stops for each in left),
    )


@blueprint.get("/gone")
@admits(Policy.PUBLIC)
def gone() -> str:
    """Say that it is done."""
    return render_template("account/gone.html")
