"""How does a browser's cookie become a session kept on the server?

The cookie holds a random id and nothing else. A session that holds nothing is never stored, so
that looking around leaves no trace.
"""

import contextlib
from datetime import timedelta
from typing import Any

from flask import Flask, Request, Response, g, request
from flask.sessions import SessionInterface, SessionMixin
from sqlalchemy.orm import Session
from werkzeug.datastructures import CallbackDict

from assessment.domain.accounts import AccountId
from assessment.domain.attempts import PersonId
from assessment.domain.errors import StoreUnavailable
from assessment.services.people import touch_visit
from assessment.services.sessions import (
    ABSOLUTE,
    end_session,
    load_session,
    needs_touch,
    open_session,
    rotate_session,
    save_session,
    touch_session,
)
from assessment.web.devices import device_words
from assessment.web.state import database, now


class ServerSession(CallbackDict[str, Any], SessionMixin):
    """What one browser's session holds, and whether that changed."""

    modified: bool
    accessed: bool

    def __init__(self, content: dict[str, Any] | None = None, raw_id: str | None = None) -> None:
        def changed(own: "ServerSession") -> None:
            own.modified = True

        super().__init__(content or {}, changed)
        self.raw_id = raw_id
        self.person: PersonId | None = None
        self.account: AccountId | None = None
        self.renew = False
        """Give this browser a new id although it speaks for the same person as before."""
        self.lasts: timedelta = ABSOLUTE
        """How long a new id lasts from now, decided where somebody signs in."""
        self.modified = False
        self.accessed = False
        self.ended = False
        self.used_again = False


class ServerSessions(SessionInterface):
    """Loads and stores sessions through the use cases of ``services.sessions``."""

    def __init__(self, *, secure: bool) -> None:
        self._secure = secure
        self._cookie = "__Host-cto" if secure else "cto"

    def open_session(self, app: Flask, request: Request) -> ServerSession:
        """The session of the request's cookie; an empty one where there is none."""
        del app
        g.person = g.account = None
        raw_id = request.cookies.get(self._cookie)
        if raw_id is None:
            return ServerSession()
        with database().reading_rows() as store:
            found = load_session(store, raw_id, now=now())
        if found is None:
            return ServerSession()
        session = ServerSession(dict(found.content), raw_id)
        session.person = g.person = found.person
        session.account = g.account = found.account
        session.lasts = found.lasts
        session.used_again = needs_touch(found, now=now())
        return session

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Store what changed before the answer leaves; set the cookie where the id is new."""
        del app
        if not isinstance(session, ServerSession) or g.get("store_is_away", False):
            return  # the answer says so already; a second try would only fail behind it
        response.vary.add("Cookie")
        if session.ended:
            if session.raw_id is not None:
                raw_id = session.raw_id
                database().write(lambda store: end_session(store, raw_id))
            response.delete_cookie(self._cookie, path="/", secure=self._secure, httponly=True)
            return
        known = session.raw_id
        # A guest has no password to come back with.
        lasts = ABSOLUTE if g.account is None else session.lasts
        stored = self._stored(session, lasts)
        if stored is not None and stored != known:
            response.set_cookie(
                self._cookie,
                stored,
                max_age=int(lasts.total_seconds()),
                path="/",
                secure=self._secure,
                httponly=True,
                samesite="Lax",
            )

    def _stored(self, session: ServerSession, lasts: timedelta) -> str | None:
        """Write what has to be written; the id the browser should hold from now on."""
        known, person, content = session.raw_id, g.person, dict(session)
        account = g.account
        device = "" if account is None else device_words(request.user_agent.string)
        changed = session.renew or (person, account) != (session.person, session.account)
        if changed and known is not None:
            # Whoever the browser speaks for has changed: the old id must not.
            return database().write(
                lambda store: _rotated(store, known, person, account, device, content, lasts)
            )
        if known is None:
            if not content and person is None:
                return None
            return database().write(
                lambda store: open_session(
                    store,
                    person=person,
                    account=account,
                    device=device,
                    content=content,
                    lasts=lasts,
                    now=now(),
                )
            )
        if session.modified:
            database().write(lambda store: save_session(store, known, content, now=now()))
        if session.used_again:
            # A page that was read is not refused because its use could not be noted.
            with contextlib.suppress(StoreUnavailable):
                database().write(lambda store: _note_use(store, known, person))
        return known


def _note_use(store: Session, known: str, person: PersonId | None) -> None:
    touch_session(store, known, now=now())
    if person is not None:
        touch_visit(store, person, now=now())


def _rotated(
    store: Session,
    known: str,
    person: PersonId | None,
    account: AccountId | None,
    device: str,
    content: dict[str, Any],
    lasts: timedelta,
) -> str:
    raw_id = rotate_session(
        store, known, person=person, account=account, device=device, lasts=lasts, now=now()
    )
    save_session(store, raw_id, content, now=now())
    return raw_id
