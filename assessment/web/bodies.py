"""How is a body read so that no input can break a view?"""

import io
from typing import IO

from flask import Flask, Request, request
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

DEEPEST = 32
JSON_ENDPOINTS = frozenset({"take.save"})
"""Views that read JSON, all of them through ``read_json``."""

LARGER_BODIES = {"coach.open_handed_over": 4 * 1024 * 1024 + 64 * 1024}
"""Views that take a file, and how many bytes they read; all others keep to the app's limit."""


class FilesInMemory(Request):
    """A request whose files never touch the disk: what is only looked at leaves nothing behind."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        del total_content_length, content_type, filename, content_length
        return io.BytesIO()


def allow_larger_files(app: Flask) -> None:
    """Raise the limit for the few views that take a file, before anything reads the body."""

    @app.before_request
    def raise_limit() -> None:
        if request.endpoint in LARGER_BODIES:
            request.max_content_length = LARGER_BODIES[request.endpoint]


def keep_json_out_of_forms(app: Flask) -> None:
    """Refuse JSON where a form is expected.

    The form library would read it as the form's fields, without any of the checks below.
    """

    @app.before_request
    def check() -> None:
        if request.is_json and request.endpoint not in {None, *JSON_ENDPOINTS}:
            raise UnsupportedMediaType


def read_json(allowed: frozenset[str]) -> dict[str, object]:
    """The request's JSON object; refuses other types, unknown keys and deep nesting.

    Raises:
        UnsupportedMediaType: the body is not declared as JSON.
        BadRequest: not an object, broken, too deep, or a key that is not expected.
    """
    if request.mimetype != "application/json":
        raise UnsupportedMediaType
    if _too_deep(request.get_data(cache=True)):
        raise BadRequest
    try:
        body = request.get_json()
    except (UnicodeError, RecursionError) as error:
        raise BadRequest from error
    if not isinstance(body, dict) or not set(body) <= allowed:
        raise BadRequest
    return body


def _too_deep(raw: bytes) -> bool:
    if raw.count(b"[") + raw.count(b"{") <= DEEPEST:
        return False  # an answer, which opens two: no need to look at every byte
    depth = deepest = 0
    for byte in raw:
        depth += (byte in b"[{") - (byte in b"]}")
        deepest = max(deepest, depth)
    return deepest > DEEPEST
