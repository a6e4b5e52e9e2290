"""What does making the sample people need at hand, and how does one of them get an account?"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from assessment.domain.accounts import Account
from assessment.domain.attempts import PersonId
from assessment.services.accounts import create_account
from assessment.services.catalogs import CatalogShelf
from assessment.services.demo.cast import Role
from assessment.services.passwords import hash_password
from assessment.store.engine import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Where the sample people are made, and who is there already."""

    database: Database
    shelf: CatalogShelf
    password: str
    """The same for all of them, and another in every installation."""
    now: datetime
    accounts: dict[str, Account] = field(default_factory=dict)
    """By key, in the order in which they came."""
    tell: Callable[[str], None] = lambda _words: None
    """Told what is being made, for whoever waits."""

    def ago(self, days: float, hours: float = 0) -> datetime:
        """A moment so long before now; hours only ever bring it nearer."""
        return self.now - timedelta(days=days) + timedelta(hours=hours)

    def join(self, role: Role, at: datetime) -> Account:
        """An account as somebody has who verified their address and chose a password."""
        hashed = hash_password(self.password)
        account = self.database.write(
            lambda s: create_account(
                s,
                email=role.email,
                name=role.name,
                password_hash=hashed,
                verified=True,
                operator=role.operator,
                now=at,
            )
        )
        self.accounts[role.key] = account
        return account

    def person(self, key: str) -> PersonId:
        return self.accounts[key].person
