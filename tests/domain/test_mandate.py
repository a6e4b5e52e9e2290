"""The mandate check, for each of the 256 ways in which eight facts can hold."""

from itertools import product

import pytest

from assessment.domain.mandate import check_mandate, read_mandate
from assessment.domain.plans import MandateFact

FACTS = tuple(MandateFact(id=f"fact-{n}", text=f"Fact {n}.", why="Because.") for n in range(8))


@pytest.mark.parametrize("held", range(9))
def test_a_title_without_authority_is_one_with_three_facts_or_fewer(held: int) -> None:
    expected = (
        "title without authority"
        if held <= 3
        else "partial mandate" if held <= 5 else "mandate in hand"
    )  # fmt: skip
    assert read_mandate(held) == expected


def test_the_truth_table_counts_facts_and_no_fact_weighs_more_than_another() -> None:
    rows = 0
    for row in product((True, False), repeat=8):
        said = {fact.id: holds for fact, holds in zip(FACTS, row, strict=True)}
        check = check_mandate(FACTS, said)
        assert len(check.held) == sum(row)
        assert check.mandate == read_mandate(sum(row))
        assert check.asked == 8
        assert (check.mandate == "title without authority") == (sum(row) <= 3)
        rows += 1
    assert rows == 256


def test_what_nobody_knows_does_not_count_as_authority() -> None:
    said = {fact.id: True for fact in FACTS[:3]}
    check = check_mandate(FACTS, said | {FACTS[3].id: None, FACTS[4].id: False})
    assert [f.id for f in check.lacking] == ["fact-4"]
    assert [f.id for f in check.unsaid] == ["fact-3", "fact-5", "fact-6", "fact-7"]
    assert check.mandate == "title without authority"
    assert check_mandate(FACTS, {}).is_empty
    assert not check.is_empty


def test_facts_the_content_does_not_know_give_no_authority() -> None:
    assert not check_mandate(FACTS, {"corner-office": True}).held
