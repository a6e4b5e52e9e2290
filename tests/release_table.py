"""What did the release-size runs find, in one table?

    python -m tests.release_table docs/promises

Each part of ``./dev release-check`` leaves a file in docs/promises, which is kept with the code, so
that parts may be run on different days; this makes one page of them, docs/promises-release.md,
whatever has run by now. Runs at a share of the sizes (TRUST_SHARE) are kept in var/promises and
make var/promises-trial.md instead: they claim nothing.
"""

import json
import os
import platform
import sqlite3
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.promises import Figure, rows_of

PROJECT = Path(__file__).parents[1]
PARTS = (
    "p1-sqlite",
    "p1-postgresql",
    "p5",
    "rest",
    "p11-sqlite",
    "p11-postgresql",
    "p12-sqlite",
    "p12-postgresql",
)
NUMBERS = {1: "One core", 2: "Two cores", 4: "Four cores", 8: "Eight cores"}


def page(found: Mapping[str, Mapping[str, Any]], *, machine: str) -> str:
    """The page about what each part found; a part that is missing has not been run."""
    figures = [Figure(**figure) for part in found.values() for figure in part["figures"]]
    open_ends = [
        *(f"- not run: {part}" for part in PARTS if part not in found),
        *(f"- {name}" for part in found.values() for name in part["undone"]),
    ]
    shares = {part["share"] for part in found.values()}
    runs = "; ".join(
        f"{name} {part['day']}, {part['minutes']:g} min" for name, part in found.items()
    )
    return "\n".join(
        [
            "# The promises at release size",
            "",
            "What `./dev release-check` found; [promises.md](promises.md) says what each is."
            if shares <= {1.0}
            else "A TRIAL AT A SHARE OF THE SIZES; NOTHING HERE IS CLAIMED.",
            f"{machine}",
            f"Runs: {runs}.",
            "",
            *rows_of(figures),
            "",
            *(["Failed, skipped or not run:", "", *open_ends, ""] if open_ends else []),
        ]
    )


def this_machine() -> str:
    """A sentence on what the figures were measured with."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return (
        f"{NUMBERS.get(cores or 0, f'{cores} cores')}, which those who ask share with the server "
        f"and the database; {platform.system()}, {platform.machine()}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}."
    )


def main() -> None:
    kept = {part: PROJECT / sys.argv[1] / f"{part}.json" for part in PARTS}
    found = {
        part: json.loads(path.read_text(encoding="utf-8"))
        for part, path in kept.items()
        if path.exists()
    }
    whole = all(part["share"] == 1 for part in found.values())
    place = PROJECT / ("docs/promises-release.md" if whole else "var/promises-trial.md")
    place.write_text(page(found, machine=this_machine()), encoding="utf-8")
    sys.stdout.write(f"{place.relative_to(PROJECT)}\n{place.read_text(encoding='utf-8')}")


if __name__ == "__main__":
    main()
