"""What does a rule say when it finds a fault?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from assessment.domain.areas import AreaId, SeedId
from assessment.domain.briefs import Brief, Part
from assessment.domain.plans import MandateFact
from assessment.domain.profiles import Adjustment, AdjustmentId, ProfileId, TargetProfile

Severity = Literal["must", "should"]
"""``must``: interviews for this brief would go wrong. ``should``: worth a second look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One fault. ``place`` is the part and, inside it, the row (from 1) or id and the field."""

    rule: str
    place: str
    reason: str
    fix: str
    seed: SeedId
    severity: Severity
    missing: bool = False
    """Nothing was said yet: a page that is still being filled in need not complain of it."""

    @property
    def part(self) -> str:
        return self.place.split("/", 1)[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a brief is read against: the day, and what the content knows."""

    today: date
    profiles: Mapping[ProfileId, TargetProfile]
    adjustments: Mapping[AdjustmentId, Adjustment]
    mandate_facts: tuple[MandateFact, ...]
    area_titles: Mapping[AreaId, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What a rule's test yields; the rule adds its id, seed and severity."""

    place: str
    reason: str
    fix: str
    missing: bool = False


Faults = Iterator[Fault]


def place(part: Part, *inside: object) -> str:
    """The address of a fault inside a brief.

    >>> place("outcomes", 2, "measure")
    'outcomes/2/measure'
    """
    return "/".join((part, *(str(step) for step in inside)))


def texts_of(brief: Brief) -> Iterator[tuple[str, str]]:
    """Every free text of a brief with its place, except short ones such as names and terms."""
    yield place("challenge"), brief.challenge
    yield place("challenge", "why_now"), brief.why_now
    yield place("type", "reason"), brief.type_reason
    yield place("mission"), brief.mission
    for number, outcome in enumerate(brief.outcomes, 1):
        yield place("outcomes", number, "result"), outcome.result
        yield place("outcomes", number, "measure"), outcome.measure
    for day, text in zip((30, 60, 90), brief.expectations.texts, strict=True):
        yield place("expectations", day), text
