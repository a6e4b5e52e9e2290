"""Which sample people are there, how do they come, and how do they all go again?

They are known by their addresses, which nobody else can have: mail to them reaches nobody. What
belongs to somebody else is never touched.
"""

import base64
import hmac
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from assessment.domain.accounts import Account
from assessment.services.accounts import to_account
from assessment.services.catalogs import CatalogShelf
from assessment.services.credentials import credentials_of, set_password
from assessment.services.demo.aspirants import make_aspirants, make_last
from assessment.services.demo.cast import EVERYBODY, LAST, OPERATOR, Role
from assessment.services.demo.coaching import make_coaching
from assessment.services.demo.hiring import make_hiring
from assessment.services.demo.stage import Stage
from assessment.services.dissolving import left_behind
from assessment.services.passwords import hash_password, password_fits
from assessment.services.people import delete_person
from assessment.store.engine import Database
from assessment.store.records import (
    AccountRecord,
    MembershipRecord,
    OrganisationRecord,
    PersonRecord,
)


class DemoRefused(Exception):  # noqa: N818 - named for what happened
    """The sample people cannot come or go; the message says why and what would help."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """Who is there."""

    roles: tuple[Role, ...]
    """The sample people, in the order of the cast."""
    others: int
    """People who are none of them."""

    @property
    def whole(self) -> bool:
        """Whether nothing was broken off: who comes last is there."""
        return LAST in self.roles

    @property
    def gone(self) -> bool:
        return not self.roles


def sample_password(secret_key: str) -> str:
    """The password of this installation's sample people; another key gives another.

    It is not kept anywhere, so that a command may print it as often as it is asked.

    >>> sample_password("a" * 32) == sample_password("b" * 32)
    False
    """
    drawn = hmac.digest(secret_key.encode(), b"sample people of the demo", "sha256")
    letters = base64.b32encode(drawn[:10]).decode().lower()
    return "-".join(letters[at : at + 4] for at in range(0, 16, 4))


def look(session: Session) -> Presence:
    """Who is there now."""
    there = {account.email for account in _accounts(session)}
    everybody = session.scalar(select(func.count()).select_from(PersonRecord)) or 0
    roles = tuple(role for role in EVERYBODY if role.email in there)
    return Presence(roles=roles, others=everybody - len(roles))


def add_demo(
    database: Database,
    shelf: CatalogShelf,
    password: str,
    *,
    beside_others: bool = False,
    tell: Callable[[str], None] = lambda _words: None,
    now: datetime,
) -> Presence:
    """Let the sample people come; who is there already is left as they are.

    An add that was broken off is begun again. Beside other people no operator is made, who would
    see their addresses.

    Raises:
        DemoRefused: there are other people, and nobody said that this is fine.
    """
    with database.reading() as session:
        before = look(session)
    if before.whole:
        _renew_password(database, password)
        return before
    if before.others and not beside_others:
        raise DemoRefused(
            "Other people are in this database. --yes adds the sample people beside them."
        )
    if not before.gone:
        remove_demo(database, now=now)
    stage = Stage(database=database, shelf=shelf, password=password, now=now, tell=tell)
    made = make_aspirants(stage)
    make_coaching(stage, made)
    make_hiring(stage)
    if not before.others:
        stage.join(OPERATOR, stage.ago(171))
    make_last(stage)
    with database.reading() as session:
        return look(session)


def remove_demo(database: Database, *, now: datetime) -> Presence:
    """Let the sample people go with everything of theirs; who went.

    Raises:
        DemoRefused: somebody else works in an organisation of theirs, or a search in it is held.
    """
    with database.reading() as session:
        before = look(session)
        accounts = _accounts(session)
        _refuse_what_is_shared(session, accounts)
        founders = _administrators(session, accounts)
    # Whoever administers an organisation goes last, when nobody is left to hand it to.
    for account in sorted(accounts, key=lambda account: account.id in founders):
        delete_person(database, account.person, now=now)
    return before


def _accounts(session: Session) -> Sequence[Account]:
    rows = session.scalars(
        select(AccountRecord).where(AccountRecord.email.in_([r.email for r in EVERYBODY]))
    )
    return [to_account(row) for row in rows]


def _administrators(session: Session, accounts: Sequence[Account]) -> set[str]:
    return set(
        session.scalars(
            select(MembershipRecord.account_id).where(
                MembershipRecord.account_id.in_([a.id for a in accounts]),
                MembershipRecord.role == "admin",
            )
        )
    )


def _refuse_what_is_shared(session: Session, accounts: Sequence[Account]) -> None:
    """Nothing goes before it is sure that everything can."""
    ids = [account.id for account in accounts]
    own = aliased(MembershipRecord)
    shared = session.scalars(
        select(OrganisationRecord.name)
        .join(MembershipRecord, MembershipRecord.organisation_id == OrganisationRecord.id)
        .where(
            MembershipRecord.account_id.not_in(ids),
            select(own.account_id)
            .where(
                own.organisation_id == OrganisationRecord.id,
                own.account_id.in_(ids),
                own.role == "admin",
            )
            .exists(),
        )
        .distinct()
    ).all()
    if shared:
        raise DemoRefused(
            f"Somebody who is no sample person works in {', '.join(sorted(shared))}:"
            " they leave it first, or it is handed over."
        )
    held = [left.name for a in accounts for left in left_behind(session, a.person) if left.held]
    if held:
        raise DemoRefused(f"A search of {', '.join(held)} is kept for a reason: lift that first.")


def _renew_password(database: Database, password: str) -> None:
    """Where the installation's key has changed since, everybody has the password of today's."""
    with database.reading() as session:
        accounts = _accounts(session)
        kept = credentials_of(session, accounts[0].id).password
    if password_fits(kept, password):
        return
    for account in accounts:
        hashed = hash_password(password)
        with database.writing() as session:
            set_password(session, account.id, hashed)
