"""Is the database's schema the one this code was written for, and how does it get there?

Migrations run one to a transaction with foreign keys off, because rebuilding a parent table with
them on deletes its children (reference: reliability 3); before each commit the keys are checked
and every table must hold as many rows as before unless the migration says otherwise.
"""

from pathlib import Path
from types import ModuleType
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from assessment.store.engine import Database, DatabaseRefused
from assessment.store.newest import SchemaOutdated as SchemaOutdated  # asked for here too
from assessment.store.records import metadata

MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK = 5_201_314_090
"""Any fixed number: PostgreSQL's advisory lock that keeps two upgrades apart."""


class MigrationRefused(DatabaseRefused):
    """A migration would have lost rows or left dangling references; nothing was changed."""


def upgrade(database: Database, *, to: str = "head") -> list[str]:
    """Bring the schema to ``to``; returns the migrations applied, oldest first.

    Safe to interrupt and to run twice. Raises MigrationRefused, with the step undone, where rows
    would be lost.
    """
    script = _script()
    applied: list[str] = []
    with database.connected() as connection:
        _foreign_keys(connection, on=False)
        try:
            while (step := _next_step(connection, script, to)) is not None:
                applied.append(step)
        finally:
            connection.rollback()
            _foreign_keys(connection, on=True)
    return applied


def pending(database: Database) -> bool:
    """Whether an upgrade has anything to do."""
    return current_revision(database) != _script().get_current_head()


def current_revision(database: Database) -> str | None:
    """The migration the database is at, or None where there is none yet."""
    with database.connected() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def known_revision(revision: str) -> bool:
    """Whether this release has the migration of that name."""
    return revision in {known.revision for known in _script().walk_revisions()}


def check_head(database: Database) -> None:
    """Refuse a database that is older or newer than this code.

    Raises:
        SchemaOutdated: with the command that helps.
    """
    current = current_revision(database)
    if current == _script().get_current_head():
        return
    refuse_newer(current)
    raise SchemaOutdated("the database needs an upgrade: run python -m assessment db upgrade")


def refuse_newer(revision: str | None) -> None:
    """Refuse the schema of a release that came after this one: nothing here can work with it.

    Raises:
        SchemaOutdated: this release has no migration of that name.
    """
    if revision is not None and not known_revision(revision):
        raise SchemaOutdated("the database was made by a newer release: start that release")


def models_match(database: Database) -> list[str]:
    """What differs between the database and the records, as sentences; empty where nothing does.

    Compares tables, columns, types, keys and indexes, and by name the check constraints, which
    Alembic does not compare.
    """
    with database.connected() as connection:
        migration = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = [str(difference) for difference in compare_metadata(migration, metadata)]
        inspector = sa.inspect(connection)
        present = set(inspector.get_table_names())
        for table in metadata.sorted_tables:
            if table.name not in present:
                continue
            found = {check["name"] for check in inspector.get_check_constraints(table.name)}
            wanted = {
                str(constraint.name)
                for constraint in table.constraints
                if isinstance(constraint, sa.CheckConstraint)
            }
            differences += [f"{name} is missing" for name in sorted(wanted - found)]
            differences += [
                f"{name} is not in the records" for name in sorted(found - wanted, key=str)
            ]
    return differences


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def _script() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _next_step(connection: Connection, script: ScriptDirectory, to: str) -> str | None:
    """Apply the next migration in a transaction of its own; None where there is none."""
    with connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        current = MigrationContext.configure(connection).get_current_revision()
        ahead = list(script.iterate_revisions(to, current or "base"))
        if not ahead:
            return None
        step = ahead[-1]
        before = _row_counts(connection)
        command.upgrade(_config(connection), step.revision)
        _refuse_losses(connection, step.module, before)
        return str(step.revision)


def _refuse_losses(connection: Connection, module: ModuleType, before: dict[str, int]) -> None:
    if connection.dialect.name == "sqlite":
        dangling = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if dangling:
            raise MigrationRefused(f"{module.__name__} leaves {len(dangling)} dangling references")
    after = _row_counts(connection)
    meant: frozenset[str] = getattr(module, "ROWS_CHANGE", frozenset())
    for table, rows in before.items():
        if table not in meant and after.get(table) != rows:
            raise MigrationRefused(
                f"{module.__name__} changes {table} from {rows} to {after.get(table)} rows"
            )


def _row_counts(connection: Connection) -> dict[str, int]:
    tables = [t for t in sa.inspect(connection).get_table_names() if t != "alembic_version"]
    counts: dict[str, Any] = {
        name: connection.scalar(sa.select(sa.func.count()).select_from(sa.table(name)))
        for name in tables
    }
    return counts


def _foreign_keys(connection: Connection, *, on: bool) -> None:
    """Switch SQLite's foreign keys, which it allows outside a transaction only."""
    if connection.dialect.name != "sqlite":
        return
    cursor = connection.connection.cursor()
    cursor.execute(f"PRAGMA foreign_keys={int(on)}")
    cursor.close()
