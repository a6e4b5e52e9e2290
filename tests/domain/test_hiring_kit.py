"""A kit asks every candidate the same, for reasons that stand in the brief."""

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.areas import AreaId
from assessment.domain.catalog import Catalog
from assessment.domain.hiring.kit import InterviewKit, KitFacts, NeededLevel, build_kit
from assessment.domain.hiring.panel import AreaNeed, plan_panel
from assessment.domain.hiring.reminders import fairness_reminders, legal_reminders
from assessment.domain.hiring.timing import LONGEST_SESSION, time_plan
from assessment.services.catalogs import CatalogShelf
from assessment.services.settings import PROJECT
from tests.builders import make_catalog

AREAS = (
    "strategy", "finance", "ai-technology", "communication", "decisions", "stakeholders",
    "team", "governance", "maturity",
)  # fmt: skip


@pytest.fixture(scope="module")
def shipped() -> Catalog:
    return CatalogShelf.from_content(PROJECT / "content").current


def kit_of(
    catalog: Catalog, *critical: str, others: tuple[str, ...] = (), words: str = ""
) -> InterviewKit:
    return build_kit(
        catalog,
        KitFacts(
            title="CTO of a grocer",
            type_title="Scale-up CTO",
            words=words,
            needed={AreaId(a): NeededLevel(level=4.0, critical=True, reason="") for a in critical},
            others=tuple(AreaId(a) for a in others),
        ),
    )


def test_each_critical_area_has_two_past_questions_and_one_situation(shipped: Catalog) -> None:
    for area in AREAS:
        (made,) = kit_of(shipped, area).areas
        assert [q.kind for q in made.questions] == [
            "past-behaviour", "past-behaviour", "situational",
        ]  # fmt: skip
        assert len({q.facet for q in made.questions}) == 3, area
        for question in made.questions:
            assert shipped.questions[question.id].area == area
            assert len(question.probes) >= 3
            assert set(question.signs) == {2, 3, 4}
            assert len(question.red_flags) >= 2
            assert question.evidence
            assert question.because


def test_the_facets_a_brief_speaks_of_are_asked_first(shipped: Catalog) -> None:
    agents = kit_of(shipped, "governance", words="Agents act for customers; trace and log them.")
    rights = kit_of(shipped, "governance", words="Who approves which vendor is disputed.")
    assert agents.areas[0].questions[0].facet == "gr4"
    assert rights.areas[0].questions[0].facet == "gr1"
    assert "“vendor”" in rights.areas[0].questions[0].because


def test_areas_stand_in_their_own_order_whatever_order_the_brief_has(shipped: Catalog) -> None:
    one = kit_of(shipped, "team", "strategy", others=("finance",))
    other = kit_of(shipped, "strategy", "team", others=("finance",))
    assert one == other
    assert [a.area for a in one.areas] == ["strategy", "team", "finance"]
    assert [len(a.questions) for a in one.areas] == [3, 3, 2]


def test_the_same_brief_gives_the_same_kit(shipped: Catalog) -> None:
    wish = {"words": "Cut the cloud bill", "others": ("maturity",)}
    assert kit_of(shipped, "team", "finance", **wish) == kit_of(  # type: ignore[arg-type]
        shipped,
        "team",
        "finance",
        **wish,  # type: ignore[arg-type]
    )


def test_content_without_enough_questions_is_said_and_not_hidden() -> None:
    kit = kit_of(make_catalog(), "strategy")
    assert kit.questions == ()
    assert kit.missing == ("The content has only 0 of 3 questions on Strategy.",)


def test_four_areas_take_about_seventy_five_minutes(shipped: Catalog) -> None:
    for areas in combinations(AREAS, 4):
        plan = time_plan(kit_of(shipped, *areas))
        assert 70 <= plan.question_minutes <= 80, areas
        assert len(plan.sessions) == 1
        assert plan.sessions[0].minutes == plan.question_minutes + 15
        assert plan.longest_minutes > plan.question_minutes


def test_the_time_slots_follow_one_another(shipped: Catalog) -> None:
    (session,) = time_plan(kit_of(shipped, "strategy", "finance", "team", "governance")).sessions
    at = 5
    for slot in session.slots:
        assert slot.starts == at
        at += slot.minutes
    assert session.closing_starts == at


def test_what_is_too_long_for_one_sitting_is_split(shipped: Catalog) -> None:
    plan = time_plan(kit_of(shipped, *AREAS[:4], others=AREAS[4:]))
    assert len(plan.sessions) >= 2
    for session in plan.sessions:
        assert sum(slot.minutes for slot in session.slots) <= LONGEST_SESSION
    slots = [slot.area for session in plan.sessions for slot in session.slots]
    assert slots == [a.area for a in kit_of(shipped, *AREAS[:4], others=AREAS[4:]).areas]


def test_the_reminders_name_what_is_never_asked_and_where_the_duties_are() -> None:
    fair = " ".join(r.text for r in fairness_reminders())
    law = " ".join(r.text for r in legal_reminders())
    for words in ("same questions", "before you speak", "health", "No evidence"):
        assert words.lower() in fair.lower()
    for words in ("2 December 2027", "C-634/21", "29 CFR 1607", "Local Law 144"):
        assert words in law
    assert len({r.id for r in (*fairness_reminders(), *legal_reminders())}) == 11


def needs(critical: int, other: int) -> list[AreaNeed]:
    return [
        AreaNeed(area=AreaId(f"area-{n}"), title=f"Area {n}", critical=n < critical)
        for n in range(critical + other)
    ]


@given(st.integers(1, 4), st.integers(0, 5), st.integers(3, 9))
def test_enough_interviewers_share_the_areas_evenly(critical: int, other: int, people: int) -> None:
    names = [f"interviewer {n}" for n in range(people)]
    plan = plan_panel(needs(critical, other), names)
    assert plan.shortages == ()
    for area in plan.areas:
        assert len(set(area.interviewers)) == (3 if area.critical else 2)
    load = Counter({name: len(plan.areas_of(name)) for name in names})
    assert max(load.values()) - min(load.values()) <= 1
    assert plan == plan_panel(needs(critical, other), names)


def test_too_few_interviewers_are_said_area_by_area() -> None:
    plan = plan_panel(needs(1, 1), ["Dana", "Iris"])
    assert plan.shortages == (
        "The panel is one interviewer short.",
        "Area 0 is rated by 2 instead of 3.",
    )
    assert plan_panel(needs(1, 1), []).shortages[0] == "The panel is 3 interviewers short."


def test_an_interviewer_who_leaves_passes_the_areas_on_and_nobody_else_moves() -> None:
    names = [f"interviewer {n}" for n in range(5)]
    before = plan_panel(needs(4, 0), names)
    kept = {area.area: area.interviewers for area in before.areas}
    after = plan_panel(needs(4, 0), names[1:], kept)
    for old, new in zip(before.areas, after.areas, strict=True):
        assert set(old.interviewers) - {names[0]} <= set(new.interviewers)
        assert len(new.interviewers) == 3
        assert names[0] not in new.interviewers
    assert after.shortages == ()


def test_the_one_who_asks_is_not_always_the_same() -> None:
    plan = plan_panel(needs(3, 0), ["Dana", "Iris", "Jo"])
    assert Counter(area.asks for area in plan.areas) == {"Dana": 1, "Iris": 1, "Jo": 1}
