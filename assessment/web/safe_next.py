"""Where may a sign-in lead? To a page of ours and nowhere else."""

from urllib.parse import unquote, urlsplit

LONGEST = 1_000
_DOORS = ("/sign-in", "/sign-out", "/register", "/forgotten", "/reset/", "/verify/")
"""Pages that would lead round in a circle."""


def safe_next(raw: str | None, otherwise: str) -> str:
    r"""A path of ours, or ``otherwise``.

    >>> safe_next("/results/abc?view=print", "/mine")
    '/results/abc?view=print'
    >>> [safe_next(raw, "/mine") for raw in ("//evil.example", "https://evil.example", "/\\evil")]
    ['/mine', '/mine', '/mine']
    """
    if not raw or len(raw) > LONGEST or not raw.isascii() or not raw.isprintable() or " " in raw:
        return otherwise
    plain = unquote(unquote(raw))
    for text in (raw, plain):
        if not text.startswith("/") or text.startswith("//") or "\\" in text:
            return otherwise
        if any(ord(c) < 32 or ord(c) == 127 for c in text):
            return otherwise
    try:
        parts = urlsplit(raw)
    except ValueError:
        return otherwise
    if parts.scheme or parts.netloc or "/../" in f"{unquote(parts.path)}/":
        return otherwise
    if parts.path.startswith(_DOORS):
        return otherwise
    return raw
