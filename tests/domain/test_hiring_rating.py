"""A note comes before a number, the spread before the mean, and nothing is ever added up."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.areas import AreaId
from assessment.domain.errors import HiringInvalid
from assessment.domain.hiring import comparison
from assessment.domain.hiring.comparison import GivenRating, together
from assessment.domain.hiring.labels import MOST_CANDIDATES, draw_label
from assessment.domain.hiring.scorecards import (
    NO_EVIDENCE,
    SCORECARD_NOTE_LIMIT,
    VALUES,
    Rating,
    Value,
    check_rating,
    check_words,
    may_read_others,
    missing_areas,
)

TEAM = AreaId("team")


def given_by(*values: Value | None) -> list[GivenRating]:
    return [GivenRating(interviewer=str(n), value=v, note="n") for n, v in enumerate(values)]


@pytest.mark.parametrize("note", ["", "   ", "\n\t", "\x00"])
def test_a_number_without_a_note_is_refused(note: str) -> None:
    for value in VALUES:
        with pytest.raises(HiringInvalid, match="before you give a number") as refused:
            check_rating(TEAM, note, str(value))
        assert refused.value.field == "note-team"


def test_no_evidence_is_an_answer_and_nothing_chosen_is_none() -> None:
    assert check_rating(TEAM, "", NO_EVIDENCE) == Rating(area=TEAM, note="", value=None)
    assert check_rating(TEAM, "Heard something.", "") is None


@pytest.mark.parametrize("choice", ["0", "6", "3.5", "-1", "１", "nan", "1 ", "None"])
def test_a_number_that_is_not_on_the_card_is_refused(choice: str) -> None:
    with pytest.raises(HiringInvalid, match="1 to 5"):
        check_rating(TEAM, "A note.", choice)


def test_a_note_of_ten_thousand_characters_is_refused_with_its_length() -> None:
    with pytest.raises(HiringInvalid, match="4000 characters; it has 10000") as refused:
        check_rating(TEAM, "x" * 10_000, "3")
    assert refused.value.field == "note-team"
    longest = check_rating(TEAM, "x" * SCORECARD_NOTE_LIMIT, "3")
    assert longest is not None
    assert len(longest.note) == SCORECARD_NOTE_LIMIT


def test_an_empty_record_is_refused() -> None:
    with pytest.raises(HiringInvalid, match="in words"):
        check_words("reason", " \n ")


def test_a_card_says_which_areas_are_still_open() -> None:
    rated = {TEAM: Rating(area=TEAM, note="n", value=3)}
    assert missing_areas([AreaId("strategy"), TEAM], rated) == ("strategy",)


def test_an_interviewer_reads_others_after_their_own_and_never_by_a_later_one() -> None:
    assert not may_read_others(on_panel=True, submitted=False, all_in=True)
    assert may_read_others(on_panel=True, submitted=True, all_in=False)
    assert not may_read_others(on_panel=False, submitted=False, all_in=False)


@pytest.mark.parametrize(
    ("values", "talk"),
    [((3, 4, 4), False), ((3, 4), False), ((2, 4), True), ((1, 5, 3), True), ((3, None), False)],
)
def test_more_than_one_and_a_half_levels_apart_must_be_discussed(
    values: tuple[Value | None, ...], talk: bool
) -> None:
    assert together(TEAM, given_by(*values)).must_discuss is talk


def test_no_evidence_takes_no_part_in_the_mean_and_stays_readable() -> None:
    found = together(TEAM, given_by(2, None, 4))
    assert (found.mean, found.raters, found.lowest, found.highest, found.spread) == (
        3.0,
        2,
        2,
        4,
        2,
    )
    assert len(found.given) == 3
    nothing = together(TEAM, given_by(None, None))
    assert (nothing.mean, nothing.low, nothing.spread, nothing.raters) == (None, None, None, 0)


def test_a_withdrawn_rating_leaves_the_mean_and_stays_in_sight() -> None:
    kept = GivenRating(interviewer="a", value=4, note="n")
    gone = GivenRating(interviewer="b", value=1, note="n", left=True, withdrawn=True)
    found = together(TEAM, [kept, gone])
    assert (found.mean, found.raters, found.must_discuss) == (4.0, 1, False)
    assert gone in found.given


@pytest.mark.parametrize(
    ("values", "low", "high"),
    [((3,), 1.72, 4.28), ((3, 3), 1.91, 4.09), ((3, 3, 3), 1.98, 4.02), ((5, 5, 5), 3.98, 5.0)],
)
def test_the_range_is_the_one_of_the_measurement_paper(
    values: tuple[Value, ...], low: float, high: float
) -> None:
    """1.2816 · √(.45 + .55/k): 1.28, 1.09 and 1.02 for one, two and three interviewers."""
    found = together(TEAM, given_by(*values))
    assert (round(found.low or 0, 2), round(found.high or 0, 2)) == (low, high)


@given(st.lists(st.sampled_from(VALUES), min_size=1, max_size=6), st.randoms())
def test_who_rated_first_changes_nothing(values: list[Value], dice: Random) -> None:
    shuffled = list(values)
    dice.shuffle(shuffled)
    one, other = together(TEAM, given_by(*values)), together(TEAM, given_by(*shuffled))
    assert (one.mean, one.low, one.high, one.spread) == pytest.approx(
        (other.mean, other.low, other.high, other.spread)
    )


def test_nothing_in_the_rules_knows_a_total() -> None:
    names = [name for name in dir(comparison) if not name.startswith("__")]
    assert not [n for n in names if "total" in n.lower() or "rank" in n.lower()]


def test_letters_are_drawn_and_not_dealt_in_turn() -> None:
    firsts = {draw_label((), Random(seed)) for seed in range(400)}
    assert len(firsts) == 26
    taken: list[str] = []
    while (letter := draw_label(taken, Random(7))) is not None:
        assert letter not in taken
        taken.append(letter)
    assert len(taken) == MOST_CANDIDATES
