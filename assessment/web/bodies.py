"""How is a JSON body read so that no input can break a view?"""

from flask import Flask, request
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

DEEPEST = 32
JSON_ENDPOINTS = frozenset({"take.save"})
"""Views that read JSON, all of them through ``read_json``."""


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
    depth = deepest = 0
    for byte in request.get_data(cache=True):
        depth += (byte in b"[{") - (byte in b"]}")
        deepest = max(deepest, depth)
    if deepest > DEEPEST:
        raise BadRequest
    try:
        body = request.get_json()
    except (UnicodeError, RecursionError) as error:
        raise BadRequest from error
    if not isinstance(body, dict) or not set(body) <= allowed:
        raise BadRequest
    return body
