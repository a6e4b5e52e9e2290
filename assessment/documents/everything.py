"""How does everything that is kept of a person become one page they can read without us?

The page is a file: it carries its own style, fetches nothing and runs nothing. It shows every
value of the export, in words where a word is known.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assessment.documents.printing import environment
from assessment.domain.language import gettext as _

INLINE_NUMBERS = 60
"""A longer list of numbers is counted here and stands in the JSON file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One named value, or a named group of lines."""

    name: str
    text: str = ""
    lines: tuple["Line", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One kind of thing: what it is kept for, and every one of them."""

    id: str
    title: str
    purpose: str
    entries: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelRow:
    """One area of one result."""

    area: str
    level: str
    likely_range: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultTable:
    """The levels of one sitting."""

    title: str
    rows: tuple[LevelRow, ...]


def everything_page(
    export: Mapping[str, Any],
    *,
    titles: Mapping[str, str],
    purposes: Mapping[str, str],
    words: Mapping[str, str],
    made_at: datetime,
) -> str:
    """The page. ``words`` are the titles of authored things by their ids."""
    sections = [
        Section(
            id=name,
            title=titles.get(name, _spoken(name)),
            purpose=purposes.get(name, ""),
            entries=tuple(tuple(_lines(row, words)) for row in _rows(value)),
        )
        for name, value in export.items()
        if isinstance(value, dict | list)
    ]
    return (
        environment()
        .get_template("everything/document.html")
        .render(
            sections=sections,
            results=list(_results(export, words)),
            made=f"{made_at:%d.%m.%Y %H:%M} UTC",
        )
    )


def _rows(value: dict[str, Any] | list[Any]) -> Sequence[Mapping[str, Any]]:
    rows = [value] if isinstance(value, dict) else value
    return [row if isinstance(row, dict) else {_("value"): row} for row in rows]


def _lines(row: Mapping[str, Any], words: Mapping[str, str]) -> Iterator[Line]:
    for name, value in row.items():
        yield _line(words.get(name, _spoken(name)), value, words)


def _line(name: str, value: Any, words: Mapping[str, str]) -> Line:  # noqa: ANN401 - JSON
    if isinstance(value, dict) and value:
        return Line(name=name, lines=tuple(_lines(value, words)))
    if isinstance(value, list) and value:
        if all(isinstance(part, int | float) for part in value):
            return Line(name=name, text=_numbers(value))
        if not any(isinstance(part, dict | list) for part in value):
            return Line(name=name, text="; ".join(_text(part, words) for part in value))
        return Line(
            name=name,
            lines=tuple(
                _line(str(number), part, words) for number, part in enumerate(value, start=1)
            ),
        )
    return Line(name=name, text=_text(value, words))


def _numbers(values: Sequence[float]) -> str:
    if len(values) > INLINE_NUMBERS:
        return _("%(count)d numbers, in the JSON file") % {"count": len(values)}
    return ", ".join(f"{value:g}" for value in values)


def _text(value: Any, words: Mapping[str, str]) -> str:  # noqa: ANN401 - JSON
    match value:
        case None | "" | [] | {}:
            return "–"
        case True:
            return _("yes")
        case False:
            return _("no")
        case str() if value in words:
            return f"{words[value]} ({value})"
        case _:
            return str(value)


def _spoken(name: str) -> str:
    """A column's name as words.

    >>> _spoken("started_at")
    'Started at'
    """
    return name.replace("_", " ").replace("-", " ").strip().capitalize() if name else "–"


def _results(export: Mapping[str, Any], words: Mapping[str, str]) -> Iterator[ResultTable]:
    """The levels of every sitting, before everything else is told in full."""
    submitted = {row["id"]: str(row["submitted_at"] or "")[:10] for row in export["attempts"]}
    for sheet in export["score_sheets"]:
        areas = sheet["sheet"].get("areas", {})
        yield ResultTable(
            title=_("Result of %(day)s") % {"day": submitted.get(sheet["attempt_id"], "–")},
            rows=tuple(_level_row(words.get(area, area), score) for area, score in areas.items()),
        )


def _level_row(area: str, score: Mapping[str, Any]) -> LevelRow:
    level, likely = score.get("level"), score.get("likely_range")
    if level is None or likely is None:
        return LevelRow(area=area, level=_("cannot tell yet"), likely_range="–")
    return LevelRow(
        area=area,
        level=f"{level:.1f}",
        likely_range=_("%(low).1f to %(high).1f") % likely,
    )
