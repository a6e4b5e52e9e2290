import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from tests.cli.answers import ADA, answers_of, write_answers
from tests.cli.running import Ran, run_command

pytestmark = pytest.mark.pdf


@pytest.fixture(scope="module", params=["full", "quick"])
def report(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    answers = write_answers(folder / "answers.json", answers_of(request.param), **ADA)
    out = folder / "report.pdf"
    made = run_command("report", "--answers", answers, "--target", "scale-up", "--out", out)
    assert made.status == 0, made.err
    return out


def verified(report: Path, folder: Path, change: Callable[[dict[str, Any]], None]) -> Ran:
    """Verify a copy of the report whose record was changed."""
    copy = folder / "changed.pdf"
    with pikepdf.open(report) as pdf:
        record = json.loads(pdf.attachments["result.json"].get_file().read_bytes())
        change(record)
        pdf.attachments["result.json"] = pikepdf.AttachedFileSpec(
            pdf,
            json.dumps(record).encode(),
            filename="result.json",
            description="",
            mime_type="application/json",
            creation_date="",
            mod_date="",
        )
        pdf.save(copy)
    return run_command("verify", copy)


def test_a_report_as_it_was_made_matches(report: Path) -> None:
    ran = run_command("verify", report)
    assert (ran.status, ran.err) == (0, "")
    assert ran.text == f"{report}: match, every figure follows from the answers inside\n"


def test_verification_needs_neither_content_nor_database(report: Path, tmp_path: Path) -> None:
    settings = {"CTO_CONTENT_DIR": tmp_path / "none", "CTO_VAR_DIR": tmp_path / "var"}
    assert run_command("verify", report, settings=settings).status == 0
    assert not list(tmp_path.iterdir())


def test_a_figure_that_was_changed_is_the_first_difference(report: Path, tmp_path: Path) -> None:
    def lift(record: dict[str, Any]) -> None:
        record["figures"]["overall"][0] = 4.9

    ran = verified(report, tmp_path, lift)
    assert ran.status == 1
    assert "figures.overall: the file says [4.9, " in ran.text
    assert ran.text.count("\n") == 1


def test_an_answer_that_was_changed_is_found_out(report: Path, tmp_path: Path) -> None:
    def answer_otherwise(record: dict[str, Any]) -> None:
        unit = next(key["id"] for key in record["keys"] if key["kind"] == "judgement")
        given = record["responses"][unit]
        given["value"] = [6 - rating for rating in given["value"]]

    assert verified(report, tmp_path, answer_otherwise).status == 1


@pytest.mark.parametrize("content", [b"", b"no report", b"%PDF-1.7 but broken"])
def test_a_file_that_is_no_pdf_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(content)
    ran = run_command("verify", path)
    assert (ran.status, ran.out, ran.err.count("\n")) == (2, b"", 1)
    assert ran.err.startswith(f"{path}: ")


def test_a_pdf_without_a_record_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(path)
    ran = run_command("verify", path)
    assert (ran.status, ran.out) == (2, b"")
    assert "result.json" in ran.err


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    ran = run_command("verify", tmp_path / "nowhere.pdf")
    assert (ran.status, ran.err.count("\n")) == (2, 1)
