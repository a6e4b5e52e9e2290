"""How does a preparation sheet become one page to print, whatever is on it?"""

import math
from dataclasses import dataclass

from assessment.documents.print_job import PrintJob
from assessment.documents.printing import (
    PAGE_SIZES,
    PageSize,
    environment,
    noon,
    style_sheet,
)
from assessment.documents.report import long_date
from assessment.domain.editions import Piece
from assessment.domain.language import gettext as _
from assessment.domain.preparation import ActionLine, Preparation
from assessment.domain.preparation_questions import QuestionLine

TITLE_CHARACTERS = 44
NAME_CHARACTERS = 40
SUMMARY_CHARACTERS = 90
AIRY_LINES = 42
"""Up to so many lines the type is set larger: a sheet is read across a table."""
PAGE_LINES = 51
"""Lines of text that either column holds on the lower of the two papers."""
LEFT_CHARACTERS, RIGHT_CHARACTERS = 39, 66
"""Characters of a line of either column, taken low: the last of a paragraph is seldom full."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """How much of each thing is printed; the page on screen has everything."""

    because: int
    question: int
    probe: int
    action: int
    note: int
    open_areas: int
    ways: bool
    """Whether the cheapest way to find out is named beside an undecided area."""
    changes: int


ROOMS = (
    Room(because=220, question=340, probe=110, action=120, note=320, open_areas=6, ways=True,
         changes=9),
    Room(because=150, question=260, probe=100, action=100, note=220, open_areas=5, ways=True,
         changes=6),
    Room(because=110, question=200, probe=100, action=90, note=150, open_areas=4, ways=True,
         changes=4),
    Room(because=75, question=128, probe=62, action=62, note=62, open_areas=4, ways=False,
         changes=3),
)  # fmt: skip
"""Tried in turn, the roomiest first; the last one fits whatever is on the sheet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedQuestion:
    """One question as it is printed."""

    area: str
    why: str
    text: str
    probe: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedSheet:
    """Everything printed of a preparation sheet, cut to one page."""

    who: str
    about: str
    prepared: str
    prepared_iso: str
    summary: str
    interpretable: bool
    holds: frozenset[Piece]
    """The pieces that are shared; of the others there is no section."""
    gaps: tuple[tuple[str, str, str, bool, str], ...]
    """Title, verdict, figures, critical, what led to it."""
    gaps_left: str
    open_areas: tuple[tuple[str, bool, str], ...]
    open_left: str
    differences: tuple[tuple[str, str], ...]
    since: str
    changes: tuple[tuple[str, str], ...]
    change_words: str
    questions: tuple[PrintedQuestion, ...]
    actions: tuple[tuple[str, str, str], ...]
    """What, by when, how it stands."""
    note: str
    note_on: str


def preparation_job(sheet: Preparation, *, page_size: PageSize = "A4") -> PrintJob:
    """The print job of a preparation sheet, dated by the day it was made for."""
    printed = printed_sheet(sheet)
    airy = max(_left_lines(printed), _right_lines(printed)) <= AIRY_LINES
    html = environment().get_template("preparation/document.html").render(sheet=printed, airy=airy)
    return PrintJob(
        html=html,
        css=style_sheet("preparation", PAGE_SIZES[page_size]),
        created=noon(sheet.prepared_on),
    )


def printed_sheet(sheet: Preparation) -> PrintedSheet:
    """The words of the printed sheet: as many as one page holds, cut at a word with "…"."""
    for room in ROOMS[:-1]:
        printed = _within(sheet, room)
        if max(_left_lines(printed), _right_lines(printed)) <= PAGE_LINES:
            return printed
    return _within(sheet, ROOMS[-1])


def _within(sheet: Preparation, room: Room) -> PrintedSheet:
    more_open = len(sheet.open_areas) - room.open_areas
    return PrintedSheet(
        who=cut(sheet.who, NAME_CHARACTERS),
        about=_("%(form)s of %(date)s, read for: %(target)s")
        % {
            "form": sheet.form,
            "date": long_date(sheet.taken_on),
            "target": cut(sheet.target, TITLE_CHARACTERS),
        },
        prepared=long_date(sheet.prepared_on),
        prepared_iso=noon(sheet.prepared_on).isoformat(),
        summary=cut(sheet.summary, SUMMARY_CHARACTERS),
        interpretable=sheet.interpretable,
        holds=sheet.holds,
        gaps=tuple(
            (
                cut(line.title, TITLE_CHARACTERS),
                line.verdict,
                line.figures,
                line.critical,
                cut(line.because, room.because),
            )
            for line in sheet.gaps
        ),
        gaps_left="" if not sheet.gaps_left else _("and %(n)d more") % {"n": sheet.gaps_left},
        open_areas=tuple(
            (
                cut(line.title, TITLE_CHARACTERS),
                line.critical,
                cut(line.way, 60) if room.ways else "",
            )
            for line in sheet.open_areas[: room.open_areas]
        ),
        open_left="" if more_open <= 0 else _("and %(n)d more") % {"n": more_open},
        differences=tuple(
            (cut(line.title, TITLE_CHARACTERS), cut(line.text, 70)) for line in sheet.differences
        ),
        since="" if sheet.since is None else long_date(sheet.since),
        changes=tuple(
            (cut(c.title, TITLE_CHARACTERS), c.text) for c in sheet.changes[: room.changes]
        ),
        change_words=sheet.change_words,
        questions=tuple(_question(line, room) for line in sheet.questions),
        actions=tuple(_action(line, room) for line in sheet.actions),
        note=cut(sheet.note, room.note),
        note_on="" if sheet.note_on is None else long_date(sheet.note_on),
    )


def _question(line: QuestionLine, room: Room) -> PrintedQuestion:
    return PrintedQuestion(
        area=cut(line.area, TITLE_CHARACTERS),
        why=line.why,
        text=whole_sentences(line.text, room.question),
        probe=cut(line.probe, room.probe),
    )


def _lines(text: str, characters: int) -> int:
    return math.ceil(len(text) / characters)


def _left_lines(sheet: PrintedSheet) -> float:
    """Lines of the left column; a heading takes 2.2, a paragraph's end a third."""
    lines = 4 * 2.2 + _lines(sheet.change_words, LEFT_CHARACTERS)
    lines += bool(sheet.gaps_left) + bool(sheet.open_left)
    for title, _verdict, figures, critical, because in sheet.gaps:
        lines += _lines(title + " critical" * critical, LEFT_CHARACTERS) + 0.35
        lines += _lines(f"▼ clear gap: {figures}", LEFT_CHARACTERS)
        lines += _lines(because, LEFT_CHARACTERS)
    for title, critical, way in sheet.open_areas:
        lines += _lines(title + " critical" * critical, LEFT_CHARACTERS) + 0.35
        lines += _lines(way, LEFT_CHARACTERS)
    for title, text in sheet.differences:
        lines += _lines(title, LEFT_CHARACTERS) + _lines(text, LEFT_CHARACTERS) + 0.35
    for title, text in sheet.changes:
        lines += _lines(f"{title}: {text}", LEFT_CHARACTERS) + 0.35
    return lines


def _right_lines(sheet: PrintedSheet) -> float:
    lines = 2 * 2.2 + (2.2 if sheet.note else 0) + _lines(sheet.note, RIGHT_CHARACTERS)
    for line in sheet.questions:
        lines += 1.35 + 1.05 * _lines(line.text, RIGHT_CHARACTERS)
        lines += _lines(line.probe, RIGHT_CHARACTERS)
    for what, _due, _state in sheet.actions:
        lines += _lines(what, RIGHT_CHARACTERS) + 1.25
    return lines


def state_words(line: ActionLine) -> str:
    """How an agreed action stands."""
    words = {
        "proposed": _("not answered yet"),
        "taken": _("in the plan"),
        "done": _("done"),
        "declined": _("declined"),
        "withdrawn": _("taken back"),
    }
    return _("overdue") if line.late else words[line.state]


def _action(line: ActionLine, room: Room) -> tuple[str, str, str]:
    return cut(line.text, room.action), long_date(line.due_on), state_words(line)


def whole_sentences(text: str, room: int) -> str:
    """As many whole sentences as there is room for; the first is cut where even it is too long.

    >>> whole_sentences("Tell me of a paper. What was asked? And then what came of it?", 40)
    'Tell me of a paper. What was asked?'
    """
    text = " ".join(text.replace("*", "").split())
    if len(text) <= room:
        return text
    ends = [i + 1 for i, c in enumerate(text[:room]) if c in ".?" and text[i + 1 : i + 2] == " "]
    return text[: ends[-1]] if ends else cut(text, room)


def cut(text: str, room: int) -> str:
    """Text on one line, cut at a word.

    >>> cut("one two three", 9)
    'one two…'
    """
    text = " ".join(text.split())
    if len(text) <= room:
        return text
    head, space, _rest = text[:room].rpartition(" ")
    return (head if space and len(head) > room // 2 else text[: room - 1]).rstrip(" ,;:") + "…"
