"""The kit and its sheets as documents: the same words in both, one sheet an area, no candidate."""

import datetime as dt
import io
import zipfile

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessment.documents.kit_docx import kit_docx, sheets_docx
from assessment.documents.kit_pages import KitPages, kit_pages
from assessment.documents.kit_print import kit_job, sheets_job
from assessment.documents.pdf import Press
from assessment.documents.pdf_text import page_texts, without_spaces
from assessment.domain.hiring.kit import KitFacts, NeededLevel, build_kit
from assessment.domain.hiring.panel import AreaNeed, plan_panel
from assessment.domain.profiles import ProfileId
from assessment.ingest import load_catalog
from tests.browser.app_process import PROJECT
from tests.documents.printing import needs_pango

CATALOG = load_catalog(PROJECT / "content")
TYPES = sorted(p.id for p in CATALOG.profiles.values() if p.kind == "type")


def pages_of(profile: str = "enterprise", *, title: str = "CTO", names: int = 4) -> KitPages:
    target = CATALOG.profiles[ProfileId(profile)]
    kit = build_kit(
        CATALOG,
        KitFacts(
            title=title,
            type_title=target.title,
            words="Cut the cloud bill; win regulated customers.",
            needed={
                area: NeededLevel(level=t.level, critical=t.critical, reason=t.reason)
                for area, t in target.levels.items()
            },
        ),
    )
    called = {str(n): f"Interviewer {n}" for n in range(names)}
    needs = [AreaNeed(area=a.area, title=a.title, critical=a.critical) for a in kit.areas]
    return kit_pages(
        kit,
        plan_panel(needs, list(called)),
        called,
        organisation="Grocer Ltd",
        made=dt.date(2026, 11, 21),
        frozen=True,
    )


def words_of(docx: bytes) -> str:
    from docx import Document

    document = Document(io.BytesIO(docx))
    cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def texts(made: bytes) -> tuple[str, ...]:
    with pikepdf.open(io.BytesIO(made)) as pdf:
        return page_texts(pdf)


@pytest.mark.pdf
@needs_pango
@pytest.mark.parametrize("profile", TYPES)
def test_a_sheet_is_one_page_for_each_area(press: Press, profile: str) -> None:
    pages = pages_of(profile)
    found = texts(press.make_pdf(sheets_job(pages)))
    assert len(found) == len(pages.areas)
    for text, area in zip(found, pages.areas, strict=True):
        assert without_spaces(area.title) in text
        for question in area.questions:
            assert without_spaces(question.text) in text
        for level, anchor in area.anchors:
            assert without_spaces(level) in text
            assert without_spaces(anchor) in text
        assert "Noevidence" in text


@pytest.mark.pdf
@needs_pango
def test_pdf_and_docx_of_a_kit_hold_the_same(press: Press) -> None:
    pages = pages_of()
    printed = "".join(texts(press.make_pdf(kit_job(pages))))
    edited = without_spaces(words_of(kit_docx(pages)))
    for area in pages.areas:
        for question in area.questions:
            parts = [question.text, question.title, question.evidence, question.because]
            parts += [*question.probes, *question.red_flags, *(t for _, t in question.signs)]
            for part in parts:
                assert without_spaces(part) in printed, part
                assert without_spaces(part) in edited, part
    for reminder in (*pages.fairness, *pages.legal):
        assert without_spaces(reminder.text) in printed
        assert without_spaces(reminder.text) in edited
    assert "Notlegaladvice" in printed


@pytest.mark.pdf
@needs_pango
def test_the_same_kit_gives_the_same_bytes(press: Press) -> None:
    first = press.make_pdf(kit_job(pages_of()))
    press.kept.clear()
    assert press.make_pdf(kit_job(pages_of())) == first


def test_too_few_interviewers_are_printed() -> None:
    pages = pages_of(names=2)
    assert "The panel is one interviewer short." in pages.shortages
    assert "The panel is one interviewer short." in words_of(kit_docx(pages))


def test_the_sheets_can_be_edited_too() -> None:
    pages = pages_of()
    words = words_of(sheets_docx(pages))
    for area in pages.areas:
        assert area.title in words
    assert words.count("☐ No evidence") == len(pages.areas)


@settings(
    max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(title=st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=200))
def test_any_title_makes_a_document_that_opens(title: str) -> None:
    made = kit_docx(pages_of(title=title))
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.testzip() is None
