"""Which plans do the tests of a plan's files read: real content, and one with hostile words?"""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from assessment.domain.planning.agreed import agreed_action
from assessment.domain.planning.facts import PlanFacts
from assessment.domain.planning.plan import NinetyDayPlan, build_plan
from assessment.domain.planning.progress import Step
from assessment.domain.plans import ActionId
from tests.content.shipped import catalog
from tests.domain.plan_forms import prose
from tests.domain.plan_people import person

HOSTILE = '=1+1; <script>alert(1)</script>\r\nBEGIN:VALARM, “quoted", *bold* | 50 %\\n'
HOSTILE_ID = ActionId("agreed-with-a-coach")


@cache
def plan_of(number: int, hours: int | None = None) -> NinetyDayPlan:
    return build_plan(catalog(), facts_of(number, hours))


def facts_of(number: int, hours: int | None = None) -> PlanFacts:
    facts = person(number)
    return facts if hours is None else replace(facts, hours_per_week=hours)


@cache
def hostile_plan() -> NinetyDayPlan:
    """A plan with an agreed action whose every word is an attempt."""
    agreed = agreed_action(
        HOSTILE_ID,
        title=HOSTILE,
        author=f"A coach {HOSTILE}",
        hours=2,
        deliverable=prose(HOSTILE),
        done_when=prose(HOSTILE),
    )
    return build_plan(catalog(), replace(person(0), agreed=(agreed,)))


def all_done(plan: NinetyDayPlan, words: str) -> Mapping[ActionId, Step]:
    """Every step done, with a note that names it."""
    return {p.action.id: Step(state="done", note=f"{words} {p.action.title}") for p in plan.actions}
