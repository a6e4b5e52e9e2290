from dataclasses import replace
from datetime import date

import pytest

from assessment.domain.attempts import Booklet, BookletEntry
from assessment.domain.bank import ItemId
from assessment.domain.errors import PlanInputInvalid
from assessment.domain.planning.facts import PlanFacts
from assessment.domain.profiles import ProfileId
from assessment.services.plan_wishes import PlanWishes, plan_facts
from assessment.services.scoring import read_against, score_booklet
from assessment.services.targets import choose_target
from tests.cli.answers import shipped_content

CATALOG = shipped_content()
TARGET = choose_target(CATALOG, profile=ProfileId("scale-up"))
SHEET = score_booklet(
    CATALOG,
    Booklet(
        form="full",
        revision=CATALOG.revision,
        seed=0,
        entries=(BookletEntry(item=ItemId(next(iter(CATALOG.items)))),),
    ),
    {},
)
READING = read_against(SHEET, TARGET, CATALOG)
WISHES = PlanWishes(start="2027-01-04", hours="6", situation="turnaround")


def facts_of(**changed: object) -> PlanFacts:
    return plan_facts(CATALOG, replace(WISHES, **changed), SHEET, READING)  # type: ignore[arg-type]


def test_the_words_become_the_facts_of_a_plan() -> None:
    facts = facts_of()
    assert facts.start == date(2027, 1, 4)
    assert facts.hours_per_week == 6
    assert (facts.situation, facts.situation_source) == ("turnaround", "chosen")
    assert facts.mode == "in-role"
    assert (facts.profile, facts.profile_title) == (TARGET.profile, TARGET.title)
    assert facts.gaps.keys() == CATALOG.areas.keys()
    assert facts.mandate_held is None
    assert facts.mandate_facts == 8


def test_not_sure_of_the_situation_plans_for_the_cautious_one_and_says_so() -> None:
    facts = facts_of(situation="not-sure")
    assert (facts.situation, facts.situation_source) == ("realignment", "unsure")


def test_mandate_facts_are_named_in_any_order_and_once() -> None:
    named = facts_of(mandate="success-written-down, budget-named,budget-named")
    assert named.mandate_held == ("budget-named", "success-written-down")
    assert facts_of(mandate="none").mandate_held == ()


@pytest.mark.parametrize("count", [0, 3, 8])
def test_the_number_of_mandate_facts_is_enough(count: int) -> None:
    assert facts_of(mandate_count=str(count)).mandate_count == count


def test_days_off_are_working_days_within_the_plan_each_once() -> None:
    facts = facts_of(days_off=["2027-01-08..2027-01-12,2027-01-08", "2026-12-24", "2028-01-03"])
    assert facts.days_off == (date(2027, 1, 8), date(2027, 1, 11), date(2027, 1, 12))


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"start": "soon"}, "start", "Give a date such as 2027-01-04, not 'soon'."),
        ({"start": "2027-02-30"}, "start", "not '2027-02-30'"),
        ({"start": "9999-12-31"}, "start", "not '9999-12-31'"),
        ({"hours": "0"}, "hours", "from 1 to 20, not '0'"),
        ({"hours": "21"}, "hours", "from 1 to 20, not '21'"),
        ({"hours": "-5"}, "hours", "not '-5'"),
        ({"hours": "6.5"}, "hours", "not '6.5'"),
        ({"hours": "²"}, "hours", "from 1 to 20"),
        ({"hours": "9" * 5000}, "hours", "from 1 to 20"),
        ({"situation": "storm"}, "situation", "choose start-up, turnaround, fast-growth"),
        ({"mode": "dreaming"}, "mode", "choose in-role, preparing"),
        ({"mandate": "a-throne"}, "mandate", "There is no mandate fact 'a-throne'"),
        ({"mandate": ""}, "mandate", "Name the facts that hold"),
        ({"mandate": "none", "mandate_count": "0"}, "mandate", "not both"),
        ({"mandate_count": "9"}, "mandate-count", "from 0 to 8"),
        ({"days_off": ["Friday"]}, "days-off", "not 'Friday'"),
        ({"days_off": ["2027-01-12..2027-01-08"]}, "days-off", "runs backwards"),
    ],
)
def test_what_is_no_fact_is_refused_with_its_field(
    changed: dict[str, object], field: str, sentence: str
) -> None:
    with pytest.raises(PlanInputInvalid) as refused:
        facts_of(**changed)
    assert refused.value.field == field
    assert sentence in refused.value.reason
