"""How is a gap report written down and read back, word for word?"""

from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter

from assessment.documents.report_values import GapReport

SampleName = Literal["gap-report", "quick-report"]
_TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "print"


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[GapReport]:
    return TypeAdapter(GapReport)


def gap_report_to_json(report: GapReport) -> str:
    """A report as indented JSON."""
    return _adapter().dump_json(report, indent=1).decode() + "\n"


def gap_report_from_json(text: str | bytes) -> GapReport:
    """The report that ``gap_report_to_json`` wrote. Raises ValueError where it is no report."""
    return _adapter().validate_json(text)


def read_sample(name: SampleName = "gap-report") -> GapReport:
    """The sample beside a template: a made-up person, to print without a database."""
    return gap_report_from_json((_TEMPLATES / name / "sample.json").read_bytes())
