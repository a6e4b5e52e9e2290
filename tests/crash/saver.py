"""A process that answers an attempt, says so after each commit, and then waits to be killed.

Started by ``test_killed_saver`` with the database's address, the person, the attempt and how many
answers to acknowledge. On standard output: one line ``item revision`` for each answer whose save
has been acknowledged, then ``midway item`` when the next one has been written but not committed.
"""

import sys
import time
from datetime import UTC, datetime

from assessment.domain.attempts import AttemptId, PersonId
from assessment.services.answering import load_answers, record_response
from assessment.services.attempts import load_attempt
from assessment.store.engine import open_database
from tests.builders import make_answer
from tests.store.contents import make_shelf

ANSWERS = 30


def main(address: str, person: PersonId, attempt: AttemptId, acknowledge: int) -> None:
    database, shelf = open_database(address), make_shelf()
    with database.reading() as session:
        booklet = load_attempt(session, person, attempt).booklet
        answers = load_answers(session, person, attempt)
    left = [entry for entry in booklet.entries[:ANSWERS] if entry.item not in answers]
    for number, entry in enumerate(left[: acknowledge + 1]):
        with database.writing() as session:
            saved = record_response(
                session,
                shelf,
                person,
                attempt,
                entry.item,
                make_answer(shelf.current, entry),
                save_id=f"save-{entry.item}",
                seen_revision=0,
                seconds=31.25,
                now=datetime.now(UTC),
            )
            if number == acknowledge:
                say(f"midway {saved.item}")
                time.sleep(60)
        say(f"{saved.item} {saved.revision}")


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], PersonId(sys.argv[2]), AttemptId(sys.argv[3]), int(sys.argv[4]))
