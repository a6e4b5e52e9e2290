"""Upgrades bring any database to the records' schema and lose no row on the way."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select, text

from assessment.store import schema
from assessment.store.engine import Database, open_database
from assessment.store.records import metadata
from assessment.store.schema import (
    MigrationRefused,
    SchemaOutdated,
    check_head,
    current_revision,
    models_match,
    upgrade,
)
from tests.store.test_records import EVERYTHING, add

NEXT_MIGRATION = '''"""A rehearsal: rebuild the parent of most tables, as batch mode does."""

import sqlalchemy as sa
from alembic import op

revision = "rehearsal"
down_revision = "{head}"
branch_labels = None
depends_on = None
{declared}

def upgrade() -> None:
    with op.batch_alter_table("people", recreate="{recreate}") as people:
        people.add_column(sa.Column("nickname", sa.String(10), nullable=True))
    {more}


def downgrade() -> None:
    raise NotImplementedError
'''


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Database]:
    database = open_database(f"sqlite:///{tmp_path / 'empty.db'}")
    yield database
    database.close()


@pytest.fixture
def filled(database: Database) -> Database:
    for record, values in EVERYTHING:
        add(database, record, values)
    return database


@pytest.fixture
def migrations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the migrations to which a test can add the next one."""
    copy = tmp_path / "migrations"
    shutil.copytree(schema.MIGRATIONS, copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(schema, "MIGRATIONS", copy)
    return copy


def add_migration(
    migrations: Path, head: str, more: str = "pass", declared: str = "", recreate: str = "always"
) -> None:
    path = migrations / "versions" / "2099-01-01-rehearsal.py"
    path.write_text(
        NEXT_MIGRATION.format(head=head, more=more, declared=declared, recreate=recreate)
    )


def rows(database: Database) -> dict[str, list[tuple[object, ...]]]:
    with database.reading() as session:
        return {
            table.name: [tuple(row) for row in session.execute(select(table))]
            for table in metadata.sorted_tables
        }


def test_an_empty_database_is_brought_to_the_records_schema(empty: Database) -> None:
    assert current_revision(empty) is None
    assert upgrade(empty) != []
    assert models_match(empty) == []
    check_head(empty)


def test_the_migrations_make_the_records_schema_on_every_database(database: Database) -> None:
    assert models_match(database) == []


def test_a_second_upgrade_does_nothing(database: Database) -> None:
    assert upgrade(database) == []


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ("ALTER TABLE people ADD COLUMN shoe_size INTEGER", "shoe_size"),
        ("DROP INDEX ix_readings_sheet_id", "ix_readings_sheet_id"),
        ("DROP TABLE plan_steps", "plan_steps"),
        ("CREATE TABLE gossip (id INTEGER)", "gossip"),
    ],
)
def test_a_schema_that_differs_is_noticed(empty: Database, change: str, sentence: str) -> None:
    upgrade(empty)
    with empty.writing() as session:
        session.execute(text(change))
    assert any(sentence in difference for difference in models_match(empty))


def test_a_missing_check_is_noticed(empty: Database) -> None:
    upgrade(empty)
    with empty.writing() as session:
        session.execute(text("DROP TABLE plan_steps"))
        session.execute(
            text(
                "CREATE TABLE plan_steps (plan_id VARCHAR(32), action_id VARCHAR(64), "
                "person_id VARCHAR(32), state VARCHAR(16), reason TEXT, evidence TEXT, "
                "updated_at DATETIME)"
            )
        )
    assert "ck_plan_steps_known_state is missing" in models_match(empty)


def test_an_outdated_database_is_refused_with_the_command_that_helps(empty: Database) -> None:
    with pytest.raises(SchemaOutdated, match="python -m assessment db upgrade"):
        check_head(empty)


def test_a_database_of_a_newer_release_is_refused(empty: Database) -> None:
    upgrade(empty)
    with empty.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = 'from-the-future'"))
    with pytest.raises(SchemaOutdated, match="newer release"):
        check_head(empty)


def test_every_row_survives_the_rebuilding_of_its_parent(
    filled: Database, migrations: Path
) -> None:
    before = rows(filled)
    assert all(before.values())
    head = current_revision(filled)
    assert head is not None
    add_migration(migrations, head, recreate="always" if filled.dialect == "sqlite" else "never")
    try:
        assert upgrade(filled) == ["rehearsal"]
        assert rows(filled) == before
        with filled.writing() as session:
            assert session.execute(text("SELECT count(nickname) FROM people")).scalar() == 0
            if filled.dialect == "sqlite":
                assert session.execute(text("PRAGMA foreign_keys")).scalar() == 1
    finally:
        if filled.dialect == "postgresql":
            with filled.writing() as session:
                session.execute(text("ALTER TABLE people DROP COLUMN nickname"))
                session.execute(text("UPDATE alembic_version SET version_num = :h"), {"h": head})


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ('op.execute("DELETE FROM plan_steps")', "changes plan_steps from 1 to 0 rows"),
        ('op.execute("DROP TABLE plan_steps")', "changes plan_steps from 1 to None rows"),
    ],
)
def test_a_migration_that_loses_rows_is_undone(
    filled: Database, migrations: Path, more: str, reason: str
) -> None:
    before, head = rows(filled), current_revision(filled)
    assert head is not None
    add_migration(migrations, head, more, recreate="never")
    with pytest.raises(MigrationRefused, match=reason):
        upgrade(filled)
    assert rows(filled) == before
    assert current_revision(filled) == head


def test_a_migration_that_leaves_dangling_references_is_undone(
    sqlite_database: Database, migrations: Path
) -> None:
    for record, values in EVERYTHING:
        add(sqlite_database, record, values)
    before, head = rows(sqlite_database), current_revision(sqlite_database)
    assert head is not None
    more = "op.execute(\"UPDATE responses SET person_id = 'ben'\")"
    add_migration(migrations, head, more)
    with pytest.raises(MigrationRefused, match="dangling"):
        upgrade(sqlite_database)
    assert rows(sqlite_database) == before


def test_a_migration_may_declare_that_it_removes_rows(
    sqlite_database: Database, migrations: Path
) -> None:
    for record, values in EVERYTHING:
        add(sqlite_database, record, values)
    head = current_revision(sqlite_database)
    assert head is not None
    more = 'op.execute("DELETE FROM plan_steps")'
    add_migration(migrations, head, more, declared='ROWS_CHANGE = frozenset({"plan_steps"})')
    assert upgrade(sqlite_database) == ["rehearsal"]
    assert rows(sqlite_database)["plan_steps"] == []


def test_upgrades_at_the_same_time_do_each_step_once(empty: Database) -> None:
    applied: list[list[str]] = []

    def work() -> None:
        applied.append(upgrade(empty))

    crew = [threading.Thread(target=work) for _ in range(4)]
    for thread in crew:
        thread.start()
    for thread in crew:
        thread.join()
    assert len(applied) == 4
    steps = [step for run in applied for step in run]
    assert len(steps) == len(set(steps)) > 0
    assert models_match(empty) == []
