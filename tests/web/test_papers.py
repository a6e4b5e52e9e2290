"""A PDF is on the paper that was asked for, else on that of the country the browser names."""

import io
import re

import pikepdf
import pytest
from flask import Flask

from assessment.web.papers import asked_paper
from tests.browser.app_process import PROJECT
from tests.documents.printing import needs_pango
from tests.web.sitter import Sitter


@pytest.mark.parametrize(
    ("query", "languages", "paper"),
    [
        ("", "", "A4"),
        ("", "en", "A4"),
        ("", "en-US,en;q=0.8", "Letter"),
        ("", "fr-CA", "Letter"),
        ("", "en-GB,en-US;q=0.5", "A4"),
        ("", "de,en-US;q=0.5", "Letter"),
        ("", "zh-Hant-TW", "A4"),
        ("?paper=letter", "de-DE", "Letter"),
        ("?paper=a4", "en-US", "A4"),
        ("?paper=LETTER", "", "Letter"),
        ("?paper=parchment", "en-US", "Letter"),
    ],
)
def test_the_paper_is_the_one_asked_for_or_the_countrys(
    app: Flask, query: str, languages: str, paper: str
) -> None:
    with app.test_request_context(f"/{query}", headers={"Accept-Language": languages}):
        assert asked_paper() == paper


def test_every_view_that_prints_asks_for_the_paper() -> None:
    """Except the sample of an organisation's looks, which shows colours and logo."""
    for path in (PROJECT / "assessment" / "web").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        made = re.findall(r"(?:_pdf|_file|make)\(\s*[^()]*press\(\)[^=]*(?:=[^)]*)?\)", text)
        assert all("asked_paper(" in call for call in made), (path, made)


@pytest.mark.pdf
@needs_pango
def test_a_download_comes_on_letter_in_the_united_states(ada: Sitter) -> None:
    ada.finish(form="quick")
    answer = ada.client.get(
        f"/results/{ada.attempt}/report.pdf", headers={"Accept-Language": "en-US"}
    )
    with pikepdf.open(io.BytesIO(answer.data)) as pdf:
        assert [round(float(side)) for side in pdf.pages[0].mediabox] == [0, 0, 612, 791]
