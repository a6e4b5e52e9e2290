"""What is said of each gap, and of each area these answers cannot decide?"""

from dataclasses import dataclass

from assessment.domain.areas import AreaId
from assessment.domain.findings_facts import Facts, Finding
from assessment.domain.findings_turns import turns_in
from assessment.domain.findings_wording import (
    count_word,
    counted,
    figure,
    range_text,
    sentence_start,
    target_figure,
)
from assessment.domain.readings import FindOut, NextStep, Verdict
from assessment.domain.scoring.sheet import AreaScore, Interval

STEP_WORDS: dict[NextStep, str] = {
    "answer-more": "Answer this area's open questions",
    "deep-dive": "Six more questions on this area",
    "coach-rating": "One rating by a coach who has seen your work",
    "colleagues": "Ratings by three or more colleagues",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityCard:
    """One area to develop: the figures, what in the answers led to it, how long practice takes."""

    area: AreaId
    rank: int
    title: str
    verdict: Verdict
    critical: bool
    provisional: bool
    level: float
    likely_range: Interval
    target: float
    summary: Finding
    because: tuple[Finding, ...]
    """Wrong turns the answers took here, or the sentence that none of the listed ones was."""
    months_per_level: float
    practice: str
    """An editorial assumption, and called that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CannotTell:
    """One area these answers cannot decide, why, and the cheapest way to find out."""

    area: AreaId
    title: str
    critical: bool
    why: Finding
    step: NextStep
    way: str
    minutes: int


def because(facts: Facts, area: AreaId) -> tuple[Finding, ...]:
    """What in the answers led to an area's level: the wrong turns taken, or that none was."""
    turns = turns_in(facts, area)
    scored = facts.scored((area,))
    if turns or not scored:
        return turns
    text = (
        f"None of the usual wrong turns is among your {counted(len(scored), 'answer', 'answers')}"
        " here; the level rests on how you weighed the rest."
    )
    return (Finding(kind="no-wrong-turn", text=text, area=area, rests_on=scored),)


def against_target(facts: Facts, area: AreaId) -> Finding | None:
    """Level, range and target of an area in one sentence; None where it has no level."""
    found, gap = facts.area_score(area), facts.reading.gaps[area]
    if found.level is None or found.likely_range is None:
        return None
    text = (
        f"Target {target_figure(gap.target.level)}, level {figure(found.level)},"
        f" your range {range_text(found.likely_range)}."
    )
    return Finding(kind="against-target", text=text, area=area, rests_on=facts.scored((area,)))


def priority_cards(facts: Facts) -> tuple[PriorityCard, ...]:
    """The areas to develop, in order (MEASUREMENT.md 2.8)."""
    cards = []
    for rank, area in enumerate(facts.reading.develop, start=1):
        card = _card(facts, area, rank)
        if card is not None:
            cards.append(card)
    return tuple(cards)


def _card(facts: Facts, area: AreaId, rank: int) -> PriorityCard | None:
    found, gap = facts.area_score(area), facts.reading.gaps[area]
    summary = against_target(facts, area)
    if summary is None or found.level is None or found.likely_range is None or not gap.verdict:
        return None
    months = facts.catalog.areas[area].months_per_level
    return PriorityCard(
        area=area,
        rank=rank,
        title=facts.area_title(area),
        verdict=gap.verdict,
        critical=gap.target.critical,
        provisional=found.status == "provisional",
        level=found.level,
        likely_range=found.likely_range,
        target=gap.target.level,
        summary=summary,
        because=because(facts, area),
        months_per_level=months,
        practice=practice_words(months),
    )


def practice_words(months: float) -> str:
    """How long a level takes, called what it is.

    >>> practice_words(9)
    'A level takes about nine months of deliberate practice (our assumption).'
    """
    whole = round(months)
    span = "one month" if whole == 1 else f"{count_word(whole)} months"
    return f"A level takes about {span} of deliberate practice (our assumption)."


def cannot_tell(facts: Facts) -> tuple[CannotTell, ...]:
    """What these answers cannot decide, most worth finding out first."""
    return tuple(_open_row(facts, open_area) for open_area in facts.reading.find_out)


def _open_row(facts: Facts, open_area: FindOut) -> CannotTell:
    area = open_area.area
    gap = facts.reading.gaps[area]
    return CannotTell(
        area=area,
        title=facts.area_title(area),
        critical=gap.target.critical,
        why=_why_open(facts, area),
        step=open_area.step,
        way=STEP_WORDS[open_area.step],
        minutes=open_area.minutes,
    )


def _why_open(facts: Facts, area: AreaId) -> Finding:
    found = facts.sheet.areas.get(area)
    if found is None or found.likely_range is None:
        return _why_withheld(facts, area, found)
    target = target_figure(facts.reading.gaps[area].target.level)
    text = f"Your range, {range_text(found.likely_range)}, lies on both sides of {target}."
    return Finding(kind="cannot-tell", text=text, area=area, rests_on=facts.scored((area,)))


def _why_withheld(facts: Facts, area: AreaId, found: AreaScore | None) -> Finding:
    scored = facts.scored((area,))
    hasty = tuple(
        unit.item for unit in facts.sheet.units if unit.area == area and unit.missing == "not-read"
    )
    offered = 0 if found is None else found.units_offered
    text = (
        f"{sentence_start(count_word(len(scored)))} of {counted(offered, 'answer', 'answers')}"
        " counted here; two are needed."
    )
    if not scored:
        text = "No answer counted here; two are needed."
    if hasty:
        were = "was" if len(hasty) == 1 else "were"
        text += (
            f" {sentence_start(count_word(len(hasty)))} {were} given faster than it can be read."
        )
    return Finding(kind="cannot-tell", text=text, area=area, rests_on=(*scored, *hasty))
