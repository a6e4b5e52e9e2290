"""What does a template see of the form being taken?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assessment.domain.answers import Answer, SavedAnswer
from assessment.domain.areas import Area
from assessment.domain.attempts import BookletEntry
from assessment.domain.booklets import expected_seconds
from assessment.domain.catalog import Catalog, Scale
from assessment.domain.findings_wording import in_sentence
from assessment.domain.items import (
    ChoiceItem,
    Claim,
    DemonstratedUnit,
    ExhibitItem,
    InstructedCheck,
    Item,
    JudgementItem,
    NumberItem,
    SelfRating,
)
from assessment.domain.language import gettext as _
from assessment.domain.language import ngettext
from assessment.domain.prose import Prose

KINDS: Mapping[type[Item], str] = {
    JudgementItem: "judgement",
    ExhibitItem: "exhibit",
    NumberItem: "number",
    ChoiceItem: "choice",
    Claim: "claim",
    SelfRating: "self-rating",
    InstructedCheck: "check",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line to answer: its name in the form, its words, and what is chosen."""

    name: str
    text: str
    value: str = ""
    more: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPage:
    """One question on one screen."""

    attempt: str
    item: str
    place: int
    of: int
    section: str
    time_left: str
    kind: str
    title: str
    stem: Prose | None
    prompt: str
    rows: tuple[Row, ...]
    scale: Scale | None
    unit: str = ""
    tolerance: str = ""
    typed: str = ""
    note: str = ""
    locked: bool
    demonstrated: bool
    revision: int
    seconds: float
    save_id: str
    state: str
    """The saved state as the page opens, in words."""
    errors: tuple[tuple[str, str], ...] = ()
    conflict: str = ""
    sure: str | None = None
    """An exhibit's confidence as it is chosen, empty for none; None where it is not asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewLine:
    """One question in the overview."""

    place: int
    item: str
    title: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewSection:
    """Questions of one kind, in the order of the form."""

    title: str
    lines: tuple[ReviewLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPage:
    """Everything answered and everything open, before submitting."""

    attempt: str
    summary: str
    answered: int
    open_places: int
    next_item: str | None
    next_place: int | None
    finish_words: str
    expects: bool
    """Whether submitting asks first what is expected: the full form, which reports areas."""
    again: tuple[str, ...] = ()
    """In a second sitting: what it asks again, and whether it comes too soon."""
    sections: tuple[ReviewSection, ...] = field(default=())


def section_of(catalog: Catalog, item: Item) -> str:
    """The heading a question stands under: its area, or what it is."""
    if isinstance(item, InstructedCheck):
        return _("A line to see that the form is being read")
    title = catalog.areas[item.area].title
    if isinstance(item, SelfRating):
        return _("How you see yourself")
    if isinstance(item, Claim):
        return _("Your track record: %(title)s") % {"title": in_sentence(title)}
    return title


def time_left(catalog: Catalog, entries: Sequence[BookletEntry]) -> str:
    """Words for the expected time of the entries still to come."""
    minutes = round(sum(expected_seconds(catalog, entry) for entry in entries) / 60)
    if minutes < 1:
        return _("less than a minute left")
    return ngettext("about %(minutes)s minute left", "about %(minutes)s minutes left", minutes) % {
        "minutes": minutes
    }


def rows_of(
    catalog: Catalog, item: Item, entry: BookletEntry, value: Answer | None
) -> tuple[Row, ...]:
    """The lines of a question with what is chosen in them."""
    match item:
        case JudgementItem():
            ratings = value if isinstance(value, tuple) else ()
            return tuple(
                Row(name=action.letter, text=action.text, value=_text(ratings, i))
                for i, action in enumerate(item.shown(short=entry.short))
            )
        case ExhibitItem():
            marks = value if isinstance(value, tuple) else ()
            return tuple(
                Row(name=statement.letter, text=statement.text, value=_text(marks, i))
                for i, statement in enumerate(item.shown(short=entry.short))
            )
        case ChoiceItem():
            return tuple(
                Row(name=str(i), text=option.text, value="1" if value == i else "")
                for i, option in enumerate(item.options)
            )
        case SelfRating():
            return _anchor_rows(catalog.areas[item.area], value)
        case Claim():
            return _step_rows(catalog.scales["claim"], value)
        case InstructedCheck():
            return _step_rows(catalog.scales["effectiveness"], value)
        case NumberItem():
            return ()


def _text(values: Sequence[object], index: int) -> str:
    return "" if index >= len(values) or values[index] is None else str(values[index])


def _anchor_rows(area: Area, value: Answer | None) -> tuple[Row, ...]:
    return tuple(
        Row(name=str(level), text=anchor, value="1" if value == level else "")
        for level, anchor in enumerate(area.anchors, start=1)
    )


def _step_rows(scale: Scale, value: Answer | None) -> tuple[Row, ...]:
    return tuple(
        Row(name=step.value, text=step.label, value="1" if str(value) == step.value else "")
        for step in scale.steps
    )


def prompt_of(item: Item) -> str:
    """The sentence a question asks with, where it is not its story."""
    match item:
        case SelfRating() | InstructedCheck():
            return item.prompt
        case Claim():
            return item.text
        case _:
            return ""


def scale_of(catalog: Catalog, item: Item) -> Scale | None:
    """The answer scale of a question with rows, None for the others."""
    match item:
        case JudgementItem():
            return catalog.scales["effectiveness"]
        case ExhibitItem():
            return catalog.scales["truth"]
        case _:
            return None


def state_words(item: Item, response: SavedAnswer | None, entry: BookletEntry) -> str:
    """How a question stands, in words: open, skipped, partly answered, the answer given."""
    if entry.locked:
        return _("from the quick form")
    if response is None:
        return _("open")
    if response.value is None:
        return _("not my context") if response.skip_reason == "not-my-context" else _("skipped")
    if isinstance(response.value, tuple):
        missing = sum(1 for part in response.value if part is None)
        if missing:
            return _("%(missing)s of %(value)s lines open") % {
                "missing": missing,
                "value": len(response.value),
            }
    return value_words(item, response.value)


def value_words(item: Item, value: Answer) -> str:
    """An answer in words, as the review and a conflict show it."""
    if isinstance(value, tuple):
        return " · ".join("–" if part is None else _mark_words(part) for part in value)
    if isinstance(item, ChoiceItem):
        return item.options[int(value)].text
    return f"{value:g}"


def _mark_words(part: object) -> str:
    return {"T": _("true"), "F": _("false"), "?": _("can’t tell")}.get(str(part), str(part))


def is_demonstrated(item: Item) -> bool:
    """Whether a question is one of those that enter a level."""
    return isinstance(item, DemonstratedUnit)
