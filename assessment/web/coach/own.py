"""The client's own side: what coaches put to them and wrote for both."""

from flask import g, redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as BaseResponse

from assessment.domain.coaching import CLIENT_MOVES, AgreedId
from assessment.services.agreed import answer_action, list_agreed
from assessment.services.coach_notes import notes_for_client
from assessment.web.coach.blueprint import blueprint
from assessment.web.coach.lines import agreed_entry, note_entry
from assessment.web.policy import Policy, admits
from assessment.web.state import database, now, shelf


@blueprint.get("/coaching")
@admits(Policy.PERSON)
def coaching() -> str:
    """What you agreed on with your coaches, and the notes written for both of you."""
    with database().reading() as session:
        lines = list_agreed(session, g.person)
        notes = notes_for_client(session, g.person)
    return render_template(
        "coach/coaching.html",
        lines=[agreed_entry(line, now().date()) for line in lines],
        notes=[(note_entry(shared.note), shared.author) for shared in notes],
    )


@blueprint.post("/coaching/agreed/<id:action>")
@admits(Policy.PERSON)
def coaching_answer(action: str) -> BaseResponse:
    """Take an action into your plan, decline it, or tick it; there is no other move."""
    to = next((move for move in CLIENT_MOVES if move == request.form.get("state")), None)
    if to is None:
        raise NotFound
    database().write(lambda s: answer_action(s, shelf(), g.person, AgreedId(action), to, now=now()))
    return redirect(url_for("coach.coaching", _anchor=f"agreed-{action}"), 303)
