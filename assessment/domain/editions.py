"""Which edition of a report is it, what may it hold, and what is left out of it?

An edition is made of the pieces its owner ticks, out of those its kind may hold at all. What is
not ticked is never written into it; the list of what is left out is shown before it is made.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal, get_args

from assessment.domain.areas import AreaId
from assessment.domain.errors import SharingInvalid
from assessment.domain.language import gettext as _

EditionKind = Literal["self", "coach", "sponsor", "public"]
KINDS: tuple[EditionKind, ...] = get_args(EditionKind)

Piece = Literal[
    "name",
    "numbers",
    "gaps",
    "reasons",
    "unknowns",
    "types",
    "self-ratings",
    "answers",
    "quality",
]
PIECES: tuple[Piece, ...] = get_args(Piece)

MAY_HOLD: dict[EditionKind, frozenset[Piece]] = {
    "self": frozenset(PIECES),
    "coach": frozenset(PIECES),
    "sponsor": frozenset({"name", "numbers", "gaps", "unknowns"}),
    "public": frozenset({"name", "numbers"}),
}
"""A sponsor never gets answers, quotes from them, self-ratings or how the form was answered."""

USUAL: dict[EditionKind, frozenset[Piece]] = {
    "self": frozenset(PIECES),
    "coach": frozenset({"name", "numbers", "gaps", "reasons", "unknowns", "types"}),
    "sponsor": frozenset({"name", "gaps", "unknowns"}),
    "public": frozenset({"name"}),
}
"""What is ticked before anybody ticks."""

CHOOSES_AREAS: frozenset[EditionKind] = frozenset({"sponsor", "public"})
"""Kinds whose areas are chosen one by one; the others hold all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One edition: its kind, the pieces it holds, and of which areas."""

    kind: EditionKind
    pieces: tuple[Piece, ...]
    areas: tuple[AreaId, ...] | None
    """None for all of them."""

    def holds(self, piece: Piece) -> bool:
        """Whether a piece is in it."""
        return piece in self.pieces

    @property
    def whole(self) -> bool:
        """Whether it is the report itself, with or without the name."""
        return self.areas is None and set(self.pieces) >= set(PIECES) - {"name"}

    @property
    def left_out(self) -> tuple[Piece, ...]:
        """The pieces that are not in it, in the order in which they are named."""
        return tuple(piece for piece in PIECES if piece not in self.pieces)


WHOLE = Edition(kind="self", pieces=PIECES, areas=None)


def make_edition(
    kind: EditionKind,
    ticked: Collection[Piece],
    areas: Collection[AreaId] | None,
    *,
    every: Collection[AreaId],
) -> Edition:
    """The edition of what was ticked; ``every`` area of the report in its order.

    Raises:
        SharingInvalid: a piece this kind never holds, no area, or one that is not there.
    """
    if kind == "self":
        return WHOLE
    if wrong := set(ticked) - MAY_HOLD[kind]:
        raise SharingInvalid(
            "hold",
            _("This edition never holds: %(pieces)s.")
            % {"pieces": ", ".join(piece_words()[piece] for piece in PIECES if piece in wrong)},
        )
    chosen: tuple[AreaId, ...] | None = None
    if kind in CHOOSES_AREAS and areas is not None:
        if set(areas) - set(every):
            raise SharingInvalid("areas", _("Choose from the areas of this result."))
        if not areas:
            raise SharingInvalid("areas", _("Choose at least one area."))
        chosen = None if set(areas) == set(every) else tuple(a for a in every if a in areas)
    held = set(ticked)
    if "gaps" not in held:
        held -= {"reasons"}
    if "numbers" not in held:
        held -= {"types"}
    return Edition(kind=kind, pieces=tuple(p for p in PIECES if p in held), areas=chosen)


def kind_words() -> dict[EditionKind, tuple[str, str]]:
    """What each kind is called, and whom it is for."""
    return {
        "self": (_("For yourself"), _("The whole report with every answer.")),
        "coach": (_("For a coach"), _("All areas; you tick how deep it goes.")),
        "sponsor": (
            _("For a sponsor or manager"),
            _("Where you stand and what comes next, without a single answer."),
        ),
        "public": (_("For anybody"), _("Chosen areas only, to show or to publish.")),
    }


def piece_words() -> dict[Piece, str]:
    """What each piece is called."""
    return {
        "name": _("your name"),
        "numbers": _("levels and ranges as numbers (without this tick, as words)"),
        "gaps": _("the gaps in their order"),
        "reasons": _("what in your answers led to each gap"),
        "unknowns": _("what these answers cannot tell yet"),
        "types": _("the same answers read for other CTO types"),
        "self-ratings": _("your self-ratings, and where you see yourself differently"),
        "answers": _("every question with your answer and the key"),
        "quality": _("remarks on how the form was answered"),
    }
