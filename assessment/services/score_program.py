"""How are answer sheets given as JSON lines scored, without database, app or network?

Line 1 is the bank and the target, every further line is one answer sheet, and each is answered
by one JSON object. The shape of both sides is fixed by MEASUREMENT.md, "Scoring as a program";
docs/scoring.md repeats it.
"""

import json
from typing import BinaryIO, TextIO

from assessment.domain.readings import Gap, Reading
from assessment.domain.scoring.reading import USUAL_MONTHS, read_sheet
from assessment.domain.scoring.score import score
from assessment.domain.scoring.sheet import AreaScore, ScoreSheet
from assessment.services.score_form import Form, read_answers, read_form
from assessment.services.score_lines import BadInput, parse_line

BAD_INPUT = 2
DIGITS = 6
"""Figures are rounded to so many decimals, so that the order of items cannot show."""
_BLANK = b" \t\r\n"

AreaLine = dict[str, float | str | None]


def run(stdin: BinaryIO, stdout: TextIO, stderr: TextIO) -> int:
    """Score JSON lines. Returns the exit status: 0, or 2 with one line of reason on ``stderr``.

    Lines are answered one by one and flushed; what has been written stays when a later line is
    refused, and of the refused line nothing is written. Empty lines are passed over but counted.
    """
    form: Form | None = None
    for number, raw in enumerate(stdin, start=1):
        if not raw.strip(_BLANK):
            continue
        try:
            content = parse_line(raw)
            if form is None:
                form = read_form(content)
                continue
            line = answer_line(form, content)
        except BadInput as reason:
            return _refuse(stderr, number, str(reason))
        stdout.write(line + "\n")
        stdout.flush()
    return 0 if form is not None else _refuse(stderr, 1, "there is no bank")


def _refuse(stderr: TextIO, number: int, reason: str) -> int:
    stderr.write(f"line {number}: {reason}\n")
    stderr.flush()
    return BAD_INPUT


def answer_line(form: Form, content: object) -> str:
    """The JSON object that answers one sheet; raises BadInput where the sheet cannot be used."""
    sheet = score(form.bank, read_answers(form, content), areas=form.areas)
    # The order asked for here is the one without practice time, so any months do.
    reading = read_sheet(sheet, form.target, dict.fromkeys(form.areas, USUAL_MONTHS))
    return json.dumps(_figures(sheet, reading), allow_nan=False)


def _figures(sheet: ScoreSheet, reading: Reading) -> dict[str, object]:
    return {
        "areas": {
            area: _area_figures(found, reading.gaps.get(area))
            for area, found in sheet.areas.items()
        },
        "p_ready": _rounded(reading.p_ready),
        "priority": list(reading.order),
        "careless": _rounded(sheet.quality.careless),
        "stage": reading.stage,
    }


def _area_figures(found: AreaScore, gap: Gap | None) -> AreaLine:
    bounds = found.wide_range
    return {
        "level": _rounded(found.level),
        "low": _rounded(bounds.low if bounds else None),
        "high": _rounded(bounds.high if bounds else None),
        "p_gap": _rounded(gap.p_gap if gap else None),
        "p_blind": _rounded(found.p_blind_spot),
        "p_hidden": _rounded(found.p_hidden_strength),
        "status": found.status,
    }


def _rounded(figure: float | None) -> float | None:
    # Adding 0.0 turns a rounded -0.0 into 0.0.
    return None if figure is None else round(figure, DIGITS) + 0.0
