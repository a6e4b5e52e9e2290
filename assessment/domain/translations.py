"""How does somebody read the content in their own language, and what is still in English?

A pack holds the words of one language. Only what is shown passes through it: scoring, plans and
whatever is stored are made from the English content, so that no language changes a figure.
"""

from collections.abc import Callable, Iterator, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from typing import TypeVar

from assessment.domain.catalog import Catalog
from assessment.domain.content_words import Value, Words, as_written, with_words, words_of

Key = TypeVar("Key")
Place = tuple[type, str]
"""A kind of content and an id."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Translation:
    """The words of one value: each English text with what stands for it."""

    english: tuple[str, ...]
    """Every text of the original it was made of, in order."""
    words: Mapping[str, Words]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pack:
    """What is translated of the content into one language."""

    language: str
    translations: Mapping[Place, Translation]
    words: Mapping[str, Words] = field(init=False)
    """English to translated over all files; where two translate one text, the first counts."""
    own: frozenset[str] = field(init=False)
    """Every text that is of this language."""
    in_english: set[str] = field(default_factory=set)
    """Texts that readers of this language see in English: grows with each catalogue shown."""

    def __post_init__(self) -> None:
        words: dict[str, Words] = {}
        for translation in self.translations.values():
            for english, text in translation.words.items():
                words.setdefault(english, text)
        own = frozenset(
            as_written(text) for each in self.translations.values() for text in each.words.values()
        )
        object.__setattr__(self, "words", words)
        object.__setattr__(self, "own", own)

    def translated(self, value: Value) -> Value:
        """A value of the content with its translation, whole, or as it is where there is none.

        The translation counts only where it was made of these very words: a question that has
        changed since is asked as it stands, never half in another language.
        """
        found = self.translations.get((type(value), str(getattr(value, "id", ""))))
        if found is None or found.english != tuple(map(as_written, words_of(value))):
            return value
        return with_words(value, _saying(found.words))

    def retold(self, value: Value) -> Value:
        """A stored value text by text, as far as the texts of today's content stand in it."""
        return with_words(value, _saying(self.words))


def _saying(words: Mapping[str, Words]) -> Callable[[Words], Words]:
    """Exchange a text for its translation of the same form; prose stays prose."""

    def say(text: Words) -> Words:
        found = words.get(as_written(text))
        return found if found is not None and type(found) is type(text) else text

    return say


def fallen_back(catalog: Catalog, pack: Pack) -> Iterator[str]:
    """Every text of a catalogue that a pack leaves in English."""
    for values in (
        catalog.areas.values(), catalog.items.values(), catalog.scales.values(),
        catalog.blueprints.values(), catalog.profiles.values(), catalog.adjustments.values(),
        catalog.actions.values(), catalog.situations.values(), catalog.situation_questions,
        catalog.mandate_facts, catalog.pages.values(), catalog.lessons.values(),
        catalog.questions.values(),
    ):  # fmt: skip
        for value in values:
            if pack.translated(value) is value:
                yield from map(as_written, words_of(value))


def overlay(catalog: Catalog, pack: Pack) -> Catalog:
    """The catalogue with the words of a pack: what it does not translate stays in English.

    Ids, keys, figures and the revision are those of ``catalog``.
    """

    def each(values: Mapping[Key, Value]) -> dict[Key, Value]:
        return {key: pack.translated(value) for key, value in values.items()}

    return replace(
        catalog,
        areas=each(catalog.areas),
        items=each(catalog.items),
        scales=each(catalog.scales),
        blueprints=each(catalog.blueprints),
        profiles=each(catalog.profiles),
        adjustments=each(catalog.adjustments),
        actions=each(catalog.actions),
        situations=each(catalog.situations),
        situation_questions=tuple(map(pack.translated, catalog.situation_questions)),
        mandate_facts=tuple(map(pack.translated, catalog.mandate_facts)),
        pages=each(catalog.pages),
        lessons=each(catalog.lessons),
        questions=each(catalog.questions),
    )


_reading: ContextVar[Pack | None] = ContextVar("reading", default=None)


def read_with(pack: Pack | None) -> Callable[[], None]:
    """Read the content with a pack from now on; what is returned goes back to the one before.

    None is English: there is nothing to exchange and nothing to mark.
    """
    token = _reading.set(pack)
    return lambda: _reading.reset(token)


def pack_now() -> Pack | None:
    """The pack of the present context."""
    return _reading.get()


def retold(value: Value) -> Value:
    """A stored value with words of the content in it, in the language read now."""
    pack = _reading.get()
    return value if pack is None else pack.retold(value)


def retold_whole(value: Value) -> Value:
    """The same where every text of it is translated; else as it is, and marked as English.

    For what is asked or read as one: never half in another language.
    """
    pack = _reading.get()
    if pack is None:
        return value
    texts = [*map(as_written, words_of(value))]
    if all(text in pack.words for text in texts):
        return pack.retold(value)
    pack.in_english.update(texts)
    return value


def is_of_content(text: str) -> bool:
    """Whether a text stands in the content, as readers of another language know it."""
    pack = _reading.get()
    return pack is not None and (text in pack.words or text in pack.in_english or text in pack.own)


def leave_in_english(text: str) -> None:
    """Note that a text made of the content is read in English: it will say so."""
    pack = _reading.get()
    if pack is not None:
        pack.in_english.add(text)


def is_in_english(words: Words) -> bool:
    """Whether a text of the content fell back to English and has to say so.

    Never for readers of English, nor for what is no text of the content.
    """
    pack = _reading.get()
    if pack is None:
        return False
    text = as_written(words)
    return text in pack.in_english and text not in pack.own
