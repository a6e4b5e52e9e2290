"""Every page of a coach: importing this module puts them on the blueprint."""

from assessment.web.coach import (
    agreeing,
    archives,
    caseload,
    client,
    handed_over,
    notes,
    own,
    preparing,
    rating,
    results,
)
from assessment.web.coach.blueprint import blueprint

__all__ = [
    "agreeing",
    "archives",
    "blueprint",
    "caseload",
    "client",
    "handed_over",
    "notes",
    "own",
    "preparing",
    "rating",
    "results",
]
