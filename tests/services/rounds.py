"""How do tests ask colleagues and answer for them?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from assessment.domain.areas import AreaId
from assessment.domain.attempts import AttemptId, PersonId
from assessment.domain.colleagues import Invited, Question, RaterId, Role, RoundId, check_round
from assessment.services.catalogs import CatalogShelf
from assessment.services.colleagues import open_round
from assessment.services.rating import begin_rating, save_rating, save_words, submit_rating
from assessment.store.engine import Database
from tests.builders import NOON

EIGHT: tuple[Role, ...] = (
    "manager",
    "peer",
    "peer",
    "peer",
    "report",
    "report",
    "report",
    "other",
)
LAST_DAY: date = (NOON + timedelta(days=21)).date()


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """Somebody who was asked, and the link they were sent."""

    id: RaterId
    role: Role
    token: str


def invited(roles: Sequence[Role]) -> tuple[Invited, ...]:
    return tuple(
        Invited(name=f"{role.title()} {number}", role=role, address=f"{role}{number}@example.org")
        for number, role in enumerate(roles, start=1)
    )


def ask(
    database: Database,
    person: PersonId,
    attempt: AttemptId,
    roles: Sequence[Role] = EIGHT,
    *,
    now: datetime = NOON,
) -> tuple[RoundId, list[Colleague]]:
    """Open a round; who was asked, in the order of ``roles``."""
    last_day = (now + timedelta(days=21)).date()
    plan = check_round("Ada", "To grow.", last_day, invited(roles), now=now)
    with database.writing() as session:
        round_id, invitations = open_round(session, person, attempt, plan, now=now)
    return round_id, [
        Colleague(id=sent.rater, role=role, token=sent.token or "")
        for sent, role in zip(invitations, roles, strict=True)
    ]


def answer(
    database: Database,
    shelf: CatalogShelf,
    colleague: Colleague,
    ratings: Mapping[AreaId, int | None],
    words: Mapping[Question, str] | None = None,
    *,
    submit: bool = True,
    now: datetime = NOON,
) -> str:
    """Begin with the link, answer, submit; the colleague's own key."""
    with database.writing() as session:
        key = begin_rating(session, colleague.token, now=now)
    for area, value in ratings.items():
        with database.writing() as session:
            save_rating(session, shelf, key, area, value, now=now)
    with database.writing() as session:
        save_words(session, key, words or {}, now=now)
        if submit:
            submit_rating(session, key, now=now)
    return key
