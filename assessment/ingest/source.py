"""How is one content file cut into header, title, opening text and sections?"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assessment.ingest.header import Table, parse_header
from assessment.ingest.lexical import check_lexical
from assessment.ingest.problem_log import ProblemLog

LONGEST_HEADER = 400
"""Lines; a profile with nine reasons needs about fifty."""

_HEADING = re.compile(r"(#{1,6})(\s+|$)(.*)")
_FENCE = re.compile(r"\s{0,3}(```|~~~)")
_ENTRY = re.compile(r"- (?P<key>[^:\s][^:]{0,40}?):(?:\s+(?P<text>.*))?$")
_BULLET = re.compile(r"- (?P<text>\S.*)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Text under one heading. ``line`` is the heading's, ``first_line`` that of the text."""

    heading: str
    line: int
    first_line: int
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.lines).strip()

    @property
    def text_line(self) -> int:
        """The line on which the text begins, blank lines passed over."""
        blank = next((n for n, line in enumerate(self.lines) if line.strip()), 0)
        return self.first_line + blank


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One ``- key: text`` of a list."""

    key: str
    text: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """One file, cut up. ``title`` is empty where there is no first-level heading."""

    path: str
    header: Table
    title: str
    title_line: int
    opening: Section
    sections: Mapping[str, Section]

    @property
    def folder(self) -> str:
        return self.path.rpartition("/")[0]

    @property
    def stem(self) -> str:
        return self.path.rpartition("/")[2].removesuffix(".md")

    def line_of(self, key: str) -> int:
        """The line of a header key, or of the header where it is missing."""
        return self.header.lines.get(key, 1)


def section_text(source: SourceFile, heading: str) -> str:
    """The text under a heading, empty where the heading is missing."""
    section = source.sections.get(heading)
    return section.text if section is not None else ""


def normalise(text: str) -> str:
    """Line ends as on Unix, no byte order mark: what the revision is computed from."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def split_source(
    path: str, text: str, log: ProblemLog, *, free_headings: bool = False
) -> SourceFile | None:
    """Cut a file into its parts; None where it cannot be read at all.

    With ``free_headings`` second- and third-level headings stay in the text (pages).
    """
    lines = normalise(text).split("\n")
    if not check_lexical(path, lines, log):
        return None
    end = _end_of_header(path, lines, log)
    if end is None:
        return None
    header = parse_header(path, "\n".join(lines[1:end]) + "\n", 2, log)
    if header is None:
        return None
    blocks = _blocks(path, lines, end + 1, log, free_headings=free_headings)
    title, opening = _title(path, blocks, log)
    sections: dict[str, Section] = {}
    for _, section in blocks:
        if section.heading in sections:
            log.error(
                path,
                section.line,
                "duplicate-heading",
                f"the heading {section.heading} stands here twice",
                "join the two",
            )
            continue
        sections[section.heading] = section
    return SourceFile(
        path=path,
        header=header,
        title=title.heading,
        title_line=title.line,
        opening=opening,
        sections=sections,
    )


def _end_of_header(path: str, lines: Sequence[str], log: ProblemLog) -> int | None:
    if lines[0].rstrip() != "---":
        log.error(
            path, 1, "missing-header", "the header is missing", "begin with a line of three dashes"
        )
        return None
    for number, line in enumerate(lines[1 : LONGEST_HEADER + 1], start=1):
        if line.rstrip() == "---":
            return number
    log.error(
        path,
        1,
        "missing-header",
        "the header does not end",
        f"close it with a line of three dashes within {LONGEST_HEADER} lines",
    )
    return None


def _blocks(
    path: str, lines: Sequence[str], start: int, log: ProblemLog, *, free_headings: bool
) -> list[tuple[int, Section]]:
    """The text after the header as (depth, section); depth 0 is what stands before any heading."""
    blocks: list[tuple[int, Section]] = []
    depth, heading, heading_line, body_from = 0, "", start + 1, start
    fenced = False
    for index in range(start, len(lines) + 1):
        match = None
        if index < len(lines):
            if _FENCE.match(lines[index]):
                fenced = not fenced
            match = None if fenced else _HEADING.match(lines[index])
            if match is None or (free_headings and len(match[1]) in {2, 3}):
                continue
            if len(match[1]) > 2 or not match[3].strip():
                log.error(
                    path,
                    index + 1,
                    "bad-heading",
                    "a heading of a depth or form that is not used",
                    "write `# Title` once and `## Heading` for the parts",
                )
                continue
        section = Section(
            heading=heading,
            line=heading_line,
            first_line=body_from + 1,
            lines=tuple(lines[body_from:index]),
        )
        blocks.append((depth, section))
        if match is not None:
            depth, heading, heading_line, body_from = (
                len(match[1]),
                match[3].strip().rstrip("#").strip(),
                index + 1,
                index + 1,
            )
    return blocks


def _title(
    path: str, blocks: list[tuple[int, Section]], log: ProblemLog
) -> tuple[Section, Section]:
    """Take title and opening text off the front of ``blocks``."""
    _, opening = blocks.pop(0)
    title = opening
    if blocks and blocks[0][0] == 1:
        _, title = blocks.pop(0)
        if opening.text:
            log.error(
                path,
                opening.text_line,
                "text-before-title",
                "text before the title",
                "put the title first",
            )
        opening = title
    for depth, section in blocks:
        if depth == 1:
            log.error(
                path, section.line, "second-title", "a second title", "use `## Heading` for parts"
            )
    return title, opening


def allow_headings(
    source: SourceFile, required: Sequence[str], log: ProblemLog, *, optional: Sequence[str] = ()
) -> None:
    """Note headings that are not known and headings that are missing."""
    allowed = (*required, *optional)
    for heading, section in source.sections.items():
        if heading not in allowed:
            log.error(
                source.path,
                section.line,
                "unknown-heading",
                f"unknown heading {heading}",
                "allowed here: " + (", ".join(allowed) or "none"),
            )
    for heading in required:
        section_or_none = source.sections.get(heading)
        if section_or_none is None:
            log.error(
                source.path,
                source.title_line,
                "missing-heading",
                f"the heading {heading} is missing",
                f"add `## {heading}`",
            )
        elif not section_or_none.text:
            log.error(
                source.path,
                section_or_none.line,
                "empty-section",
                f"nothing under {heading}",
                "write it or remove the heading",
            )


def keyed_entries(source: SourceFile, heading: str, log: ProblemLog) -> tuple[Entry, ...]:
    """The ``- key: text`` entries under a heading; continuation lines are indented."""
    return _distinct(source, heading, _listed(source, heading, _ENTRY, "- a: text", log), log)


def bullets(source: SourceFile, heading: str, log: ProblemLog) -> tuple[str, ...]:
    """The plain ``- text`` entries under a heading."""
    return tuple(entry.text for entry in _listed(source, heading, _BULLET, "- text", log))


def _listed(
    source: SourceFile, heading: str, pattern: re.Pattern[str], shape: str, log: ProblemLog
) -> list[Entry]:
    """The entries of one shape under a heading, each with its indented lines joined to it."""
    section = source.sections.get(heading)
    if section is None:
        return []
    found: list[Entry] = []
    for number, line in enumerate(section.lines, start=section.first_line):
        if not line.strip():
            continue
        match = pattern.match(line)
        if match is not None:
            parts = match.groupdict(default="")
            key, text = parts.get("key", ""), parts["text"]
            found.append(Entry(key=key.strip(), text=text.strip(), line=number))
        elif line[0] in " \t" and found:
            last = found[-1]
            text = f"{last.text} {line.strip()}".strip()
            found[-1] = Entry(key=last.key, text=text, line=last.line)
        else:
            log.error(
                source.path,
                number,
                "bad-entry",
                f"a line under {heading} that is not an entry",
                f"write `{shape}`, further lines indented",
            )
    return found


def _distinct(
    source: SourceFile, heading: str, found: Sequence[Entry], log: ProblemLog
) -> tuple[Entry, ...]:
    kept: dict[str, Entry] = {}
    for entry in found:
        if entry.key in kept:
            log.error(
                source.path,
                entry.line,
                "duplicate-entry",
                f"{entry.key} stands twice under {heading}",
                "give each its own letter",
            )
        elif not entry.text:
            log.error(
                source.path, entry.line, "empty-entry", f"{entry.key} has no text", "write it"
            )
        kept.setdefault(entry.key, entry)
    return tuple(kept.values())
