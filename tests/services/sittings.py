"""How do tests sit through a form?"""

from datetime import datetime

from assessment.domain.attempts import Attempt, AttemptId, FormId, PersonId
from assessment.services.answering import load_answers, record_response
from assessment.services.attempts import load_attempt, start_attempt
from assessment.services.catalogs import CatalogShelf
from assessment.services.submission import submit_attempt
from assessment.store.engine import Database
from tests.builders import NOON, make_answer, make_target


def open_sitting(
    database: Database, shelf: CatalogShelf, person: PersonId, form: FormId = "full", seed: int = 7
) -> Attempt:
    with database.writing() as session:
        return start_attempt(
            session, shelf, person, form=form, target=make_target(), seed=seed, now=NOON
        )


def answer_all(
    database: Database, shelf: CatalogShelf, person: PersonId, attempt: AttemptId, salt: int = 0
) -> None:
    """Answer every place that is not locked, each in a transaction of its own."""
    with database.reading() as session:
        booklet = load_attempt(session, person, attempt).booklet
        catalog = shelf.at(session, booklet.revision)
        saved = load_answers(session, person, attempt)
    for entry in booklet.entries:
        if entry.locked or entry.item in saved:
            continue
        with database.writing() as session:
            record_response(
                session,
                shelf,
                person,
                attempt,
                entry.item,
                make_answer(catalog, entry, salt),
                save_id=f"save-{entry.item}"[:64],
                seen_revision=0,
                seconds=40.5,
                now=NOON,
            )


def finish_sitting(
    database: Database,
    shelf: CatalogShelf,
    person: PersonId,
    form: FormId = "full",
    *,
    seed: int = 7,
    now: datetime = NOON,
) -> Attempt:
    """Start, answer and submit."""
    attempt = open_sitting(database, shelf, person, form, seed)
    answer_all(database, shelf, person, attempt.id)
    return submit_attempt(database, shelf, person, attempt.id, now=now)
