"""How is the radar drawn? By matplotlib, in the worker process and nowhere else.

Importing this module costs more than a second: only ``documents.worker`` does, when first asked.
"""

import io
import math
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree as ET

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from assessment.documents.radar_values import Radar
from assessment.domain.areas import HIGHEST_LEVEL

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_SETTINGS: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "cto-readiness",
    "font.family": "DejaVu Sans",
    "font.size": 11,
    "text.parse_math": False,
}
LONGEST_LABEL = 60

INK, MUTED, LINE, ACCENT, TARGET = "#1b2126", "#59636e", "#d0d2cb", "#0f5b5f", "#9a4510"
THEME: Mapping[str, str] = {
    INK: "var(--ink)",
    MUTED: "var(--muted)",
    LINE: "var(--line)",
    ACCENT: "var(--accent)",
    TARGET: "var(--target)",
}


def draw_radar(radar: Radar) -> str:
    """The radar as inline SVG: level solid with dots, target dashed, scale 1 to 5 always.

    A withheld area has no dot, and the level's line is open there instead of bent to a guess.
    """
    with mpl.rc_context(_SETTINGS):
        figure = Figure(figsize=(5.7, 4.0))
        axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
        axes.set_aspect("equal")
        axes.set_axis_off()
        _web(axes, len(radar.spokes))
        _labels(axes, radar)
        _series(axes, [s.target for s in radar.spokes], colour=TARGET, line="--", dots=False)
        _series(axes, [s.level for s in radar.spokes], colour=ACCENT, line="-", dots=True)
        # As an image on a page the letters are the reader's own, which may run a fifth wider.
        axes.set_xlim(-8.9, 8.9)
        axes.set_ylim(-6.0, 6.3)
        written = io.BytesIO()
        figure.savefig(
            written, format="svg", transparent=True, metadata={"Date": None, "Creator": None}
        )
    return _inline(written.getvalue(), radar)


def _point(index: int, count: int, radius: float) -> tuple[float, float]:
    angle = 2 * math.pi * index / count
    return radius * math.sin(angle), radius * math.cos(angle)


def _web(axes: Axes, count: int) -> None:
    """Straight rings at the five levels, and a spoke to each area."""
    for ring in range(1, int(HIGHEST_LEVEL) + 1):
        corners = [_point(i, count, ring) for i in range(count + 1)]
        axes.plot(*zip(*corners, strict=True), color=LINE, linewidth=0.8)
        axes.text(0.08, ring - 0.02, str(ring), color=MUTED, fontsize=8, va="top")
    for i in range(count):
        x, y = _point(i, count, HIGHEST_LEVEL)
        axes.plot([0, x], [0, y], color=LINE, linewidth=0.6)


def _labels(axes: Axes, radar: Radar) -> None:
    count = len(radar.spokes)
    for i, spoke in enumerate(radar.spokes):
        x, y = _point(i, count, HIGHEST_LEVEL + 0.35)
        side = "center" if abs(x) < 0.6 else ("left" if x > 0 else "right")
        height = "center" if abs(y) < 4 else ("bottom" if y > 0 else "top")
        axes.text(
            x,
            y,
            _two_lines(spoke.label[:LONGEST_LABEL]),
            color=INK,
            ha=side,
            va=height,
            parse_math=False,
        )


def _two_lines(label: str) -> str:
    words = label.split()
    if len(label) <= 14 or len(words) < 2:
        return label
    cut = min(range(1, len(words)), key=lambda i: abs(2 * len(" ".join(words[:i])) - len(label)))
    return f"{' '.join(words[:cut])}\n{' '.join(words[cut:])}"


def _series(axes: Axes, values: list[float | None], *, colour: str, line: str, dots: bool) -> None:
    """One outline round the web; open wherever a value is missing."""
    count = len(values)
    closed = [*range(count), 0]
    points = [
        (math.nan, math.nan) if (value := values[i]) is None else _point(i, count, value)
        for i in closed
    ]
    axes.plot(
        *zip(*points, strict=True),
        color=colour,
        linewidth=1.8 if dots else 1.4,
        linestyle=line,
        marker="o" if dots else "",
        markersize=5,
    )


def _inline(svg: bytes, radar: Radar) -> str:
    """What matplotlib wrote, made fit for a page: no styles, own ids, named and described."""
    root = ET.fromstring(svg)  # noqa: S314 - written by matplotlib a moment ago
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in (f"{{{_SVG}}}metadata", f"{{{_SVG}}}style"):
                parent.remove(child)
    inks = THEME if radar.themed else {}
    for node in root.iter():
        _attributes_for_styles(node, inks)
        _own_ids(node, radar.uid)
    for size in ("width", "height"):
        root.attrib.pop(size, None)
    root.attrib.update(
        {
            "role": "img",
            "aria-labelledby": f"{radar.uid}-t {radar.uid}-d",
            "stroke-linejoin": "round",
            "class": "chart radar",
        }
    )
    if not radar.themed:
        root.set("font-family", "Source Sans Pro, DejaVu Sans")
    named = (("title", radar.title, "t"), ("desc", radar.description, "d"))
    for place, (tag, text, suffix) in enumerate(named):
        words = ET.Element(f"{{{_SVG}}}{tag}", id=f"{radar.uid}-{suffix}")
        words.text = text
        root.insert(place, words)
    # ElementTree's table of prefixes belongs to the whole process and WeasyPrint writes to it:
    # tags without namespaces come out the same whoever was imported first.
    for node in root.iter():
        node.tag = str(node.tag).rsplit("}", 1)[-1]
    root.set("xmlns", _SVG)
    return ET.tostring(root, encoding="unicode")


def _attributes_for_styles(node: ET.Element, inks: Mapping[str, str]) -> None:
    """Each style declaration as a presentation attribute: the page's policy drops styles."""
    for declaration in node.attrib.pop("style", "").split(";"):
        if ":" not in declaration:
            continue
        name, value = (part.strip() for part in declaration.split(":", 1))
        if name == "font":
            node.set("font-size", value.split("px", 1)[0].rsplit(" ", 1)[-1] + "px")
        elif name != "font-family":
            node.set(name, inks.get(value, value))


def _own_ids(node: ET.Element, uid: str) -> None:
    """Ids and references with the chart's own prefix, so that two charts never meet."""
    if "id" in node.attrib:
        node.set("id", f"{uid}-{node.attrib['id']}")
    for name, value in list(node.attrib.items()):
        if value.startswith("url(#"):
            node.set(name, f"url(#{uid}-{value[5:]}")
        elif name in (f"{{{_XLINK}}}href", "href") and value.startswith("#"):
            del node.attrib[name]
            node.set("href", f"#{uid}-{value[1:]}")
