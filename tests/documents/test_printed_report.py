"""The printed report: read back from the PDF, by ear and by eye of a program."""

import dataclasses
import io
import json
import re
from pathlib import Path

import pdfua
import pikepdf
import pytest

from assessment.documents.pdf import Press
from assessment.documents.pdf_text import page_texts, without_spaces
from assessment.documents.printing import PRINT_INKS, gap_report_job
from assessment.documents.report_json import read_sample
from assessment.documents.report_values import GapReport
from assessment.domain.findings_wording import figure
from tests.documents.printing import needs_pango, structure
from tests.documents.reports import full_report, quick_report, report_of
from tests.domain.findings_people import person, sit

pytestmark = [pytest.mark.pdf, needs_pango]


@pytest.fixture(scope="module")
def sample_pdf(press: Press) -> bytes:
    return press.make_pdf(gap_report_job(read_sample()))


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content))


def pages(content: bytes) -> tuple[str, ...]:
    with opened(content) as pdf:
        return page_texts(pdf)


def test_the_renderer_has_nothing_to_say_of_a_whole_report(tmp_path: Path) -> None:
    fresh = Press(tmp_path)
    for report in (read_sample(), read_sample("quick-report")):
        fresh.make_pdf(gap_report_job(report))
        assert fresh.last_log == ()
    fresh.close()


def test_page_one_is_enough_for_a_busy_reader(sample_pdf: bytes) -> None:
    first, second = pages(sample_pdf)[:2]
    sample = read_sample()
    for words in (
        sample.name,
        " ".join(sample.headline),
        sample.lede[0],
        "Work on these first, in this order",
        *(f"{row.rank} · {row.title}" for row in sample.priorities[:3]),
        *(row.aim for row in sample.priorities[:3]),
        "What these answers cannot tell yet",
        sample.honesty,
    ):
        assert without_spaces(words) in first
    assert second.startswith("Thegaps,inorder"), "page one is one page"


@pytest.mark.parametrize("seed", range(6))
def test_page_one_stays_one_page_whatever_the_result(press: Press, seed: int) -> None:
    report = report_of(person(seed))
    assert pages(press.make_pdf(gap_report_job(report)))[1].startswith("Thegaps,inorder")


def test_letter_holds_page_one_too(press: Press) -> None:
    made = press.make_pdf(gap_report_job(read_sample(), page_size="Letter"))
    with opened(made) as pdf:
        box = pdf.pages[0].mediabox
        assert [round(float(side)) for side in box] == [0, 0, 612, 791]
    assert pages(made)[1].startswith("Thegaps,inorder")


def test_every_area_has_name_verdict_and_range_in_the_text(sample_pdf: bytes) -> None:
    text = "\n".join(pages(sample_pdf))
    for row in read_sample().figures:
        assert without_spaces(row.title) in text
        if row.level is not None and row.low is not None and row.high is not None:
            assert without_spaces(f"{figure(row.low)}–{figure(row.high)}") in text
            assert without_spaces(str(row.verdict)) in text


def test_all_parts_are_there_and_bookmarked_in_order(sample_pdf: bytes) -> None:
    with opened(sample_pdf) as pdf, pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]
        areas = next(item for item in outline.root if item.title == "Area by area")
        assert [child.title for child in areas.children] == [
            section.title for section in read_sample().areas
        ]
    assert titles == [
        "The gaps, in order",
        "Area by area",
        "What these answers cannot tell yet",
        "Where you see it differently",
        "Read as other CTO types",
        "The same figures as a radar",
        "Method and limits",
        "Your answers",
    ]


def test_pages_are_numbered_of_how_many(sample_pdf: bytes) -> None:
    texts = pages(sample_pdf)
    for place, text in enumerate(texts, start=1):
        assert f"{place}of{len(texts)}" in text


def test_the_document_is_tagged_with_title_language_and_author(sample_pdf: bytes) -> None:
    with opened(sample_pdf) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang) == "en-GB"
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == "Gap report: Sample Person, 21 November 2026"
            assert metadata["pdfuaid:part"] == "1"


def test_there_is_one_figure_with_its_finding_for_every_chart(sample_pdf: bytes) -> None:
    with opened(sample_pdf) as pdf:
        figures = [str(n.Alt) for n in structure(pdf) if str(n.S) == "/Figure"]
    assert len(figures) == 2 + len(read_sample().areas), "lead chart, radar, one bar an area"
    assert all(len(alternative) > 10 for alternative in figures)


def test_headings_never_skip_a_step(sample_pdf: bytes) -> None:
    with opened(sample_pdf) as pdf:
        steps = [int(str(n.S)[2]) for n in structure(pdf) if re.match(r"/H[1-6]$", str(n.S))]
    assert steps[0] == 1
    assert all(after <= before + 1 for before, after in zip(steps, steps[1:], strict=False))


def test_table_heads_say_what_they_are_heads_of(sample_pdf: bytes) -> None:
    with opened(sample_pdf) as pdf:
        heads = [n for n in structure(pdf) if str(n.S) == "/TH"]
        assert heads
        assert all(str(n.A.Scope) in ("/Column", "/Row") for n in heads)


def test_an_accessibility_checker_finds_nothing(sample_pdf: bytes, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(sample_pdf)
    report = pdfua.validate(str(path))
    assert [f.message for outcome in report.outcomes for f in outcome.findings] == []


def test_what_is_attached_is_the_record_byte_for_byte(sample_pdf: bytes) -> None:
    with opened(sample_pdf) as pdf:
        attached = pdf.attachments["result.json"].get_file().read_bytes().decode()
    assert attached == read_sample().record
    assert json.loads(attached)["format"] == "cto-readiness/result/1"


def test_the_same_facts_give_the_same_bytes(tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        press = Press(tmp_path / name)
        made.append(press.make_pdf(gap_report_job(full_report())))
        press.close()
    assert made[0] == made[1]


HOSTILE = (
    "<link rel=attachment href=file:///etc/hostname>",
    "</title><script>alert(1)</script>",
    "<img src=http://127.0.0.1:9/x.png>",
    "');} @import url(file:///etc/hostname); @page { @bottom-left { content: '",
    '" onclick="x',
    "{{ 7 * 7 }}{% raw %}",
    "$x^2$ \\frac{1}{2}",
    "Żółć ﷽ 漢字 👩‍💻 \u202etxt",
    "A" * 300,
)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_only_ever_text(press: Press, name: str) -> None:
    job = gap_report_job(full_report(name=name))
    press.forget(job)
    made = press.make_pdf(job)
    said = [line for line in press.last_log if not line.startswith(".notdef glyph")]
    assert said == [], "a script without a face is all that may be remarked on"
    with opened(made) as pdf:
        assert list(pdf.attachments) == ["result.json"]
        texts = page_texts(pdf)
    assert "49" not in texts[0].split("Readfor")[0]
    if name.isascii() and len(name) < 100:
        assert without_spaces(name[:59]) in texts[0]


def hostile_everywhere(report: GapReport) -> GapReport:
    """A report whose every authored or typed line is an attempt to fetch something."""
    evil = HOSTILE[0]
    return dataclasses.replace(
        report,
        target=evil,
        context=evil,
        headline=(evil,),
        lede=(evil,),
        stage=evil,
        tilt=evil,
        honesty=evil,
        limits=(evil,),
        areas=tuple(dataclasses.replace(a, title=evil, definition=evil) for a in report.areas),
        rows=tuple(dataclasses.replace(row, name=evil) for row in report.rows),
        figures=tuple(dataclasses.replace(row, title=evil) for row in report.figures),
        answers=tuple(dataclasses.replace(item, title=evil) for item in report.answers),
    )


def test_a_report_hostile_in_every_field_fetches_nothing(press: Press) -> None:
    job = gap_report_job(hostile_everywhere(full_report()))
    press.forget(job)
    made = press.make_pdf(job)
    assert press.last_log == (), "a refused address would be logged"
    with opened(made) as pdf:
        assert list(pdf.attachments) == ["result.json"]


def test_the_quick_form_has_its_own_short_document(press: Press) -> None:
    made = press.make_pdf(gap_report_job(quick_report()))
    texts = pages(made)
    assert len(texts) <= 4
    assert "Areabyarea" not in "".join(texts)
    assert "Overall" in texts[0]


def test_answers_that_cannot_be_read_get_reasons_and_no_level(press: Press) -> None:
    flat = {
        item: dataclasses.replace(given, value=(3,) * len(given.value))
        if "scenario" in item and isinstance(given.value, tuple)
        else dataclasses.replace(given, value=1 if "answer-with" in item else given.value)
        for item, given in person(3).responses.items()
    }
    report = report_of(sit(flat))
    assert not report.interpretable
    texts = pages(press.make_pdf(gap_report_job(report)))
    assert without_spaces("These answers should not be read as a result.") in texts[0]
    assert "Likelyrange" not in texts[0]
    assert "samemarkoneveryline" in texts[0]


def luminance(ink: str) -> float:
    parts = [int(ink[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_printed_text_and_marks_keep_their_contrast() -> None:
    paper = PRINT_INKS["paper"]
    for ink in ("ink", "muted"):
        assert contrast(PRINT_INKS[ink], paper) >= 4.5
    for mark in ("accent", "target"):
        assert contrast(PRINT_INKS[mark], paper) >= 3
        assert contrast(PRINT_INKS[mark], PRINT_INKS["range"]) >= 3
