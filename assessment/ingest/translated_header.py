"""How do the words of a translated header take the place of the English ones, and only they?"""

import json

from assessment.ingest.header import Listing, Node, Scalar, Table
from assessment.ingest.problem_log import ProblemLog

OF = "of"
"""The key with the mark of the English words a translation was made of."""

WORD_KEYS = frozenset(
    {
        "title", "short_title", "summary", "prompt", "unit", "definition", "anchors", "reason",
        "text", "why", "early_good", "early_harm", "people",
    }
)  # fmt: skip
"""Header keys whose values are words, or lists of words, at any depth."""

MOST_LONGER, ROOM = 1.6, 20
"""A translation may have this many times the characters of its original and a few more: an
editorial assumption above the 1.4 that pages are tried at, with room for short labels."""


class HeaderMerge:
    """Puts one translated header over its original; every fault is noted with its line."""

    def __init__(self, path: str, log: ProblemLog) -> None:
        self._path = path
        self._log = log

    def merged(self, original: Table, given: Table) -> Table:
        """The original's header with the translation's words, on the translation's lines."""
        entries = {key: node for key, node in given.entries.items() if key != OF}
        return self._table(original, Table(line=given.line, entries=entries, lines=given.lines))

    def _table(self, original: Table, given: Table) -> Table:
        for key in given.entries:
            if key not in original.entries:
                hint = "write the keys of the English file that hold words"
                self._error(given.lines[key], "unknown-key", f"{key} is not in the original", hint)
        entries: dict[str, Node] = {}
        for key, node in original.entries.items():
            found = given.entries.get(key)
            if found is None:
                if key in WORD_KEYS and not _is_empty(node) or _holds_words(node):
                    hint = f"add `{key}:`"
                    self._error(given.line, "missing-key", f"{key} is not translated", hint)
                entries[key] = node
            elif key in WORD_KEYS:
                entries[key] = self._words(key, node, found, given.lines[key])
            else:
                entries[key] = self._node(key, node, found, given.lines[key])
        return Table(line=given.line, entries=entries, lines={**original.lines, **given.lines})

    def _node(self, key: str, original: Node, given: Node, line: int) -> Node:
        """What is no word itself: something that holds words, or has to be as in the original."""
        if isinstance(original, Table) and isinstance(given, Table):
            return self._table(original, given)
        if isinstance(original, Listing) and isinstance(given, Listing) and _holds_words(original):
            return self._entries(key, original, given, line)
        if _plain(original) != _plain(given):
            hint = "leave it out: figures, ids and keys are taken from the English file"
            self._error(line, "not-a-word", f"{key} differs from the original", hint)
        return original

    def _entries(self, key: str, original: Listing, given: Listing, line: int) -> Listing:
        """Entries that are told apart by their ``id``, in the order of the original."""
        pairs = list(zip(original.entries, given.entries, strict=False))
        wanted, found = [_id(node) for node in original.entries], [_id(n) for n in given.entries]
        if wanted != found:
            message = f"{key} holds the ids {', '.join(found) or 'none'}"
            self._error(line, "other-ids", message, f"write {', '.join(wanted)} in this order")
            return original
        return Listing(
            line=given.line,
            entries=tuple(
                self._table(one, other)
                if isinstance(one, Table) and isinstance(other, Table)
                else one
                for one, other in pairs
            ),
        )

    def _words(self, key: str, original: Node, given: Node, line: int) -> Node:
        if isinstance(original, Listing) and isinstance(given, Listing):
            if len(original.entries) != len(given.entries):
                message = f"{key} has {len(given.entries)} lines"
                hint = f"the original has {len(original.entries)}"
                self._error(line, "wrong-count", message, hint)
                return original
            pairs = zip(original.entries, given.entries, strict=True)
            return Listing(
                line=given.line,
                entries=tuple(self._words(key, one, other, other.line) for one, other in pairs),
            )
        if not isinstance(original, Scalar) or not isinstance(given, Scalar):
            hint = "write it in the form of the original"
            self._error(line, "wrong-type", f"{key} has another form", hint)
            return original
        if not given.text:
            self._error(line, "missing-key", f"{key} is not translated", "write its words")
        check_length(self._path, line, key, original.text, given.text, self._log)
        return given

    def _error(self, line: int, code: str, message: str, hint: str) -> None:
        self._log.error(self._path, line, code, message, hint)


def check_length(
    path: str, line: int, what: str, original: str, given: str, log: ProblemLog
) -> None:
    """Refuse a text far longer than its original: pages are not made for it."""
    most = round(MOST_LONGER * len(original) + ROOM)
    if len(given) > most:
        message = f"{what} has {len(given)} characters"
        log.error(path, line, "too-long", message, f"at most {most}, the original {len(original)}")


def header_words(table: Table) -> list[str]:
    """The lines of a header that hold nothing but words, and the ids that tell them apart."""
    return [
        line
        for key, node in table.entries.items()
        if key in WORD_KEYS and not _is_empty(node) or _holds_words(node)
        for line in _lines(key, node)
    ]


def _lines(key: str, node: Node) -> list[str]:
    if isinstance(node, Scalar):
        return [f"{key}: {_quoted(node)}"]
    if isinstance(node, Table):
        return [f"{key}:", *(f"  {line}" for line in header_words(node))]
    lines = [f"{key}:"]
    for entry in node.entries:
        if isinstance(entry, Table):
            lines.append(f"  - id: {_id(entry)}")
            lines += [f"    {line}" for line in header_words(entry)]
        elif isinstance(entry, Scalar):
            lines.append(f"  - {_quoted(entry)}")
    return lines


def _quoted(node: Scalar) -> str:
    return json.dumps(" ".join(node.text.split()), ensure_ascii=False)


def _is_empty(node: Node) -> bool:
    if isinstance(node, Scalar):
        return node.is_null
    return not node.entries


def _holds_words(node: Node) -> bool:
    if isinstance(node, Table):
        return any(k in WORD_KEYS or _holds_words(n) for k, n in node.entries.items())
    return isinstance(node, Listing) and any(_holds_words(entry) for entry in node.entries)


def _id(node: Node) -> str:
    found = node.entries.get("id") if isinstance(node, Table) else None
    return found.text if isinstance(found, Scalar) else "?"


def _plain(node: Node) -> object:
    """A node without its lines and quotes."""
    if isinstance(node, Scalar):
        return "" if node.is_null else node.text
    if isinstance(node, Listing):
        return [_plain(entry) for entry in node.entries]
    return {key: _plain(entry) for key, entry in node.entries.items()}
