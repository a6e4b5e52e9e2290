"""How much do the words of a text speak for one kind of fault?

Some faults are said in so many ways that no list of words holds them: two jobs in one person, an
authority that its proof takes back. For these the brief's rules have readers: a table of weights
of words and pairs of neighbours, learned by `bench/readers` from wordings of people who did not
know the rules, one half with the fault and the other half sound (docs/briefs.md says from how many
and how often a reader is right about a stranger's words).

A text's score is the bias plus the sum of its features' weights divided by the square root of their
number; a fault is found above zero. Reading needs no model, no network and no library, and the same
text always gets the same answer.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import sqrt
from typing import Literal, get_args

Fault = Literal[
    "activity",
    "advert",
    "ai",
    "beyond-budget-named",
    "beyond-can-stop-release-or-vendor",
    "beyond-may-assign-work",
    "beyond-people-report-or-substitute",
    "beyond-reporting-line-named",
    "beyond-say-in-engineering-leaders",
    "beyond-sits-where-strategy-is-decided",
    "clash",
    "effort",
    "generic",
    "haste",
    "hollow",
    "too-soon",
    "vacancy",
]
FAULTS: tuple[Fault, ...] = get_args(Fault)
BEYOND = "beyond-"
"""Before the fact of the mandate that an expectation makes use of."""

LONGEST = 90
"""Words read at once, about; a longer text is read in windows, and the loudest counts."""
STEM = 6
"""Letters of a word that count, so that "moves", "moved" and "moving" are near one another."""
QUOTED = 7
"""Words of a text that are quoted where a finding says what it rests on."""

_MONEY = re.compile(r"[€$£₹¥]|\b(?:eur|usd|gbp|chf|cad|aud|sgd|inr|aed|sek|nok|dkk)\b")
_NUMBER = re.compile(r"\d(?:[\d.,:/]*\d)?")
_TOKEN = re.compile(r"#\w|%|[^\W\d_]+(?:'[^\W\d_]+)?")
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """What speaks for a fault, by feature; positive weights speak for it, negative against."""

    bias: float
    weights: Mapping[str, float]

    def score(self, text: str) -> float:
        """Above zero where the text reads like the fault; no unit, no probability."""
        return max((self._score(window) for window in windows(text)), default=self.bias)

    def finds(self, text: str) -> bool:
        return self.score(text) > 0

    def quote(self, text: str) -> str:
        """The seven neighbouring words that speak loudest, or fewer, as they were written."""
        loudest = max(windows(text), key=self._score, default="")
        tokens = list(_words_with_places(loudest))
        loud = [0.0] * len(tokens)
        for at, (word, _start, _end) in enumerate(tokens):
            loud[at] += self.weights.get(word, 0.0)
            if at:
                pair = self.weights.get(f"{tokens[at - 1][0]} {word}", 0.0)
                loud[at - 1] += pair / 2
                loud[at] += pair / 2
        length = min(QUOTED, len(tokens))
        if not length:
            return ""
        starts = range(len(tokens) - length + 1)
        first = max(starts, key=lambda start: sum(loud[start : start + length]))
        return " ".join(loudest[tokens[first][1] : tokens[first + length - 1][2]].split())

    def _score(self, text: str) -> float:
        found = features(text)
        if not found:
            return self.bias
        return self.bias + sum(self.weights.get(f, 0.0) for f in found) / sqrt(len(found))


def features(text: str) -> frozenset[str]:
    """The shortened words of a text and the pairs of neighbours in its sentences, ends among them.

    >>> sorted(features("Move 40 sites"))
    ['#n', '#n sites', '^ move', 'move', 'move #n', 'sites', 'sites $']
    """
    found: set[str] = set()
    for sentence in _SENTENCE.split(text):
        words = _words(sentence)
        if words:
            found.update(words)
            found.update(map(" ".join, pairwise(["^", *words, "$"])))
    return frozenset(found)


def windows(text: str) -> tuple[str, ...]:
    """A text as it is, or a long one in runs of whole sentences, each half as long as allowed.

    Neighbouring runs are read together, so what is said across a boundary is seen.
    """
    sentences = [part for part in _SENTENCE.split(text) if part.strip()]
    halves: list[list[str]] = [[]]
    held = 0
    for sentence in sentences:
        length = len(_words(sentence))
        if halves[-1] and held + length > LONGEST // 2:
            halves.append([])
            held = 0
        halves[-1].append(sentence)
        held += length
    runs = [" ".join(half) for half in halves]
    if len(runs) <= 2:
        return (text,) if sentences else ()
    return tuple(" ".join(pair) for pair in pairwise(runs))


@cache
def reader_of(fault: Fault) -> Reader:
    """The reader of a fault, from the table that `bench/readers` wrote.

    :raises OSError: the table is not there, which is a broken installation
    """
    lines = (files(__package__) / "weights" / f"{fault}.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    weights = {feature: float(weight) for weight, feature in rows}
    return Reader(bias=weights.pop(""), weights=weights)


def _plain(text: str) -> str:
    text = text.lower().replace("’", "'")
    return _NUMBER.sub(" #n ", _MONEY.sub(" #m ", text))


def _words(text: str) -> list[str]:
    return [word[:STEM] for word in _TOKEN.findall(_plain(text))]


def _words_with_places(text: str) -> Iterator[tuple[str, int, int]]:
    """The same words as `features` sees, each with its place in the text."""
    for found in re.finditer(r"\S+", text):
        for word in _words(found[0]):
            yield word, found.start(), found.end()
