"""How is a cell of a table file written so that no spreadsheet takes it for a formula?"""

import csv
import io
from collections.abc import Iterable, Sequence

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")

Cell = str | float | int | None


def csv_cell(value: Cell) -> str:
    """A cell as text; words that a spreadsheet would calculate get an apostrophe in front.

    Numbers stay numbers. None is an empty cell.

    >>> csv_cell("=1+1"), csv_cell(" @cmd"), csv_cell(-2.5), csv_cell("a - b"), csv_cell(None)
    ("'=1+1", "' @cmd", '-2.5', 'a - b', '')
    """
    if value is None:
        return ""
    if not isinstance(value, str):
        return f"{value:g}"
    text = value.replace("\x00", "")
    starts = text.startswith(_STARTS_A_FORMULA) or text.lstrip().startswith(_STARTS_A_FORMULA[:4])
    return f"'{text}" if starts else text


def csv_text(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """A table as CSV with CRLF line ends, every cell guarded."""
    written = io.StringIO(newline="")
    table = csv.writer(written, lineterminator="\r\n")
    table.writerow([csv_cell(cell) for cell in header])
    table.writerows([csv_cell(cell) for cell in row] for row in rows)
    return written.getvalue()
