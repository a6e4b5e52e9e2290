"""How is a whole installation's data kept in one file, and how does it come back?

A backup is a zip archive: every table as lines of JSON, and a manifest with the schema's revision,
row counts and digests. It is read back and compared before it gets its name. It goes into an empty
database of either kind, so it is also the way from SQLite to PostgreSQL. What was deleted after
the backup was made is deleted again on the way back.
"""

import hashlib
import io
import json
import os
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

import sqlalchemy as sa
from sqlalchemy import Connection

from assessment.services.tokens import token_hash
from assessment.store.engine import Database, DatabaseRefused, open_database
from assessment.store.rows import (
    count_rows,
    insert_lines,
    lines_of,
    one_moment,
    restart_counters,
    tables_of,
)
from assessment.store.schema import current_revision, known_revision, upgrade

FORMAT = 1
_MANIFEST = "manifest.json"
_PLAIN_MODE = 0o600
_LINE_AT_MOST = 16_000_000
"""Bytes one row may take: a backup is read with a bound like everything else."""
_MANIFEST_AT_MOST = 1_000_000
"""Bytes; it names each table in a line."""


class BackupRefused(DatabaseRefused):
    """A backup could not be made or cannot be used; nothing was changed. The message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a backup says of itself, after its tables were compared with it."""

    made_at: datetime
    schema: str
    """The migration the tables were written at."""
    rows: Mapping[str, int]
    """How many rows each table has."""

    @property
    def total(self) -> int:
        """Rows in all tables together."""
        return sum(self.rows.values())


def write_backup(database: Database, path: Path, *, now: datetime) -> Contents:
    """Write everything to one new file that its owner alone may read.

    Others go on writing meanwhile: the backup holds what was acknowledged before it began, and
    nothing half. It is read back before it takes its name.

    Raises:
        BackupRefused: the file exists already, or what was written does not read back.
    """
    if path.exists():
        raise BackupRefused(f"{path} exists already; a backup replaces no file")
    schema = current_revision(database)
    if schema is None:
        raise BackupRefused("this database has no tables yet")
    partial = path.with_name(f".{path.name}.part")
    partial.unlink(missing_ok=True)
    try:
        descriptor = os.open(partial, os.O_RDWR | os.O_CREAT | os.O_EXCL, _PLAIN_MODE)
        with os.fdopen(descriptor, "w+b") as file:
            _write_archive(database, file, schema, now)
            file.flush()
            os.fsync(file.fileno())
        contents = read_backup(partial)
        # A link refuses to replace a file that came up meanwhile; a rename would not.
        os.link(partial, path)
    except FileExistsError:
        raise BackupRefused(f"{path} exists already; a backup replaces no file") from None
    finally:
        partial.unlink(missing_ok=True)
    _flush_folder(path.parent)
    return contents


def read_backup(path: Path) -> Contents:
    """Compare every table of a backup with its manifest.

    Raises:
        BackupRefused: it is no backup of ours, was cut short, or was changed.
    """
    with _opened(path) as archive:
        manifest = _manifest(archive)
        for name, said in manifest["tables"].items():
            digest, count = hashlib.sha256(), 0
            for line in _lines(archive, name):
                digest.update(line)
                count += 1
            if (digest.hexdigest(), count) != (said["sha256"], said["rows"]):
                raise BackupRefused(f"{path}: the table {name} is not as it was written")
        return Contents(
            made_at=datetime.fromisoformat(manifest["made_at"]),
            schema=manifest["schema"],
            rows={name: said["rows"] for name, said in manifest["tables"].items()},
        )


def restore_backup(path: Path, url: str, *, erased: Mapping[str, str]) -> tuple[Contents, int]:
    """Put a backup into an empty database, bring it to this release's schema, delete again.

    ``erased``: key hash -> table, what the present database knows of deletions; the backup's own
    list is replayed too. Returns what was restored and how many rows were deleted again.

    Raises:
        BackupRefused: it cannot be read, comes from a newer release, or the place is not empty.
    """
    contents = read_backup(path)
    if not known_revision(contents.schema):
        raise BackupRefused(
            f"{path} was made by a newer release (schema {contents.schema}): restore it with that"
        )
    database = open_database(url)
    try:
        if current_revision(database) is not None:
            raise BackupRefused("the database to restore into is not empty")
        upgrade(database, to=contents.schema)
        with database.connected() as connection, _opened(path) as archive, connection.begin():
            _fill(connection, archive, contents)
        upgrade(database)
        with database.writing_rows() as connection:
            return contents, _erase_again(connection, erased)
    finally:
        database.close()


def erasures_of(database: Database) -> dict[str, str]:
    """What a database knows of deletions: key hash -> table. Empty where it has no such list."""
    with database.reading_rows() as connection:
        tables = {table.name: table for table in tables_of(connection)}
        if "erasures" not in tables:
            return {}
        known = tables["erasures"]
        rows = connection.execute(sa.select(known.c.key_hash, known.c.kind))
        return {row.key_hash: row.kind for row in rows}


def _write_archive(database: Database, file: IO[bytes], schema: str, now: datetime) -> None:
    said: dict[str, dict[str, object]] = {}
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive,
        one_moment(database) as connection,
    ):
        for table in tables_of(connection):
            digest, count = hashlib.sha256(), 0
            with archive.open(_entry(table.name), "w", force_zip64=True) as entry:
                for line in lines_of(connection, table):
                    entry.write(line)
                    digest.update(line)
                    count += 1
            said[table.name] = {"rows": count, "sha256": digest.hexdigest()}
        manifest = {
            "format": FORMAT,
            "made_at": now.astimezone(UTC).isoformat(),
            "schema": schema,
            "tables": said,
        }
        archive.writestr(_MANIFEST, json.dumps(manifest, indent=1))


def _fill(connection: Connection, archive: zipfile.ZipFile, contents: Contents) -> None:
    """Put in every row, in the order in which the keys of one table name rows of another."""
    for table in tables_of(connection):
        if table.name not in contents.rows:
            raise BackupRefused(f"the backup has no table {table.name}")
        connection.execute(table.delete())  # what a migration itself may have put there
        inserted = insert_lines(connection, table, _lines(archive, table.name))
        if count_rows(connection, table) != inserted or inserted != contents.rows[table.name]:
            raise BackupRefused(f"the table {table.name} did not take all its rows")
        restart_counters(connection, table)


def _erase_again(connection: Connection, erased: Mapping[str, str]) -> int:
    tables = {table.name: table for table in tables_of(connection)}
    known = tables["erasures"]
    own = connection.execute(sa.select(known.c.key_hash, known.c.kind)).all()
    wanted = {row.key_hash: row.kind for row in own} | dict(erased)
    deleted = 0
    for kind in sorted(set(wanted.values())):
        (key,) = tables[kind].primary_key
        ids = connection.scalars(sa.select(key)).all()
        for found in ids:
            if wanted.get(token_hash(str(found))) == kind:
                deleted += connection.execute(tables[kind].delete().where(key == found)).rowcount
    return deleted


def _entry(table: str) -> str:
    return f"tables/{table}.jsonl"


def _lines(archive: zipfile.ZipFile, table: str) -> Iterator[bytes]:
    try:
        with archive.open(_entry(table)) as entry, io.BufferedReader(entry) as lines:  # type: ignore[type-var]
            while line := lines.readline(_LINE_AT_MOST):
                if not line.endswith(b"\n"):
                    raise BackupRefused(f"the table {table} ends in the middle of a row")
                yield line
    except (KeyError, zipfile.BadZipFile, EOFError) as broken:
        raise BackupRefused(f"the table {table} cannot be read: {broken}") from None


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except FileNotFoundError:
        raise BackupRefused(f"there is no file {path}") from None
    except (zipfile.BadZipFile, OSError) as broken:
        raise BackupRefused(f"{path} is no backup of this product: {broken}") from None


def _manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    name, entries = archive.filename, archive.namelist()
    if len(entries) != len(set(entries)):
        raise BackupRefused(f"{name} holds two files of one name")
    try:
        with archive.open(_MANIFEST) as entry:
            manifest = json.loads(entry.read(_MANIFEST_AT_MOST))
        known = manifest["format"] == FORMAT and isinstance(manifest["tables"], dict)
    except (KeyError, ValueError, TypeError, zipfile.BadZipFile):
        raise BackupRefused(f"{name} is no backup of this product") from None
    if not known:
        raise BackupRefused(f"{name} was written in another format; use the release that made it")
    found: dict[str, Any] = manifest
    return found


def _flush_folder(folder: Path) -> None:
    """A new name is on disk when its folder is."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
