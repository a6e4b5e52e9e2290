"""Which answers may an item be given, and what of them does scoring see?

One set of rules for forms, for JSON saves and for answers files. Numbers may arrive as text,
because a form has nothing else; anything else that would need guessing is refused.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, assert_never, cast

from assessment.domain.attempts import (
    MARKS,
    BookletEntry,
    Mark,
    Ratings,
    Response,
    SkipReason,
    Value,
)
from assessment.domain.bank import ItemId
from assessment.domain.errors import InvalidAnswer
from assessment.domain.items import (
    ChoiceItem,
    Claim,
    ExhibitItem,
    InstructedCheck,
    Item,
    JudgementItem,
    NumberItem,
    SelfRating,
)
from assessment.domain.language import gettext as _
from assessment.domain.language import marked, ngettext

PartMarks = tuple[Mark | None, ...]
"""Marks of an exhibit while it is being answered; None where a statement is still unmarked."""

Answer = Value | PartMarks
"""What may be saved. It differs from what is scored in unfinished exhibits only."""

LARGEST_NUMBER = 1e15
"""Amounts beyond this are typing errors; the bound keeps every number exact as a float."""
LONGEST_NUMBER_TEXT = 40

CONFIDENCES = (50, 60, 70, 80, 90, 100)
"""Per cent: 50 is a guess between true and false, 100 is certainty (MEASUREMENT.md 1.4)."""

_PLAIN_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)
_GROUPED_NUMBER = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?", re.ASCII)
_SPACES = dict.fromkeys(map(ord, " \t\u00a0\u2009\u202f"), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedAnswer:
    """What is kept of one item of an attempt, unfinished exhibits included.

    ``value`` None means skipped, and then ``skip_reason`` says how. ``revision`` counts the
    changes from 1; a save names the one it saw.
    """

    item: ItemId
    value: Answer | None
    skip_reason: SkipReason | None
    seconds: float | None
    revision: int
    confidence: int | None = None
    """How sure of an exhibit's marks as a whole, 50 to 100 %; None where nothing was said."""

    @property
    def is_complete(self) -> bool:
        """Whether every action or statement of the item has been answered."""
        return self.value is not None and not (isinstance(self.value, tuple) and None in self.value)


ACTION_NOUN = (marked("action"), marked("actions"))
STATEMENT_NOUN = (marked("statement"), marked("statements"))


def validate_answer(item: Item, entry: BookletEntry, raw: object) -> Answer:
    """Turn what was sent into an answer to ``item`` as this booklet shows it.

    A list for judgements (1 to 5 or None per action shown) and exhibits ("T", "F", "?" or None
    per statement shown); a finite number; an option's index from 0 or its letter; 0 to 4 for
    claims; 1 to 5 for self-ratings and checks. Booleans are no numbers here.

    Raises:
        InvalidAnswer: with a sentence that says what would be right.
    """
    match item:
        case JudgementItem():
            return _ratings(item, len(item.shown(short=entry.short)), raw)
        case ExhibitItem():
            return _marks(item, len(item.shown(short=entry.short)), raw)
        case NumberItem():
            return _number(item, raw)
        case ChoiceItem():
            letters = [option.letter for option in item.options]
            if isinstance(raw, str) and raw in letters:
                return letters.index(raw)
            return _step(item, raw, 0, len(letters) - 1)
        case Claim():
            return _step(item, raw, 0, 4)
        case SelfRating() | InstructedCheck():
            return _step(item, raw, 1, 5)
        case _:
            assert_never(item)


def validate_confidence(item: Item, raw: object) -> int | None:
    """How sure somebody says they are of an exhibit's marks; None where nothing was said.

    It may be left out, and other kinds of items are not asked: what is sent with them is not read.

    Raises:
        InvalidAnswer: an exhibit's confidence that is not one of those offered.
    """
    if not isinstance(item, ExhibitItem) or raw is None or raw == "":
        return None
    if isinstance(raw, str) and raw.isascii() and raw.isdigit() and len(raw) <= 3:
        raw = int(raw)
    if isinstance(raw, bool) or not isinstance(raw, int) or raw not in CONFIDENCES:
        raise InvalidAnswer(item.id, _("Say how sure you are with one of the figures offered."))
    return raw


def response_for_scoring(saved: SavedAnswer) -> Response:
    """What scoring sees of a saved answer: an exhibit that was left unfinished is skipped."""
    value = saved.value
    if isinstance(value, tuple) and None in value and any(isinstance(v, str) for v in value):
        return Response(item=saved.item, value=None, seconds=saved.seconds, skip_reason="skipped")
    return Response(
        item=saved.item,
        value=cast("Value | None", value),
        seconds=saved.seconds,
        skip_reason=saved.skip_reason,
        confidence=saved.confidence,
    )


def value_to_plain(value: Answer) -> int | float | list[Any]:
    """The JSON form of an answer: a number, or a list with null where nothing was chosen."""
    return list(value) if isinstance(value, tuple) else value


def value_from_plain(plain: object) -> Answer:
    """The answer whose JSON form this is; the inverse of ``value_to_plain``."""
    if isinstance(plain, list):
        return cast("Answer", tuple(plain))
    if isinstance(plain, int | float) and not isinstance(plain, bool):
        return plain
    raise ValueError(f"not a stored answer: {plain!r}")


def _ratings(item: JudgementItem, length: int, raw: object) -> Ratings:
    return tuple(
        None if part is None or part == "" else _step(item, part, 1, 5)
        for part in _parts(item, raw, length, ACTION_NOUN)
    )


def _marks(item: ExhibitItem, length: int, raw: object) -> PartMarks:
    marks: list[Mark | None] = []
    for part in _parts(item, raw, length, STATEMENT_NOUN):
        if part is None or part == "":
            marks.append(None)
        elif isinstance(part, str) and part in MARKS:
            marks.append(part)
        else:
            raise InvalidAnswer(item.id, _("Mark each statement T, F or ?."))
    return tuple(marks)


def _parts(item: Item, raw: object, length: int, noun: tuple[str, str]) -> Sequence[object]:
    if not isinstance(raw, list | tuple):
        raise InvalidAnswer(item.id, _("Send one entry for each %(noun)s.") % {"noun": _(noun[0])})
    if len(raw) != length:
        raise InvalidAnswer(
            item.id,
            _("There are %(parts)s; %(answered)d were answered.")
            % {"parts": f"{length} {ngettext(*noun, length)}", "answered": len(raw)},
        )
    if all(part is None or part == "" for part in raw):
        raise InvalidAnswer(
            item.id, _("Answer at least one %(noun)s, or skip the question.") % {"noun": _(noun[0])}
        )
    return raw


def _step(item: Item, raw: object, low: int, high: int) -> int:
    if isinstance(raw, str) and len(raw) == 1 and raw.isascii() and raw.isdigit():
        raw = int(raw)
    if isinstance(raw, bool) or not isinstance(raw, int) or not low <= raw <= high:
        raise InvalidAnswer(
            item.id,
            _("Choose a whole number from %(low)s to %(high)s.") % {"low": low, "high": high},
        )
    return raw


def _number(item: NumberItem, raw: object) -> float:
    number = _number_text(raw) if isinstance(raw, str) else raw
    if isinstance(number, bool) or not isinstance(number, int | float):
        raise InvalidAnswer(item.id, _("Give a number, such as 1250 or 4.06."))
    if not -LARGEST_NUMBER <= number <= LARGEST_NUMBER:  # also false for NaN
        raise InvalidAnswer(item.id, _("This number is too large to be an answer."))
    return float(number)


def _number_text(text: str) -> float | None:
    """A typed number, or None. Spaces and commas may group thousands; the point is the decimal."""
    if len(text) > LONGEST_NUMBER_TEXT:
        return None
    bare = text.translate(_SPACES).replace("\u2212", "-")
    if _GROUPED_NUMBER.fullmatch(bare):
        bare = bare.replace(",", "")
    if not _PLAIN_NUMBER.fullmatch(bare):
        return None
    number = float(bare)
    return number if math.isfinite(number) else None
