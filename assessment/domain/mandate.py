"""How much authority does a role carry, going by eight yes/no facts?

One function for the brief, the offer-reading page and the plan (MEASUREMENT.md 5.7).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from assessment.domain.plans import MandateFact

Mandate = Literal["title without authority", "partial mandate", "mandate in hand"]

LOW_MANDATE = 3
PARTIAL_MANDATE = 5


def read_mandate(held: int) -> Mandate:
    """Name the mandate in which ``held`` of the eight facts hold (0 to 8).

    At most three: a title without authority. Four or five: partial. It describes a role, never
    a person.

    >>> [read_mandate(n) for n in (3, 4, 5, 6)]
    ['title without authority', 'partial mandate', 'partial mandate', 'mandate in hand']
    """
    if held <= LOW_MANDATE:
        return "title without authority"
    if held <= PARTIAL_MANDATE:
        return "partial mandate"
    return "mandate in hand"


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateCheck:
    """What eight facts say of a role's authority; a fact nobody spoke of counts as absent."""

    held: tuple[MandateFact, ...]
    lacking: tuple[MandateFact, ...]
    """Said not to hold."""
    unsaid: tuple[MandateFact, ...]
    """Neither said to hold nor not to."""

    @property
    def asked(self) -> int:
        return len(self.held) + len(self.lacking) + len(self.unsaid)

    @property
    def is_empty(self) -> bool:
        return not (self.held or self.lacking)

    @property
    def mandate(self) -> Mandate:
        return read_mandate(len(self.held))


def check_mandate(facts: Sequence[MandateFact], said: Mapping[str, bool | None]) -> MandateCheck:
    """Read what was said of each fact; ``said`` may leave facts out."""
    return MandateCheck(
        held=tuple(fact for fact in facts if said.get(fact.id) is True),
        lacking=tuple(fact for fact in facts if said.get(fact.id) is False),
        unsaid=tuple(fact for fact in facts if said.get(fact.id) is None),
    )
