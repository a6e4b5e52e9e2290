"""The press: one warm worker, within limits, and a PDF that repeats itself."""

import io
import os
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from assessment.documents import pdf as pdf_module
from assessment.documents.kept_files import KeptFiles
from assessment.documents.pdf import (
    PdfBusy,
    PdfFailed,
    PdfsOfYours,
    PdfUnavailable,
    Press,
    pdf_available,
)
from tests.documents.printing import (
    CREATED,
    RADAR,
    attached_job,
    make_job,
    needs_pango,
    radar_job,
    slow_job,
    structure,
)

pytestmark = [pytest.mark.pdf, needs_pango]


@pytest.fixture(scope="module", name="press")
def own_press(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Press]:
    made = Press(tmp_path_factory.mktemp("press"))
    yield made
    made.close()


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content))


def worker_id(press: Press) -> int:
    assert press.worker_id is not None
    return press.worker_id


def test_a_pdf_is_tagged_titled_and_has_a_language(press: Press) -> None:
    made = opened(press.make_pdf(make_job()))
    assert bool(made.Root.MarkInfo.Marked)
    assert str(made.Root.Lang) == "en-GB"
    assert bool(made.Root.ViewerPreferences.DisplayDocTitle)
    with made.open_metadata() as metadata:
        assert metadata["dc:title"] == "A page"
        assert metadata["pdfuaid:part"] == "1"
    assert [str(node.S) for node in structure(made)].count("/H1") == 1


def test_the_renderer_has_nothing_to_say(press: Press) -> None:
    press.make_pdf(radar_job())
    assert press.last_log == ()


def test_a_radar_is_one_figure_with_its_finding_as_alternative(press: Press) -> None:
    made = opened(press.make_pdf(radar_job()))
    figures = [node for node in structure(made) if str(node.S) == "/Figure"]
    assert [str(node.Alt) for node in figures] == ["Level against target"]


def test_a_radar_can_be_had_for_a_page(press: Press) -> None:
    drawn = press.draw_radar(RADAR)
    assert drawn.startswith("<svg")
    assert "Area 4: level 3.0, target 3.5." in drawn


def test_table_heads_have_their_scope(press: Press) -> None:
    table = (
        "<table><thead><tr><th>Area</th><th>Level</th></tr></thead>"
        "<tbody><tr><th>Team</th><td>2.8</td></tr></tbody></table>"
    )
    made = opened(press.make_pdf(make_job(table)))
    scopes = [str(node.A.Scope) for node in structure(made) if str(node.S) == "/TH"]
    assert scopes == ["/Column", "/Column", "/Row"]


def test_what_is_attached_comes_back_as_it_was_and_is_marked_as_data(press: Press) -> None:
    text = '{"name": "Łukasz ◇", "n": 1}'
    made = opened(press.make_pdf(attached_job(text)))
    assert made.attachments["result.json"].get_file().read_bytes().decode() == text
    assert [str(spec.AFRelationship) for spec in made.Root.AF] == ["/Data"]


def test_the_same_job_gives_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        press = Press(tmp_path / name)
        made.append(press.make_pdf(radar_job()))
        press.close()
    assert made[0] == made[1]


@pytest.mark.parametrize(
    "body",
    [
        "<link rel=attachment href='file:///etc/hostname'>",
        "<a rel=attachment href='file:///etc/hostname'>x</a>",
        "<img src='file:///etc/hostname'>",
        "<img src='http://127.0.0.1:9/x.png'>",
        "<style>@import url(file:///etc/hostname);</style>",
        "<link rel=stylesheet href='http://127.0.0.1:9/x.css'>",
        "<object data='file:///etc/hostname'></object>",
        "<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/hostname'/></svg>",
        "<style>@font-face{font-family:x;src:url(file:///etc/hostname)}</style>",
        "<div style='background:url(file:///etc/hostname)'>x</div>",
    ],
)
def test_nothing_is_fetched_and_nothing_is_smuggled_in(press: Press, body: str) -> None:
    made = opened(press.make_pdf(make_job(body)))
    assert dict(made.attachments) == {}
    streams = [each for each in made.objects if isinstance(each, pikepdf.Stream)]
    assert [each for each in streams if each.get("/Subtype") == "/Image"] == []
    assert [line[:17] for line in press.last_log if "refused" in line] == ["refused to fetch "]


def test_only_our_faces_and_the_safety_net_are_embedded(press: Press) -> None:
    made = opened(press.make_pdf(make_job("<h1>Łukasz ◇ Ж ع 漢</h1>")))
    names = {
        str(node.BaseFont).split("+")[-1]
        for node in made.objects
        if isinstance(node, pikepdf.Dictionary) and node.get("/Type") == "/Font"
    }
    assert names
    assert all(name.startswith(("Source-Sans", "Source-Serif", "DejaVu")) for name in names)


def test_the_worker_stays_warm(press: Press) -> None:
    press.make_pdf(make_job("<p>one</p>"))
    first = worker_id(press)
    press.make_pdf(make_job("<p>two</p>"))
    assert worker_id(press) == first


def test_a_worker_killed_between_jobs_is_not_noticed(press: Press) -> None:
    press.make_pdf(make_job("<p>before</p>"))
    os.kill(worker_id(press), signal.SIGKILL)
    assert press._process is not None
    press._process.wait(timeout=5)
    assert press.make_pdf(make_job("<p>after</p>")).startswith(b"%PDF")


def test_a_worker_killed_in_the_middle_of_a_job_fails_that_job_only(press: Press) -> None:
    press.make_pdf(make_job("<p>warm</p>"))
    victim = worker_id(press)
    killer = threading.Timer(0.4, os.kill, (victim, signal.SIGKILL))
    killer.start()
    with pytest.raises(PdfFailed, match="stopped after"):
        press.make_pdf(slow_job())
    assert press.make_pdf(make_job("<p>recovered</p>")).startswith(b"%PDF")
    assert worker_id(press) != victim


def test_a_document_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    press = Press(tmp_path, deadline_seconds=1.5)
    with pytest.raises(PdfFailed, match="given up"):
        press.make_pdf(slow_job())
    assert press._process is None
    press.close()


def test_a_document_that_needs_too_much_memory_fails_alone(tmp_path: Path) -> None:
    press = Press(tmp_path, memory_mb=160)
    with pytest.raises((PdfFailed, PdfUnavailable)):
        press.make_pdf(slow_job())
    press.close()


def test_the_queue_is_bounded(tmp_path: Path) -> None:
    press = Press(tmp_path, queue_limit=1, deadline_seconds=3)
    failed: list[Exception] = []

    def slowly() -> None:
        try:
            press.make_pdf(slow_job())
        except PdfFailed as error:
            failed.append(error)

    first = threading.Thread(target=slowly)
    first.start()
    time.sleep(0.3)
    with pytest.raises(PdfBusy):
        press.make_pdf(make_job())
    first.join()
    assert len(failed) == 1
    assert press.make_pdf(make_job()).startswith(b"%PDF"), "free again"
    press.close()


def test_one_person_cannot_keep_the_others_from_their_documents(tmp_path: Path) -> None:
    press = Press(tmp_path)
    made: list[str] = []

    def ask(who: str) -> None:
        press.asked_by(who)
        if press.make_pdf(make_job()).startswith(b"%PDF"):
            made.append(who)

    def waiting(who: str) -> threading.Thread:
        before = press._waiting
        thread = threading.Thread(target=ask, args=(who,))
        thread.start()
        until = time.monotonic() + 5
        while press._waiting == before and time.monotonic() < until:
            time.sleep(0.01)
        return thread

    with press._turn:  # somebody's document is being made
        threads = [waiting("ada"), waiting("ada")]
        with pytest.raises(PdfsOfYours):
            ask("ada")
        threads.append(waiting("ben"))
        with pytest.raises(PdfBusy, match="3 documents"):
            ask("cleo")
    for thread in threads:
        thread.join(60)
    assert sorted(made) == ["ada", "ada", "ben"]
    ask("cleo")
    assert press._waiting == 0
    press.close()


def test_a_job_is_rendered_once_and_then_read_from_what_is_kept(tmp_path: Path) -> None:
    press = Press(tmp_path)
    first = press.make_pdf(make_job())
    press.close()
    assert press.make_pdf(make_job()) == first
    assert press._process is None, "no worker was needed"


def test_what_is_kept_is_private_and_can_be_forgotten(tmp_path: Path) -> None:
    press = Press(tmp_path)
    press.make_pdf(make_job())
    (kept,) = (tmp_path / "made").iterdir()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    press.forget(make_job())
    assert list((tmp_path / "made").iterdir()) == []
    press.close()


def test_another_date_is_another_document(tmp_path: Path) -> None:
    press = Press(tmp_path)
    press.make_pdf(make_job())
    press.make_pdf(make_job(created=CREATED.replace(year=2027)))
    assert len(list((tmp_path / "made").iterdir())) == 2
    press.close()


def test_the_worker_inherits_no_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("APP_SECRET", "xyz")
    press = Press(tmp_path)
    press.make_pdf(make_job())
    environment = Path(f"/proc/{worker_id(press)}/environ")
    if environment.exists():
        assert b"APP_SECRET" not in environment.read_bytes()
    press.close()


def test_a_missing_library_is_said_with_its_cure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_module, "_LIBRARIES", {"Pango": ("libno-such-thing.so.9",)})
    assert "libpango-1.0-0" in (pdf_available() or "")
    with pytest.raises(PdfUnavailable, match="install"):
        Press(tmp_path).make_pdf(make_job())


def test_the_calling_process_imports_neither_renderer() -> None:
    check = (
        "import sys, assessment.documents.pdf as p; p.pdf_available();"
        "sys.exit(any(m in sys.modules for m in ('weasyprint', 'matplotlib', 'fontTools')))"
    )
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0


def test_old_files_go_and_the_oldest_first(tmp_path: Path) -> None:
    kept = KeptFiles(tmp_path, kept_seconds=100, most_files=2)
    for age, name in ((300, "ancient"), (50, "old"), (20, "young"), (1, "new")):
        (tmp_path / name).write_bytes(b"x")
        then = time.time() - age
        os.utime(tmp_path / name, (then, then))
    assert kept.read("ancient") is None
    kept.tidy()
    assert {path.name for path in tmp_path.iterdir()} == {"young", "new"}


def test_a_folder_that_cannot_be_written_loses_the_copy_and_nothing_else(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    kept = KeptFiles(blocked / "made")
    kept.write("a", b"x")
    assert kept.read("a") is None
