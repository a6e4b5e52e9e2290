"""What may an account open with a grant, at this moment?

Every question finds its rows by the account and by the grant as it stands now: one that was taken
back or is over finds nothing, the same as one that never was. What is opened is written down in
the same request (``note_opening``).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, or_, select, true
from sqlalchemy.orm import Session, aliased

from assessment.domain.accounts import AccountId
from assessment.domain.attempts import AttemptId
from assessment.domain.audit import Actor
from assessment.domain.errors import NotFound
from assessment.domain.sharing import Grant, GrantId, Part
from assessment.services.attempts import AttemptSummary, list_attempts
from assessment.services.audit import note
from assessment.services.catalogs import CatalogShelf
from assessment.services.grants import end_grant, to_grant, with_invitation
from assessment.services.learning import LoggedExercise, list_exercises
from assessment.services.plans import PlanSummary, StoredPlan, list_plans, load_plan
from assessment.services.presenting import Presented, present_result
from assessment.store.records import (
    AttemptRecord,
    GrantRecord,
    PlanRecord,
    ReadingRecord,
    ScoreSheetRecord,
)

PART_COLUMNS = {
    "result": GrantRecord.shares_result,
    "answers": GrantRecord.shares_answers,
    "plan": GrantRecord.shares_plan,
    "exercises": GrantRecord.shares_exercises,
    "colleagues": GrantRecord.shares_colleagues,
}
"""Where it is kept whether a part is shared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantedResult:
    """Somebody's result as a coach may see it; ``grant`` says which parts they may show."""

    grant: Grant
    presented: Presented

    @property
    def with_answers(self) -> bool:
        return "answers" in self.grant.terms.parts


def is_active(account: AccountId, now: datetime) -> ColumnElement[bool]:
    """The condition under which a grant opens something for an account, now."""
    return and_(
        GrantRecord.account_id == account,
        GrantRecord.ended_at.is_(None),
        GrantRecord.until >= now.date(),
    )


def shares(*parts: Part) -> ColumnElement[bool]:
    """The condition that a grant covers all of these parts."""
    return and_(true(), *(PART_COLUMNS[part] for part in parts))


def in_scope() -> ColumnElement[bool]:
    """The condition that a submitted attempt of ``AttemptRecord`` is within a grant's scope."""
    return and_(
        AttemptRecord.person_id == GrantRecord.person_id,
        AttemptRecord.submitted_at.is_not(None),
        or_(
            GrantRecord.scope == "all",
            AttemptRecord.id == GrantRecord.attempt_id,
            and_(GrantRecord.scope == "later", AttemptRecord.submitted_at >= _begins()),
        ),
    )


def _begins() -> ScalarSelect[datetime | None]:
    """When the result was submitted that a grant's scope starts from."""
    first = aliased(AttemptRecord)
    return (
        select(first.submitted_at)
        .where(first.id == GrantRecord.attempt_id, first.person_id == GrantRecord.person_id)
        .correlate(GrantRecord)
        .scalar_subquery()
    )


def load_granted(
    session: Session, account: AccountId, grant: GrantId, *parts: Part, now: datetime
) -> Grant:
    """A grant one holds, as long as it stands and covers these parts.

    Raises:
        NotFound: missing, somebody else's, taken back, over, or without these parts.
    """
    row = session.execute(
        with_invitation().where(GrantRecord.id == grant, is_active(account, now), shares(*parts))
    ).one_or_none()
    if row is None:
        raise NotFound("grant")
    return to_grant(row[0], row[1])


def granted_attempts(
    session: Session, account: AccountId, grant: GrantId, *, now: datetime
) -> Sequence[AttemptSummary]:
    """The submitted attempts a grant covers, in the order of their owner's list.

    Raises:
        NotFound: as ``load_granted``.
    """
    held = load_granted(session, account, grant, "result", now=now)
    covered = set(
        session.scalars(
            select(AttemptRecord.id)
            .join(GrantRecord, in_scope())
            .where(GrantRecord.id == grant, is_active(account, now), shares("result"))
        )
    )
    return [attempt for attempt in list_attempts(session, held.owner) if attempt.id in covered]


def granted_result(
    session: Session,
    shelf: CatalogShelf,
    account: AccountId,
    grant: GrantId,
    attempt: AttemptId,
    *parts: Part,
    now: datetime,
) -> GrantedResult:
    """Somebody's result that a grant covers; with ``"answers"`` only where they are shared too.

    Raises:
        NotFound: as ``load_granted``, or the grant does not cover this attempt.
        CatalogMissing: the content it was made from is gone.
    """
    covered = session.scalar(
        select(GrantRecord.id)
        .join(AttemptRecord, in_scope())
        .where(
            GrantRecord.id == grant,
            AttemptRecord.id == attempt,
            is_active(account, now),
            shares("result", *parts),
        )
    )
    if covered is None:
        raise NotFound("result")
    held = load_granted(session, account, grant, "result", *parts, now=now)
    return GrantedResult(grant=held, presented=present_result(session, shelf, held.owner, attempt))


def granted_plans(
    session: Session, account: AccountId, grant: GrantId, *, now: datetime
) -> Sequence[PlanSummary]:
    """The plans a grant covers, the latest first.

    Raises:
        NotFound: as ``load_granted``.
    """
    held = load_granted(session, account, grant, "plan", now=now)
    covered = set(session.scalars(_covered_plans(account, grant, now)))
    return [plan for plan in list_plans(session, held.owner) if plan.id in covered]


def granted_plan(
    session: Session,
    account: AccountId,
    grant: GrantId,
    plan: str,
    number: int | None = None,
    *,
    now: datetime,
) -> StoredPlan:
    """A plan a grant covers, at a revision or at the latest.

    Raises:
        NotFound: as ``load_granted``, or the grant does not cover this plan.
    """
    held = load_granted(session, account, grant, "plan", now=now)
    if session.scalar(_covered_plans(account, grant, now).where(PlanRecord.id == plan)) is None:
        raise NotFound("plan")
    return load_plan(session, held.owner, plan, number)


def _covered_plans(account: AccountId, grant: GrantId, now: datetime) -> Select[str]:
    """Plans made from a result in scope.

    A plan made without a result is about the person's ninety days and not about one result: it
    is shared with all results, and with later ones where it was made after the first of them.
    """
    made_from = (
        select(ScoreSheetRecord.attempt_id)
        .join(ReadingRecord, ReadingRecord.sheet_id == ScoreSheetRecord.id)
        .where(
            ReadingRecord.id == PlanRecord.reading_id,
            ReadingRecord.person_id == PlanRecord.person_id,
        )
        .correlate(PlanRecord)
        .scalar_subquery()
    )
    from_later = (
        select(AttemptRecord.id)
        .where(AttemptRecord.id == made_from, in_scope())
        .correlate(PlanRecord, GrantRecord)
        .exists()
    )
    return (
        select(PlanRecord.id)
        .join(GrantRecord, GrantRecord.person_id == PlanRecord.person_id)
        .where(
            GrantRecord.id == grant,
            is_active(account, now),
            shares("plan"),
            or_(
                GrantRecord.scope == "all",
                made_from == GrantRecord.attempt_id,
                and_(
                    GrantRecord.scope == "later",
                    or_(
                        from_later,
                        and_(PlanRecord.reading_id.is_(None), PlanRecord.created_at >= _begins()),
                    ),
                ),
            ),
        )
    )


def granted_exercises(
    session: Session, account: AccountId, grant: GrantId, *, now: datetime
) -> Sequence[LoggedExercise]:
    """The exercise log of somebody who shares it.

    Raises:
        NotFound: as ``load_granted``.
    """
    held = load_granted(session, account, grant, "exercises", now=now)
    return list_exercises(session, held.owner)


def note_opening(
    session: Session,
    account: AccountId,
    grant: Grant,
    *,
    action: str,
    kind: str,
    object_id: str,
    now: datetime,
) -> None:
    """Write down that a coach opened something of the grant's owner, for the owner to see."""
    note(
        session,
        actor=Actor(kind="account", id=account),
        action=action,
        owner=grant.owner,
        kind=kind,
        object_id=object_id,
        now=now,
    )


def leave_grant(session: Session, account: AccountId, grant: GrantId, *, now: datetime) -> None:
    """Give back what one was granted, as a coach.

    Raises:
        NotFound: missing, or somebody else's.
    """
    own = and_(GrantRecord.id == grant, GrantRecord.account_id == account)
    end_grant(session, own, "coach", Actor(kind="account", id=account), grant, now)
