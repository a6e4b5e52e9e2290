"""Which parts of the content are words that a translation may replace, and which never are?

Whatever is not named here (keys, ids, levels, weights, hours, links among files) is the same in
every language, because nothing but the words below is ever exchanged.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import is_dataclass, replace
from typing import Any, TypeVar

from assessment.domain.areas import Area, Facet
from assessment.domain.catalog import Blueprint, Page, Scale, Step
from assessment.domain.hiring.kit import KitQuestion
from assessment.domain.interviews import InterviewQuestion
from assessment.domain.items import (
    Action,
    AnsweredWith,
    ChoiceItem,
    Claim,
    ExhibitItem,
    InstructedCheck,
    JudgementItem,
    MarkedAs,
    NumberItem,
    Option,
    RatedAbove,
    SelfRating,
    Statement,
)
from assessment.domain.lessons import Lesson
from assessment.domain.planning.facts import PlanFacts
from assessment.domain.planning.plan import LeftOut, NinetyDayPlan, PlannedAction
from assessment.domain.planning.replan import ActionChange, PlanChange
from assessment.domain.plans import MandateFact, PlanAction, Question, Situation
from assessment.domain.profiles import Adjustment, Target, TargetLevel, TargetProfile
from assessment.domain.prose import Prose
from assessment.domain.readings import Gap, Reading, TypeReading

Words = str | Prose
"""One text of the content: a line, or prose with its HTML."""

Value = TypeVar("Value")

_TURN = ("sentence",)

WORDS: Mapping[type, tuple[str, ...]] = {
    # what authors write
    Action: ("text", "rationale"),
    Statement: ("text", "rationale"),
    Option: ("text", "rationale"),
    RatedAbove: _TURN,
    MarkedAs: _TURN,
    AnsweredWith: _TURN,
    JudgementItem: ("title", "stem", "actions", "wrong_turns"),
    ExhibitItem: ("title", "stem", "statements", "wrong_turns"),
    NumberItem: ("title", "stem", "unit", "rationale", "wrong_turns"),
    ChoiceItem: ("title", "stem", "options", "wrong_turns"),
    Claim: ("title", "text", "proof"),
    SelfRating: ("title", "prompt"),
    InstructedCheck: ("title", "prompt"),
    Area: ("title", "short_title", "definition", "anchors", "facets", "about"),
    Facet: ("title", "definition"),
    Step: ("label",),
    Scale: ("title", "prompt", "steps"),
    Blueprint: ("title", "summary"),
    Page: ("title", "summary", "body"),
    Lesson: (
        "title", "intro", "from_2_to_3", "from_3_to_4", "worked_example", "exercise", "done_when",
        "coach_asks", "wrong_turns",
    ),
    InterviewQuestion: ("title", "question", "probes", "signs", "red_flags", "evidence"),
    PlanAction: ("title", "people", "questions", "body", "deliverable", "done_when"),
    Question: ("text",),
    Situation: ("title", "summary", "early_good", "early_harm", "about"),
    MandateFact: ("text", "why"),
    TargetLevel: ("reason",),
    TargetProfile: ("title", "summary", "about", "levels"),
    Adjustment: ("title", "summary"),
    # what was stored with words of the content in it
    Target: ("title", "levels"),
    Gap: ("target",),
    Reading: ("target", "gaps"),
    TypeReading: ("title",),
    PlanFacts: ("profile_title",),
    NinetyDayPlan: ("facts", "situation", "actions", "done", "left_out"),
    PlannedAction: ("action", "first_conversations"),
    LeftOut: ("title",),
    PlanChange: ("added", "dropped", "moved", "done"),
    ActionChange: ("title",),
    KitQuestion: ("title", "question", "probes", "signs", "red_flags", "evidence"),
}  # fmt: skip
"""By type, the fields that hold words or values with words in them."""

MARK_CHARACTERS = 12


def words_of(value: object) -> Iterator[Words]:
    """Every text of a value in the order of its fields; empty ones are left out.

    >>> list(words_of(Step(value="T", label="true")))
    ['true']
    """
    if isinstance(value, str | Prose):
        if value:
            yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from words_of(each)
    elif isinstance(value, tuple):
        for each in value:
            yield from words_of(each)
    else:
        for name in WORDS.get(type(value), ()):
            yield from words_of(getattr(value, name))


def with_words(value: Value, say: Callable[[Words], Words]) -> Value:
    """The same value with every text replaced by what ``say`` makes of it, and nothing else."""
    found: Any = value
    if isinstance(found, str | Prose):
        return say(found) if found else found  # type: ignore[return-value]
    if isinstance(found, Mapping):
        return {key: with_words(each, say) for key, each in found.items()}  # type: ignore[return-value]
    if isinstance(found, tuple):
        return tuple(with_words(each, say) for each in found)  # type: ignore[return-value]
    names = WORDS.get(type(found), ())
    if not names or not is_dataclass(found) or isinstance(found, type):
        return value
    changed: Any = replace(found, **{n: with_words(getattr(found, n), say) for n in names})
    return changed  # type: ignore[no-any-return]


def as_written(words: Words) -> str:
    """A text as its author wrote it."""
    return words.source if isinstance(words, Prose) else words


def mark_of(value: object) -> str:
    """A short fingerprint of a value's words, blanks and line ends not counted.

    Twelve hexadecimal digits; a translation notes it, so that a change of the original shows.

    >>> mark_of(Step(value="T", label="true")) == mark_of(Step(value="1", label=" true"))
    True
    """
    digest = hashlib.sha256()
    for words in words_of(value):
        digest.update(" ".join(as_written(words).split()).encode() + b"\n")
    return digest.hexdigest()[:MARK_CHARACTERS]
