"""How is a brief written as a Word document that a screen reader and an editor can both use?"""

import io
from datetime import datetime

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from assessment.documents.brief_paper import BriefPaper, PaperTable
from assessment.documents.docx_language import mark_english, set_language
from assessment.documents.printing import noon

ACCENT = RGBColor(0x0F, 0x5B, 0x5F)
NARROWEST = 26
"""Characters a column is made for at least, so that no date or heading breaks inside a word."""
INK = RGBColor(0x1B, 0x21, 0x26)


def brief_docx(paper: BriefPaper) -> bytes:
    """The document; real headings, tables with heading rows, properties and language set."""
    document = docx.Document()
    _set_up(document, paper)
    document.add_heading(paper.title, level=0)
    document.add_paragraph(f"{paper.organisation}. {paper.facts}.", style="Subtitle")
    for section in paper.sections:
        document.add_heading(section.heading, level=1)
        for text in section.paragraphs:
            document.add_paragraph(_storable(text))
        if section.chart and paper.shares:
            shares = ", ".join(f"{name} {percent} %" for name, percent in paper.shares)
            document.add_paragraph(f"{shares}.")
        if section.table is not None:
            _add_table(document, section.table)
    document.add_paragraph(paper.footnote, style="Caption")
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _set_up(document: Document, paper: BriefPaper) -> None:
    properties = document.core_properties
    moment: datetime = noon(paper.made).replace(tzinfo=None)
    properties.title = paper.title
    properties.author = paper.organisation
    properties.last_modified_by = paper.organisation
    properties.subject = paper.facts
    properties.comments = ""
    properties.created = properties.modified = moment
    properties.revision = paper.revision
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(22)
    page.top_margin = page.bottom_margin = Mm(20)
    for name, size, colour in (
        ("Normal", 10.5, INK),
        ("Title", 24, INK),
        ("Subtitle", 10.5, INK),
        ("Heading 1", 14, ACCENT),
        ("Caption", 9, INK),
    ):
        style = document.styles[name]
        style.font.name = "Calibri"
        style.font.size = Pt(size)
        style.font.color.rgb = colour
        style.font.italic = False
        style.element.get_or_add_rPr().rFonts.set(qn("w:eastAsia"), "Calibri")
    set_language(document)


def _add_table(document: Document, table: PaperTable) -> None:
    drawn = document.add_table(rows=1, cols=len(table.head), style="Table Grid")
    drawn.autofit = False
    head = drawn.rows[0]
    repeat = OxmlElement("w:tblHeader")
    repeat.set(qn("w:val"), "true")
    head._tr.get_or_add_trPr().append(repeat)  # noqa: SLF001 - python-docx has no other way
    for cell, text in zip(head.cells, table.head, strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    for row in table.rows:
        cells = drawn.add_row().cells
        for cell, text in zip(cells, row, strict=True):
            cell.text = _storable(text)
            mark_english(cell.paragraphs[0], text)
    widths = _widths(table)
    for column, width in zip(drawn.columns, widths, strict=True):
        column.width = Mm(width)
    for line in drawn.rows:
        for cell, width in zip(line.cells, widths, strict=True):
            cell.width = Mm(width)
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.space_before = Pt(2)
                paragraph.paragraph_format.space_after = Pt(2)
        keep = OxmlElement("w:cantSplit")
        line._tr.get_or_add_trPr().append(keep)  # noqa: SLF001
    document.add_paragraph()


def _widths(table: PaperTable) -> list[int]:
    """Millimetres for each column by its longest text, 166 in all."""
    columns = list(zip(table.head, *table.rows, strict=True))
    wants = [min(70, max(NARROWEST, max(len(text) for text in column))) for column in columns]
    return [round(166 * want / sum(wants)) for want in wants]


def _storable(text: str) -> str:
    """Text without the characters XML cannot hold."""
    return "".join(c for c in text if c in "\n\t" or ord(c) >= 32)
