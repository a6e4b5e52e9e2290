"""The plan as a table: read back whole, and nothing in it calculates."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.documents.csv_cells import csv_cell, csv_text
from assessment.documents.plan_csv import COLUMNS, plan_csv
from assessment.domain.planning.progress import Step
from tests.documents.plan_samples import HOSTILE_ID, hostile_plan, plan_of

FORMULAS = (
    "=1+1",
    "+49 30",
    "-2+3",
    "@SUM(A1)",
    " =1+1",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\u00a0=1+1",
    "\ufeff=1+1",
    "\u200b=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(A1)",
    "\x00=1+1",
    "\ttabbed",
)


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("formula", FORMULAS)
def test_what_a_spreadsheet_would_calculate_gets_an_apostrophe(formula: str) -> None:
    assert csv_cell(formula).startswith("'")


@pytest.mark.parametrize("words", ["a=b", "one - two", "me@home", "“=”", "", "'", "9 + 3"])
def test_other_words_stay_as_they_are(words: str) -> None:
    assert csv_cell(words) == words


@pytest.mark.parametrize(
    ("number", "text"), [(-1, "-1"), (2.5, "2.5"), (0, "0"), (0.25, "0.25"), (12345.25, "12345.25")]
)  # fmt: skip
def test_numbers_stay_numbers(number: float, text: str) -> None:
    assert csv_cell(number) == text


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=12))
def test_no_cell_begins_with_a_sign_that_calculates(text: str) -> None:
    assert csv_cell(text).lstrip()[:1] not in {"=", "+", "-", "@"} or not text.strip()
    read = next(csv.reader(io.StringIO(csv_text([text, "end"], []), newline="")), [""])
    assert read[-1] == "end"


def test_every_step_is_a_row_in_order_with_its_weeks_and_hours() -> None:
    plan = plan_of(0)
    read = rows(plan_csv(plan))
    assert len(read) == len(plan.actions) + len(plan.left_out)
    for number, (row, planned) in enumerate(zip(read, plan.actions, strict=False), start=1):
        assert int(row["number"]) == number
        assert row["id"] == planned.action.id
        assert float(row["hours"]) == sum(hours for _, hours in planned.hours)
        assert int(row["first week"]) == planned.first_week
        assert row["from"] == plan.weeks[planned.first_week - 1].starts.isoformat()
        assert all(reason.text in row["why"] for reason in planned.because)


def test_what_is_left_out_is_there_with_its_reason_and_no_hours() -> None:
    plan = plan_of(0, hours=1)
    assert plan.left_out
    out = [row for row in rows(plan_csv(plan)) if row["state"] == "left out"]
    assert [row["why"] for row in out] == [left.reason for left in plan.left_out]
    assert {row["hours"] for row in out} == {""}


def test_lines_end_as_the_format_wants_and_every_row_is_whole() -> None:
    text = plan_csv(hostile_plan())
    read = list(csv.reader(io.StringIO(text, newline="")))
    assert {len(row) for row in read} == {len(COLUMNS)}
    assert text.endswith("\r\n")


def test_hostile_words_are_one_guarded_cell() -> None:
    steps = {HOSTILE_ID: Step(state="done", note="+cmd|' /C calc'!A0")}
    row = next(r for r in rows(plan_csv(hostile_plan(), steps)) if r["id"] == HOSTILE_ID)
    assert row["step"].startswith("'=1+1; <script>")
    assert row["what came of it"].startswith("'+cmd")
