"""What is a gap report, before it has a shape? Plain values; every word and figure is decided."""

import datetime as dt
from dataclasses import dataclass

from assessment.documents.chart_words import ChartRow
from assessment.domain.attempts import FormId
from assessment.domain.findings_others import OthersSection
from assessment.domain.readings import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """All figures of one area as the figures table prints them."""

    title: str
    short_title: str
    critical: bool
    status: str
    level: float | None
    low: float | None
    high: float | None
    wide_low: float | None
    wide_high: float | None
    target: float
    p_gap: float | None
    verdict: Verdict | None
    units_scored: int
    units_offered: int
    prior_pull: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityRow:
    """One gap with the arithmetic of its place: weight × factor × shortfall × practice."""

    rank: int
    title: str
    verdict: Verdict
    critical: bool
    provisional: bool
    target: float
    level: float
    low: float
    high: float
    weight: float
    critical_factor: float
    shortfall: float
    months_per_level: float
    practice_factor: float
    priority: float
    summary: str
    because: tuple[str, ...]
    aim: str
    practice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A sentence about the answers, and the title of the question it comes from."""

    text: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """One level's description; ``place`` says what it is to this person, or nothing."""

    level: int
    name: str
    text: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaSection:
    """All that is said of one area."""

    uid: str
    title: str
    definition: str
    row: ChartRow
    figures: str
    reason: str
    because: tuple[Quote, ...]
    anchors: tuple[Anchor, ...]
    practice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRow:
    """One area these answers cannot decide."""

    title: str
    critical: bool
    why: str
    way: str
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceRow:
    """One area in which what was said and what was shown differ."""

    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeRow:
    """One CTO type read from the same answers."""

    title: str
    chosen: bool
    nearest: bool
    shortfall: float
    text: str
    stage: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPart:
    """One line of an answered question: the action or statement, the answer, the key."""

    text: str
    yours: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredItem:
    """One question of the form with what was answered, the key and the item score."""

    area: str
    title: str
    kind: str
    parts: tuple[AnswerPart, ...]
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidRow:
    """One thing the person said of themselves; it never moves a level."""

    area: str
    what: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A name and a value of the method page."""

    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GapReport:
    """A whole report. ``record`` is the JSON that travels inside the PDF."""

    form: FormId
    name: str
    date: dt.date | None
    """Of submission; None where it is not known, and then none is printed."""
    target: str
    context: str
    interpretable: bool
    headline: tuple[str, ...]
    lede: tuple[str, ...]
    stage: str
    rows: tuple[ChartRow, ...]
    """Areas of the full form in order of priority; clusters and overall of the quick form."""
    grouping: str
    """Which areas a group of the quick form stands for."""
    priorities: tuple[PriorityRow, ...]
    open_rows: tuple[OpenRow, ...]
    differences: tuple[DifferenceRow, ...]
    tilt: str
    types: tuple[TypeRow, ...]
    figures: tuple[FigureRow, ...]
    areas: tuple[AreaSection, ...]
    quality: tuple[str, ...]
    honesty: str
    limits: tuple[str, ...]
    method: tuple[Fact, ...]
    answers: tuple[AnsweredItem, ...]
    said: tuple[SaidRow, ...]
    record: str
    others: OthersSection | None = None
    """The rated areas with what others said and without; None where nobody rated."""
