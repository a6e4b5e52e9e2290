"""How is a result shown to whoever holds a link, and how does its owner end that?

The link's token is kept as a hash, so it can be shown once; whoever holds it sees the edition
that was chosen, nothing more, and only while the link is open.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from assessment.domain.attempts import AttemptId, PersonId
from assessment.domain.audit import Actor
from assessment.domain.editions import Edition
from assessment.domain.errors import NotFound, SharingInvalid
from assessment.domain.language import gettext as _
from assessment.domain.sharing import (
    LONGEST_LINK_DAYS,
    MOST_KEPT,
    MOST_LINKS,
    ShareLink,
    ShareLinkId,
    check_until,
    clean_label,
    clean_link_purpose,
    clean_name,
)
from assessment.services.accounts import is_not_closed
from assessment.services.audit import note
from assessment.services.editions import from_edition_text, to_edition_text
from assessment.services.grants import refuse_unsubmitted
from assessment.services.people import lock_person
from assessment.services.shared_rows import count_open, make_room
from assessment.services.tokens import is_token, new_id, new_token, token_hash
from assessment.store.records import ShareLinkRecord
from assessment.store.upsert import insert_once, rows_changed


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkWishes:
    """What the owner of a link writes and ticks."""

    attempt: AttemptId
    edition: Edition
    label: str
    """For themselves alone."""
    purpose: str
    """Read by whoever holds the link."""
    name: str
    """Shown only where the edition holds the name."""
    with_pdf: bool
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeLink:
    """A link just made. ``token`` is None where the same form was sent before."""

    link: ShareLinkId
    token: str | None


def make_link(
    session: Session, owner: PersonId, wishes: LinkWishes, *, save_id: str, now: datetime
) -> MadeLink:
    """A link to an edition of one's own result; its token, this once.

    Raises:
        SharingInvalid: the words or the day cannot be kept, or there are as many as can be.
        NotFound: no such result of this person.
    """
    label, purpose = clean_label(wishes.label), clean_link_purpose(wishes.purpose)
    name = clean_name(wishes.name) if wishes.edition.holds("name") else ""
    if wishes.edition.holds("name") and not name:
        raise SharingInvalid("name", _("Write the name to show, or take the tick from your name."))
    check_until(wishes.until, today=now.date(), longest=LONGEST_LINK_DAYS)
    lock_person(session, owner)
    if (known := _made_before(session, owner, save_id)) is not None:
        return MadeLink(link=known, token=None)
    refuse_unsubmitted(session, owner, wishes.attempt)
    if count_open(session, ShareLinkRecord, owner, now=now) >= MOST_LINKS:
        raise SharingInvalid(
            "label",
            _("You have %(n)d links, the most there can be. End one of them first.")
            % {"n": MOST_LINKS},
        )
    make_room(session, ShareLinkRecord, owner, most=MOST_KEPT, now=now)
    link, token = ShareLinkId(new_id()), new_token()
    values = {
        "id": link,
        "person_id": owner,
        "attempt_id": wishes.attempt,
        "token_hash": token_hash(token),
        "label": label,
        "purpose": purpose,
        "shown_name": name,
        "edition": to_edition_text(wishes.edition),
        "with_pdf": wishes.with_pdf,
        "until": wishes.until,
        "save_id": save_id,
        "created_at": now,
    }
    if not insert_once(session, ShareLinkRecord, values):  # the same form, at the same moment
        known = _made_before(session, owner, save_id)
        if known is None:
            raise NotFound("link")
        return MadeLink(link=known, token=None)
    _note(session, Actor(kind="person", id=owner), "link.made", owner, link, now)
    return MadeLink(link=link, token=token)


def _made_before(session: Session, owner: PersonId, save_id: str) -> ShareLinkId | None:
    found = session.scalar(
        select(ShareLinkRecord.id).where(
            ShareLinkRecord.person_id == owner, ShareLinkRecord.save_id == save_id
        )
    )
    return None if found is None else ShareLinkId(found)


def find_open_link(session: Session, token: str, *, now: datetime) -> ShareLink:
    """The link behind a token, as long as it is open.

    Raises:
        NotFound: no such link, or over, or ended, or its owner's account is closed: all the same.
    """
    if not is_token(token):
        raise NotFound("link")
    record = session.scalar(
        select(ShareLinkRecord).where(
            ShareLinkRecord.token_hash == token_hash(token),
            ShareLinkRecord.ended_at.is_(None),
            ShareLinkRecord.until >= now.date(),
            is_not_closed(ShareLinkRecord.person_id),
        )
    )
    if record is None:
        raise NotFound("link")
    return _to_link(record)


def note_link_opened(session: Session, link: ShareLink, action: str, *, now: datetime) -> None:
    """Write down that whoever holds a link opened it, for its owner to see."""
    _note(session, Actor(kind="link", id=link.id), action, link.owner, link.id, now)


def end_link(session: Session, owner: PersonId, link: ShareLinkId, *, now: datetime) -> None:
    """End a link; it opens nothing from the next request on. One ended before stays as it was.

    Raises:
        NotFound: missing, or somebody else's.
    """
    load_own_link(session, owner, link)
    ended = session.execute(
        update(ShareLinkRecord)
        .where(
            ShareLinkRecord.id == link,
            ShareLinkRecord.person_id == owner,
            ShareLinkRecord.ended_at.is_(None),
        )
        .values(ended_at=now)
        .execution_options(synchronize_session=False)
    )
    if rows_changed(ended) == 1:
        _note(session, Actor(kind="person", id=owner), "link.ended", owner, link, now)


def load_own_link(session: Session, owner: PersonId, link: ShareLinkId) -> ShareLink:
    """One of one's own links.

    Raises:
        NotFound: missing, or somebody else's.
    """
    record = session.scalar(
        select(ShareLinkRecord).where(
            ShareLinkRecord.id == link, ShareLinkRecord.person_id == owner
        )
    )
    if record is None:
        raise NotFound("link")
    return _to_link(record)


def list_links(session: Session, owner: PersonId) -> Sequence[ShareLink]:
    """The links of a person that are kept, those that are over as well, the latest first."""
    return [
        _to_link(record)
        for record in session.scalars(
            select(ShareLinkRecord)
            .where(ShareLinkRecord.person_id == owner)
            .order_by(ShareLinkRecord.created_at.desc(), ShareLinkRecord.id)
        )
    ]


def _note(
    session: Session, actor: Actor, action: str, owner: PersonId, link: ShareLinkId, now: datetime
) -> None:
    note(session, actor=actor, action=action, owner=owner, kind="link", object_id=link, now=now)


def _to_link(record: ShareLinkRecord) -> ShareLink:
    return ShareLink(
        id=ShareLinkId(record.id),
        owner=PersonId(record.person_id),
        attempt=AttemptId(record.attempt_id),
        edition=from_edition_text(record.edition),
        label=record.label,
        purpose=record.purpose,
        name=record.shown_name,
        with_pdf=record.with_pdf,
        until=record.until,
        created_at=record.created_at,
        ended_at=record.ended_at,
    )
