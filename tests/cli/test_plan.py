import csv
import io
from pathlib import Path

import pytest
from icalendar import Calendar

from assessment.cli import printing
from assessment.cli.commands import main
from tests.cli.answers import ADA, answers_of, write_answers
from tests.cli.running import Ran, run_command

FACTS = {
    "--target": "scale-up",
    "--start": "2027-01-04",
    "--hours": "6",
    "--situation": "realignment",
    "--mandate-count": "5",
}


@pytest.fixture
def ada(tmp_path: Path) -> Path:
    return write_answers(tmp_path / "ada.json", **ADA)


def line(answers: Path, out: Path, changed: dict[str, str] | None = None) -> list[str]:
    asked = {"--answers": str(answers), **FACTS, "--out": str(out), **(changed or {})}
    return ["plan", *(part for pair in asked.items() for part in pair)]


def planned(answers: Path, out: Path, changed: dict[str, str] | None = None) -> bytes:
    ran: Ran = run_command(*line(answers, out, changed))
    assert (ran.status, ran.out, ran.err) == (0, b"", "")
    return out.read_bytes()


@pytest.mark.parametrize("ending", ["md", "ics", "csv"])
def test_the_same_file_and_facts_give_the_same_bytes(
    ending: str, ada: Path, tmp_path: Path
) -> None:
    first = planned(ada, tmp_path / f"a.{ending}")
    assert first == planned(ada, tmp_path / f"b.{ending}")
    assert len(first) > 1000


@pytest.mark.pdf
def test_the_plan_to_pin_up_has_the_same_bytes_each_time(ada: Path, tmp_path: Path) -> None:
    first = planned(ada, tmp_path / "a.pdf")
    assert first == planned(ada, tmp_path / "b.PDF")
    assert first.startswith(b"%PDF-")


def test_every_form_of_the_plan_tells_of_the_same_actions(ada: Path, tmp_path: Path) -> None:
    markdown = planned(ada, tmp_path / "plan.md").decode()
    table = planned(ada, tmp_path / "plan.csv").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table)))
    calendar = Calendar.from_ical(planned(ada, tmp_path / "plan.ics"))
    assert len(rows) > 10
    titles = [row["step"] for row in rows]
    assert all(title in markdown for title in titles)
    assert len(calendar.walk("VEVENT")) > 10


def test_another_situation_or_mandate_gives_another_plan(ada: Path, tmp_path: Path) -> None:
    plans = {
        planned(ada, tmp_path / "plan.md", change)
        for change in (
            {},
            {"--situation": "turnaround"},
            {"--situation": "not-sure"},
            {"--mandate-count": "2"},
            {"--mode": "preparing"},
            {"--days-off": "2027-02-01..2027-02-12"},
            {"--stage": "large"},
        )
    }
    assert len(plans) == 7


def test_the_facts_of_the_mandate_can_be_named(
    ada: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = line(ada, tmp_path / "plan.md")
    named = [part for part in asked if part not in ("--mandate-count", "5")]
    assert main([*named, "--mandate", "budget-named,may-assign-work"]) == 0
    assert main([*named, "--mandate", "a-throne"]) == 2
    assert "There is no mandate fact 'a-throne'" in capsys.readouterr().err


def test_a_plan_from_the_quick_form_says_that_no_level_is_known(tmp_path: Path) -> None:
    answers = write_answers(tmp_path / "quick.json", answers_of("quick"))
    assert (
        "No area has enough answers for a level" in planned(answers, tmp_path / "plan.md").decode()
    )


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"--start": "soon"}, "--start: Give a date such as 2027-01-04, not 'soon'."),
        ({"--start": "2027-02-30"}, "--start: Give a date"),
        ({"--hours": "21"}, "--hours: Give a whole number from 1 to 20, not '21'."),
        ({"--hours": "0"}, "--hours: "),
        ({"--situation": "storm"}, "--situation: There is no situation 'storm'"),
        ({"--mandate-count": "9"}, "--mandate-count: Give a whole number from 0 to 8"),
        ({"--mode": "dreaming"}, "--mode: "),
        ({"--days-off": "Friday"}, "--days-off: "),
        ({"--target": "wizard"}, "There is no CTO type 'wizard'"),
        ({"--stage": "tiny"}, "There is no stage 'tiny'"),
        ({"--out": "plan.docx"}, "plan.docx: the file's ending says what is made: .pdf, .md, .ics"),
        ({"--out": "plan"}, "plan: the file's ending says what is made"),
        ({"--answers": "/nowhere.json"}, "/nowhere.json cannot be read"),
    ],
)
def test_what_cannot_be_used_is_refused_in_one_sentence_and_nothing_is_written(
    change: dict[str, str],
    sentence: str,
    ada: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(line(ada, tmp_path / "plan.md", change)) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert sentence in err
    assert list(tmp_path.iterdir()) == [ada]


def test_without_pango_the_plan_is_still_made_in_three_ways(
    ada: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(printing, "pdf_available", lambda: "Pango not found: install libpango")
    assert main(line(ada, tmp_path / "plan.pdf")) == 3
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert err.endswith("The plan as .md, .ics or .csv still works.\n")
    assert not (tmp_path / "plan.pdf").exists()
    assert [main(line(ada, tmp_path / f"plan.{e}")) for e in ("md", "ics", "csv")] == [0, 0, 0]


def test_calendars_of_two_people_do_not_move_each_others_entries(tmp_path: Path) -> None:
    """And a later plan of the same person moves their own."""

    def entries(name: str, start: str) -> set[str]:
        answers = write_answers(tmp_path / "answers.json", name=name)
        text = planned(answers, tmp_path / "plan.ics", {"--start": start})
        return {str(event["UID"]) for event in Calendar.from_ical(text).walk("VEVENT")}

    ada = entries("Ada", "2027-01-04")
    assert ada == entries("Ada", "2027-01-11")
    assert not ada & entries("Ben", "2027-01-04")
