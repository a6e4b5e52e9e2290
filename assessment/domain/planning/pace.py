"""Does the plan change things faster than it has listened, or listen longer than it needs to?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assessment.domain.language import gettext as _
from assessment.domain.planning.calendar import Week, listening_weeks, phase_first_week
from assessment.domain.plans import PlanAction, Situation

ENOUGH_CHANGE = 0.10
"""Less than this share of change after listening ended earns a remark. Editorial."""
GRACE_WEEKS = 2
"""Weeks after listening before hardly any change earns a remark. Editorial."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaceNote:
    """What the mix up to one week says.

    ``change_share`` is the share of change in the hours from the start to this week's end and
    ``most`` the situation's bound for it, both 0 to 1. Hours so far and not the week's alone: one
    week of change after eight of listening is not haste.
    """

    week: int
    verdict: Literal["steady", "faster than listened", "listened enough"]
    change_share: float
    most: float
    reason: str


def pace_of(
    hours: Sequence[tuple[PlanAction, int, float]], weeks: Sequence[Week], situation: Situation
) -> tuple[PaceNote, ...]:
    """Compare the share of change so far with the situation's band, week by week (PLAN.md 5).

    ``hours`` are (action, week, hours). A week without hours gets no note; no note at all where
    nothing in the plan is change, as in preparing.
    """
    if not any(action.kind == "change" for action, _, _ in hours):
        return ()
    notes = []
    for week in weeks:
        if not any(w == week.number for _, w, _ in hours):
            continue
        so_far = [(action, h) for action, w, h in hours if w <= week.number]
        share = sum(h for a, h in so_far if a.kind == "change") / sum(h for _, h in so_far)
        notes.append(_note(week.number, share, _most(week.number, situation), situation))
    return tuple(notes)


def _most(week: int, situation: Situation) -> float:
    """The band's bound in the phase a week (from 1) lies in."""
    if week - 1 < phase_first_week(2, situation):
        return situation.change_band[0]
    return situation.change_band[1 if week - 1 < phase_first_week(3, situation) else 2]


def _note(week: int, share: float, most: float, situation: Situation) -> PaceNote:
    listened = listening_weeks(situation)
    if share > most + 1e-9:
        return PaceNote(
            week=week,
            verdict="faster than listened",
            change_share=share,
            most=most,
            reason=_(
                "%(share)s of the hours so far are change; in %(title)s more than %(most)s "
                "by now is moving faster than you have listened."
            )
            % {"share": f"{share:.0%}", "title": situation.title.lower(), "most": f"{most:.0%}"},
        )
    if week > listened + GRACE_WEEKS and share < ENOUGH_CHANGE and most > 0:
        return PaceNote(
            week=week,
            verdict="listened enough",
            change_share=share,
            most=most,
            reason=_(
                "Listening ended %(week)s weeks before this one and hardly anything has "
                "changed: you have listened enough to move."
            )
            % {"week": week - listened - 1},
        )
    return PaceNote(
        week=week,
        verdict="steady",
        change_share=share,
        most=most,
        reason=_("%(share)s of the hours so far are change, within %(most)s.")
        % {"share": f"{share:.0%}", "most": f"{most:.0%}"},
    )
