"""What is kept no longer, and how is it listed before it is deleted?

Each rule names rows by one condition: the list and the deletion ask the same question, so nothing
goes that a dry run at the same moment would not have named.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from assessment.services.account_links import link_has_expired
from assessment.services.accounts import nobody_verified
from assessment.services.archive_retention import is_over
from assessment.services.colleagues import is_forgotten_rater
from assessment.services.erasing import erase
from assessment.services.hiring_retention import is_due_brief, is_due_candidate
from assessment.services.people import is_stale_guest
from assessment.services.sessions import has_ended
from assessment.store.columns import Record
from assessment.store.engine import Database
from assessment.store.erasures import is_forgettable
from assessment.store.records import (
    AccountLinkRecord,
    AccountRecord,
    ArchiveRecord,
    BriefRecord,
    CandidateRecord,
    ErasureRecord,
    PersonRecord,
    RaterRecord,
    WebSessionRecord,
)
from assessment.store.upsert import rows_changed, table_of

SHOWN_CHARACTERS = 8
"""Enough of a key to find a row again, too little of a secret's hash to be one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What goes by itself, when, and everything that goes with it by the database's own keys."""

    id: str
    words: str
    record: type[Record]
    since: InstrumentedAttribute[datetime]
    """The moment the time is counted from."""
    due: Callable[[datetime], ColumnElement[bool]]
    remembered: bool = False
    """Whether a restored backup has to delete these rows again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRow:
    """One row that is due: how it is told from others, and since when it is counted."""

    key: str
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What one rule would delete now."""

    rule: Rule
    count: int
    rows: tuple[DueRow, ...]
    """The oldest, at most as many as were asked for."""


RULES: tuple[Rule, ...] = (
    Rule(
        id="sessions",
        words="browsers' sessions that have ended",
        record=WebSessionRecord,
        since=WebSessionRecord.last_used_at,
        due=has_ended,
    ),
    Rule(
        id="account-links",
        words="links sent by mail that are good no longer",
        record=AccountLinkRecord,
        since=AccountLinkRecord.expires_at,
        due=link_has_expired,
    ),
    Rule(
        id="unverified-accounts",
        words="accounts whose address nobody verified within seven days; their sittings stay",
        record=AccountRecord,
        since=AccountRecord.created_at,
        due=nobody_verified,
    ),
    Rule(
        id="guests",
        words="guests whose last visit is twelve months back, with everything of theirs",
        record=PersonRecord,
        since=PersonRecord.last_visit_at,
        due=is_stale_guest,
        remembered=True,
    ),
    Rule(
        id="raters",
        words="colleagues who were asked, with their names, addresses and single answers, "
        "thirty days after their round has closed",
        record=RaterRecord,
        since=RaterRecord.created_at,
        due=is_forgotten_rater,
        remembered=True,
    ),
    Rule(
        id="candidates",
        words="candidates of a search on the day they were told, with every card on them",
        record=CandidateRecord,
        since=CandidateRecord.created_at,
        due=is_due_candidate,
        remembered=True,
    ),
    Rule(
        id="briefs",
        words="hiring briefs on the day after their last one, with everything of their searches",
        record=BriefRecord,
        since=BriefRecord.created_at,
        due=lambda now: is_due_brief(now.date()),
        remembered=True,
    ),
    Rule(
        id="archives",
        words="archives of reports whose day is over or that were given up, with the names in them",
        record=ArchiveRecord,
        since=ArchiveRecord.ordered_at,
        due=is_over,
    ),
    Rule(
        id="erasures",
        words="notes of deletions that no kept backup can bring back",
        record=ErasureRecord,
        since=ErasureRecord.erased_at,
        due=is_forgettable,
    ),
)
"""In the order they run."""


def list_due(session: Session, *, now: datetime, most: int = 1_000) -> Sequence[Due]:
    """What each rule would delete now; nothing is changed."""
    return [_due(session, rule, now, most) for rule in RULES]


def _due(session: Session, rule: Rule, now: datetime, most: int) -> Due:
    table = table_of(rule.record)
    condition = rule.due(now)
    key = next(iter(table.primary_key))
    rows = session.execute(
        select(key, rule.since)
        .where(condition)
        .order_by(rule.since, *table.primary_key)
        .limit(most)
    )
    return Due(
        rule=rule,
        count=session.scalar(select(func.count()).select_from(table).where(condition)) or 0,
        rows=tuple(DueRow(key=str(k)[:SHOWN_CHARACTERS], since=since) for k, since in rows),
    )


def run_retention(database: Database, *, now: datetime) -> dict[str, int]:
    """Delete what is due, each rule in a transaction of its own; how many rows by rule.

    Deleted rows are overwritten and the write-ahead log is emptied, as when a person deletes.
    """
    deleted = {rule.id: database.write(partial(_delete, rule, now)) for rule in RULES}
    if any(deleted.values()):
        database.forget_deleted()
    return deleted


def _delete(rule: Rule, now: datetime, session: Session) -> int:
    if rule.remembered:
        return erase(session, rule.record, rule.due(now), now=now)
    statement = delete(rule.record).where(rule.due(now))
    return rows_changed(session.execute(statement.execution_options(synchronize_session=False)))
