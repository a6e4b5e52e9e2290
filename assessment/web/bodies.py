"""How is a JSON body read so that no input can break a view?"""

from flask import request
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

DEEPEST = 32


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
