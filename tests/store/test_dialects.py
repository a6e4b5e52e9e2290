"""Transactions begin when they should, on mapped sessions and on bare connections alike."""

from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from assessment.domain.errors import StoreUnavailable
from assessment.store import engine
from assessment.store.engine import Database

INSERT = text("INSERT INTO people (id, created_at, last_visit_at) VALUES (:id, :at, :at)")
COUNT = text("SELECT count(*) FROM people")
AT = "2026-11-02 12:00:00"


def add(connection: Connection, name: str) -> None:
    connection.execute(INSERT, {"id": name, "at": AT})


def test_a_bare_reader_sees_one_moment_however_often_it_looks(
    sqlite_database: Database,
) -> None:
    with sqlite_database.reading_rows() as reader:
        before = reader.scalar(COUNT)
        sqlite_database.write_rows(lambda writer: add(writer, "meanwhile"))
        assert reader.scalar(COUNT) == before == 0
    with sqlite_database.reading_rows() as reader:
        assert reader.scalar(COUNT) == 1


def test_a_bare_reader_cannot_write(database: Database) -> None:
    with pytest.raises(StoreUnavailable) as refused, database.reading_rows() as reader:
        add(reader, "sly")
    assert refused.value.cause == "read-only"


def test_a_bare_writer_that_raises_writes_nothing(database: Database) -> None:
    def fail_half_way(writer: Connection) -> None:
        add(writer, "lost")
        raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        database.write_rows(fail_half_way)
    with database.reading_rows() as reader:
        assert reader.scalar(COUNT) == 0


def test_a_writer_holds_its_turn_from_its_first_statement(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "SQLITE_PRAGMAS", engine.SQLITE_PRAGMAS | {"busy_timeout": 20})
    database = engine.open_database(f"sqlite:///{tmp_path / 'test.db'}")
    with database.writing_rows() as first:
        first.scalar(text("SELECT 1"))
        with pytest.raises(StoreUnavailable) as refused, database.writing_rows() as second:
            second.scalar(text("SELECT 1"))
    assert refused.value.cause == "busy"
    database.close()


def test_bare_work_is_tried_once_more_when_another_writer_was_in_the_way(
    database: Database,
) -> None:
    tries: list[int] = []

    def work(writer: Connection) -> str:
        tries.append(1)
        add(writer, "once")
        if len(tries) == 1:
            raise StoreUnavailable("busy")
        return "done"

    assert database.write_rows(work) == "done"
    with database.reading_rows() as reader:
        assert reader.scalar(COUNT) == 1
