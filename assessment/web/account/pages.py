"""What does a template see of a person's sittings and plans?"""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import url_for

from assessment.domain.language import gettext as _
from assessment.domain.translations import retold
from assessment.services.attempts import AttemptSummary
from assessment.services.change import to_compare_with
from assessment.services.plans import PlanSummary
from assessment.services.sessions import SignedInSession
from assessment.web.devices import UNKNOWN
from assessment.web.words import FORM_WORDS, day_words, moment_words


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
            state = _("%(answered)s of %(places)s answered") % {
                "answered": summary.answered,
                "places": summary.places,
            }
            way_on, address = _("Go on"), url_for("take.resume", attempt=summary.id)
        else:
            state = _("submitted %(day)s") % {"day": day_words(summary.submitted_at)}
            way_on, address = _("Result"), url_for("results.show", attempt=summary.id)
        lines.append(
            AttemptLine(
                begun=day_words(summary.started_at),
                form=FORM_WORDS[summary.form],
                target=retold(summary.profile_title),
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


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionLine:
    """One browser in which the account is signed in."""

    handle: str
    device: str
    since: str
    used: str
    here: bool


def session_lines(sessions: Iterable[SignedInSession]) -> list[SessionLine]:
    """The sessions in the order given, times in UTC."""
    return [
        SessionLine(
            handle=one.handle,
            device=one.device or _(UNKNOWN),
            since=moment_words(one.created_at),
            used=moment_words(one.last_used_at),
            here=one.here,
        )
        for one in sessions
    ]


def plan_lines(plans: Iterable[PlanSummary]) -> list[PlanLine]:
    """The plans in the order given."""
    return [
        PlanLine(
            id=plan.id,
            title=_("Ninety days from %(day)s") % {"day": day_words(plan.start)},
            about=_("revision %(revisions)s, %(about)s")
            % {"revisions": plan.revisions, "about": plan.about},
        )
        for plan in plans
    ]
