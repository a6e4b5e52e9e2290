"""How do levels at several dates look side by side, with the range each lies in?

Quantity: levels 1 to 5; further right is higher. In each area the dates stand below one another,
the earliest first; nothing joins them, because a line would draw a change that ranges cannot show.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from assessment.documents import marks
from assessment.documents.chart_layout import LAYOUTS, Layout, Width
from assessment.documents.svg import Canvas, element, picture, two_lines
from assessment.domain.areas import LEVEL_NAMES
from assessment.domain.findings_wording import figure
from assessment.domain.language import gettext as _

STEP = 21.0
"""From one date to the next, in the picture's pixels."""
EDGE = 13.0
SCALE = 0.72


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeBar:
    """One area at one date; the figures are None together where there is no level."""

    label: str
    level: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """One area at all dates."""

    name: str
    bars: tuple[ChangeBar, ...]


def change_chart(rows: Sequence[ChangeRow], *, uid: str, width: Width = "wide") -> Markup:
    """The picture of several dates; ``uid`` must be unique on the page."""
    layout = LAYOUTS[width]
    parts, y = [], layout.head
    for row in rows:
        name_line = 24.0 if width == "narrow" else 0.0
        height = name_line + 2 * EDGE + STEP * max(0, len(row.bars) - 1) + 4
        parts.append(_row(row, y, name_line, height, layout, narrow=width == "narrow"))
        y += height
    return picture(
        Canvas(width=layout.width, height=y + 6),
        _axis(layout, y),
        *parts,
        uid=uid,
        title=_("Levels with their likely ranges at %(n)d dates")
        % {"n": max((len(row.bars) for row in rows), default=0)},
        description=" ".join(_words(row) for row in rows),
        klass=f"levels levels-{width}",
    )


def _axis(layout: Layout, bottom: float) -> str:
    parts = []
    for step, name in enumerate(LEVEL_NAMES, start=1):
        x = layout.x(step)
        parts.append(element("line", x1=x, x2=x, y1=layout.head - 4, y2=bottom, klass="grid"))
        anchor = "start" if step == 1 else "end" if step == 5 else "middle"
        at = {"start": 0.0, "end": layout.width, "middle": x}[anchor]
        place = at if layout.left < 100 else x
        hold = anchor if layout.left < 100 else "middle"
        for line, text in enumerate((str(step), name)):
            parts.append(
                element(
                    "text",
                    text,
                    x=place,
                    y=layout.head - 26 + 15 * line,
                    text_anchor=hold,
                    font_size=layout.small,
                    klass="ax",
                )  # fmt: skip
            )
    return "".join(parts)


def _row(
    row: ChangeRow, top: float, name_line: float, height: float, layout: Layout, *, narrow: bool
) -> str:
    rule = element("line", x1=0, x2=layout.width, y1=top + height, y2=top + height, klass="rule")
    room = layout.width if narrow else layout.name_room
    first = top + (18 if narrow else EDGE + layout.text * 0.34 + 2)
    names = "".join(
        element(
            "text", line, x=0, y=first + i * layout.text * 1.12, font_size=layout.text, klass="nm"
        )
        for i, line in enumerate(two_lines(row.name, room, layout.text)[: 1 if narrow else 2])
    )
    bars = [
        _bar(bar, top + name_line + EDGE + 2 + STEP * place, layout, narrow=narrow)
        for place, bar in enumerate(row.bars)
    ]
    return rule + names + "".join(bars)


def _bar(bar: ChangeBar, y: float, layout: Layout, *, narrow: bool) -> str:
    label = ""
    if not narrow:
        label = element(
            "text", bar.label, x=layout.words, y=y + layout.small * 0.34,
            font_size=layout.small, klass="ax",
        )  # fmt: skip
    if bar.level is None or bar.low is None or bar.high is None:
        line = element("line", x1=layout.x(1), x2=layout.x(5), y1=y, y2=y, klass="unknown")
        return label + line
    return (
        label
        + marks.range_bar(layout.x(bar.low), layout.x(bar.high), y, scale=SCALE)
        + marks.level_dot(layout.x(bar.level), y, SCALE)
    )


def _words(row: ChangeRow) -> str:
    said = [
        _("%(label)s %(level)s (%(low)s to %(high)s)")
        % {
            "label": bar.label,
            "level": figure(bar.level),
            "low": figure(bar.low),
            "high": figure(bar.high),
        }
        if bar.level is not None and bar.low is not None and bar.high is not None
        else f"{bar.label} –"
        for bar in row.bars
    ]
    return f"{row.name}: {'; '.join(said)}."
