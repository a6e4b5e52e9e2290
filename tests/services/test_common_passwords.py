"""Which passwords are refused because everybody tries them first?"""

from random import Random

from zxcvbn.frequency_lists import FREQUENCY_LISTS

from assessment.services.passwords import SHORTEST, password_problem

LEAKED = [word for word in FREQUENCY_LISTS["passwords"] if len(word) >= SHORTEST]


def test_no_password_that_leaks_hold_most_often_is_taken() -> None:
    assert len(LEAKED) > 3_000
    assert [word for word in LEAKED if not password_problem(word)] == []
    for dressed in (str.upper, str.title, "{}1".format, "{}2026".format, "{}!".format):
        assert [word for word in LEAKED[:3_000] if not password_problem(dressed(word))] == []


def test_three_words_of_a_language_are_taken() -> None:
    dice, words = Random(5), FREQUENCY_LISTS["english_wikipedia"][:8_000]
    phrases = [" ".join(dice.sample(words, 3)) for _ in range(2_000)]
    assert [text for text in phrases if len(text) >= SHORTEST and password_problem(text)] == []


def test_what_ends_in_more_than_a_year_is_no_longer_the_word() -> None:
    assert password_problem("startrek2026")
    assert not password_problem("startrek 4182 9930")
