"""What does an answers file say: which form was given, what was answered, by whom and when?

One answer line of the score program (docs/scoring.md) with the item ids of ``content/``. There is
no bank beside it: the items in the file are the form that was given, and one whose value is null
was offered and skipped.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from assessment.domain.answers import SavedAnswer, response_for_scoring, validate_answer
from assessment.domain.attempts import Booklet, BookletEntry, FormId, Response
from assessment.domain.bank import ItemId
from assessment.domain.catalog import Catalog
from assessment.domain.errors import InvalidAnswer
from assessment.domain.items import ExhibitItem, Item, JudgementItem, SelfRating
from assessment.services.score_lines import (
    BadInput,
    as_name,
    as_number,
    as_object,
    parse_line,
    quote,
)

MOST_BYTES = 1_000_000
"""A hundred times the largest real file."""
LONGEST_NAME = 120
UNPRINTABLE = ("Cc", "Cs")
"""Control characters and halves of pairs; joiners are letters' business and stay."""
TURNS_TEXT_ROUND = frozenset("\u202a\u202b\u202d\u202e\u2066\u2067\u2068")
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
EARLIEST_YEAR, LATEST_YEAR = 2000, 2199
"""Dates outside are typing errors."""

Sent = Mapping[str, object]
"""What the file holds of one item."""


class AnswersRefused(Exception):  # noqa: N818 - named for what happened, as in the domain
    """The file cannot be used; the message is one sentence that says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersFile:
    """One person's answers, as far as a report needs them."""

    booklet: Booklet
    responses: Mapping[ItemId, Response]
    name: str
    """Empty where the file names nobody."""
    date: date | None
    """None where the file gives none: a report then prints none."""


def read_answers_file(raw: bytes, catalog: Catalog) -> AnswersFile:
    """Read an answers file against this content.

    Raises:
        AnswersRefused: broken JSON, an item this content does not have, a value its item cannot
            be given, no item at all, a name or a date that is none.
    """
    try:
        if len(raw) > MOST_BYTES:
            raise BadInput(f"the file is larger than {MOST_BYTES:,} bytes")
        sent = as_object(parse_line(raw.removeprefix(BYTE_ORDER_MARK)), "the file")
        answers = _answers(sent, catalog)
        form = _form(answers, catalog)
        entries = tuple(_entry(item, answers[item], catalog, form) for item in answers)
        return AnswersFile(
            booklet=Booklet(form=form, revision=catalog.revision, seed=0, entries=entries),
            responses={e.item: _response(e, answers[e.item], catalog) for e in entries},
            name=_name(sent.get("name")),
            date=_date(sent.get("date")),
        )
    except BadInput as reason:
        raise AnswersRefused(f"{reason}.") from None
    except InvalidAnswer as invalid:
        raise AnswersRefused(f"Item {quote(invalid.item)}: {invalid.reason}") from None


def day_from_text(text: str) -> date | None:
    """A date such as 2027-01-04, or None. Years from 2000 to 2199.

    >>> day_from_text("2027-01-04"), day_from_text("2027-02-30"), day_from_text("20270104")
    (datetime.date(2027, 1, 4), None, None)
    """
    if not _DAY.fullmatch(text):
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if EARLIEST_YEAR <= day.year <= LATEST_YEAR else None


def _answers(sent: Sent, catalog: Catalog) -> dict[ItemId, Sent]:
    """What was sent of each item, every item known to the content."""
    if "answers" not in sent:
        raise BadInput('there are no answers: the file is {"answers": {item id: {"value": ...}}}')
    answers: dict[ItemId, Sent] = {}
    for name, answer in as_object(sent["answers"], "answers").items():
        if name not in catalog.items:
            raise BadInput(f"there is no item {quote(name)} in this content")
        answers[ItemId(name)] = as_object(answer, f"the answer to item {quote(name)}")
    if not answers:
        raise BadInput("the answers are empty: name at least the items that were offered")
    return answers


def _form(answers: Mapping[ItemId, Sent], catalog: Catalog) -> FormId:
    """Quick where nothing is there but self-ratings and one short cut an area, else full."""
    items = [catalog.items[item] for item in answers]
    units = [item for item in items if isinstance(item, JudgementItem | ExhibitItem)]
    only_opening = all(isinstance(item, SelfRating | JudgementItem | ExhibitItem) for item in items)
    one_an_area = len({unit.area for unit in units}) == len(units)
    short = all(_is_short_cut(u, answers[u.id].get("value"), null_is=True) for u in units)
    return "quick" if units and only_opening and one_an_area and short else "full"


def _is_short_cut(item: Item, value: object, *, null_is: bool) -> bool:
    """Whether a value has the length of the item's short cut; ``null_is`` where there is none."""
    if not isinstance(item, JudgementItem | ExhibitItem) or not item.short:
        return False
    if value is None:
        return null_is
    return isinstance(value, list) and len(value) == len(item.shown(short=True))


def _entry(item: ItemId, sent: Sent, catalog: Catalog, form: FormId) -> BookletEntry:
    short = _is_short_cut(catalog.items[item], sent.get("value"), null_is=form == "quick")
    return BookletEntry(item=item, short=short)


def _response(entry: BookletEntry, sent: Sent, catalog: Catalog) -> Response:
    seconds = sent.get("seconds")
    if seconds is not None:
        seconds = as_number(seconds, f"seconds of item {quote(entry.item)}", 0.0)
    value = sent.get("value")
    item = catalog.items[entry.item]
    saved = SavedAnswer(
        item=entry.item,
        value=None if value is None else validate_answer(item, entry, value),
        skip_reason="skipped" if value is None else None,
        seconds=seconds,
        revision=1,
    )
    return response_for_scoring(saved)


def _name(value: object) -> str:
    if value is None:
        return ""
    name = " ".join(as_name(value, "the name").split())
    if len(name) > LONGEST_NAME:
        raise BadInput(f"the name has more than {LONGEST_NAME} characters")
    if any(unicodedata.category(c) in UNPRINTABLE or c in TURNS_TEXT_ROUND for c in name):
        raise BadInput("the name holds characters that cannot be printed")
    return name


def _date(value: object) -> date | None:
    if value is None:
        return None
    day = day_from_text(value) if isinstance(value, str) else None
    if day is None:
        raise BadInput(f"the date must be a date such as 2027-01-04, not {quote(value)}")
    return day
