"""How are counts of a group drawn: a cell for each area and finding, darker the more there are?

Quantity: people, as whole numbers written in every cell; the shade says the same again, as a
share of those with a level in the area. Areas stand in the order given, never by result.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from assessment.documents import marks
from assessment.documents.svg import Canvas, element, picture, two_lines
from assessment.domain.language import gettext as _
from assessment.domain.readings import Verdict

_WIDTH = 400.0
_NAMES = 160.0
_CELL = 76.0
_GAP = 4.0
_HEAD = 46.0
_ROW = 36.0
_TEXT = 14.0
_SMALL = 12.0
_PALEST = 0.12
"""Opacity of a cell with the fewest people; where there is nobody it is left empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortRow:
    """One area: how many show a gap, cannot be told, meet it; or words why no count is given."""

    name: str
    counts: tuple[int, int, int] | None
    words: str


def cohort_chart(rows: Sequence[CohortRow], *, uid: str, title: str) -> Markup:
    """The heat map of one group; ``uid`` must be unique on the page."""
    heads: tuple[tuple[Verdict, str], ...] = (
        ("clear gap", _("a gap")),
        ("cannot tell yet", _("cannot tell")),
        ("clearly met", _("met")),
    )
    parts = []
    for place, (shape, words) in enumerate(heads):
        x = _middle(place)
        parts.append(marks.verdict_mark(shape, x, 14))
        parts.append(
            element("text", words, x=x, y=36, text_anchor="middle", font_size=_SMALL, klass="ax")
        )
    for place, row in enumerate(rows):
        parts.append(_row(row, _HEAD + place * _ROW))
    return picture(
        Canvas(width=_WIDTH, height=_HEAD + _ROW * len(rows)),
        *parts,
        uid=uid,
        title=title,
        description=" ".join(f"{row.name}: {row.words}." for row in rows),
        klass="cohort",
    )


def _middle(place: int) -> float:
    return _NAMES + place * (_CELL + _GAP) + _CELL / 2


def _row(row: CohortRow, top: float) -> str:
    lines = two_lines(row.name, _NAMES - 12, _TEXT)
    first = top + _ROW / 2 + 5 - 8 * (len(lines) - 1)
    names = "".join(
        element("text", line, x=0.0, y=first + 16 * i, font_size=_TEXT, klass="nm")
        for i, line in enumerate(lines)
    )
    if row.counts is None:
        return names + element(
            "text", row.words, x=_NAMES, y=top + _ROW / 2 + 5, font_size=_SMALL, klass="ax"
        )
    return names + "".join(
        _cell(count, sum(row.counts), _middle(place), top) for place, count in enumerate(row.counts)
    )


def _cell(count: int, of: int, x: float, top: float) -> str:
    shade = _PALEST + (1 - _PALEST) * count / of
    number = element(
        "text", str(count), x=x, y=top + _ROW / 2 + 5, text_anchor="middle", font_size=_TEXT,
        klass="on-bar",
    )  # fmt: skip
    filled = _box(x, top, klass="heat", fill_opacity=f"{shade:.2f}") if count else ""
    return filled + _box(x, top, klass="share-track") + number


def _box(x: float, top: float, **look: str) -> str:
    return element(
        "rect", "", x=x - _CELL / 2, y=top + 2, width=_CELL, height=_ROW - 4, rx=3.0, **look
    )
