"""Which runs of ten words stand in the source texts, without the source texts?

``seed_runs.txt`` holds the first six bytes of the SHA-256 of every run of ten words, in base64,
sorted, eight characters each. Words are runs of letters and digits in lower case, apostrophes
dropped. Written by ``python -m tests.content.seed_runs FILE... > tests/content/seed_runs.txt``.
"""

import base64
import hashlib
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

RUN = 10
BYTES = 6
"""Six bytes: among 200,000 runs of content one falls on a seed's by chance once in 100,000."""
CHARACTERS = 8
PER_LINE = 12
STORED = Path(__file__).with_name("seed_runs.txt")

_APOSTROPHES = re.compile("['\u2018\u2019]")
_WORD = re.compile(r"[a-z0-9]+")


def words_of(text: str) -> list[str]:
    """The words of a text as they are compared."""
    return _WORD.findall(_APOSTROPHES.sub("", text.lower()))


def runs_of(text: str) -> Iterator[tuple[str, str]]:
    """Every run of ten words of a text with its mark."""
    words = words_of(text)
    for at in range(len(words) - RUN + 1):
        run = " ".join(words[at : at + RUN])
        mark = hashlib.sha256(run.encode()).digest()[:BYTES]
        yield run, base64.urlsafe_b64encode(mark).decode()


def stored_marks() -> frozenset[str]:
    """The marks of the source texts."""
    joined = "".join(STORED.read_text(encoding="ascii").split())
    return frozenset(joined[at : at + CHARACTERS] for at in range(0, len(joined), CHARACTERS))


def marks_as_lines(texts: Iterable[str]) -> list[str]:
    """The lines of the file of marks."""
    marks = sorted({mark for text in texts for _, mark in runs_of(text)})
    return ["".join(marks[at : at + PER_LINE]) for at in range(0, len(marks), PER_LINE)]


if __name__ == "__main__":
    sources = [Path(name).read_text(encoding="utf-8") for name in sys.argv[1:]]
    sys.stdout.write("\n".join(marks_as_lines(sources)) + "\n")
