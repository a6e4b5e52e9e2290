"""How does a template print authored text without escaping it twice, or not at all?"""

from markupsafe import Markup

from assessment.domain.prose import Prose


def prose(text: Prose) -> Markup:
    """Authored text as HTML.

    The one place where text is marked safe: ``ingest`` rendered it with raw HTML off and ran the
    sanitiser over the result.
    """
    return Markup(text.html)  # noqa: S704 - see above
