"""Which words stand on the pages of a PDF of ours?

Enough of a reader for what our renderer writes: text in composite fonts with a table back to
characters. It needs no other program, so that a report can be verified wherever the app runs.
"""

import re
from collections.abc import Iterator, Mapping

import pikepdf

_Table = Mapping[int, str]
_CODE = re.compile(r"<([0-9A-Fa-f]+)>")


def page_texts(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """The characters of each page in the order they were drawn, without white space."""
    return tuple("".join(_shown(page.obj)).translate(_NO_SPACES) for page in pdf.pages)


def without_spaces(text: str) -> str:
    """Text as ``page_texts`` gives it: where words break is the layout's business."""
    return "".join(text.split()).translate(_NO_SPACES)


_NO_SPACES = dict.fromkeys(map(ord, " \n\t\u00a0\u00ad\u200b"), None)


def _shown(holder: pikepdf.Object) -> Iterator[str]:
    """Text drawn by a page or a form, forms inside it included."""
    resources = holder.get("/Resources", pikepdf.Dictionary())
    fonts = resources.get("/Font", pikepdf.Dictionary())
    forms = resources.get("/XObject", pikepdf.Dictionary())
    tables = {name: _table(font) for name, font in fonts.items()}
    current: _Table = {}
    source = pikepdf.Page(holder) if holder.get("/Type") == "/Page" else holder
    for instruction in pikepdf.parse_content_stream(source):
        operator, operands = str(instruction.operator), instruction.operands
        if operator == "Tf":
            current = tables.get(str(operands[0]), {})
        elif operator in ("Tj", "'", '"'):
            yield _characters(operands[-1], current)
        elif operator == "TJ":
            for part in operands[0]:
                if isinstance(part, pikepdf.String):
                    yield _characters(part, current)
        elif operator == "Do":
            form = forms.get(str(operands[0]))
            if form is not None and form.get("/Subtype") == "/Form":
                yield from _shown(form)


def _characters(drawn: object, table: _Table) -> str:
    codes = bytes(drawn) if isinstance(drawn, pikepdf.String) else b""
    pairs = (codes[i] << 8 | codes[i + 1] for i in range(0, len(codes) - 1, 2))
    return "".join(table.get(code, "") for code in pairs)


def _table(font: pikepdf.Object) -> _Table:
    """A font's way back from glyph numbers to characters."""
    stream = font.get("/ToUnicode")
    if stream is None:
        return {}
    source = stream.read_bytes().decode("ascii", "replace")
    found: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", source, re.DOTALL):
        for line in block.strip().splitlines():
            codes = _CODE.findall(line)
            if len(codes) == 2:
                found[int(codes[0], 16)] = _text(codes[1])
    for block in re.findall(r"beginbfrange(.*?)endbfrange", source, re.DOTALL):
        for line in block.strip().splitlines():
            codes = _CODE.findall(line)
            if len(codes) >= 3:
                found |= _run(codes)
    return found


def _run(codes: list[str]) -> dict[int, str]:
    """A run of glyphs: each with its own text in a list, or counted up from one."""
    low, high = int(codes[0], 16), int(codes[1], 16)
    if len(codes) - 2 == high - low + 1:
        return {low + i: _text(code) for i, code in enumerate(codes[2:])}
    first = _text(codes[2])
    return {code: first[:-1] + chr(ord(first[-1]) + code - low) for code in range(low, high + 1)}


def _text(code: str) -> str:
    return bytes.fromhex(code.zfill(4)).decode("utf-16-be", "replace")
