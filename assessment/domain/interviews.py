"""What is a structured interview question as its author wrote it, and what tells levels apart?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NewType

from assessment.domain.areas import AreaId, FacetId, SeedId
from assessment.domain.prose import Prose

InterviewQuestionId = NewType("InterviewQuestionId", str)
InterviewKind = Literal["past-behaviour", "situational"]
SignLevel = Literal[2, 3, 4]
SIGN_LEVELS: tuple[SignLevel, ...] = (2, 3, 4)
"""Levels an answer is told apart at; below and above there is too little to hear in an hour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewQuestion:
    """One question put to every candidate in the same words."""

    id: InterviewQuestionId
    version: int
    area: AreaId
    facet: FacetId
    kind: InterviewKind
    status: Literal["live", "retired"]
    title: str
    minutes: int
    """Time for question, answer and probes."""
    question: Prose
    probes: tuple[str, ...]
    signs: Mapping[SignLevel, str]
    """What an answer of level 2, 3 and 4 holds."""
    red_flags: tuple[str, ...]
    evidence: Prose
    """What the candidate could show that was written at the time."""
    seeds: tuple[SeedId, ...]
