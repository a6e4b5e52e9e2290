"""Duties say which role a brief describes, exactly as the table does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.roles import (
    DUTIES,
    DUTY_SHARES,
    ROLES,
    DutyId,
    duty_title,
    role_sentence,
    role_shares,
)

POINTS = st.dictionaries(st.sampled_from(DUTIES), st.integers(0, 1_000))


def test_the_table_is_the_specifications() -> None:
    assert len(DUTIES) == 18
    assert DUTY_SHARES[DutyId("product-facing")] == (65, 10, 15, 10)
    assert DUTY_SHARES[DutyId("writing-code")] == (20, 0, 10, 70)
    assert all(sum(row) == 100 for row in DUTY_SHARES.values())
    assert all(duty_title(duty) for duty in DUTIES)


@given(POINTS)
def test_shares_sum_to_one_whatever_was_spent(points: dict[DutyId, int]) -> None:
    shares = role_shares(points)
    if shares is None:
        assert not any(points.values())
        return
    assert sum(shares.weights.values()) == shares.total
    assert sum(shares.share(role) for role in ROLES) == pytest.approx(1)
    assert all(0 <= shares.share(role) <= 1 for role in ROLES)
    assert sum(shares.percents.values()) == 100


@given(POINTS, st.integers(1, 7))
def test_points_that_do_not_add_up_are_read_in_proportion(
    points: dict[DutyId, int], times: int
) -> None:
    one, more = role_shares(points), role_shares({d: p * times for d, p in points.items()})
    assert (one is None) == (more is None)
    if one is not None and more is not None:
        assert one.percents == more.percents
        assert one.named == more.named


@given(POINTS)
def test_a_role_is_named_only_with_a_clear_share_and_lead(points: dict[DutyId, int]) -> None:
    shares = role_shares(points)
    if shares is None:
        return
    first, second = shares.ranked[:2]
    clear = shares.share(first) >= 0.45 - 1e-12
    leads = shares.share(first) - shares.share(second) >= 0.15 - 1e-12
    assert (shares.named is not None) == (clear and leads)


def test_a_share_of_exactly_45_is_enough_and_a_hair_less_is_not() -> None:
    exact = {DutyId("explaining-to-board"): 50, DutyId("risk-framework"): 0,
             DutyId("future-direction"): 0, DutyId("product-architecture"): 0}  # fmt: skip
    shares = role_shares(exact | {DutyId("engineering-structure"): 17, DutyId("ai-strategy"): 33})
    assert shares is not None
    assert shares.named == "cto"
    even = role_shares({DutyId("risk-framework"): 100})
    assert even is not None
    assert even.named is None, "CTO and CIO share it equally"


def test_nothing_spent_gives_no_shares_and_says_so() -> None:
    assert role_shares({}) is None
    assert role_shares({DutyId("writing-code"): 0}) is None
    assert "nothing can be said" in role_sentence(None)


def test_what_cannot_be_read_is_refused() -> None:
    with pytest.raises(ValueError, match="below nought"):
        role_shares({DutyId("writing-code"): -1})
    with pytest.raises(KeyError):
        role_shares({DutyId("golf"): 5})


def test_a_mixed_brief_says_which_two_and_what_to_do() -> None:
    mixed = role_shares({DutyId("future-direction"): 50, DutyId("managing-managers"): 50})
    sentence = role_sentence(mixed)
    assert sentence == (
        "Mixed brief: CTO 35 %, VP Engineering 35 %. Say which challenge comes first."
    )
    small = role_sentence(mixed, people=12)
    assert small.endswith("In a company of fewer than 30 people such a mix is normal.")


def test_another_roles_duties_are_named_and_a_ctos_get_no_lecture() -> None:
    cio = role_shares({DutyId("it-operations"): 100})
    assert role_sentence(cio).startswith("These duties are mostly those of a CIO (80 %).")
    assert "If a CTO is wanted" in role_sentence(cio)
    cto = role_shares({DutyId("product-facing"): 100})
    assert role_sentence(cto) == "These duties are mostly those of a CTO (65 %)."
