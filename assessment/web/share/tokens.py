"""How is the link of an invitation or a share shown to its maker, though only a hash is kept?

The token stays sealed in the maker's own session until their next act of sharing; nobody else
sees it.
"""

from flask import url_for

from assessment.web.sealed import keep_sealed, show_sealed
from assessment.web.state import settings

_KEY = "shared"


def remember(thing: str, token: str) -> None:
    """Keep a token at hand for the page that shows its link."""
    keep_sealed(_KEY, thing, token)


def shown_once(thing: str) -> str | None:
    """The token of a thing that this browser made last; None for any other."""
    held = show_sealed(_KEY)
    return held[1] if held and held[0] == thing else None


def absolute(endpoint: str, *, token: str) -> str:
    """A link as it is sent to somebody."""
    base = settings().public_url
    if base:
        return f"{base.rstrip('/')}{url_for(endpoint, token=token)}"
    return url_for(endpoint, token=token, _external=True)
