"""How does the owner of a brief invite a panel, and lead it through its two rounds?

At least five people who know the role mark each area alone, by a link of which a hash is kept.
"""

from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from assessment.domain.accounts import AccountId, OrganisationId
from assessment.domain.brief_panel import FEWEST_MEMBERS
from assessment.domain.briefs import BriefId
from assessment.domain.errors import BriefInvalid
from assessment.domain.language import gettext as _
from assessment.services.panel_targets import (
    FIRST,
    OVER,
    SECOND,
    owned_brief,
    too_few,
)
from assessment.services.tokens import new_token, token_hash
from assessment.services.voices import LINK_LASTS, add_voice, clean_name, voices_of, withdraw_voice
from assessment.store.records import BriefVoiceRecord

MOST_MEMBERS = 30


def invite_member(
    session: Session,
    account: AccountId,
    organisation: OrganisationId,
    brief_id: BriefId,
    name: str,
    *,
    now: datetime,
) -> str:
    """Invite one more person to round one; the token of their link, shown this once.

    Raises:
        NotFound: no such brief that this account may write.
        BriefInvalid: no name, too many, or round one is closed.
    """
    stored, record = owned_brief(session, account, organisation, brief_id)
    called = clean_name(name, missing=_("Give the name of somebody who knows the role."))
    if record.panel_round > FIRST or record.panel_closed_at is not None:
        raise BriefInvalid("name", _("Round one is closed; nobody can join the panel any more."))
    token = add_voice(
        session,
        brief_id,
        "panel",
        "member",
        called,
        most=MOST_MEMBERS,
        revision=stored.latest,
        now=now,
    )
    record.panel_round = FIRST
    session.flush()
    return token


def withdraw_member(
    session: Session,
    account: AccountId,
    organisation: OrganisationId,
    brief_id: BriefId,
    member: str,
) -> None:
    """Take an invitation back that nobody marked by yet; its link opens nothing any more."""
    owned_brief(session, account, organisation, brief_id)
    withdraw_voice(session, brief_id, "panel", member)


def close_round(
    session: Session,
    account: AccountId,
    organisation: OrganisationId,
    brief_id: BriefId,
    *,
    now: datetime,
) -> None:
    """Close the round that is open. Who did not mark in round one leaves the panel.

    Raises:
        NotFound: no such brief that this account may write.
        BriefInvalid: no round is open, or fewer than five marked in round one.
    """
    _stored, record = owned_brief(session, account, organisation, brief_id)
    if record.panel_round not in (FIRST, SECOND) or record.panel_closed_at is not None:
        raise BriefInvalid("round", _("No round is open."))
    if record.panel_round == FIRST:
        # Nothing is shown of fewer than five, so the round stays open for more to join.
        marked = select(func.count()).where(
            *voices_of(brief_id, "panel"), BriefVoiceRecord.answered_at.is_not(None)
        )
        if (session.scalar(marked) or 0) < FEWEST_MEMBERS:
            raise BriefInvalid("round", too_few())
        session.execute(
            delete(BriefVoiceRecord).where(
                *voices_of(brief_id, "panel"), BriefVoiceRecord.answered_at.is_(None)
            )
        )
    else:
        record.panel_round = OVER
    record.panel_closed_at = now
    session.flush()


def open_second_round(
    session: Session,
    account: AccountId,
    organisation: OrganisationId,
    brief_id: BriefId,
    *,
    now: datetime,
) -> None:
    """Ask the same people again; their links work again and show them the medians.

    Raises:
        NotFound: no such brief that this account may write.
        BriefInvalid: round one is not closed, or round two was opened before.
    """
    _stored, record = owned_brief(session, account, organisation, brief_id)
    if record.panel_round != FIRST or record.panel_closed_at is None:
        raise BriefInvalid("round", _("Round two follows when round one is closed."))
    record.panel_round = SECOND
    record.panel_closed_at = None
    session.execute(
        update(BriefVoiceRecord)
        .where(*voices_of(brief_id, "panel"))
        .values(expires_at=now + LINK_LASTS)
    )
    session.flush()


def renew_link(
    session: Session,
    account: AccountId,
    organisation: OrganisationId,
    brief_id: BriefId,
    member: str,
    *,
    now: datetime,
) -> str | None:
    """A new link for a member who lost theirs; the old one ends. None: no such member.

    It shows nothing of what they marked, so that nobody learns it by making a link.

    Raises:
        NotFound: no such brief that this account may write.
    """
    owned_brief(session, account, organisation, brief_id)
    found = session.scalar(
        select(BriefVoiceRecord).where(*voices_of(brief_id, "panel"), BriefVoiceRecord.id == member)
    )
    if found is None:
        return None
    token = new_token()
    found.token_hash = token_hash(token)
    found.expires_at = now + LINK_LASTS
    session.flush()
    return token


def dissolve_panel(
    session: Session, account: AccountId, organisation: OrganisationId, brief_id: BriefId
) -> None:
    """Delete the panel with everything it marked, so that another can begin.

    Levels that were taken over stay in the brief, with their reasons.
    """
    _stored, record = owned_brief(session, account, organisation, brief_id)
    session.execute(delete(BriefVoiceRecord).where(*voices_of(brief_id, "panel")))
    record.panel_round = 0
    record.panel_closed_at = None
    session.flush()
