"""docs/input.md says what is taken: every kind of field, length and file, as the source has it."""

import ast
import importlib
import re
from collections.abc import Iterator

import pytest

from tests.browser.app_process import PROJECT

PAGE = (PROJECT / "docs" / "input.md").read_text(encoding="utf-8")
NUMBERS = re.findall(r"^\|.*\| ([\d,]+) \| `([\w.]+)` \|$", PAGE, re.MULTILINE)


NOT_TYPED = {
    "assessment.services.retention.SHOWN_CHARACTERS",
    "assessment.domain.content_words.MARK_CHARACTERS",
}
"""Lengths of what the app itself writes or reads from its content."""


def section(title: str) -> str:
    return PAGE.split(f"## {title}\n")[1].split("\n## ")[0]


def sources(*folders: str) -> Iterator[tuple[str, ast.Module]]:
    for folder in folders:
        for path in sorted((PROJECT / "assessment" / folder).rglob("*.py")):
            dotted = path.relative_to(PROJECT).with_suffix("").as_posix().replace("/", ".")
            yield dotted, ast.parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("number", "constant"), NUMBERS, ids=lambda each: str(each)[-40:])
def test_every_number_is_the_sources(number: str, constant: str) -> None:
    module, name = constant.rsplit(".", 1)
    assert getattr(importlib.import_module(module), name) == int(number.replace(",", ""))


def test_every_limit_of_a_text_is_listed() -> None:
    limits = {
        f"{dotted}.{target.id}"
        for dotted, tree in sources("domain", "services")
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name) and re.fullmatch(r"[A-Z_]+_(LIMIT|CHARACTERS)", target.id)
        if "brief_rules" not in dotted
    }
    assert len(limits) > 15
    assert limits - NOT_TYPED == limits & {constant for _, constant in NUMBERS}


def test_every_number_of_mails_is_the_sources() -> None:
    written = {
        constant: f"{number} per day"
        for number, constant in re.findall(
            r"^\|.*\| (\d+) a day \| `([\w.]+)` \|$", section("Mails"), re.MULTILINE
        )
    }
    kept = {
        f"{dotted}.{ast.unparse(node.targets[0])}": node.value.value
        for dotted, tree in sources("web")
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        if re.fullmatch(r"\d+ per day", str(node.value.value))
    }
    assert len(kept) >= 5
    assert written == kept


def test_every_kind_of_field_is_listed() -> None:
    made = {
        call.func.id
        for _, tree in sources("web")
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
        if call.func.id.endswith("Field")
    }
    assert made == set(re.findall(r"`(\w+Field)`", section("Kinds")))


def test_every_file_that_is_taken_is_listed() -> None:
    asked = {
        str(ast.literal_eval(call.args[0]))
        for _, tree in sources("web")
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "request.files.get"
    }
    assert asked == set(re.findall(r"^\| `(\w+)` \|", section("Files"), re.MULTILINE))
