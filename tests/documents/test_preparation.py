"""The preparation sheet on paper: one page whatever is on it, read in two minutes."""

import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from assessment.documents.pdf import Press
from assessment.documents.preparation import ROOMS, preparation_job, printed_sheet
from assessment.documents.printing import PAGE_SIZES, PageSize
from assessment.domain.preparation import Preparation
from tests.documents.preparations import bare_sheet, long, worst_sheet
from tests.documents.printing import needs_pango, text_of


def half_full(words: int) -> Preparation:
    """A sheet whose parts are all of one length, between bare and worst."""
    worst = worst_sheet()
    return replace(
        worst,
        who="Ada Lovelace",
        gaps=tuple(replace(g, because=long(words), title="Team leadership") for g in worst.gaps),
        open_areas=worst.open_areas[:4],
        changes=worst.changes[:2],
        questions=tuple(
            replace(q, text=long(words * 2), probe=long(words)) for q in worst.questions
        ),
        actions=worst.actions[:3],
        note=long(words * 2),
    )


SHEETS = [
    worst_sheet(),
    bare_sheet(),
    *(half_full(words) for words in (30, 45, 60, 75, 90, 100, 110, 130, 160)),
]


@pytest.mark.pdf
@needs_pango
@pytest.mark.parametrize("size", PAGE_SIZES)
def test_it_is_one_page_whatever_is_on_it(size: PageSize, press: Press) -> None:
    for sheet in SHEETS:
        made = press.make_pdf(preparation_job(sheet, page_size=size))
        with pikepdf.open(io.BytesIO(made)) as pdf:
            assert len(pdf.pages) == 1, printed_sheet(sheet).questions[0]
        assert press.last_log == ()


@pytest.mark.pdf
@needs_pango
def test_what_is_on_the_sheet_is_on_the_page(press: Press, tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    path.write_bytes(press.make_pdf(preparation_job(half_full(60))))
    text = text_of(path)
    for words in ("Ada Lovelace", "clear gap", "Cannot tell yet", "Seen differently", "Ask"):
        assert words in text
    assert "not answered yet" in text


def test_it_is_read_in_two_minutes() -> None:
    """At 240 words a minute; the sheet with everything at its longest takes a little longer."""
    for sheet, most in ((half_full(90), 520), (worst_sheet(), 620)):
        printed = printed_sheet(sheet)
        words = " ".join(
            [
                printed.about,
                printed.summary,
                *(" ".join((t, v, f, b)) for t, v, f, _, b in printed.gaps),
                *(f"{title} {way}" for title, _, way in printed.open_areas),
                *(" ".join(line) for line in printed.differences),
                *(" ".join(line) for line in printed.changes),
                *(f"{q.area} {q.why} {q.text} {q.probe}" for q in printed.questions),
                *(" ".join(line) for line in printed.actions),
                printed.note,
            ]
        )
        assert len(words.split()) <= most


def test_the_roomiest_that_fits_is_taken() -> None:
    assert len(printed_sheet(bare_sheet()).questions[0].text) > ROOMS[-1].question
    assert len(printed_sheet(worst_sheet()).questions[0].text) <= ROOMS[-1].question


@pytest.mark.pdf
@needs_pango
def test_the_same_sheet_gives_the_same_bytes(tmp_path: Path) -> None:
    made = []
    for name in ("one", "other"):
        press = Press(tmp_path / name)
        made.append(press.make_pdf(preparation_job(half_full(60))))
        press.close()
    assert made[0] == made[1]
