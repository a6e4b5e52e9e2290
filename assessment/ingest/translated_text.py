"""Is the text of a translation the same text: its parts, entries, figures and markup?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assessment.ingest.numbers import english_numbers, possible_numbers
from assessment.ingest.problem_log import ProblemLog
from assessment.ingest.prose import render_safe
from assessment.ingest.source import Section, SourceFile, bullets, keyed_entries
from assessment.ingest.translated_header import HeaderMerge, check_length
from assessment.ingest.units import WHY

KEYED = frozenset(
    {"Actions", "Statements", "Options", "Rationale", "Wrong turns", "Steps", "Signs"}
)
"""Headings over ``- key: text`` entries."""
LISTED = frozenset(
    {"Coach asks", "Common wrong turns", "Questions to ask", "Probes", "Red flags"}
)  # fmt: skip
"""Headings over ``- text`` entries."""
ASKED = frozenset({"", "Actions", "Statements", "Options"})
"""What is asked with (the story has no heading): a figure that is lost here spoils the question;
elsewhere it may have been put into words and is only pointed at."""
_BLOCK = re.compile(r"<(table|tr|th|td|ul|ol|li|pre|blockquote|hr|h[234])\b")
_LINK = re.compile(r'href="([^"]*)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One text with its heading, as it is named to its translator."""

    heading: str
    name: str
    line: int
    text: str


def merged_source(
    original: SourceFile, given: SourceFile, log: ProblemLog, *, with_story: bool
) -> SourceFile:
    """The original with every word of the translation in its place.

    ``with_story`` says whether the text under the title is shown to anybody.
    """
    path = given.path
    header = HeaderMerge(path, log).merged(original.header, given.header)
    if original.title and not given.title and "title" not in original.header.entries:
        log.error(path, given.title_line, "missing-title", "no title", "translate `# Title`")
    if with_story and original.opening.text:
        _compare(_part("", original.opening), _part("", given.opening), original, given, log)
    if original.title and given.title:
        check_length(path, given.title_line, "the title", original.title, given.title, log)
    _check_headings(original, given, log)
    sections = dict(original.sections)
    for heading, section in original.sections.items():
        found = given.sections.get(heading)
        if found is None or heading == WHY:
            continue
        sections[heading] = found
        _compare_sections(heading, original, section, given, found, log)
    return replace(
        original,
        header=header,
        title=given.title if original.title else "",
        title_line=given.title_line,
        opening=given.opening,
        sections=sections,
    )


def _check_headings(original: SourceFile, given: SourceFile, log: ProblemLog) -> None:
    wanted = [heading for heading in original.sections if heading != WHY]
    for heading, section in given.sections.items():
        if heading not in wanted:
            hint = f"headings stay as they are in English: {', '.join(wanted) or 'none here'}"
            message = f"{heading} is no heading of the original"
            log.error(given.path, section.line, "unknown-heading", message, hint)
    for heading in wanted:
        if heading not in given.sections:
            message = f"nothing under {heading}"
            log.error(
                given.path, given.title_line, "missing-heading", message, f"add `## {heading}`"
            )


def _compare_sections(
    heading: str,
    original: SourceFile,
    section: Section,
    given: SourceFile,
    found: Section,
    log: ProblemLog,
) -> None:
    one = _parts(heading, original, section, ProblemLog())
    two = _parts(heading, given, found, log)
    if [part.name for part in one] != [part.name for part in two]:
        known = [part.name for part in one[: len(two)]]
        first = next((p for p, name in zip(two, known, strict=False) if p.name != name), None)
        message = f"{heading} holds {_names(two) or 'nothing'}"
        hint = f"the original has {_names(one)}, in this order"
        line = found.line if first is None else first.line
        log.error(given.path, line, "other-entries", message, hint)
        return
    for english, other in zip(one, two, strict=True):
        _compare(english, other, original, given, log)


def _parts(heading: str, source: SourceFile, section: Section, log: ProblemLog) -> list[_Part]:
    """The texts under a heading: its entries, or all of it."""
    if heading in KEYED:
        return [
            _Part(heading=heading, name=f"{heading} {each.key}", line=each.line, text=each.text)
            for each in keyed_entries(source, heading, log)
        ]
    if heading in LISTED:
        return [
            _Part(heading=heading, name=f"{heading} {n}", line=section.line, text=text)
            for n, text in enumerate(bullets(source, heading, log), start=1)
        ]
    return [_part(heading, section)]


def _names(parts: Sequence[_Part]) -> str:
    return ", ".join(part.name.removeprefix(part.heading).strip() for part in parts)


def _part(heading: str, section: Section) -> _Part:
    name = heading or "the text under the title"
    return _Part(heading=heading, name=name, line=section.text_line, text=section.text)


def _compare(
    english: _Part, given: _Part, original: SourceFile, source: SourceFile, log: ProblemLog
) -> None:
    """Words, figures and markup of one part."""
    if not given.text:
        hint = "translate it, or remove the file"
        log.error(source.path, given.line, "missing-text", f"{given.name} is empty", hint)
        return
    check_length(source.path, given.line, given.name, english.text, given.text, log)
    asked = original.folder.startswith("items/") and given.heading in ASKED
    _check_numbers(english, given, source, log, asked=asked)
    _check_markup(english, given, source, log)


def _check_numbers(
    english: _Part, given: _Part, source: SourceFile, log: ProblemLog, *, asked: bool
) -> None:
    there = possible_numbers(given.text)
    wanted = english_numbers(english.text)
    lost = [written for value, written in wanted.items() if value not in there]
    if lost:
        message = f"{given.name} lacks {', '.join(lost)}"
        hint = "keep every figure of the original, in digits"
        note = log.error if asked else log.warning
        note(source.path, given.line, "missing-number", message, hint)


def _check_markup(original: _Part, given: _Part, source: SourceFile, log: ProblemLog) -> None:
    one, two = render_safe(original.text), render_safe(given.text)
    if _BLOCK.findall(one) != _BLOCK.findall(two):
        hint = "keep the tables, rows, lists and headings of the original"
        message = f"{given.name} is built in another way"
        log.error(source.path, given.line, "other-markup", message, hint)
    if sorted(_LINK.findall(one)) != sorted(_LINK.findall(two)):
        message = f"{given.name} links elsewhere"
        log.error(source.path, given.line, "other-markup", message, "keep the links as they are")
