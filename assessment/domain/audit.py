"""What is written down when somebody opens what is not theirs, so that no line can be changed?

A line holds ids and the name of an action, no words and no names. Each line's hash covers the
hash of the line before it: whoever changes, removes or inserts a line breaks the chain from there
on, and the head, kept beside the lines, shows when lines are missing at the end.
"""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

from assessment.domain.attempts import PersonId

ActorKind = Literal["person", "account", "link", "token", "rater", "operator", "system"]
"""``person`` is a guest or an owner without an account; ``link`` whoever holds a share link."""

BEGINNING = "0" * 64
"""What the first line takes for the hash of the line before it."""

_ACTION = re.compile(r"[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*", re.ASCII)
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who did it, by an opaque id; the system has the id ``system``."""

    kind: ActorKind
    id: str


SYSTEM = Actor(kind="system", id="system")


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEvent:
    """One line of the trail, before it has its place in the chain."""

    at: datetime
    actor: Actor
    action: str
    """What was done, as ``thing.deed``: ``result.opened``, ``grant.revoked``."""
    owner: PersonId | None
    """Whose thing it is, where it is a person's."""
    organisation: str | None
    kind: str
    """What sort of thing, as in ``attempt``, ``plan``, ``grant``."""
    object_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditLine:
    """An event in its place."""

    sequence: int
    event: AuditEvent
    previous: str
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """How far the trail goes: the number and the hash of its last line."""

    sequence: int = field(default=0)
    hash: str = field(default=BEGINNING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """The first place where the trail is not what was written."""

    sequence: int
    why: str


def line_hash(previous: str, sequence: int, event: AuditEvent) -> str:
    """The hash of a line: over the line before it, its number and everything it says."""
    written = json.dumps(
        [
            previous,
            sequence,
            event.at.astimezone(UTC).isoformat(timespec="microseconds"),
            event.actor.kind,
            event.actor.id,
            event.action,
            event.owner,
            event.organisation,
            event.kind,
            event.object_id,
        ],
        separators=(",", ":"),
    )
    return hashlib.sha256(written.encode()).hexdigest()


def follow(head: Head, event: AuditEvent) -> AuditLine:
    """The line an event becomes after the present head.

    Raises:
        ValueError: it holds anything but ids and names of ours. The trail outlives what it speaks
            of, so no word of anybody's may get into it.
    """
    if _ACTION.fullmatch(event.action) is None:
        raise ValueError(f"{event.action!r} is no action: write it as thing.deed")
    given = (event.actor.id, event.owner, event.organisation, event.kind, event.object_id)
    if any(part is not None and _ID.fullmatch(part) is None for part in given):
        raise ValueError("an audit line holds ids only")
    sequence = head.sequence + 1
    return AuditLine(
        sequence=sequence,
        event=event,
        previous=head.hash,
        hash=line_hash(head.hash, sequence, event),
    )


def find_break(lines: Iterable[AuditLine], head: Head) -> Break | None:
    """The first line, in order, that was changed, removed or put in between; None for none."""
    at = Head()
    for line in lines:
        expected = at.sequence + 1
        if line.sequence != expected:
            return Break(sequence=expected, why="missing")
        if line.previous != at.hash or line.hash != line_hash(at.hash, expected, line.event):
            return Break(sequence=expected, why="changed")
        at = Head(sequence=expected, hash=line.hash)
    if at.sequence < head.sequence:
        return Break(sequence=at.sequence + 1, why="missing")
    if at != head:
        return Break(sequence=head.sequence + 1, why="added behind the head")
    return None
