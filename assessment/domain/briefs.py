"""What does an organisation say about the CTO it is looking for?

A brief starts from the challenge; the title comes last. It holds what was said, finished or not:
rules that find fault with it are in ``brief_rules``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Literal, NewType

from assessment.domain.areas import AreaId
from assessment.domain.language import gettext as _
from assessment.domain.ownership import Ownership, ResponsibilityId
from assessment.domain.profiles import AdjustmentId, ProfileId, StageId
from assessment.domain.roles import DutyId

BriefId = NewType("BriefId", str)

LINE = 200
"""Longest single line, in characters."""
PARAGRAPH = 1_500
"""Longest paragraph: a challenge, a mission, an expectation."""
SENTENCE = 500
"""Longest single statement: a result, a measure, a reason."""
FEWEST_OUTCOMES = 3
MOST_OUTCOMES = 8
MOST_PEOPLE = 5_000_000
RETENTION_DAYS = 365
"""A brief is kept for a year unless another date is chosen (MEASUREMENT.md 6.2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateAnswer:
    """Whether a fact about authority holds; None where nobody knows. ``detail`` is the proof."""

    holds: bool | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What must be different, how it is measured, and by when."""

    result: str
    measure: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NeededLevel:
    """A required level (1 to 5, halves) that differs from the type's, with the reason why."""

    level: float
    critical: bool
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectations:
    """What is expected by three days of the first ninety."""

    day_30: str = ""
    day_60: str = ""
    day_90: str = ""

    @property
    def texts(self) -> tuple[str, str, str]:
        return (self.day_30, self.day_60, self.day_90)


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """One hiring brief, as far as it has come. Empty and None mean: not said yet."""

    challenge: str = ""
    """The technology challenge this person must lead."""
    why_now: str = ""
    """What happens if nobody does."""
    cto_type: ProfileId | None = None
    second_type: ProfileId | None = None
    """A second type the job takes from, where one does not cover it."""
    type_reason: str = ""
    stage: StageId | None = None
    people: int | None = None
    """How many people the company has."""
    circumstances: tuple[AdjustmentId, ...] = ()
    starts_on: date | None = None
    """The first day that is hoped for."""
    ownership: Mapping[ResponsibilityId, Ownership] = field(default_factory=dict)
    points: Mapping[DutyId, int] = field(default_factory=dict)
    mandate: Mapping[str, MandateAnswer] = field(default_factory=dict)
    """By id of the mandate fact."""
    mission: str = ""
    outcomes: tuple[Outcome, ...] = ()
    levels: Mapping[AreaId, NeededLevel] = field(default_factory=dict)
    """Only where the job asks for something else than its type and context."""
    expectations: Expectations = field(default_factory=Expectations)
    title: str = ""
    place: str = ""
    pay: str = ""
    retention_until: date | None = None
    """After this day the brief and everything hung on it is deleted."""

    @property
    def points_spent(self) -> int:
        return sum(self.points.values())

    @property
    def mandate_said(self) -> dict[str, bool | None]:
        return {fact: answer.holds for fact, answer in self.mandate.items()}


Part = Literal[
    "challenge",
    "type",
    "context",
    "ownership",
    "duties",
    "mandate",
    "mission",
    "outcomes",
    "levels",
    "expectations",
    "retention",
    "title",
]
"""What one page asks for."""

PART_FIELDS: Mapping[Part, tuple[str, ...]] = {
    "challenge": ("challenge", "why_now"),
    "type": ("cto_type", "second_type", "type_reason"),
    "context": ("stage", "people", "circumstances", "starts_on"),
    "ownership": ("ownership",),
    "duties": ("points",),
    "mandate": ("mandate",),
    "mission": ("mission",),
    "outcomes": ("outcomes",),
    "levels": ("levels",),
    "expectations": ("expectations",),
    "retention": ("retention_until",),
    "title": ("title", "place", "pay"),
}
PARTS: tuple[Part, ...] = tuple(PART_FIELDS)
"""In the order in which they are asked: the challenge first, the title last."""


def with_part(brief: Brief, part: Part, typed: Brief) -> Brief:
    """``brief`` with one part taken from ``typed``.

    >>> with_part(Brief(title="CTO"), "challenge", Brief(challenge="Settle", title="x")).title
    'CTO'
    """
    return replace(brief, **{name: getattr(typed, name) for name in PART_FIELDS[part]})


def same_part(one: Brief, other: Brief, part: Part) -> bool:
    """Whether two briefs say the same in a part."""
    return all(getattr(one, name) == getattr(other, name) for name in PART_FIELDS[part])


def changed_parts(before: Brief, after: Brief) -> tuple[Part, ...]:
    """The parts that differ, in the order of the pages."""
    return tuple(part for part in PARTS if not same_part(before, after, part))


def is_said(brief: Brief, part: Part) -> bool:
    """Whether anything was said in a part."""
    return not same_part(brief, _UNSAID, part)


def next_part(brief: Brief, after: Part | None = None) -> Part | None:
    """The first page after ``after`` of which nothing was said; None where there is none."""
    order: Sequence[Part] = PARTS if after is None else PARTS[PARTS.index(after) + 1 :]
    return next((p for p in order if not is_said(brief, p)), None)


def part_title(part: Part) -> str:
    """The name of a part in lists, and of its page."""
    return {
        "challenge": _("The challenge"),
        "type": _("The kind of CTO"),
        "context": _("The company"),
        "ownership": _("Who owns what"),
        "duties": _("Where the time goes"),
        "mandate": _("The mandate"),
        "mission": _("The mission"),
        "outcomes": _("Outcomes"),
        "levels": _("Levels needed"),
        "expectations": _("The first ninety days"),
        "retention": _("How long it is kept"),
        "title": _("Title and terms"),
    }[part]


_UNSAID = Brief()
_NAMED = {name for names in PART_FIELDS.values() for name in names}
if {f.name for f in fields(Brief)} != _NAMED:  # a field without a page could never be filled in
    raise RuntimeError("every field of a brief belongs to one part")
