"""How is a coach's sheet for the next conversation put together, and printed?"""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from assessment.documents.pdf import Press
from assessment.documents.preparation import PrintedSheet, preparation_job, state_words
from assessment.documents.printing import PageSize
from assessment.domain.accounts import AccountId
from assessment.domain.attempts import AttemptId, PersonId
from assessment.domain.errors import NotFound
from assessment.domain.language import WordTable, marked
from assessment.domain.preparation import Earlier, LastNote, Preparation, Sitting, prepare
from assessment.domain.sharing import GrantId
from assessment.services.agreed import list_proposed
from assessment.services.attempts import AttemptSummary
from assessment.services.caseload import client_name
from assessment.services.catalogs import CatalogShelf
from assessment.services.change import load_change, to_compare_with
from assessment.services.coach_notes import list_notes
from assessment.services.coach_reports import coach_edition, coach_findings
from assessment.services.granted import granted_attempts, granted_result

__all__ = ["Preparation", "PrintedSheet", "load_preparation", "preparation_pdf", "state_words"]

FORMS = WordTable(
    {
        "quick": marked("Quick form"),
        "full": marked("Full form"),
        "deep-dive": marked("Deep dive"),
    }
)


def load_preparation(
    session: Session,
    shelf: CatalogShelf,
    account: AccountId,
    grant: GrantId,
    attempt: AttemptId | None = None,
    *,
    now: datetime,
) -> Preparation:
    """The sheet for one client: about the result named, else the latest one shared.

    Raises:
        NotFound: no such grant, it is over, or it covers no such result.
        CatalogMissing: the content the result was made from is gone.
    """
    shared = granted_attempts(session, account, grant, now=now)
    chosen = attempt or latest_full(shared)
    if chosen is None:
        raise NotFound("result")
    granted = granted_result(session, shelf, account, grant, chosen, now=now)
    result, owner = granted.presented.result, granted.grant.owner
    notes = list_notes(session, account, grant, now=now, limit=1)
    return prepare(
        shelf.shown(shelf.current),
        Sitting(
            catalog=result.catalog,
            sheet=result.sheet,
            reading=result.reading,
            findings=coach_findings(granted),
            form=FORMS[result.attempt.booklet.form],
            taken_on=_day(result.attempt.submitted_at, result.scored_at),
        ),
        who=client_name(session, account, owner),
        today=now.date(),
        earlier=_earlier(session, shelf, granted.grant.owner, chosen, shared),
        actions=list_proposed(session, account, grant, now=now),
        holds=frozenset(coach_edition(granted.grant).pieces),
        note=LastNote(text=notes[0].text, session_on=notes[0].session_on) if notes else None,
    )


def preparation_pdf(press: Press, sheet: Preparation, *, page_size: PageSize = "A4") -> bytes:
    """The sheet as one page of PDF. Raises as ``Press.make_pdf``."""
    return press.make_pdf(preparation_job(sheet, page_size=page_size))


def latest_full(shared: Sequence[AttemptSummary]) -> AttemptId | None:
    """The latest full form or deep dive, else the latest quick form; None for nothing shared."""
    done = sorted(
        (a for a in shared if a.submitted_at is not None),
        key=lambda a: (a.form != "quick", a.submitted_at or a.started_at, a.id),
    )
    return done[-1].id if done else None


def _earlier(
    session: Session,
    shelf: CatalogShelf,
    owner: PersonId,
    chosen: AttemptId,
    shared: Sequence[AttemptSummary],
) -> Earlier | None:
    """The sitting before among those that are shared: others are none of the coach's business."""
    before = to_compare_with(shared).get(chosen)
    mine = next((a for a in shared if a.id == chosen), None)
    if before is None or mine is None or not _is_before(before, mine):
        return None
    two = load_change(session, shelf, owner, before.id, chosen)
    return Earlier(taken_on=_day(before.submitted_at, before.started_at), change=two.change)


def _is_before(one: AttemptSummary, other: AttemptSummary) -> bool:
    return (one.submitted_at or one.started_at) <= (other.submitted_at or other.started_at)


def _day(submitted: datetime | None, scored: datetime) -> date:
    return (submitted or scored).date()
