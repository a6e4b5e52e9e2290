"""What stands on the one printed page of a readout, shortened so that it stays one?"""

import math
from dataclasses import dataclass

from assessment.documents.report import long_date
from assessment.domain.planning.readout import Readout, ReadoutLine, ReadoutSection

MOST_LINES = 4
"""Statements printed in one box; the page on screen has them all."""
BOX_LINES = 19
"""Lines of text that a box holds on the lower of the two papers."""
LINE_CHARACTERS = 46
"""A line of a box holds about fifty-two; the last of a statement is seldom full."""
SOURCE_LINES = 1.3
"""What naming the step a statement comes from takes."""
MISSING_CHARACTERS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxLine:
    """A statement and the step it comes from."""

    text: str
    source: str
    shortened: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """One of the four parts."""

    title: str
    lines: tuple[BoxLine, ...]
    more: int
    missing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadoutPages:
    """Everything printed of a readout."""

    kind: str
    title: str
    on: str
    facts: str
    boxes: tuple[Box, ...]
    cut: bool
    """Whether a statement was shortened."""


def readout_pages(found: Readout) -> ReadoutPages:
    """The words of the printed readout; long statements are cut at a word and end in "…"."""
    boxes = tuple(_box(section) for section in found.sections)
    return ReadoutPages(
        kind=found.kind,
        title=found.title,
        on=long_date(found.on),
        facts=" ".join(found.facts),
        boxes=boxes,
        cut=any(line.shortened for box in boxes for line in box.lines),
    )


def _box(section: ReadoutSection) -> Box:
    """A box; what is missing is for the person, so that it stands only where nothing else does."""
    shown = section.lines[:MOST_LINES]
    room = _longest([len(line.text) for line in shown])
    return Box(
        title=section.title,
        lines=tuple(_line(line, room) for line in shown),
        more=len(section.lines) - len(shown),
        missing="" if shown else _cut(section.missing, MISSING_CHARACTERS),
    )


def _longest(lengths: list[int]) -> int:
    """The longest a statement may be: what short ones leave is given to the long ones."""
    room, left = BOX_LINES - SOURCE_LINES * (len(lengths) + 1), sorted(lengths)
    while left:
        share = int(room / len(left)) * LINE_CHARACTERS
        if left[0] > share:
            return share
        room -= math.ceil(left.pop(0) / LINE_CHARACTERS)
    return int(room) * LINE_CHARACTERS + max(lengths, default=0)


def _line(line: ReadoutLine, room: int) -> BoxLine:
    text = _cut(line.text, room)
    return BoxLine(
        text=text,
        source=_cut(line.title, 60),
        shortened=len(text) < len(" ".join(line.text.split())),
    )


def _cut(text: str, room: int) -> str:
    """Text on one line, cut at a word.

    >>> _cut("one two three", 9)
    'one two…'
    """
    text = " ".join(text.split())
    if len(text) <= room:
        return text
    head, space, _ = text[:room].rpartition(" ")
    return (head if space and len(head) > room // 2 else text[: room - 1]).rstrip(" ,;:") + "…"
