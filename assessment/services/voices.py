"""How is somebody asked about a brief, by a link of their own of which a hash is kept?

Approvers and the members of a panel are asked alike; what they answer is not.
"""

from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Session

from assessment.domain.errors import BriefInvalid
from assessment.domain.language import gettext as _
from assessment.domain.text import UnusableText, clean_text
from assessment.services.tokens import new_id, new_token, token_hash
from assessment.store.records import BriefVoiceRecord

Kind = Literal["approver", "panel"]

LINK_LASTS = timedelta(days=21)
NAME_LIMIT = 200


def voices_of(brief_id: str, kind: Kind) -> tuple[ColumnElement[bool], ...]:
    """That somebody was asked about this brief, in this way."""
    return (BriefVoiceRecord.brief_id == brief_id, BriefVoiceRecord.kind == kind)


def clean_name(name: str, *, missing: str) -> str:
    """What somebody who is asked is called; ``missing`` is the sentence where nothing was given.

    Raises:
        BriefInvalid: no name, or one that cannot be kept.
    """
    try:
        called = clean_text(name, limit=NAME_LIMIT)
    except UnusableText as refused:
        raise BriefInvalid("name", str(refused)) from None
    if not called:
        raise BriefInvalid("name", missing)
    return called


def add_voice(
    session: Session,
    brief_id: str,
    kind: Kind,
    seat: str,
    called: str,
    *,
    most: int,
    revision: int,
    now: datetime,
) -> str:
    """Ask one more; the token of their link, shown this once.

    Raises:
        BriefInvalid: as many are asked as may be.
    """
    asked = session.scalar(select(func.count()).where(*voices_of(brief_id, kind)))
    if (asked or 0) >= most:
        raise BriefInvalid("name", _("%(n)d people are asked at most.") % {"n": most})
    token = new_token()
    session.add(
        BriefVoiceRecord(
            id=new_id(),
            brief_id=brief_id,
            kind=kind,
            seat=seat,
            name=called,
            token_hash=token_hash(token),
            asked_at_revision=revision,
            created_at=now,
            expires_at=now + LINK_LASTS,
        )
    )
    session.flush()
    return token


def withdraw_voice(session: Session, brief_id: str, kind: Kind, voice: str) -> None:
    """Take an unanswered question back; its link opens nothing any more."""
    session.execute(
        delete(BriefVoiceRecord).where(
            *voices_of(brief_id, kind),
            BriefVoiceRecord.id == voice,
            BriefVoiceRecord.answered_at.is_(None),
        )
    )
