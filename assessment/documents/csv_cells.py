"""How is a cell of a table file written so that no spreadsheet takes it for a formula?"""

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence

STARTS_A_FORMULA = frozenset("=+-@")
Cell = str | float | int | None


def csv_cell(value: Cell) -> str:
    """A cell as text; words that a spreadsheet would calculate get an apostrophe in front.

    Numbers stay numbers. None is an empty cell. Guarded are ``= + - @`` as the first character
    seen, blanks and invisible characters before them or not, in their full-width forms too, and
    a leading tab or line end.

    >>> csv_cell("=1+1"), csv_cell(" @cmd"), csv_cell(-2.5), csv_cell("a - b"), csv_cell(None)
    ("'=1+1", "' @cmd", '-2.5', 'a - b', '')
    """
    if value is None:
        return ""
    if not isinstance(value, str):
        return f"{value:.10g}"
    text = value.replace("\x00", "")
    return f"'{text}" if _calculates(text) else text


def _calculates(text: str) -> bool:
    seen = (c for c in text if not c.isspace() and unicodedata.category(c) not in ("Cf", "Cc"))
    first = unicodedata.normalize("NFKC", next(seen, " "))
    return text[:1] in ("\t", "\r", "\n") or first[:1] in STARTS_A_FORMULA


def csv_text(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """A table as CSV with CRLF line ends, every cell guarded."""
    written = io.StringIO(newline="")
    table = csv.writer(written, lineterminator="\r\n")
    table.writerow([csv_cell(cell) for cell in header])
    table.writerows([csv_cell(cell) for cell in row] for row in rows)
    return written.getvalue()
