"""How does what a coach and a client agree on land in the client's plan?

The coach puts it to the client, who takes it, declines it or ticks it. Taken, it becomes a step
of the client's latest plan, with the coach's name; a client without a plan keeps it with its date.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import cast

from sqlalchemy import ColumnElement, and_, func, select, update
from sqlalchemy.orm import Session

from assessment.domain.accounts import AccountId
from assessment.domain.attempts import PersonId
from assessment.domain.coaching import (
    MOST_AGREED,
    AgreedDraft,
    AgreedId,
    AgreedLine,
    AgreedState,
    may_move,
)
from assessment.domain.errors import CoachingInvalid, NotFound
from assessment.domain.language import gettext as _
from assessment.domain.plans import ActionId
from assessment.domain.sharing import GrantId
from assessment.services.agreed_plans import land_in_plan, plan_to_land_in, tick_in_plan
from assessment.services.caseload import note_meeting
from assessment.services.catalogs import CatalogShelf
from assessment.services.granted import load_granted, note_opening
from assessment.services.tokens import new_id
from assessment.store.records import AgreedActionRecord, PlanStepRecord
from assessment.store.upsert import insert_once, rows_changed


def propose_action(
    session: Session,
    account: AccountId,
    author: str,
    grant: GrantId,
    draft: AgreedDraft,
    *,
    save_id: str,
    now: datetime,
) -> AgreedId:
    """Put an action to a client; the same form sent twice does so once.

    Raises:
        NotFound: no such grant, or it is over.
        CoachingInvalid: as many as are kept.
    """
    held = load_granted(session, account, grant, now=now)
    count = session.scalar(
        select(func.count()).where(
            AgreedActionRecord.account_id == account, AgreedActionRecord.person_id == held.owner
        )
    )
    if (count or 0) >= MOST_AGREED:
        raise CoachingInvalid("what", _("You have put as many actions to one client as are kept."))
    action = new_id()
    added = insert_once(
        session,
        AgreedActionRecord,
        {
            "id": action,
            "person_id": held.owner,
            "account_id": account,
            "author": author,
            "what": draft.what,
            "done_when": draft.done_when,
            "due_on": draft.due_on,
            "hours": draft.hours,
            "state": "proposed",
            "plan_id": None,
            "save_id": save_id,
            "agreed_at": now,
            "changed_at": now,
        },
    )
    if added:
        note_meeting(session, account, held.owner, now=now)
        note_opening(
            session, account, held, action="action.proposed", kind="agreed-action",
            object_id=action, now=now,
        )  # fmt: skip
        return AgreedId(action)
    return AgreedId(
        session.scalars(
            select(AgreedActionRecord.id).where(
                AgreedActionRecord.person_id == held.owner, AgreedActionRecord.save_id == save_id
            )
        ).one()
    )


def list_proposed(
    session: Session, account: AccountId, grant: GrantId, *, now: datetime
) -> Sequence[AgreedLine]:
    """What one has agreed on with a client, by its day.

    Raises:
        NotFound: no such grant, or it is over.
    """
    held = load_granted(session, account, grant, now=now)
    return _lines(
        session,
        AgreedActionRecord.account_id == account,
        AgreedActionRecord.person_id == held.owner,
    )


def withdraw_action(
    session: Session, account: AccountId, grant: GrantId, action: AgreedId, *, now: datetime
) -> None:
    """Take back an offer the client has not answered.

    Raises:
        NotFound: missing, somebody else's, answered already, or the grant is over.
    """
    held = load_granted(session, account, grant, now=now)
    changed = session.execute(
        update(AgreedActionRecord)
        .where(
            AgreedActionRecord.id == action,
            AgreedActionRecord.account_id == account,
            AgreedActionRecord.person_id == held.owner,
            AgreedActionRecord.state == "proposed",
        )
        .values(state="withdrawn", changed_at=now)
        .execution_options(synchronize_session=False)
    )
    if rows_changed(changed) != 1:
        raise NotFound("agreed action")
    note_opening(
        session, account, held, action="action.withdrawn", kind="agreed-action",
        object_id=action, now=now,
    )  # fmt: skip


def list_agreed(session: Session, client: PersonId) -> Sequence[AgreedLine]:
    """What coaches put to a person, by its day; nothing that was taken back."""
    return _lines(
        session, AgreedActionRecord.person_id == client, AgreedActionRecord.state != "withdrawn"
    )


def _lines(session: Session, *which: ColumnElement[bool]) -> Sequence[AgreedLine]:
    """Agreed actions by their day; what the plan says of a step that one became counts."""
    step = "agreed-" + AgreedActionRecord.id
    rows = session.execute(
        select(AgreedActionRecord, PlanStepRecord.state)
        .outerjoin(
            PlanStepRecord,
            and_(
                PlanStepRecord.plan_id == AgreedActionRecord.plan_id,
                PlanStepRecord.person_id == AgreedActionRecord.person_id,
                PlanStepRecord.action_id == step,
            ),
        )
        .where(*which)
        .order_by(AgreedActionRecord.due_on, AgreedActionRecord.id)
    )
    return [_as_in_plan(to_line(row[0]), row[1]) for row in rows]


def _as_in_plan(line: AgreedLine, step: str | None) -> AgreedLine:
    """Ticked or dropped in the plan is done or declined here."""
    found: dict[str | None, AgreedState] = {"done": "done", "dropped": "declined", "open": "taken",
                                            "doing": "taken"}  # fmt: skip
    return line if line.state == "withdrawn" else replace(line, state=found.get(step, line.state))


def answer_action(
    session: Session,
    shelf: CatalogShelf,
    client: PersonId,
    action: AgreedId,
    to: AgreedState,
    *,
    now: datetime,
) -> AgreedLine:
    """Take an action into one's plan, decline it, or tick it. Twice is once.

    Raises:
        NotFound: missing, somebody else's, or taken back by the coach.
    """
    row = session.scalar(
        select(AgreedActionRecord)
        .where(AgreedActionRecord.id == action, AgreedActionRecord.person_id == client)
        .with_for_update()
    )
    if row is None or row.state == "withdrawn":
        raise NotFound("agreed action")
    line = next(found for found in list_agreed(session, client) if found.id == action)
    if not may_move(line.state, to):
        return line
    plan = line.plan
    if to == "taken" and plan is None:
        plan = plan_to_land_in(session, client)
        if plan is not None and not land_in_plan(
            session, shelf, client, plan, line, step=step_of(action), now=now
        ):
            plan = None
    if plan is not None:
        tick_in_plan(session, client, plan, step_of(action), to, now=now)
    row.state, row.plan_id, row.changed_at = to, plan, now
    session.flush()
    return to_line(row)


def step_of(action: AgreedId) -> ActionId:
    """The step of the plan that an agreed action becomes."""
    return ActionId(f"agreed-{action}")


def to_line(row: AgreedActionRecord) -> AgreedLine:
    """The row as a value."""
    return AgreedLine(
        id=AgreedId(row.id),
        what=row.what,
        done_when=row.done_when,
        due_on=row.due_on,
        hours=row.hours,
        state=cast("AgreedState", row.state),
        author=row.author,
        agreed_on=row.agreed_at.date(),
        changed_at=row.changed_at,
        plan=row.plan_id,
    )
