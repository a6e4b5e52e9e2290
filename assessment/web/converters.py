"""Which shapes may an id in an address have?"""

from werkzeug.routing import BaseConverter


class OpaqueId(BaseConverter):
    """An id of ours: letters, digits, ``-`` and ``_``, at most 64 of them."""

    regex = "[A-Za-z0-9_-]{1,64}"


class Place(BaseConverter):
    """A place in a form, 1 to 999; more digits are no place at all."""

    regex = "[1-9][0-9]{0,2}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: object) -> str:
        return str(value)
