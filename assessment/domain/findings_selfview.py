"""Where does a person see themselves differently, and how carefully was the form answered?"""

from dataclasses import dataclass
from typing import Literal

from assessment.domain.areas import LEVEL_NAMES, AreaId, level_name
from assessment.domain.bank import ItemId
from assessment.domain.findings_facts import Facts, Finding
from assessment.domain.findings_wording import amount_of_levels, counted, in_hundred
from assessment.domain.items import Claim, InstructedCheck, JudgementItem, SelfRating
from assessment.domain.language import WordTable, marked
from assessment.domain.language import gettext as _
from assessment.domain.scoring.quality import is_flat
from assessment.domain.scoring.sheet import QualityReason

CALL_FROM = 0.80
WHISPER_FROM = 0.65
"""Probabilities from which a difference is called, or only whispered (MEASUREMENT.md 2.6)."""
TILT_ERRORS = 1.645
"""Standard errors from which the person-wide tilt is mentioned (as in 2.6 and 2.10)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidShown:
    """One area in which what was said and what was shown differ by a level or more."""

    area: AreaId
    title: str
    said: int
    said_name: str
    level: float
    level_name: str
    direction: Literal["blind-spot", "hidden-strength"]
    strength: Literal["call", "whisper"]
    probability: float
    finding: Finding


def said_against_shown(facts: Facts) -> tuple[SaidShown, ...]:
    """Blind spots and hidden strengths, the surest first; silence below .65."""
    if not facts.sheet.quality.interpretable:
        return ()
    rows = [row for area in facts.sheet.areas if (row := _row(facts, area)) is not None]
    return tuple(sorted(rows, key=lambda row: (-row.probability, row.area)))


def _row(facts: Facts, area: AreaId) -> SaidShown | None:
    found, rating = facts.area_score(area), facts.self_rating_of(area)
    if found.said is None or found.level is None or rating is None:
        return None
    blind, hidden = found.p_blind_spot or 0.0, found.p_hidden_strength or 0.0
    probability = max(blind, hidden)
    if probability < WHISPER_FROM:
        return None
    said, shown = LEVEL_NAMES[found.said - 1], level_name(found.level)
    sure = probability >= CALL_FROM
    difference = (
        (
            _("The difference is larger than chance allows (%(in_hundred)s).")
            % {"in_hundred": in_hundred(probability)}
        )
        if sure
        else (
            _("It may be chance; %(in_hundred)s speak for a level or more.")
            % {"in_hundred": in_hundred(min(probability, CALL_FROM - 0.01))}
        )
    )
    sentence = (
        _("You said %(said)s; your answers showed about %(shown)s, a level or more lower.")
        if blind >= hidden
        else _("You said %(said)s; your answers showed about %(shown)s, a level or more higher.")
    )
    text = f"{sentence % {'said': said, 'shown': shown}} {difference}"
    return SaidShown(
        area=area,
        title=facts.area_title(area),
        said=found.said,
        said_name=said,
        level=found.level,
        level_name=shown,
        direction="blind-spot" if blind >= hidden else "hidden-strength",
        strength="call" if sure else "whisper",
        probability=probability,
        finding=Finding(
            kind="said-shown", text=text, area=area, rests_on=(rating, *facts.scored((area,)))
        ),
    )


def tilt(facts: Facts) -> Finding | None:
    """Whether self-ratings as a whole lie above or below what was shown; None within chance."""
    found = facts.sheet.tilt
    if found is None or not facts.sheet.quality.interpretable:
        return None
    if abs(found.mean) <= TILT_ERRORS * found.standard_error:
        return None
    ratings = tuple(
        rating
        for area, score in facts.sheet.areas.items()
        if score.level is not None and (rating := facts.self_rating_of(area)) is not None
    )
    sentence = (
        _("Over %(areas)s your own ratings lie about %(amount)s above what your answers showed.")
        if found.mean > 0
        else _(
            "Over %(areas)s your own ratings lie about %(amount)s below what your answers showed."
        )
    )
    text = sentence % {
        "areas": counted(found.areas, "area", "areas"),
        "amount": amount_of_levels(abs(found.mean)),
    }
    return Finding(kind="tilt", text=text, rests_on=ratings)


def confidence(facts: Facts) -> Finding | None:
    """Whether stated confidence and right marks differ beyond chance; None where they do not.

    The words stay with these questions: it is no trait (MEASUREMENT.md 2.6).
    """
    found = facts.sheet.confidence
    if found is None or not found.is_reported or not facts.sheet.quality.interpretable:
        return None
    values = {
        "said": round(found.said * 100),
        "right": round(found.right * 100),
        "n": found.judgements,
        "brier": f"{found.brier:.2f}",
    }
    sentence = (
        _(
            "On these questions you were surer than you were right: %(said)d %% sure on average "
            "of %(n)d marks, of which %(right)d %% were right (Brier score %(brier)s; 0 is "
            "perfect, 0.25 is what guessing earns)."
        )
        if found.over > 0
        else _(
            "On these questions you were right more often than you were sure: %(said)d %% sure on "
            "average of %(n)d marks, of which %(right)d %% were right (Brier score %(brier)s; 0 "
            "is perfect, 0.25 is what guessing earns)."
        )
    )
    return Finding(kind="confidence", text=sentence % values, rests_on=found.items)


_REASON_WORDS: WordTable[QualityReason] = WordTable(
    {
        "rapid": marked("%(n)s answered faster than the text can be read."),
        "very-rapid": marked("%(n)s answered faster than the text can be read."),
        "flat": marked("%(n)s answered with the same mark on every line."),
        "failed-check": marked("%(n)s that asked for one named answer got another."),
        "weak-order": marked(
            "Across %(n)s the order of your ratings agreed with the key only a little "
            "more often than chance."
        ),
        "chance-order": marked(
            "Across %(n)s the order of your ratings agreed with the key about as often as chance."
        ),
    }
)


def quality_reasons(facts: Facts) -> tuple[Finding, ...]:
    """Why the form looks hastily answered, in plain words; nobody else is told."""
    found = []
    for reason in facts.sheet.quality.reasons:
        items = _behind(facts, reason)
        text = _REASON_WORDS[reason] % {"n": _count_behind(reason, len(items))}
        found.append(Finding(kind="quality", text=text[:1].upper() + text[1:], rests_on=items))
    return tuple(found)


def _count_behind(reason: QualityReason, count: int) -> str:
    if reason == "failed-check":
        return counted(count, "line", "lines")
    if reason in ("weak-order", "chance-order"):
        return counted(count, "scenario", "scenarios")
    return counted(count, "question was", "questions were")


def _behind(facts: Facts, reason: QualityReason) -> tuple[ItemId, ...]:
    """The answers a reason rests on."""
    if reason in ("rapid", "very-rapid"):
        return tuple(unit.item for unit in facts.sheet.units if unit.missing == "not-read")
    return tuple(entry.item for entry in facts.entries if _speaks_for(facts, entry.item, reason))


def _speaks_for(facts: Facts, item_id: ItemId, reason: QualityReason) -> bool:
    item, response = facts.catalog.items.get(item_id), facts.responses.get(item_id)
    if item is None or response is None or response.value is None:
        return False
    if reason in ("weak-order", "chance-order"):
        return isinstance(item, JudgementItem)
    if isinstance(item, Claim | SelfRating):
        return False
    if isinstance(item, InstructedCheck):
        return reason == "failed-check" and response.value != item.correct
    key = item.key(short=facts.is_short(item_id))
    return reason == "flat" and is_flat(key, response.value)
