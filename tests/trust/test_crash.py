"""P1 and P3: what the server acknowledged is there, however often it is killed in mid-save."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import func, select

from assessment.domain.catalog import Catalog
from assessment.services.catalogs import CatalogShelf
from assessment.store.engine import Database, open_database
from assessment.store.records import AttemptRecord, ReadingRecord, ScoreSheetRecord
from tests.browser.app_process import PROJECT, AppProcess
from tests.ports import free_port
from tests.promises import SIZE, Promises, sized
from tests.store.databases import address, migrated_postgres, postgres_server, postgres_url
from tests.trust.respondents import Respondent, compare, seat

__all__ = ["address", "migrated_postgres", "postgres_server", "postgres_url"]

pytestmark = [pytest.mark.slow, pytest.mark.promise]

RESPONDENTS = sized(gate=20, release=200)
KILLS = sized(gate=8, release=300)
"""That hit a save on its way; one that hits none is made again."""
ACKNOWLEDGED = sized(gate=4_000, release=100_000)
CONFLICTS = 0.05 if SIZE == "gate" else 0.20


@pytest.fixture(scope="module")
def shelf() -> CatalogShelf:
    return CatalogShelf.from_content(PROJECT / "content")


def sat_down(
    database: Database, shelf: CatalogShelf, catalog: Catalog, address: str
) -> list[Respondent]:
    return [
        seat(
            database,
            shelf,
            catalog,
            address,
            number,
            now=datetime.now(UTC),
            doubles=CONFLICTS,
            windows=CONFLICTS,
        )
        for number in range(RESPONDENTS)
    ]


def acknowledged(respondents: list[Respondent]) -> int:
    return sum(respondent.counts.acknowledged for respondent in respondents)


def alive(respondents: list[Respondent]) -> None:
    failures = [respondent.failure for respondent in respondents if respondent.failure]
    assert failures == []


def test_no_acknowledged_answer_is_lost_stale_or_anothers(
    address: str, shelf: CatalogShelf, tmp_path: Path, promises: Promises
) -> None:
    database = open_database(address)
    port, dice = free_port(), Random(31)
    server = AppProcess(tmp_path / "var", settings={"CTO_DATABASE_URL": address}, port=port)
    respondents = sat_down(database, shelf, shelf.current, f"http://127.0.0.1:{port}")
    tracebacks = kills = in_flight = 0
    server.start()
    try:
        for respondent in respondents:
            respondent.start()
        while in_flight < KILLS:
            wanted = acknowledged(respondents) + ACKNOWLEDGED // (KILLS + 1)
            while acknowledged(respondents) < wanted:
                alive(respondents)
                time.sleep(0.01)
            time.sleep(dice.uniform(0, 0.05))
            before = sum(respondent.counts.cut_off for respondent in respondents)
            tracebacks += server.tracebacks()
            server.kill()
            kills += 1
            assert kills <= 2 * KILLS, f"{kills} kills, of which {in_flight} hit a save"
            time.sleep(0.05)
            in_flight += sum(r.counts.cut_off for r in respondents) > before
            server.start()
        while acknowledged(respondents) < ACKNOWLEDGED:
            alive(respondents)
            time.sleep(0.01)
        for respondent in respondents:
            respondent.enough.set()
        for respondent in respondents:
            respondent.join(timeout=60)
        alive(respondents)
        submitted = submit_everything(respondents)
        tracebacks += server.tracebacks()
    finally:
        server.stop()
    held = compare(database, respondents)
    kind = database.dialect
    promises.note(
        "P1",
        f"{RESPONDENTS} respondents on {kind}",
        f"{acknowledged(respondents):,} acknowledged over {kills} kills, {in_flight} of them in "
        f"mid-save: "
        f"{held.lost} lost, {held.stale} stale, {held.foreign} foreign, "
        f"{sum(r.counts.errors for r in respondents)} answers 5xx, {tracebacks} tracebacks",
        target=f"{ACKNOWLEDGED:,} over {KILLS} in mid-save: 0, 0, 0, 0, 0",
        held=(held.lost, held.stale, held.foreign, tracebacks) == (0, 0, 0, 0)
        and all(respondent.counts.errors == 0 for respondent in respondents),
    )
    counts = rows_per_attempt(database)
    promises.note(
        "P3",
        f"{CONFLICTS:.0%} double sends, {CONFLICTS:.0%} two windows, two submits at once, {kind}",
        f"{sum(r.counts.conflicts for r in respondents)} conflicts told; "
        f"attempts with another number of results than one: {counts}",
        target="0",
        held=counts == 0 and submitted == {303},
    )
    database.close()


def submit_everything(respondents: list[Respondent]) -> set[int]:
    """Everybody submits, twice in the same moment."""

    def submit(respondent: Respondent) -> list[int]:
        twin = Respondent(
            0,
            f"http://{respondent.place}",
            respondent.cookie,
            respondent.person,
            respondent.attempt,
            respondent.entries,
            doubles=0,
            windows=0,
            pause=0,
        )
        twin.token = respondent.token
        with ThreadPoolExecutor(2) as pair:
            return [*pair.map(lambda one: one.submit(), [respondent, twin])]

    with ThreadPoolExecutor(4) as pool:
        return {status for pair in pool.map(submit, respondents) for status in pair}


def rows_per_attempt(database: Database) -> int:
    """How many attempts do not have just one sheet and one reading."""
    with database.reading() as session:
        attempts = session.scalars(select(AttemptRecord.id)).all()
        sheets = dict(
            session.execute(
                select(ScoreSheetRecord.attempt_id, func.count()).group_by(
                    ScoreSheetRecord.attempt_id
                )
            ).all()
        )
        readings = session.scalar(select(func.count()).select_from(ReadingRecord))
    wrong = sum(sheets.get(attempt) != 1 for attempt in attempts)
    return wrong + abs((readings or 0) - len(attempts))
