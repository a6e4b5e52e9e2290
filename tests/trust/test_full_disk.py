"""P9: a disk that is full costs no answer that was called saved, and nobody restarts anything."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from flask.testing import FlaskClient

from assessment.ingest import load_catalog
from tests.browser.app_process import PROJECT, AppProcess
from tests.browser.http_client import HttpClient
from tests.promises import Promises
from tests.web.sitter import Sitter, field_of

pytestmark = [pytest.mark.slow, pytest.mark.promise]

DISK_BYTES = 80_000_000


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own in memory, which nothing but this test fills."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK_BYTES}", "tmpfs", str(disk)]
    if subprocess.run(mount, check=False, capture_output=True).returncode != 0:
        pytest.skip("NOT TESTED: no disk can be mounted here")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def fill(disk: Path) -> Path:
    """Leave not a byte on a disk; the file that took it."""
    filler = disk / "filler"
    written = subprocess.run(["cp", "/dev/zero", str(filler)], check=False, capture_output=True)
    assert b"No space left" in written.stderr
    return filler


def test_a_full_disk_refuses_answers_keeps_pages_and_heals_by_itself(
    small_disk: Path, tmp_path: Path, promises: Promises
) -> None:
    catalog = load_catalog(PROJECT / "content")
    server = AppProcess(small_disk / "var")
    server.log = tmp_path / "server.log"
    with server:
        client = HttpClient(server.address)
        sitter = Sitter(cast(FlaskClient, client), catalog)
        sitter.begin(form="quick")
        first = client.get(f"/take/{sitter.attempt}").headers["Location"]
        second = sitter.answer(first).headers["Location"]
        page = sitter.text(second)
        answer = {
            "csrf_token": field_of(page, "csrf_token"),
            **sitter.fields(sitter.item_at(second), page),
        }
        ready_before = client.get("/readyz").status_code

        filler = fill(small_disk)
        refused = [client.post(second, data=answer) for _ in range(3)]
        pages = [client.get(path).status_code for path in (first, second, "/mine", "/learn")]
        ready_full = client.get("/readyz")

        filler.unlink()
        saved = client.post(second, data=answer)
        third = client.get(f"/take/{sitter.attempt}").headers["Location"]
        ready_after = client.get("/readyz").status_code
        tracebacks = server.tracebacks()

    told = [(each.status_code, each.headers["Retry-After"]) for each in refused]
    disk = cast("dict[str, dict[str, str]]", ready_full.get_json())["checks"]["disk"]
    promises.note(
        "P9",
        f"disk of {DISK_BYTES / 1e6:.0f} MB full",
        f"saves {[status for status, _ in told]}, pages {pages}, readyz {ready_before}, then "
        f"{ready_full.status_code} ({disk}), then {ready_after}; with room again the same save "
        f"{saved.status_code}, {tracebacks} tracebacks",
        target="saves 503 with Retry-After, pages 200, readyz 200, 503 and named, 200; then saved",
        held=all(status == 503 and wait for status, wait in told)
        and set(pages) == {200}
        and (ready_before, ready_full.status_code, ready_after) == (200, 503, 200)
        and "almost full: 0 MB" in disk
        and saved.status_code == 303
        and third not in {first, second}
        and tracebacks == 0,
    )
