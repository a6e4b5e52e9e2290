"""Opening a report that was handed over: what holds is shown, what does not costs little."""

import io
import json
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from assessment.documents import opener as opener_module
from assessment.documents.no_report import NoReport
from assessment.documents.opened_values import opened_from_json, opened_to_json
from assessment.documents.opener import LARGEST_REPORT, OpenerBusy, ReportOpener
from assessment.documents.pdf import Press
from assessment.documents.printing import gap_report_job
from assessment.documents.report_json import read_sample
from assessment.domain.scoring.sheet import SCORING_VERSION
from tests.documents.printing import make_job, needs_pango

pytestmark = [pytest.mark.pdf, needs_pango]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    press = Press(tmp_path_factory.mktemp("press"))
    made = press.make_pdf(gap_report_job(read_sample()))
    press.close()
    return made


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    press = Press(tmp_path_factory.mktemp("press"))
    made = press.make_pdf(make_job())
    press.close()
    return made


def altered(pdf: bytes, change: Callable[[dict[str, Any]], None]) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        record = json.loads(opened.attachments["result.json"].get_file().read_bytes())
        change(record)
        return with_attachment(opened, json.dumps(record).encode())


def with_attachment(opened: pikepdf.Pdf, text: bytes) -> bytes:
    opened.attachments["result.json"] = pikepdf.AttachedFileSpec(
        opened,
        text,
        filename="result.json",
        description="",
        mime_type="application/json",
        creation_date="",
        mod_date="",
    )
    out = io.BytesIO()
    opened.save(out)
    return out.getvalue()


def with_a_record(pdf: bytes, text: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return with_attachment(opened, text)


def test_a_report_opens_with_the_figures_its_answers_give(sample: bytes) -> None:
    opened = ReportOpener().open(sample)
    report = read_sample()
    assert opened.differences == ()
    assert [row.name for row in opened.rows] == [row.name for row in report.rows]
    assert [row.verdict for row in opened.rows] == [row.verdict for row in report.rows]
    assert opened.develop == tuple(row.title for row in report.priorities)
    assert opened.scoring_version == SCORING_VERSION
    assert opened_from_json(opened_to_json(opened)) == opened


def test_an_answer_changed_inside_is_named_and_no_figure_is_shown(sample: bytes) -> None:
    def change(record: dict[str, Any]) -> None:
        item = next(i for i, given in record["responses"].items() if "-j" in i or given["value"])
        value = record["responses"][item]["value"]
        record["responses"][item]["value"] = value[::-1] if isinstance(value, list) else value
        area = next(iter(record["figures"]["areas"]))
        record["figures"]["areas"][area]["level"] = 4.9

    opened = ReportOpener().open(altered(sample, change))
    assert opened.differences
    assert "level" in opened.differences[0]
    assert not (opened.rows)
    assert not (opened.develop)
    assert not (opened.open_areas)
    assert not (opened.seen_differently)


def test_a_record_moved_into_other_pages_is_found_out(sample: bytes, blank: bytes) -> None:
    with pikepdf.open(io.BytesIO(sample)) as opened:
        text = opened.attachments["result.json"].get_file().read_bytes()
    moved = ReportOpener().open(with_a_record(blank, text))
    assert moved.differences
    assert all(line.startswith("not printed") for line in moved.differences)


def test_a_report_of_another_version_is_refused_by_name(sample: bytes) -> None:
    other = altered(sample, lambda record: record.update(scoring_version="9.9.9"))
    with pytest.raises(NoReport, match=r"9\.9\.9"):
        ReportOpener().open(other)


def locked(pdf: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        out = io.BytesIO()
        opened.save(out, encryption=pikepdf.Encryption(owner="owner", user="secret"))
        return out.getvalue()


def test_what_is_no_report_is_refused_with_a_reason(sample: bytes, blank: bytes) -> None:
    for pdf, why in [
        (b"", "no PDF"),
        (b"GIF89a", "no PDF"),
        (b"%PDF-1.7\nrubbish", "no PDF"),
        (sample[: len(sample) // 2], "no"),
        (blank, r"no result\.json"),
        (locked(sample), "password"),
        (b"%PDF-" + b"0" * LARGEST_REPORT, "larger"),
        (with_a_record(blank, b"not json"), "no JSON"),
        (with_a_record(blank, b"[" * 200_000), "damaged"),
        (with_a_record(blank, b'{"format": "something/1"}'), "another kind"),
        (altered(sample, lambda record: record.pop("keys")), "lacks"),
        (altered(sample, lambda record: record["keys"].extend(record["keys"] * 99)), "larger"),
        (altered(sample, lambda r: r["target"]["levels"][0].update(level=1e308)), "five levels"),
    ]:
        with pytest.raises(NoReport, match=why):
            ReportOpener().open(pdf)


def bomb(blank: bytes) -> bytes:
    """Two hundred kilobytes that unfold to two hundred megabytes of record."""
    return with_a_record(blank, b'{"format": "' + b" " * 200_000_000 + b'"}')


def endless_page(blank: bytes) -> bytes:
    """A small file whose page draws the same letter some fifteen million times."""
    with pikepdf.open(io.BytesIO(blank)) as opened:
        opened.pages[0].Contents = opened.make_stream(b"BT " + b"(a) Tj " * 15_000_000 + b"ET")
        return with_attachment(opened, b"{}")


@pytest.mark.slow
@pytest.mark.parametrize("hostile", [bomb, endless_page])
def test_a_file_made_to_cost_time_or_memory_ends_at_its_limits(
    hostile: Callable[[bytes], bytes], blank: bytes
) -> None:
    pdf = hostile(blank)
    assert len(pdf) < LARGEST_REPORT
    begun = time.monotonic()
    with pytest.raises(NoReport, match="cannot be read|more time or memory|more memory"):
        ReportOpener(deadline_seconds=6, memory_mb=400).open(pdf)
    assert time.monotonic() - begun < 10


def test_words_out_of_a_file_are_one_clean_short_line(sample: bytes) -> None:
    def change(record: dict[str, Any]) -> None:
        record["target"]["title"] = "<script>\x07 " + "a" * 9000

    opened = ReportOpener().open(altered(sample, change))
    assert len(opened.target) <= 120
    assert "\x07" not in opened.target


def test_no_more_than_a_few_wait(sample: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    opener, refused, gate = ReportOpener(), [], threading.Event()

    def ask(self: ReportOpener, pdf: bytes) -> bytes:
        del self, pdf
        gate.wait(10)
        return b"-done"

    monkeypatch.setattr(ReportOpener, "_ask", ask)

    def one() -> None:
        try:
            opener.open(sample)
        except OpenerBusy:
            refused.append(1)
        except NoReport:
            pass

    threads = [threading.Thread(target=one) for _ in range(opener_module.MOST_WAITING + 3)]
    for thread in threads:
        thread.start()
    for _ in range(100):
        if len(refused) == 3:
            break
        time.sleep(0.02)
    gate.set()
    for thread in threads:
        thread.join()
    assert len(refused) == 3


def test_nothing_is_written_to_disk(sample: bytes, tmp_path: Path, monkeypatch: Any) -> None:  # noqa: ANN401
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    ReportOpener().open(sample)
    assert list(tmp_path.iterdir()) == []
