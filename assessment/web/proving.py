"""When did somebody signed in last prove who they are, and how does a browser come to be theirs?"""

import structlog
from flask import g, session

from assessment.domain.accounts import Account
from assessment.domain.samples import is_sample
from assessment.services.accounts import note_sign_in
from assessment.services.joining import guest_things
from assessment.services.session_life import life_of_session
from assessment.web.languages import CHOSEN
from assessment.web.state import database, now

RECENT_SECONDS = 15 * 60
"""What opens an account to others asks again after this."""
_KEY = "proved_at"
GUEST = "guest"
"""Where the session keeps whom the browser spoke for before the sign-in."""
SAMPLE = "sample"
"""Where it keeps that a sample person of the demo signed in: so no page needs a query for it."""


def complete_sign_in(account: Account) -> None:
    """The browser speaks for the account from now on, under a new session id.

    How long that lasts is decided here. What a guest had answered in this browser is remembered,
    to be offered on the next page. It speaks the account's language, or goes on in its own where
    the account never chose one.
    """
    before = g.person if g.account is None and g.person != account.person else None
    database().write(lambda store: note_sign_in(store, account.id, now=now()))
    language = account.language or session.get(CHOSEN)
    session.clear()
    if language:
        session[CHOSEN] = language
    if before is not None:
        with database().reading() as store:
            if guest_things(store, before):
                session[GUEST] = before
    if is_sample(account.email):
        session[SAMPLE] = True
    g.person, g.account = account.person, account.id
    with database().reading() as store:
        session.lasts = life_of_session(store, account)  # type: ignore[attr-defined]
    structlog.get_logger("accounts").info("signed in", account=account.id)
    note_proof()


def note_proof() -> None:
    """The person has just proved who they are."""
    session[_KEY] = now().timestamp()


def proved_recently() -> bool:
    """Whether what is about to happen may happen without asking again."""
    at = session.get(_KEY)
    return isinstance(at, int | float) and 0 <= now().timestamp() - at < RECENT_SECONDS


def renew_session() -> None:
    """A new id for this browser: what proves the person has changed."""
    session.renew = True  # type: ignore[attr-defined]
