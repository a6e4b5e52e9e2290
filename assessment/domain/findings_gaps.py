"""What is said of each gap, and of each area these answers cannot decide?"""

from dataclasses import dataclass

from assessment.domain.areas import Area, AreaId, nearest_step
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
from assessment.domain.language import WordTable, marked, ngettext
from assessment.domain.language import gettext as _
from assessment.domain.readings import FindOut, NextStep, Verdict
from assessment.domain.scoring.sheet import AreaScore, Interval

STEP_WORDS: WordTable[NextStep] = WordTable(
    {
        "answer-more": marked("Answer this area's open questions"),
        "deep-dive": marked("Six more questions on this area"),
        "coach-rating": marked("One rating by a coach who has seen your work"),
        "colleagues": marked("Ratings by three or more colleagues"),
    }
)


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
    aim: str
    """The next description upwards: what to work towards. Of the highest level, its own."""
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
    text = _(
        "None of the usual wrong turns is among your %(counted)s here; the level "
        "rests on how you weighed the rest."
    ) % {"counted": counted(len(scored), "answer", "answers")}
    return (Finding(kind="no-wrong-turn", text=text, area=area, rests_on=scored),)


def against_target(facts: Facts, area: AreaId) -> Finding | None:
    """Level, range and target of an area in one sentence; None where it has no level."""
    found, gap = facts.area_score(area), facts.reading.gaps[area]
    if found.level is None or found.likely_range is None:
        return None
    text = _("Target %(target_figure)s, level %(figure)s, likely range %(range_text)s.") % {
        "target_figure": target_figure(gap.target.level),
        "figure": figure(found.level),
        "range_text": range_text(found.likely_range),
    }
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
    described = facts.catalog.areas[area]
    months = described.months_per_level
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
        aim=aim_words(described, found.level),
        months_per_level=months,
        practice=practice_words(months),
    )


def aim_words(area: Area, level: float) -> str:
    """The description one level above ``level`` (1 to 5), as what to work towards."""
    return _("Work towards: %(description)s") % {
        "description": area.anchors[min(nearest_step(level), len(area.anchors) - 1)]
    }


def practice_words(months: float) -> str:
    """How long a level takes, called what it is.

    >>> practice_words(9)
    'A level takes about nine months of deliberate practice (our assumption).'
    """
    whole = round(months)
    return _("A level takes about %(span)s of deliberate practice (our assumption).") % {
        "span": counted(whole, "month", "months")
    }


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
    text = _("The likely range, %(range_text)s, lies on both sides of %(target)s.") % {
        "range_text": range_text(found.likely_range),
        "target": target,
    }
    return Finding(kind="cannot-tell", text=text, area=area, rests_on=facts.scored((area,)))


def _why_withheld(facts: Facts, area: AreaId, found: AreaScore | None) -> Finding:
    scored = facts.scored((area,))
    hasty = tuple(
        unit.item for unit in facts.sheet.units if unit.area == area and unit.missing == "not-read"
    )
    offered = 0 if found is None else found.units_offered
    text = _("%(few)s of %(answers)s counted here; two are needed.") % {
        "few": sentence_start(count_word(len(scored))),
        "answers": counted(offered, "answer", "answers"),
    }
    if not scored:
        text = _("No answer counted here; two are needed.")
    if hasty:
        hurried = ngettext(
            "%(count)s was given faster than it can be read.",
            "%(count)s were given faster than it can be read.",
            len(hasty),
        ) % {"count": sentence_start(count_word(len(hasty)))}
        text = f"{text} {hurried}"
    return Finding(kind="cannot-tell", text=text, area=area, rests_on=(*scored, *hasty))
