"""What is an account, what is an organisation, and which addresses can be written to?

A person answers; an account is a way to come back as that person with an address and a password.
An organisation never owns what people answered: it owns its briefs, its candidates and its looks.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NewType, get_args

from assessment.domain.attempts import PersonId
from assessment.domain.language import gettext as _
from assessment.domain.text import UnusableText, clean_text

AccountId = NewType("AccountId", str)
OrganisationId = NewType("OrganisationId", str)

Role = Literal["admin", "hiring-lead", "interviewer", "coach"]
ROLES: tuple[Role, ...] = get_args(Role)

ADDRESS_LIMIT = 254
"""Longest mail address, in characters (RFC 5321: a path has 256, two of them brackets)."""

_ADDRESS = re.compile(r"[^@\s<>,;:\"()\[\]\\]{1,64}@[^@\s<>,;:\"()\[\]\\/]{1,250}\.[^@\s.]{2,63}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A way to sign in. Each account speaks for exactly one person."""

    id: AccountId
    person: PersonId
    email: str
    name: str
    """What the person wants to be called; empty where they did not say."""
    verified: bool
    active: bool
    operator: bool
    created_at: datetime
    language: str = ""
    """The code of the language they chose; empty where they never did."""

    @property
    def called(self) -> str:
        """The name where there is one, else the address."""
        return self.name or self.email


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A company or practice in which accounts work together."""

    id: OrganisationId
    name: str
    created_at: datetime
    asks_second_step: bool
    """Its pages open to accounts alone that sign in by two steps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """What an account is in an organisation."""

    organisation: OrganisationId
    organisation_name: str
    account: AccountId
    name: str
    email: str
    role: Role
    since: datetime
    second_step: bool
    """Whether the account signs in by two steps."""


def clean_address(raw: str) -> str:
    """A mail address as it is kept and compared: one line, lower case.

    Mail systems that tell capitals apart are a curiosity; two accounts that differ in a capital
    are an accident waiting. Raises UnusableText where no mail could be sent there.

    >>> clean_address("  Ada@Example.ORG ")
    'ada@example.org'
    """
    typed = raw.strip()
    if any(ord(c) < 32 or ord(c) == 127 for c in typed):
        raise UnusableText(_("A mail address is one line without control characters."))
    address = clean_text(typed, limit=ADDRESS_LIMIT).lower()
    if _ADDRESS.fullmatch(address) is None or ".." in address:
        raise UnusableText(_("Enter a mail address, such as ada@example.org."))
    return address
