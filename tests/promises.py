"""Which promises were put to the test in this run, with which figures?

A test that proves a promise of docs/promises.md notes its figure; the run ends with one table of
all of them. TRUST_SIZE=release makes the trials as many as a release asks for.
"""

import os
from dataclasses import dataclass, field
from typing import Literal

Size = Literal["gate", "release"]
SIZE: Size = "release" if os.environ.get("TRUST_SIZE") == "release" else "gate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What one test found of one promise."""

    promise: str
    """P1 … P12."""
    what: str
    figure: str
    target: str
    held: bool


@dataclass
class Promises:
    """The figures of one run, in the order they were found."""

    figures: list[Figure] = field(default_factory=list)

    def note(self, promise: str, what: str, figure: str, *, target: str, held: bool) -> None:
        """Keep a figure for the table, and fail the test where the promise does not hold."""
        self.figures.append(
            Figure(promise=promise, what=what, figure=figure, target=target, held=held)
        )
        assert held, f"{promise} {what}: {figure}, and the target is {target}"

    def table(self) -> list[str]:
        """Markdown, a line a figure, by promise."""
        ordered = sorted(self.figures, key=lambda f: (int(f.promise[1:]), f.what))
        return [
            "| Promise | Trial | Figure | Target | Held |",
            "|---|---|---|---|---|",
            *(
                f"| {' | '.join([f.promise, f.what, f.figure, f.target, _held(f)])} |"
                for f in ordered
            ),
        ]


def _held(figure: Figure) -> str:
    return "yes" if figure.held else "NO"


FOUND = Promises()
"""Of this run; a process is one run."""
