"""How does a template print authored text without escaping it twice, or tearing it apart?"""

import re
from collections.abc import Iterable

from markupsafe import Markup

from assessment.domain.content_words import Words
from assessment.domain.prose import Prose
from assessment.domain.translations import is_in_english, pack_now

_IN_ENGLISH, _NO_MARK = Markup(' lang="en"'), Markup()
_NOTHING: frozenset[str] = frozenset()
_PERCENT = re.compile(r"(?<=\d) (?=%)")


def prose(text: Prose) -> Markup:
    """Authored text as HTML.

    The one place where text is marked safe: ``ingest`` rendered it with raw HTML off and ran the
    sanitiser over the result. A table may be wider than a phone, so it gets a box to scroll in.
    """
    html = together(text.html).replace("<table>", '<div class="scroll"><table>')
    return Markup(html.replace("</table>", "</table></div>"))  # noqa: S704 - see above


def lang_of(text: Words) -> Markup:
    """The ``lang`` attribute of a text of the content that fell back to English; else nothing."""
    return _IN_ENGLISH if is_in_english(text) else _NO_MARK


def left_in_english(rows: Iterable[Iterable[str]]) -> frozenset[str]:
    """Those texts in the rows of a table that fell back to English; for large tables, at once."""
    if pack_now() is None:
        return _NOTHING
    return frozenset(text for row in rows for text in row if is_in_english(text))


def together(words: str) -> str:
    r"""Authored words whose figures keep their percent sign on the same line.

    >>> together("at 2.5 % of")
    'at 2.5\xa0% of'
    """
    return _PERCENT.sub("\u00a0", words)
