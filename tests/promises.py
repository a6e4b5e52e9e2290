"""Which promises were put to the test in this run, with which figures?

A test that proves a promise of docs/promises.md notes its figure; the run ends with one table of
all of them. TRUST_SIZE=release makes the trials as many as a release asks for, and TRUST_SHARE a
share of that, to see in minutes that they work. PROMISES_FILE keeps what was found, for
``python -m tests.release_table``.
"""

import json
import os
import sys
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

Size = Literal["gate", "release"]
SIZE: Size = "release" if os.environ.get("TRUST_SIZE") == "release" else "gate"
SHARE = float(os.environ.get("TRUST_SHARE", "1"))
"""Of a release size, 0–1; 1 where a release is meant."""


def sized(*, gate: int, release: int) -> int:
    """How many trials a run of this size makes; never fewer than the gate."""
    return gate if SIZE == "gate" else max(gate, round(release * SHARE))


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
    undone: list[str] = field(default_factory=list)
    """Tests of a promise that failed or were skipped: what they would have shown is not shown."""
    began: float = field(default_factory=time.monotonic)

    def note(self, promise: str, what: str, figure: str, *, target: str, held: bool) -> None:
        """Keep a figure for the table, and fail the test where the promise does not hold."""
        self.figures.append(
            Figure(promise=promise, what=what, figure=figure, target=target, held=held)
        )
        assert held, f"{promise} {what}: {figure}, and the target is {target}"

    def table(self) -> list[str]:
        """Markdown, a line a figure, by promise."""
        return rows_of(self.figures)

    def keep(self, path: Path) -> None:
        """Write what was found to a file of its own."""
        path.parent.mkdir(parents=True, exist_ok=True)
        found = {
            "day": datetime.now(UTC).date().isoformat(),
            "minutes": round((time.monotonic() - self.began) / 60, 1),
            "share": SHARE,
            "figures": [asdict(figure) for figure in self.figures],
            "undone": self.undone,
        }
        path.write_text(json.dumps(found, indent=1, ensure_ascii=False), encoding="utf-8")


def rows_of(figures: Iterable[Figure]) -> list[str]:
    """A table in Markdown with a line a figure, by promise."""
    return [
        "| Promise | Trial | Figure | Target | Held |",
        "|---|---|---|---|---|",
        *(
            f"| {' | '.join([f.promise, f.what, f.figure, f.target, _held(f)])} |"
            for f in sorted(figures, key=lambda f: (int(f.promise[1:]), f.what))
        ),
    ]


def _held(figure: Figure) -> str:
    return "yes" if figure.held else "NO"


def resident_bytes() -> int:
    """The memory this process holds; where that is not told, the most it has ever held."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        import resource  # not on every platform

        unit = 1 if sys.platform == "darwin" else 1024
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
    return pages * os.sysconf("SC_PAGE_SIZE")


FOUND = Promises()
"""Of this run; a process is one run."""
