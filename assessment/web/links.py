"""How is a guest's private link kept at hand for the browser that made it?

The server keeps a hash only. The link itself lives in the browser's own session, so that this
browser can show it again until somebody asks for a new one.
"""

from flask import g, session, url_for

from assessment.domain.attempts import PersonId
from assessment.web.state import settings

_KEY = "link"


def remember_link(person: PersonId, token: str) -> None:
    """The browser speaks for this person from now on and can show their link."""
    g.person = person
    session[_KEY] = token


def become(person: PersonId) -> None:
    """The browser speaks for this person; their link is not known here."""
    g.person = person
    session.pop(_KEY, None)


def show_link() -> str | None:
    """The private link as an address; None where this browser came by a key file."""
    token = session.get(_KEY)
    if not isinstance(token, str):
        return None
    path = url_for("account.resume", token=token)
    base = settings().public_url
    return (
        f"{base.rstrip('/')}{path}"
        if base
        else url_for("account.resume", token=token, _external=True)
    )
