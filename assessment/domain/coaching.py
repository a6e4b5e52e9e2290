"""What does a coach write about their work with a client, and who may read it?"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal, NewType

from assessment.domain.errors import CoachingInvalid
from assessment.domain.language import gettext as _
from assessment.domain.text import UnusableText, clean_text

NoteId = NewType("NoteId", str)
AgreedId = NewType("AgreedId", str)

Visibility = Literal["only-me", "with-client"]
VISIBILITIES: tuple[Visibility, ...] = ("only-me", "with-client")

AgreedState = Literal["proposed", "taken", "done", "declined", "withdrawn"]
"""``proposed`` by the coach; ``taken``, ``done`` or ``declined`` by the client; ``withdrawn`` by
the coach."""
CLIENT_MOVES: tuple[AgreedState, ...] = ("taken", "done", "declined")

NOTE_CHARACTERS = 8_000
WHAT_CHARACTERS = 160
DONE_WHEN_CHARACTERS = 400
FEWEST_HOURS, MOST_HOURS = 0.5, 40.0
MOST_NOTES = 2_000
"""Notes of one coach about one client."""
MOST_AGREED = 200
"""Actions one coach has put to one client."""
FURTHEST_DAYS = 366
_FIRST_ZONE = timedelta(hours=14)
"""How far the earliest of the world's clocks is ahead of UTC."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something a coach wrote down. ``revision`` counts its changes, from 1."""

    id: NoteId
    text: str
    visibility: Visibility
    session_on: date
    """The conversation it is about."""
    revision: int
    written_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteDraft:
    """A note as it is typed."""

    text: str
    visibility: Visibility
    session_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedDraft:
    """An action as a coach puts it to a client."""

    what: str
    done_when: str
    due_on: date
    hours: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedLine:
    """An action a coach put to a client, and what became of it."""

    id: AgreedId
    what: str
    done_when: str
    due_on: date
    hours: float
    state: AgreedState
    author: str
    """Who agreed on it with the client, by the name they go by."""
    agreed_on: date
    changed_at: datetime
    plan: str | None
    """The plan it stands in, where the client has one."""

    def is_late(self, today: date) -> bool:
        """Whether its day is over and it still waits."""
        return self.state in ("proposed", "taken") and self.due_on < today


def check_note(text: str, visibility: Visibility, session_on: date, *, now: datetime) -> NoteDraft:
    """A note as it may be stored.

    Raises:
        CoachingInvalid: with the field and a sentence for the writer.
    """
    clean = _clean("text", text, NOTE_CHARACTERS, lines=True)
    if not clean:
        raise CoachingInvalid("text", _("Write something, or leave the page."))
    if session_on > (now + _FIRST_ZONE).date():
        raise CoachingInvalid("session_on", _("This day is still to come."))
    return NoteDraft(text=clean, visibility=visibility, session_on=session_on)


def check_agreed(
    what: str, done_when: str, due_on: date, hours: float, *, now: datetime
) -> AgreedDraft:
    """An action as it may be put to a client.

    Raises:
        CoachingInvalid: with the field and a sentence for the writer.
    """
    clean = _clean("what", what, WHAT_CHARACTERS)
    if not clean:
        raise CoachingInvalid("what", _("Say in a line what was agreed."))
    when = _clean("done_when", done_when, DONE_WHEN_CHARACTERS)
    if not when:
        raise CoachingInvalid("done_when", _("Say how both of you will know that it is done."))
    today = now.astimezone(UTC).date()
    if not today - timedelta(days=1) <= due_on <= today + timedelta(days=FURTHEST_DAYS):
        raise CoachingInvalid("due_on", _("Choose a day within the next twelve months."))
    if not FEWEST_HOURS <= hours <= MOST_HOURS:
        raise CoachingInvalid("hours", _("Give between half an hour and 40 hours."))
    return AgreedDraft(what=clean, done_when=when, due_on=due_on, hours=round(hours * 2) / 2)


def may_move(state: AgreedState, to: AgreedState) -> bool:
    """Whether a client may move an action on: an offer that was taken back stays back.

    >>> may_move("proposed", "taken"), may_move("taken", "done"), may_move("withdrawn", "taken")
    (True, True, False)
    """
    return state != "withdrawn" and to in CLIENT_MOVES and to != state


def _clean(field: str, raw: str, limit: int, *, lines: bool = False) -> str:
    try:
        return clean_text(raw, limit=limit, lines=lines)
    except UnusableText as unusable:
        raise CoachingInvalid(field, str(unusable)) from unusable
