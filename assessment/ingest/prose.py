"""How does authored markdown become HTML that a template may print without escaping?"""

from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

from assessment.domain.prose import Prose

DEEPEST_NESTING = 12

ALLOWED_TAGS = {
    "a", "blockquote", "br", "code", "em", "h2", "h3", "h4", "hr", "li", "ol", "p", "pre",
    "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ALLOWED_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}, "th": {"scope"}}
ALLOWED_CLASSES = {"td": {"figure", "centred"}, "th": {"figure", "centred"}}
_CLASS_OF_STYLE = {"text-align:right": "figure", "text-align:center": "centred"}


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": DEEPEST_NESTING})
    parser.enable("table")
    # Headings are split off before prose is rendered; an underlined one would be a surprise.
    return parser.disable(["html_block", "html_inline", "image", "lheading", "autolink"])


_PARSER = _parser()


def plain_text(source: str) -> str:
    """Put authored lines on one line.

    >>> plain_text("Two    words.")
    'Two words.'
    """
    return " ".join(source.split())


def make_prose(source: str) -> Prose:
    """Keep the source and render it once; the same text is rendered once per process."""
    text = source.strip()
    return Prose(source=text, html=render_safe(text))


@lru_cache(maxsize=8192)
def render_safe(source: str) -> str:
    """Render markdown with raw HTML off, then pass it through a short allow list."""
    tokens = _PARSER.parse(source)
    _name_rows(tokens)
    for token in tokens:
        _settle_table_cell(token)
    html = _PARSER.renderer.render(tokens, _PARSER.options, {})
    return nh3.clean(
        html,
        tags=ALLOWED_TAGS,
        attributes=ALLOWED_ATTRIBUTES,
        allowed_classes=ALLOWED_CLASSES,
        url_schemes={"https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    ).strip()


def _name_rows(tokens: list[Token]) -> None:
    """Let the first column name the rows of a table whose corner is empty.

    The corner is then no head: a screen reader would announce a head without a name.
    """
    named = False
    for opening, inside, closing in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if opening.type == "table_open":
            named = False
        elif opening.type == "tr_open" and inside.type == "th_open" and not closing.content:
            named = True
            inside.tag = "td"
        elif opening.type == "th_open" and opening.tag == "td":
            closing.tag = "td"
        elif opening.type == "tr_open" and inside.type == "td_open" and named:
            inside.tag = "th"
            inside.attrs["scope"] = "row"
        elif opening.type == "td_open" and opening.tag == "th":
            closing.tag = "th"


def _settle_table_cell(token: Token) -> None:
    """Name head cells for screen readers; turn alignment, an inline style, into a class."""
    if token.type not in {"th_open", "td_open"}:
        return
    style = token.attrs.pop("style", None)
    if isinstance(style, str) and style in _CLASS_OF_STYLE:
        token.attrs["class"] = _CLASS_OF_STYLE[style]
    if token.type == "th_open" and token.tag == "th":
        token.attrs["scope"] = "col"
