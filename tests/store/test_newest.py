"""A database is known to be the newest without its migrations being read."""

from pathlib import Path

from alembic.script import ScriptDirectory
from sqlalchemy import text

from assessment.store.engine import Database, open_database
from assessment.store.newest import NEWEST, is_newest
from assessment.store.schema import MIGRATIONS


def test_the_newest_migration_is_the_one_named() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == NEWEST


def test_an_upgraded_database_is_the_newest(database: Database) -> None:
    assert is_newest(database)


def test_a_database_without_a_schema_is_not(tmp_path: Path) -> None:
    empty = open_database(f"sqlite:///{tmp_path / 'empty.db'}")
    assert not is_newest(empty)
    empty.close()


def test_a_database_at_any_other_migration_is_not(sqlite_database: Database) -> None:
    with sqlite_database.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = 'from-the-future'"))
    assert not is_newest(sqlite_database)
