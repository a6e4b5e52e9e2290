"""Which orders of archives can nobody open any more?"""

from datetime import datetime

from sqlalchemy import ColumnElement, or_

from assessment.store.records import ArchiveRecord


def is_over(now: datetime) -> ColumnElement[bool]:
    """Given up, or past its day: the rows go, and the clients' names with them."""
    return or_(ArchiveRecord.state == "gone", ArchiveRecord.expires_at <= now)
