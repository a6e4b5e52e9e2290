"""How is text that people type made safe to store, once and for all?"""

import unicodedata

from assessment.domain.language import gettext as _

LINE_LIMIT = 200
"""Longest single line (a name, a title), in characters."""
NOTE_LIMIT = 20_000
"""Longest note, in characters."""


MOST_MARKS = 30
"""Accents and other marks on one letter; Unicode's own bound for text in streams (UAX 15, D3)."""
_DOUBLE_MARKS = "\u0f73\u0f75\u0f81"
"""Letters to Unicode, but each is composed of two marks."""


class UnusableText(ValueError):  # noqa: N818 - named for what the text is
    """Text that cannot be stored; the message says why in words for its writer."""


def compose(text: str) -> str:
    r"""A text in Unicode's composed form (NFC), however its letters were typed.

    Raises UnusableText where more than ``MOST_MARKS`` marks stand on one letter: sorting them takes
    the square of their number, so that a quarter of a megabyte would cost ten seconds.

    >>> compose("Zoe\u0308") == "Zo\u00eb"
    True
    """
    if text.isascii():
        return text
    marks = 0
    for character in text:
        marked = unicodedata.combining(character) or character in _DOUBLE_MARKS
        marks = marks + 1 if marked else 0
        if marks > MOST_MARKS:
            raise UnusableText(_("This text holds a letter with too many marks on it."))
    return unicodedata.normalize("NFC", text)


def clean_text(raw: str, *, limit: int, lines: bool = False) -> str:
    r"""Normalise typed text: NFC, no control characters, trimmed, at most ``limit`` characters.

    ``lines`` keeps line breaks (as ``\n``) and tabs; otherwise every run of white space becomes
    one space. Raises UnusableText where a character cannot be stored, a letter carries too many
    marks or the text is too long; nothing is ever cut silently.

    >>> clean_text("  Zoe\u0308 \t Lovelace ", limit=40)
    'Zoë Lovelace'
    """
    text = compose(raw.replace("\r\n", "\n").replace("\r", "\n"))
    if any(0xD800 <= ord(c) <= 0xDFFF for c in text):
        raise UnusableText(_("This text holds a broken character that cannot be stored."))
    if lines:
        text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) != "Cc").strip()
    else:
        kept = (" " if c.isspace() else c for c in text)
        text = " ".join("".join(c for c in kept if unicodedata.category(c) != "Cc").split())
    if len(text) > limit:
        raise UnusableText(
            _("Keep this to %(limit)s characters; it has %(text)s.")
            % {"limit": limit, "text": len(text)}
        )
    return text
