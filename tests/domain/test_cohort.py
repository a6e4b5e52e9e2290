"""A group of clients tells of the group and of none of them."""

from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.areas import AreaId
from assessment.domain.cohort import FEWEST, OTHERS, Finding, Member, cohort

AREAS = [AreaId("strategy"), AreaId("finance")]
FINDINGS: list[Finding] = ["gap", "open", "met"]
MEMBERS = st.lists(
    st.builds(
        Member,
        group=st.sampled_from(["Scale-up CTO", "Startup CTO", "Enterprise CTO", "CIO"]),
        findings=st.dictionaries(st.sampled_from(AREAS), st.sampled_from(FINDINGS)),
    ),
    max_size=40,
)


def member(group: str, finding: Finding = "gap") -> Member:
    return Member(group=group, findings=dict.fromkeys(AREAS, finding))


@given(members=MEMBERS)
def test_no_group_is_smaller_than_five_and_everybody_is_in_one_or_nobody_is(
    members: list[Member],
) -> None:
    groups = cohort(members, AREAS)
    assert all(group.size >= FEWEST for group in groups)
    assert sum(group.size for group in groups) in (0, len(members))
    assert bool(groups) == (len(members) >= FEWEST)


@given(members=MEMBERS)
def test_what_is_left_out_cannot_be_worked_out_from_what_is_shown(members: list[Member]) -> None:
    """Whoever knows the whole of a coach's list and the groups shown is left with no remainder."""
    for group in cohort(members, AREAS):
        inside = [m for m in members if group.group in (m.group, OTHERS)]
        assert len(inside) >= FEWEST
        for row in group.areas:
            if row.counts is None:
                continue
            assert sum(row.counts.values()) >= FEWEST
            assert max(row.counts.values()) < sum(row.counts.values())


@given(members=MEMBERS)
def test_groups_go_by_name_and_areas_by_the_contents_order(members: list[Member]) -> None:
    groups = cohort(members, AREAS)
    names = [group.group for group in groups if group.group != OTHERS]
    assert names == sorted(names)
    assert all([row.area for row in group.areas] == AREAS for group in groups)
    assert cohort(members[::-1], AREAS) == groups


def test_a_group_too_small_takes_another_with_it() -> None:
    members = [
        *(member("Scale-up CTO") for _ in range(7)),
        *(member("Startup CTO", "met") for _ in range(5)),
        *(member("CIO", "open") for _ in range(2)),
    ]
    shown = {group.group: group for group in cohort(members, AREAS)}
    assert set(shown) == {"Scale-up CTO", OTHERS}
    assert shown[OTHERS].size == 7
    assert shown[OTHERS].areas[0].counts == {"gap": 0, "open": 2, "met": 5}


def test_where_everybody_shows_the_same_no_count_says_so() -> None:
    (group,) = cohort([member("CIO") for _ in range(6)], AREAS)
    assert group.areas[0].all_alike
    assert group.areas[0].counts is None
