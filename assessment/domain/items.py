"""What is an item as its author wrote it: the words, the key, and the reasons for the key?"""

from dataclasses import dataclass
from typing import Literal

from assessment.domain.areas import AreaId, Face, FacetId, SeedId
from assessment.domain.bank import (
    CheckKey,
    ChoiceKey,
    ClaimKey,
    ExhibitKey,
    ItemId,
    JudgementKey,
    KeyStatus,
    NumberKey,
    SelfRatingKey,
)
from assessment.domain.prose import Prose

ItemStatus = Literal["live", "retired"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One thing a sensible person might do, with its keyed effectiveness (1 to 5) and why."""

    letter: str
    text: str
    effectiveness: float
    rationale: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One thing an exhibit does or does not show, with its key and the working."""

    letter: str
    text: str
    truth: bool
    rationale: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One answer of a choice item."""

    letter: str
    text: str
    rationale: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedAbove:
    """A wrong turn in a judgement item: ``higher`` rated above ``lower``, against the key."""

    higher: str
    lower: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedAs:
    """A wrong turn in an exhibit: the statement marked the other way round."""

    letter: str
    mark: bool
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredWith:
    """A wrong turn in a number or choice item: a value (or option letter) people arrive at."""

    answer: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementItem:
    """A scenario with four or five actions, each to be rated for effectiveness."""

    id: ItemId
    version: int
    area: AreaId
    facet: FacetId
    status: ItemStatus
    title: str
    stem: Prose
    difficulty: float
    seconds: float
    key_status: KeyStatus
    faces: tuple[Face, ...]
    seeds: tuple[SeedId, ...]
    actions: tuple[Action, ...]
    short: tuple[str, ...]
    """Letters of the four actions of the quick form's cut; empty where it cannot open a form."""
    wrong_turns: tuple[RatedAbove, ...]
    why_it_needs_the_skill: Prose

    def shown(self, *, short: bool) -> tuple[Action, ...]:
        """The actions a person sees, in the author's order."""
        return tuple(a for a in self.actions if not short or a.letter in self.short)

    def key(self, *, short: bool = False) -> JudgementKey:
        """What scoring needs of this item."""
        return JudgementKey(
            id=self.id,
            area=self.area,
            difficulty=self.difficulty,
            seconds=shortened(self.seconds, short=short),
            key_status=self.key_status,
            effectiveness=tuple(a.effectiveness for a in self.shown(short=short)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ExhibitItem:
    """A short document or table with statements to judge."""

    id: ItemId
    version: int
    area: AreaId
    facet: FacetId
    status: ItemStatus
    title: str
    stem: Prose
    difficulty: float
    seconds: float
    key_status: KeyStatus
    faces: tuple[Face, ...]
    seeds: tuple[SeedId, ...]
    statements: tuple[Statement, ...]
    short: tuple[str, ...]
    """Letters of the three statements of the quick form's cut; empty where there is none."""
    wrong_turns: tuple[MarkedAs, ...]
    why_it_needs_the_skill: Prose

    def shown(self, *, short: bool) -> tuple[Statement, ...]:
        """The statements a person sees, in the author's order."""
        return tuple(s for s in self.statements if not short or s.letter in self.short)

    def key(self, *, short: bool = False) -> ExhibitKey:
        """What scoring needs of this item."""
        return ExhibitKey(
            id=self.id,
            area=self.area,
            difficulty=self.difficulty,
            seconds=shortened(self.seconds, short=short),
            key_status=self.key_status,
            truth=tuple(s.truth for s in self.shown(short=short)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberItem:
    """A calculation with a stated tolerance; its key is recomputed from ``formula`` by a test."""

    id: ItemId
    version: int
    area: AreaId
    facet: FacetId
    status: ItemStatus
    title: str
    stem: Prose
    difficulty: float
    seconds: float
    key_status: KeyStatus
    faces: tuple[Face, ...]
    seeds: tuple[SeedId, ...]
    unit: str
    correct: float
    tolerance: float
    formula: str
    rationale: Prose
    wrong_turns: tuple[AnsweredWith, ...]
    why_it_needs_the_skill: Prose

    def key(self, *, short: bool = False) -> NumberKey:
        """What scoring needs of this item; a number has no short cut."""
        del short
        return NumberKey(
            id=self.id,
            area=self.area,
            difficulty=self.difficulty,
            seconds=self.seconds,
            key_status=self.key_status,
            correct=self.correct,
            tolerance=self.tolerance,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceItem:
    """A question about a fact that has one answer."""

    id: ItemId
    version: int
    area: AreaId
    facet: FacetId
    status: ItemStatus
    title: str
    stem: Prose
    difficulty: float
    seconds: float
    key_status: KeyStatus
    faces: tuple[Face, ...]
    seeds: tuple[SeedId, ...]
    options: tuple[Option, ...]
    correct: str
    wrong_turns: tuple[AnsweredWith, ...]
    why_it_needs_the_skill: Prose

    def key(self, *, short: bool = False) -> ChoiceKey:
        """What scoring needs of this item; a choice has no short cut."""
        del short
        letters = [option.letter for option in self.options]
        return ChoiceKey(
            id=self.id,
            area=self.area,
            difficulty=self.difficulty,
            seconds=self.seconds,
            key_status=self.key_status,
            options=len(letters),
            correct=letters.index(self.correct),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A track-record claim on the 0 to 4 scale, with a note on what would prove it."""

    id: ItemId
    version: int
    area: AreaId
    facet: FacetId
    status: ItemStatus
    title: str
    text: str
    proof: str
    seeds: tuple[SeedId, ...]

    def key(self) -> ClaimKey:
        """What the score program is told of it."""
        return ClaimKey(id=self.id, area=self.area)


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfRating:
    """The one anchored self-rating of an area; its five anchors are the area's own."""

    id: ItemId
    version: int
    area: AreaId
    status: ItemStatus
    title: str
    prompt: str
    seeds: tuple[SeedId, ...]

    def key(self) -> SelfRatingKey:
        """What the score program is told of it."""
        return SelfRatingKey(id=self.id, area=self.area)


@dataclass(frozen=True, slots=True, kw_only=True)
class InstructedCheck:
    """A line that asks for one named answer, to see that the form is being read."""

    id: ItemId
    version: int
    status: ItemStatus
    title: str
    prompt: str
    correct: int

    def key(self) -> CheckKey:
        """What answer quality needs of it."""
        return CheckKey(id=self.id, correct=self.correct)


DemonstratedUnit = JudgementItem | ExhibitItem | NumberItem | ChoiceItem
"""The kinds of item that enter a level."""

Item = DemonstratedUnit | Claim | SelfRating | InstructedCheck

SHORT_CUT_SHARE = 0.75
"""Expected time of a short cut as a share of the whole unit: the story is read in both, four of
five actions (or three of five statements) are answered. An editorial assumption that brings nine
short units to about 9.8 minutes with nine self-ratings (MEASUREMENT.md 1.5)."""


def shortened(seconds: float, *, short: bool) -> float:
    """Expected seconds of a unit in the cut it is shown in."""
    return seconds * SHORT_CUT_SHARE if short else seconds
