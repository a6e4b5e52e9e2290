"""Nobody can tell what one or two colleagues said: not from a page, not from two, not over time."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.domain.disclosure import (
    Block,
    State,
    Voice,
    exposes,
    merge_groups,
    publish,
)

GROUPS = {"peers": "abcd", "reports": "efg", "others": "hi"}
EVERYBODY = "".join(GROUPS.values())


def say(names: str, answer: str = "") -> list[Voice]:
    return [Voice(name, answer) for name in names]


def answered_by(present: Iterable[str]) -> dict[str, list[Voice]]:
    return {g: say("".join(n for n in names if n in present)) for g, names in GROUPS.items()}


def every_subset() -> Iterable[tuple[str, ...]]:
    return chain.from_iterable(combinations(EVERYBODY, n) for n in range(len(EVERYBODY) + 1))


def someone_exposed(sets: Sequence[frozenset[Voice]], fewest: int) -> bool:
    """The same question in plain numbers: every few people, every voice a column of its own."""
    voices = sorted(frozenset[Voice]().union(*sets))
    if not voices:
        return False
    table = np.array([[float(v in s) for v in voices] for s in sets])
    whole = np.linalg.matrix_rank(table)
    people = sorted({v.rater for v in voices})
    for size in range(1, min(fewest, len(people) + 1)):
        for few in combinations(people, size):
            rest = table[:, [v.rater not in few for v in voices]]
            if (np.linalg.matrix_rank(rest) if rest.size else 0) < whole:
                return True
    return False


def shown_sets(states: Iterable[State], *, detailed: bool = False) -> list[frozenset[Voice]]:
    return [b.voices for state in states for b in state if b.detailed or not detailed]


def test_of_every_subset_of_answerers_nothing_small_is_shown_or_left_over() -> None:
    for present in every_subset():
        answered = answered_by(present)
        shown = merge_groups(answered)
        sizes = [len(block.voices) for block in shown]
        assert all(size >= 3 for size in sizes), present
        assert sum(sizes) == (len(present) if len(present) >= 3 else 0), present
        for block in shown:
            assert block.voices == {v for g in block.groups for v in answered[g]}
            assert block.detailed == (len(block.voices) >= 5)


def test_of_every_subset_the_blocks_and_everybody_together_expose_no_one() -> None:
    for present in every_subset():
        shown = merge_groups(answered_by(present))
        sets = shown_sets([shown])
        if sets:
            sets.append(frozenset(say("".join(present))))
        assert not someone_exposed(sets, 3), present
        assert not exposes(sets), present


def test_a_group_that_is_large_enough_alone_is_not_merged_without_need() -> None:
    shown = merge_groups({"peers": say("abc"), "reports": say("def"), "others": say("ghi")})
    assert [block.groups for block in shown] == [("others",), ("peers",), ("reports",)]


def test_a_small_group_joins_the_smallest_of_the_others() -> None:
    shown = merge_groups({"peers": say("abcde"), "reports": say("fgh"), "others": say("i")})
    assert [block.groups for block in shown] == [("peers",), ("others", "reports")]


def test_two_small_groups_can_be_enough_for_one_another() -> None:
    shown = merge_groups({"peers": say("ab"), "reports": say("cd")})
    assert [(block.groups, block.detailed) for block in shown] == [(("peers", "reports"), False)]


def test_fewer_than_three_are_never_shown() -> None:
    assert merge_groups({}) == ()
    assert merge_groups({"peers": say("a"), "reports": say("b")}) == ()
    assert publish({"peers": say("ab")}) == ()


def test_a_voice_in_two_groups_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="one group"):
        merge_groups({"peers": say("abc"), "reports": say("c")})


@pytest.mark.parametrize(
    ("later", "sizes"),
    [
        ("abcd", [3]),
        ("abcde", [3]),
        ("abcdef", [6]),
        ("abc", [3]),
        ("ab", []),
        ("abd", []),
        ("abde", [4]),
        ("def", [3]),
    ],
)
def test_answers_after_a_publication_wait_until_three_can_be_added(
    later: str, sizes: list[int]
) -> None:
    first = publish({"peers": say("abc")})
    shown = publish({"peers": say(later)}, [first])
    assert [len(block.voices) for block in shown] == sizes


def test_a_changed_answer_does_not_show_by_difference() -> None:
    first = publish({"peers": say("abcde")})
    assert first[0].detailed
    for changed in ("a", "ab"):
        kept = "".join(set("abcde") - set(changed))
        again = publish({"peers": [*say(kept), *say(changed, "2")]}, [first])
        assert again == (), changed
    three = publish({"peers": [*say("de"), *say("abc", "2")]}, [first])
    assert [(len(block.voices), block.detailed) for block in three] == [(5, False)]


def test_one_who_changes_and_one_who_joins_are_two_people_and_not_three_voices() -> None:
    first = publish({"peers": say("abcd")})
    assert publish({"peers": [*say("abc"), *say("d", "2"), *say("e")]}, [first]) == ()


def test_where_the_groups_would_expose_somebody_everybody_may_still_be_shown_as_one() -> None:
    first = publish({"peers": say("abcd")})
    assert [block.groups for block in first] == [("peers",)]
    later = publish({"peers": say("abcde"), "reports": say("fgh")}, [first])
    assert [(block.groups, len(block.voices)) for block in later] == [(("peers", "reports"), 8)]


def test_details_need_five_more_when_details_were_shown() -> None:
    first = publish({"peers": say("abcde")})
    assert first[0].detailed
    three_more = publish({"peers": say("abcdefgh")}, [first])
    assert [(len(b.voices), b.detailed) for b in three_more] == [(8, False)]
    five_more = publish({"peers": say("abcdefghij")}, [first])
    assert [(len(b.voices), b.detailed) for b in five_more] == [(10, True)]


def test_three_overlapping_publications_can_expose_what_no_two_of_them_do() -> None:
    sets = [frozenset(say(names)) for names in ("abcd", "abef", "cdef")]
    for two in combinations(sets, 2):
        assert exposes(two) == someone_exposed(two, 3)
    assert exposes(sets)
    assert someone_exposed(sets, 3)


voices = st.builds(Voice, st.sampled_from("abcdefg"), st.sampled_from(("1", "1", "2")))
families = st.lists(st.frozensets(voices, min_size=1), min_size=1, max_size=5)


@given(families, st.sampled_from((3, 5)))
@settings(deadline=None, max_examples=150)
def test_exposure_is_what_plain_linear_algebra_finds(
    sets: list[frozenset[Voice]], fewest: int
) -> None:
    assert exposes(sets, fewest=fewest) == someone_exposed(sets, fewest)


class Round:
    """A round of colleagues over time, and everything that was ever on its page."""

    def __init__(self) -> None:
        self.revisions: dict[str, int] = {}
        self.states: list[State] = []

    def voices(self) -> Mapping[str, list[Voice]]:
        return {
            group: [Voice(n, str(self.revisions[n])) for n in names if self.revisions.get(n, 0) > 0]
            for group, names in GROUPS.items()
        }

    def happen(self, who: str, what: str) -> None:
        before = self.revisions.get(who, 0)
        if what == "withdraw":
            self.revisions[who] = -abs(before)
        else:
            self.revisions[who] = abs(before) + 1

    def show(self) -> State:
        state = publish(self.voices(), self.states)
        self.states.append(state)
        return state


events = st.lists(
    st.tuples(st.sampled_from(EVERYBODY), st.sampled_from(("answer", "answer", "withdraw"))),
    max_size=14,
)


@given(events, st.integers(1, 4))
@settings(deadline=None, max_examples=120)
def test_over_any_course_of_time_the_pages_together_expose_nobody(
    course: list[tuple[str, str]], every: int
) -> None:
    colleagues = Round()
    for number, (who, what) in enumerate(course):
        colleagues.happen(who, what)
        if number % every:
            continue
        state = colleagues.show()
        counting = {v for voices in colleagues.voices().values() for v in voices}
        assert all(block.voices <= counting for block in state), "withdrawn voices do not count"
        assert all(len(block.voices) >= 3 for block in state)
        assert all(len(b.voices) >= 5 for b in state if b.detailed)
    sets = list(dict.fromkeys(shown_sets(colleagues.states)))
    assert not someone_exposed(sets, 3)
    detailed = list(dict.fromkeys(shown_sets(colleagues.states, detailed=True)))
    assert not someone_exposed(detailed, 5)


def test_what_was_shown_stays_while_nothing_safe_can_be_added() -> None:
    colleagues = Round()
    for who in "abc":
        colleagues.happen(who, "answer")
    first = colleagues.show()
    colleagues.happen("d", "answer")
    assert colleagues.show() == first
    colleagues.happen("e", "answer")
    colleagues.happen("f", "answer")
    assert [len(block.voices) for block in colleagues.show()] == [6]


def test_the_order_of_groups_and_voices_cannot_show() -> None:
    one = merge_groups({"peers": say("abcd"), "reports": say("ef"), "others": say("g")})
    two = merge_groups({"others": say("g"), "reports": say("fe"), "peers": say("dcba")})
    assert one == two
    assert one[1] == Block(
        groups=("others", "reports"), voices=frozenset(say("efg")), detailed=False
    )
