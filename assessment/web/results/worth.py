"""What does a template see of what each way of finding out would bring?"""

from dataclasses import dataclass

from assessment.domain.language import gettext as _
from assessment.domain.readings import NextStep
from assessment.domain.scoring.finding_out import Worth, worth_of_steps
from assessment.services.presenting import Presented


@dataclass(frozen=True, slots=True, kw_only=True)
class WorthRow:
    """One undecided area: how wide the doubt is, and what each source would leave of it."""

    title: str
    now: str
    cells: tuple[tuple[str, str], ...]
    """By source: what it is, and what it would leave."""


def step_heads() -> dict[NextStep, str]:
    """The sources with what each costs, in words."""
    return {
        "deep-dive": _("Six more questions, 7 minutes of yours"),
        "coach-rating": _("A coach’s rating, 15 minutes of theirs"),
        "colleagues": _("Three colleagues, 10 minutes each for all areas"),
    }


def worth_rows(presented: Presented) -> tuple[WorthRow, ...]:
    """The undecided areas that have a level, most worth finding out first."""
    result = presented.result
    rows = []
    for undecided in result.reading.find_out:
        steps = worth_of_steps(result.sheet, result.reading.gaps[undecided.area])
        if steps:
            heads = step_heads()
            rows.append(
                WorthRow(
                    title=result.catalog.areas[undecided.area].title,
                    now=f"± {steps[0].reach:.1f}",
                    cells=tuple((heads[step.step], _after(step)) for step in steps),
                )
            )
    return tuple(rows)


def _after(step: Worth) -> str:
    return _("done") if step.taken else f"± {step.reach_after:.1f}"
