"""In which language does the product speak just now?

Every sentence of ours passes through ``gettext`` here, from rules, documents and pages alike, so
that there is one catalogue. The language holds for the current context (one request, one printed
document, one command) and is English where nobody has said otherwise. The words of ``content/``
are not ours to translate here: they have files of their own.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from gettext import NullTranslations
from typing import Generic, Literal, TypeVar, overload

DatePattern = Literal["day", "month", "day-and-month", "weekday"]
"""A whole date, a month with its year, a date without its year, a day of the week."""

_ENGLISH_DATES: dict[DatePattern, str] = {
    "day": "{day.day} {day:%B %Y}",
    "month": "{day:%B %Y}",
    "day-and-month": "{day.day} {day:%b}",
    "weekday": "{day:%A}",
}


def _english_date(day: date, pattern: DatePattern) -> str:
    return _ENGLISH_DATES[pattern].format(day=day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language the product can speak: its words, its dates and its decimal sign."""

    code: str = "en"
    """As the ``lang`` of a page says it."""
    title: str = "English"
    """Its own name for itself."""
    translations: NullTranslations = field(default_factory=NullTranslations)
    dates: Callable[[date, DatePattern], str] = _english_date
    decimal_sign: str = "."


ENGLISH = Language()
"""The sentences as they stand in the source."""

_speaking: ContextVar[Language] = ContextVar("speaking", default=ENGLISH)

Words = TypeVar("Words", bound=str)
Key = TypeVar("Key")


def gettext(sentence: str) -> str:
    """The sentence in the language spoken now; as it stands where no translation is known."""
    return _speaking.get().translations.gettext(sentence) if sentence else ""


def ngettext(one: str, many: str, number: int) -> str:
    """The form of the sentence for ``number`` things."""
    return _speaking.get().translations.ngettext(one, many, number)


def said(words: str | None) -> str:
    """What a variable holds, in the language spoken now; nothing for nothing.

    The filter of templates for words that are not written there: the ``_`` of a template takes what
    it says for markup, which is right for sentences of ours alone. This is never markup, so that it
    is escaped where it is shown.

    >>> said("likely gap"), said(None)
    ('likely gap', '')
    """
    return str(gettext(words)) if words else ""


def spoken_now() -> Language:
    """The language of the present context."""
    return _speaking.get()


def day_words(day: date) -> str:
    """A date as it is printed.

    >>> day_words(date(2026, 11, 3))
    '3 November 2026'
    """
    return _speaking.get().dates(day, "day")


def date_words(day: date, pattern: DatePattern) -> str:
    """A date or a part of one.

    >>> date_words(date(2026, 11, 3), "month"), date_words(date(2026, 11, 3), "weekday")
    ('November 2026', 'Tuesday')
    """
    return _speaking.get().dates(day, pattern)


def number_words(number: float, decimals: int) -> str:
    """A number with so many decimals.

    >>> number_words(2.84, 1)
    '2.8'
    """
    return f"{number:.{decimals}f}".replace(".", _speaking.get().decimal_sign)


def marked(sentence: Words) -> Words:
    """The sentence unchanged, noted for the catalogue: ``gettext`` speaks it where it is shown.

    For tables of words that are made when a module is read, and for words that are keys as well.
    """
    return sentence


_PLACEHOLDER = re.compile(r"%\((\w+)\)([sd])")


def said_anew(stored: str, *sentences: str, put: Callable[[str], str] = str) -> str:
    """A sentence that was stored in English, in the language spoken now.

    ``sentences`` are those it may have been made of, no placeholder twice in one; the texts that
    stood there are put back as ``put`` has them. What was made of none of them stays as it is.

    >>> said_anew("2 of 3 are in.", marked("%(have)d of %(want)d are in."))
    '2 of 3 are in.'
    """
    if _speaking.get() is ENGLISH:
        return stored
    for sentence in sentences:
        if found := _made_of(sentence).fullmatch(stored):
            kinds = dict(_PLACEHOLDER.findall(sentence))
            values = {
                name: int(text) if kinds[name] == "d" else put(text)
                for name, text in found.groupdict().items()
            }
            return gettext(sentence) % values
    return stored


@lru_cache(maxsize=64)
def _made_of(sentence: str) -> re.Pattern[str]:
    """What every text made of a sentence looks like."""
    words, *rest = _PLACEHOLDER.split(sentence)
    pattern = re.escape(words.replace("%%", "%"))
    for name, kind, following in zip(*[iter(rest)] * 3, strict=True):
        pattern += rf"(?P<{name}>{r'[0-9]+' if kind == 'd' else '.+'})"
        pattern += re.escape(following.replace("%%", "%"))
    return re.compile(pattern, re.DOTALL)


class WordTable(Mapping[Key, str], Generic[Key]):
    """Words under keys, each spoken in the language of the moment it is looked up.

    >>> WordTable({"quick": marked("Quick form")})["quick"]
    'Quick form'
    """

    __slots__ = ("_words",)

    def __init__(self, words: Mapping[Key, str]) -> None:
        self._words = dict(words)

    def __getitem__(self, key: Key) -> str:
        return gettext(self._words[key])

    def __iter__(self) -> Iterator[Key]:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._words)


class WordRow(Sequence[str]):
    """Words in a row, each spoken in the language of the moment it is taken."""

    __slots__ = ("_words",)

    def __init__(self, *words: str) -> None:
        self._words = words

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[str]: ...
    def __getitem__(self, place: int | slice) -> str | Sequence[str]:
        if isinstance(place, slice):
            return [gettext(word) for word in self._words[place]]
        return gettext(self._words[place])

    def __len__(self) -> int:
        return len(self._words)


class Later:
    """A sentence that is spoken each time it is shown, for forms declared at import."""

    __slots__ = ("sentence",)

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence

    def __str__(self) -> str:
        return gettext(self.sentence)

    def __mod__(self, values: object) -> str:
        return str(self) % values


def lazy(sentence: str) -> Later:
    """A sentence for the label or the message of a form field."""
    return Later(sentence)


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Speak a language until the block ends."""
    token = _speaking.set(language)
    try:
        yield
    finally:
        _speaking.reset(token)


def speak(language: Language) -> Callable[[], None]:
    """Speak a language from now on; what is returned goes back to the one before."""
    token = _speaking.set(language)
    return lambda: _speaking.reset(token)
