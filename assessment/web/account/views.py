"""The pages on which a person comes back, takes everything away, or deletes it."""

import json

from flask import Blueprint, Response, g, redirect, render_template, request, session, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as BaseResponse

from assessment.services.attempts import list_attempts
from assessment.services.people import (
    delete_person,
    make_key_file,
    person_by_key_file,
    person_by_link,
    replace_link,
)
from assessment.services.plans import list_plans
from assessment.services.sessions import end_sessions_of
from assessment.services.takeout import export_person
from assessment.web.account.pages import attempt_lines, plan_lines
from assessment.web.downloads import attachment
from assessment.web.links import become, remember_link, show_link
from assessment.web.policy import Policy, admits
from assessment.web.state import database, press

blueprint = Blueprint("account", __name__)

LARGEST_KEY_FILE = 4_096


@blueprint.route("/resume/<id:token>", methods=["GET", "POST"])
@admits(Policy.PUBLIC)
def resume(token: str) -> BaseResponse | str:
    """Take the link's token into the session and out of the address, then show the sittings.

    A browser that speaks for somebody else is asked first: their session may be their only way
    back, and answers given after an unnoticed change would go to whoever sent the link.
    """
    with database().reading() as store:
        person = person_by_link(store, token)
    if person is None:
        raise NotFound
    if request.method == "GET" and g.person not in (None, person.id):
        return render_template("account/switch.html", token=token)
    remember_link(person.id, token)
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
    """A new private link; the old one and every other browser's session end."""
    token = database().write(lambda store: replace_link(store, g.person))
    database().write(lambda store: end_sessions_of(store, g.person, keep=session.raw_id))  # type: ignore[attr-defined]
    remember_link(g.person, token)
    session["notice"] = "Your new private link is below. The old one no longer works."
    return redirect(url_for("account.mine"), 303)


@blueprint.post("/mine/key")
@admits(Policy.PERSON)
def key() -> Response:
    """A new key file for the person's own device."""
    text = database().write(lambda store: make_key_file(store, g.person))
    return attachment(text, name="cto-readiness-key.txt", mimetype="text/plain")


@blueprint.route("/mine/restore", methods=["GET", "POST"])
@admits(Policy.PUBLIC)
def restore() -> BaseResponse | str | tuple[str, int]:
    """Come back with a key file."""
    if request.method == "GET":
        return render_template("account/restore.html", errors=[])
    sent = request.files.get("key")
    text = "" if sent is None else sent.stream.read(LARGEST_KEY_FILE).decode("utf-8", "replace")
    with database().reading() as store:
        person = person_by_key_file(store, text)
    if person is None:
        errors = [("key", "That is not a key file of this site, or a newer one has replaced it.")]
        return render_template("account/restore.html", errors=errors), 422
    become(person.id)
    return redirect(url_for("account.mine"), 303)


@blueprint.post("/mine/export")
@admits(Policy.PERSON)
def export() -> Response:
    """Everything kept of the person, as one JSON file."""
    with database().reading() as store:
        everything = export_person(store, g.person)
    body = json.dumps(everything, ensure_ascii=False, indent=1)
    return attachment(body, name="cto-readiness-everything.json", mimetype="application/json")


@blueprint.route("/mine/delete", methods=["GET", "POST"])
@admits(Policy.PERSON)
def delete() -> BaseResponse | str:
    """Say what goes, then delete it all in one action."""
    if request.method == "GET":
        with database().reading() as store:
            attempts, plans = list_attempts(store, g.person), list_plans(store, g.person)
        return render_template("account/delete.html", attempts=len(attempts), plans=len(plans))
    delete_person(database(), g.person)
    press().kept.clear()  # made documents are personal too; others are made again when asked for
    g.person = None
    session.ended = True  # type: ignore[attr-defined]
    response = redirect(url_for("account.gone"), 303)
    # Said here and not by /gone, which any page may ask a browser to load.
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


@blueprint.get("/gone")
@admits(Policy.PUBLIC)
def gone() -> str:
    """Say that it is done."""
    return render_template("account/gone.html")
