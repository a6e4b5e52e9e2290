"""What may an interviewer write on a scorecard, and whose may they read?"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from assessment.domain.areas import AreaId
from assessment.domain.errors import HiringInvalid
from assessment.domain.language import gettext as _
from assessment.domain.text import UnusableText, clean_text

Value = Literal[1, 2, 3, 4, 5]
VALUES: tuple[Value, ...] = (1, 2, 3, 4, 5)
NO_EVIDENCE = "no-evidence"
"""An answer of its own: the conversation gave nothing to rate by."""

SCORECARD_NOTE_LIMIT = 4_000
"""Longest note on one area, in characters: two written pages."""
WORDS_LIMIT = 4_000
"""Longest record of a discussion, a reason or a decision, in characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """One interviewer's word on one area."""

    area: AreaId
    note: str
    value: Value | None
    """None: no evidence was heard."""


def check_rating(area: AreaId, note: str, choice: str) -> Rating | None:
    """A rating from what was typed; None where the area is still empty.

    A note may wait for its number, so an unfinished area is kept as a draft by whoever calls;
    here a number never comes without the note it rests on.

    Raises:
        HiringInvalid: a number without a note, a note that is too long, an unknown choice.

    >>> check_rating(AreaId("team"), "Named who left and why.", "4").value
    4
    """
    text = check_words(f"note-{area}", note, limit=SCORECARD_NOTE_LIMIT, required=False)
    if choice == "":
        return None
    if choice == NO_EVIDENCE:
        return Rating(area=area, note=text, value=None)
    value = next((v for v in VALUES if str(v) == choice), None)
    if value is None:
        raise HiringInvalid(
            f"value-{area}", _("Choose a number from 1 to 5, or that there was no evidence.")
        )
    if not text:
        raise HiringInvalid(
            f"note-{area}", _("Write down what you heard before you give a number.")
        )
    return Rating(area=area, note=text, value=value)


def check_words(field: str, text: str, *, limit: int = WORDS_LIMIT, required: bool = True) -> str:
    """Words that can be kept.

    Raises:
        HiringInvalid: empty though needed, too long, or not storable.
    """
    try:
        cleaned = clean_text(text, limit=limit, lines=True)
    except UnusableText as refused:
        raise HiringInvalid(field, str(refused)) from refused
    if required and not cleaned:
        raise HiringInvalid(field, _("Put it in words: an empty record explains nothing."))
    return cleaned


def missing_areas(
    assigned: Collection[AreaId], ratings: Mapping[AreaId, Rating]
) -> tuple[AreaId, ...]:
    """The assigned areas that still have no rating, in their order."""
    return tuple(area for area in assigned if area not in ratings)


def may_read_others(*, on_panel: bool, submitted: bool, all_in: bool) -> bool:
    """Whether somebody may see the others' ratings of a candidate.

    An interviewer after submitting their own; whoever does not interview once all are in.

    >>> may_read_others(on_panel=True, submitted=False, all_in=False)
    False
    >>> may_read_others(on_panel=False, submitted=False, all_in=True)
    True
    """
    return submitted if on_panel else all_in
