"""How are levels drawn: with their likely range, against the target and what was said?

One module serves page and print. The pictures carry classes and no colours; ``static/chart.css``
names every class, with the page's custom properties.
"""

from collections.abc import Sequence

from markupsafe import Markup

from assessment.documents import marks
from assessment.documents.chart_layout import AREA, LAYOUTS, NARROW, Layout, Width
from assessment.documents.chart_words import ChartRow, chart_description, chart_finding
from assessment.documents.svg import (
    Canvas,
    element,
    group,
    picture,
    shortened_to,
    text_width,
    two_lines,
)
from assessment.domain.areas import LEVEL_NAMES
from assessment.domain.language import gettext as _

_PROVISIONAL_LINE = 15.0
"""Extra height of a provisional row in the narrow chart, for the word below its verdict."""


def level_chart(
    rows: Sequence[ChartRow], *, uid: str, width: Width = "wide", title: str | None = None
) -> Markup:
    """The lead picture: a row per area in the order given.

    Quantity: levels 1 to 5; further right is higher. Withheld rows show no level and no range.
    ``uid`` must be unique on the page. ``title`` replaces the finding assembled from the rows.
    """
    layout = LAYOUTS[width]
    body: list[str] = []
    y = layout.head
    for row in rows:
        height = _row_height(row, width, layout)
        body.append(_row(row, y, height, width, layout))
        y += height
    parts = [_axis(layout, y if width != "narrow" else None), *body]
    key, height = _legend(rows, y, width, layout)
    return picture(
        Canvas(width=layout.width, height=y + height),
        *parts,
        key,
        uid=uid,
        title=title or chart_finding(rows),
        description=chart_description(rows),
        klass=f"levels levels-{width}",
    )


def area_bar(row: ChartRow, *, uid: str) -> Markup:
    """The small picture of one area: its bar on the five levels, without name or verdict."""
    layout = AREA
    bottom = layout.head + layout.row
    ticks = [
        element(
            "text",
            str(step),
            x=layout.x(step),
            y=bottom + 13,
            text_anchor="middle",
            font_size=layout.small,
            klass="ax",
        )
        for step in range(1, 6)
    ]
    return picture(
        Canvas(width=layout.width, height=bottom + 18),
        _grid(layout, layout.head, bottom),
        *ticks,
        _marks(row, layout.head + layout.bar, layout),
        uid=uid,
        title=chart_finding([row]),
        description=chart_description([row]),
        klass="levels levels-area",
    )


def group_chart(rows: Sequence[ChartRow], *, uid: str, width: Width = "wide") -> Markup:
    """The picture of the quick form: clusters and overall, level with range and nothing else."""
    bare = [
        ChartRow(name=row.name, level=row.level, low=row.low, high=row.high, critical=row.critical)
        for row in rows
    ]
    return level_chart(bare, uid=uid, width=width)


def _row_height(row: ChartRow, width: Width, layout: Layout) -> float:
    extra = _PROVISIONAL_LINE if width == "narrow" and row.provisional else 0.0
    return layout.row + extra


def _row(row: ChartRow, top: float, height: float, width: Width, layout: Layout) -> str:
    rule = element("line", x1=0, x2=layout.width, y1=top + height, y2=top + height, klass="rule")
    bar = top + height - (layout.row - layout.bar)
    if width == "narrow":
        local = "".join(
            element("line", x1=layout.x(s), x2=layout.x(s), y1=bar - 11, y2=bar + 11, klass="grid")
            for s in range(1, 6)
        )
        head = _narrow_words(row, top, layout)
        return group(rule, local, head, _marks(row, bar, layout), klass="row")
    return group(rule, _name(row, bar, layout), _marks(row, bar, layout), _words(row, bar, layout))


def _name(row: ChartRow, y: float, layout: Layout) -> str:
    lines = two_lines(row.name, layout.name_room, layout.text, bold=row.critical)
    first = y + layout.text * (0.34 if len(lines) == 1 else -0.22)
    return "".join(
        element(
            "text",
            line,
            x=0,
            y=first + i * layout.text * 1.12,
            font_size=layout.text,
            klass="nm crit" if row.critical else "nm",
        )
        for i, line in enumerate(lines)
    )


def _words(row: ChartRow, y: float, layout: Layout) -> str:
    said_twice = row.provisional and row.level is not None
    base = y + layout.text * (0.34 if not said_twice else -0.08)
    parts = [
        _ending(row, layout.words + 22 * layout.scale, base, layout),
        _verdict_shape(row, layout.words + 6 * layout.scale, base - layout.text * 0.34, layout),
    ]
    if said_twice:
        parts.append(
            element(
                "text",
                _("provisional"),
                x=layout.words + 22 * layout.scale,
                y=base + layout.small * 1.18,
                font_size=layout.small,
                klass="ax",
            )
        )
    return "".join(parts)


def _verdict_shape(row: ChartRow, x: float, y: float, layout: Layout) -> str:
    if row.verdict is None and row.level is not None:
        return ""
    return marks.verdict_mark(row.verdict, x, y, layout.scale)


def _ending(row: ChartRow, x: float, y: float, layout: Layout) -> str:
    klass = "vd v-open" if row.level is None else "vd"
    if row.verdict == "clear gap":
        klass = "vd v-clear"
    return element("text", row.ending, x=x, y=y, font_size=layout.text, klass=klass)


def _narrow_words(row: ChartRow, top: float, layout: Layout) -> str:
    base = top + 22
    text = layout.text
    name = shortened_to(row.name, layout.name_room, text, bold=row.critical)
    parts = [
        element("text", name, x=0, y=base, font_size=text,
                klass="nm crit" if row.critical else "nm"),
        _ending(row, layout.words, base, layout),
        _verdict_shape(row, layout.words - 14, base - 5, layout),
    ]  # fmt: skip
    if row.provisional and row.level is not None:
        parts.append(
            element(
                "text",
                _("provisional"),
                x=layout.words,
                y=base + _PROVISIONAL_LINE,
                font_size=layout.small,
                klass="ax",
            )
        )
    return "".join(parts)


def _marks(row: ChartRow, y: float, layout: Layout) -> str:
    """Bar, stem, dot, cross and diamond of a row, drawn in this order."""
    scale = layout.scale
    target = None if row.target is None else layout.x(row.target)
    level = None if row.level is None else layout.x(row.level)
    parts = []
    if row.level is None:
        parts.append(element("line", x1=layout.left, x2=layout.right, y1=y, y2=y, klass="unknown"))
    elif row.low is not None and row.high is not None:
        low, high = layout.x(row.low), layout.x(row.high)
        parts.append(marks.range_bar(low, high, y, provisional=row.provisional, scale=scale))
    if target is not None:
        parts.append(marks.target_stem(target, y, scale))
    if level is not None:
        parts.append(marks.level_dot(level, y, scale))
    if row.said is not None:
        said = layout.x(row.said)
        parts.append(marks.said_cross(said, marks.said_place(said, y, (level, target), scale),
                                      scale))  # fmt: skip
    if target is not None:
        parts.append(marks.target_diamond(target, y, scale))
    return "".join(parts)


def _grid(layout: Layout, top: float, bottom: float) -> str:
    return "".join(
        element("line", x1=layout.x(s), x2=layout.x(s), y1=top, y2=bottom, klass="grid")
        for s in range(1, 6)
    )


def _axis(layout: Layout, bottom: float | None) -> str:
    """Level numbers and names above, with grid lines down to ``bottom`` where there is room."""
    parts = [] if bottom is None else [_grid(layout, layout.head - 4, bottom)]
    for step, name in enumerate(LEVEL_NAMES, start=1):
        x, anchor = layout.x(step), "middle"
        if layout is NARROW and step in (1, 5):
            x, anchor = (0.0, "start") if step == 1 else (layout.width, "end")
        for line, text in enumerate((str(step), name)):
            y = layout.small * (1.1 + 1.15 * line)
            parts.append(
                element(
                    "text",
                    text,
                    x=x,
                    y=y,
                    text_anchor=anchor,
                    font_size=layout.small,
                    klass="ax",
                )
            )
    return "".join(parts)


def _legend(
    rows: Sequence[ChartRow], top: float, width: Width, layout: Layout
) -> tuple[str, float]:
    """The key to the marks that occur, and its height."""
    entries = [("dot", _("level your answers showed")), ("bar", _("likely range, 8 in 10"))]
    if any(row.target is not None for row in rows):
        entries.append(("target", "target"))
    if any(row.said is not None for row in rows):
        entries.append(("said", _("what you said")))
    k, size = layout.scale, layout.small
    line = 24 * k if width != "narrow" else 22.0
    y = top + line
    x, parts = 0.0, []
    for i, (mark, words) in enumerate(entries):
        if width == "narrow":
            x, y = 200.0 * (i % 2), top + line * (1 + i // 2)
        mark_width = (38 if mark == "bar" else 22) * k
        parts.append(_legend_mark(mark, x, y, k))
        parts.append(
            element("text", words, x=x + mark_width, y=y + size * 0.34, font_size=size, klass="ax")
        )
        x += mark_width + text_width(words, size) + 34 * k
    return group(*parts, klass="key"), (y - top) + 14 * k


def _legend_mark(mark: str, x: float, y: float, k: float) -> str:
    if mark == "dot":
        return marks.level_dot(x + 8 * k, y, k)
    if mark == "bar":
        return marks.range_bar(x, x + 32 * k, y, scale=k * 0.86)
    if mark == "target":
        stem = element("line", x1=x + 8 * k, x2=x + 8 * k, y1=y, y2=y + 9 * k, klass="stem")
        return stem + marks.target_diamond(x + 8 * k, y + (marks.DIAMOND_RISE - 4) * k, k)
    return marks.said_cross(x + 8 * k, y, k)
