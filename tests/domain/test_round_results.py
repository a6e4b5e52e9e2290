"""What is let out of a round exposes nobody, whoever of those asked has answered."""

from collections.abc import Iterator, Mapping
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.areas import AreaId
from assessment.domain.colleagues import Question, RaterId, Role
from assessment.domain.round_results import RaterAnswers, RoundShown, disclose
from assessment.store.plain import from_text, to_text

EIGHT: tuple[Role, ...] = ("manager", "peer", "peer", "peer", "report", "report", "report", "other")
AREA = AreaId("finance")


def said(
    number: int, role: Role, value: int | None = 3, words: Mapping[Question, str] | None = None
) -> RaterAnswers:
    return RaterAnswers(
        rater=RaterId(f"r{number}"), role=role, ratings={AREA: value}, words=words or {}
    )


def everybody(words: str = "canary") -> list[RaterAnswers]:
    """Eight whose sum tells each subset: nobody's rating is anybody else's."""
    return [
        said(number, role, 1 + number % 5, {"keep": f"{words}-{number}", "change": ""})
        for number, role in enumerate(EIGHT)
    ]


def show(answers: list[RaterAnswers], asked: int = 8) -> RoundShown:
    return disclose(answers, [AREA], asked=asked, shuffle=lambda texts: texts.sort())


def every_subset() -> Iterator[list[RaterAnswers]]:
    whole = everybody()
    for size in range(len(whole) + 1):
        yield from map(list, combinations(whole, size))


def test_of_every_subset_no_group_is_small_and_nothing_is_left_over() -> None:
    for answers in every_subset():
        shown = show(answers)
        colleagues = [each for each in answers if each.role != "manager"]
        (area,) = shown.areas
        sizes = [group.raters for group in area.groups]
        assert all(size >= 3 for size in sizes)
        assert sum(sizes) == (len(colleagues) if len(colleagues) >= 3 else 0)
        roles = [role for group in area.groups for role in group.roles]
        assert len(roles) == len(set(roles))
        assert "manager" not in roles
        for group in area.groups:
            members = sum(1 for each in colleagues if each.role in group.roles)
            assert group.raters == members
            has_details = (group.lowest, group.highest, group.agreement) != (None, None, None)
            assert has_details == (group.raters >= 5)


def test_of_every_subset_comments_are_of_five_or_nobody_and_the_manager_is_apart() -> None:
    for answers in every_subset():
        shown = show(answers)
        colleagues = [each for each in answers if each.role != "manager"]
        keep = next(words for words in shown.words if words.question == "keep")
        assert shown.words_open == (len(colleagues) >= 5)
        assert len(keep.colleagues) == (len(colleagues) if len(colleagues) >= 5 else 0)
        assert shown.manager_answered == any(each.role == "manager" for each in answers)
        assert keep.manager == ("canary-0" if shown.manager_answered else "")
        assert "canary-0" not in keep.colleagues


def test_what_counts_is_of_three_or_more_and_never_the_managers_again() -> None:
    for answers in every_subset():
        means = show(answers).colleague_means
        values = [each.ratings[AREA] or 0 for each in answers if each.role != "manager"]
        if len(values) < 3:
            assert means == {}
        elif AREA in means:
            assert means[AREA].raters >= 3
            if means[AREA].raters == len(values):
                assert means[AREA].mean == pytest.approx(sum(values) / len(values))


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["manager", "peer", "report", "other"]),
            st.one_of(st.none(), st.integers(1, 5)),
        ),
        max_size=8,
    )
)
def test_who_cannot_say_is_no_voice(answers: list[tuple[Role, int | None]]) -> None:
    managers = 0
    given_answers = []
    for number, (role, value) in enumerate(answers):
        managers += role == "manager"
        if role == "manager" and managers > 1:
            continue
        given_answers.append(said(number, role, value))
    shown = show(given_answers)
    voices = [
        each for each in given_answers if each.role != "manager" and each.ratings[AREA] is not None
    ]
    total = sum(group.raters for group in shown.areas[0].groups)
    assert total == (len(voices) if len(voices) >= 3 else 0)
    assert from_text(RoundShown, to_text(shown)) == shown


def test_five_who_see_it_differently_get_no_mean_and_count_for_nothing() -> None:
    shown = show([said(n, "peer", value) for n, value in enumerate((1, 5, 1, 5, 3))])
    (group,) = shown.areas[0].groups
    assert (group.mean, group.agreement, group.lowest, group.highest) == (
        None,
        "differently",
        1,
        5,
    )
    assert shown.colleague_means == {}


def test_three_who_see_it_differently_get_a_mean_since_their_spread_is_not_shown() -> None:
    shown = show([said(n, "peer", value) for n, value in enumerate((1, 5, 3))])
    (group,) = shown.areas[0].groups
    assert (group.mean, group.agreement) == (3.0, None)


def test_the_order_of_comments_is_that_of_chance() -> None:
    orders = []
    shown = disclose(everybody(), [AREA], asked=8, shuffle=lambda texts: orders.append(list(texts)))
    assert shown.words_open
    assert len(orders) == 2
