"""How do colleagues answer about somebody: whom may one ask, how often, and for how long?

Ratings of colleagues are for growth alone. What may be shown of them is the matter of
``domain.disclosure``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, NewType

from assessment.domain.errors import RoundInvalid
from assessment.domain.language import day_words
from assessment.domain.language import gettext as _
from assessment.domain.text import LINE_LIMIT, UnusableText, clean_text

RoundId = NewType("RoundId", str)
RaterId = NewType("RaterId", str)

Role = Literal["manager", "peer", "report", "other"]
ROLES: tuple[Role, ...] = ("manager", "peer", "report", "other")

RaterState = Literal["invited", "begun", "submitted", "declined", "withdrawn"]

Question = Literal["keep", "change"]
QUESTIONS: tuple[Question, ...] = ("keep", "change")
"""What should they keep doing; what one thing would help most if it changed."""

FEWEST_RATERS = 3
MOST_RATERS = 8
MOST_MANAGERS = 1
"""The manager is the only rater who is named (MEASUREMENT.md 2.10), so there is one at most."""

SHORTEST_ROUND = timedelta(days=3)
USUAL_ROUND = timedelta(days=21)
LONGEST_ROUND = timedelta(days=60)
MOST_REMINDERS = 2
REMINDER_GAP = timedelta(days=4)
BETWEEN_ROUNDS = timedelta(days=60)
"""Asked again sooner, the same people answer about the same months; editorial assumption. It also
keeps two results from being subtracted to find one person who came or went."""
MOST_ROUNDS = 40
FORGET_RATERS = timedelta(days=30)
"""Names, addresses and single answers go this long after a round has closed."""

WORDS_LIMIT = 2_000
PURPOSE_LIMIT = 500
ADDRESS_LIMIT = 254
LOWEST_RATING, HIGHEST_RATING = 1, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """Somebody to be asked. ``name`` is for the asker's own list; no rater sees another's."""

    name: str
    role: Role
    address: str | None
    """None where the asker sends the link."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundPlan:
    """What a round begins with, as it may be stored."""

    asker: str
    """As the raters know the person who asks."""
    purpose: str
    closes_at: datetime
    invited: tuple[Invited, ...]


def check_round(
    asker: str, purpose: str, closes_on: date, invited: Sequence[Invited], *, now: datetime
) -> RoundPlan:
    """A round as it may begin.

    Raises:
        RoundInvalid: with the field and a sentence for the asker.
    """
    shown = _cleaned("asker", asker, LINE_LIMIT)
    if not shown:
        raise RoundInvalid("asker", _("Say who asks, as your colleagues know you."))
    closes_at = datetime(
        closes_on.year, closes_on.month, closes_on.day, 23, 59, 59, tzinfo=now.tzinfo
    )
    if not now + SHORTEST_ROUND <= closes_at <= now + LONGEST_ROUND + timedelta(days=1):
        raise RoundInvalid(
            "closes_on",
            _("Give a day between %(least)d and %(most)d days from now.")
            % {"least": SHORTEST_ROUND.days, "most": LONGEST_ROUND.days},
        )
    return RoundPlan(
        asker=shown,
        purpose=_cleaned("purpose", purpose, PURPOSE_LIMIT, lines=True),
        closes_at=closes_at,
        invited=check_invited(invited),
    )


def check_invited(invited: Sequence[Invited]) -> tuple[Invited, ...]:
    """Three to eight people, one manager at most, nobody twice.

    Raises:
        RoundInvalid: with the field and a sentence for the asker.
    """
    if not FEWEST_RATERS <= len(invited) <= MOST_RATERS:
        raise RoundInvalid(
            "raters",
            _("Ask %(fewest)d to %(most)d people; fewer could be told apart.")
            % {"fewest": FEWEST_RATERS, "most": MOST_RATERS},
        )
    if sum(1 for each in invited if each.role == "manager") > MOST_MANAGERS:
        raise RoundInvalid("raters", _("Name one manager at most; ask the others as “other”."))
    cleaned = tuple(_cleaned_rater(each) for each in invited)
    for what in ([each.name.casefold() for each in cleaned], _addresses(cleaned)):
        if len(set(what)) != len(what):
            raise RoundInvalid(
                "raters", _("Somebody is named twice. Each person answers once for themselves.")
            )
    return cleaned


def _addresses(invited: Sequence[Invited]) -> list[str]:
    return [each.address.casefold() for each in invited if each.address is not None]


def _cleaned_rater(each: Invited) -> Invited:
    name = _cleaned("raters", each.name, LINE_LIMIT)
    if not name:
        raise RoundInvalid("raters", _("Give everybody you ask a name you will recognise."))
    address = _cleaned("raters", each.address or "", ADDRESS_LIMIT) or None
    if address is not None and not _is_address(address):
        raise RoundInvalid(
            "raters", _("“%(address)s” is not an e-mail address.") % {"address": address[:60]}
        )
    return Invited(name=name, role=each.role, address=address)


def _is_address(text: str) -> bool:
    """Whether a message could be sent there at all; nobody but a mail server can say more.

    >>> _is_address("ada@example.org"), _is_address("ada@localhost"), _is_address("a b@example.org")
    (True, False, False)
    """
    user, at, host = text.rpartition("@")
    return bool(
        at
        and user
        and "." in host.strip(".")
        and not any(c.isspace() or c in ',;<>"' for c in text)
    )


def clean_words(text: str) -> str:
    """What a rater writes to one of the two questions. Raises RoundInvalid."""
    return _cleaned("words", text, WORDS_LIMIT, lines=True)


def check_value(value: int | None) -> int | None:
    """A rating from 1 to 5, or None for "I cannot say". Raises RoundInvalid."""
    if value is not None and not LOWEST_RATING <= value <= HIGHEST_RATING:
        raise RoundInvalid("value", _("Choose one of the five steps, or “I cannot say”."))
    return value


def may_ask_again(latest: datetime | None, *, now: datetime) -> str:
    """Why no round can begin now, as a sentence; empty where one can.

    ``latest`` is when the latest round closed.
    """
    if latest is None or now >= latest + BETWEEN_ROUNDS:
        return ""
    return _("Ask again from %(day)s on: sooner, people answer about the same months.") % {
        "day": _day(latest + BETWEEN_ROUNDS)
    }


def may_remind(reminders: int, latest: datetime, *, now: datetime) -> str:
    """Why nobody can be reminded now, as a sentence; empty where they can.

    ``latest`` is the latest reminder, or the invitation.
    """
    if reminders >= MOST_REMINDERS:
        return _("Two reminders are sent at most; whoever has not answered may have chosen not to.")
    if now < latest + REMINDER_GAP:
        return _("A reminder can be sent from %(day)s on.") % {"day": _day(latest + REMINDER_GAP)}
    return ""


def _day(moment: datetime) -> str:
    return day_words(moment)


def _cleaned(field: str, text: str, limit: int, *, lines: bool = False) -> str:
    try:
        return clean_text(text, limit=limit, lines=lines)
    except UnusableText as refused:
        raise RoundInvalid(field, str(refused)) from refused
