"""A brief's documents say the same, are dated by its facts, and can be read by machines too."""

import io
from datetime import date
from pathlib import Path

import docx
import pytest

from assessment.documents.brief_advert import brief_advert
from assessment.documents.brief_docx import brief_docx
from assessment.documents.brief_paper import BriefPaper, brief_paper
from assessment.documents.brief_print import brief_job
from assessment.domain.briefs import Brief
from assessment.domain.catalog import Catalog
from assessment.services.brief_json import brief_from_json, brief_to_json
from assessment.services.catalogs import CatalogShelf
from assessment.services.settings import PROJECT

CLEAN = Path(__file__).parents[1] / "briefs" / "clean" / "scale-up-freight.json"


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return CatalogShelf.from_content(PROJECT / "content").current


@pytest.fixture(scope="module")
def brief(catalog: Catalog) -> Brief:
    return brief_from_json(CLEAN.read_bytes(), catalog)


@pytest.fixture(scope="module")
def paper(brief: Brief, catalog: Catalog) -> BriefPaper:
    return brief_paper(brief, catalog, organisation="Acme <b>", revision=7, made=date(2026, 11, 21))


def test_page_print_and_word_hold_the_same_headings(paper: BriefPaper, brief: Brief) -> None:
    headings = [section.heading for section in paper.sections]
    html = brief_job(paper, brief_to_json(brief)).html
    word = docx.Document(io.BytesIO(brief_docx(paper)))
    written = [
        p.text for p in word.paragraphs if p.style is not None and p.style.name == "Heading 1"
    ]
    assert written == headings
    assert all(f"<h2>{heading}</h2>" in html for heading in headings)
    assert "Acme &lt;b&gt;" in html
    assert len(word.tables) == sum(section.table is not None for section in paper.sections)


def test_the_word_document_has_heading_rows_language_and_a_date_from_its_facts(
    paper: BriefPaper,
) -> None:
    word = docx.Document(io.BytesIO(brief_docx(paper)))
    assert all("w:tblHeader" in table.rows[0]._tr.xml for table in word.tables)
    assert word.core_properties.language == "en-GB"
    assert word.core_properties.created is not None
    assert word.core_properties.created.date() == date(2026, 11, 21)
    assert word.core_properties.title == "CTO"


def test_the_print_carries_the_brief_for_machines_and_the_shares_in_words(
    paper: BriefPaper, brief: Brief, catalog: Catalog
) -> None:
    job = brief_job(paper, brief_to_json(brief))
    assert brief_from_json(job.attachments[0].text, catalog) == brief
    assert "These duties are mostly those of a CTO (47 %)." in job.html
    assert "CTO 47 %, CIO 14 %, VP Engineering 25 %, Head of Engineering 14 %" in job.html


def test_an_empty_brief_still_makes_an_honest_document(catalog: Catalog) -> None:
    empty = brief_paper(Brief(), catalog, organisation="Acme", revision=1, made=date(2026, 1, 2))
    assert empty.title == "Hiring brief without a title yet"
    assert empty.sections == ()
    assert brief_docx(empty).startswith(b"PK")
    assert (
        brief_advert(Brief(), catalog, organisation="Acme").count("[not said in the brief yet]") > 5
    )


def test_typed_signs_do_not_become_markdown(catalog: Catalog) -> None:
    advert = brief_advert(
        Brief(title="[CTO](http://x)", challenge="# Not a heading"), catalog, organisation="A*b*"
    )
    assert "# \\[CTO\\](http://x), A\\*b\\*" in advert
    assert "\n# Not" not in advert
