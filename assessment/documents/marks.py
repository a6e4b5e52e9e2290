"""What do the marks of a chart look like: level, range, target, what was said, verdict?

Marks differ in shape and place before they differ in colour, so that they hold in greyscale:
a dot on the range, a diamond on a stem above it, a cross, and five triangles and lozenges.
"""

from assessment.documents.svg import element, number
from assessment.domain.readings import Verdict

DOT = 6.5
BAR = 7.0
DIAMOND_RISE = 14.0
"""How far above the bar's middle the target's diamond sits."""
CROSS = 4.6
CROSS_DROP = 14.5
"""How far below the bar's middle a cross is drawn when something else has its place."""


def level_dot(x: float, y: float, scale: float = 1.0) -> str:
    """The level shown: a dot with a halo of paper, so that it reads on bar and stem alike."""
    return element("circle", cx=x, cy=y, r=DOT * scale, klass="lvl")


def range_bar(
    low: float, high: float, y: float, *, provisional: bool = False, scale: float = 1.0
) -> str:
    """The likely range: an outlined bar, its outline broken where the area is provisional."""
    half = BAR * scale
    width = max(2 * half, high - low)
    return element(
        "rect",
        x=(low + high - width) / 2,
        y=y - half,
        width=width,
        height=2 * half,
        rx=half,
        klass="range prov" if provisional else "range",
    )


def target_stem(x: float, y: float, scale: float = 1.0) -> str:
    """The stem that carries the target's diamond down through the bar."""
    return element(
        "line",
        x1=x,
        x2=x,
        y1=y - (DIAMOND_RISE - 6) * scale,
        y2=y + (BAR + 1.5) * scale,
        klass="stem",
    )


def target_diamond(x: float, y: float, scale: float = 1.0) -> str:
    """The target: an open diamond above the bar."""
    w, h, top = 5.2 * scale, 6.2 * scale, y - DIAMOND_RISE * scale
    path = (
        f"M{number(x)} {number(top - h)}L{number(x + w)} {number(top)}"
        f"L{number(x)} {number(top + h)}L{number(x - w)} {number(top)}Z"
    )
    return element("path", d=path, klass="tgt")


def said_cross(x: float, y: float, scale: float = 1.0) -> str:
    """What the person said: a cross with a halo of paper."""
    r = CROSS * scale
    left, right, top, bottom = (number(v) for v in (x - r, x + r, y - r, y + r))
    path = f"M{left} {top}L{right} {bottom}M{left} {bottom}L{right} {top}"
    return element("path", d=path, klass="self-halo") + element("path", d=path, klass="self")


def said_place(said: float, y: float, taken: tuple[float | None, ...], scale: float = 1.0) -> float:
    """The height for a cross at ``said``: on the bar, or below it where a mark is in the way."""
    room = 16 * scale
    crowded = any(x is not None and abs(said - x) < room for x in taken)
    return y + CROSS_DROP * scale if crowded else y


def verdict_mark(verdict: Verdict | None, x: float, y: float, scale: float = 1.0) -> str:
    """The verdict's shape, centred: ▼ ▽ ◇ △ ▲, and a short dash where nothing can be said."""
    w, h = 5.6 * scale, 5.0 * scale
    if verdict is None:
        return element("line", x1=x - w, x2=x + w, y1=y, y2=y, klass="vm vm-open")
    if verdict == "cannot tell yet":
        points = [(x, y - 6 * scale), (x + w, y), (x, y + 6 * scale), (x - w, y)]
    elif verdict in ("clear gap", "likely gap"):
        points = [(x - w, y - h), (x + w, y - h), (x, y + h)]
    else:
        points = [(x - w, y + h), (x + w, y + h), (x, y - h)]
    filled = verdict in ("clear gap", "clearly met")
    path = "M" + "L".join(f"{number(px)} {number(py)}" for px, py in points) + "Z"
    return element("path", d=path, klass="vm vm-full" if filled else "vm vm-open")
