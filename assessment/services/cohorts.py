"""What do a coach's clients show as groups?"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessment.domain.accounts import AccountId
from assessment.domain.areas import AreaId
from assessment.domain.catalog import Catalog
from assessment.domain.cohort import FINDING_OF, CohortGroup, Finding, Member, cohort
from assessment.domain.learning import areas_in_order
from assessment.services.granted import in_scope, is_active, shares
from assessment.store.convert import reading_to_domain
from assessment.store.records import (
    AttemptRecord,
    GrantRecord,
    ReadingRecord,
    ScoreSheetRecord,
)

MOST_MEMBERS = 500
"""Clients counted, those whose results are the latest; more take too long to read for a page."""


def load_cohort(
    session: Session, account: AccountId, catalog: Catalog, *, now: datetime
) -> Sequence[CohortGroup]:
    """The groups of a coach's clients by what they are read for; every result through its grant."""
    latest: dict[str, str] = {}
    for row in session.execute(
        select(AttemptRecord.person_id, AttemptRecord.id)
        .join(GrantRecord, in_scope())
        .where(is_active(account, now), shares("result"), AttemptRecord.form != "quick")
        .order_by(AttemptRecord.submitted_at.desc(), AttemptRecord.id)
    ):
        latest.setdefault(row.person_id, row.id)
        if len(latest) >= MOST_MEMBERS:
            break
    readings = session.execute(
        select(ScoreSheetRecord.attempt_id, ReadingRecord.reading)
        .join(ReadingRecord, ReadingRecord.sheet_id == ScoreSheetRecord.id)
        .where(ScoreSheetRecord.attempt_id.in_(latest.values()))
        .order_by(ScoreSheetRecord.id, ReadingRecord.id)
    )
    texts = {row.attempt_id: row.reading for row in readings}
    members = [_member(texts[attempt]) for attempt in latest.values() if attempt in texts]
    return cohort(members, [area.id for area in areas_in_order(catalog)])


def _member(text: str) -> Member:
    reading = reading_to_domain(text)
    findings: dict[AreaId, Finding] = {
        area: FINDING_OF[gap.verdict]
        for area, gap in reading.gaps.items()
        if gap.verdict is not None
    }
    return Member(group=reading.target.title, findings=findings)
