"""Which small actions, situations and facts are the parts of the planning engine tried on?"""

from datetime import date
from typing import Any

from assessment.domain.areas import AreaId
from assessment.domain.planning.calendar import Week, weeks_of
from assessment.domain.planning.candidates import Candidate, main_area
from assessment.domain.planning.facts import GapFact, PlanFacts
from assessment.domain.plans import ActionId, PlanAction, Situation, SituationId, Triggers
from assessment.domain.prose import Prose
from assessment.domain.readings import Verdict

MONDAY = date(2026, 9, 7)


def prose(text: str = "One page.") -> Prose:
    return Prose(source=text, html=f"<p>{text}</p>")


def make_triggers(**given: Any) -> Triggers:  # noqa: ANN401 - any field
    fields: dict[str, Any] = {"areas": {}, "facets": {}, "types": {}, "stages": {}}
    return Triggers(**{**fields, "situations": {}, **given})


def make_action(name: str, **given: Any) -> PlanAction:  # noqa: ANN401 - any field
    """A learning action of one hour in week 1; ``areas`` goes into the triggers."""
    areas = given.pop("areas", {})
    fields: dict[str, Any] = {
        "id": ActionId(name),
        "version": 1,
        "status": "live",
        "title": name.replace("-", " ").capitalize(),
        "track": "business",
        "phase": 1,
        "kind": "learn",
        "effort_hours": 1.0,
        "weeks": 1,
        "requires": (),
        "gate": None,
        "triggers": make_triggers(areas=areas),
        "modes": ("in-role",),
        "reversible": False,
        "early_kinds": (),
        "readout_day": None,
        "people": (),
        "questions": (),
        "body": prose(),
        "deliverable": prose(),
        "done_when": prose(),
        "seeds": (),
    }
    return PlanAction(**{**fields, **given})


def make_situation(listening_days: int = 30, *early_kinds: str) -> Situation:
    return Situation(
        id=SituationId("calm"),
        title="Calm",
        order=1,
        summary="Nothing burns.",
        listening_days=listening_days,
        early_kinds=early_kinds,
        change_band=(0.1, 0.4, 0.6),
        early_good="",
        early_harm="",
        about=prose(),
        seeds=(),
    )


def make_gap(
    area: str, verdict: Verdict | None = "clear gap", *, priority: float = 3.0, worth: float = 0.0
) -> GapFact:
    return GapFact(
        area=AreaId(area),
        verdict=verdict,
        p_gap=None,
        level=2.5,
        low=2.0,
        high=3.0,
        target=3.5,
        critical=False,
        priority=priority if verdict in ("clear gap", "likely gap") else 0.0,
        value_of_information=worth,
    )


def make_facts(*gaps: GapFact, **given: Any) -> PlanFacts:  # noqa: ANN401 - any field
    fields: dict[str, Any] = {
        "start": MONDAY,
        "hours_per_week": 5,
        "mode": "in-role",
        "situation": SituationId("calm"),
        "gaps": {gap.area: gap for gap in gaps},
    }
    return PlanFacts(**{**fields, **given})


def make_weeks(hours: int = 5, **given: Any) -> tuple[Week, ...]:  # noqa: ANN401 - any field
    return weeks_of(make_facts(hours_per_week=hours, **given))


def by_id(*actions: PlanAction) -> dict[ActionId, PlanAction]:
    return {action.id: action for action in actions}


def make_candidate(action: PlanAction, worth: float = 1.0) -> Candidate:
    return Candidate(action=action, worth=worth, main_area=main_area(action))


def called(*candidates: Candidate) -> dict[ActionId, Candidate]:
    return {candidate.action.id: candidate for candidate in candidates}
