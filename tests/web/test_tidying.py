"""What has expired goes once a day; a database that is away is asked again within the minute."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assessment.domain.errors import StoreUnavailable
from assessment.store import schema
from assessment.store.engine import Database, open_database
from assessment.web.logs import configure_logs
from assessment.web.tidying import A_DAY_SECONDS, TRY_AGAIN_SECONDS, Rounds
from tests.builders import NOON


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(f"sqlite:///{tmp_path / 'readiness.db'}")
    schema.upgrade(opened)
    yield opened
    opened.close()
    configure_logs(production=False)


def test_a_round_that_was_done_waits_for_tomorrow(
    database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    configure_logs(production=True)
    assert Rounds(database, lambda: {"guests": 3}).next_one(now=NOON) == A_DAY_SECONDS
    assert '"guests": 3' in capsys.readouterr().err


def test_a_database_that_is_away_is_asked_again_soon_and_is_no_fault_of_ours(
    database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    answers: list[Exception | None] = [StoreUnavailable("unreachable"), None]

    def work() -> dict[str, int]:
        if failure := answers.pop(0):
            raise failure
        return {"guests": 1}

    configure_logs(production=False)
    rounds = Rounds(database, work)
    assert rounds.next_one(now=NOON) == TRY_AGAIN_SECONDS
    said = capsys.readouterr().err
    assert "tidying waits" in said
    assert "unreachable" in said
    assert "Traceback" not in said
    assert rounds.next_one(now=NOON) == A_DAY_SECONDS
    assert "tidied" in capsys.readouterr().err


def test_what_is_broken_is_told_whole_and_tried_again_tomorrow(
    database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken() -> dict[str, int]:
        raise ZeroDivisionError

    configure_logs(production=False)
    assert Rounds(database, broken).next_one(now=NOON) == A_DAY_SECONDS
    said = capsys.readouterr().err
    assert "tidying failed" in said
    assert "ZeroDivisionError" in said
