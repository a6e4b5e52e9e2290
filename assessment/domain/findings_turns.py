"""Which of the usual wrong turns did an answer take?"""

from typing import assert_never

from assessment.domain.areas import AreaId
from assessment.domain.attempts import Response
from assessment.domain.findings_facts import Facts, Finding
from assessment.domain.items import (
    ChoiceItem,
    DemonstratedUnit,
    ExhibitItem,
    JudgementItem,
    NumberItem,
)


def wrong_turns_taken(
    item: DemonstratedUnit, response: Response, *, short: bool = False
) -> tuple[str, ...]:
    """The author's sentences for the wrong turns this answer took, in the author's order.

    Args:
        item: the unit as its author wrote it.
        response: what was answered; a skipped one took no turn.
        short: whether the unit was shown in its short cut, so that its parts are counted there.

    Returns:
        Sentences that may be quoted as they stand; none where the answer took no listed turn.
        An action left unrated, or not shown, is part of no turn.
    """
    value = response.value
    if value is None:
        return ()
    match item:
        case JudgementItem():
            ratings = _by_letter([a.letter for a in item.shown(short=short)], value)
            return tuple(
                turn.sentence
                for turn in item.wrong_turns
                if _above(ratings.get(turn.higher), ratings.get(turn.lower))
            )
        case ExhibitItem():
            marks = _by_letter([s.letter for s in item.shown(short=short)], value)
            return tuple(
                turn.sentence
                for turn in item.wrong_turns
                if marks.get(turn.letter) == ("T" if turn.mark else "F")
            )
        case NumberItem():
            return tuple(
                turn.sentence
                for turn in item.wrong_turns
                if _is_amount(value, turn.answer, item.tolerance)
                and not _is_amount(value, str(item.correct), item.tolerance)
            )
        case ChoiceItem():
            letters = [option.letter for option in item.options]
            chosen = letters[value] if isinstance(value, int) and value < len(letters) else None
            return tuple(t.sentence for t in item.wrong_turns if t.answer == chosen)
        case _:
            assert_never(item)


def _by_letter(letters: list[str], value: object) -> dict[str, object]:
    """The parts of an answer by their letters; nothing where the lengths do not fit."""
    if not isinstance(value, tuple) or len(value) != len(letters):
        return {}
    return dict(zip(letters, value, strict=True))


def _above(higher: object, lower: object) -> bool:
    return isinstance(higher, int) and isinstance(lower, int) and higher > lower


def _is_amount(value: object, amount: str, tolerance: float) -> bool:
    """Whether a number is the stated amount, within the item's relative tolerance."""
    if not isinstance(value, int | float):
        return False
    try:
        stated = float(amount.replace(",", ""))
    except ValueError:
        return False
    return abs(value - stated) <= tolerance * abs(stated) + 1e-9


def turns_in(facts: Facts, area: AreaId) -> tuple[Finding, ...]:
    """The wrong turns this person's scored answers took in an area, hardest miss first.

    The order is that of the item scores: what cost most is said first.
    """
    own = sorted(
        (unit for unit in facts.sheet.units if unit.area == area and unit.x is not None),
        key=lambda unit: (unit.x or 0.0, unit.item),
    )
    found: list[Finding] = []
    for unit in own:
        item, response = facts.unit(unit.item), facts.responses.get(unit.item)
        if item is None or response is None:
            continue
        found += [
            Finding(kind="wrong-turn", text=sentence, area=area, rests_on=(unit.item,))
            for sentence in wrong_turns_taken(item, response, short=facts.is_short(unit.item))
        ]
    return tuple(found)
