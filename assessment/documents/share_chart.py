"""How are role shares drawn: one bar a role, with its percentage in figures beside it?"""

from collections.abc import Sequence

from markupsafe import Markup

from assessment.documents.svg import Canvas, element, picture

_WIDTH = 360.0
_NAMES = 136.0
_ROW = 30.0
_BAR = 16.0


def share_chart(shares: Sequence[tuple[str, int]], *, uid: str, title: str) -> Markup:
    """A bar for each role, in the order given; percentages 0 to 100. The words say it all again."""
    parts = []
    room = _WIDTH - _NAMES - 52
    for row, (name, percent) in enumerate(shares):
        y = row * _ROW
        parts.append(element("text", name, x=0.0, y=y + 19, klass="name"))
        parts.append(
            element("rect", x=_NAMES, y=y + 6, width=room, height=_BAR, klass="share-track")
        )
        if percent:
            parts.append(
                element(
                    "rect", x=_NAMES, y=y + 6, width=room * percent / 100, height=_BAR,
                    klass="share-bar",
                )
            )  # fmt: skip
        parts.append(element("text", f"{percent} %", x=_NAMES + room + 10, y=y + 19, klass="name"))
    described = ", ".join(f"{name} {percent} %" for name, percent in shares)
    return picture(
        Canvas(width=_WIDTH, height=_ROW * len(shares)),
        *parts,
        uid=uid,
        title=title,
        description=described,
        klass="shares",
    )
