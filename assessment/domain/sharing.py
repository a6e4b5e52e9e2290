"""What may somebody share of themselves, with whom, for how long, and when does it end?

Nothing of a person reaches anybody else but by such an act. A grant is to one account, named by
its address; a link is to whoever holds it. Both say what is shared and until when, and both can
be taken back at once.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, NewType

from assessment.domain.accounts import AccountId, clean_address
from assessment.domain.attempts import AttemptId, PersonId
from assessment.domain.editions import Edition
from assessment.domain.errors import SharingInvalid
from assessment.domain.language import gettext as _
from assessment.domain.text import UnusableText, clean_text

GrantId = NewType("GrantId", str)
ShareLinkId = NewType("ShareLinkId", str)

Part = Literal["result", "answers", "plan", "exercises", "colleagues"]
PARTS: tuple[Part, ...] = ("result", "answers", "plan", "exercises", "colleagues")
"""What can be ticked; the answers are of no use without the result and need it."""

Scope = Literal["one", "later", "all"]
"""One result; that result and those submitted after it; every result."""

EndedBy = Literal["owner", "coach"]
GrantState = Literal["invited", "active", "lapsed", "ended"]
"""``lapsed``: its last day is over. ``ended``: somebody took it back."""

USUAL_DAYS = 90
LONGEST_DAYS = 366
"""A grant runs for twelve months at most; then it is given anew or not."""
INVITATION_DAYS = 14
USUAL_LINK_DAYS = 30
LONGEST_LINK_DAYS = 366
PURPOSE_LIMIT = 300
LABEL_LIMIT = 80
NAME_LIMIT = 200
MOST_GRANTS = 100
MOST_LINKS = 100
"""Open at one time, of one person; more is no sharing any more."""
MOST_KEPT = 200
"""Grants of one person, and links, with those that are over; of these the oldest are forgotten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a person ticks and writes when they share."""

    attempt: AttemptId | None
    """The result the scope starts from; None for ``all``."""
    scope: Scope
    parts: frozenset[Part]
    purpose: str
    until: date
    """The last day on which it holds, in UTC."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """One act of sharing with one account, from the invitation to the end."""

    id: GrantId
    owner: PersonId
    address: str
    """Whom the owner invited."""
    account: AccountId | None
    """Who accepted; None while nobody has."""
    terms: Terms
    edition: Edition
    """The edition of a shared result that the coach can download."""
    created_at: datetime
    accepted_at: datetime | None
    invited_until: datetime
    """When the invitation stops working, accepted or not."""
    ended_at: datetime | None
    ended_by: EndedBy | None

    def state(self, now: datetime) -> GrantState:
        """How it stands."""
        if self.ended_at is not None:
            return "ended"
        if self.terms.until < now.date():
            return "lapsed"
        if self.accepted_at is None:
            return "invited" if now < self.invited_until else "lapsed"
        return "active" if self.account is not None else "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareLink:
    """One act of sharing one result with whoever holds a link."""

    id: ShareLinkId
    owner: PersonId
    attempt: AttemptId
    edition: Edition
    label: str
    """The owner's own word for it; never shown to the holder."""
    purpose: str
    name: str
    """Empty where the edition does not hold it."""
    with_pdf: bool
    until: date
    created_at: datetime
    ended_at: datetime | None

    def is_open(self, today: date) -> bool:
        """Whether it still opens anything."""
        return self.ended_at is None and today <= self.until


def clean_invited(raw: str) -> str:
    """The address of somebody invited, as it is kept and compared.

    Raises:
        SharingInvalid: no mail could be sent there.
    """
    try:
        return clean_address(raw)
    except UnusableText as unusable:
        raise SharingInvalid("address", str(unusable)) from unusable


def clean_purpose(raw: str) -> str:
    """The purpose as it is kept.

    Raises:
        SharingInvalid: there is none, or it is too long.
    """
    purpose = _clean("purpose", raw, PURPOSE_LIMIT)
    if not purpose:
        raise SharingInvalid("purpose", _("Say what it is for: the person you invite reads it."))
    return purpose


def clean_label(raw: str) -> str:
    """A link's label as it is kept; it may be empty.

    Raises:
        SharingInvalid: it is too long.
    """
    return _clean("label", raw, LABEL_LIMIT)


def clean_link_purpose(raw: str) -> str:
    """What a link is for, as its holder reads it; it may be empty.

    Raises:
        SharingInvalid: it is too long.
    """
    return _clean("purpose", raw, PURPOSE_LIMIT)


def clean_name(raw: str) -> str:
    """The name an edition shows; it may be empty.

    Raises:
        SharingInvalid: it is too long.
    """
    return _clean("name", raw, NAME_LIMIT)


def _clean(field: str, raw: str, limit: int) -> str:
    try:
        return clean_text(raw, limit=limit)
    except UnusableText as unusable:
        raise SharingInvalid(field, str(unusable)) from unusable


def check_terms(terms: Terms, *, today: date) -> None:
    """Refuse terms nobody can keep.

    Raises:
        SharingInvalid: nothing is ticked, answers without their result, or a day out of bounds.
    """
    if not terms.parts:
        raise SharingInvalid("parts", _("Tick at least one thing to share."))
    if "answers" in terms.parts and "result" not in terms.parts:
        raise SharingInvalid("parts", _("The answers are part of a result: tick the result too."))
    if (terms.attempt is None) != (terms.scope == "all"):
        raise SharingInvalid("scope", _("Choose which results it is about."))
    check_until(terms.until, today=today, longest=LONGEST_DAYS)


def check_until(until: date, *, today: date, longest: int) -> None:
    """Refuse a last day that is over or too far away.

    Raises:
        SharingInvalid: it is.
    """
    if until < today:
        raise SharingInvalid("until", _("This day is over. Choose today or a later day."))
    if until > today + timedelta(days=longest):
        raise SharingInvalid(
            "until", _("Choose a day within the next twelve months; you can share anew later.")
        )
