"""What do the lines of the score program say: which form was given, and what was answered?

The JSON words (``sjt exhibit mcq numeric evidence self check``) stop here; behind it are the
domain's own keys and responses (MEASUREMENT.md, "Scoring as a program").
"""

from collections.abc import Mapping
from dataclasses import dataclass

from assessment.domain.areas import HIGHEST_LEVEL, LOWEST_LEVEL, AreaId
from assessment.domain.attempts import Mark, Response, Value
from assessment.domain.bank import (
    CheckKey,
    ChoiceKey,
    ClaimKey,
    ExhibitKey,
    ItemBank,
    ItemId,
    ItemKey,
    JudgementKey,
    KeyStatus,
    NumberKey,
    SelfRatingKey,
    UnitKey,
)
from assessment.domain.profiles import Context, ProfileId, Target, TargetLevel
from assessment.services.score_lines import (
    BadInput,
    Fields,
    as_boolean,
    as_list,
    as_number,
    as_object,
    as_whole,
    quote,
)

UNIT_FORMATS = frozenset({"sjt", "exhibit", "mcq", "numeric"})
HIGHEST_WEIGHT = 1_000_000.0
"""Beyond any sensible weight; keeps sums of weights finite."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The form as it was given, and what its answers are read against."""

    bank: ItemBank
    keys: Mapping[str, ItemKey | None]
    """Every item of the bank by id; None for a format this program ignores."""
    areas: tuple[AreaId, ...]
    """Every area the bank names, by name."""
    target: Target


def read_form(content: object) -> Form:
    """The bank and the target of the first line; raises BadInput where they cannot be used.

    Items of unknown formats are ignored, but stay items of the bank: their areas are named and
    answers to them are passed over.
    """
    line = as_object(content, "the first line")
    if "bank" not in line:
        raise BadInput("there is no bank")
    entries = as_list(line["bank"], "the bank")
    if not entries:
        raise BadInput("there is no bank: its list is empty")
    keys: dict[str, ItemKey | None] = {}
    areas: set[AreaId] = set()
    for position, entry in enumerate(entries):
        values = as_object(entry, f"bank entry {position}")
        item = Fields(values=values, owner=f"bank entry {position}").name("id")
        if item in keys:
            raise BadInput(f"the item id {quote(item)} is there twice")
        keys[item] = _item_key(ItemId(item), Fields(values=values, owner=f"item {quote(item)}"))
        area = values.get("area")
        if isinstance(area, str) and area:
            areas.add(AreaId(area))
    if "target" not in line:
        raise BadInput("there is no target")
    return Form(
        bank=ItemBank(items=tuple(key for key in keys.values() if key is not None)),
        keys=keys,
        areas=tuple(sorted(areas)),
        target=_target(as_object(line["target"], "the target"), areas),
    )


def _item_key(item: ItemId, fields: Fields) -> ItemKey | None:
    """The key of an item; None for a format this program ignores."""
    item_format = fields.name("format")
    if item_format == "check":
        return CheckKey(id=item, correct=fields.whole("correct", 1, 5))
    if item_format == "evidence":
        return ClaimKey(id=item, area=AreaId(fields.name("area")))
    if item_format == "self":
        return SelfRatingKey(id=item, area=AreaId(fields.name("area")))
    return _unit_key(item, item_format, fields) if item_format in UNIT_FORMATS else None


def _unit_key(item: ItemId, item_format: str, fields: Fields) -> UnitKey:
    area = AreaId(fields.name("area"))
    difficulty = fields.number("difficulty", LOWEST_LEVEL, HIGHEST_LEVEL)
    seconds = fields.number("seconds", 0.0)
    if seconds == 0.0:
        raise BadInput(f"seconds of {fields.owner} must be more than 0")
    key_status = _key_status(fields)
    if item_format == "sjt":
        return JudgementKey(
            id=item,
            area=area,
            difficulty=difficulty,
            seconds=seconds,
            key_status=key_status,
            effectiveness=tuple(
                as_number(value, f"an option of {fields.owner}", 1.0, 5.0)
                for value in fields.entries("options")
            ),
        )
    if item_format == "exhibit":
        return ExhibitKey(
            id=item,
            area=area,
            difficulty=difficulty,
            seconds=seconds,
            key_status=key_status,
            truth=tuple(
                as_boolean(value, f"truth of {fields.owner}") for value in fields.entries("truth")
            ),
        )
    if item_format == "mcq":
        options = fields.whole("options", 2)
        return ChoiceKey(
            id=item,
            area=area,
            difficulty=difficulty,
            seconds=seconds,
            key_status=key_status,
            options=options,
            correct=fields.whole("correct", 0, options - 1),
        )
    return NumberKey(
        id=item,
        area=area,
        difficulty=difficulty,
        seconds=seconds,
        key_status=key_status,
        correct=fields.number("correct"),
        tolerance=fields.number("tolerance", 0.0),
    )


def _key_status(fields: Fields) -> KeyStatus:
    match fields.values.get("key_status"):
        case None | "panel":
            return "panel"
        case "author":
            return "author"
        case other:
            raise BadInput(f"key_status of {fields.owner} is panel or author, not {quote(other)}")


def _target(wanted: Mapping[str, object], areas: set[AreaId]) -> Target:
    levels: dict[AreaId, TargetLevel] = {}
    for name, value in wanted.items():
        area = AreaId(name)
        if area not in areas:
            raise BadInput(f"the target names the area {quote(name)}, the bank does not")
        owner = f"target {quote(name)}"
        fields = Fields(values=as_object(value, owner), owner=owner)
        levels[area] = TargetLevel(
            area=area,
            level=fields.number("level", LOWEST_LEVEL, HIGHEST_LEVEL),
            weight=fields.number("weight", 0.0, HIGHEST_WEIGHT),
            critical=fields.boolean("critical"),
            reason="",
        )
    return Target(
        profile=ProfileId("given"), title="", context=Context(), chosen_because="", levels=levels
    )


def read_answers(form: Form, content: object) -> dict[ItemId, Response]:
    """The answers of one line by item; raises BadInput where one cannot be used.

    An item that is not there, or whose value is null or left out, was skipped.
    """
    line = as_object(content, "the line")
    if "answers" not in line:
        raise BadInput("there are no answers")
    responses: dict[ItemId, Response] = {}
    for item, answer in as_object(line["answers"], "answers").items():
        if item not in form.keys:
            raise BadInput(f"the item {quote(item)} is not in the bank")
        key = form.keys[item]
        if key is None:
            continue
        where = f"item {quote(item)}"
        given = as_object(answer, f"the answer to {where}")
        value, seconds = given.get("value"), given.get("seconds")
        responses[key.id] = Response(
            item=key.id,
            value=None if value is None else _value(key, value, f"the answer to {where}"),
            seconds=None if seconds is None else as_number(seconds, f"seconds of {where}", 0.0),
        )
    return responses


def _value(key: ItemKey, value: object, what: str) -> Value:
    match key:
        case JudgementKey():
            ratings = as_list(value, what, len(key.effectiveness))
            return tuple(None if r is None else as_whole(r, what, 1, 5) for r in ratings)
        case ExhibitKey():
            return tuple(_mark(mark, what) for mark in as_list(value, what, len(key.truth)))
        case ChoiceKey():
            return as_whole(value, what, 0, key.options - 1)
        case NumberKey():
            return as_number(value, what)
        case ClaimKey():
            return as_whole(value, what, 0, 4)
        case SelfRatingKey() | CheckKey():
            return as_whole(value, what, 1, 5)


def _mark(value: object, what: str) -> Mark:
    match value:
        case "T" | "F" | "?":
            return value
        case _:
            raise BadInput(f'{what} is made of "T", "F" and "?", not {quote(value)}')
