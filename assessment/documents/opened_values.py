"""What is shown of a report that was only handed over as a file?"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from pydantic import TypeAdapter

from assessment.documents.chart_words import ChartRow


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPlace:
    """One question of the form inside, as far as looking it up needs."""

    item: str
    short: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenArea:
    """An area the answers cannot decide, and the cheapest way to find out."""

    title: str
    step: str
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenDifferently:
    """An area in which what was said and what was shown lie a level or more apart, likely so."""

    title: str
    said: int
    level: float
    direction: Literal["blind-spot", "hidden-strength"]
    probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedReport:
    """What the answers inside a report give, worked out again; nothing is taken from its print.

    Where ``differences`` is not empty the file does not hold together and nothing else is shown.
    """

    differences: tuple[str, ...]
    form: str
    date: str
    """As ISO date; empty where the report has none."""
    target: str
    revision: str
    scoring_version: str
    places: tuple[FormPlace, ...]
    keys_hash: str
    """SHA-256 of the keys inside, in the one way they are written."""
    asked: int
    answered: int
    interpretable: bool
    stage: str
    rows: tuple[ChartRow, ...]
    """Areas in order of priority; clusters and overall of the quick form."""
    develop: tuple[str, ...]
    """Titles of the areas to develop, in order."""
    open_areas: tuple[OpenArea, ...]
    seen_differently: tuple[SeenDifferently, ...]


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[OpenedReport]:
    return TypeAdapter(OpenedReport)


def opened_to_json(report: OpenedReport) -> bytes:
    """An opened report as it leaves the process that read the file."""
    return _adapter().dump_json(report)


def opened_from_json(text: bytes) -> OpenedReport:
    """The report ``opened_to_json`` wrote. Raises ValueError where it is none."""
    return _adapter().validate_json(text)
