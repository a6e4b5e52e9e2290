"""How does somebody who is asked answer, change their mind, or decline?

A link opens the notice; beginning takes it, once, and gives whoever began a key of their own. So
nobody who sent or saw the link can read or change what was answered.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import Row, Select, delete, select, update
from sqlalchemy.orm import Session

from assessment.domain.areas import Area, AreaId
from assessment.domain.attempts import PersonId
from assessment.domain.colleagues import (
    Question,
    RaterId,
    RaterState,
    Role,
    RoundId,
    check_value,
    clean_words,
)
from assessment.domain.errors import LinkUsed, NotFound, RoundClosed, RoundInvalid
from assessment.domain.language import gettext as _
from assessment.services.accounts import is_not_closed
from assessment.services.catalogs import CatalogShelf
from assessment.services.tokens import is_token, new_token, token_hash
from assessment.store.records import (
    AttemptRecord,
    RaterAnswerRecord,
    RaterLinkRecord,
    RaterRecord,
    RaterRoundRecord,
    RaterWordsRecord,
)
from assessment.store.upsert import rows_changed


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody is told before they decide: who asks, what for, as whom, until when."""

    rater: RaterId
    round: RoundId
    owner: PersonId
    asker: str
    purpose: str
    role: Role
    state: RaterState
    closes_at: datetime
    closed: bool
    revision: str
    """The content whose areas and anchors are rated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingSheet:
    """One rater's own answers so far."""

    asked: Asked
    areas: tuple[Area, ...]
    answers: Mapping[AreaId, int | None]
    """None is "I cannot say"; an area that is missing was not come to yet."""
    words: Mapping[Question, str]

    @property
    def rated(self) -> int:
        return sum(1 for value in self.answers.values() if value is not None)


def read_notice(session: Session, token: str, *, now: datetime) -> Asked:
    """What a link's holder is told. Reading it changes nothing and says nothing of its use.

    Raises:
        NotFound: no such link, or the account of whoever asked is closed.
        RoundClosed: nobody can answer any more.
    """
    return _open(_by_link(session, token), now)


def begin_rating(session: Session, token: str, *, now: datetime) -> str:
    """Take the link; the key of whoever began, shown this once.

    Raises:
        NotFound, RoundClosed: as ``read_notice``.
        LinkUsed: somebody has begun with a link of this person's before.
    """
    asked = _open(_by_link(session, token, to_write=True), now)
    key = new_token()
    changed = session.execute(
        update(RaterRecord)
        .where(
            RaterRecord.id == asked.rater,
            RaterRecord.person_id == asked.owner,
            RaterRecord.key_hash.is_(None),
        )
        .values(key_hash=token_hash(key), state="begun")
        .execution_options(synchronize_session=False)
    )
    if rows_changed(changed) != 1:
        raise LinkUsed("somebody has begun with this link")
    return key


def decline_rating(session: Session, token: str, *, now: datetime) -> None:
    """Say no before having begun. Nobody is told, and no reminder follows.

    Where somebody has begun, nothing changes and nothing is said of it: whoever asked may hold the
    link, and would learn who has answered.

    Raises:
        NotFound, RoundClosed: as ``read_notice``.
    """
    asked = _open(_by_link(session, token, to_write=True), now)
    session.execute(
        update(RaterRecord)
        .where(
            RaterRecord.id == asked.rater,
            RaterRecord.person_id == asked.owner,
            RaterRecord.key_hash.is_(None),
        )
        .values(state="declined")
        .execution_options(synchronize_session=False)
    )


def load_sheet(session: Session, shelf: CatalogShelf, key: str) -> RatingSheet:
    """A rater's own answers so far, after the round has closed too.

    Raises:
        NotFound: no such key, or it is long over.
    """
    asked = _by_key(session, key)
    answers = session.execute(
        select(RaterAnswerRecord.area, RaterAnswerRecord.value).where(
            RaterAnswerRecord.rater_id == asked.rater, RaterAnswerRecord.person_id == asked.owner
        )
    )
    words = session.execute(
        select(RaterWordsRecord.question, RaterWordsRecord.text).where(
            RaterWordsRecord.rater_id == asked.rater, RaterWordsRecord.person_id == asked.owner
        )
    )
    areas = shelf.shown(shelf.at(session, asked.revision)).areas.values()
    return RatingSheet(
        asked=asked,
        areas=tuple(sorted(areas, key=lambda area: area.order)),
        answers={AreaId(row.area): row.value for row in answers},
        words={cast("Question", row.question): row.text for row in words},
    )


def save_rating(
    session: Session,
    shelf: CatalogShelf,
    key: str,
    area: AreaId,
    value: int | None,
    *,
    now: datetime,
) -> None:
    """Keep what is said of one area; what was said before goes.

    Raises:
        NotFound: no such key, or no such area.
        RoundClosed: nothing changes any more.
        RoundInvalid: not one of the five steps.
    """
    asked = _open(_by_key(session, key, to_write=True), now)
    if area not in shelf.at(session, asked.revision).areas:
        raise NotFound("area")
    checked = check_value(value)
    record = session.get(RaterAnswerRecord, (asked.rater, area))
    if record is None:
        session.add(
            RaterAnswerRecord(rater_id=asked.rater, area=area, person_id=asked.owner, value=checked)
        )
    else:
        record.value = checked
    _come_back(session, asked)


def save_words(session: Session, key: str, words: Mapping[Question, str], *, now: datetime) -> None:
    """Keep what is written to the open questions; an empty text keeps none.

    Raises:
        NotFound, RoundClosed: as ``save_rating``.
        RoundInvalid: too long.
    """
    asked = _open(_by_key(session, key, to_write=True), now)
    for question, text in words.items():
        cleaned = clean_words(text)
        record = session.get(RaterWordsRecord, (asked.rater, question))
        if record is not None and not cleaned:
            session.delete(record)
        elif record is not None:
            record.text = cleaned
        elif cleaned:
            session.add(
                RaterWordsRecord(
                    rater_id=asked.rater, question=question, person_id=asked.owner, text=cleaned
                )
            )
    _come_back(session, asked)


def submit_rating(session: Session, key: str, *, now: datetime) -> None:
    """Let the answers count when the round closes, as they stand then.

    Raises:
        NotFound, RoundClosed: as ``save_rating``.
        RoundInvalid: nothing was rated.
    """
    asked = _open(_by_key(session, key, to_write=True), now)
    rated = session.scalar(
        select(RaterAnswerRecord.area)
        .where(
            RaterAnswerRecord.rater_id == asked.rater,
            RaterAnswerRecord.person_id == asked.owner,
            RaterAnswerRecord.value.is_not(None),
        )
        .limit(1)
    )
    if rated is None:
        raise RoundInvalid(
            "submit", _("Rate at least one area, or withdraw if you would rather not answer.")
        )
    _set_state(session, asked, "submitted")


def withdraw_rating(session: Session, key: str, *, now: datetime) -> None:
    """Delete everything the rater has said, before the round closes.

    Raises:
        NotFound, RoundClosed: as ``save_rating``.
    """
    asked = _open(_by_key(session, key, to_write=True), now)
    for record in (RaterAnswerRecord, RaterWordsRecord):
        session.execute(
            delete(record)
            .where(record.rater_id == asked.rater, record.person_id == asked.owner)
            .execution_options(synchronize_session=False)
        )
    _set_state(session, asked, "withdrawn")


def _come_back(session: Session, asked: Asked) -> None:
    """Whoever answers after having withdrawn has begun again."""
    if asked.state == "withdrawn":
        _set_state(session, asked, "begun")
    session.flush()


def _set_state(session: Session, asked: Asked, state: RaterState) -> None:
    session.execute(
        update(RaterRecord)
        .where(RaterRecord.id == asked.rater, RaterRecord.person_id == asked.owner)
        .values(state=state)
        .execution_options(synchronize_session=False)
    )


def _open(asked: Asked, now: datetime) -> Asked:
    if asked.closed or asked.closes_at <= now:
        raise RoundClosed("the round has closed")
    return asked


_ASKED: Select[*tuple[object, ...]] = (
    select(
        RaterRecord.id,
        RaterRecord.round_id,
        RaterRecord.person_id,
        RaterRecord.role,
        RaterRecord.state,
        RaterRoundRecord.asker,
        RaterRoundRecord.purpose,
        RaterRoundRecord.closes_at,
        RaterRoundRecord.closed_at,
        AttemptRecord.revision,
    )
    .join(
        RaterRoundRecord,
        (RaterRoundRecord.id == RaterRecord.round_id)
        & (RaterRoundRecord.person_id == RaterRecord.person_id),
    )
    .join(
        AttemptRecord,
        (AttemptRecord.id == RaterRoundRecord.attempt_id)
        & (AttemptRecord.person_id == RaterRoundRecord.person_id),
    )
)


def _by_link(session: Session, token: str, *, to_write: bool = False) -> Asked:
    if not is_token(token):
        raise NotFound("link")
    return _one(
        session,
        _ASKED.join(
            RaterLinkRecord,
            (RaterLinkRecord.rater_id == RaterRecord.id)
            & (RaterLinkRecord.person_id == RaterRecord.person_id),
        ).where(
            RaterLinkRecord.token_hash == token_hash(token),
            is_not_closed(RaterRecord.person_id),
        ),
        "link",
        to_write=to_write,
    )


def _by_key(session: Session, key: str, *, to_write: bool = False) -> Asked:
    if not is_token(key):
        raise NotFound("rating")
    return _one(
        session, _ASKED.where(RaterRecord.key_hash == token_hash(key)), "rating", to_write=to_write
    )


def _one(
    session: Session, query: Select[*tuple[object, ...]], what: str, *, to_write: bool
) -> Asked:
    """Whoever writes shares the round's row, so that it does not close meanwhile."""
    if to_write:
        query = query.with_for_update(read=True, of=RaterRoundRecord)
    row: Row[*tuple[object, ...]] | None = session.execute(query).one_or_none()
    if row is None:
        raise NotFound(what)
    return Asked(
        rater=RaterId(row.id),
        round=RoundId(row.round_id),
        owner=PersonId(row.person_id),
        asker=row.asker,
        purpose=row.purpose,
        role=cast("Role", row.role),
        state=cast("RaterState", row.state),
        closes_at=row.closes_at,
        closed=row.closed_at is not None,
        revision=row.revision,
    )
