"""Every kind of document, on either paper: whole pages, in order, readable by ear and by eye."""

import io
import re
import shutil
import subprocess
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import pdfua
import pikepdf
import pytest

from assessment.documents.pdf import Press
from assessment.documents.pdf_text import page_texts, without_spaces
from assessment.documents.printing import PAGE_SIZES, PRINT_INKS, PageSize
from tests.browser.app_process import PROJECT
from tests.browser.test_contrast import ratio
from tests.documents.every_document import DOCUMENTS
from tests.documents.printing import needs_pango, structure

POINTS: dict[PageSize, tuple[int, int]] = {"A4": (595, 842), "Letter": (612, 791)}
LANDSCAPE = {"plan"}
"""What hangs on a wall."""
MOST_PAGES = {"plan": 4, "readout": 1, "preparation": 1, "edition": 3, "brief": 4}
FOOT = 0.06
"""The part of a page's height in which owner and number stand."""
HEADING = re.compile(r"<h([1-6])[^>]*>(.*?)</h\1>", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """One document as it came from the press, with the page it was made from."""

    name: str
    size: PageSize
    html: str
    content: bytes
    said: tuple[str, ...]

    def open(self) -> pikepdf.Pdf:
        return pikepdf.open(io.BytesIO(self.content))

    @property
    def headings(self) -> list[str]:
        return [
            without_spaces(unescape(re.sub(r"<[^>]*>", "", words)))
            for _, words in HEADING.findall(self.html)
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a page, with where it stands."""

    words: str
    is_heading: bool
    left: int
    top: int
    width: int

    def leads(self, other: "Line") -> bool:
        """Whether ``other`` stands below this heading in its column."""
        beside = other.left + other.width < self.left or other.left > self.left + self.width
        return other.top > self.top and not other.is_heading and not beside


def lines_of(content: bytes, folder: Path) -> list[tuple[int, list[Line]]]:
    """The lines of each page by poppler, without the foot; the serif is the face of headings."""
    path = folder / "lines.pdf"
    path.write_bytes(content)
    tool = shutil.which("pdftohtml")
    assert tool is not None, "poppler's pdftohtml is needed to see where lines stand"
    xml = subprocess.run(
        [tool, "-xml", "-stdout", "-i", str(path)], check=True, capture_output=True, text=True
    ).stdout
    serif = set(re.findall(r'<fontspec id="(\d+)"[^>]*family="[^"]*Serif', xml))
    pages = []
    for place, page in enumerate(xml.split("<page ")[1:], start=1):
        height = int(page.split('height="')[1].split('"')[0])
        found = re.findall(
            r'<text top="(\d+)" left="(\d+)" width="(\d+)"[^>]*font="(\d+)">(.*?)</text>', page
        )
        lines = [
            Line(words=words, is_heading=font in serif, left=int(x), top=int(y), width=int(w))
            for y, x, w, font, words in found
            if int(y) < height * (1 - FOOT)
        ]
        pages.append((place, lines))
    return pages


@pytest.fixture(
    scope="module",
    params=[(name, size) for name in DOCUMENTS for size in PAGE_SIZES],
    ids=lambda param: "-".join(param),
)
def made(request: pytest.FixtureRequest, press: Press) -> Made:
    name, size = request.param
    job = DOCUMENTS[name](size)
    press.forget(job)
    content = press.make_pdf(job)
    return Made(name=name, size=size, html=job.html, content=content, said=press.last_log)


def test_no_template_of_a_document_is_left_out() -> None:
    folders = {path.parent.name for path in (PROJECT / "templates" / "print").glob("*/print.css")}
    assert folders == set(DOCUMENTS)


def test_every_ink_on_paper_holds_in_grey() -> None:
    """Contrast is a ratio of luminances, so what holds in colour holds in grey."""
    for ink in ("ink", "muted", "accent", "target"):
        assert ratio(PRINT_INKS[ink], PRINT_INKS["paper"]) >= 4.5
        assert ratio(PRINT_INKS[ink], PRINT_INKS["range"]) >= 3


@pytest.mark.pdf
@needs_pango
class TestEveryDocument:
    def test_the_renderer_has_nothing_to_say(self, made: Made) -> None:
        assert made.said == ()

    def test_it_is_on_the_paper_that_was_asked_for(self, made: Made) -> None:
        across, down = POINTS[made.size]
        wanted = (down, across) if made.name in LANDSCAPE else (across, down)
        with made.open() as pdf:
            boxes = {tuple(round(float(side)) for side in page.mediabox)[2:] for page in pdf.pages}
            assert boxes == {wanted}
            assert len(pdf.pages) <= MOST_PAGES.get(made.name, 20)

    def test_it_has_tags_a_title_and_a_language(self, made: Made) -> None:
        with made.open() as pdf:
            assert bool(pdf.Root.MarkInfo.Marked)
            assert str(pdf.Root.Lang) == "en-GB"
            assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
            with pdf.open_metadata() as metadata:
                assert len(metadata["dc:title"]) > 5
                assert metadata["pdfuaid:part"] == "1"

    def test_its_headings_are_in_order_below_one_main_one(self, made: Made) -> None:
        with made.open() as pdf:
            steps = [int(str(n.S)[2]) for n in structure(pdf) if re.match(r"/H[1-6]$", str(n.S))]
        assert steps[0] == 1
        assert steps.count(1) == 1
        assert all(after <= before + 1 for before, after in zip(steps, steps[1:], strict=False))

    def test_every_chart_is_one_figure_with_its_finding_in_words(self, made: Made) -> None:
        with made.open() as pdf:
            figures = [str(n.Alt) for n in structure(pdf) if str(n.S) == "/Figure"]
        assert len(figures) == made.html.count('role="img"') + made.html.count("<!--radar:")
        assert all(len(words) > 10 for words in figures)

    def test_every_head_of_a_table_says_what_it_is_head_of(self, made: Made) -> None:
        with made.open() as pdf:
            heads = [n for n in structure(pdf) if str(n.S) == "/TH"]
            assert all(str(n.A.Scope) in ("/Column", "/Row") for n in heads)
            assert len(heads) >= made.html.count("<th ")

    def test_an_accessibility_checker_finds_nothing(self, made: Made, tmp_path: Path) -> None:
        path = tmp_path / "made.pdf"
        path.write_bytes(made.content)
        outcomes = pdfua.validate(str(path)).outcomes
        assert [f.message for outcome in outcomes for f in outcome.findings] == []

    def test_its_text_is_read_in_the_order_of_the_page(self, made: Made) -> None:
        with made.open() as pdf:
            text = "".join(page_texts(pdf))
        at = 0
        for heading in made.headings:
            found = text.find(heading, at)
            assert found >= 0, heading
            at = found + len(heading)

    def test_no_heading_stands_alone_at_the_foot_of_a_page(
        self, made: Made, tmp_path: Path
    ) -> None:
        alone = [
            (page, line.words)
            for page, lines in lines_of(made.content, tmp_path)
            for line in lines
            if line.is_heading and not any(line.leads(other) for other in lines)
        ]
        assert alone == []
