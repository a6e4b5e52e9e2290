"""What does each column hold, what for, how long, and does it leave with its person?

Every record says so itself (``__holds__``), beside its columns; ``docs/data-map.md`` is drawn from
that, and ``python -m assessment db check`` refuses a column that is in no class.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

Class = Literal[
    "identity", "answers", "words", "opinion", "derived", "secret", "technical", "authored"
]

CLASSES: dict[Class, str] = {
    "identity": "says who somebody is: a name, an address",
    "answers": "what somebody chose or answered",
    "words": "free text somebody typed",
    "opinion": "what one person said of another",
    "derived": "computed from the other classes",
    "secret": "opens something; kept as a hash or encrypted, and never exported",
    "technical": "keys, states, counters and times",
    "authored": "content by the authors, about nobody",
}
"""The class of a column decides how it may be shown, logged and exported."""

WITH_PERSON = "until the person deletes it; a guest’s twelve months after the last visit"
WITH_ACCOUNT = "until the account is deleted"
WITH_ORGANISATION = "until the organisation is deleted"

Takeout = Literal["yes", "no"]
Deletion = Literal["goes", "stays", "loses the person", "own time"]

DELETION_WORDS: dict[Deletion, str] = {
    "goes": "goes with the person",
    "stays": "stays: it is nobody’s",
    "loses the person": "stays without the person’s key",
    "own time": "goes at its own time",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """One table of the data map. Each column's name stands in exactly one class."""

    purpose: str
    kept: str = WITH_PERSON
    takeout: Takeout = "yes"
    """Whether it is in the person's export; a secret never is."""
    deletion: Deletion = "goes"
    """What becomes of it when the person it belongs to is deleted."""
    kept_back: tuple[str, ...] = ()
    """Columns that do not leave with the rest, because they would tell of somebody else."""
    identity: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    opinion: tuple[str, ...] = ()
    derived: tuple[str, ...] = ()
    secret: tuple[str, ...] = ()
    technical: tuple[str, ...] = ()
    authored: tuple[str, ...] = ()

    @property
    def stays_here(self) -> frozenset[str]:
        """Columns that no export holds."""
        return frozenset((*self.secret, *self.kept_back))

    def classes(self) -> Iterator[tuple[str, Class]]:
        """Every named column with its class."""
        for name in CLASSES:
            for column in getattr(self, name):
                yield column, name


def unclassified(table: str, columns: Iterable[str], holding: Holding | None) -> list[str]:
    """What is missing or wrong in a table's holding, each as what to write where."""
    names = list(columns)
    if holding is None:
        return [
            f"the table {table} says nothing of what it holds: add to its record, below "
            f"__tablename__, with each column in the class that fits:\n"
            f'    __holds__ = Holding(\n        purpose="what it is kept for",\n'
            f"        kept=WITH_PERSON,\n        technical={tuple(names)!r},\n    )\n"
            f"(from assessment.store.holding import WITH_PERSON, Holding; "
            f"classes: {', '.join(CLASSES)})"
        ]
    named = [column for column, _ in holding.classes()]
    problems = [
        f"{table}.{name} is in no class of the data map: add {name!r} to one of "
        f"{', '.join(CLASSES)} in the __holds__ of its record"
        for name in names
        if name not in named
    ]
    problems += [
        f"the __holds__ of {table} names {name!r}, which is no column: take it out"
        for name in named
        if name not in names
    ]
    problems += [
        f"the __holds__ of {table} names {name!r} in two classes: keep one"
        for name in sorted({name for name in named if named.count(name) > 1})
    ]
    return problems
