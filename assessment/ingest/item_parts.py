"""What do the kinds of item share in their header and lists?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from assessment.domain.areas import AreaId, Face, FacetId, SeedId
from assessment.domain.bank import ItemId, KeyStatus
from assessment.domain.items import ItemStatus
from assessment.ingest.fields import Fields
from assessment.ingest.problem_log import ProblemLog
from assessment.ingest.source import Entry, SourceFile, keyed_entries

CLEAR_PAIR = 0.6
"""Keys at least this far apart make a clear pair (MEASUREMENT.md 1.6); 1e-9 of rounding."""
FEWEST_CLEAR_PAIRS = 4

STATUSES: tuple[ItemStatus, ...] = get_args(ItemStatus)
KEY_STATUSES: tuple[KeyStatus, ...] = get_args(KeyStatus)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemHead:
    """The header keys every item has; ``area`` is empty for instructed checks."""

    id: ItemId
    version: int
    status: ItemStatus
    title: str
    area: AreaId


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitHead:
    """The further header keys of a demonstrated unit."""

    facet: FacetId
    difficulty: float
    seconds: float
    key_status: KeyStatus
    faces: tuple[Face, ...]
    seeds: tuple[SeedId, ...]


def read_own_id(source: SourceFile, fields: Fields) -> str:
    """The id of a file, which must be its name."""
    found = fields.identifier("id")
    if found and found != source.stem:
        fields.error(
            "id",
            "id-is-not-file-name",
            f"the id {found} is not the file's name",
            f"write `id: {source.stem}` or rename the file",
        )
    return found


def read_heading_title(source: SourceFile, log: ProblemLog) -> str:
    """The title of an item or action: its first-level heading."""
    if not source.title:
        log.error(
            source.path, source.title_line, "missing-title", "the title is missing", "add `# Title`"
        )
    return source.title


def read_head(source: SourceFile, fields: Fields, log: ProblemLog, *, with_area: bool) -> ItemHead:
    """The keys every item has."""
    fields.text("kind")
    return ItemHead(
        id=ItemId(read_own_id(source, fields)),
        version=fields.integer("version", 1, 999),
        status=fields.word("status", STATUSES),
        title=read_heading_title(source, log),
        area=AreaId(read_area_of_folder(source, fields) if with_area else ""),
    )


def read_area_of_folder(source: SourceFile, fields: Fields) -> str:
    """The area of a file, which must be its folder."""
    area = fields.identifier("area")
    kind, _, folder = source.folder.rpartition("/")
    if area and area != folder:
        fields.error(
            "area",
            "wrong-folder",
            f"a file of {area} in the folder {folder}",
            f"move it to {kind}/{area}/ or write `area: {folder}`",
        )
    return area


def read_unit_head(fields: Fields) -> UnitHead:
    """The keys of a demonstrated unit."""
    return UnitHead(
        facet=FacetId(fields.identifier("facet")),
        difficulty=fields.number("difficulty", 1.0, 5.0, code="difficulty-out-of-range"),
        seconds=fields.number("seconds", 15.0, 240.0),
        key_status=fields.word("key_status", KEY_STATUSES),
        faces=fields.faces(),
        seeds=fields.seeds(),
    )


def read_lettered(
    source: SourceFile, heading: str, count: int, log: ProblemLog
) -> tuple[Entry, ...]:
    """Exactly ``count`` entries called a, b, c ... in this order."""
    entries = keyed_entries(source, heading, log)
    letters = [entry.key for entry in entries]
    wanted = [chr(ord("a") + index) for index in range(count)]
    section = source.sections.get(heading)
    if section is not None and letters != wanted:
        log.error(
            source.path,
            section.line,
            "wrong-count",
            f"{heading} holds {', '.join(letters) or 'nothing'}",
            f"write {count} entries, {wanted[0]} to {wanted[-1]} in this order",
        )
    return entries


def read_rationale(source: SourceFile, letters: Sequence[str], log: ProblemLog) -> dict[str, str]:
    """One reason per action, statement or option."""
    entries = keyed_entries(source, "Rationale", log)
    section = source.sections.get("Rationale")
    line = section.line if section is not None else source.title_line
    given = {entry.key: entry.text for entry in entries}
    for letter in letters:
        if section is not None and letter not in given:
            log.error(
                source.path,
                line,
                "missing-rationale",
                f"no rationale for {letter}",
                f"add `- {letter}: what it gains and costs, and for whom`",
            )
    for entry in entries:
        if entry.key not in letters:
            log.error(
                source.path,
                entry.line,
                "unknown-letter",
                f"a rationale for {entry.key}, which is not there",
                "name a letter of the list above",
            )
    return given


def check_letters(fields: Fields, name: str, letters: Sequence[str], known: Sequence[str]) -> None:
    """Every letter of a header list must be in the text, each once."""
    for letter in letters:
        if letter not in known:
            fields.error(
                name, "unknown-letter", f"{name} names {letter}", f"use {', '.join(known) or 'a'}"
            )
    if len(set(letters)) < len(letters):
        fields.error(name, "duplicate-entry", f"a letter stands twice in {name}", "name it once")


def check_same_letters(fields: Fields, keys: Sequence[str], letters: Sequence[str]) -> None:
    """Keys and texts must be about the same letters."""
    for letter in keys:
        if letter not in letters:
            fields.error(
                "keys",
                "key-without-text",
                f"keys holds {letter}, for which there is no text",
                "key the entries that are there",
            )
    for letter in letters:
        if keys and letter not in keys:
            fields.error("keys", "text-without-key", f"keys lacks {letter}", "key every entry")


def clear_pairs(values: Sequence[float]) -> int:
    """How many pairs of keys are at least 0.6 apart.

    >>> clear_pairs((2.5, 4.6, 1.5, 4.3, 1.8))
    8
    """
    return sum(
        1
        for index, first in enumerate(values)
        for second in values[index + 1 :]
        if abs(first - second) >= CLEAR_PAIR - 1e-9
    )


def check_wrong_turns(source: SourceFile, entries: Sequence[Entry], log: ProblemLog) -> None:
    """Two or three wrong turns, each a sentence that may be quoted to the person."""
    section = source.sections.get("Wrong turns")
    if section is None:
        return
    if len(entries) not in {2, 3}:
        log.warning(
            source.path,
            section.line,
            "few-wrong-turns",
            f"{len(entries)} wrong turns",
            "two or three are asked",
        )
    for entry in entries:
        if not entry.text.startswith("You"):
            log.error(
                source.path,
                entry.line,
                "wrong-turn-voice",
                "a wrong turn that does not speak to the person",
                "begin its sentence with You",
            )
