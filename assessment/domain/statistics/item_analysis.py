"""Which questions do their work, and which should the author look at first?

docs/scoring.md, "Local statistics" (MEASUREMENT.md 2.12). A flag is a reason to look, never a
reason to drop: nothing here changes an item.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Literal, assert_never

from assessment.domain.bank import ItemId
from assessment.domain.items import (
    ChoiceItem,
    DemonstratedUnit,
    ExhibitItem,
    JudgementItem,
    NumberItem,
)
from assessment.domain.scoring.sheet import UnitFormat
from assessment.domain.statistics.allowed import FOR_CORRELATION, FOR_DIFFICULTY
from assessment.domain.statistics.reliability import correlation, interval_of

TOO_HARD, TOO_EASY = 0.20, 0.90
REMOVE_BELOW, REVISE_BELOW, GOOD_FROM = 0.10, 0.20, 0.30
"""Item-rest correlations of Ebel and Frisbie, as 2.12 names them."""
DISTRACTOR_AT_WORK = 0.05
HIGH_SCORERS = 1 / 3
"""The share of the people, by the rest of their answers, whose marks are laid beside the key."""
CLEAR_MARKS = 0.6
"""Points of effectiveness by which high scorers must turn a clear pair round to be named."""
HALF = 0.5

Flag = Literal[
    "too hard",
    "too easy",
    "check the key",
    "remove",
    "revise",
    "idle distractor",
    "distractor of the able",
    "high scorers disagree",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One action, statement or option: what was chosen, by all and by high scorers."""

    letter: str
    keyed: str
    people: int
    shares: Mapping[str, float]
    """Share of the people for each mark; for an option the share that chose it."""
    high_scorers: float | None
    """Mean rating, or share right, among the upper third; None below 100 people."""
    rest: float | None
    """A wrong option's correlation with the rest score; None elsewhere and below 100."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFigures:
    """One question over all who answered it. Figures are None below their thresholds."""

    item: ItemId
    format: UnitFormat
    offered: int
    people: int
    """Those whose answer was scored."""
    skipped: int
    not_my_context: int
    median_seconds: float | None
    expected_seconds: float
    difficulty: float | None
    """Mean score, 0 to 1, higher is easier; of choices corrected for chance."""
    item_rest: float | None
    interval: tuple[float, float] | None
    parts: tuple[Part, ...]
    flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One person's scored answer to the question: its score, the rest of theirs, their marks."""

    x: float
    rest: float
    marks: Mapping[str, str]


def easiness(x: float, options: int | None) -> float:
    """Mean score as a difficulty p, corrected for guessing where options were few.

    (p - 1/k) / (1 - 1/k): of three options, .60 right is .40 beyond chance.

    >>> round(easiness(0.60, 3), 4), easiness(0.6, None)
    (0.4, 0.6)
    """
    if options is None:
        return x
    return max(0.0, (x - 1 / options) / (1 - 1 / options))


def correlation_flag(r: float) -> Flag | None:
    """What an item-rest correlation asks for; from .20 on nothing.

    >>> correlation_flag(-0.05), correlation_flag(0.05), correlation_flag(0.15)
    ('check the key', 'remove', 'revise')
    >>> correlation_flag(0.2) is None
    True
    """
    if r < 0:
        return "check the key"
    if r < REMOVE_BELOW:
        return "remove"
    return "revise" if r < REVISE_BELOW else None


def analyse(item: DemonstratedUnit, replies: Sequence[Reply]) -> "Analysis":
    """Everything a question's replies allow to say, with its flags."""
    people = len(replies)
    if people < FOR_DIFFICULTY:
        return Analysis(difficulty=None, item_rest=None, interval=None, parts=(), flags=())
    flags: list[Flag] = []
    options = len(item.options) if isinstance(item, ChoiceItem) else None
    p = easiness(fsum(reply.x for reply in replies) / people, options)
    if p < TOO_HARD:
        flags.append("too hard")
    if p > TOO_EASY:
        flags.append("too easy")
    r = None
    if people >= FOR_CORRELATION:
        r = correlation([reply.x for reply in replies], [reply.rest for reply in replies])
    if r is not None and (flag := correlation_flag(r)) is not None:
        flags.append(flag)
    parts = _parts(item, replies)
    flags += _part_flags(item, parts)
    return Analysis(
        difficulty=p,
        item_rest=r,
        interval=None if r is None else interval_of(r, people),
        parts=parts,
        flags=tuple(dict.fromkeys(flags)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """The part of ``ItemFigures`` that rests on scores and marks."""

    difficulty: float | None
    item_rest: float | None
    interval: tuple[float, float] | None
    parts: tuple[Part, ...]
    flags: tuple[Flag, ...]


def _parts(item: DemonstratedUnit, replies: Sequence[Reply]) -> tuple[Part, ...]:
    high = _upper_third(replies) if len(replies) >= FOR_CORRELATION else None
    match item:
        case JudgementItem():
            keys = {action.letter: f"{action.effectiveness:.1f}" for action in item.actions}
        case ExhibitItem():
            keys = {s.letter: "T" if s.truth else "F" for s in item.statements}
        case ChoiceItem():
            keys = {o.letter: "right" if o.letter == item.correct else "" for o in item.options}
        case NumberItem():
            return ()
        case _:
            assert_never(item)
    return tuple(_part(item, letter, key, replies, high) for letter, key in keys.items())


def _upper_third(replies: Sequence[Reply]) -> Sequence[Reply]:
    ranked = sorted(replies, key=lambda reply: -reply.rest)
    return ranked[: max(1, round(len(ranked) * HIGH_SCORERS))]


def _part(
    item: DemonstratedUnit,
    letter: str,
    key: str,
    replies: Sequence[Reply],
    high: Sequence[Reply] | None,
) -> Part:
    if isinstance(item, ChoiceItem):
        chose = [letter in reply.marks for reply in replies]
        rest = None
        if high is not None and not key:
            rest = correlation([float(c) for c in chose], [reply.rest for reply in replies])
        return Part(
            letter=letter,
            keyed=key,
            people=len(replies),
            shares={"chosen": sum(chose) / len(chose)},
            high_scorers=None if high is None else sum(letter in r.marks for r in high) / len(high),
            rest=rest,
        )
    marks = [reply.marks[letter] for reply in replies if letter in reply.marks]
    able = [] if high is None else [r.marks[letter] for r in high if letter in r.marks]
    return Part(
        letter=letter,
        keyed=key,
        people=len(marks),
        shares={mark: marks.count(mark) / len(marks) for mark in sorted(set(marks))},
        high_scorers=_of_the_able(item, able, key),
        rest=None,
    )


def _of_the_able(item: DemonstratedUnit, marks: Sequence[str], key: str) -> float | None:
    if not marks:
        return None
    if isinstance(item, JudgementItem):
        return fsum(float(mark) for mark in marks) / len(marks)
    return marks.count(key) / len(marks)


def _part_flags(item: DemonstratedUnit, parts: Sequence[Part]) -> list[Flag]:
    flags: list[Flag] = []
    if isinstance(item, ChoiceItem):
        wrong = [part for part in parts if not part.keyed]
        if any(part.shares["chosen"] < DISTRACTOR_AT_WORK for part in wrong):
            flags.append("idle distractor")
        if any(part.rest is not None and part.rest > 0 for part in wrong):
            flags.append("distractor of the able")
    if isinstance(item, ExhibitItem) and any(
        part.high_scorers is not None and part.high_scorers < HALF for part in parts
    ):
        flags.append("high scorers disagree")
    if isinstance(item, JudgementItem) and _turned_round(parts):
        flags.append("high scorers disagree")
    return flags


def _turned_round(parts: Sequence[Part]) -> bool:
    """Whether high scorers put a clear pair of actions clearly the other way round."""
    rated = [(float(p.keyed), p.high_scorers) for p in parts if p.high_scorers is not None]
    return any(
        first - second >= CLEAR_MARKS and their_second - their_first >= CLEAR_MARKS
        for first, their_first in rated
        for second, their_second in rated
    )
