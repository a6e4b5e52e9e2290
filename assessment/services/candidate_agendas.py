"""How does a candidate hand over topics of their own report, and take them back?

The one place where a candidate and a person meet: by that person's own act, in that person's own
browser, for one employer, until a day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from assessment.domain.accounts import AccountId
from assessment.domain.areas import AreaId
from assessment.domain.attempts import AttemptId, PersonId
from assessment.domain.audit import Actor
from assessment.domain.errors import HiringInvalid
from assessment.domain.hiring.agenda import ConversationAgenda, build_agenda
from assessment.domain.hiring.notice import SHARE_VERSION
from assessment.domain.language import gettext as _
from assessment.services.audit import note
from assessment.services.candidacies import load_candidacy
from assessment.services.candidates import managed_candidate
from assessment.services.catalogs import CatalogShelf
from assessment.services.results import load_result
from assessment.services.tokens import new_id
from assessment.store.plain import from_text, to_text
from assessment.store.records import CandidateAgendaRecord
from assessment.store.upsert import rows_changed

MOST_SHARES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedAgenda:
    """What was handed over, and whether it is still open."""

    id: str
    agenda: ConversationAgenda
    shared_at: datetime
    until: date
    withdrawn_at: datetime | None

    def is_open(self, today: date) -> bool:
        """Whether the employer may read it on this day."""
        return self.withdrawn_at is None and today <= self.until


def preview_agenda(
    session: Session,
    shelf: CatalogShelf,
    person: PersonId,
    attempt: AttemptId,
    areas: Sequence[AreaId] | None,
) -> ConversationAgenda:
    """What would be handed over of one's own result, word for word; all areas for None.

    Raises:
        NotFound: no such result of this person.
        AttemptStillOpen: not submitted yet.
        HiringInvalid: the quick form, which has no areas, or answers that are not interpreted.
    """
    result = load_result(session, shelf, person, attempt)
    if result.attempt.booklet.form == "quick" or result.reading.stage is None:
        raise HiringInvalid("attempt", _("Topics can be made from a full result that is read."))
    chosen = list(result.catalog.areas) if areas is None else areas
    return build_agenda(result.catalog, result.reading, chosen)


def share_agenda(
    session: Session,
    shelf: CatalogShelf,
    key: str,
    person: PersonId,
    attempt: AttemptId,
    areas: Sequence[AreaId],
    until: date,
    *,
    now: datetime,
) -> str:
    """Hand the topics of the chosen areas to the employer of this link, until a day; its id.

    Raises:
        NotFound: no such link, or no such result of this person.
        HiringInvalid: not confirmed, withdrawn, nothing chosen, or a day out of bounds.
    """
    found = load_candidacy(session, key)
    if not found.confirmed or found.candidate.withdrawn_at is not None:
        raise HiringInvalid("areas", _("Nothing can be handed over now."))
    if not now.date() <= until <= found.candidate.delete_on:
        raise HiringInvalid(
            "until", _("Choose a day from today until your records there are deleted.")
        )
    agenda = preview_agenda(session, shelf, person, attempt, areas)
    if not agenda.areas:
        raise HiringInvalid("areas", _("Choose at least one area."))
    if len(_shares(session, found.candidate.id)) >= MOST_SHARES:
        raise HiringInvalid("areas", _("You have handed over as much as is kept."))
    share = new_id()
    session.add(
        CandidateAgendaRecord(
            id=share,
            organisation_id=found.organisation,
            candidate_id=found.candidate.id,
            person_id=person,
            consent_version=SHARE_VERSION,
            agenda=to_text(agenda),
            shared_at=now,
            until=until,
            withdrawn_at=None,
        )
    )
    session.flush()
    _note(session, found.actor, person, found.organisation, "agenda.shared", share, now=now)
    return share


def own_shares(session: Session, key: str) -> Sequence[SharedAgenda]:
    """What a candidate has handed over, the latest first."""
    return _shares(session, load_candidacy(session, key).candidate.id)


def take_back(session: Session, key: str, share: str, *, now: datetime) -> None:
    """Close an agenda to the employer at once; twice is no error. What was read stays read."""
    found = load_candidacy(session, key)
    owner = session.scalar(
        select(CandidateAgendaRecord.person_id).where(
            CandidateAgendaRecord.id == share,
            CandidateAgendaRecord.candidate_id == found.candidate.id,
        )
    )
    if owner is None:
        return
    closed = session.execute(
        update(CandidateAgendaRecord)
        .where(
            CandidateAgendaRecord.id == share,
            CandidateAgendaRecord.candidate_id == found.candidate.id,
            CandidateAgendaRecord.withdrawn_at.is_(None),
        )
        .values(withdrawn_at=now)
        .execution_options(preserve_rowcount=True)
    )
    if rows_changed(closed) != 1:
        return
    _note(
        session,
        found.actor,
        PersonId(owner),
        found.organisation,
        "agenda.withdrawn",
        share,
        now=now,
    )


def open_agendas(
    session: Session, account: AccountId, candidate: str, *, now: datetime
) -> Sequence[SharedAgenda]:
    """The agendas open to those who manage a search; each look is in the owner's ledger.

    Raises:
        NotFound: no candidate of a search that this account manages.
    """
    access, _found = managed_candidate(session, account, candidate)
    shown = [s for s in _shares(session, candidate) if s.is_open(now.date())]
    rows = session.execute(
        select(CandidateAgendaRecord.id, CandidateAgendaRecord.person_id).where(
            CandidateAgendaRecord.candidate_id == candidate
        )
    )
    owners = {row.id: row.person_id for row in rows}
    for share in shown:
        _note(
            session,
            access.actor,
            PersonId(owners[share.id]),
            access.search.organisation,
            "agenda.opened",
            share.id,
            now=now,
        )
    return shown


def _shares(session: Session, candidate: str) -> Sequence[SharedAgenda]:
    rows = session.scalars(
        select(CandidateAgendaRecord)
        .where(CandidateAgendaRecord.candidate_id == candidate)
        .order_by(CandidateAgendaRecord.shared_at.desc(), CandidateAgendaRecord.id)
    )
    return [
        SharedAgenda(
            id=row.id,
            agenda=from_text(ConversationAgenda, row.agenda),
            shared_at=row.shared_at,
            until=row.until,
            withdrawn_at=row.withdrawn_at,
        )
        for row in rows
    ]


def _note(
    session: Session,
    actor: Actor,
    owner: PersonId,
    organisation: str,
    action: str,
    share: str,
    *,
    now: datetime,
) -> None:
    note(
        session,
        actor=actor,
        action=action,
        owner=owner,
        organisation=organisation,
        kind="agenda",
        object_id=share,
        now=now,
    )
