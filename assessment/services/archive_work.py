"""How is an ordered archive made, and how do its files go?

One report after the other, so that single reports in between do not wait for many. Whatever
stops the work, it goes on where it was: a report made is a file of its own until all are there.
"""

import contextlib
import os
import shutil
import time
import zipfile
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import structlog
from sqlalchemy.orm import Session

from assessment.documents.pdf import PdfBusy, PdfFailed, PdfUnavailable, Press
from assessment.domain.accounts import AccountId
from assessment.domain.errors import AssessmentError, NotFound, StoreUnavailable
from assessment.domain.language import gettext as _
from assessment.services.archives import (
    Archive,
    ArchiveEntry,
    ArchiveId,
    claim_archive,
    drop_archives,
    finish_archive,
    known_archives,
    load_archive,
    settle_entry,
)
from assessment.services.branding import brand_for
from assessment.services.catalogs import CatalogShelf
from assessment.services.coach_reports import coach_report_pdf
from assessment.services.granted import granted_result, load_granted, note_opening
from assessment.store.engine import Database

PAUSE_SECONDS = 0.05
"""Left between two reports for whoever waits for a single one."""
BUSY_SECONDS = 2.0
BUSY_TRIES = 60
ALWAYS = (1980, 1, 1, 0, 0, 0)
"""The date of every file in an archive: the same reports give the same bytes."""
CONTENTS = "contents.txt"


def archive_path(var_dir: Path, archive: ArchiveId) -> Path:
    """Where the file of an archive lies."""
    return var_dir / "archives" / f"{archive}.zip"


def make_archive(
    database: Database,
    shelf: CatalogShelf,
    press: Press,
    var_dir: Path,
    archive: ArchiveId,
    *,
    clock: Callable[[], datetime],
) -> bool:
    """Make what is not made yet and put it together; False where somebody else does it."""
    order = database.write(lambda session: claim_archive(session, archive, now=clock()))
    if order is None:
        return False
    parts = _parts(var_dir, archive)
    parts.mkdir(parents=True, exist_ok=True, mode=0o700)
    for entry in order.entries:
        made = parts / f"{entry.place}.pdf"
        if entry.state == "failed" or (entry.state == "made" and made.is_file()):
            continue
        why = _make_one(database, shelf, press, order, entry, made, clock)
        place = entry.place
        database.write(
            lambda s, place=place, why=why: settle_entry(  # type: ignore[misc]
                s, archive, place, why=why, now=clock()
            )
        )
        time.sleep(PAUSE_SECONDS)
    size = _put_together(database, order, parts, archive_path(var_dir, archive))
    database.write(lambda session: finish_archive(session, archive, size=size, now=clock()))
    shutil.rmtree(parts, ignore_errors=True)
    return True


def _parts(var_dir: Path, archive: ArchiveId) -> Path:
    return var_dir / "archives" / f"{archive}.parts"


def _make_one(
    database: Database,
    shelf: CatalogShelf,
    press: Press,
    order: Archive,
    entry: ArchiveEntry,
    path: Path,
    clock: Callable[[], datetime],
) -> str:
    """Make one report; why it cannot be made, or nothing."""
    if not entry.attempt:
        return _("No result is shared.")
    try:
        with database.reading() as session:
            found = granted_result(
                session, shelf, order.account, entry.grant, entry.attempt, now=clock()
            )
            worn = brand_for(session, order.account)
        brand = None if worn is None else worn[1]
        _note(database, order.account, entry, clock)
        pdf = _patiently(
            lambda: coach_report_pdf(
                press, found, name=entry.name, page_size=order.paper, brand=brand
            )
        )
    except NotFound:
        return _("It is not shared any more.")
    except StoreUnavailable:
        raise  # nothing is wrong with this report: the whole archive is taken on again
    except (PdfUnavailable, PdfBusy, PdfFailed) as failed:
        return _("The PDF could not be made: %(why)s.") % {"why": str(failed).rstrip(".")[:200]}
    except AssessmentError:
        return _("Its content is not available on this site any more.")
    except Exception:  # noqa: BLE001 - one broken report must not lose the others
        structlog.get_logger("archives").exception("report failed", archive=order.id)
        return _("Something broke on our side.")
    partial = path.with_suffix(".partial")
    partial.write_bytes(pdf)
    partial.replace(path)
    return ""


def _note(
    database: Database, account: AccountId, entry: ArchiveEntry, clock: Callable[[], datetime]
) -> None:
    def work(session: Session) -> None:
        held = load_granted(session, account, entry.grant, "result", now=clock())
        note_opening(
            session, account, held, action="result.archived", kind="result",
            object_id=entry.attempt, now=clock(),
        )  # fmt: skip

    database.write(work)


def _patiently(make: Callable[[], bytes]) -> bytes:
    """Wait where the press has single reports to make: they go first.

    A report that failed is tried once more: a machine under load may have been too slow for it.
    """
    failed = False
    for _attempt in range(BUSY_TRIES):
        try:
            return make()
        except PdfBusy:
            time.sleep(BUSY_SECONDS)
        except PdfFailed:
            if failed:
                raise
            failed = True
    return make()


def _put_together(database: Database, order: Archive, parts: Path, path: Path) -> int:
    """Write the archive whole or not at all; its size, 0 where no report is in it."""
    with database.reading() as session:
        entries = load_archive(session, order.account, order.id).entries
    made = [entry for entry in entries if (parts / f"{entry.place}.pdf").is_file()]
    if not made:
        return 0
    partial = path.with_suffix(".partial")
    with zipfile.ZipFile(partial, "w", zipfile.ZIP_STORED) as archive:
        for entry in made:
            archive.writestr(_info(entry.file_name), (parts / f"{entry.place}.pdf").read_bytes())
        archive.writestr(_info(CONTENTS), contents(entries).encode("utf-8"))
    with partial.open("rb") as written:
        os.fsync(written.fileno())
    partial.chmod(0o600)
    partial.replace(path)
    return path.stat().st_size


def contents(entries: Sequence[ArchiveEntry]) -> str:
    """Which report is whose, and which are missing and why."""
    made = [f"{entry.file_name}  {entry.name}" for entry in entries if entry.state == "made"]
    lines = [_("Reports shared with you for coaching."), "", *made]
    failed = [entry for entry in entries if entry.state == "failed"]
    if failed:
        lines += ["", _("Missing:"), *(f"{entry.name}: {entry.why}" for entry in failed)]
    return "\n".join(lines) + "\n"


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, ALWAYS)
    info.external_attr = 0o600 << 16
    return info


def sweep_archives(database: Database, var_dir: Path, *, now: datetime) -> int:
    """Delete the files of archives whose day or right is over; how many orders that were."""
    gone = database.write(lambda session: drop_archives(session, now=now))
    with database.reading() as session:
        known = known_archives(session)
    with contextlib.suppress(OSError):
        for path in (var_dir / "archives").iterdir():
            if path.name.split(".", 1)[0] in known:
                continue
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)
    return len(gone)
