"""Which languages can this installation speak, and which one does somebody get?

English is in the source. Every other language is a folder in ``assessment/translations/`` with
``LC_MESSAGES/messages.po`` in it, read when the process starts: nothing has to be compiled. A
sentence it does not translate is said in English.
"""

import io
import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache, partial
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.messages.catalog import Catalog as Messages
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import get_decimal_symbol

from assessment.domain.language import (
    ENGLISH,
    DatePattern,
    Language,
    day_words,
    speaking,
    spoken_now,
)

__all__ = [
    "ENGLISH",
    "Language",
    "content_languages",
    "day_words",
    "language_for",
    "pseudo_language",
    "read_languages",
    "speaking",
    "spoken_now",
]

TRANSLATIONS = Path(__file__).resolve().parents[1] / "translations"
TEMPLATE = TRANSLATIONS / "messages.pot"
"""Every sentence of the source; ``./dev words`` writes it anew."""

PSEUDO = "en-XA"
"""The tag that is kept for a pseudo-language made of English with accents."""
LONGER_BY = 0.4
"""How much longer a translation may be than its English: German and Finnish often are."""

_PATTERNS: dict[DatePattern, str] = {"month": "MMMM y", "day-and-month": "d MMM", "weekday": "EEEE"}
_ACCENTS = str.maketrans(
    "aceilnorsuyzACEILNORSUYZ",
    "áçéíłñöřšúýžÁÇÉÍŁÑÖŘŠÚÝŽ",
)
_UNTOUCHED = re.compile(
    r"%\(\w+\)[-+ #0-9.]*[a-z]|%[-+ #0-9.]*[a-z]|%%|\{\w*\}|<[^<>]+>|&#?\w+;|https?://\S+"
)
"""Placeholders, tags, entities and addresses: a translation keeps them as they are."""


@cache
def read_languages(folder: Path = TRANSLATIONS, *, pseudo: bool = False) -> Mapping[str, Language]:
    """The languages by their code, English first; with the pseudo-language where it is asked for.

    Raises:
        ValueError: a folder of ``folder`` is not named as a language is.
    """
    found = {ENGLISH.code: ENGLISH}
    for path in sorted(folder.glob("*/LC_MESSAGES/messages.po")):
        language = _read(path)
        found[language.code] = language
    if pseudo:
        found[PSEUDO] = pseudo_language()
    return found


def content_languages() -> tuple[str, ...]:
    """The languages that the content may be translated into; the pseudo-language is one."""
    return (*(code for code in read_languages() if code != ENGLISH.code), PSEUDO)


def _read(path: Path) -> Language:
    code = path.parents[1].name
    try:
        locale = Locale.parse(code, sep="_" if "_" in code else "-")
    except (UnknownLocaleError, ValueError) as fault:
        raise ValueError(f"{path.parents[1]} is not named as a language is: {fault}") from None
    with path.open("rb") as file:
        messages = read_po(file, locale=locale)
    return Language(
        code=str(locale).replace("_", "-"),
        title=locale.get_display_name(locale) or code,
        translations=_compiled(messages),
        dates=partial(_date, str(locale)),
        decimal_sign=get_decimal_symbol(locale),
    )


def _compiled(messages: Messages) -> NullTranslations:
    compiled = io.BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return GNUTranslations(compiled)


def _date(locale: str, day: date, pattern: DatePattern) -> str:
    return format_date(day, _PATTERNS.get(pattern, "long"), locale=locale)


def language_for(
    languages: Mapping[str, Language], chosen: str | None, accepted: Sequence[str]
) -> Language:
    """The language chosen, else the first one accepted that is spoken here, else English.

    ``accepted`` are tags such as ``de-CH`` in the order of preference; a language does for its
    regions. The pseudo-language is never guessed.
    """
    if chosen is not None and chosen in languages:
        return languages[chosen]
    known = {code.lower(): language for code, language in languages.items() if code != PSEUDO}
    for tag in accepted:
        wanted = tag.lower()
        for name in (wanted, wanted.split("-", 1)[0]):
            if name in known:
                return known[name]
    return ENGLISH


@cache
def pseudo_language(template: Path = TEMPLATE) -> Language:
    """English in accents and brackets, longer by two fifths: for tests and for development.

    It knows the sentences of the template and no other: words that never passed through the
    catalogue stand there bare.
    """
    with template.open("rb") as file:
        messages = read_po(file)
    one: dict[str, str] = {}
    several: dict[tuple[str, str], tuple[str, str]] = {}
    for message in messages:
        if not message.id:
            continue
        if isinstance(message.id, str):
            one[message.id] = pseudo(message.id)
        else:
            singular, plural = message.id[0], message.id[1]
            several[singular, plural] = (pseudo(singular), pseudo(plural))
            one.setdefault(singular, pseudo(singular))
    return Language(
        code=PSEUDO,
        title=pseudo("English"),
        translations=_Pseudo(one, several),
        dates=lambda day, pattern: f"⟦{ENGLISH.dates(day, pattern)}⟧",
    )


class _Pseudo(NullTranslations):
    def __init__(
        self, one: Mapping[str, str], several: Mapping[tuple[str, str], tuple[str, str]]
    ) -> None:
        super().__init__()
        self._one = one
        self._several = several

    def gettext(self, message: str) -> str:
        return self._one.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self._several.get((msgid1, msgid2), (msgid1, msgid2))[n != 1]


def pseudo(sentence: str) -> str:
    """The sentence in accents, brackets and two fifths longer; placeholders and tags are kept.

    >>> pseudo("Saved %(count)d answers")
    '⟦Šávéd %(count)d áñšwéřš ~ ~ ~⟧'
    >>> pseudo("Error: ")
    '⟦Éřřöř: ~⟧ '
    """
    words = sentence.strip()
    if not words:
        return sentence
    before = sentence[: len(sentence) - len(sentence.lstrip())]
    after = sentence[len(sentence.rstrip()) :]
    parts, last, length = [], 0, 0
    for kept in _UNTOUCHED.finditer(words):
        plain = words[last : kept.start()]
        parts += [plain.translate(_ACCENTS), kept.group()]
        length += len(plain)
        last = kept.end()
    parts.append(words[last:].translate(_ACCENTS))
    length += len(words) - last
    fill = " ~" * max(1, round(length * LONGER_BY / 2) - 1)
    return f"{before}⟦{''.join(parts)}{fill}⟧{after}"
