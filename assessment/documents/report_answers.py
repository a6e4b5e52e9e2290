"""What was asked, what was answered, what is the key, and what did it count?"""

from collections.abc import Iterator, Mapping
from typing import assert_never

from assessment.documents.report_values import AnsweredItem, AnswerPart, SaidRow
from assessment.domain.areas import LEVEL_NAMES
from assessment.domain.attempts import Booklet, Response, Value
from assessment.domain.bank import ItemId
from assessment.domain.catalog import Catalog
from assessment.domain.items import (
    ChoiceItem,
    Claim,
    DemonstratedUnit,
    ExhibitItem,
    InstructedCheck,
    JudgementItem,
    NumberItem,
    SelfRating,
)
from assessment.domain.language import WordTable, marked
from assessment.domain.language import gettext as _
from assessment.domain.scoring.sheet import MissingReason, ScoreSheet, UnitResult

UNANSWERED = "–"
MARK_WORDS = WordTable({"T": marked("true"), "F": marked("false"), "?": marked("can't tell")})
MISSING_WORDS: WordTable[MissingReason] = WordTable(
    {
        "skipped": marked("Skipped; counts as missing, not as wrong."),
        "not-read": marked("Answered faster than it can be read; not counted."),
        "too-little-answered": marked("Too little was answered to count."),
    }
)
KIND_WORDS = WordTable(
    {
        JudgementItem: marked("Scenario, rated 1 to 5"),
        ExhibitItem: marked("Exhibit"),
        NumberItem: marked("Calculation"),
        ChoiceItem: marked("Choice"),
    }
)


def answered_items(
    catalog: Catalog,
    booklet: Booklet,
    responses: Mapping[ItemId, Response],
    sheet: ScoreSheet,
) -> tuple[AnsweredItem, ...]:
    """Every demonstrated unit of the form, area by area, answered or not."""
    results = {unit.item: unit for unit in sheet.units}
    order = {area.id: area.order for area in catalog.areas.values()}
    asked = [
        (item, entry.short)
        for entry in booklet.entries
        if isinstance(item := catalog.items[entry.item], DemonstratedUnit)
    ]
    asked.sort(key=lambda pair: order[pair[0].area])
    return tuple(
        AnsweredItem(
            area=catalog.areas[item.area].title,
            title=item.title,
            kind=KIND_WORDS[type(item)] + (_(", short cut") if short else ""),
            parts=tuple(_parts(item, _value(responses, item.id), short=short)),
            outcome=_outcome(results.get(item.id)),
        )
        for item, short in asked
    )


def _value(responses: Mapping[ItemId, Response], item: ItemId) -> Value | None:
    given = responses.get(item)
    return given.value if given else None


def _outcome(result: UnitResult | None) -> str:
    if result is None or result.missing is not None:
        return MISSING_WORDS[result.missing if result and result.missing else "skipped"]
    return _("Item score %(x).2f of 1.") % {"x": result.x}


def _parts(item: DemonstratedUnit, value: Value | None, *, short: bool) -> Iterator[AnswerPart]:
    match item:
        case JudgementItem():
            actions = item.shown(short=short)
            for action, rating in zip(actions, _several(value, len(actions)), strict=True):
                yield AnswerPart(
                    text=action.text,
                    yours=UNANSWERED if rating is None else str(rating),
                    key=f"{action.effectiveness:.1f}",
                )
        case ExhibitItem():
            statements = item.shown(short=short)
            for statement, mark in zip(statements, _several(value, len(statements)), strict=True):
                yield AnswerPart(
                    text=statement.text,
                    yours=MARK_WORDS.get(str(mark), UNANSWERED),
                    key="true" if statement.truth else "false",
                )
        case NumberItem():
            yield AnswerPart(
                text=(
                    _("In %(unit)s, within %(tolerance)s")
                    % {"unit": item.unit, "tolerance": f"{item.tolerance:.0%}"}
                ),
                yours=UNANSWERED if isinstance(value, tuple) else _number(value),
                key=_number(item.correct),
            )
        case ChoiceItem():
            for place, option in enumerate(item.options):
                yield AnswerPart(
                    text=option.text,
                    yours="chosen" if value == place else "",
                    key="right" if option.letter == item.correct else "",
                )
        case _:
            assert_never(item)


def _several(value: Value | None, count: int) -> tuple[object, ...]:
    """The parts of an answer; as many blanks where there is none."""
    if isinstance(value, tuple) and len(value) == count:
        return tuple(value)
    return (None,) * count


def _number(value: float | None) -> str:
    return UNANSWERED if value is None else f"{value:,.6g}" if abs(value) < 1e6 else f"{value:,.0f}"


def said_rows(
    catalog: Catalog, booklet: Booklet, responses: Mapping[ItemId, Response]
) -> tuple[SaidRow, ...]:
    """Self-ratings, claims and checks as answered. None of them enters a level."""
    rows = []
    claim_words = (
        {step.value: step.label for step in catalog.scales["claim"].steps}
        if "claim" in catalog.scales
        else {}
    )
    for entry in booklet.entries:
        item, value = catalog.items[entry.item], _value(responses, entry.item)
        if isinstance(item, SelfRating):
            said = LEVEL_NAMES[value - 1] if isinstance(value, int) else UNANSWERED
            rows.append(_said(catalog, item, _("Your own rating"), said))
        elif isinstance(item, Claim):
            words = claim_words.get(str(value), UNANSWERED if value is None else str(value))
            rows.append(_said(catalog, item, item.text, words))
        elif isinstance(item, InstructedCheck):
            answer = UNANSWERED if value is None else str(value)
            rows.append(SaidRow(area=_("Attention"), what=f"{item.prompt}", answer=answer))
    return tuple(rows)


def _said(catalog: Catalog, item: SelfRating | Claim, what: str, answer: str) -> SaidRow:
    return SaidRow(area=catalog.areas[item.area].title, what=what, answer=answer)
