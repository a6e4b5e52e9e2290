"""How are those who approve a brief asked apart, and when may what they said be seen?

Each gets a link of their own, of which a hash is kept. Nobody's answers are shown until everybody
who was asked has answered, or the brief's owners end the round.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from assessment.domain.accounts import AccountId, OrganisationId
from assessment.domain.brief_questions import (
    ANSWER_LIMIT,
    APPROVAL,
    APPROVED,
    Compared,
    compare_answers,
    ten_questions,
)
from assessment.domain.briefs import Brief, BriefId
from assessment.domain.catalog import Catalog
from assessment.domain.errors import BriefInvalid, NotFound
from assessment.domain.language import gettext as _
from assessment.domain.text import UnusableText, clean_text
from assessment.services.briefs import WRITERS, load_brief
from assessment.services.tokens import is_token, token_hash
from assessment.services.voices import add_voice, clean_name, voices_of, withdraw_voice
from assessment.store.plain import from_text
from assessment.store.records import (
    BriefRecord,
    BriefVersionRecord,
    BriefVoiceRecord,
    OrganisationRecord,
)

Seat = Literal["ceo", "sponsor", "engineering"]
SEATS: tuple[Seat, ...] = ("ceo", "sponsor", "engineering")
MOST_APPROVERS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Approver:
    """Somebody who was asked; what they said is not in here."""

    id: str
    seat: Seat
    name: str
    answered_at: datetime | None
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Approvals:
    """Where the round stands. ``compared`` is empty while answers must not be seen."""

    approvers: tuple[Approver, ...]
    open: bool
    compared: tuple[Compared, ...]
    approved: bool
    """Everybody asked approves, of the version they read."""
    stale: bool
    """Somebody approved a version before the present one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an approver's link opens: the brief as it stands, and their own answers."""

    name: str
    organisation: str
    brief: Brief
    revision: int
    made_at: datetime
    answers: Mapping[str, str]
    closed: bool


def ask_approver(
    session: Session,
    account: AccountId,
    organisation: OrganisationId,
    brief_id: BriefId,
    seat: str,
    name: str,
    *,
    now: datetime,
) -> str:
    """Ask one more person; the token of their link, shown this once.

    Raises:
        NotFound: no such brief that this account may write.
        BriefInvalid: no name, no such seat, too many, or the round was ended.
    """
    stored = load_brief(session, account, organisation, brief_id, roles=WRITERS)
    chosen = next((known for known in SEATS if known == seat), None)
    missing = _("Give a name, and say as what this person is asked.")
    called = clean_name(name, missing=missing)
    if chosen is None:
        raise BriefInvalid("name", missing)
    record = session.get_one(BriefRecord, brief_id)
    if record.questions_closed_at is not None:
        raise BriefInvalid("name", _("This round was ended; what was said can be read below."))
    return add_voice(
        session,
        brief_id,
        "approver",
        chosen,
        called,
        most=MOST_APPROVERS,
        revision=stored.latest,
        now=now,
    )


def withdraw_approver(
    session: Session,
    account: AccountId,
    organisation: OrganisationId,
    brief_id: BriefId,
    voice: str,
) -> None:
    """Take back a question that was not answered yet; its link opens nothing any more."""
    load_brief(session, account, organisation, brief_id, roles=WRITERS)
    withdraw_voice(session, brief_id, "approver", voice)


def end_round(
    session: Session,
    account: AccountId,
    organisation: OrganisationId,
    brief_id: BriefId,
    *,
    now: datetime,
) -> None:
    """End the questions: links open nothing to fill in any more, and what was said can be read."""
    load_brief(session, account, organisation, brief_id, roles=WRITERS)
    session.execute(
        update(BriefRecord)
        .where(BriefRecord.id == brief_id, BriefRecord.questions_closed_at.is_(None))
        .values(questions_closed_at=now)
    )


def see_approvals(
    session: Session,
    account: AccountId,
    organisation: OrganisationId,
    brief_id: BriefId,
    catalog: Catalog,
) -> Approvals:
    """Who was asked, and what they said once that may be seen.

    Raises:
        NotFound: no such brief that this account may write.
    """
    stored = load_brief(session, account, organisation, brief_id, roles=WRITERS)
    record = session.get_one(BriefRecord, brief_id)
    rows = session.scalars(
        select(BriefVoiceRecord)
        .where(*voices_of(brief_id, "approver"))
        .order_by(BriefVoiceRecord.created_at, BriefVoiceRecord.id)
    ).all()
    answered = [row for row in rows if row.answers is not None]
    open_ = record.questions_closed_at is None and len(answered) < len(rows)
    given = [
        (row.name, cast("dict[str, str]", json.loads(row.answers or "{}"))) for row in answered
    ]
    yes = [
        row
        for row, (_n, said) in zip(answered, given, strict=True)
        if said.get(APPROVAL) == APPROVED
    ]
    seen = bool(answered) and (record.questions_closed_at is not None or not open_)
    return Approvals(
        approvers=tuple(
            Approver(
                id=row.id,
                seat=cast("Seat", row.seat),
                name=row.name,
                answered_at=row.answered_at,
                expires_at=row.expires_at,
            )
            for row in rows
        ),
        open=record.questions_closed_at is None,
        compared=compare_answers(ten_questions(stored.brief, catalog), given) if seen else (),
        approved=seen and len(yes) == len(rows),
        stale=seen and any(row.answered_revision != stored.latest for row in yes),
    )


def open_question(session: Session, token: str, *, now: datetime) -> Asked:
    """What a link opens.

    Raises:
        NotFound: unknown, withdrawn or expired, all alike.
    """
    voice, record = _voice(session, token, now=now)
    version = session.get_one(BriefVersionRecord, (record.id, record.revision))
    organisation = session.get_one(OrganisationRecord, record.organisation_id)
    return Asked(
        name=voice.name,
        organisation=organisation.name,
        brief=from_text(Brief, version.brief),
        revision=record.revision,
        made_at=version.created_at,
        answers=json.loads(voice.answers or "{}"),
        closed=record.questions_closed_at is not None,
    )


def answer_question(
    session: Session,
    token: str,
    answers: Mapping[str, str],
    revision: int,
    catalog: Catalog,
    *,
    now: datetime,
) -> None:
    """Keep the ten answers, given to the version that was read; they can be given anew while open.

    Raises:
        NotFound: as ``open_question``.
        BriefInvalid: answers are missing, too long or none of those offered, each named; the
            round was ended; or the brief changed since it was read.
    """
    asked = open_question(session, token, now=now)
    if asked.closed:
        raise BriefInvalid(
            "approve", _("This round was ended; your answers were not needed any more.")
        )
    if revision != asked.revision:
        raise BriefInvalid("approve", _("The brief was changed while you read. Look at it again."))
    kept: dict[str, str] = {}
    wrong: list[tuple[str, str]] = []
    for question in ten_questions(asked.brief, catalog):
        try:
            said = clean_text(answers.get(question.id, ""), limit=ANSWER_LIMIT, lines=True)
        except UnusableText as refused:
            wrong.append((question.id, str(refused)))
            continue
        offered = question.kind == "words" or said in dict(question.choices)
        if not said or not offered:
            wrong.append((question.id, _("Please answer: %(q)s") % {"q": question.text}))
        kept[question.id] = said
    if wrong:
        raise BriefInvalid(*wrong[0], also=tuple(wrong[1:]))
    voice, _record = _voice(session, token, now=now)
    voice.answers = json.dumps(kept, ensure_ascii=False)
    voice.answered_at = now
    voice.answered_revision = revision
    session.flush()


def _voice(session: Session, token: str, *, now: datetime) -> tuple[BriefVoiceRecord, BriefRecord]:
    found = None
    if is_token(token):
        found = session.execute(
            select(BriefVoiceRecord, BriefRecord)
            .join(BriefRecord, BriefRecord.id == BriefVoiceRecord.brief_id)
            .where(
                BriefVoiceRecord.token_hash == token_hash(token),
                BriefVoiceRecord.kind == "approver",
                BriefVoiceRecord.expires_at > now,
            )
        ).first()
    if found is None:
        raise NotFound("question")
    return found[0], found[1]
