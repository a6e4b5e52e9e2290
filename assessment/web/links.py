"""How is a guest's private link kept at hand for the browser that made it?

The server keeps a hash only. The link itself lives in the browser's own session, so that this
browser can show it again until somebody asks for a new one. It is sealed there: the database
alone, or a copy of it, opens nobody's answers.
"""

from flask import g, session, url_for

from assessment.domain.attempts import PersonId
from assessment.web.state import sealer, settings

_KEY = "link"
_SEALED_FOR = "private link"


def remember_link(person: PersonId, token: str) -> None:
    """The browser speaks for this person from now on and can show their link."""
    g.person, g.account = person, None
    session[_KEY] = sealer().seal(_SEALED_FOR, token)


def become(person: PersonId) -> None:
    """The browser speaks for this person; their link is not known here."""
    g.person, g.account = person, None
    session.pop(_KEY, None)


def show_link() -> str | None:
    """The private link as an address; None where this browser came by a key file."""
    sealed = session.get(_KEY)
    token = sealer().open(_SEALED_FOR, sealed) if isinstance(sealed, str) else None
    if token is None:
        return None
    path = url_for("account.resume", token=token)
    base = settings().public_url
    return (
        f"{base.rstrip('/')}{path}"
        if base
        else url_for("account.resume", token=token, _external=True)
    )
