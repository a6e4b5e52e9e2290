"""How is one value of a header read as the type its author must have meant?"""

import math
import re
from collections.abc import Mapping, Sequence
from typing import TypeVar

from assessment.domain.areas import Face, SeedId
from assessment.ingest.header import Listing, Node, Scalar, Table
from assessment.ingest.problem_log import ProblemLog
from assessment.ingest.seeds import KNOWN_SEEDS

ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
FACES: tuple[Face, ...] = ("builder", "operator", "communicator")

_INTEGER = re.compile(r"[+-]?\d{1,15}")
_NUMBER = re.compile(r"[+-]?(?:\d{1,15}(?:\.\d{0,15})?|\.\d{1,15})(?:[eE][+-]?\d{1,2})?")

Word = TypeVar("Word", bound=str)


def is_id(text: str) -> bool:
    """Whether ``text`` may be the id of anything.

    >>> is_id("refunds-above-the-limit"), is_id("../etc"), is_id("A")
    (True, False, False)
    """
    return ID.fullmatch(text) is not None


def as_number(node: Node) -> float | None:
    """The number a plain scalar holds, or None."""
    if isinstance(node, Scalar) and node.plain and _NUMBER.fullmatch(node.text):
        return float(node.text)
    return None


def as_boolean(node: Node) -> bool | None:
    """``true`` or ``false``, or None for anything else, ``yes`` included."""
    if isinstance(node, Scalar) and node.plain and node.text in {"true", "false"}:
        return node.text == "true"
    return None


class Fields:
    """Reads the keys of one mapping; every fault is noted with its line, and reading goes on.

    After a fault a dull stand-in is returned: the file is broken then and its value is not used.
    """

    def __init__(self, path: str, table: Table, log: ProblemLog, *, within: str = "") -> None:
        self.path = path
        self._table = table
        self._log = log
        self._within = f"{within}." if within else ""
        self._asked: list[str] = []

    def line(self, name: str) -> int:
        """The line of a key, or of the mapping where it is missing."""
        return self._table.lines.get(name, self._table.line)

    def error(self, name: str, code: str, message: str, hint: str) -> None:
        """Note an error at a key."""
        self._log.error(self.path, self.line(name), code, message, hint)

    def warning(self, name: str, code: str, message: str, hint: str) -> None:
        """Note a warning at a key."""
        self._log.warning(self.path, self.line(name), code, message, hint)

    def has(self, name: str) -> bool:
        """Whether a key is there with a value; asking makes it a known key."""
        return self._node(name, required=False) is not None

    def text(self, name: str, *, required: bool = True) -> str:
        """A line of text."""
        node = self._node(name, required=required)
        if node is None:
            return ""
        if not isinstance(node, Scalar) or not node.text:
            self._wrong(name, "a line of text")
            return ""
        return " ".join(node.text.split())

    def word(self, name: str, allowed: Sequence[Word], *, code: str = "wrong-value") -> Word:
        """One of a few words."""
        node = self._node(name, required=True)
        found = node.text if isinstance(node, Scalar) else ""
        for option in allowed:
            if found == option:
                return option
        if node is not None:
            self.error(
                name,
                code,
                f"{self._within}{name} is {found or 'not a word'}",
                f"allowed: {', '.join(allowed)}",
            )
        return allowed[0]

    def identifier(self, name: str, *, required: bool = True) -> str:
        """An id."""
        found = self.text(name, required=required)
        if found and not is_id(found):
            self.error(
                name,
                "bad-id",
                f"{self._within}{name} is not an id",
                "use lower case, digits and hyphens, at most 64 characters",
            )
            return ""
        return found

    def integer(self, name: str, low: int, high: int, *, required: bool = True) -> int:
        """A whole number within bounds."""
        node = self._node(name, required=required)
        if node is None:
            return low
        if not (isinstance(node, Scalar) and node.plain and _INTEGER.fullmatch(node.text)):
            self._wrong(name, "a whole number without quotes")
            return low
        value = int(node.text)
        if not low <= value <= high:
            self._out_of_range(name, node.text, low, high)
            return low
        return value

    def number(self, name: str, low: float, high: float, *, code: str = "out-of-range") -> float:
        """A number within bounds."""
        node = self._node(name, required=True)
        if node is None:
            return low
        value = as_number(node)
        if value is None:
            self._wrong(name, "a number without quotes")
            return low
        if not (math.isfinite(value) and low <= value <= high):
            self._out_of_range(name, f"{value:g}", low, high, code)
            return low
        return value

    def numbers(self, name: str, low: float, high: float) -> tuple[float, ...]:
        """A list of numbers within bounds."""
        node = self._node(name, required=True)
        if node is None:
            return ()
        values = [as_number(n) for n in node.entries] if isinstance(node, Listing) else [None]
        found = tuple(value for value in values if value is not None and low <= value <= high)
        if len(found) < len(values):
            self._wrong(name, f"a list of numbers between {low:g} and {high:g}")
        return found

    def boolean(self, name: str, *, default: bool | None = None) -> bool:
        """``true`` or ``false``."""
        node = self._node(name, required=default is None)
        if node is None:
            return bool(default)
        value = as_boolean(node)
        if value is None:
            self._wrong(name, "true or false")
            return False
        return value

    def texts(self, name: str, *, required: bool = True) -> tuple[str, ...]:
        """A list of lines of text."""
        node = self._node(name, required=required)
        if node is None:
            return ()
        if not isinstance(node, Listing):
            self._wrong(name, "a list in square brackets")
            return ()
        found: list[str] = []
        for entry in node.entries:
            if isinstance(entry, Scalar) and entry.text:
                found.append(" ".join(entry.text.split()))
            else:
                self._wrong(name, "a list of single words or lines")
        return tuple(found)

    def words(
        self,
        name: str,
        allowed: Sequence[Word],
        *,
        required: bool = True,
        code: str = "wrong-value",
    ) -> tuple[Word, ...]:
        """A list of words out of a few, each at most once."""
        found = self.texts(name, required=required)
        for word in dict.fromkeys(found):
            if word not in allowed:
                self.error(
                    name,
                    code,
                    f"{self._within}{name} holds {word}",
                    f"allowed: {', '.join(allowed)}",
                )
            elif found.count(word) > 1:
                self.error(name, "duplicate-entry", f"{word} stands twice", "name it once")
        return tuple(
            option for word in dict.fromkeys(found) for option in allowed if word == option
        )

    def identifiers(self, name: str, *, required: bool = True) -> tuple[str, ...]:
        """A list of ids, each at most once."""
        found = self.texts(name, required=required)
        for text in found:
            if not is_id(text):
                self.error(name, "bad-id", f"{text} is not an id", "use lower case and hyphens")
        if len(set(found)) < len(found):
            self.error(name, "duplicate-entry", f"an id stands twice in {name}", "name it once")
        return tuple(dict.fromkeys(found))

    def seeds(self, *, at_least: int = 1) -> tuple[SeedId, ...]:
        """Ids of source texts, out of the closed list."""
        found = self.texts("seeds")
        for text in found:
            if text not in KNOWN_SEEDS:
                self.error(
                    "seeds",
                    "unknown-seed",
                    f"unknown seed {text}",
                    "seeds are B1 to B29, A1 to A18, C1 to C8, D1 to D8, E1 to E8",
                )
        if self.has("seeds") and len(found) < at_least:
            self.error("seeds", "no-seeds", "no seed is named", "name the source ids it rests on")
        return tuple(SeedId(text) for text in dict.fromkeys(found))

    def faces(self) -> tuple[Face, ...]:
        """Which of the three faces a unit or facet shows."""
        return self.words("faces", FACES, code="unknown-face")

    def weights(
        self, name: str, low: float, high: float, *, required: bool = False
    ) -> dict[str, float]:
        """A mapping from ids to numbers within bounds."""
        inner = self.table(name, required=required)
        if inner is None:
            return {}
        return {key: inner.number(key, low, high) for key in inner.keys_as_ids()}

    def table(self, name: str, *, required: bool = True) -> "Fields | None":
        """A mapping below a key."""
        node = self._node(name, required=required)
        if node is None:
            return None
        if not isinstance(node, Table):
            self._wrong(name, "a mapping (`key: value` pairs)")
            return None
        return Fields(self.path, node, self._log, within=name)

    def tables(self, name: str) -> tuple["Fields", ...]:
        """A list of mappings below a key."""
        node = self._node(name, required=True)
        if node is None:
            return ()
        if not isinstance(node, Listing):
            self._wrong(name, "a list of mappings")
            return ()
        found: list[Fields] = []
        for entry in node.entries:
            if isinstance(entry, Table):
                found.append(Fields(self.path, entry, self._log, within=name))
            else:
                self._log.error(
                    self.path,
                    entry.line,
                    "wrong-type",
                    f"an entry of {name} is not a mapping",
                    "write `key: value` pairs",
                )
        return tuple(found)

    def keys_as_ids(self) -> tuple[str, ...]:
        """All keys, where any id is allowed as a key."""
        for key in self._table.entries:
            if not is_id(key):
                self.error(key, "bad-id", f"{key} is not an id", "use lower case and hyphens")
        return tuple(self._table.entries)

    def nodes(self) -> Mapping[str, Node]:
        """The raw nodes, for mappings whose values have a form of their own."""
        self._asked.extend(self._table.entries)
        return self._table.entries

    def finish(self) -> None:
        """Note every key that nothing asked for."""
        for key in self._table.entries:
            if key not in self._asked:
                self.error(
                    key,
                    "unknown-key",
                    f"unknown key {self._within}{key}",
                    f"allowed: {', '.join(dict.fromkeys(self._asked))}",
                )

    def _node(self, name: str, *, required: bool) -> Node | None:
        self._asked.append(name)
        node = self._table.entries.get(name)
        if node is None or (isinstance(node, Scalar) and node.is_null):
            if required:
                self.error(
                    name, "missing-key", f"{self._within}{name} is missing", f"add `{name}:`"
                )
            return None
        return node

    def _wrong(self, name: str, wanted: str) -> None:
        self.error(
            name, "wrong-type", f"{self._within}{name} has the wrong type", f"write {wanted}"
        )

    def _out_of_range(
        self, name: str, found: str, low: float, high: float, code: str = "out-of-range"
    ) -> None:
        self.error(
            name,
            code,
            f"{self._within}{name} is {found}",
            f"it must lie between {low:g} and {high:g}",
        )
