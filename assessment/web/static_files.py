"""How do pages name their style sheets, scripts and fonts so that browsers may keep them?"""

import hashlib
from functools import cache

from flask import Flask
from whitenoise import WhiteNoise

from assessment.services.settings import PROJECT

STATIC_DIR = PROJECT / "static"
A_YEAR = 31_536_000


@cache
def asset(name: str) -> str:
    """The address of a static file, with a fingerprint of its bytes."""
    digest = hashlib.sha256((STATIC_DIR / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={digest}"


def serve_static(app: Flask, *, production: bool) -> None:
    """Serve ``static/`` before Flask sees the request; far-future caching in production."""
    app.jinja_env.globals["asset"] = asset
    if not production:
        asset.cache_clear()
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=str(STATIC_DIR),
        prefix="static/",
        max_age=A_YEAR if production else 0,
        autorefresh=not production,
        add_headers_function=_plain_headers,
    )


def _plain_headers(headers: dict[str, str], path: str, url: str) -> None:
    del path, url
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
