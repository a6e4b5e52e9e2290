"""Which address do links in mails begin with? The one of the settings, never the request's."""

from flask import url_for

from assessment.web.state import settings


def public_link(endpoint: str, *, token: str | None = None) -> str:
    """An absolute address for a mail or for copying.

    Without a public address, which only development runs do, it is the address being used.
    """
    base = settings().public_url
    if base is None:
        return url_for(endpoint, _external=True, token=token)
    return f"{base.rstrip('/')}{url_for(endpoint, token=token)}"
