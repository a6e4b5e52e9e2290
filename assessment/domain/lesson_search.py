"""Which lessons hold the words somebody looks for, and where?

Plain search: every word must occur, whole or as part of a longer one, accents and case apart.
What stands in a title comes first, then what stands in the facet, then what stands in the text.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from assessment.domain.areas import Facet
from assessment.domain.catalog import Catalog
from assessment.domain.learning import lessons_in_order
from assessment.domain.lessons import Lesson
from assessment.domain.prose import Prose
from assessment.domain.text import UnusableText, compose

QUERY_LIMIT = 100
"""Longest search, in characters."""

_BEFORE, _AFTER = 60, 140
"""Characters of an excerpt on either side of where the first word was found."""

_OFTEN = 5
"""More occurrences than this say no more about a lesson."""

_CELL_END = re.compile(r"</t[dh]>")
_TAG = re.compile(r"<[^>]*>")
_PUNCTUATION = "\"'`“”‘’.,;:!?()[]{}…"
_SAME = {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u2212": "-", "\u2011": "-"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A run of an excerpt; ``found`` where it is one of the words looked for."""

    text: str
    found: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One lesson that holds every word."""

    lesson: Lesson
    excerpt: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Searchable:
    """A lesson's words, folded for comparing; ``body`` and ``shown`` have equal length."""

    title: str
    about: str
    body: str
    shown: str


def search_words(query: str) -> tuple[str, ...]:
    """The words of a query, folded, without the punctuation around them, each once.

    What stands behind its first ``QUERY_LIMIT`` characters is not looked for.

    >>> search_words('Build, BUILD or “buý”?')
    ('build', 'or', 'buy')
    """
    try:
        composed = compose(query[:QUERY_LIMIT])
    except UnusableText:
        return ()
    words = (word.strip(_PUNCTUATION) for word in composed.split())
    return tuple(dict.fromkeys(fold(word) for word in words if word))


def search_lessons(catalog: Catalog, query: str) -> tuple[Hit, ...]:
    """The lessons that hold every word of a query, the best match first.

    A word in a lesson's title counts before one in its facet's, that before one in the text;
    then the words standing together, then whole words before parts of words, then how often
    they begin one. Equal matches keep the order of the content. A query without words finds
    nothing.
    """
    words = search_words(query)
    if not words:
        return ()
    ranked: list[tuple[tuple[int, ...], Hit]] = []
    for place, lesson in enumerate(lessons_in_order(catalog)):
        text = _searchable(lesson, catalog.facets[lesson.id], catalog.areas[lesson.area].title)
        if all(w in text.title or w in text.about or w in text.body for w in words):
            hit = Hit(lesson=lesson, excerpt=_excerpt(text, words))
            ranked.append(((*_rank(text, words), place), hit))
    return tuple(hit for _, hit in sorted(ranked, key=lambda pair: pair[0]))


def _rank(text: _Searchable, words: Sequence[str]) -> tuple[int, ...]:
    """Smaller is better."""
    return (
        -_begun(text.title, words),
        -_begun(text.about, words),
        -int(" ".join(words) in text.body),
        -sum(re.search(_whole(word), text.body) is not None for word in words),
        -sum(min(_OFTEN, len(re.findall(_start(word), text.body))) for word in words),
    )


def _begun(text: str, words: Sequence[str]) -> int:
    """How many of the words begin a word of the text."""
    return sum(re.search(_start(word), text) is not None for word in words)


def _start(word: str) -> str:
    return rf"(?<!\w){re.escape(word)}"


def _whole(word: str) -> str:
    return rf"{_start(word)}(?!\w)"


def fold(text: str) -> str:
    """Lower case without accents, one character for each of ``text``.

    >>> fold("Ökonomie – “ça va”")
    'okonomie - "ca va"'
    """
    return text.lower() if text.isascii() else "".join(map(_fold_character, text))


@lru_cache(maxsize=1024)
def _fold_character(character: str) -> str:
    plain = unicodedata.normalize("NFKD", _SAME.get(character, character))[0]
    return plain.lower()[0]


def plain_words(text: Prose) -> str:
    r"""Authored text as one line of plain words.

    >>> plain_words(Prose(source="", html="<p>A <em>test</em> &amp;\nmore</p>"))
    'A test & more'
    """
    return " ".join(unescape(_TAG.sub("", _CELL_END.sub(" · ", text.html))).split())


@lru_cache(maxsize=512)
def _searchable(lesson: Lesson, facet: Facet, area: str) -> _Searchable:
    proses = (
        lesson.intro,
        lesson.from_2_to_3,
        lesson.from_3_to_4,
        lesson.worked_example,
        lesson.exercise,
        lesson.done_when,
    )
    shown = " ".join((*map(plain_words, proses), *lesson.coach_asks, *lesson.wrong_turns))
    return _Searchable(
        title=fold(lesson.title),
        about=fold(f"{facet.code} {facet.title} {facet.definition} {area}"),
        body=fold(shown),
        shown=shown,
    )


def _excerpt(text: _Searchable, words: Sequence[str]) -> tuple[Part, ...]:
    """The text around the place that shows the match best; its opening where none does."""
    at = _telling_place(text.body, words)
    start = 0 if at <= _BEFORE else text.body.find(" ", at - _BEFORE) + 1
    end = at + _AFTER
    end = len(text.body) if end >= len(text.body) else text.body.rfind(" ", at, end)
    if end <= at:
        end = at + _AFTER
    parts = _marked(text.shown[start:end], text.body[start:end], words)
    before = (Part(text="…\u00a0", found=False),) if start else ()
    after = (Part(text="\u00a0…", found=False),) if end < len(text.body) else ()
    return (*before, *parts, *after)


def _telling_place(body: str, words: Sequence[str]) -> int:
    """Where the words stand together, else where the longest begins a word or occurs."""
    longest_first = sorted(words, key=len, reverse=True)
    for pattern in (
        re.escape(" ".join(words)),
        *map(_start, longest_first),
        *map(re.escape, longest_first),
    ):
        found = re.search(pattern, body)
        if found:
            return found.start()
    return 0


def _marked(shown: str, folded: str, words: Sequence[str]) -> tuple[Part, ...]:
    """The excerpt in parts: where no word begins with what was typed, its middle is marked."""
    longest_first = sorted(words, key=len, reverse=True)
    starts = "|".join(map(_start, longest_first))
    pattern = starts if re.search(starts, folded) else "|".join(map(re.escape, longest_first))
    parts: list[Part] = []
    done = 0
    for found in re.finditer(pattern, folded):
        if found.start() > done:
            parts.append(Part(text=shown[done : found.start()], found=False))
        parts.append(Part(text=shown[found.start() : found.end()], found=True))
        done = found.end()
    if done < len(shown):
        parts.append(Part(text=shown[done:], found=False))
    return tuple(parts)
