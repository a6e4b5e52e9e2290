"""Many reports as one file: made in the background, taken on again, and gone with their right."""

import time
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from assessment.documents.pdf import PdfBusy, PdfFailed, Press
from assessment.documents.print_job import PrintJob
from assessment.domain.accounts import Account
from assessment.domain.attempts import AttemptId, PersonId
from assessment.domain.errors import CoachingInvalid, NotFound, StoreUnavailable
from assessment.domain.sharing import GrantId
from assessment.services import archive_work
from assessment.services.archive_orders import MOST_WAITING, order_archive, slug, unique_name
from assessment.services.archive_work import archive_path, make_archive, sweep_archives
from assessment.services.archives import (
    KEPT,
    STALE,
    ArchiveId,
    claim_archive,
    discard_archive,
    list_archives,
    load_archive,
    may_hand_over,
    settle_entry,
    waiting_archives,
)
from assessment.services.catalogs import CatalogShelf
from assessment.services.granted import granted_result
from assessment.services.grants import revoke_grant
from assessment.services.jobs import Jobs
from assessment.services.people import delete_person, start_guest
from assessment.services.retention import run_retention
from assessment.store.engine import Database
from assessment.store.records import ArchiveEntryRecord
from tests.builders import NOON
from tests.services.sittings import finish_sitting
from tests.services.test_grants import DAY, cleo, coach, share, terms

__all__ = ["cleo", "coach"]


class PaperPress(Press):
    """A press that makes something at once, or fails where it is told to."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.made = 0
        self.busy = 0
        self.broken: set[int] = set()

    def make_pdf(self, job: PrintJob) -> bytes:
        if self.busy:
            self.busy -= 1
            raise PdfBusy("others first")
        self.made += 1
        if self.made in self.broken:
            raise PdfFailed("the ink ran out.")
        return b"%PDF-" + job.html[:40].encode()


@pytest.fixture
def press(tmp_path: Path) -> PaperPress:
    return PaperPress(tmp_path / "press")


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive_work, "PAUSE_SECONDS", 0.0)
    monkeypatch.setattr(archive_work, "BUSY_SECONDS", 0.0)


@pytest.fixture
def grants(
    database: Database, shelf: CatalogShelf, ada: PersonId, ben: PersonId, coach: Account
) -> list[GrantId]:
    """Ada and Ben with a result each, and somebody who shares and has none."""
    made = []
    for owner in (ada, ben):
        finish_sitting(database, shelf, owner)
        made.append(share(database, owner, coach, terms(None)))
    with database.writing() as session:
        empty = start_guest(session, now=NOON)[0].id
    return [*made, share(database, empty, coach, terms(None))]


def order(
    database: Database, coach: Account, grants: list[GrantId], save_id: str = "s"
) -> ArchiveId:
    with database.writing() as session:
        return order_archive(session, coach.id, grants, paper="A4", save_id=save_id, now=NOON)


def make(
    database: Database, shelf: CatalogShelf, press: Press, var: Path, archive: ArchiveId,
    now: datetime = NOON,
) -> bool:  # fmt: skip
    return make_archive(database, shelf, press, var, archive, clock=lambda: now)


def test_the_archive_holds_what_could_be_made_and_names_what_could_not(
    database: Database, shelf: CatalogShelf, coach: Account, grants: list[GrantId],
    press: PaperPress, tmp_path: Path,
) -> None:  # fmt: skip
    press.broken = {2, 3}  # the second report, and its second try
    archive = order(database, coach, grants)
    assert make(database, shelf, press, tmp_path, archive)
    with database.reading() as session:
        found = may_hand_over(session, coach.id, archive, now=NOON)
    assert [entry.state for entry in found.entries] == ["made", "failed", "failed"]
    assert "ink ran out" in found.entries[1].why
    assert found.entries[2].why == "No result is shared."
    path = archive_path(tmp_path, archive)
    assert found.size == path.stat().st_size
    assert oct(path.stat().st_mode)[-3:] == "600"
    with zipfile.ZipFile(path) as made:
        assert made.namelist() == [found.entries[0].file_name, "contents.txt"]
        assert "ink ran out" in made.read("contents.txt").decode()
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_the_same_reports_give_the_same_bytes(
    database: Database, shelf: CatalogShelf, coach: Account, grants: list[GrantId],
    press: PaperPress, tmp_path: Path,
) -> None:  # fmt: skip
    files = []
    for save_id in ("one", "other"):
        archive = order(database, coach, grants[:2], save_id)
        make(database, shelf, press, tmp_path, archive)
        files.append(archive_path(tmp_path, archive).read_bytes())
    assert files[0] == files[1]


def test_an_order_sent_twice_is_one_order_and_a_few_wait_at_most(
    database: Database, coach: Account, cleo: Account, grants: list[GrantId]
) -> None:
    assert order(database, coach, grants) == order(database, coach, grants)
    for number in range(MOST_WAITING - 1):
        order(database, coach, grants, f"more-{number}")
    with pytest.raises(CoachingInvalid):
        order(database, coach, grants, "too many")
    with pytest.raises(CoachingInvalid):
        order(database, coach, [], "nobody")
    with pytest.raises(NotFound):
        order(database, cleo, grants, "foreign")
    with database.reading() as session:
        assert len(list_archives(session, coach.id)) == MOST_WAITING
        assert list_archives(session, cleo.id) == []


def test_work_that_was_cut_off_goes_on_where_it_was(
    database: Database, shelf: CatalogShelf, coach: Account, grants: list[GrantId],
    press: PaperPress, tmp_path: Path,
) -> None:  # fmt: skip
    archive = order(database, coach, grants[:2])
    with database.writing() as session:
        assert claim_archive(session, archive, now=NOON) is not None
        settle_entry(session, archive, 1, now=NOON)  # made, then the process was killed
    parts = tmp_path / "archives" / f"{archive}.parts"
    parts.mkdir(parents=True)
    (parts / "1.pdf").write_bytes(b"%PDF-first")
    assert not make(database, shelf, press, tmp_path, archive)  # its worker may still live
    later = NOON + STALE
    with database.reading() as session:
        assert waiting_archives(session, now=NOON) == []
        assert waiting_archives(session, now=later) == [archive]
    assert make(database, shelf, press, tmp_path, archive, later)
    assert press.made == 1
    with zipfile.ZipFile(archive_path(tmp_path, archive)) as made:
        assert made.read(made.namelist()[0]) == b"%PDF-first"
        assert len(made.namelist()) == 3
    assert not make(database, shelf, press, tmp_path, archive, later)


def test_a_database_away_for_a_moment_costs_no_report(
    database: Database, shelf: CatalogShelf, coach: Account, grants: list[GrantId],
    press: PaperPress, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    archive = order(database, coach, grants[:2])
    read: Callable[..., object] = granted_result
    away = [False, True]

    def once_away(*given: object, **named: object) -> object:
        if away and away.pop(0):
            raise StoreUnavailable("unreachable")
        return read(*given, **named)

    monkeypatch.setattr(archive_work, "granted_result", once_away)
    Jobs(database, shelf, press, tmp_path, clock=lambda: NOON).make(archive)
    said = capsys.readouterr().out + capsys.readouterr().err
    assert "Traceback" not in said
    with database.reading() as session:
        entries = load_archive(session, coach.id, archive).entries
        assert [entry.state for entry in entries] == ["made", "waiting"]
        assert waiting_archives(session, now=NOON + STALE) == [archive]
    assert make(database, shelf, press, tmp_path, archive, NOON + STALE)
    with database.reading() as session:
        assert may_hand_over(session, coach.id, archive, now=NOON).failed == []
    assert press.made == 2


def test_a_report_that_failed_once_is_tried_once_more(
    database: Database, shelf: CatalogShelf, coach: Account, grants: list[GrantId],
    press: PaperPress, tmp_path: Path,
) -> None:  # fmt: skip
    press.broken = {1}
    archive = order(database, coach, grants[:1])
    make(database, shelf, press, tmp_path, archive)
    with database.reading() as session:
        assert may_hand_over(session, coach.id, archive, now=NOON).failed == []


def test_single_reports_go_first(
    database: Database, shelf: CatalogShelf, coach: Account, grants: list[GrantId],
    press: PaperPress, tmp_path: Path,
) -> None:  # fmt: skip
    press.busy = 5
    archive = order(database, coach, grants[:1])
    make(database, shelf, press, tmp_path, archive)
    with database.reading() as session:
        assert may_hand_over(session, coach.id, archive, now=NOON).failed == []


@pytest.mark.parametrize("end", ["revoked", "deleted", "lapsed", "a day over"])
def test_the_file_goes_with_the_first_right_that_ends(
    database: Database, shelf: CatalogShelf, ada: PersonId, coach: Account, cleo: Account,
    grants: list[GrantId], press: PaperPress, tmp_path: Path, end: str,
) -> None:  # fmt: skip
    archive = order(database, coach, grants)
    make(database, shelf, press, tmp_path, archive)
    path = archive_path(tmp_path, archive)
    now = NOON
    assert sweep_archives(database, tmp_path, now=NOON) == 0
    assert path.is_file()
    match end:
        case "revoked":
            with database.writing() as session:
                revoke_grant(session, ada, grants[0], now=NOON)
        case "deleted":
            delete_person(database, ada, now=NOON)
        case "lapsed":
            now = NOON + 91 * DAY
        case _:
            now = NOON + KEPT
    for account in (coach, cleo):
        with database.reading() as session, pytest.raises(NotFound):
            may_hand_over(session, account.id, archive, now=now)
    assert sweep_archives(database, tmp_path, now=now) == 1
    assert not path.exists()
    with database.reading() as session, pytest.raises(NotFound):
        load_archive(session, coach.id, archive)


def test_what_was_taken_back_before_it_was_made_is_named_and_not_made(
    database: Database, shelf: CatalogShelf, ada: PersonId, coach: Account,
    grants: list[GrantId], press: PaperPress, tmp_path: Path,
) -> None:  # fmt: skip
    archive = order(database, coach, grants[:2])
    with database.writing() as session:
        revoke_grant(session, ada, grants[0], now=NOON)
    make(database, shelf, press, tmp_path, archive)
    with database.reading() as session:
        found = may_hand_over(session, coach.id, archive, now=NOON)
    assert [entry.why for entry in found.entries] == ["It is not shared any more.", ""]


@pytest.mark.parametrize("how", ["a day over", "given up"])
def test_no_name_stays_of_an_archive_that_is_over(
    database: Database, coach: Account, grants: list[GrantId], how: str
) -> None:
    archive = order(database, coach, grants)
    assert run_retention(database, now=NOON)["archives"] == 0
    now = NOON
    match how:
        case "given up":
            with database.writing() as session:
                discard_archive(session, coach.id, archive)
        case _:
            now = NOON + KEPT
    assert run_retention(database, now=now)["archives"] == 1
    with database.reading() as session:
        assert session.scalars(select(ArchiveEntryRecord.name)).all() == []


def test_files_nobody_knows_are_deleted(database: Database, tmp_path: Path) -> None:
    folder = tmp_path / "archives"
    (folder / f"{'0' * 32}.parts").mkdir(parents=True)
    (folder / f"{'0' * 32}.zip").write_bytes(b"x")
    sweep_archives(database, tmp_path, now=NOON)
    assert list(folder.iterdir()) == []


@given(names=st.lists(st.text(max_size=80), max_size=30))
def test_file_names_are_safe_and_unique_whatever_clients_are_called(names: list[str]) -> None:
    taken: set[str] = set()
    made = [unique_name(slug(name), taken) for name in names]
    assert len(set(made)) == len(names)
    for name in made:
        assert name.replace(".pdf", "").replace("-", "a").isalnum()
        assert name.isascii()
        assert len(name) <= 80


@pytest.mark.slow
def test_the_queue_makes_what_is_ordered_and_takes_on_what_was_left(
    sqlite_database: Database, shelf: CatalogShelf, press: PaperPress, tmp_path: Path
) -> None:
    from tests.services.test_grants import make_account

    now = datetime.now(UTC)
    coach = make_account(sqlite_database, "ben@example.org")
    with sqlite_database.writing() as session:
        owner = start_guest(session, now=NOON)[0].id
    finish_sitting(sqlite_database, shelf, owner)
    grant = share(sqlite_database, owner, coach, terms(None, until=now.date() + 9 * DAY), now=now)
    with sqlite_database.writing() as session:
        left = order_archive(session, coach.id, [grant], paper="A4", save_id="a",
                             now=now - timedelta(minutes=9))  # fmt: skip
        asked = order_archive(session, coach.id, [grant], paper="A4", save_id="b", now=now)

    jobs = Jobs(sqlite_database, shelf, press, tmp_path, clock=lambda: datetime.now(UTC))
    jobs.start(asked)
    jobs.work()
    states: set[str] = set()
    try:
        for _ in range(300):
            jobs.look_round()  # what the clock asks for every minute
            with sqlite_database.reading() as session:
                states = {load_archive(session, coach.id, a).state for a in (asked, left)}
            if states == {"ready"}:
                break
            time.sleep(0.05)
    finally:
        jobs.stop()
    assert states == {"ready"}
    assert (tmp_path / "jobs.db").is_file()


def test_an_attempt_is_an_id(database: Database, coach: Account, grants: list[GrantId]) -> None:
    archive = order(database, coach, grants)
    with database.reading() as session:
        entries = load_archive(session, coach.id, archive).entries
    assert [len(AttemptId(entry.attempt)) for entry in entries] == [32, 32, 0]
