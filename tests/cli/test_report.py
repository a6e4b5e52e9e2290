import calendar
import json
import re
import subprocess
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from assessment.cli import printing
from assessment.cli.commands import main
from assessment.domain.attempts import FormId
from tests.cli.answers import ADA, answers_of, write_answers
from tests.cli.running import run_command

TARGET = ("--target", "scale-up")
A_DAY = re.compile(rf"\b\d\d? (?:{'|'.join(calendar.month_name[1:])}) \d{{4}}\b")


@pytest.fixture
def ada(tmp_path: Path) -> Path:
    return write_answers(tmp_path / "ada.json", **ADA)


def made(answers: Path, out: Path, *more: str) -> bytes:
    ran = run_command("report", "--answers", answers, *TARGET, "--out", out, *more)
    assert (ran.status, ran.out, ran.err) == (0, b"", "")
    return out.read_bytes()


def attached(pdf: bytes) -> bytes:
    with pikepdf.open(BytesIO(pdf)) as opened:
        return bytes(opened.attachments["result.json"].get_file().read_bytes())


def text_of(path: Path) -> str:
    done = subprocess.run(
        ["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.mark.pdf
def test_the_same_file_gives_the_same_bytes(ada: Path, tmp_path: Path) -> None:
    first, second = made(ada, tmp_path / "a.pdf"), made(ada, tmp_path / "b.pdf")
    assert first == second
    assert first.startswith(b"%PDF-")


@pytest.mark.pdf
def test_the_json_printed_is_the_one_attached_byte_for_byte(ada: Path, tmp_path: Path) -> None:
    printed = run_command("report", "--answers", ada, *TARGET, "--json")
    assert (printed.status, printed.err) == (0, "")
    assert attached(made(ada, tmp_path / "report.pdf")) == printed.out
    assert b"\xc5" not in printed.out  # the record holds no name


@pytest.mark.pdf
@pytest.mark.parametrize("form", ["full", "quick"])
def test_without_a_date_no_date_is_printed(form: FormId, tmp_path: Path) -> None:
    answers = write_answers(tmp_path / "answers.json", answers_of(form))
    pdf = made(answers, tmp_path / "report.pdf")
    printed = text_of(tmp_path / "report.pdf")
    assert "Self-assessment" in printed
    assert not A_DAY.findall(printed)
    assert "Submitted" not in printed
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert "/CreationDate" not in opened.docinfo
    assert json.loads(attached(pdf))["date"] is None
    assert json.loads(attached(pdf))["form"] == form


@pytest.mark.pdf
def test_name_date_and_page_size_are_those_asked_for(ada: Path, tmp_path: Path) -> None:
    pdf = made(ada, tmp_path / "report.pdf", "--letter")
    with pikepdf.open(BytesIO(pdf)) as opened:
        width, height = (round(float(v) / 72 * 25.4) for v in opened.pages[0].mediabox[2:])
    assert (width, height) == (216, 279)
    assert "Ada Łukasz" in text_of(tmp_path / "report.pdf")
    assert "21 November 2026" in A_DAY.findall(text_of(tmp_path / "report.pdf"))


def test_the_target_is_the_one_of_the_job_described(ada: Path) -> None:
    job = ("--stage", "large", "--circumstance", "regulated", "--circumstance", "investors")
    record = json.loads(run_command("report", "--answers", ada, *TARGET, *job, "--json").out)
    assert record["target"]["profile"] == "scale-up"
    assert record["target"]["stage"] == "large"
    assert record["target"]["circumstances"] == ["regulated", "investors"]


def test_not_sure_of_the_type_takes_the_one_of_the_stage_and_says_so(ada: Path) -> None:
    job = ("--target", "not-sure", "--stage", "founding", "--json")
    record = json.loads(run_command("report", "--answers", ada, *job).out)
    assert record["target"]["profile"] == "startup"
    assert "not sure" in record["target"]["chosen_because"]


def test_json_can_be_written_to_a_file(ada: Path, tmp_path: Path) -> None:
    out = tmp_path / "result.json"
    line = ("report", "--answers", ada, *TARGET, "--json")
    assert run_command(*line, "--out", out).out == b""
    assert out.read_bytes() == run_command(*line).out


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"--target": "wizard"}, "There is no CTO type 'wizard': choose startup"),
        ({"--target": "cio"}, "There is no CTO type 'cio'"),
        ({"--stage": "tiny"}, "There is no stage 'tiny': choose founding"),
        ({"--circumstance": "haunted"}, "There is no circumstance 'haunted': choose regulated"),
        ({"--answers": "/nowhere.json"}, "/nowhere.json cannot be read: no such file"),
        ({"--answers": "/"}, "/ cannot be read: is a directory"),
    ],
)
def test_what_is_not_known_is_refused_in_one_sentence_and_nothing_is_written(
    change: dict[str, str], sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = write_answers(tmp_path / "ada.json")
    asked = {"--answers": str(answers), "--target": "scale-up", "--out": str(tmp_path / "r.pdf")}
    line = [part for pair in {**asked, **change}.items() for part in pair]
    assert main(["report", *line]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert sentence in err
    assert list(tmp_path.iterdir()) == [answers]


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ("{", "broken JSON"),
        ('{"answers": {"an-unknown-item": {"value": 1}}}', "there is no item 'an-unknown-item'"),
        ('{"answers": {"a-hundred-team-weeks": {"value": ["T"]}}}', "There are 5 statements; 1 w"),
    ],
)
def test_an_answers_file_that_cannot_be_used_is_refused_with_its_name(
    answers: str, sentence: str, tmp_path: Path
) -> None:
    path = tmp_path / "answers.json"
    path.write_text(answers, encoding="utf-8")
    ran = run_command("report", "--answers", path, *TARGET, "--out", tmp_path / "report.pdf")
    assert (ran.status, ran.out, ran.err.count("\n")) == (2, b"", 1)
    assert ran.err.startswith(f"{path}: ")
    assert sentence in ran.err
    assert list(tmp_path.iterdir()) == [path]


def test_the_answers_are_never_written_over(ada: Path) -> None:
    before = ada.read_bytes()
    ran = run_command("report", "--answers", ada, *TARGET, "--json", "--out", ada)
    assert (ran.status, ran.err) == (2, f"{ada} holds the answers: name another file to write.\n")
    assert ada.read_bytes() == before


def test_a_report_needs_somewhere_to_go(ada: Path) -> None:
    ran = run_command("report", "--answers", ada, *TARGET)
    assert ran.status == 2
    assert "--out report.pdf" in ran.err


def test_without_pango_a_sentence_says_what_is_missing_and_what_still_works(
    ada: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(printing, "pdf_available", lambda: "Pango not found: install libpango")
    out = tmp_path / "report.pdf"
    line = ["report", "--answers", str(ada), *TARGET, "--out", str(out)]
    assert main(line) == 3
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert err.startswith("This machine cannot make PDFs: Pango not found: install libpango. ")
    assert "report --json" in err
    assert not out.exists()
    assert main([*line, "--json"]) == 0  # and indeed it does
