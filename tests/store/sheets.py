"""How do store tests get an answered attempt without a database?"""

from assessment.domain.answers import SavedAnswer, response_for_scoring
from assessment.domain.attempts import Attempt, AttemptId, PersonId
from assessment.domain.booklets import assemble_booklet
from tests.builders import NOON, make_answer, make_catalog, make_target


def make_answered_attempt(seed: int = 5) -> Attempt:
    catalog = make_catalog()
    booklet = assemble_booklet(catalog, "full", seed)
    answers = [
        SavedAnswer(
            item=entry.item,
            value=make_answer(catalog, entry),
            skip_reason=None,
            seconds=33.3,
            revision=1,
        )
        for entry in booklet.entries
    ]
    return Attempt(
        id=AttemptId("a" * 32),
        person=PersonId("p" * 32),
        booklet=booklet,
        target=make_target(),
        suspected_gap=None,
        started_at=NOON,
        submitted_at=None,
        continues=None,
        responses={answer.item: response_for_scoring(answer) for answer in answers},
    )
