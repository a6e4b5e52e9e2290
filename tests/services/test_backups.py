"""A backup holds everything acknowledged before it began, and comes back on either database."""

import json
import secrets
import stat
import threading
import zipfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import func, make_url, select, text

from assessment.domain.attempts import AttemptId, PersonId
from assessment.services import backups
from assessment.services.backups import (
    BackupRefused,
    erasures_of,
    read_backup,
    restore_backup,
    write_backup,
)
from assessment.services.catalogs import CatalogShelf
from assessment.services.people import delete_person, start_guest
from assessment.services.results import load_result
from assessment.store.engine import Database, open_database
from assessment.store.records import PersonRecord
from assessment.store.rows import lines_of, tables_of
from tests.builders import NOON
from tests.services.sittings import finish_sitting
from tests.store.test_records import EVERYTHING, add

Empty = Callable[[], str]


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Empty]:
    """Makes the address of an empty database of each kind, whenever it is asked."""
    if request.param == "sqlite":
        numbers = iter(range(100))
        yield lambda: f"sqlite:///{tmp_path / f'restored-{next(numbers)}.db'}"
        return
    server = make_url(request.getfixturevalue("postgres_url"))
    plain = server.set(drivername="postgresql", query={}).render_as_string(hide_password=False)
    made: list[str] = []

    def schema() -> str:
        name = f"restored_{secrets.token_hex(6)}"  # another run may share the server
        made.append(name)
        with psycopg.connect(plain, autocommit=True) as connection:
            connection.execute(f"DROP SCHEMA IF EXISTS {name} CASCADE")
            connection.execute(f"CREATE SCHEMA {name}")
        url = server.update_query_dict({"options": f"-c search_path={name}"})
        return url.render_as_string(hide_password=False)

    yield schema
    with psycopg.connect(plain, autocommit=True) as connection:
        for name in made:
            connection.execute(f"DROP SCHEMA {name} CASCADE")


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / "kept.zip"


def everything(database: Database) -> dict[str, list[bytes]]:
    with database.reading_rows() as connection:
        return {table.name: list(lines_of(connection, table)) for table in tables_of(connection)}


def test_every_row_of_every_table_comes_back_on_either_kind_of_database(
    database: Database, empty_place: Empty, kept: Path
) -> None:
    for record, values in EVERYTHING:
        add(database, record, values)
    before = everything(database)
    assert all(before.values()), [name for name, rows in before.items() if not rows]
    written = write_backup(database, kept, now=NOON)
    url = empty_place()
    restored, again = restore_backup(kept, url, erased={})
    assert restored == written
    assert again == 0
    back = open_database(url)
    assert everything(back) == before
    back.close()


def test_a_restored_result_is_the_same_and_new_rows_find_a_number(
    database: Database, empty_place: Empty, kept: Path, shelf: CatalogShelf, ada: PersonId
) -> None:
    attempt = finish_sitting(database, shelf, ada)
    with database.reading() as session:
        before = load_result(session, shelf, ada, attempt.id)
    write_backup(database, kept, now=NOON)
    url = empty_place()
    restore_backup(kept, url, erased={})
    back = open_database(url)
    with back.reading() as session:
        after = load_result(session, shelf, ada, attempt.id)
    assert (after.sheet, after.reading) == (before.sheet, before.reading)
    again = finish_sitting(back, shelf, ada, seed=8)
    assert again.id != attempt.id
    back.close()


def test_the_file_is_its_owners_alone_and_replaces_nothing(database: Database, kept: Path) -> None:
    write_backup(database, kept, now=NOON)
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    content = kept.read_bytes()
    with pytest.raises(BackupRefused, match="exists already"):
        write_backup(database, kept, now=NOON)
    assert kept.read_bytes() == content
    assert [path.name for path in kept.parent.glob(".*")] == []


def test_while_others_write_the_backup_holds_all_that_was_acknowledged_before(
    database: Database, empty_place: Empty, kept: Path
) -> None:
    acknowledged: list[str] = []
    stop = threading.Event()

    def arrive() -> None:
        while not stop.is_set():
            with database.writing() as session:
                person = start_guest(session, now=NOON)[0]
            acknowledged.append(person.id)

    threads = [threading.Thread(target=arrive) for _ in range(3)]
    for thread in threads:
        thread.start()
    while len(acknowledged) < 30:
        stop.wait(0.005)
    before = set(acknowledged)
    write_backup(database, kept, now=NOON)
    stop.set()
    for thread in threads:
        thread.join()
    url = empty_place()
    restore_backup(kept, url, erased={})
    back = open_database(url)
    with back.reading() as session:
        found = set(session.scalars(select(PersonRecord.id)))
    back.close()
    assert before <= found <= set(acknowledged)


def test_whoever_was_deleted_after_the_backup_is_deleted_again(
    database: Database,
    empty_place: Empty,
    kept: Path,
    shelf: CatalogShelf,
    ada: PersonId,
    ben: PersonId,
) -> None:
    finish_sitting(database, shelf, ada)
    write_backup(database, kept, now=NOON)
    delete_person(database, ada, now=NOON + timedelta(days=1))
    url = empty_place()
    _, again = restore_backup(kept, url, erased=erasures_of(database))
    assert again == 1
    back = open_database(url)
    left = b"".join(line for lines in everything(back).values() for line in lines)
    back.close()
    assert ada.encode() not in left
    assert ben.encode() in left


def test_without_the_list_a_deleted_person_would_be_back(
    database: Database, empty_place: Empty, kept: Path, ada: PersonId
) -> None:
    write_backup(database, kept, now=NOON)
    delete_person(database, ada, now=NOON)
    url = empty_place()
    restore_backup(kept, url, erased={})
    back = open_database(url)
    with back.reading() as session:
        assert session.scalar(select(func.count()).select_from(PersonRecord)) == 1
    back.close()


def altered(kept: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    with zipfile.ZipFile(kept) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    change(entries)
    other = kept.with_name("altered.zip")
    with zipfile.ZipFile(other, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return other


def manifest(**changes: object) -> Callable[[dict[str, bytes]], None]:
    def change(entries: dict[str, bytes]) -> None:
        entries["manifest.json"] = json.dumps(
            json.loads(entries["manifest.json"]) | changes
        ).encode()

    return change


def changed_row(entries: dict[str, bytes]) -> None:
    entries["tables/people.jsonl"] = entries["tables/people.jsonl"].replace(b'"ada"', b'"eve"')


def lost_row(entries: dict[str, bytes]) -> None:
    entries["tables/people.jsonl"] = b""


def half_a_row(entries: dict[str, bytes]) -> None:
    entries["tables/people.jsonl"] = entries["tables/people.jsonl"][:-9]


def lost_table(entries: dict[str, bytes]) -> None:
    del entries["tables/people.jsonl"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (changed_row, "table people is not as it was written"),
        (lost_row, "table people is not as it was written"),
        (half_a_row, "ends in the middle of a row"),
        (lost_table, "table people cannot be read"),
        (manifest(format=99), "another format"),
        (manifest(schema="9999"), "newer release"),
        (lambda entries: entries.pop("manifest.json"), "no backup of this product"),
        (manifest(padding=" " * 1_000_000), "no backup of this product"),
    ],
)
def test_a_backup_that_was_changed_is_refused_and_nothing_is_made(
    sqlite_database: Database,
    kept: Path,
    tmp_path: Path,
    change: Callable[[dict[str, bytes]], None],
    words: str,
) -> None:
    add(sqlite_database, *EVERYTHING[0])
    write_backup(sqlite_database, kept, now=NOON)
    target = tmp_path / "target.db"
    with pytest.raises(BackupRefused, match=words):
        restore_backup(altered(kept, change), f"sqlite:///{target}", erased={})
    assert not target.exists()


def test_two_tables_of_one_name_are_refused(sqlite_database: Database, kept: Path) -> None:
    write_backup(sqlite_database, kept, now=NOON)
    with zipfile.ZipFile(kept, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("tables/people.jsonl", b"")
    with pytest.raises(BackupRefused, match="two files of one name"):
        read_backup(kept)


def test_half_a_file_is_refused(sqlite_database: Database, kept: Path) -> None:
    write_backup(sqlite_database, kept, now=NOON)
    kept.write_bytes(kept.read_bytes()[: kept.stat().st_size // 2])
    with pytest.raises(BackupRefused, match="no backup of this product"):
        read_backup(kept)


def test_a_place_that_is_not_empty_is_left_alone(
    sqlite_database: Database, kept: Path, tmp_path: Path
) -> None:
    add(sqlite_database, *EVERYTHING[0])
    write_backup(sqlite_database, kept, now=NOON)
    with pytest.raises(BackupRefused, match="not empty"):
        restore_backup(kept, f"sqlite:///{tmp_path / 'test.db'}", erased={})


def test_a_backup_of_an_older_schema_is_brought_to_this_one(
    tmp_path: Path, kept: Path, empty_place: Empty
) -> None:
    from assessment.store.schema import current_revision, upgrade

    old = open_database(f"sqlite:///{tmp_path / 'old.db'}")
    upgrade(old, to="0001")
    with old.writing_rows() as connection:
        connection.execute(
            text("INSERT INTO people (id, created_at, last_visit_at) VALUES ('ada', :t, :t)"),
            {"t": "2026-01-01 00:00:00.000000"},
        )
    write_backup(old, kept, now=NOON)
    old.close()
    url = empty_place()
    restore_backup(kept, url, erased={})
    back = open_database(url)
    with back.reading() as session:
        assert session.get(PersonRecord, "ada") is not None
    assert current_revision(back) not in (None, "0001")
    back.close()


def test_a_write_that_does_not_read_back_leaves_no_file(
    sqlite_database: Database, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: Path) -> None:
        raise BackupRefused("not as it was written")

    monkeypatch.setattr(backups, "read_backup", broken)
    with pytest.raises(BackupRefused):
        write_backup(sqlite_database, kept, now=NOON)
    assert list(kept.parent.glob("*kept.zip*")) == []


def test_a_deletion_is_remembered_by_a_hash_alone(database: Database, ada: PersonId) -> None:
    delete_person(database, ada, now=NOON)
    (key,) = erasures_of(database)
    assert key != ada
    assert erasures_of(database)[key] == "people"
    assert AttemptId(ada) not in str(everything(database))
