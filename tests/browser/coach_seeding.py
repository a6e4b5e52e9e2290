"""How does a browser test get a coach and a client who are signed in?"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from assessment.domain.accounts import Account
from assessment.domain.attempts import PersonId
from assessment.domain.catalog import Catalog
from assessment.domain.sharing import GrantId, Terms
from assessment.services.accounts import create_account, note_sign_in
from assessment.services.grants import offer_grant
from assessment.services.invitations import accept_invitation
from assessment.services.people import person_by_link
from assessment.services.sessions import open_session
from assessment.services.tokens import new_id
from assessment.store.engine import Database, open_database
from tests.browser import seeding
from tests.browser.seeding import Seeded, UnevenSitter
from tests.web.sitter import Sitter


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A coach's browser and that of somebody with an account, who have nothing in common yet."""

    database: Database
    coach: Seeded
    coach_account: Account
    client: Seeded
    owner: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class Coached:
    """A coach's browser, a client's browser, and the grant between them."""

    coach: Seeded
    client: Seeded
    grant: GrantId


def pair(address: str, var_dir: Path, catalog: Catalog) -> Pair:
    """Somebody with two full forms, a plan and an account, and a new coach."""
    database = open_database(f"sqlite:///{var_dir / 'cto-readiness.db'}")
    ada = seeding.person(address, catalog, UnevenSitter)
    ada.finish()
    again = Sitter(ada.client, catalog, skill=4.2, seed=23)
    latest = again.finish().split("/")[2]
    made = ada.post(f"/plan/new?attempt={latest}", {**seeding.PLAN_FACTS, "attempt": latest})
    assert made.status_code == 303
    link = ada.text("/mine").split("/resume/")[1][:43]
    with database.reading() as session:
        found = person_by_link(session, link)
    assert found is not None
    coach = new_account(database, "Ben Coach")
    client = new_account(database, "Ada Aspirant", found.id)
    return Pair(
        database=database,
        coach=Seeded(address=address, cookies=signed_in(database, coach), attempt=latest),
        coach_account=coach,
        client=Seeded(
            address=address,
            cookies=signed_in(database, client),
            attempt=latest,
            plan=made.headers["Location"].split("/")[2],
        ),
        owner=found.id,
    )


def coached(address: str, var_dir: Path, catalog: Catalog) -> Coached:
    """A pair of whom the client shares everything with the coach."""
    two = pair(address, var_dir, catalog)
    now = datetime.now(UTC)
    terms = Terms(
        attempt=None,
        scope="all",
        parts=frozenset({"result", "answers", "plan", "exercises"}),
        purpose="Coaching towards a CTO role",
        until=now.date() + timedelta(days=90),
    )
    email = two.coach_account.email
    offered = two.database.write(
        lambda s: offer_grant(s, two.owner, email, terms, save_id=new_id(), now=now)
    )
    token = offered.token or ""
    grant = two.database.write(lambda s: accept_invitation(s, two.coach_account, token, now=now))
    return Coached(coach=two.coach, client=two.client, grant=grant)


def new_account(database: Database, name: str, person: PersonId | None = None) -> Account:
    """A verified account with an address nobody has, of a person or of a new one."""
    now = datetime.now(UTC)
    email = f"{name.split()[0].lower()}-{new_id()[:8]}@example.org"
    return database.write(
        lambda s: create_account(s, email=email, name=name, person=person, verified=True, now=now)
    )


def signed_in(database: Database, account: Account) -> dict[str, str]:
    """The cookies of a browser in which the account has signed in."""
    now = datetime.now(UTC)
    database.write(lambda s: note_sign_in(s, account.id, now=now))
    raw_id = database.write(
        lambda s: open_session(
            s, person=account.person, account=account.id, device="Chromium", now=now
        )
    )
    return {"cto": raw_id}
