"""The reading grade follows its formula, leaves tables out and forgives terms of art."""

import pytest

from assessment.ingest.reading_grade import reading_grade, syllables


def test_the_grade_is_that_of_the_formula_by_hand() -> None:
    # Two sentences of four and six words; eleven syllables.
    texts = ["The dog ran home. It sat by the open door."]

    assert reading_grade(texts) == pytest.approx(0.39 * 10 / 2 + 11.8 * 11 / 10 - 15.59)


def test_every_text_ends_a_sentence() -> None:
    assert reading_grade(["The dog ran home", "It sat down"]) == reading_grade(
        ["The dog ran home. It sat down."]
    )


def test_a_table_is_not_read_as_a_sentence() -> None:
    table = "| Institutional | Heterogeneity |\n|---|---|\n| 1 | 2 |"

    assert reading_grade([f"The dog ran home.\n\n{table}"]) == reading_grade(["The dog ran home."])


def test_a_term_of_art_counts_like_an_everyday_word() -> None:
    assert syllables("organisation") == syllables("Regulators") == syllables("window") == 2
    assert syllables("institutional") == 5


def test_longer_sentences_and_words_are_harder() -> None:
    plain = reading_grade(["We paid. They left."])
    longer = reading_grade(["We paid and then they left."])
    heavier = reading_grade(["Remuneration notwithstanding, they departed immediately."])

    assert plain is not None
    assert longer is not None
    assert heavier is not None
    assert plain < longer < heavier


@pytest.mark.parametrize("nothing", [[], [""], ["| a | b |"], ["..."]])
def test_of_no_words_there_is_no_grade(nothing: list[str]) -> None:
    assert reading_grade(nothing) is None
