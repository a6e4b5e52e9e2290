"""The choice is the best there is: against trying all, and against every exchange."""

import itertools
from collections.abc import Collection, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.domain.areas import AreaId
from assessment.domain.planning.backbone import choose_backbone
from assessment.domain.planning.calendar import weeks_of
from assessment.domain.planning.candidates import (
    Candidate,
    candidates,
    in_play,
    needs,
)
from assessment.domain.planning.choosing import AREA_SHARE, Limits, choose
from assessment.domain.planning.fitting import limits_for
from assessment.domain.planning.plan import NO_ROOM, build_plan
from assessment.domain.plans import ActionId
from tests.content.shipped import catalog
from tests.domain.plan_forms import called, make_action, make_candidate
from tests.domain.plan_people import person

A, B, C = AreaId("a"), AreaId("b"), AreaId("c")
SMALL_CASE = 12


def fits(picked: Collection[ActionId], all_: Mapping[ActionId, Candidate], limits: Limits) -> bool:
    """The limits once more, written without looking at how the choice is made."""
    chosen = [all_[name] for name in picked]
    if any(n in all_ and n not in picked for c in chosen for n in needs(c.action)):
        return False
    hours = sum(c.action.effort_hours for c in chosen)
    if hours > limits.hours + 1e-9:
        return False
    by_area = {
        area: sum(c.action.effort_hours for c in chosen if c.main_area == area)
        for area in {c.main_area for c in chosen}
    }
    for area, spent in by_area.items():
        if area not in (None, limits.only_gap) and spent > AREA_SHARE * limits.hours + 1e-9:
            return False
    if not limits.top:
        return True
    mine = sum(spent for area, spent in by_area.items() if area in limits.top)
    return hours - mine <= max(0.0, mine + limits.ahead) + 1e-9


def worth_of(picked: Collection[ActionId], all_: Mapping[ActionId, Candidate]) -> float:
    return sum(all_[name].value for name in picked)


def best_of_all(all_: Mapping[ActionId, Candidate], limits: Limits) -> float:
    return max(
        worth_of(picked, all_)
        for size in range(len(all_) + 1)
        for picked in itertools.combinations(all_, size)
        if fits(picked, all_, limits)
    )


@st.composite
def cases(draw: st.DrawFn) -> tuple[dict[ActionId, Candidate], Limits]:
    """Up to twelve candidates in three areas or none, some opening others of their area."""
    made: list[Candidate] = []
    for index in range(draw(st.integers(1, SMALL_CASE))):
        area = draw(st.sampled_from(("a", "b", "c", "")))
        earlier = [c.action.id for c in made if c.main_area == (AreaId(area) if area else None)]
        requires = draw(st.lists(st.sampled_from(earlier), max_size=1)) if earlier else []
        action = make_action(
            f"x{index:02}",
            areas={AreaId(area): 1.0} if area else {},
            effort_hours=draw(st.integers(1, 12)) / 2,
            requires=tuple(requires),
        )
        made.append(make_candidate(action, worth=draw(st.integers(0, 30)) / 4))
    gaps = draw(st.lists(st.sampled_from((A, B, C)), unique=True, max_size=3))
    limits = Limits(
        hours=draw(st.integers(0, 60)) / 2,
        top=tuple(gaps),
        only_gap=gaps[0] if len(gaps) == 1 else None,
        ahead=draw(st.integers(-8, 8)) / 2,
    )
    return called(*made), limits


@settings(max_examples=150, deadline=None)
@given(cases())
def test_on_small_cases_nothing_better_is_found_by_trying_all(
    case: tuple[dict[ActionId, Candidate], Limits],
) -> None:
    all_, limits = case
    picked = choose(all_, limits)
    assert fits(picked, all_, limits)
    assert worth_of(picked, all_) >= best_of_all(all_, limits) - 1e-6


@settings(max_examples=100, deadline=None)
@given(cases(), st.sampled_from((A, B, C)), st.floats(1.0, 5.0))
def test_raising_an_areas_worth_never_lowers_its_hours(
    case: tuple[dict[ActionId, Candidate], Limits], area: AreaId, factor: float
) -> None:
    all_, limits = case
    raised = {
        name: make_candidate(c.action, c.worth * factor if c.main_area == area else c.worth)
        for name, c in all_.items()
    }

    def hours(of: Mapping[ActionId, Candidate]) -> float:
        picked = choose(of, limits)
        return sum(
            of[name].action.effort_hours * all_[name].worth
            for name in picked
            if of[name].main_area == area
        )

    assert hours(raised) >= hours(all_) - 1e-6


@pytest.mark.parametrize("number", range(30))
def test_no_feasible_exchange_improves_a_real_persons_choice(number: int) -> None:
    """One selected for one unselected candidate, or one more: none is feasible and better."""
    content, facts = catalog(), person(number)
    weeks = weeks_of(facts)
    actions = in_play(content.actions, facts)
    backbone = choose_backbone(actions, facts, sum(week.capacity for week in weeks))
    dropped = {action.id for action in backbone.dropped}
    all_ = candidates(in_play({a: actions[a] for a in actions if a not in dropped}, facts), facts)
    limits = limits_for(facts, backbone.kept, weeks, content.situations[facts.situation], {})
    plan = build_plan(content, facts)
    assert all(left.reason != NO_ROOM for left in plan.left_out)
    picked = {p.action.id for p in plan.actions if not p.backbone}
    assert fits(picked, all_, limits)
    for added in all_.keys() - picked:
        assert not fits(picked | {added}, all_, limits) or not all_[added].value
        for removed in picked:
            if all_[added].value > all_[removed].value + 1e-6:
                assert not fits(picked - {removed} | {added}, all_, limits)


def test_nothing_is_chosen_within_no_hours() -> None:
    all_ = called(make_candidate(make_action("one", areas={A: 1.0})))
    assert choose(all_, Limits(hours=0.0)) == frozenset()


def test_an_only_gap_may_take_all_hours_and_one_of_two_may_not() -> None:
    all_ = called(
        *(make_candidate(make_action(f"a{n}", areas={A: 1.0}, effort_hours=2.0)) for n in range(5))
    )
    assert len(choose(all_, Limits(hours=10.0, top=(A,), only_gap=A))) == 5
    assert len(choose(all_, Limits(hours=10.0, top=(A, B)))) == 2


def test_other_work_never_takes_more_hours_than_the_largest_gaps() -> None:
    mine = make_candidate(make_action("mine", areas={A: 1.0}, effort_hours=2.0), worth=1.0)
    other = [make_candidate(make_action(f"o{n}", effort_hours=1.0), worth=9.0) for n in range(6)]
    picked = choose(called(mine, *other), Limits(hours=20.0, top=(A,), only_gap=A))
    assert "mine" in picked
    assert len(picked) == 3


def test_hours_already_given_to_the_largest_gaps_make_room_for_other_work() -> None:
    other = [make_candidate(make_action(f"o{n}", effort_hours=1.0)) for n in range(6)]
    assert len(choose(called(*other), Limits(hours=20.0, top=(A,), ahead=4.0))) == 4


def test_ties_go_to_the_earlier_id() -> None:
    all_ = called(*(make_candidate(make_action(name)) for name in ("b", "a", "c")))
    assert choose(all_, Limits(hours=1.0)) == {"a"}


def test_an_opener_is_chosen_with_what_it_opens_and_not_for_itself() -> None:
    opener = make_candidate(make_action("opener"), worth=0.0)
    opened = make_candidate(make_action("opened", gate=ActionId("opener")), worth=5.0)
    assert choose(called(opener, opened), Limits(hours=2.0)) == {"opener", "opened"}
    assert choose(called(opener, opened), Limits(hours=1.0)) == frozenset()


def test_a_circle_of_requirements_is_refused() -> None:
    one = make_candidate(make_action("one", requires=(ActionId("two"),)))
    two = make_candidate(make_action("two", requires=(ActionId("one"),)))
    with pytest.raises(ValueError, match="circle"):
        choose(called(one, two), Limits(hours=5.0))
