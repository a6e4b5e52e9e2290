"""A branded report carries the organisation's mark, accent and words, and nothing else changes."""

import io
from pathlib import Path

import pdfua
import pikepdf
import pytest

from assessment.documents.logos import LogoRefused
from assessment.documents.pdf import PdfFailed, Press
from assessment.documents.pdf_text import page_texts, without_spaces
from assessment.documents.print_job import Asset
from assessment.documents.printing import gap_report_job
from assessment.domain.branding import Brand, fit_accent
from tests.documents.pictures import bomb, png
from tests.documents.printing import make_job, needs_pango, structure
from tests.documents.reports import full_report, quick_report

pytestmark = [pytest.mark.pdf, needs_pango]

WORDS = "<script>alert(1)</script>\nAsk Ben <ben@oak.example>."


@pytest.fixture(scope="module")
def brand(press: Press) -> Brand:
    logo, width, height = press.redraw_logo(png())
    return Brand(
        organisation="Oak & Partners",
        closing=WORDS,
        accent=fit_accent("#ffcc00"),
        logo=logo,
        logo_size=(width, height),
    )


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content))


def words(content: bytes) -> str:
    with opened(content) as pdf:
        return "".join(without_spaces(page) for page in page_texts(pdf))


@pytest.mark.parametrize("report", [full_report(), quick_report()], ids=["full", "quick"])
def test_mark_and_words_stand_in_the_report_as_text_and_picture(
    press: Press, brand: Brand, report: object
) -> None:
    plain = press.make_pdf(gap_report_job(report))  # type: ignore[arg-type]
    made = press.make_pdf(gap_report_job(report, brand=brand))  # type: ignore[arg-type]
    assert press.last_log == ()
    assert "<script>alert(1)</script>AskBen<ben@oak.example>." in words(made)
    assert "AskBen" not in words(plain)
    with opened(made) as pdf:
        described = [str(part["/Alt"]) for part in structure(pdf) if "/Alt" in part]
        assert "Oak & Partners" in described
        pictures = [
            each
            for each in pdf.objects
            if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"
        ]
        assert pictures
    assert made == press.make_pdf(gap_report_job(report, brand=brand))  # type: ignore[arg-type]


def test_an_accessibility_checker_finds_nothing_in_a_branded_report(
    press: Press, brand: Brand, tmp_path: Path
) -> None:
    path = tmp_path / "branded.pdf"
    path.write_bytes(press.make_pdf(gap_report_job(full_report(), brand=brand)))
    report = pdfua.validate(str(path))
    assert [f.message for outcome in report.outcomes for f in outcome.findings] == []


def test_the_accent_is_the_one_that_can_be_read(brand: Brand) -> None:
    assert brand.accent is not None
    branded, plain = gap_report_job(full_report(), brand=brand), gap_report_job(full_report())
    assert brand.accent.light in branded.css
    assert "#ffcc00" not in branded.css
    assert brand.accent.light not in plain.css


def test_nothing_but_the_named_picture_is_handed_to_a_document(press: Press) -> None:
    tries = (
        "asset:logo2",
        "asset:../logo",
        "http://127.0.0.1:1/x.png",
        "file:///etc/passwd",
        "logo",
    )
    body = "".join(f'<img src="{url}" alt="x">' for url in tries)
    body += '<h1>A page</h1><img src="asset:logo" alt="The logo">'
    job = make_job(body, assets=(Asset(name="logo", png=png(16, 16)),))
    press.make_pdf(job)
    refused = [line for line in press.last_log if line.startswith("refused to fetch")]
    assert len(refused) >= 4
    assert not any("asset:logo " in f"{line} " for line in refused)


@pytest.mark.parametrize(
    "raw", [b"<svg/>", bomb(), png()[:50], b"\x89PNG\r\n\x1a\n" + b"\x00" * 90]
)
def test_what_is_no_logo_is_refused_and_the_press_goes_on(press: Press, raw: bytes) -> None:
    with pytest.raises(LogoRefused):
        press.redraw_logo(raw)
    assert press.worker_id is None or press.make_pdf(make_job())
    assert press.make_pdf(make_job()).startswith(b"%PDF")


def test_the_worker_that_read_an_upload_is_gone_afterwards(press: Press) -> None:
    press.make_pdf(make_job("<h1>Warm</h1>"))
    press.redraw_logo(png())
    assert press.worker_id is None
    with pytest.raises((LogoRefused, PdfFailed)):
        press.redraw_logo(bomb(3_999))
