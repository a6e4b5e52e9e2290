"""What becomes of an organisation whose only administrator deletes themselves?

Nobody else could answer its candidates or lift its holds. So it is handed over first where others
work in it, and goes with its administrator where nobody does; a hold is lifted before either.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from assessment.domain.accounts import OrganisationId
from assessment.domain.attempts import PersonId
from assessment.services.erasing import erase
from assessment.store.records import (
    AccountRecord,
    BriefRecord,
    CandidateRecord,
    MembershipRecord,
    OrganisationRecord,
    SearchRecord,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """An organisation that would be without an administrator."""

    id: OrganisationId
    name: str
    others: int
    """Whoever else works in it and could take it over."""
    briefs: int
    held: bool
    """Whether a search is kept longer for a written reason."""

    @property
    def stops(self) -> bool:
        """Whether its administrator has to do something before they can go."""
        return bool(self.others) or self.held


def left_behind(session: Session, person: PersonId) -> Sequence[Left]:
    """The organisations that nobody but this person administers, by name.

    An administrator whose account is closed does not count: they can do nothing.
    """
    other = aliased(MembershipRecord)
    others = (
        select(func.count())
        .select_from(other)
        .join(AccountRecord, AccountRecord.id == other.account_id)
        .where(
            other.organisation_id == OrganisationRecord.id,
            AccountRecord.active,
            AccountRecord.person_id != person,
        )
    )
    briefs = select(func.count()).where(BriefRecord.organisation_id == OrganisationRecord.id)
    held = select(SearchRecord.id).where(
        SearchRecord.organisation_id == OrganisationRecord.id, SearchRecord.hold_reason != ""
    )
    own = (
        select(MembershipRecord.organisation_id)
        .join(AccountRecord, AccountRecord.id == MembershipRecord.account_id)
        .where(AccountRecord.person_id == person, MembershipRecord.role == "admin")
    )
    rows = session.execute(
        select(
            OrganisationRecord.id,
            OrganisationRecord.name,
            others.scalar_subquery().label("others"),
            briefs.scalar_subquery().label("briefs"),
            held.exists().label("held"),
        )
        .where(
            OrganisationRecord.id.in_(own),
            ~others.with_only_columns(other.account_id).where(other.role == "admin").exists(),
        )
        .order_by(OrganisationRecord.name, OrganisationRecord.id)
    )
    return [
        Left(
            id=OrganisationId(row.id),
            name=row.name,
            others=row.others,
            briefs=row.briefs,
            held=row.held,
        )
        for row in rows
    ]


def lock_administrators(session: Session, person: PersonId) -> None:
    """Hold the administrators of this person's organisations, as leaving one does.

    So two who go at once do not both count the other.
    """
    own = (
        select(MembershipRecord.organisation_id)
        .join(AccountRecord, AccountRecord.id == MembershipRecord.account_id)
        .where(AccountRecord.person_id == person)
    )
    session.scalars(
        select(MembershipRecord.account_id)
        .where(MembershipRecord.organisation_id.in_(own), MembershipRecord.role == "admin")
        .order_by(MembershipRecord.organisation_id, MembershipRecord.account_id)
        .with_for_update()
    ).all()


def dissolve(session: Session, organisation: OrganisationId, *, now: datetime) -> None:
    """Delete an organisation with its briefs, searches and candidates.

    Remembered, each by itself, so that a restored backup deletes them again.
    """
    for record in (CandidateRecord, BriefRecord):
        erase(session, record, record.organisation_id == organisation, now=now)
    erase(session, OrganisationRecord, OrganisationRecord.id == organisation, now=now)
