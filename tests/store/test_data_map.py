"""Every column says what it holds, and the map that is shown is the one that holds."""

import pytest

from assessment.cli.db import DATA_MAP
from assessment.store.data_map import REDRAW, draw_map, holdings, map_problems
from assessment.store.holding import CLASSES, Holding, unclassified
from assessment.store.records import metadata

THINGS = Holding(purpose="things", technical=("id",), words=("name",))


def test_every_column_of_every_table_is_in_one_class() -> None:
    problems = map_problems()
    assert not problems, "\n".join(problems)
    assert set(holdings()) == set(metadata.tables)


def test_the_map_in_the_documents_is_not_stale() -> None:
    assert DATA_MAP.read_text(encoding="utf-8") == draw_map(), f"stale: run {REDRAW}"


def test_the_map_names_every_column_and_every_class() -> None:
    drawn = draw_map()
    for table in metadata.sorted_tables:
        section = drawn.split(f"## `{table.name}`")[1].split("\n## ")[0]
        for column in table.columns:
            assert f"| `{column.name}` |" in section, f"{table.name}.{column.name}"
    for name in CLASSES:
        assert f"| {name} |" in drawn


def test_a_table_that_says_nothing_is_told_what_to_write() -> None:
    (problem,) = unclassified("things", ["id", "name"], None)
    assert "__holds__ = Holding(" in problem
    assert "('id', 'name')" in problem


def test_a_new_column_is_named_with_its_table() -> None:
    (problem,) = unclassified("things", ["id", "name", "birthday"], THINGS)
    assert "things.birthday" in problem
    assert "'birthday'" in problem


@pytest.mark.parametrize(
    ("columns", "holding", "said"),
    [
        (["id"], THINGS, "names 'name', which is no column"),
        (
            ["id", "name"],
            Holding(purpose="things", technical=("id", "name"), words=("name",)),
            "'name' in two classes",
        ),
    ],
)
def test_a_holding_that_does_not_fit_its_table_is_refused(
    columns: list[str], holding: Holding, said: str
) -> None:
    (problem,) = unclassified("things", columns, holding)
    assert said in problem


def test_what_opens_something_is_a_secret_everywhere() -> None:
    for name, holding in holdings().items():
        assert holding is not None
        for column, kind in holding.classes():
            if column.endswith(("_hash", "password", "totp_secret")):
                assert kind == "secret", f"{name}.{column} opens something"


def test_secrets_never_leave_with_an_export() -> None:
    for line in draw_map().splitlines():
        if "| secret |" in line and line.startswith("| `"):
            assert line.split("|")[3].strip() == "no", line
