"""How much of two texts is the same run of words?"""

import re
from collections.abc import Sequence

SHINGLE_WORDS = 3
NEAR_DUPLICATE = 0.3
"""Share of shingles in common from which two stories tell the same thing. Unrelated stories of
sixty words share fewer than one shingle in twenty."""

Shingles = frozenset[tuple[str, ...]]

_WORD = re.compile(r"[^\W_]+")


def shingles(text: str) -> Shingles:
    """Every run of three words, letters and digits only, in lower case."""
    words = _WORD.findall(text.lower())
    return frozenset(
        tuple(words[at : at + SHINGLE_WORDS]) for at in range(len(words) - SHINGLE_WORDS + 1)
    )


def likeness(first: Shingles, second: Shingles) -> float:
    """Shingles in common as a share of all shingles of both, 0 to 1; 0 where there is none.

    >>> likeness(shingles("a b c d"), shingles("a b c e"))
    0.3333333333333333
    """
    either = len(first | second)
    return len(first & second) / either if either else 0.0


def near_duplicates(texts: Sequence[str]) -> list[tuple[int, int, float]]:
    """Pairs of places whose texts are much alike, each with its likeness."""
    cut = [shingles(text) for text in texts]
    pairs = [
        (first, second, likeness(cut[first], cut[second]))
        for second in range(len(cut))
        for first in range(second)
        if not cut[first].isdisjoint(cut[second])
    ]
    return [pair for pair in pairs if pair[2] >= NEAR_DUPLICATE]
