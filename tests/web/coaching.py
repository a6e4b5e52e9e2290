"""How do tests get a coach and a client who shares with them?"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import cast

from flask import Flask

from assessment.domain.accounts import Account
from assessment.domain.attempts import AttemptId, PersonId
from assessment.domain.editions import PIECES, Edition, Piece
from assessment.domain.sharing import GrantId, Part, Terms
from assessment.services.databases import Database
from assessment.services.grants import offer_grant, revoke_grant
from assessment.services.invitations import accept_invitation
from assessment.services.people import person_by_link
from assessment.services.tokens import new_id
from tests.web.signed_in import make_account, sign_in
from tests.web.sitter import Sitter

EVERYTHING: frozenset[Part] = frozenset({"result", "answers", "plan", "exercises"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A coach with a browser, and what a client shares with them."""

    app: Flask
    coach: Sitter
    account: Account
    owner: PersonId
    grant: GrantId
    attempt: str

    @property
    def home(self) -> str:
        return f"/clients/{self.grant}"

    def revoke(self) -> None:
        """The client takes it back."""
        database_of(self.app).write(
            lambda s: revoke_grant(s, self.owner, self.grant, now=datetime.now(UTC))
        )


def database_of(app: Flask) -> Database:
    return cast(Database, app.extensions["database"])


def person_of(app: Flask, sitter: Sitter) -> PersonId:
    """Who a browser speaks for."""
    link = sitter.text("/mine").split("/resume/")[1][:43]
    with database_of(app).reading() as store:
        found = person_by_link(store, link)
    assert found is not None
    return found.id


def share_with(
    app: Flask,
    owner: PersonId,
    account: Account,
    *,
    attempt: str = "",
    parts: frozenset[Part] = EVERYTHING,
    hold: Collection[Piece] | None = None,
) -> GrantId:
    """The client shares, the coach accepts; ``hold`` is what was ticked for the report."""
    now = datetime.now(UTC)
    terms = Terms(
        attempt=AttemptId(attempt) if attempt else None,
        scope="one" if attempt else "all",
        parts=parts,
        purpose="Coaching towards a CTO role",
        until=now.date() + timedelta(days=90),
    )
    edition = (
        None
        if hold is None
        else Edition(kind="coach", pieces=tuple(p for p in PIECES if p in hold), areas=None)
    )
    database = database_of(app)
    offered = database.write(
        lambda s: offer_grant(
            s, owner, account.email, terms, save_id=new_id(), edition=edition, now=now
        )
    )
    assert offered.token is not None
    token = offered.token
    return database.write(lambda s: accept_invitation(s, account, token, now=now))


def pair(app: Flask, client: Sitter, *, email: str = "ben@example.org", one: bool = False) -> Pair:
    """Ben, and a client who finishes a full form and shares it all with him."""
    attempt = client.finish().split("/")[2]
    owner = person_of(app, client)
    account = make_account(app, email, "Ben Coach")
    grant = share_with(app, owner, account, attempt=attempt if one else "")
    return Pair(
        app=app,
        coach=sign_in(app, account),
        account=account,
        owner=owner,
        grant=grant,
        attempt=attempt,
    )
