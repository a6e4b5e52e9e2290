"""How does an uploaded picture become a small one of ours, whatever was in the file?

Runs in the press's worker alone, within its limits of time and memory. The kind is told by the
first bytes, the size is read before a pixel is, and what comes out is a new picture: metadata,
further frames and whatever was appended stay behind.
"""

import io
import warnings

from assessment.domain.language import gettext as _
from assessment.domain.language import marked

LARGEST_FILE = 200 * 1024
LARGEST_PIXELS = 4_000_000
LONGEST_SIDE = 4_000
SHORTEST_SIDE = 16
LOGO_WIDTH, LOGO_HEIGHT = 720, 216
"""Pixels that are kept: enough for 60 by 18 mm in print at 300 a inch."""

TOO_MANY_PIXELS = marked("The picture has more than 4 million pixels.")

_MAGIC = {"PNG": b"\x89PNG\r\n\x1a\n", "JPEG": b"\xff\xd8\xff"}


class LogoRefused(ValueError):  # noqa: N818 - named for what happened
    """This file is no logo; the message says why in words for whoever sent it."""


def kind_of(raw: bytes) -> str:
    """``PNG`` or ``JPEG`` by the first bytes; a file's name and declared type say nothing.

    Raises:
        LogoRefused: neither, or too many bytes.
    """
    if len(raw) > LARGEST_FILE:
        raise LogoRefused(_("The picture is larger than 200 KB."))
    for kind, magic in _MAGIC.items():
        if raw.startswith(magic):
            return kind
    raise LogoRefused(_("The file is neither a PNG nor a JPEG picture. SVG is not taken."))


def redraw_logo(raw: bytes) -> tuple[bytes, int, int]:
    """A PNG of what the picture shows, at most 720 by 216 pixels, with its width and height.

    Raises:
        LogoRefused: not a picture of the two kinds, broken, or of a size nobody needs.
    """
    from PIL import Image, UnidentifiedImageError

    kind = kind_of(raw)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our limit is lower
            opened = Image.open(io.BytesIO(raw), formats=[kind])
        with opened:
            width, height = opened.size
            if max(width, height) > LONGEST_SIDE or width * height > LARGEST_PIXELS:
                raise LogoRefused(_(TOO_MANY_PIXELS))
            if min(width, height) < SHORTEST_SIDE:
                raise LogoRefused(_("The picture is smaller than 16 pixels."))
            opened.load()
            picture = opened.convert("RGBA")
    except Image.DecompressionBombError as bomb:
        raise LogoRefused(_(TOO_MANY_PIXELS)) from bomb
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as broken:
        if isinstance(broken, LogoRefused):
            raise
        raise LogoRefused(_("The picture is broken and cannot be read.")) from broken
    picture.thumbnail((LOGO_WIDTH, LOGO_HEIGHT), Image.Resampling.LANCZOS)
    made = io.BytesIO()
    fresh = Image.new("RGBA", picture.size)
    fresh.paste(picture)  # pixels alone: no metadata comes along
    fresh.save(made, "PNG", optimize=True)
    return made.getvalue(), *fresh.size
