"""Where do things stand in a level chart of one width, in its own pixels?"""

from dataclasses import dataclass
from typing import Literal

from assessment.domain.areas import HIGHEST_LEVEL, LOWEST_LEVEL

Width = Literal["wide", "print", "narrow"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The measures of one width. ``left`` is where level 1 lies, ``right`` where level 5 does."""

    width: float
    name_room: float
    left: float
    right: float
    words: float
    """Where verdicts begin."""
    head: float
    row: float
    bar: float
    """From the top of a row to the middle of its bar."""
    text: float
    small: float
    scale: float

    def x(self, level: float) -> float:
        """Where a level lies across the picture."""
        share = (level - LOWEST_LEVEL) / (HIGHEST_LEVEL - LOWEST_LEVEL)
        return self.left + (self.right - self.left) * share


WIDE = Layout(
    width=1052, name_room=232, left=262, right=846, words=874, head=44, row=46, bar=23, text=16,
    small=13.5, scale=1.0,
)  # fmt: skip
PRINT = Layout(
    width=700, name_room=176, left=192, right=544, words=566, head=34, row=31, bar=16, text=12.5,
    small=10.5, scale=0.74,
)  # fmt: skip
NARROW = Layout(
    width=360, name_room=202, left=16, right=344, words=226, head=40, row=72, bar=50, text=15,
    small=12, scale=1.0,
)  # fmt: skip
LAYOUTS: dict[Width, Layout] = {"wide": WIDE, "print": PRINT, "narrow": NARROW}

AREA = Layout(
    width=330, name_room=0, left=16, right=314, words=0, head=4, row=38, bar=21, text=12,
    small=12, scale=0.85,
)  # fmt: skip
"""The small picture of one area."""
