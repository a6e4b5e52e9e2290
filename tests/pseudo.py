"""Which words of a page never passed through the catalogue? Those that stand bare among brackets.

A page in the pseudo-language holds three kinds of words: ours in ⟦brackets⟧, those of ``content/``,
and those that people typed; a mail address is typed too. Anything else has escaped the catalogue.
"""

import dataclasses
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from html import unescape
from html.parser import HTMLParser

from assessment.domain.catalog import Catalog
from assessment.domain.readings import STAGES, VERDICTS

SPOKEN = ("aria-label", "title", "alt", "placeholder", "data-label", "content")
"""Attributes that somebody sees or hears; ``content`` of a description alone."""
SILENT = ("script", "style", "code", "textarea")
NAMES = {
    "CTO Readiness", "CTO", "A4", "Letter", "PDF", "JSON", "CSV", "Markdown", "CISO", "VP",
    "Firefox", "Linux",
    "UTC", "cto-readiness-key.txt", "nbsp", "min", "θ",
}  # fmt: skip
"""Names of things, which no language translates."""
OURS = {word.casefold() for word in (*VERDICTS, *STAGES)}
"""Words of ours that pages of the content use too: where they stand bare, they have escaped."""
QUOTED: Mapping[str, Collection[str]] = {"/pages/method": VERDICTS}
"""Where the content itself says them: in a table of which verdict stands for which odds."""
ENOUGH = 20
"""Letters from which a part of a text of the content is told from a word of ours."""
_WORD = re.compile(r"[A-Za-zÀ-ž]{2,}")
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
_SIGNS = re.compile(r"[^\w]+")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.depth = 0
        self.silent: list[str] = []
        self.bare: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in SILENT or (tag != "html" and "lang" in given):
            self.silent.append(tag)  # of another language, and says so
        for name in SPOKEN:
            if name == "content" and given.get("name") != "description":
                continue
            if value := given.get(name):
                self._hear(value, Depth())

    def handle_endtag(self, tag: str) -> None:
        if self.silent and tag == self.silent[-1]:
            self.silent.pop()

    def handle_data(self, data: str) -> None:
        if not self.silent:
            own = Depth(self.depth)
            self._hear(data, own)
            self.depth = own.at

    def _hear(self, text: str, depth: "Depth") -> None:
        outside = "".join(depth.outside(text))
        if _WORD.search(outside):
            self.bare.append(" ".join(outside.split()))


@dataclasses.dataclass
class Depth:
    """How many brackets are open: a sentence may begin in one element and end in another."""

    at: int = 0

    def outside(self, text: str) -> Iterator[str]:
        """The characters that stand in no bracket; a stroke where one was."""
        for sign in text:
            if sign == "⟦":
                self.at += 1
            elif sign == "⟧":
                self.at -= 1
                yield "|"
            elif not self.at:
                yield sign


class KnownWords:
    """What may stand bare: the words of the content and what people typed."""

    def __init__(self, catalog: Catalog, typed: Iterable[str] = ()) -> None:
        typed = [*typed]
        texts = [*_texts(catalog), *typed]
        content = {_plain(text) for text in [*_texts(catalog), *_lines(catalog)]}
        self._whole = content - OURS | {_plain(text) for text in [*NAMES, *typed]}
        self._running = " " + " ".join(_plain(text) for text in texts) + " "
        self._whole.discard("")
        names = {_plain(name) for name in [*NAMES, *typed]}
        self._longest_first = sorted(
            (known for known in self._whole if " " in known or known in names),
            key=len,
            reverse=True,
        )

    def covers(self, text: str) -> bool:
        """Whether every piece of the text is of the content, or typed, or a name."""
        plain = _plain(_ADDRESS.sub(" ", text))
        if not _WORD.search(plain) or plain in self._whole:
            return True
        if len(plain) > ENOUGH and plain in self._running:
            return True
        if text.strip().endswith("…") and f" {plain}" in self._running:
            return True
        if len(pieces := re.split(r" · |, ", text)) > 1 and all(map(self.covers, pieces)):
            return True
        left = f" {plain} "
        for known in self._longest_first:
            if f" {known} " in left:
                left = left.replace(f" {known} ", "  ")
        return not _WORD.search(re.sub(r"\b\d+\b", " ", left))


def bare_words(page: str, known: KnownWords) -> list[str]:
    """The words of a page in the pseudo-language that escaped the catalogue."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return [text for text in reader.bare if not known.covers(text)]


def _lines(catalog: Catalog) -> Iterator[str]:
    """The lines into which a picture breaks the names of areas and of what they are made of."""
    titles = [area.title for area in catalog.areas.values()]
    for title in [*titles, *(facet.title for facet in catalog.facets.values())]:
        words = title.split()
        for place in range(1, len(words)):
            yield " ".join(words[:place])
            yield " ".join(words[place:])


def _plain(text: str) -> str:
    return _SIGNS.sub(" ", text).strip().casefold()


def _texts(value: object) -> Iterator[str]:
    """Every text in a value, the prose of the content as its plain words."""
    if isinstance(value, str):
        yield unescape(re.sub(r"<[^>]+>", " ", value))
        if "<" in value:
            yield from (unescape(part) for part in re.split(r"<[^>]+>", value))
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _texts(getattr(value, field.name))
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from _texts(key)
            yield from _texts(each)
    elif isinstance(value, Iterable) and not isinstance(value, bytes):
        for each in value:
            yield from _texts(each)
