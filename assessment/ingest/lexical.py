"""Does a file hold anything that no content file may hold: markup, templates, hidden characters?"""

import re
import unicodedata

from assessment.ingest.problem_log import ProblemLog

MOST_LINE_CHARACTERS = 5000

_TEMPLATE = re.compile(r"\{\{|\{%|\{#")
_RAW_HTML = re.compile(r"<[A-Za-z/!?]")
_IMAGE = re.compile(r"!\[")
_LINK_SCHEME = re.compile(r"(?:\]\(\s*<?|^\s*\[[^\]]+\]:\s*<?)\s*([A-Za-z][A-Za-z0-9+.-]*):")
_SAFE_SCHEMES = frozenset({"https", "mailto"})
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_ALLOWED_HIDDEN = frozenset({"\t", "\u00ad"})
_ODD = re.compile(r"[^\x20-\x7e\u00a1-\u024f\u2010-\u2027\u2030-\u205e\u20ac]")
"""What needs a closer look; everything outside is ordinary Latin text."""


def check_lexical(path: str, lines: list[str], log: ProblemLog) -> bool:
    """Note forbidden constructs line by line; False where the text should not be parsed at all."""
    readable = True
    for number, line in enumerate(lines, start=1):
        hidden = _hidden_character(line)
        if hidden is not None:
            readable = False
            log.error(
                path,
                number,
                "control-character",
                f"a hidden character (U+{ord(hidden):04X})",
                "delete it and type the line again",
            )
        if len(line) > MOST_LINE_CHARACTERS:
            readable = False
            log.error(
                path,
                number,
                "long-line",
                f"a line of {len(line):,} characters",
                f"break it into lines of at most {MOST_LINE_CHARACTERS:,}",
            )
            continue
        _check_constructs(path, number, line, log)
    return readable


def _check_constructs(path: str, number: int, line: str, log: ProblemLog) -> None:
    if _TEMPLATE.search(line):
        log.error(
            path, number, "template-language", "template language", "write the words themselves"
        )
    if _RAW_HTML.search(line):
        log.error(
            path, number, "raw-html", "raw HTML", "use markdown, or words instead of the sign <"
        )
    if _IMAGE.search(line):
        log.error(path, number, "image", "an image", "use a table or words")
    for scheme in _LINK_SCHEME.findall(line):
        if scheme.lower() not in _SAFE_SCHEMES:
            log.error(
                path,
                number,
                "unsafe-link",
                f"a link of the kind {scheme}:",
                "link to https: or within the site (/method)",
            )


def _hidden_character(line: str) -> str | None:
    for character in _ODD.findall(line):
        if character in _ALLOWED_HIDDEN:
            continue
        if unicodedata.category(character) in _HIDDEN:
            return str(character)
    return None
