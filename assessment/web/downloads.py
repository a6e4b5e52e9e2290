"""How is a file handed over: its name, its type, as an attachment?"""

import re
import unicodedata
from urllib.parse import quote

from flask import Response


def download_name(words: str, extension: str) -> str:
    """A safe ASCII file name from words.

    >>> download_name("CTO readiness – Zoë", "pdf")
    'cto-readiness-zoe.pdf'
    """
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:80]
    return f"{slug or 'download'}.{extension}"


def attachment(body: bytes | str, *, name: str, mimetype: str) -> Response:
    """A download answer."""
    response = Response(body, mimetype=mimetype)
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"{name}\"; filename*=UTF-8''{quote(name)}"
    )
    return response
