"""What does a HEAD request get? What a GET would, without the body.

Flask routes HEAD to the views of GET, where code that tells a page from a step by the method would
take it for the step, and the guard against forged steps lets it pass. So no view ever sees one.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class HeadAsGet:
    """Hands HEAD on as GET and drops the body of the answer."""

    def __init__(self, app: "WSGIApplication") -> None:
        self._app = app

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] != "HEAD":
            return self._app(environ, start_response)
        answer = self._app({**environ, "REQUEST_METHOD": "GET"}, start_response)
        if (close := getattr(answer, "close", None)) is not None:
            close()
        return []
