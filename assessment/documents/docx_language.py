"""In which language is a Word document read aloud, and its texts that are still in English?"""

from typing import Any

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from assessment.documents.printing import BRITISH, document_language
from assessment.domain.translations import is_in_english


def set_language(document: Document) -> None:
    """Say of the whole document in which language it was made."""
    document.core_properties.language = document_language()
    _say(document.styles["Normal"].element, document_language())


def mark_english(spoken: Paragraph | Run, words: str) -> None:
    """Say so of what stands here where these words of the content fell back to English."""
    if is_in_english(words):
        for run in spoken.runs if isinstance(spoken, Paragraph) else (spoken,):
            _say(run._r, BRITISH)  # noqa: SLF001 - python-docx has no other way


def _say(element: Any, code: str) -> None:  # noqa: ANN401 - the library has no types
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), code)
    element.get_or_add_rPr().append(language)
