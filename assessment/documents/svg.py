"""How is an accessible SVG picture written: escaped, without styles, with its finding in words?"""

from dataclasses import dataclass
from html import escape

from markupsafe import Markup

CHARACTER_WIDTH = 0.44
"""Mean width of a character of Source Sans in ems, measured over the area titles (regular)."""


def number(value: float) -> str:
    """A coordinate with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")


def element(tag: str, text: str = "", **attributes: float | str) -> str:
    """One element with escaped text and attributes.

    ``klass`` becomes ``class``; an underscore in a name becomes a hyphen.
    """
    written = "".join(
        f' {_attribute(name)}="{_value(value)}"' for name, value in attributes.items()
    )
    return f"<{tag}{written}>{escape(text)}</{tag}>" if text else f"<{tag}{written}/>"


def group(*parts: str, klass: str = "") -> str:
    """Elements in a ``<g>``, with a class where one is given."""
    return f'<g class="{escape(klass)}">{"".join(parts)}</g>' if klass else "".join(parts)


def _attribute(name: str) -> str:
    return "class" if name == "klass" else name.replace("_", "-")


def _value(value: float | str) -> str:
    return escape(value) if isinstance(value, str) else number(value)


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """About how wide ``text`` runs at ``size`` pixels; semibold runs a little wider."""
    return len(text) * size * CHARACTER_WIDTH * (1.07 if bold else 1.0)


def two_lines(text: str, room: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """``text`` on one line where it fits ``room``, else on two; the second is cut if it must be."""
    if text_width(text, size, bold=bold) <= room:
        return (text,)
    words = text.split()
    first: list[str] = []
    while words and (
        not first or text_width(" ".join([*first, words[0]]), size, bold=bold) <= room
    ):
        first.append(words.pop(0))
    second = shortened_to(" ".join(words), room, size, bold=bold)
    lines = (shortened_to(" ".join(first), room, size, bold=bold), second)
    return tuple(line for line in lines if line)


def shortened_to(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """``text`` cut with an ellipsis so that it fits ``room``."""
    if text_width(text, size, bold=bold) <= room:
        return text
    fits = max(1, int(room / text_width("x", size, bold=bold)) - 1)
    return text[:fits].rstrip() + "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Canvas:
    """The size of a picture in its own units."""

    width: float
    height: float


def picture(
    canvas: Canvas, *parts: str, uid: str, title: str, description: str, klass: str
) -> Markup:
    """A whole picture: one image to assistive technology, named by its finding.

    ``uid`` must be unique on the page; every id in the picture starts with it.
    """
    safe = escape(uid)
    size = f"0 0 {number(canvas.width)} {number(canvas.height)}"
    return Markup(  # noqa: S704 - every part was escaped by ``element``
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart {escape(klass)}" viewBox="{size}"'
        f' role="img" aria-labelledby="{safe}-t {safe}-d">'
        f'<title id="{safe}-t">{escape(title)}</title>'
        f'<desc id="{safe}-d">{escape(description)}</desc>'
        f"{''.join(parts)}</svg>"
    )
