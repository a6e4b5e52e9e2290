"""How is a candidate invited, told, planned, withdrawn and deleted?

Those who manage a search see a candidate's name where they invite and plan; wherever ratings are,
a letter stands for the candidate until all ratings of the search are in.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import SystemRandom

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from assessment.domain.accounts import AccountId, clean_address
from assessment.domain.errors import HiringInvalid, NotFound
from assessment.domain.hiring.labels import MOST_CANDIDATES, draw_label
from assessment.domain.language import gettext as _
from assessment.domain.text import LINE_LIMIT, UnusableText, clean_text
from assessment.services.audit import note
from assessment.services.erasing import erase
from assessment.services.interview_kits import freeze_kit
from assessment.services.interview_panels import panel_of
from assessment.services.searches import SearchAccess, load_search, managed_search
from assessment.services.tokens import is_id, new_id, new_token, token_hash
from assessment.store.engine import Database
from assessment.store.records import CandidateRecord, ScorecardRecord

EARLIEST_INTERVIEW = timedelta(days=60)
"""How far back an interview that was already held may be noted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody who is interviewed."""

    id: str
    search: str
    letter: str
    name: str
    email: str
    notice_version: int | None
    notice_confirmed_at: datetime | None
    needs: str
    own_words: str
    interview_on: date | None
    withdrawn_at: datetime | None
    asked_groups: bool
    delete_on: date
    created_at: datetime

    @property
    def in_play(self) -> bool:
        """Whether an interview is planned or held, and the candidate has not withdrawn."""
        return self.interview_on is not None and self.withdrawn_at is None


def add_candidate(
    session: Session, account: AccountId, search: str, name: str, email: str, *, now: datetime
) -> tuple[str, str]:
    """A new candidate of a search: their id and the token of their link, shown this once.

    Raises:
        NotFound: no search that this account manages.
        HiringInvalid: no name, no address, somebody invited already, or too many.
    """
    access = managed_search(session, account, search)
    cleaned = _line("name", name)
    try:
        address = clean_address(email)
    except UnusableText as refused:
        raise HiringInvalid("email", str(refused)) from refused
    if not access.search.contact:
        raise HiringInvalid(
            "name", _("Say first whom candidates may ask: it stands in what they are told.")
        )
    held = session.execute(
        select(CandidateRecord.letter, CandidateRecord.email).where(
            CandidateRecord.search_id == search
        )
    ).all()
    if address in {row.email for row in held}:
        raise HiringInvalid("email", _("Somebody with this address is invited already."))
    letter = draw_label([row.letter for row in held], SystemRandom())
    if letter is None:
        raise HiringInvalid(
            "name",
            _("A search holds at most %(most)d candidates.") % {"most": MOST_CANDIDATES},
        )
    if access.search.kept_until <= now.date():
        raise HiringInvalid(
            "name", _("The brief is kept no longer than today: give it a later last day first.")
        )
    token = new_token()
    record = CandidateRecord(
        id=new_id(),
        organisation_id=access.search.organisation,
        search_id=search,
        letter=letter,
        name=cleaned,
        email=address,
        link_hash=token_hash(token),
        notice_version=None,
        notice_confirmed_at=None,
        needs="",
        own_words="",
        interview_on=None,
        withdrawn_at=None,
        asked_groups=False,
        delete_on=access.search.kept_until,
        created_at=now,
    )
    session.add(record)
    session.flush()
    note_candidate(session, access, record.id, "candidate.invited", now=now)
    return record.id, token


def _line(field: str, text: str) -> str:
    try:
        cleaned = clean_text(text, limit=LINE_LIMIT)
    except UnusableText as refused:
        raise HiringInvalid(field, str(refused)) from refused
    if not cleaned:
        raise HiringInvalid(field, _("A name is needed to write to somebody."))
    return cleaned


def candidates_of(session: Session, access: SearchAccess) -> Sequence[Candidate]:
    """The candidates of a search, by letter: the one order in which they ever stand."""
    rows = session.scalars(
        select(CandidateRecord)
        .where(CandidateRecord.search_id == access.search.id)
        .order_by(CandidateRecord.letter)
    )
    return [to_candidate(row) for row in rows]


def load_candidate(
    session: Session, account: AccountId, candidate: str
) -> tuple[SearchAccess, Candidate]:
    """A candidate, for those who work in the search.

    Raises:
        NotFound: missing, or of a search this account does not work in.
    """
    record = session.get(CandidateRecord, candidate) if is_id(candidate) else None
    if record is None:
        raise NotFound("candidate")
    return load_search(session, account, record.search_id), to_candidate(record)


def managed_candidate(
    session: Session, account: AccountId, candidate: str
) -> tuple[SearchAccess, Candidate]:
    """The same for those who manage the search.

    Raises:
        NotFound: as ``load_candidate``, and for those who only interview.
    """
    access, found = load_candidate(session, account, candidate)
    if not access.manages:
        raise NotFound("candidate")
    return access, found


def open_candidate(
    session: Session, account: AccountId, candidate: str, *, now: datetime
) -> tuple[SearchAccess, Candidate]:
    """A candidate's name and state, for those who manage the search; the look is written down."""
    access, found = managed_candidate(session, account, candidate)
    note_candidate(session, access, candidate, "candidate.opened", now=now)
    return access, found


def new_candidate_link(
    session: Session, account: AccountId, candidate: str, *, now: datetime
) -> str:
    """A new link's token; the old link stops working at once."""
    access, _found = managed_candidate(session, account, candidate)
    token = new_token()
    session.execute(
        update(CandidateRecord)
        .where(CandidateRecord.id == candidate)
        .values(link_hash=token_hash(token))
    )
    note_candidate(session, access, candidate, "candidate.link-renewed", now=now)
    return token


def plan_interview(
    session: Session, account: AccountId, candidate: str, day: date, *, now: datetime
) -> None:
    """Plan an interview, or note the day of one that was held. The first one freezes the kit.

    Raises:
        NotFound: no candidate of a search that this account manages.
        HiringInvalid: the notice is not confirmed, the panel is too thin, the day is none,
            or it changes though a card is in.
    """
    access, found = managed_candidate(session, account, candidate)
    if found.withdrawn_at is not None:
        raise HiringInvalid("interview_on", _("This candidate has withdrawn."))
    if found.notice_confirmed_at is None:
        raise HiringInvalid(
            "interview_on",
            _("The candidate has not confirmed the notice yet. Nothing is recorded before that."),
        )
    if not now.date() - EARLIEST_INTERVIEW <= day <= found.delete_on:
        raise HiringInvalid(
            "interview_on",
            _("Give a day in the last sixty days or before the records are deleted."),
        )
    if found.interview_on not in (None, day) and _any_card_in(session, candidate):
        raise HiringInvalid(
            "interview_on",
            _("A card on this candidate is in. The day decides who is asked for one, so it stays."),
        )
    thin = panel_of(session, access).thin
    if thin:
        raise HiringInvalid(
            "interview_on",
            _("At least two people rate each area; put more interviewers on the panel for "
              "%(areas)s.") % {"areas": ", ".join(thin)},
        )  # fmt: skip
    if access.search.kit.missing:
        raise HiringInvalid("interview_on", access.search.shown.missing[0])
    freeze_kit(session, access.search.id, now=now)
    session.execute(
        update(CandidateRecord).where(CandidateRecord.id == candidate).values(interview_on=day)
    )
    note_candidate(session, access, candidate, "candidate.planned", now=now)


def _any_card_in(session: Session, candidate: str) -> bool:
    """Whether somebody has handed in a card, given alone or taken back since."""
    return bool(
        session.scalar(
            select(
                exists().where(
                    ScorecardRecord.candidate_id == candidate,
                    ScorecardRecord.submitted_at.is_not(None),
                )
            )
        )
    )


def withdraw_for(session: Session, account: AccountId, candidate: str, *, now: datetime) -> None:
    """Note that a candidate has withdrawn by word of mouth; twice is no error."""
    access, _found = managed_candidate(session, account, candidate)
    mark_withdrawn(session, candidate, now=now)
    note_candidate(session, access, candidate, "candidate.withdrawn", now=now)


def mark_withdrawn(session: Session, candidate: str, *, now: datetime) -> None:
    """Interviewing ends; what was shared is taken back where the candidate does it."""
    session.execute(
        update(CandidateRecord)
        .where(CandidateRecord.id == candidate, CandidateRecord.withdrawn_at.is_(None))
        .values(withdrawn_at=now)
    )


def delete_candidate(
    database: Database, account: AccountId, candidate: str, *, now: datetime
) -> None:
    """Delete a candidate and everything about them, at their request; for good.

    Raises:
        NotFound: no candidate of a search that this account manages.
    """

    def work(session: Session) -> None:
        access, _found = managed_candidate(session, account, candidate)
        erase(session, CandidateRecord, CandidateRecord.id == candidate, now=now)
        note_candidate(session, access, candidate, "candidate.deleted", now=now)

    database.write(work)
    database.forget_deleted()


def note_candidate(
    session: Session, access: SearchAccess, candidate: str, action: str, *, now: datetime
) -> None:
    """Write down what a member did with a candidate's records."""
    note(
        session,
        actor=access.actor,
        action=action,
        owner=None,
        organisation=access.search.organisation,
        kind="candidate",
        object_id=candidate,
        now=now,
    )


def to_candidate(record: CandidateRecord) -> Candidate:
    """The row as a value, without the hash of its link."""
    return Candidate(
        id=record.id,
        search=record.search_id,
        letter=record.letter,
        name=record.name,
        email=record.email,
        notice_version=record.notice_version,
        notice_confirmed_at=record.notice_confirmed_at,
        needs=record.needs,
        own_words=record.own_words,
        interview_on=record.interview_on,
        withdrawn_at=record.withdrawn_at,
        asked_groups=record.asked_groups,
        delete_on=record.delete_on,
        created_at=record.created_at,
    )
