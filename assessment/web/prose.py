"""How does a template print authored text without escaping it twice, or not at all?"""

from markupsafe import Markup

from assessment.domain.prose import Prose


def prose(text: Prose) -> Markup:
    """Authored text as HTML.

    The one place where text is marked safe: ``ingest`` rendered it with raw HTML off and ran the
    sanitiser over the result. A table may be wider than a phone, so it gets a box to scroll in.
    """
    html = text.html.replace("<table>", '<div class="scroll"><table>')
    return Markup(html.replace("</table>", "</table></div>"))  # noqa: S704 - see above
