"""A database opens safe or not at all, and its failures have names."""

import contextlib
import sqlite3
import threading
from pathlib import Path

import pytest
from sqlalchemy import event, text
from sqlalchemy.orm import Session

from assessment.domain.errors import StoreUnavailable
from assessment.store import engine as engine_module
from assessment.store.engine import (
    POOLED_CONNECTIONS,
    SPARE_CONNECTIONS,
    SQLITE_PRAGMAS,
    Database,
    UnsafeDatabase,
    open_database,
)
from assessment.store.records import PersonRecord
from tests.builders import NOON


def add_person(database: Database, name: str) -> None:
    with database.writing() as session:
        session.add(PersonRecord(id=name, created_at=NOON, last_visit_at=NOON))


def people(database: Database) -> set[str]:
    with database.reading() as session:
        return set(session.execute(text("SELECT id FROM people")).scalars())


def test_every_sqlite_connection_has_every_pragma(sqlite_database: Database) -> None:
    for opened in (sqlite_database.reading, sqlite_database.writing):
        with opened() as session, sqlite_database.reading() as another:
            for each in (session, another):
                found = {
                    name: each.execute(text(f"PRAGMA {name}")).scalar() for name in SQLITE_PRAGMAS
                }
                assert found == SQLITE_PRAGMAS


def test_a_database_whose_settings_do_not_hold_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_module, "SQLITE_PRAGMAS", SQLITE_PRAGMAS | {"page_size": 1000})
    with pytest.raises(UnsafeDatabase, match="page_size is 4096, not 1000"):
        open_database(f"sqlite:///{tmp_path / 'test.db'}")


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://localhost/x"])
def test_a_database_that_cannot_keep_answers_is_refused(url: str) -> None:
    with pytest.raises((UnsafeDatabase, ModuleNotFoundError)):
        open_database(url)


def test_a_server_that_does_not_answer_is_unreachable() -> None:
    with pytest.raises(StoreUnavailable) as refused:
        open_database("postgresql+psycopg://127.0.0.1:1/nothing")
    assert refused.value.cause == "unreachable"


def test_a_missing_folder_is_made(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'a' / 'b' / 'test.db'}")
    database.close()
    assert (tmp_path / "a" / "b" / "test.db").exists()


def test_a_block_that_raises_writes_nothing(database: Database) -> None:
    def fail_half_way(session: Session) -> None:
        session.add(PersonRecord(id="lost", created_at=NOON, last_visit_at=NOON))
        session.flush()
        raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        database.write(fail_half_way)
    assert people(database) == set()


def test_a_reading_session_cannot_write(database: Database) -> None:
    insert = text("INSERT INTO people (id, created_at, last_visit_at) VALUES ('sly', :at, :at)")
    with pytest.raises(StoreUnavailable) as refused, database.reading() as session:
        session.execute(insert, {"at": str(NOON)})
    assert refused.value.cause == "read-only"


def test_a_reader_neither_waits_for_a_writer_nor_sees_half_of_its_work(database: Database) -> None:
    with database.writing() as session:
        session.add(PersonRecord(id="first", created_at=NOON, last_visit_at=NOON))
        session.flush()
        assert people(database) == set()
    assert people(database) == {"first"}


def test_writers_that_read_before_they_write_wait_for_one_another(database: Database) -> None:
    failures: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for turn in range(10):
                with database.writing() as session:
                    session.execute(text("SELECT count(*) FROM people")).scalar()
                    session.add(
                        PersonRecord(id=f"{number}-{turn}", created_at=NOON, last_visit_at=NOON)
                    )
        except BaseException as failure:  # noqa: BLE001 - reported by the assertion
            failures.append(failure)

    crew = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in crew:
        thread.start()
    for thread in crew:
        thread.join()
    assert failures == []
    assert len(people(database)) == 80


def test_a_write_that_cannot_wait_any_longer_says_busy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_module, "BUSY_TIMEOUT_MILLISECONDS", 50)
    monkeypatch.setattr(engine_module, "SQLITE_PRAGMAS", SQLITE_PRAGMAS | {"busy_timeout": 50})
    database = open_database(f"sqlite:///{tmp_path / 'test.db'}")
    with database.writing() as first:
        first.execute(text("SELECT 1"))  # a transaction begins with its first statement
        with pytest.raises(StoreUnavailable) as refused, database.writing() as second:
            second.execute(text("SELECT 1"))
    assert refused.value.cause == "busy"
    database.close()


def test_work_is_tried_once_more_when_another_writer_was_in_the_way(database: Database) -> None:
    tries: list[int] = []

    def work(_session: Session) -> str:
        tries.append(1)
        if len(tries) == 1:
            raise StoreUnavailable("busy")
        return "done"

    assert database.write(work) == "done"
    assert len(tries) == 2


def test_work_that_stays_impossible_is_given_up_after_the_second_try(database: Database) -> None:
    tries: list[int] = []

    def work(_session: Session) -> None:
        tries.append(1)
        raise StoreUnavailable("busy")

    with pytest.raises(StoreUnavailable):
        database.write(work)
    assert len(tries) == 2


def test_a_full_disk_is_called_full_and_loses_nothing(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'test.db'}")
    event.listen(
        database.engine, "connect", lambda dbapi, _: dbapi.execute("PRAGMA max_page_count=8")
    )
    database.engine.dispose()
    with database.writing() as session:
        session.execute(text("CREATE TABLE notes (body TEXT)"))
        session.execute(text("INSERT INTO notes VALUES ('kept')"))
    with pytest.raises(StoreUnavailable) as refused, database.writing() as session:
        session.execute(text("INSERT INTO notes VALUES (zeroblob(100000))"))
    assert refused.value.cause == "full"
    with database.reading() as session:
        assert session.execute(text("SELECT body FROM notes")).scalars().all() == ["kept"]
    database.close()


def test_a_mistake_of_ours_keeps_its_own_name(database: Database) -> None:
    with pytest.raises(Exception, match="no_such_table") as raised, database.reading() as session:
        session.execute(text("SELECT * FROM no_such_table"))
    assert not isinstance(raised.value, StoreUnavailable)


def test_a_committed_row_is_in_the_file_that_another_process_would_open(
    tmp_path: Path, sqlite_database: Database
) -> None:
    add_person(sqlite_database, "ada")
    with sqlite3.connect(tmp_path / "test.db") as other:
        assert other.execute("SELECT id FROM people").fetchall() == [("ada",)]
    other.close()


def test_emptying_the_log_leaves_no_trace_of_deleted_rows(
    tmp_path: Path, sqlite_database: Database
) -> None:
    name = "canary" + "x" * 26
    add_person(sqlite_database, name)
    assert any(name.encode() in path.read_bytes() for path in tmp_path.iterdir())
    with sqlite_database.writing() as session:
        session.execute(text("DELETE FROM people"))
    assert sqlite_database.forget_deleted()
    assert not any(name.encode() in path.read_bytes() for path in tmp_path.iterdir())
    assert (tmp_path / "test.db-wal").stat().st_size == 0


def test_postgres_sessions_have_their_timeouts(migrated_postgres: Database) -> None:
    with migrated_postgres.reading() as session:
        assert session.execute(text("SHOW statement_timeout")).scalar() == "10s"
        assert session.execute(text("SHOW lock_timeout")).scalar() == "4s"
        assert session.execute(text("SHOW transaction_read_only")).scalar() == "on"
    with migrated_postgres.writing() as session:
        assert session.execute(text("SHOW transaction_read_only")).scalar() == "off"
        assert session.execute(text("SHOW idle_in_transaction_session_timeout")).scalar() == "30s"


def test_when_every_connection_is_taken_the_next_who_asks_is_told_to_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_module, "POOL_WAIT_SECONDS", 0.05)
    database = open_database(f"sqlite:///{tmp_path / 'test.db'}")
    with contextlib.ExitStack() as taken:
        for _ in range(POOLED_CONNECTIONS + SPARE_CONNECTIONS):
            taken.enter_context(database.reading_rows()).execute(text("SELECT 1"))
        with pytest.raises(StoreUnavailable) as refused, database.reading_rows():
            pass
    assert refused.value.cause == "unreachable"
    with database.reading_rows() as connection:
        assert connection.execute(text("SELECT 1")).scalar() == 1
    database.close()


def test_a_statement_that_takes_too_long_is_no_fault_of_ours(migrated_postgres: Database) -> None:
    def work(session: Session) -> None:
        session.execute(text("SET LOCAL statement_timeout = '20ms'"))
        session.execute(text("SELECT pg_sleep(5)"))

    with pytest.raises(StoreUnavailable) as refused:
        migrated_postgres.write(work)
    assert refused.value.cause == "unreachable"
