"""Is typed text brought into one form, and refused where it cannot be, in bounded time?"""

import unicodedata
from time import thread_time

import pytest

from assessment.domain.lesson_search import search_words
from assessment.domain.text import MOST_MARKS, UnusableText, clean_text, compose
from assessment.services.passwords import password_problem
from tests.web.fuzzing import SLOWEST_SECONDS

STACKED = "a" + "\u0301\u0316" * 60_000
"""A quarter of a megabyte whose marks have to be sorted; composing it took eleven seconds."""


@pytest.mark.parametrize("text", [STACKED, "a" + "\u0f73" * 60_000, "\u0344\u0316" * 60_000])
def test_marks_without_end_are_refused_before_they_are_sorted(text: str) -> None:
    began = thread_time()
    with pytest.raises(UnusableText, match="too many marks"):
        clean_text(text, limit=200)
    assert search_words(text) == ()
    assert password_problem(text)
    assert thread_time() - began < SLOWEST_SECONDS


def test_as_many_marks_as_scripts_use_are_composed() -> None:
    most = "a" + "\u0301\u0316" * (MOST_MARKS // 2)
    assert compose(most) == unicodedata.normalize("NFC", most)
    assert compose("Vie\u0302\u0323t Nam, \u05e9\u05c1\u05bc") == unicodedata.normalize(
        "NFC", "Vie\u0302\u0323t Nam, \u05e9\u05c1\u05bc"
    )
    with pytest.raises(UnusableText):
        compose(most + "\u0301")


def test_a_broken_character_is_refused_and_controls_are_left_out() -> None:
    with pytest.raises(UnusableText, match="broken character"):
        clean_text("a\ud800", limit=200)
    assert clean_text(" a\x00b\r\n\tc\x1b ", limit=200) == "ab c"
    assert clean_text(" a\x00b\r\n\tc\x1b ", limit=200, lines=True) == "ab\n\tc"
    with pytest.raises(UnusableText, match="Keep this to 3 characters; it has 4"):
        clean_text("abcd", limit=3)
