"""What is an attempt: the form somebody was given, and what they answered?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NewType

from assessment.domain.areas import AreaId
from assessment.domain.bank import ItemId
from assessment.domain.profiles import Target

AttemptId = NewType("AttemptId", str)
PersonId = NewType("PersonId", str)

FormId = Literal["quick", "full", "deep-dive"]
"""A deep dive is a full form carried over, with six more units of one area."""
Mark = Literal["T", "F", "?"]
MARKS: tuple[Mark, ...] = ("T", "F", "?")

SkipReason = Literal["skipped", "not-my-context"]

Ratings = tuple[int | None, ...]
"""One rating 1 to 5 per action in the order shown; None where an action was left unrated."""
Marks = tuple[Mark, ...]
"""One mark per statement in the order shown."""

Value = int | float | Ratings | Marks
"""Judgement: ratings. Exhibit: marks. Number: a finite number. Choice: index from 0.
Claim: 0 to 4. Self-rating and check: 1 to 5."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What was answered to one item.

    ``value`` None means skipped, which is missing and not wrong. ``seconds`` is the time spent,
    None where it was not recorded (then the rule for rapid answers does not apply).
    """

    item: ItemId
    value: Value | None
    seconds: float | None = None
    skip_reason: SkipReason | None = None
    confidence: int | None = None
    """How sure of an exhibit's marks, 50 to 100 %; None where nothing was said. Moves no level."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BookletEntry:
    """One place in a booklet: an item, and whether it is shown in its short cut."""

    item: ItemId
    short: bool = False
    locked: bool = False
    """Carried over from an earlier attempt: shown in the review, not to be changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Booklet:
    """The form one person is given, in order, pinned to a catalogue revision."""

    form: FormId
    revision: str
    seed: int
    entries: tuple[BookletEntry, ...]

    def entry(self, item: ItemId) -> BookletEntry | None:
        """The place of ``item``, or None where this form does not hold it."""
        return next((e for e in self.entries if e.item == item), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One sitting. Open until ``submitted_at`` is set, and never opened again after that."""

    id: AttemptId
    person: PersonId
    booklet: Booklet
    target: Target
    suspected_gap: AreaId | None
    started_at: datetime
    submitted_at: datetime | None
    continues: AttemptId | None
    """The quick-form attempt whose answers this one carries over."""
    responses: Mapping[ItemId, Response]

    @property
    def is_open(self) -> bool:
        return self.submitted_at is None
