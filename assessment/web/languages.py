"""In which language is a request answered?

In the one this browser's session chose, else in the first one its ``Accept-Language`` names that
is spoken here, else in English. The choice is part of the session, and of the account where
somebody is signed in; it is offered only where more than one language is installed.
"""

from flask import Blueprint, Flask, Response, current_app, g, redirect, request, session
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response as BaseResponse

from assessment.domain.language import gettext as _
from assessment.domain.language import speak
from assessment.domain.translations import read_with
from assessment.services.accounts import choose_language
from assessment.services.languages import language_for, read_languages, spoken_now
from assessment.web.policy import Policy, admits
from assessment.web.safe_next import safe_next
from assessment.web.state import database, shelf

blueprint = Blueprint("languages", __name__)

CHOSEN = "language"
"""Where the session keeps the language that was chosen."""


def speak_languages(app: Flask, *, pseudo: bool) -> None:
    """Let every request be answered in its language, and tell the templates which it is."""
    languages = read_languages(pseudo=pseudo)
    app.extensions["languages"] = languages

    @app.before_request
    def begin() -> None:
        chosen = session.get(CHOSEN) if len(languages) > 1 else None
        accepted = list(request.accept_languages.values()) if len(languages) > 1 else []
        spoken = language_for(languages, chosen, accepted)
        g.stop_speaking = (speak(spoken), read_with(shelf().pack(spoken.code)))

    @app.after_request
    def say_so(response: Response) -> Response:
        if len(languages) > 1:
            response.vary.add("Accept-Language")
            response.vary.add("Cookie")
        return response

    @app.teardown_request
    def end(error: BaseException | None) -> None:
        del error
        for stop in g.pop("stop_speaking", ()):
            stop()

    @app.context_processor
    def language() -> dict[str, object]:
        spoken = spoken_now()
        return {
            "language": spoken.code,
            "languages": [
                (code, each.title) for code, each in languages.items() if code != spoken.code
            ],
        }


@blueprint.post("/language")
@admits(Policy.PUBLIC)
def choose() -> BaseResponse:
    """Answer this browser in the language it chose, from now on, and an account's next one."""
    code = request.form.get("language", "")
    if code not in current_app.extensions["languages"]:
        raise BadRequest(_("This language is not spoken here."))
    session[CHOSEN] = code
    if g.account is not None:
        account = g.account
        database().write(lambda store: choose_language(store, account, code))
    return redirect(safe_next(request.form.get("next"), "/"), 303)
