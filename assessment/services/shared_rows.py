"""How many grants, or links, of one person are open and kept?

Both are rows of their owner that end on a day or are ended before it, and stay to be seen as over.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, or_, select
from sqlalchemy.orm import Session

from assessment.domain.attempts import PersonId
from assessment.store.records import GrantRecord, ShareLinkRecord

Shared = type[GrantRecord] | type[ShareLinkRecord]


def count_open(session: Session, shared: Shared, owner: PersonId, *, now: datetime) -> int:
    """How many of a person's open something today, or will once they are accepted."""
    count = select(func.count()).where(
        shared.person_id == owner, shared.ended_at.is_(None), shared.until >= now.date()
    )
    return session.scalar(count) or 0


def make_room(
    session: Session,
    shared: Shared,
    owner: PersonId,
    *first: ColumnElement[bool],
    most: int,
    now: datetime,
) -> None:
    """Forget those that are over, the oldest first, where one more would be more than ``most``.

    ``first`` are columns to order by before their age. What was opened by them stays in the trail.
    """
    own = shared.person_id == owner
    over = or_(shared.ended_at.is_not(None), shared.until < now.date())
    kept = session.scalar(select(func.count()).where(own)) or 0
    if kept >= most:
        oldest = (
            select(shared.id)
            .where(own, over)
            .order_by(*first, shared.created_at, shared.id)
            .limit(kept - most + 1)
        )
        session.execute(
            delete(shared)
            .where(own, shared.id.in_(oldest))
            .execution_options(synchronize_session=False)
        )
