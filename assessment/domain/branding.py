"""How may an organisation's reports look: closing words and an accent that everybody can read?

Contrast is that of WCAG 2.2 (1.4.3): at least 4.5 to 1 between the accent and every surface it is
written on, and between it and the words on a button, in the light look, the dark one and print.
"""

import re
from dataclasses import dataclass

from assessment.domain.errors import BrandingInvalid
from assessment.domain.language import gettext as _
from assessment.domain.text import UnusableText, clean_text

CLOSING_LIMIT = 600
LEAST_CONTRAST = 4.5
LIGHT_SURFACES = ("#fbfaf7", "#ffffff")
DARK_SURFACES = ("#14181b", "#1b2024")
"""Page and card of ``static/app.css``; a button's words have the page's colour."""
_STEPS = 100
_HEX = re.compile(r"#[0-9a-f]{6}")
_BLACK, _WHITE = "#000000", "#ffffff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Accent:
    """A colour as chosen, and as it is used where it can be read."""

    chosen: str
    light: str
    dark: str

    @property
    def moved(self) -> str:
        """What was changed and why, as a sentence; empty where the choice stands everywhere."""
        ratio = contrast(self.chosen, LIGHT_SURFACES[0])
        if self.light != self.chosen:
            return _(
                "%(chosen)s has a contrast of %(ratio).1f to 1 on our paper; words need 4.5. In "
                "the light look and in print it is darkened to %(light)s, in the dark look it is "
                "%(dark)s."
            ) % {
                "chosen": self.chosen,
                "ratio": ratio,
                "light": self.light,
                "dark": self.dark,
            }
        if self.dark != self.chosen:
            return _(
                "In the light look and in print it stands as chosen (%(ratio).1f to 1); in the "
                "dark look it is lightened to %(dark)s to be read."
            ) % {"ratio": ratio, "dark": self.dark}
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """How an organisation's reports look."""

    organisation: str
    """The name, as it is printed."""
    closing: str
    accent: Accent | None
    logo: bytes | None
    """A small PNG of ours, made from what was uploaded."""
    logo_size: tuple[int, int] | None
    """Width and height in pixels."""


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb``, 0 (black) to 1 (white). Source: WCAG 2.2.

    >>> luminance("#000000"), luminance("#ffffff")
    (0.0, 1.0)
    """
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, 1 to 21. Source: WCAG 2.2.

    >>> round(contrast("#000000", "#ffffff"), 1), round(contrast("#777777", "#ffffff"), 2)
    (21.0, 4.48)
    """
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def fit_accent(text: str) -> Accent | None:
    """An accent that can be read in every look, near to the one that was chosen; None for none.

    Darkened for the light look and print, lightened for the dark one, no further than needed.

    Raises:
        BrandingInvalid: not a colour.

    >>> fit_accent("#0F5B5F").light, fit_accent("#ffcc00").light
    ('#0f5b5f', '#8c7000')
    """
    chosen = text.strip().lower()
    if not chosen:
        return None
    if not _HEX.fullmatch(chosen):
        raise BrandingInvalid("accent", _("Give a colour like #0f5b5f: a # and six digits."))
    return Accent(
        chosen=chosen,
        light=_moved_until_read(chosen, _BLACK, LIGHT_SURFACES),
        dark=_moved_until_read(chosen, _WHITE, DARK_SURFACES),
    )


def _moved_until_read(colour: str, towards: str, surfaces: tuple[str, ...]) -> str:
    for step in range(_STEPS + 1):
        mixed = _mix(colour, towards, step / _STEPS)
        if all(contrast(mixed, surface) >= LEAST_CONTRAST for surface in surfaces):
            return mixed
    return towards


def _mix(one: str, other: str, share: float) -> str:
    parts = (
        round(int(one[at : at + 2], 16) * (1 - share) + int(other[at : at + 2], 16) * share)
        for at in (1, 3, 5)
    )
    return "#" + "".join(f"{part:02x}" for part in parts)


def clean_closing(text: str) -> str:
    """Closing words as they may be printed: plain text, a few lines.

    Raises:
        BrandingInvalid: too long, or not text.
    """
    try:
        return clean_text(text, limit=CLOSING_LIMIT, lines=True)
    except UnusableText as refused:
        raise BrandingInvalid("closing", str(refused)) from refused
