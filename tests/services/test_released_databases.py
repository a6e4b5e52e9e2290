"""P7: what every released version wrote comes through the upgrade whole, on both databases.

``tests/store/released`` holds, for each version that ever landed, a backup of a database it wrote
and the figures it told its people. A release adds its own; none is ever changed.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url, select

from assessment.domain.attempts import AttemptId, PersonId
from assessment.services.backups import read_backup, restore_backup
from assessment.services.catalogs import CatalogShelf
from assessment.services.plans import list_plans, load_plan
from assessment.services.presenting import present_result
from assessment.services.printing import gap_report
from assessment.services.settings import PROJECT
from assessment.store.engine import Database, open_database
from assessment.store.records import AttemptRecord
from assessment.store.rows import count_rows, tables_of
from assessment.store.schema import check_head
from tests.promises import Promises

pytestmark = pytest.mark.promise

RELEASED = sorted((Path(__file__).parents[1] / "store" / "released").glob("*.zip"))


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'restored.db'}"
        return
    import psycopg

    server = make_url(request.getfixturevalue("postgres_url"))
    plain = server.set(drivername="postgresql", query={}).render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute("DROP SCHEMA IF EXISTS released CASCADE")
        connection.execute("CREATE SCHEMA released")
    yield server.update_query_dict({"options": "-c search_path=released"}).render_as_string(
        hide_password=False
    )
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute("DROP SCHEMA released CASCADE")


def test_there_is_a_database_of_every_version_that_landed() -> None:
    assert [path.stem for path in RELEASED] == ["2026-11-21"]


@pytest.mark.parametrize("kept", RELEASED, ids=lambda path: path.stem)
def test_its_rows_and_figures_come_through_the_upgrade(
    kept: Path, place: str, promises: Promises
) -> None:
    contents, _ = restore_backup(kept, place, erased={})
    database = open_database(place)
    check_head(database)
    with database.reading_rows() as connection:
        rows = {table.name: count_rows(connection, table) for table in tables_of(connection)}
    lost = {name for name, count in contents.rows.items() if rows[name] != count}
    told = json.loads(kept.with_suffix(".json").read_text(encoding="utf-8"))
    changed = [one["attempt"] for one in told if figures_now(database, one["attempt"]) != one]
    kind = database.dialect
    database.close()
    promises.note(
        "P7",
        f"{kept.stem} upgraded on {kind}",
        f"{contents.total} rows, tables with another number of rows: {len(lost)}; "
        f"{len(told)} reports, with other figures: {len(changed)}",
        target="0; 0",
        held=not lost and not changed and contents == read_backup(kept),
    )


def figures_now(database: Database, attempt: str) -> dict[str, Any]:
    """What this release says of an attempt, in what the older one said of it."""
    shelf = CatalogShelf.from_content(PROJECT / "content")
    with database.reading() as session:
        person = session.scalar(select(AttemptRecord.person_id).where(AttemptRecord.id == attempt))
        assert person is not None
        presented = present_result(session, shelf, PersonId(person), AttemptId(attempt))
        for plan in list_plans(session, PersonId(person)):
            load_plan(session, PersonId(person), plan.id)
    record = json.loads(gap_report(presented).record)
    return {
        "attempt": attempt,
        **{name: record[name] for name in ("figures", "responses", "scoring_version")},
    }
