"""Stories are alike by the runs of words they share, whatever their marks and capitals."""

from assessment.ingest.likeness import NEAR_DUPLICATE, likeness, near_duplicates, shingles

STORY = "On Monday the queue grew to forty and nobody could say who had changed the price list."


def test_a_story_is_wholly_like_itself_in_other_marks() -> None:
    assert likeness(shingles(STORY), shingles(STORY.upper().replace(" ", ", "))) == 1.0


def test_a_changed_word_costs_the_three_runs_it_stands_in() -> None:
    before, after = shingles("a b c d e f g"), shingles("a b c X e f g")

    assert likeness(before, after) == 2 / 8


def test_likeness_has_no_direction() -> None:
    first, second = shingles("a b c d e"), shingles("c d e f")

    assert likeness(first, second) == likeness(second, first)


def test_a_text_too_short_for_a_run_is_like_nothing() -> None:
    assert likeness(shingles("a b"), shingles("a b")) == 0.0


def test_near_duplicates_are_given_by_their_places() -> None:
    edited = STORY.replace("Monday", "Friday")

    ((first, second, share),) = near_duplicates([STORY, "Something else altogether here", edited])

    assert (first, second) == (0, 2)
    assert NEAR_DUPLICATE < share < 1
