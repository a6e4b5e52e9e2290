"""Which tables are there? Importing this module registers them all."""

from assessment.store.attempts import (
    AttemptRecord,
    CatalogSnapshotRecord,
    ReadingRecord,
    ResponseRecord,
    ScoreSheetRecord,
)
from assessment.store.columns import Record
from assessment.store.learning import ExerciseRecord
from assessment.store.people import PersonRecord, WebSessionRecord
from assessment.store.plans import PlanRecord, PlanRevisionRecord, PlanStepRecord

metadata = Record.metadata

__all__ = [
    "AttemptRecord",
    "CatalogSnapshotRecord",
    "ExerciseRecord",
    "PersonRecord",
    "PlanRecord",
    "PlanRevisionRecord",
    "PlanStepRecord",
    "ReadingRecord",
    "ResponseRecord",
    "ScoreSheetRecord",
    "WebSessionRecord",
    "metadata",
]
