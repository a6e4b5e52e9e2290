"""A report that was only handed over: opened by anybody, checked, shown, and not kept."""

import io
import json
from pathlib import Path

import pikepdf
import pytest
from flask import Flask, g, render_template
from werkzeug.test import TestResponse

from assessment.services.opened_reports import HandedOver, OpenedReport
from assessment.web.coach.opened import make_opened_page
from tests.documents.printing import needs_pango
from tests.web.sitter import Sitter

pytestmark = [pytest.mark.pdf, needs_pango]


def hand_over(visitor: Sitter, pdf: bytes, name: str = "report.pdf") -> TestResponse:
    return visitor.post("/open-report", {"report": (io.BytesIO(pdf), name)})


def files_below(folder: Path) -> dict[Path, int]:
    return {p: p.stat().st_size for p in folder.rglob("*") if p.is_file() and "press" not in str(p)}


@pytest.fixture
def report(ada: Sitter) -> bytes:
    answer = ada.client.get(f"{ada.finish()}/report.pdf")
    assert answer.status_code == 200
    return answer.get_data()


def test_anybody_opens_a_report_and_sees_what_its_answers_give(
    ada: Sitter, nobody: Sitter, report: bytes
) -> None:
    answer = hand_over(nobody, report)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert "The figures follow from the answers inside" in page
    assert "are those of this site" in page
    assert "Not proved:" in page
    own = ada.text(f"/results/{ada.attempt}")
    for area in ada.catalog.areas.values():
        title = area.title.replace("&", "&amp;")
        assert title in own
        assert title in page


def test_nothing_of_the_file_is_kept(app: Flask, nobody: Sitter, report: bytes) -> None:
    nobody.text("/open-report")
    var = app.extensions["settings"].var_dir
    before = set(files_below(var))
    hand_over(nobody, report)
    assert set(files_below(var)) == before


def with_record(pdf: bytes, change: object) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        record = json.loads(opened.attachments["result.json"].get_file().read_bytes())
        change(record)  # type: ignore[operator]
        opened.attachments["result.json"] = pikepdf.AttachedFileSpec(
            opened,
            json.dumps(record).encode(),
            filename="result.json",
            description="",
            mime_type="",
            creation_date="",
            mod_date="",
        )
        out = io.BytesIO()
        opened.save(out)
        return out.getvalue()


def test_a_figure_altered_inside_is_named_and_nothing_is_drawn(
    nobody: Sitter, report: bytes
) -> None:
    def better(record: dict[str, dict[str, dict[str, dict[str, float]]]]) -> None:
        for found in record["figures"]["areas"].values():
            found["level"] = 4.9

    answer = hand_over(nobody, with_record(report, better))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "does not hold together" in page
    assert "the file says 4.9" in page
    assert "<svg" not in page


def test_another_revision_is_said_to_be_unknown(nobody: Sitter, report: bytes) -> None:
    pdf = with_record(report, lambda r: r.update(catalog_revision="0123456789abcdef"))
    page = hand_over(nobody, pdf).get_data(as_text=True)
    assert "taken as they are" in page


def test_keys_that_are_not_ours_are_found_out(nobody: Sitter, report: bytes) -> None:
    """A number's tolerance widened: every figure may stay the same, the keys are not ours."""

    def forge(record: dict[str, list[dict[str, object]]]) -> None:
        number = next(key for key in record["keys"] if key["kind"] == "number")
        number["tolerance"] = float(str(number["tolerance"])) + 1e-9

    answer = hand_over(nobody, with_record(report, forge))
    assert answer.status_code == 422
    assert "not those of the content it names" in answer.get_data(as_text=True)


@pytest.mark.parametrize("rubbish", [b"", b"hello", b"%PDF-1.4 nothing", b"x" * 300_000])
def test_rubbish_is_refused_in_words(nobody: Sitter, rubbish: bytes) -> None:
    answer = hand_over(nobody, rubbish)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'href="#report"' in page


def test_words_of_a_file_that_hold_markup_are_shown_as_words(app: Flask) -> None:
    """Nothing of the file reaches this line today; the page would show it as text if it did."""
    report = OpenedReport(
        differences=(),
        form="full",
        date="2026-11-21",
        target="Scale-up",
        revision="4711",
        scoring_version="1",
        places=(),
        keys_hash="",
        asked=1,
        answered=1,
        interpretable=True,
        stage="<b>4711</b>",
        rows=(),
        develop=(),
        open_areas=(),
        seen_differently=(),
    )
    with app.test_request_context("/open-report"):
        g.person = g.account = None
        opened = make_opened_page(HandedOver(report=report, origin="ours"))
        page = render_template("coach/opened.html", page=opened)
    assert "&lt;b&gt;4711&lt;/b&gt;" in page
    assert "<b>4711" not in page


def oversized(size: int, field: str) -> dict[str, object]:
    head = f'--b\r\nContent-Disposition: form-data; name="{field}"; filename="f.pdf"\r\n\r\n'
    body = head.encode() + b"%PDF-" + b"0" * size + b"\r\n--b--\r\n"
    return {"data": body, "content_type": "multipart/form-data; boundary=b"}


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(nobody: Sitter) -> None:
    answer = nobody.client.post("/open-report", **oversized(5_000_000, "report"))
    assert answer.status_code == 413


def test_other_pages_keep_the_small_limit(ada: Sitter) -> None:
    ada.begin()
    answer = ada.client.post("/mine/restore", **oversized(300_000, "key"))
    assert answer.status_code == 413
