"""How large may the type of a printed plan be, and how high its picture, to keep to its pages?

Lengths are estimated from the mean width of a character, a little on the safe side: the renderer
alone knows exactly, and a page too many is worse than a line of air.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

CHARACTER = 0.43
"""Mean width of a character of running text in ems, words broken at the end of lines included."""
POINT_MM = 25.4 / 72
MARGINS_MM = (9.0, 11.0, 12.0)
"""Above, at the sides, below; the style sheet has the same."""
COLUMNS = 3
GUTTER_MM = 7.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Type:
    """A size of type for the list of steps; ``name`` is its class in the style sheet."""

    name: str
    points: float
    leading: float
    gap: float
    """Between steps, in lines."""
    run_in: bool
    """Whether reasons, deliverable and done run on in one paragraph."""


TYPES = (
    Type(name="roomy", points=9.4, leading=1.34, gap=0.75, run_in=False),
    Type(name="usual", points=8.7, leading=1.3, gap=0.65, run_in=False),
    Type(name="close", points=8.3, leading=1.27, gap=0.55, run_in=True),
    Type(name="tight", points=7.7, leading=1.25, gap=0.5, run_in=True),
    Type(name="tightest", points=7.1, leading=1.22, gap=0.45, run_in=True),
)
SHORT_LAST_LINES = 0.95
"""What the estimate has too much where every paragraph's last line counts as a whole one."""
WANTED = ((1, 3), (2, 2), (3, len(TYPES)))
"""Pages for the list after page one, and how many types, from the largest, are tried on them:
the smaller ones only to keep to the most pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A sheet, in millimetres."""

    across: float
    down: float

    @property
    def measure(self) -> float:
        """The width that can be printed on."""
        return self.across - 2 * MARGINS_MM[1]

    @property
    def height(self) -> float:
        """The height that can be printed on."""
        return self.down - MARGINS_MM[0] - MARGINS_MM[2]


def lines_of(text: str, width_mm: float, points: float) -> int:
    """How many lines a paragraph takes."""
    return math.ceil(len(text) * points * POINT_MM * CHARACTER / width_mm) if text else 0


def type_for(
    steps: Iterable[Sequence[str]], rest: Sequence[str], headings: int, paper: Paper
) -> Type:
    """The largest type in which the list keeps to its pages; the smallest where none does.

    ``steps`` are the paragraphs of each step, its title first and then its weeks; ``rest`` is
    every other paragraph.
    """
    listed = [tuple(step) for step in steps]
    tried = ((most, each) for most, types in WANTED for each in TYPES[:types])
    fits = (each for most, each in tried if _pages(listed, rest, headings, each, paper) <= most)
    return next(fits, TYPES[-1])


def _pages(
    steps: Sequence[Sequence[str]], rest: Sequence[str], headings: int, of: Type, paper: Paper
) -> float:
    width = (paper.measure - (COLUMNS - 1) * GUTTER_MM) / COLUMNS
    line = of.points * of.leading * POINT_MM
    tall = [_step_lines(step, width, of) for step in steps]
    total = sum(tall) + 3 * headings + sum(lines_of(t, width, of.points) + 0.3 for t in rest)
    # A step is never broken, so that a column ends on average half a step early.
    usable = paper.height / line - (sum(tall) / len(tall) / 2 if tall else 0)
    return total / usable / COLUMNS * (1.0 if of.run_in else SHORT_LAST_LINES)


def _step_lines(step: Sequence[str], width: float, of: Type) -> float:
    title, weeks, *rest = step
    if of.run_in:
        rest = [" ".join(rest)]
    head = lines_of(title, width, of.points * 1.14) * 1.1 + lines_of(weeks, width, of.points)
    return head + sum(lines_of(text, width, of.points) for text in rest) + of.gap


HEAD_MM, STRIP_MM = 26.0, 13.0
ROW_MM, LINE_MM = 4.35, 4.2
STRIP_POINTS = 8.8
STRIP_SHARES = (1.0, 1.0, 0.62)


def picture_height(
    paper: Paper, *, notes: Sequence[str], facts: str, columns: Sequence[Sequence[str]]
) -> float:
    """Millimetres left for the picture on page one; ``columns`` are the texts below it."""
    share = (paper.measure - (len(columns) - 1) * GUTTER_MM) / sum(STRIP_SHARES)
    widths = [share * part for part in STRIP_SHARES]
    rows = max(
        (
            sum(lines_of(text, width, STRIP_POINTS) for text in column)
            for column, width in zip(columns, widths, strict=False)
        ),
        default=0,
    )
    above = sum(lines_of(text, paper.measure, 9.0) for text in (*notes, facts)) - 1
    return paper.height - HEAD_MM - STRIP_MM - LINE_MM * above - len(notes) - ROW_MM * rows
