"""Searching finds every lesson that holds the words, titles first, and shows where."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.catalog import Catalog
from assessment.domain.lesson_search import Hit, fold, search_lessons, search_words
from assessment.domain.lessons import Lesson
from assessment.domain.prose import Prose
from tests.builders import make_catalog, make_lesson


def catalog_of(*lessons: Lesson) -> Catalog:
    return replace(make_catalog(), lessons={lesson.id: lesson for lesson in lessons})


def found(catalog: Catalog, query: str) -> list[str]:
    return [hit.lesson.id for hit in search_lessons(catalog, query)]


def shown(hit: Hit) -> str:
    return "".join(f"[{part.text}]" if part.found else part.text for part in hit.excerpt)


def whole_text(lesson: Lesson) -> str:
    proses = (
        lesson.intro,
        lesson.from_2_to_3,
        lesson.from_3_to_4,
        lesson.worked_example,
        lesson.exercise,
        lesson.done_when,
    )
    return " ".join((*(p.source for p in proses), *lesson.coach_asks, *lesson.wrong_turns))


BOARD_IN_TEXT = make_lesson("strategy-f1", title="Ending work", body="The board, the board.")
BOARD_IN_TITLE = make_lesson("strategy-f2", title="A page for the board", body="Short.")
SKATEBOARDS = make_lesson("strategy-f3", title="Things on wheels", body="He sold skateboards.")
CATALOG = catalog_of(BOARD_IN_TEXT, BOARD_IN_TITLE, SKATEBOARDS)


def test_titles_come_first_then_whole_words_then_parts_of_words() -> None:
    assert found(CATALOG, "board") == ["strategy-f2", "strategy-f1", "strategy-f3"]


def test_every_word_must_occur_somewhere() -> None:
    assert found(CATALOG, "board ending") == ["strategy-f1"]
    assert found(CATALOG, "board wheels skate") == ["strategy-f3"]
    assert found(CATALOG, "board zebra") == []


@pytest.mark.parametrize("query", ["", "   ", "???", "“”", "\n"])
def test_a_search_without_words_finds_nothing(query: str) -> None:
    assert found(CATALOG, query) == []


@pytest.mark.parametrize("query", ["BOARD", "“board”", "board?", "(board)"])
def test_case_and_surrounding_punctuation_do_not_matter(query: str) -> None:
    assert len(found(CATALOG, query)) == 3


def test_accents_and_typographic_marks_do_not_matter() -> None:
    catalog = catalog_of(make_lesson(title="Zoë’s café – a case"))
    for query in ("zoe's", "CAFÉ", "cafe", "Zoe\u0308", "- a"):
        assert found(catalog, query) == ["strategy-f1"], query


def test_a_facets_own_words_find_its_lesson() -> None:
    catalog = catalog_of(make_lesson("finance-f3", "finance", title="The price"))
    assert found(catalog, "Facet 3 of finance") == ["finance-f3"]
    assert found(catalog, "finance-F3") == ["finance-f3"]


@pytest.mark.parametrize(
    "part",
    ["intro", "from_2_to_3", "from_3_to_4", "worked_example", "exercise", "done_when"],
)
def test_every_part_of_the_text_is_searched(part: str) -> None:
    prose = Prose(source="", html="<p>An <em>aard</em>vark &amp; co</p>")
    lesson = replace(make_lesson(), **{part: prose})  # type: ignore[arg-type]
    assert found(catalog_of(lesson), "aardvark & co") == ["strategy-f1"]


def test_questions_and_wrong_turns_are_searched_and_markup_is_not() -> None:
    lesson = replace(make_lesson(), coach_asks=("Who is Vera?",), wrong_turns=("Asking Olga.",))
    assert found(catalog_of(lesson), "vera olga") == ["strategy-f1"]
    assert found(catalog_of(lesson), "<p>") == []


def test_words_that_stand_together_come_before_words_that_do_not() -> None:
    apart = make_lesson("strategy-f1", body="We buy what others build, buy and build.")
    together = make_lesson("strategy-f2", body="First ask: build or buy?")
    apart_too = make_lesson("strategy-f3", body="Buy, or build, or buy.")
    catalog = catalog_of(apart, together, apart_too)
    assert found(catalog, "build or buy") == ["strategy-f2", "strategy-f3", "strategy-f1"]


def test_the_excerpt_shows_the_place_and_marks_the_words() -> None:
    body = (
        "Nothing here yet. " * 20 + "Then the vendor sent a clause. " + "And so it went on. " * 20
    )
    (hit,) = search_lessons(catalog_of(make_lesson(body=body)), "clause vendor")
    text = shown(hit)
    assert "the [vendor] sent a [clause]." in text
    assert text.startswith("…\u00a0")
    assert text.endswith("\u00a0…")
    assert len(text) < 240


def test_the_excerpt_is_the_opening_where_only_the_title_matches() -> None:
    (hit,) = search_lessons(catalog_of(make_lesson(title="Vendors", body="It opens so.")), "vendor")
    assert shown(hit).startswith("It opens so.")
    assert not any(part.found for part in hit.excerpt)


def test_markup_in_a_search_stays_text() -> None:
    lesson = replace(
        make_lesson(), intro=Prose(source="", html="<p>Type &lt;script&gt; and see.</p>")
    )
    (hit,) = search_lessons(catalog_of(lesson), "<script>")
    assert "[<script>]" in shown(hit)


@given(st.text(max_size=60))
def test_folding_keeps_every_place(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(max_size=100))
def test_no_search_breaks_anything_and_every_excerpt_is_the_authors(query: str) -> None:
    for hit in search_lessons(CATALOG, query):
        words = "".join(part.text for part in hit.excerpt).strip("…\u00a0")
        assert words in whole_text(hit.lesson)


@given(st.text(max_size=60))
def test_the_words_of_a_search_are_each_there_once(query: str) -> None:
    words = search_words(query)
    assert len(set(words)) == len(words)
    assert all(words)
