"""How does a sample person sit through a form: honestly, not perfectly, the same every time?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from assessment.domain.answers import Answer
from assessment.domain.areas import AreaId
from assessment.domain.attempts import Attempt, BookletEntry, FormId, Mark, PersonId
from assessment.domain.items import (
    ChoiceItem,
    Claim,
    ExhibitItem,
    InstructedCheck,
    Item,
    JudgementItem,
    NumberItem,
    SelfRating,
)
from assessment.domain.profiles import Target
from assessment.services.answering import record_response
from assessment.services.attempts import start_attempt
from assessment.services.catalogs import CatalogShelf
from assessment.services.demo.cast import Skill
from assessment.services.submission import submit_attempt
from assessment.services.tokens import new_id
from assessment.store.engine import Database

FEWEST_SECONDS, MOST_SECONDS = 30, 90
"""On one question; nobody here hurries, so that every result is interpreted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """What somebody chose before the first question."""

    form: FormId
    target: Target
    suspected_gap: AreaId | None
    seed: int


def sit(
    database: Database,
    shelf: CatalogShelf,
    person: PersonId,
    skill: Skill,
    sitting: Sitting,
    *,
    most: int | None = None,
    prediction: Mapping[AreaId, int] | None = None,
    now: datetime,
) -> Attempt:
    """Start, answer and submit; with ``most``, answer so many questions and leave it open."""
    with database.writing() as session:
        attempt = start_attempt(
            session,
            shelf,
            person,
            form=sitting.form,
            target=sitting.target,
            suspected_gap=sitting.suspected_gap,
            seed=sitting.seed,
            now=now,
        )
    ended = _answer(database, shelf, person, attempt, skill, Random(sitting.seed), most, now)  # noqa: S311 - the same people every time
    if most is not None:
        return attempt
    return submit_attempt(
        database, shelf, person, attempt.id, prediction=prediction or {}, now=ended
    )


def _answer(
    database: Database,
    shelf: CatalogShelf,
    person: PersonId,
    attempt: Attempt,
    skill: Skill,
    dice: Random,
    most: int | None,
    now: datetime,
) -> datetime:
    """All answers in one transaction, each at its own moment; when the last was given."""
    at = now
    entries: Sequence[BookletEntry] = attempt.booklet.entries[:most]
    with database.writing() as session:
        catalog = shelf.at(session, attempt.booklet.revision)
        for entry in entries:
            seconds = dice.randint(FEWEST_SECONDS, MOST_SECONDS)
            at += timedelta(seconds=seconds)
            record_response(
                session,
                shelf,
                person,
                attempt.id,
                entry.item,
                _choose(catalog.items[entry.item], entry, skill, dice),
                save_id=new_id(),
                seen_revision=0,
                seconds=float(seconds),
                now=at,
            )
    return at


def _choose(item: Item, entry: BookletEntry, skill: Skill, dice: Random) -> Answer:
    level = skill.of(getattr(item, "area", None))
    match item:
        case JudgementItem():
            return tuple(_near(a.effectiveness, level, dice) for a in item.shown(short=entry.short))
        case ExhibitItem():
            marks: list[Mark] = [
                "T" if statement.truth == _knows(level, dice) else "F"
                for statement in item.shown(short=entry.short)
            ]
            return tuple(marks)
        case NumberItem():
            return float(item.correct if _knows(level, dice) else item.correct * 1.7)
        case ChoiceItem():
            return dice.randrange(len(item.options))
        case SelfRating():
            return dice.randint(2, 4)
        case Claim():
            return dice.randint(0, 3)
        case InstructedCheck():
            return item.correct


def _near(key: float, level: float, dice: Random) -> int:
    """A rating near the key; who is weak sometimes has it the wrong way round."""
    mistaken = level < 1 and dice.random() < 0.5  # noqa: PLR2004 - below it, people guess
    aimed = 6 - key if mistaken else key
    return min(5, max(1, round(aimed + dice.gauss(0, max(0.2, 2.0 - 0.45 * max(0.0, level))))))


def _knows(level: float, dice: Random) -> bool:
    return dice.random() < 0.35 + 0.12 * level
