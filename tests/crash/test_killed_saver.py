"""An answer that was acknowledged is there after the process that saved it has been killed."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from assessment.domain.attempts import AttemptId, PersonId
from assessment.domain.bank import ItemId
from assessment.domain.scoring.sheet import ScoreSheet
from assessment.services.answering import load_question
from assessment.services.attempts import start_attempt
from assessment.services.people import start_guest
from assessment.services.results import load_result
from assessment.services.submission import submit_attempt
from assessment.store.engine import Database, open_database
from tests.builders import NOON, make_answer, make_target
from tests.crash.saver import ANSWERS
from tests.store.contents import make_shelf

KILL_AFTER = 5
PROJECT = Path(__file__).parents[2]


def begin(database: Database) -> tuple[PersonId, AttemptId]:
    with database.writing() as session:
        person = start_guest(session, now=NOON)[0].id
        attempt = start_attempt(
            session, make_shelf(), person, form="full", target=make_target(), seed=11, now=NOON
        )
    return person, attempt.id


def run_saver(
    address: str, person: PersonId, attempt: AttemptId, *, acknowledge: int
) -> tuple[list[str], str | None]:
    """The items one run acknowledged, and the one whose save the kill cut short, if any."""
    saver = subprocess.Popen(
        [sys.executable, "-m", "tests.crash.saver", address, person, attempt, str(acknowledge)],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert saver.stdout is not None
    acknowledged: list[str] = []
    midway = None
    with saver.stdout as lines:
        for line in lines:
            first, second = line.split()
            if first == "midway":
                midway = second
                saver.send_signal(signal.SIGKILL)
            else:
                acknowledged.append(first)
    assert saver.wait(timeout=30) == (0 if midway is None else -signal.SIGKILL)
    return acknowledged, midway


def saved_items(
    database: Database, person: PersonId, attempt: AttemptId, items: list[str]
) -> list[str]:
    """Which of the items hold the answer that was sent."""
    catalog = make_shelf().current
    held = []
    with database.reading() as session:
        for item in items:
            place = load_question(session, person, attempt, ItemId(item))
            if place.saved is not None and place.saved.value == make_answer(catalog, place.entry):
                held.append(item)
    return held


def sheet_of(database: Database, person: PersonId, attempt: AttemptId) -> ScoreSheet:
    submit_attempt(database, make_shelf(), person, attempt, now=NOON)
    with database.reading() as session:
        return load_result(session, make_shelf(), person, attempt).sheet


@pytest.mark.slow
def test_no_acknowledged_answer_is_lost_when_the_process_is_killed_after_every_fifth(
    address: str,
) -> None:
    database = open_database(address)
    person, attempt = begin(database)
    acknowledged: list[str] = []
    cut_short: list[str] = []
    while len(acknowledged) < ANSWERS:
        items, midway = run_saver(address, person, attempt, acknowledge=KILL_AFTER)
        assert len(items) == KILL_AFTER
        acknowledged += items
        assert saved_items(database, person, attempt, acknowledged) == acknowledged
        if midway is not None:
            cut_short.append(midway)
            assert saved_items(database, person, attempt, [midway]) == []
    assert len(cut_short) == ANSWERS // KILL_AFTER - 1
    assert len(set(acknowledged)) == ANSWERS
    assert set(cut_short) < set(acknowledged)

    other_person, unkilled = begin(database)
    assert run_saver(address, other_person, unkilled, acknowledge=ANSWERS)[1] is None
    sheet = sheet_of(database, person, attempt)
    assert repr(sheet) == repr(sheet_of(database, other_person, unkilled))
    database.close()
