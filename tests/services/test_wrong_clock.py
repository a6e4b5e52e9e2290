"""A machine that starts with a wrong clock deletes nobody for it."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select

from assessment.services.databases import clock_may_be_ahead
from assessment.services.people import start_guest
from assessment.store import schema
from assessment.store.engine import Database, open_database
from assessment.store.records import PersonRecord
from tests.browser.app_process import PATIENCE_SECONDS, AppProcess
from tests.builders import NOON


def guests(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(PersonRecord)) or 0


def logged(server: AppProcess, event: str) -> bool:
    """Wait until a server has written a word, for as long as it may take to start."""
    until = time.monotonic() + PATIENCE_SECONDS
    while event not in server.log_text() and time.monotonic() < until:
        time.sleep(0.02)
    return event in server.log_text()


def test_a_month_without_anybody_is_where_a_clock_is_doubted(database: Database) -> None:
    assert not clock_may_be_ahead(database, now=NOON), "nobody was ever here"
    database.write(lambda session: start_guest(session, now=NOON))
    assert not clock_may_be_ahead(database, now=NOON + timedelta(days=30))
    assert clock_may_be_ahead(database, now=NOON + timedelta(days=30, seconds=1))


def test_two_years_ahead_a_start_deletes_no_guest_and_the_next_visit_ends_the_doubt(
    tmp_path: Path,
) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'var' / 'cto-readiness.db'}")
    schema.upgrade(database)
    long_ago = datetime.now(UTC) - timedelta(days=730)
    database.write(lambda session: start_guest(session, now=long_ago))
    with AppProcess(tmp_path / "var") as server:
        assert logged(server, "tidying waits")
        assert guests(database) == 1
    database.write(lambda session: start_guest(session, now=datetime.now(UTC)))
    with AppProcess(tmp_path / "var") as server:
        assert logged(server, "tidied")
        assert guests(database) == 1, "a guest of two years ago goes as promised"
    database.close()
