"""Which candidates' records are due, and which briefs with everything that hangs on them?

``services.retention`` deletes them with everything else that has had its time. A candidate goes on
the day they were told, which was the brief's last day when they were invited; a hold with a
written reason stops it for a whole search.
"""

from datetime import date, datetime

from sqlalchemy import ColumnElement, select

from assessment.store.records import BriefRecord, CandidateRecord, SearchRecord


def is_due_candidate(now: datetime) -> ColumnElement[bool]:
    """Whether a candidate's last day is over and nothing holds their records."""
    held = (
        select(SearchRecord.id)
        .where(SearchRecord.id == CandidateRecord.search_id, SearchRecord.hold_reason != "")
        .exists()
    )
    return (CandidateRecord.delete_on < now.date()) & ~held


def is_due_brief(today: date) -> ColumnElement[bool]:
    """Whether a brief's last day is over and none of its searches is held."""
    held = (
        select(SearchRecord.id)
        .where(SearchRecord.brief_id == BriefRecord.id, SearchRecord.hold_reason != "")
        .exists()
    )
    return (BriefRecord.retention_until < today) & ~held
