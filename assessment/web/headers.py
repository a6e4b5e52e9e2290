"""Which headers does every answer carry?"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, request

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; manifest-src 'self'"
)

SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
}

ASKED_AGAIN = frozenset({"branding.accent", "branding.logo"})
"""Files that say nothing of a person: a browser may keep them and asks whether they changed."""

HSTS = ("Strict-Transport-Security", "max-age=31536000; includeSubDomains")


def send_headers(app: Flask, *, secure: bool) -> None:
    """Add the security headers to every answer; nothing personal is ever cached.

    What never varies is added as the answer leaves, all at once: it goes with every page.
    """
    fixed = [*SECURITY_HEADERS.items(), *([HSTS] if secure else [])]
    inner = app.wsgi_app

    def leave(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        def start(
            status: str,
            headers: list[tuple[str, str]],
            exc_info: Any = None,  # noqa: ANN401
        ) -> Callable[[bytes], object]:
            return start_response(status, headers + fixed, exc_info)

        return inner(environ, start)

    app.wsgi_app = leave  # type: ignore[method-assign]

    @app.after_request
    def add(response: Response) -> Response:
        if request.endpoint != "static":
            response.headers["Cache-Control"] = (
                "private, no-cache" if request.endpoint in ASKED_AGAIN else "no-store"
            )
            response.headers["X-Robots-Tag"] = (
                "noindex" if request.endpoint != "site.home" else "all"
            )
        return response
