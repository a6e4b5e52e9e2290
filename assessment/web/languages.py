"""In which language is a request answered?

In the one this browser's session chose, else in the first one its ``Accept-Language`` names that
is spoken here, else in English. The choice is part of the session: it is offered only where more
than one language is installed.
"""

from flask import Blueprint, Flask, Response, current_app, g, redirect, request, session
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response as BaseResponse

from assessment.domain.language import gettext as _
from assessment.domain.language import speak
from assessment.services.languages import language_for, read_languages, spoken_now
from assessment.web.policy import Policy, admits
from assessment.web.safe_next import safe_next

blueprint = Blueprint("languages", __name__)

_CHOSEN = "language"


def speak_languages(app: Flask, *, pseudo: bool) -> None:
    """Let every request be answered in its language, and tell the templates which it is."""
    languages = read_languages(pseudo=pseudo)
    app.extensions["languages"] = languages

    @app.before_request
    def begin() -> None:
        chosen = session.get(_CHOSEN) if len(languages) > 1 else None
        accepted = list(request.accept_languages.values()) if len(languages) > 1 else []
        g.stop_speaking = speak(language_for(languages, chosen, accepted))

    @app.after_request
    def say_so(response: Response) -> Response:
        if len(languages) > 1:
            response.vary.add("Accept-Language")
            response.vary.add("Cookie")
        return response

    @app.teardown_request
    def end(error: BaseException | None) -> None:
        del error
        stop = g.pop("stop_speaking", None)
        if stop is not None:
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
    """Answer this browser in the language it chose, from now on."""
    code = request.form.get("language", "")
    if code not in current_app.extensions["languages"]:
        raise BadRequest(_("This language is not spoken here."))
    session[_CHOSEN] = code
    return redirect(safe_next(request.form.get("next"), "/"), 303)
