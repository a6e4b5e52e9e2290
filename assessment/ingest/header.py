"""What does the YAML between the two ``---`` lines say, and on which line?

The reader works on parser events, so every value keeps its line and nothing is ever constructed
from a tag. Aliases, anchors, tags, duplicate keys and deep nesting are refused. Plain scalars stay
text until a field asks for a type; bare ``yes`` and ``no`` are therefore words, and usable as keys.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from assessment.ingest.problem_log import ProblemLog

DEEPEST = 6
_PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scalar:
    """A single value as written. ``plain`` is False where it stood in quotes."""

    line: int
    text: str
    plain: bool

    @property
    def is_null(self) -> bool:
        return self.plain and self.text in {"", "~", "null"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A YAML sequence."""

    line: int
    entries: tuple["Node", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A YAML mapping; ``lines`` holds the line of each key."""

    line: int
    entries: dict[str, "Node"]
    lines: dict[str, int]


Node = Scalar | Listing | Table


class _Refused(Exception):  # noqa: N818 - named for what happened
    def __init__(self, line: int, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.line, self.code, self.message, self.hint = line, code, message, hint


def parse_header(path: str, text: str, first_line: int, log: ProblemLog) -> Table | None:
    """Read a header that begins on ``first_line`` of its file; None where it cannot be read."""
    try:
        node = _Composer(text, first_line, path, log).compose()
    except _Refused as refused:
        log.error(path, refused.line, refused.code, refused.message, refused.hint)
        return None
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        line = first_line + (mark.line if mark is not None else 0)
        said = getattr(fault, "problem", None) or "unreadable"
        log.error(
            path,
            line,
            "bad-yaml",
            f"the header is not valid YAML ({said})",
            "check indentation, colons and quotes near this line",
        )
        return None
    if not isinstance(node, Table):
        log.error(path, first_line, "bad-yaml", "the header holds no keys", "write `key: value`")
        return None
    return node


class _Composer:
    """Turns parser events into nodes that know their lines."""

    def __init__(self, text: str, first_line: int, path: str, log: ProblemLog) -> None:
        self._events: Iterator[Any] = iter(yaml.parse(text, Loader=_PARSER))
        self._first_line = first_line
        self._path = path
        self._log = log

    def compose(self) -> Node | None:
        next(self._events)  # stream start
        event = next(self._events)
        if isinstance(event, yaml.StreamEndEvent):
            return None
        node = self._node(next(self._events), 1)
        next(self._events)  # document end
        trailing = next(self._events)
        if not isinstance(trailing, yaml.StreamEndEvent):
            raise _Refused(
                self._line(trailing), "bad-yaml", "a second document", "keep one header per file"
            )
        return node

    def _node(self, event: Any, depth: int) -> Node:  # noqa: ANN401 - the parser's events are untyped
        line = self._line(event)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _Refused(
                line,
                "yaml-alias",
                "an anchor or alias (& or *)",
                "write the value out, or quote it",
            )
        if getattr(event, "tag", None):
            raise _Refused(line, "yaml-tag", "a YAML tag (!)", "remove it, or quote the value")
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(line=line, text=event.value.strip(), plain=not event.style)
        if depth >= DEEPEST:
            raise _Refused(line, "deep-yaml", "nesting too deep", f"use at most {DEEPEST} levels")
        if isinstance(event, yaml.SequenceStartEvent):
            return self._listing(line, depth)
        return self._table(line, depth)

    def _listing(self, line: int, depth: int) -> Listing:
        entries: list[Node] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            entries.append(self._node(event, depth + 1))
        return Listing(line=line, entries=tuple(entries))

    def _table(self, line: int, depth: int) -> Table:
        entries: dict[str, Node] = {}
        lines: dict[str, int] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            if not isinstance(key, Scalar):
                raise _Refused(
                    key.line, "bad-yaml", "a key that is not a word", "write `key: value`"
                )
            value = self._node(next(self._events), depth + 1)
            if key.text in entries:
                self._log.error(
                    self._path,
                    key.line,
                    "duplicate-key",
                    f"the key {key.text} stands here twice",
                    "keep one of them",
                )
                continue
            entries[key.text] = value
            lines[key.text] = key.line
        return Table(line=line, entries=entries, lines=lines)

    def _line(self, event: Any) -> int:  # noqa: ANN401 - the parser's events are untyped
        return self._first_line + int(event.start_mark.line)
