"""How is one line of JSON read for the score program, and when is it refused?

Shapes and ranges only; what the values mean is for ``score_form`` and ``score_program``.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite

_LONGEST_QUOTE = 60


class BadInput(Exception):  # noqa: N818 - named for what the message tells its reader
    """A line that cannot be used; the message is the reason, on one line."""


def parse_line(raw: bytes) -> object:
    """One line as JSON: UTF-8, no key twice in an object, no NaN or Infinity."""
    try:
        return json.loads(
            raw.decode("utf-8"), object_pairs_hook=_unique, parse_constant=_no_such_number
        )
    except UnicodeDecodeError:
        raise BadInput("the text is not UTF-8") from None
    except json.JSONDecodeError as problem:
        within = f"line {problem.lineno}, " if problem.lineno > 1 else ""  # of an answers file
        raise BadInput(f"broken JSON at {within}column {problem.colno}: {problem.msg}") from None
    except RecursionError:
        raise BadInput("the JSON is nested too deeply") from None
    except ValueError:
        raise BadInput("a number has too many digits") from None


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise BadInput(f"the key {quote(key)} is there twice")
        found[key] = value
    return found


def _no_such_number(name: str) -> object:
    raise BadInput(f"{name} is not a number")


def quote(value: object) -> str:
    """A value as a message shows it: plain ASCII, on one line, not endless.

    >>> quote("two"), len(quote("x" * 1000))
    ("'two'", 60)
    """
    text = ascii(value)
    return text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 3] + "..."


def as_object(value: object, what: str) -> dict[str, object]:
    """``value`` where it is a JSON object."""
    if not isinstance(value, dict):
        raise BadInput(f"{what} must be an object")
    return value


def as_list(value: object, what: str, length: int | None = None) -> list[object]:
    """``value`` where it is a JSON list, of ``length`` entries where that is given."""
    if not isinstance(value, list):
        raise BadInput(f"{what} must be a list")
    if length is not None and len(value) != length:
        raise BadInput(f"{what} must have {length} entries, not {len(value)}")
    return value


def as_number(
    value: object, what: str, low: float | None = None, high: float | None = None
) -> float:
    """``value`` where it is a finite number within its bounds; true and false are not numbers."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BadInput(f"{what} must be a number, not {quote(value)}")
    try:
        number = float(value)
    except OverflowError:
        raise BadInput(f"{what} is not finite") from None
    if not isfinite(number):
        raise BadInput(f"{what} is not finite")
    if (low is not None and number < low) or (high is not None and number > high):
        bounds = f"{low:g} or more" if high is None else f"{low:g} to {high:g}"
        raise BadInput(f"{what} must be {bounds}, not {quote(value)}")
    return number


def as_whole(value: object, what: str, low: int, high: int | None = None) -> int:
    """``value`` where it is a whole number within its bounds."""
    number = as_number(value, what, low, high)
    if not number.is_integer():
        raise BadInput(f"{what} must be a whole number, not {quote(value)}")
    return int(number)


def as_boolean(value: object, what: str) -> bool:
    """``value`` where it is true or false."""
    if not isinstance(value, bool):
        raise BadInput(f"{what} must be true or false, not {quote(value)}")
    return value


def as_name(value: object, what: str) -> str:
    """``value`` where it is text that is not empty."""
    if not isinstance(value, str) or not value:
        raise BadInput(f"{what} must be a text, not {quote(value)}")
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """A JSON object whose fields are asked for by name; messages say whose they are."""

    values: Mapping[str, object]
    owner: str

    def number(self, name: str, low: float | None = None, high: float | None = None) -> float:
        return as_number(self._wanted(name), self._named(name), low, high)

    def whole(self, name: str, low: int, high: int | None = None) -> int:
        return as_whole(self._wanted(name), self._named(name), low, high)

    def boolean(self, name: str) -> bool:
        return as_boolean(self._wanted(name), self._named(name))

    def name(self, name: str) -> str:
        return as_name(self._wanted(name), self._named(name))

    def entries(self, name: str) -> list[object]:
        found = as_list(self._wanted(name), self._named(name))
        if not found:
            raise BadInput(f"{self._named(name)} must not be empty")
        return found

    def _wanted(self, name: str) -> object:
        if name not in self.values:
            raise BadInput(f"{self.owner} has no {name}")
        return self.values[name]

    def _named(self, name: str) -> str:
        return f"{name} of {self.owner}"
