"""Verifying a report: what was altered is named, what was not is silent."""

import contextlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pikepdf
import pytest

from assessment.documents.pdf import Press
from assessment.documents.printing import gap_report_job
from assessment.documents.report import build_gap_report
from assessment.documents.report_json import read_sample
from assessment.documents.report_values import GapReport
from assessment.documents.verify import NoReport, verify_report
from assessment.domain.outside import OutsideFactor
from assessment.domain.scoring.reading import read_sheet
from assessment.services.scoring import score_booklet
from tests.documents.printing import make_job, needs_pango
from tests.documents.reports import (
    SUBMITTED,
    booklet_of,
    full_report,
    quick_report,
    report_of,
)
from tests.domain.findings_people import AREAS, CATALOG, make_target, person

pytestmark = [pytest.mark.pdf, needs_pango]


def printed(press: Press, report: GapReport, folder: Path) -> Path:
    path = folder / "report.pdf"
    path.write_bytes(press.make_pdf(gap_report_job(report)))
    return path


def with_record(path: Path, change: Callable[[dict[str, Any]], None]) -> Path:
    """The same PDF with its attachment altered, its pages untouched."""
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        record = json.loads(pdf.attachments["result.json"].get_file().read_bytes())
        change(record)
        spec = pikepdf.AttachedFileSpec(
            pdf,
            json.dumps(record).encode(),
            filename="result.json",
            description="",
            mime_type="application/json",
            creation_date="",
            mod_date="",
        )
        pdf.attachments["result.json"] = spec
        pdf.save(path)
    return path


@pytest.mark.parametrize("report", [read_sample(), read_sample("quick-report"), full_report(),
                                    quick_report()])  # fmt: skip
def test_a_report_of_ours_agrees_with_itself(
    press: Press, tmp_path: Path, report: GapReport
) -> None:
    assert verify_report(printed(press, report, tmp_path)) == ()


@pytest.mark.parametrize("seed", range(5))
def test_so_do_reports_with_open_and_withheld_areas(
    press: Press, tmp_path: Path, seed: int
) -> None:
    assert verify_report(printed(press, report_of(person(seed)), tmp_path)) == ()


def test_an_altered_figure_is_named_with_both_values(press: Press, tmp_path: Path) -> None:
    path = printed(press, full_report(), tmp_path)

    def raise_level(record: dict[str, Any]) -> None:
        record["figures"]["areas"]["team"]["level"] = 4.9

    first = verify_report(with_record(path, raise_level))[0]
    assert first.startswith("figures.areas.team.level: the file says 4.9, its answers give ")


def test_an_altered_answer_no_longer_gives_the_figures(press: Press, tmp_path: Path) -> None:
    path = printed(press, full_report(), tmp_path)

    def better_answers(record: dict[str, Any]) -> None:
        record["responses"]["team-scenario-1"]["value"] = [5, 4, 2, 1, 1]

    assert verify_report(with_record(path, better_answers))


def test_an_altered_target_is_found(press: Press, tmp_path: Path) -> None:
    path = printed(press, full_report(), tmp_path)

    def lower_target(record: dict[str, Any]) -> None:
        record["target"]["levels"][0]["level"] = 1.0

    assert verify_report(with_record(path, lower_target))


def test_figures_printed_otherwise_are_named(press: Press, tmp_path: Path) -> None:
    report = full_report()
    row = report.figures[0]
    forged = replace(report, figures=(replace(row, level=4.8), *report.figures[1:]))
    found = verify_report(printed(press, forged, tmp_path))
    assert len(found) == 1
    assert found[0].startswith(f"not printed: {row.title}")


def test_a_record_scored_by_another_version_is_said_and_not_judged(
    press: Press, tmp_path: Path
) -> None:
    path = printed(press, full_report(), tmp_path)

    def older(record: dict[str, Any]) -> None:
        record["scoring_version"] = "0.9.0"

    with pytest.raises(NoReport, match="scored by version 0.9.0"):
        verify_report(with_record(path, older))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda record: record.pop("keys"),
        lambda record: record["keys"][0].update(kind="riddle"),
        lambda record: record.update(responses=[1]),
        lambda record: record.update(areas=7),
    ],
)
def test_a_spoilt_record_is_one_difference(
    press: Press, tmp_path: Path, spoil: Callable[[dict[str, Any]], None]
) -> None:
    assert len(verify_report(with_record(printed(press, full_report(), tmp_path), spoil))) == 1


def test_a_damaged_report_is_refused_or_differs_and_never_breaks_the_reader(
    press: Press, tmp_path: Path
) -> None:
    whole = printed(press, quick_report(), tmp_path).read_bytes()
    chance = Random(7)
    damaged = tmp_path / "damaged.pdf"
    for _ in range(100):
        raw = bytearray(whole)
        for _ in range(chance.choice((5, 50, 500))):
            raw[chance.randrange(len(raw))] = chance.randrange(256)
        damaged.write_bytes(raw)
        with contextlib.suppress(NoReport):
            verify_report(damaged)


def test_other_files_are_no_reports(press: Press, tmp_path: Path) -> None:
    text = tmp_path / "a.pdf"
    text.write_text("no PDF")
    bare = tmp_path / "b.pdf"
    bare.write_bytes(press.make_pdf(make_job()))
    other = with_record(
        printed(press, full_report(), tmp_path), lambda record: record.update(format="other")
    )
    for path, reason in (
        (text, "cannot be read as a report: it is no PDF"),
        (bare, "there is no result.json in this file"),
        (tmp_path / "missing.pdf", "cannot be read as a report: no such file"),
        (other, "the record inside is of another kind"),
    ):
        with pytest.raises(NoReport, match=reason):
            verify_report(path)


def test_a_second_source_is_part_of_the_record(press: Press, tmp_path: Path) -> None:
    easy = make_target("easy", "Easy CTO", {area: (1.5, 2, True) for area, *_ in AREAS[:2]})
    one = person(1, skill=1.0)
    months = {area.id: area.months_per_level for area in CATALOG.areas.values()}
    rated = [
        OutsideFactor(area=area, source="coach", raters=1, mean=3.5) for area in sorted(easy.levels)
    ]
    sheet = score_booklet(CATALOG, booklet_of(one), one.responses, outside=rated)
    reading = read_sheet(sheet, easy, months)
    assert reading.stage == "Confirmed ready"
    assert read_sheet(one.sheet, easy, months).stage != "Confirmed ready"
    report = build_gap_report(
        CATALOG,
        booklet_of(one),
        one.responses,
        sheet,
        reading,
        one.types,
        name="Ada Example",
        date=SUBMITTED,
    )
    record = json.loads(report.record)
    assert [factor["mean"] for factor in record["outside"]] == [3.5, 3.5]
    assert record["figures"]["areas"][rated[0].area]["form_alone"]["level"] < 5
    assert verify_report(printed(press, report, tmp_path)) == ()
