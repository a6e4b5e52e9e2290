"""Does the plan change things faster than it has listened, or listen longer than it needs to?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assessment.domain.planning.calendar import Week, listening_weeks
from assessment.domain.plans import PlanAction, Situation

ENOUGH_CHANGE = 0.10
"""Less than this share of change after listening ended earns a remark. Editorial."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaceNote:
    """What one week's mix says. ``change_share`` and ``most`` are shares of its hours, 0 to 1."""

    week: int
    verdict: Literal["steady", "faster than listened", "listened enough"]
    change_share: float
    most: float
    reason: str


def pace_of(
    hours: Sequence[tuple[PlanAction, int, float]], weeks: Sequence[Week], situation: Situation
) -> tuple[PaceNote, ...]:
    """Compare each week's share of change with the situation's band (PLAN.md 5).

    ``hours`` are (action, week, hours). A week without hours gets no note.
    """
    notes = []
    for week in weeks:
        total = sum(h for _, w, h in hours if w == week.number)
        if total == 0:
            continue
        share = sum(h for a, w, h in hours if w == week.number and a.kind == "change") / total
        most = situation.change_band[min(2, (week.number - 1) * 3 // len(weeks))]
        notes.append(_note(week.number, share, most, situation))
    return tuple(notes)


def _note(week: int, share: float, most: float, situation: Situation) -> PaceNote:
    if share > most + 1e-9:
        return PaceNote(
            week=week,
            verdict="faster than listened",
            change_share=share,
            most=most,
            reason=f"{share:.0%} of this week is change; in {situation.title.lower()} more than "
            f"{most:.0%} here is moving faster than you have listened.",
        )
    if week > listening_weeks(situation) + 2 and share < ENOUGH_CHANGE and most > 0:
        return PaceNote(
            week=week,
            verdict="listened enough",
            change_share=share,
            most=most,
            reason=f"Listening ended {week - listening_weeks(situation) - 1} weeks before this "
            "one and hardly anything changes here: you have listened enough to move.",
        )
    return PaceNote(
        week=week,
        verdict="steady",
        change_share=share,
        most=most,
        reason=f"{share:.0%} of this week is change, within {most:.0%}.",
    )
