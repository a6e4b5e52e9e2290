"""What does a template see of a person's sittings and plans?"""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import url_for

from assessment.services.attempts import AttemptSummary
from assessment.services.change import to_compare_with
from assessment.services.plans import PlanSummary
from assessment.web.words import FORM_WORDS, day_words


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptLine:
    """One sitting in the list."""

    begun: str
    form: str
    target: str
    state: str
    next: str
    address: str
    compare: str
    """Where it stands beside the sitting before it; empty where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLine:
    """One plan in the list."""

    id: str
    title: str
    about: str


def attempt_lines(attempts: Iterable[AttemptSummary]) -> list[AttemptLine]:
    """The sittings in the order given."""
    listed = list(attempts)
    pairs = to_compare_with(listed)
    lines = []
    for summary in listed:
        if summary.submitted_at is None:
            state = f"{summary.answered} of {summary.places} answered"
            way_on, address = "Go on", url_for("take.resume", attempt=summary.id)
        else:
            state = f"submitted {day_words(summary.submitted_at)}"
            way_on, address = "Result", url_for("results.show", attempt=summary.id)
        lines.append(
            AttemptLine(
                begun=day_words(summary.started_at),
                form=FORM_WORDS[summary.form],
                target=summary.profile_title,
                state=state,
                next=way_on,
                address=address,
                compare=_beside_the_one_before(summary, pairs.get(summary.id)),
            )
        )
    return lines


def _beside_the_one_before(summary: AttemptSummary, other: AttemptSummary | None) -> str:
    if other is None or summary.submitted_at is None or other.submitted_at is None:
        return ""
    if other.submitted_at > summary.submitted_at:
        return ""
    return f"{url_for('results.change', attempt=summary.id)}?with={other.id}"


def plan_lines(plans: Iterable[PlanSummary]) -> list[PlanLine]:
    """The plans in the order given."""
    return [
        PlanLine(
            id=plan.id,
            title=f"Ninety days from {day_words(plan.start)}",
            about=f"revision {plan.revisions}, {plan.about}",
        )
        for plan in plans
    ]
