"""How is a password judged, kept and compared?

Passwords are kept as argon2id hashes (11.4: memory-hard), with OWASP's parameters for a server
that has other work to do: 19 MiB, two passes, one lane. Hashes are made two at a time at most, so
that a crowd at the sign-in page does not take the processor from those who answer questions.
"""

import re
import threading
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from assessment.domain.language import gettext as _
from assessment.services.common_passwords import is_common

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST = 8
HINTED = 15
LONGEST = 1_024

_OURS = ("ctoreadiness", "readiness", "assessment")
_SHORTEST_NAME = 4
"""Shorter names are in too many good passwords to refuse them."""
_AT_ONCE = threading.BoundedSemaphore(2)


def normalised(password: str) -> str:
    """One form of a password, however a keyboard composes its characters; nothing is cut."""
    return unicodedata.normalize("NFKC", password)


def password_problem(password: str, *, about: Iterable[str] = ()) -> str:
    """Why a password cannot be taken, as a sentence; empty where it can.

    ``about`` are words an attacker tries first: the person's address, their name, their
    organisations.

    >>> password_problem("correct horse battery staple")
    ''
    """
    if len(password) > LONGEST:  # before it is composed, which costs the square of its length
        return _("Use at most %(most)d characters.") % {"most": LONGEST}
    plain = normalised(password)
    if len(plain) < SHORTEST:
        return _("Use at least %(least)d characters; %(hint)d or more are better.") % {
            "least": SHORTEST,
            "hint": HINTED,
        }
    if len(plain) > LONGEST:
        return _("Use at most %(most)d characters.") % {"most": LONGEST}
    if any(0xD800 <= ord(c) <= 0xDFFF for c in plain):
        return _("This password holds a broken character.")
    if is_common(plain):
        return _(
            "Many people use this password, and whoever guesses begins with it. Choose another."
        )
    letters = _letters(plain)
    names = [*_OURS, *(_letters(word) for text in about for word in _words(text))]
    if any(len(name) >= _SHORTEST_NAME and _is_mostly(letters, name) for name in names):
        return _("This is little more than a name that is easily guessed. Add words to it.")
    return ""


def hash_password(password: str) -> str:
    """What is kept of a password."""
    with _AT_ONCE:
        return _hasher().hash(normalised(password))


def password_fits(kept: str | None, password: str) -> bool:
    """Whether a password is the kept one; costs as much where nothing is kept.

    >>> password_fits(None, "anything")
    False
    """
    from argon2.exceptions import InvalidHashError, VerificationError

    too_long = len(password) > LONGEST
    with _AT_ONCE:
        try:
            _hasher().verify(kept or _dummy(), "" if too_long else normalised(password))
        except (VerificationError, InvalidHashError, UnicodeError):
            return False
    return kept is not None and not too_long


def is_outdated(kept: str) -> bool:
    """Whether a hash was made with other parameters than today's."""
    return _hasher().check_needs_rehash(kept)


@cache
def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher  # where somebody signs in, not at every start

    return PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


@cache
def _dummy() -> str:
    """A hash of nothing anybody knows, to spend on addresses without an account."""
    import secrets

    return _hasher().hash(secrets.token_hex(16))


def _words(text: str) -> list[str]:
    """A name, and its parts: of an address the part before the sign, of a company its words."""
    return [text, *re.split(r"[@\s.,+_-]+", text)]


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _is_mostly(password: str, name: str) -> bool:
    """Whether a password without this name would be too short to be one."""
    return name in password and len(password.replace(name, "")) < SHORTEST - 2
