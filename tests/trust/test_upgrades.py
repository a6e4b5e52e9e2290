"""P7: an upgrade that is killed leaves a whole schema and every row, and the next one goes on."""

import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import make_url

from assessment.services.backups import _fill, _opened, read_backup
from assessment.store import schema
from assessment.store.engine import Database, open_database
from assessment.store.rows import lines_of, tables_of
from tests.browser.app_process import PROJECT, _without_settings
from tests.promises import SIZE, Promises, sized
from tests.services.test_released_databases import RELEASED
from tests.store.postgres_server import PostgresServer, server_programs

pytestmark = [pytest.mark.slow, pytest.mark.promise]

ROUNDS = sized(gate=1, release=4)
KILLS = 6
MOST_STATEMENTS = 400 if SIZE == "gate" else 120
"""Of about 1,400: a killed upgrade gets at most so far; the next one goes on from there."""
PATIENCE_SECONDS = 120.0

Shape = dict[str, object]


@pytest.fixture(scope="module")
def postgres() -> Iterator[PostgresServer]:
    programs = server_programs()
    if programs is None:
        pytest.skip("NOT TESTED: no PostgreSQL is installed")
    server = PostgresServer(programs)
    server.start()
    yield server
    server.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def places(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[list[str]]:
    """The addresses of two empty databases."""
    if request.param == "sqlite":
        yield [f"sqlite:///{tmp_path / name / 'kept.db'}" for name in ("clean", "killed")]
        return
    import psycopg

    server = make_url(request.getfixturevalue("postgres").url)
    named = [f"db_{os.urandom(4).hex()}" for _ in range(2)]
    with psycopg.connect(server.render_as_string(), autocommit=True) as connection:
        for name in named:
            connection.execute(f"CREATE DATABASE {name}")
    yield [
        server.set(drivername="postgresql+psycopg", database=name).render_as_string()
        for name in named
    ]


def fill_older(url: str) -> str:
    """What the first released version wrote, at its own schema; that schema's revision."""
    contents = read_backup(RELEASED[0])
    database = open_database(url)
    schema.upgrade(database, to=contents.schema)
    with (
        database.connected() as connection,
        _opened(RELEASED[0]) as archive,
        connection.begin(),
    ):
        _fill(connection, archive, contents)
    database.close()
    return contents.schema


def steps_after(revision: str) -> list[str]:
    """The migrations that are to come, oldest first."""
    script = schema._script()
    return [str(step.revision) for step in script.iterate_revisions("head", revision)][::-1]


def shape(database: Database) -> Shape:
    """Tables, columns, keys, rules and indexes, as the database itself has them."""
    with database.connected() as connection:
        seen = sa.inspect(connection)
        return {
            name: (
                [(c["name"], str(c["type"]), c["nullable"]) for c in seen.get_columns(name)],
                seen.get_pk_constraint(name)["constrained_columns"],
                _by_name(seen.get_foreign_keys(name)),
                _by_name(seen.get_unique_constraints(name)),
                _by_name(seen.get_check_constraints(name)),
                _by_name(seen.get_indexes(name)),
            )
            for name in sorted(seen.get_table_names())
        }


def _by_name(found: Any) -> list[str]:  # noqa: ANN401 - several kinds of dictionaries
    return sorted(str(sorted((key, _plain(value)) for key, value in one.items())) for one in found)


def _plain(value: Any) -> str:  # noqa: ANN401
    if isinstance(value, dict):
        return str(sorted((key, str(inner)) for key, inner in value.items()))
    return str(value)


def shapes_of(url: str, first: str) -> dict[str, Shape]:
    """The schema at each revision from ``first``, made step by step and left in peace."""
    database = open_database(url)
    made = {}
    for revision in [first, *steps_after(first)]:
        schema.upgrade(database, to=revision)
        made[revision] = shape(database)
    database.close()
    return made


def digests(url: str, only: dict[str, list[str]] | None = None) -> dict[str, str]:
    """A digest of every table's rows, of the columns in ``only`` where that is given."""
    database = open_database(url)
    found = {}
    with database.reading_rows() as connection:
        for table in tables_of(connection):
            if only is not None and table.name not in only:
                continue
            digest = hashlib.sha256()
            kept = sa.Table(
                table.name, sa.MetaData(),
                *(sa.Column(c.name, c.type, primary_key=c.primary_key) for c in table.columns
                  if only is None or c.name in only[table.name]),
            )  # fmt: skip
            for line in lines_of(connection, kept):
                digest.update(line)
            found[table.name] = digest.hexdigest()
    database.close()
    return found


def columns(url: str) -> dict[str, list[str]]:
    database = open_database(url)
    with database.reading_rows() as connection:
        found = {t.name: [c.name for c in t.columns] for t in tables_of(connection)}
    database.close()
    return found


KILLED = """
import os, signal, sys
from sqlalchemy import Engine, event
left = [int(sys.argv.pop(1))]
def count(*_):
    left[0] -= 1
    if left[0] == 0:
        os.kill(os.getpid(), signal.SIGKILL)
event.listen(Engine, "after_cursor_execute", count)
event.listen(Engine, "commit", count)
from assessment.cli import main
sys.exit(main(sys.argv[1:]))
"""
"""The command in a process that is killed as it counts its last statement or begins a commit."""


def upgrade_process(url: str, var_dir: Path, *, killed_at: int = 0) -> subprocess.Popen[str]:
    """``db upgrade`` in a process of its own, killed at a statement where one is given."""
    how = ["-c", KILLED, str(killed_at)] if killed_at else ["-m", "assessment"]
    return subprocess.Popen(
        [sys.executable, *how, "db", "upgrade"],
        cwd=PROJECT,
        env={
            **_without_settings(os.environ),
            "CTO_VAR_DIR": str(var_dir),
            "CTO_DATABASE_URL": url,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_an_upgrade_that_is_killed_leaves_one_schema_and_all_rows(
    places: list[str], tmp_path: Path, promises: Promises
) -> None:
    clean, killed = places
    first = fill_older(killed)
    known = shapes_of(clean, first)
    old_columns, old_rows = columns(killed), digests(killed)
    dialect = make_url(killed).get_backend_name()
    dice = Random(20261121)
    between: set[str] = set()
    kills = torn = changed = 0
    newest = steps_after(first)[-1]
    while kills < KILLS * ROUNDS and newest not in between:
        moment = dice.randint(1, MOST_STATEMENTS)
        process = upgrade_process(killed, tmp_path / "var", killed_at=moment)
        process.communicate(timeout=PATIENCE_SECONDS)
        kills += process.returncode == -signal.SIGKILL
        database = open_database(killed)
        now = schema.current_revision(database)
        assert now is not None
        between.add(now)
        torn += shape(database) != known[now]
        database.close()
        changed += digests(killed, old_columns) != old_rows
    done = upgrade_process(killed, tmp_path / "var")
    said, complained = done.communicate(timeout=PATIENCE_SECONDS)
    database = open_database(killed)
    schema.check_head(database)
    whole = shape(database) == known[newest] and schema.models_match(database) == []
    database.close()
    changed += digests(killed, old_columns) != old_rows
    promises.note(
        "P7",
        f"db upgrade killed on {dialect}",
        f"{kills} kills at {len(between)} revisions: {torn} schemas torn, {changed} times other "
        f"rows; the next upgrade ended with {done.returncode}, at the newest schema: {whole}",
        target="at least 3 kills in its course; 0; 0; 0, whole",
        held=kills >= 3
        and (torn, changed, done.returncode) == (0, 0, 0)
        and whole
        and "Traceback" not in complained
        and bool(said),
    )


def test_of_two_upgrades_at_once_each_step_is_done_by_one(
    places: list[str], tmp_path: Path, promises: Promises
) -> None:
    _, place = places
    first = fill_older(place)
    old_columns, old_rows = columns(place), digests(place)
    both = [upgrade_process(place, tmp_path / name) for name in ("one", "two")]
    ended = [process.communicate(timeout=PATIENCE_SECONDS) for process in both]
    applied = [
        step.strip(" ,")
        for said, _ in ended
        for line in said.splitlines()
        if "applied " in line
        for step in line.split("applied ")[1].split(",")
    ]
    codes = [process.returncode for process in both]
    refused = [complaint for process, (_, complaint) in zip(both, ended, strict=True)
               if process.returncode]  # fmt: skip
    database = open_database(place)
    schema.check_head(database)
    database.close()
    if not refused:
        assert sorted(applied) == sorted(steps_after(first))
    promises.note(
        "P7",
        f"two upgrades at once on {make_url(place).get_backend_name()}",
        f"ended with {codes}, {len(applied)} of {len(steps_after(first))} steps told, "
        f"{len(set(applied)) - len(applied)} done twice, rows unchanged: "
        f"{digests(place, old_columns) == old_rows}",
        target="one at least ends with 0, none done twice, unchanged",
        held=0 in codes
        and len(set(applied)) == len(applied)
        and not any("Traceback" in complaint for complaint in refused)
        and digests(place, old_columns) == old_rows,
    )
