"""How do an interview kit and its scorecard sheets become documents people can edit?

The library is loaded where a document is made: the web process starts without it.
"""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from assessment.documents.docx_language import mark_english, set_language
from assessment.documents.kit_pages import AreaPage, KitPages, QuestionPage
from assessment.documents.printing import noon
from assessment.domain.language import gettext as _
from assessment.domain.translations import is_in_english

NOTE_LINES = 6


def kit_docx(pages: KitPages) -> bytes:
    """The kit as a DOCX: the same words as the PDF."""
    document = _new(pages, _("Interview kit: %(title)s") % {"title": pages.title})
    document.add_heading(pages.title, level=0)
    document.add_paragraph(f"{pages.subtitle} · {pages.made}")
    document.add_paragraph(pages.standing)
    for line in pages.shortages:
        _bold_start(document, _("Missing:"), line)
    document.add_heading(_("Areas and who hears them"), level=1)
    _table(
        document,
        (_("Area"), _("Level needed"), _("Asks"), _("Rate, each alone")),
        [
            (
                f"{a.title} ({_('critical')})" if a.critical else a.title,
                a.needed or "–",
                a.asks or "–",
                a.rates or "–",
            )
            for a in pages.areas
        ],
        widths=(6.0, 2.4, 3.6, 5.0),
    )
    document.add_heading(_("The conversation, minute by minute"), level=1)
    _table(
        document,
        (_("Minute"), _("What"), _("Asks")),
        pages.timetable,
        widths=(2.0, 10.5, 4.5),
    )
    document.add_paragraph(pages.time_words)
    document.add_heading(_("Before you begin"), level=1)
    for reminder in pages.fairness:
        _bold_start(document, f"{reminder.title}.", reminder.text)
    for area in pages.areas:
        _area(document, area)
    heading = document.add_heading(_("Where duties may apply"), level=1)
    heading.paragraph_format.page_break_before = True
    document.add_paragraph(pages.legal_note)
    for reminder in pages.legal:
        _bold_start(document, f"{reminder.title}.", reminder.text)
    document.add_paragraph(pages.small_print)
    return _bytes(document)


def sheets_docx(pages: KitPages) -> bytes:
    """The scorecard sheets as a DOCX: one page an area."""
    document = _new(pages, _("Scorecard sheets: %(title)s") % {"title": pages.title})
    for place, area in enumerate(pages.areas):
        heading = document.add_heading(area.title, level=1)
        mark_english(heading, area.title)
        heading.paragraph_format.page_break_before = place > 0
        blank = "_" * 12
        document.add_paragraph(
            f"{_('Candidate (letter)')} {blank[:5]}   {_('Interviewer')} {blank * 2}   "
            f"{_('Day')} {blank}"
        )
        for question in area.questions:
            _bold_start(document, question.number, question.text, question.title)
            _ruled(document)
        _table(
            document,
            [*(f"☐ {level}" for level, _text in area.anchors), f"☐ {_('No evidence')}"],
            [[*(text for _level, text in area.anchors), _("Nothing was heard to rate by.")]],
            widths=(2.9,) * 6,
            size=8,
        )
    return _bytes(document)


def _area(document: Any, area: AreaPage) -> None:  # noqa: ANN401 - the library has no types
    heading = document.add_heading(area.title, level=1)
    mark_english(heading, area.title)
    heading.paragraph_format.page_break_before = True
    said = [_("Critical for this role.")] if area.critical else []
    if area.needed:
        said += [_("Level needed: %(level)s.") % {"level": area.needed}, area.reason]
    document.add_paragraph(" ".join([*said, f"{area.minutes}."]))
    _table(
        document,
        (_("Level"), _("Somebody at this level …")),
        area.anchors,
        widths=(3.6, 13.4),
    )
    for question in area.questions:
        _question(document, question)


def _question(document: Any, q: QuestionPage) -> None:  # noqa: ANN401
    mark_english(document.add_heading(f"{q.number} · {q.title}", level=2), q.title)
    said = [f"{q.kind} · {q.facet} · {q.minutes}. {q.because}"]
    if is_in_english(q.title):
        said.append(_("This question has not been translated yet."))
    document.add_paragraph(" ".join(said))
    asked = document.add_paragraph(style="Intense Quote")
    mark_english(asked.add_run(q.text), q.title)
    _bullets(document, _("Probes"), q.probes, q.title)
    _table(document, (_("Level"), _("Signs of an answer")), q.signs, widths=(1.6, 15.4), of=q.title)
    _bullets(document, _("Red flags"), q.red_flags, q.title)
    _bold_start(document, f"{_('Evidence to ask for')}:", q.evidence, q.title)


def _new(pages: KitPages, title: str) -> Any:  # noqa: ANN401
    from docx import Document
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    document = Document()
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title, "CTO Readiness", ""
    properties.created = properties.modified = noon(pages.created).replace(tzinfo=None)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(1.7)
    section.footer.paragraphs[0].text = f"{title} · {pages.made}"
    for name, size in (("Normal", 10), ("Heading 1", 15), ("Heading 2", 11.5), ("Title", 20)):
        font = document.styles[name].font
        font.name, font.size, font.color.rgb = "Calibri", Pt(size), RGBColor(0x1B, 0x21, 0x26)
        fonts = document.styles[name].element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
    quote = document.styles["Intense Quote"]
    quote.font.italic, quote.font.bold = False, False
    quote.font.color.rgb = RGBColor(0x1B, 0x21, 0x26)
    quote.paragraph_format.left_indent = quote.paragraph_format.right_indent = Cm(0.4)
    document.styles["Normal"].paragraph_format.space_after = Pt(4)
    set_language(document)
    return document


def _bold_start(document: Any, start: str, rest: str, of: str = "") -> None:  # noqa: ANN401
    """``of`` says of which words of the content ``rest`` is a part."""
    paragraph = document.add_paragraph()
    paragraph.add_run(f"{start} ").bold = True
    mark_english(paragraph.add_run(rest), of)


def _bullets(document: Any, title: str, entries: Iterable[str], of: str) -> None:  # noqa: ANN401
    head = document.add_paragraph()
    head.add_run(title).bold = True
    head.paragraph_format.keep_with_next = True
    for entry in entries:
        mark_english(document.add_paragraph(entry, style="List Bullet"), of)


def _ruled(document: Any) -> None:  # noqa: ANN401
    """Lines to write on: a table of one column with nothing in it."""
    from docx.shared import Cm

    table = document.add_table(rows=NOTE_LINES, cols=1, style="Table Grid")
    for row in table.rows:
        row.height = Cm(0.72)
    document.add_paragraph()


def _table(
    document: Any,  # noqa: ANN401
    head: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    widths: Sequence[float],
    size: float = 9.5,
    of: str = "",
) -> None:
    """``of`` says of which words of the content the cells below the head are parts."""
    from docx.oxml import OxmlElement
    from docx.shared import Cm, Pt

    table = document.add_table(rows=1, cols=len(head), style="Table Grid")
    table.autofit = False
    marker = OxmlElement("w:tblHeader")  # the head is repeated on every page and read as a head
    table.rows[0]._tr.get_or_add_trPr().append(marker)  # noqa: SLF001 - no public way
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for cells in ([head], rows):
        for row in cells:
            target = table.rows[0] if row is head else table.add_row()
            for cell, text, width in zip(target.cells, row, widths, strict=True):
                cell.width = Cm(width)
                run = cell.paragraphs[0].add_run(text)
                run.font.size = Pt(size)
                run.bold = row is head
                mark_english(run, text if row is head else of or text)
                cell.paragraphs[0].paragraph_format.space_after = Pt(1)
    document.add_paragraph()


def _bytes(document: Any) -> bytes:  # noqa: ANN401
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
