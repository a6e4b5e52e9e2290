"""What had somebody written in a form that was not taken, and where does the form stand?

Only what came in this request is given back, to whoever sent it, and nothing of it is kept.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from flask import current_app, request

from assessment.domain.text import NOTE_LIMIT

SHORTEST = 20
"""What is not longer than this is typed again in a moment, or was chosen and not typed."""
LONGEST = NOTE_LIMIT
"""No field takes more; the size of the whole is bounded by the size of a body."""
LONGEST_NAME = 60
MOST_FIELDS = 100

_SECRET = ("password", "code", "token", "csrf", "secret", "key")
_UNTYPED = frozenset({"current", "new", "next", "brief"})
"""Two names under which passwords are typed, and two of what the page itself puts in."""
_NO_WORDS = re.compile(r"[\w.,/?=&%+-]+", re.ASCII)
"""Ids, marks and addresses of pages: one run of plain signs, without a space."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The text of one field."""

    name: str
    text: str


def what_was_written() -> tuple[Written, ...]:
    """The longer texts of the form that was sent, without passwords, codes and keys.

    Nothing where another site sent the form: its words would stand there as the visitor's own.
    """
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return ()
    return tuple(islice(_texts(), MOST_FIELDS))


def _texts() -> Iterator[Written]:
    for name, text in request.form.items(multi=True):
        if len(text) > SHORTEST and is_shown(name) and not _NO_WORDS.fullmatch(text):
            yield Written(name=name[:LONGEST_NAME], text=text[:LONGEST])


def is_shown(name: str) -> bool:
    """Whether what was typed into a field of this name may stand on a page.

    >>> [is_shown(name) for name in ("text", "note-strategy", "new", "csrf_token", "Passcode")]
    [True, True, False, False, False]
    """
    plain = name.lower()
    return plain not in _UNTYPED and not any(word in plain for word in _SECRET)


def page_of_the_form() -> str | None:
    """The path of the page that the form of this request stands on; None where none is known.

    A form is sent to the address of its page or to one below it: the route tells which, not what
    the address happens to look like.
    """
    if request.url_rule is None:
        return None
    pages = {r.rule for r in current_app.url_map.iter_rules() if "GET" in (r.methods or ())}
    rule, path = request.url_rule.rule, request.path
    while rule and rule not in pages:
        rule, path = rule.rpartition("/")[0], path.rpartition("/")[0]
    return path if rule else None
