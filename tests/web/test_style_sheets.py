"""The style sheets are small, and every class in them is worn by something."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.browser.app_process import PROJECT

LARGEST_SHEET = 15 * 1024
"""Bytes of app.css, before compression; the fonts are files of their own."""

PAGES = [
    path for path in sorted((PROJECT / "templates").rglob("*.html")) if "print" not in path.parts
]
SCRIPTS = sorted((PROJECT / "static" / "js").glob("*.js"))
DRAWINGS = sorted((PROJECT / "assessment" / "documents").glob("*.py"))
GIVEN = {
    "figure": "cells of authored tables (ingest.prose)",
    "centred": "cells of authored tables (ingest.prose)",
    "locked": "how a step of a plan stands (domain.planning.progress)",
    "mission": "the part of a brief (documents.brief_paper)",
}
"""Classes whose name is a value of the domain, so that no template spells them out."""

ATTRIBUTE = re.compile(r'class="((?:\{\{.*?\}\}|\{%.*?%\}|[^"{])*)"', re.DOTALL)
CODE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
WORD = re.compile(r"[a-zA-Z][\w-]*")


def worn_in(template: str) -> Iterator[str]:
    """The classes a template writes, also those it chooses between."""
    for value in ATTRIBUTE.findall(template):
        yield from WORD.findall(CODE.sub(" ", value))
        for code in CODE.findall(value):
            for literal in re.findall(r"'([^']*)'|\"([^\"]*)\"", code):
                yield from WORD.findall(" ".join(literal))


def worn_on_pages() -> set[str]:
    worn = set(GIVEN)
    for path in PAGES:
        worn.update(worn_in(path.read_text(encoding="utf-8")))
    for path in SCRIPTS:
        worn.update(re.findall(r"\"\.([a-z][\w-]*)", path.read_text(encoding="utf-8")))
    return worn


def worn_in_drawings() -> set[str]:
    """The classes that our own charts write; a stem such as ``bar-`` stands for all it begins."""
    worn = {"chart"}
    for path in DRAWINGS:
        for line in path.read_text(encoding="utf-8").splitlines():
            if "klass" in line:
                worn.update(
                    w for text in re.findall(r'"([^"]*)"', line) for w in WORD.findall(text)
                )
    return worn


def selected(sheet: Path) -> set[str]:
    """The classes a style sheet has rules for."""
    text = re.sub(r"/\*.*?\*/|url\([^)]*\)", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    heads = re.findall(r"([^{};]+)\{", text)
    return {name for head in heads for name in re.findall(r"\.([a-zA-Z][\w-]*)", head)}


def test_every_class_of_the_pages_sheet_is_worn_on_a_page() -> None:
    assert sorted(selected(PROJECT / "static" / "app.css") - worn_on_pages()) == []


def test_every_class_of_the_charts_sheet_is_drawn() -> None:
    drawn = worn_in_drawings()
    stems = tuple(word for word in drawn if word.endswith("-"))
    rules = selected(PROJECT / "static" / "chart.css")
    assert [name for name in sorted(rules - drawn) if not name.startswith(stems)] == []


def test_every_class_on_a_page_has_a_rule() -> None:
    rules = selected(PROJECT / "static" / "app.css") | selected(PROJECT / "static" / "chart.css")
    assert sorted(worn_on_pages() - rules) == []


def test_the_style_sheet_is_small() -> None:
    assert (PROJECT / "static" / "app.css").stat().st_size <= LARGEST_SHEET
