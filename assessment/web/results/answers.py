"""What does a template see of the answers, with the key and the reasoning beside them?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assessment.domain.attempts import BookletEntry, Response, Value
from assessment.domain.bank import ItemId
from assessment.domain.catalog import Catalog
from assessment.domain.findings import wrong_turns_taken
from assessment.domain.items import (
    ChoiceItem,
    Claim,
    DemonstratedUnit,
    ExhibitItem,
    Item,
    JudgementItem,
    NumberItem,
)
from assessment.domain.language import WordTable, marked
from assessment.domain.language import gettext as _
from assessment.domain.prose import Prose
from assessment.services.presenting import Presented

MARK_WORDS = WordTable({"T": marked("true"), "F": marked("false"), "?": marked("cannot tell")})


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerLine:
    """One action, statement or option: its words, one's own answer, the key, the reason."""

    letter: str
    text: str
    given: str
    key: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedItem:
    """One question as it was answered and as its author reasoned."""

    id: str
    number: int
    title: str
    stem: Prose | None
    heads: tuple[str, str]
    judged: bool
    lines: tuple[AnswerLine, ...]
    outcome: str
    working: Prose | None
    turns: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedArea:
    """One area's questions."""

    title: str
    items: tuple[ReviewedItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersPage:
    """Every demonstrated question, by area, and the claims beside them."""

    attempt: str
    areas: tuple[ReviewedArea, ...]
    claims: tuple[AnswerLine, ...]


def make_answers_page(presented: Presented) -> AnswersPage:
    """Every question of the form with one's answer, the key and the reasons."""
    result = presented.result
    catalog, responses = result.catalog, result.attempt.responses
    scores = {unit.item: unit for unit in result.sheet.units}
    numbered = list(enumerate(result.attempt.booklet.entries, start=1))
    areas = []
    for area in sorted(catalog.areas.values(), key=lambda a: a.order):
        items = tuple(
            _reviewed(item, number, entry, responses.get(entry.item), scores[entry.item].x)
            for number, entry in numbered
            if isinstance(item := catalog.items[entry.item], DemonstratedUnit)
            and item.area == area.id
            and entry.item in scores
        )
        if items:
            areas.append(ReviewedArea(title=area.title, items=items))
    return AnswersPage(
        attempt=result.attempt.id,
        areas=tuple(areas),
        claims=tuple(_claims(catalog, [e for _, e in numbered], responses)),
    )


def _reviewed(
    item: DemonstratedUnit,
    number: int,
    entry: BookletEntry,
    response: Response | None,
    x: float | None,
) -> ReviewedItem:
    value = None if response is None else response.value
    return ReviewedItem(
        id=item.id,
        number=number,
        title=item.title,
        stem=item.stem,
        heads=(_("You rated") if isinstance(item, JudgementItem) else _("You said"), _("Key")),
        judged=isinstance(item, JudgementItem),
        lines=_lines(item, entry, value),
        outcome=outcome_words(item, response, x),
        working=item.rationale if isinstance(item, NumberItem) else None,
        turns=()
        if response is None
        else tuple(wrong_turns_taken(item, response, short=entry.short)),
    )


def outcome_words(item: Item, response: Response | None, x: float | None) -> str:
    """What the answer came to, in words and as the score that enters the level."""
    if response is None or response.value is None:
        reason = None if response is None else response.skip_reason
        if reason == "not-my-context":
            return _("You said this is not your context: missing, not wrong.")
        return _("Left out: missing, not wrong.")
    if x is None:
        return _("Not counted: answered too fast to have been read, or too little of it answered.")
    match item:
        case JudgementItem():
            return _(
                "You ordered the clear pairs as the key does to %(share)s (half is chance)."
            ) % {"share": _percent(x)}
        case ExhibitItem():
            return _("%(share)s of the statements, “cannot tell” counting half.") % {
                "share": _percent(x)
            }
        case _:
            return _("Within the tolerance.") if x == 1 else _("Not the keyed answer.")


def _lines(
    item: DemonstratedUnit, entry: BookletEntry, value: Value | None
) -> tuple[AnswerLine, ...]:
    match item:
        case JudgementItem():
            given = value if isinstance(value, tuple) else ()
            return tuple(
                AnswerLine(
                    letter=a.letter,
                    text=a.text,
                    given=_at(given, i),
                    key=f"{a.effectiveness:.1f}",
                    why=a.rationale,
                )
                for i, a in enumerate(item.shown(short=entry.short))
            )
        case ExhibitItem():
            given = value if isinstance(value, tuple) else ()
            return tuple(
                AnswerLine(
                    letter=s.letter,
                    text=s.text,
                    given=MARK_WORDS.get(_at(given, i), "–"),
                    key=_("true") if s.truth else _("false"),
                    why=s.rationale,
                )
                for i, s in enumerate(item.shown(short=entry.short))
            )
        case ChoiceItem():
            return tuple(
                AnswerLine(
                    letter=o.letter,
                    text=o.text,
                    given=_("chosen") if value == i else "",
                    key=_("right") if o.letter == item.correct else "",
                    why=o.rationale,
                )
                for i, o in enumerate(item.options)
            )
        case NumberItem():
            given_number = f"{value:g}" if isinstance(value, int | float) else "–"
            return (
                AnswerLine(
                    letter="",
                    text=_("The answer, in %(unit)s") % {"unit": item.unit},
                    given=given_number,
                    key=f"{item.correct:g}",
                    why=_("Within %(share)s counts as right.")
                    % {"share": _percent(item.tolerance)},
                ),
            )


def _percent(share: float) -> str:
    return f"{share * 100:.0f}\u00a0%"


def _at(values: Sequence[object], index: int) -> str:
    return "–" if index >= len(values) or values[index] is None else str(values[index])


def _claims(
    catalog: Catalog, entries: Sequence[BookletEntry], given: Mapping[ItemId, Response]
) -> Sequence[AnswerLine]:
    steps = {step.value: step.label for step in catalog.scales["claim"].steps}
    return [
        AnswerLine(
            letter="",
            text=item.text,
            given=steps.get(str(_value(given.get(entry.item))), "–"),
            key=catalog.areas[item.area].title,
            why=item.proof,
        )
        for entry in entries
        if isinstance(item := catalog.items[entry.item], Claim)
    ]


def _value(response: Response | None) -> object:
    return None if response is None else response.value
