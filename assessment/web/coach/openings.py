"""How does a view of a coach fetch through a grant, and write down what was opened?"""

from flask import g

from assessment.domain.attempts import AttemptId
from assessment.domain.errors import NotFound
from assessment.domain.sharing import Grant, GrantId
from assessment.services.change import TwoSittings, load_change
from assessment.services.coach_reports import coach_edition
from assessment.services.granted import (
    GrantedResult,
    granted_result,
    load_granted,
    note_opening,
)
from assessment.web.state import database, now, shelf


def held(grant: str) -> Grant:
    """The grant of an address, as long as it stands. Raises NotFound."""
    with database().reading() as session:
        return load_granted(session, g.account, GrantId(grant), now=now())


def opened(grant: Grant, *, kind: str, object_id: str, action: str = "") -> None:
    """Write down that this was opened, before it is shown: what cannot be noted is not shown."""
    deed = action or f"{kind}.opened"
    database().write(
        lambda session: note_opening(
            session, g.account, grant, action=deed, kind=kind, object_id=object_id, now=now()
        )
    )


def open_result(grant: str, attempt: str) -> GrantedResult:
    """Somebody's result through its grant, written down."""
    with database().reading() as session:
        found = granted_result(
            session, shelf(), g.account, GrantId(grant), AttemptId(attempt), now=now()
        )
    opened(found.grant, kind="result", object_id=attempt)
    return found


def open_change(grant: str, one: str, other: str) -> tuple[Grant, TwoSittings]:
    """Two results of a client through one grant, written down."""
    with database().reading() as session:
        found = granted_result(
            session, shelf(), g.account, GrantId(grant), AttemptId(one), now=now()
        )
        granted_result(session, shelf(), g.account, GrantId(grant), AttemptId(other), now=now())
        if not coach_edition(found.grant).holds("numbers"):
            raise NotFound("change")
        two = load_change(session, shelf(), found.grant.owner, AttemptId(one), AttemptId(other))
    for each in (two.first, two.second):
        opened(found.grant, kind="result", object_id=each.attempt.id)
    return found.grant, two
