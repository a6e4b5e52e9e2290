"""The gap report before it is drawn: every word and figure from the sitting, none computed anew."""

import json

import pytest

from assessment.documents.chart_rows import chart_rows, in_chart_order
from assessment.documents.report_json import (
    SampleName,
    gap_report_from_json,
    gap_report_to_json,
    read_sample,
)
from assessment.domain.scoring.sheet import SCORING_VERSION
from tests.documents.reports import full_report, quick_report, report_of
from tests.domain.findings_people import AREAS, CATALOG, Sitting, person, sit


def sitting(seed: int = 2) -> Sitting:
    return person(seed, skill=0.4)


def test_rows_run_from_gaps_by_priority_to_areas_without_a_level() -> None:
    for seed in range(12):
        one = person(seed)
        order = in_chart_order(one.reading)
        assert set(order) == set(one.reading.gaps)
        assert order[: len(one.reading.develop)] == one.reading.develop
        levels = [row.level is not None for row in chart_rows(CATALOG, one.sheet, one.reading)]
        assert levels == sorted(levels, reverse=True), "withheld last"


def test_the_report_says_what_the_findings_say() -> None:
    one = sitting()
    report = report_of(one)
    assert report.headline == tuple(f.text for f in one.findings.headline)
    assert [row.title for row in report.priorities] == [c.title for c in one.findings.priorities]
    assert report.limits == one.findings.limits
    assert len(report.areas) == len(report.figures) == len(AREAS)


def test_a_priority_can_be_redone_by_hand() -> None:
    for row in full_report().priorities:
        by_hand = row.weight * row.critical_factor * row.shortfall * row.practice_factor
        assert by_hand == pytest.approx(row.priority)
        assert row.practice_factor == pytest.approx(6 / row.months_per_level)


def test_page_one_quotes_no_more_than_a_card_holds() -> None:
    for seed in range(12):
        for row in report_of(person(seed)).priorities:
            assert len(row.because) in (1, 2)


def test_a_priority_names_what_good_looks_like_next() -> None:
    report = full_report()
    anchors = {section.title: section.anchors for section in report.areas}
    for row in report.priorities:
        (following,) = [a for a in anchors[row.title] if "what good looks like next" in a.place]
        assert row.aim == f"Work towards: {following.text}"


def test_an_area_shows_the_levels_around_what_was_shown_and_the_next() -> None:
    for section in full_report().areas:
        if section.row.level is None:
            assert [anchor.level for anchor in section.anchors] == [1, 2, 3, 4, 5]
            continue
        places = [anchor.place for anchor in section.anchors]
        here = next(a for a in section.anchors if a.place.startswith("nearest to what you"))
        assert abs(here.level - section.row.level) <= 0.5
        if here.level < 5:
            following = next(a for a in section.anchors if a.level == here.level + 1)
            assert following.place.startswith("what good looks like next")
        assert any("target" in place for place in places)


def test_every_question_is_listed_with_answer_key_and_score() -> None:
    one = sitting()
    report = report_of(one)
    assert len(report.answers) == len(one.sheet.units)
    scored = [a for a in report.answers if a.outcome.startswith("Item score")]
    assert len(scored) == sum(unit.x is not None for unit in one.sheet.units)
    assert all(part.key for item in report.answers for part in item.parts)


def test_what_was_skipped_is_missing_and_not_wrong() -> None:
    report = report_of(sit({}))
    assert {item.outcome for item in report.answers} == {
        "Skipped; counts as missing, not as wrong."
    }
    assert {part.yours for item in report.answers for part in item.parts} == {"–"}


def test_the_quick_form_reports_groups_and_no_area() -> None:
    report = quick_report()
    assert [row.name for row in report.rows][-1] == "Overall"
    assert report.areas == ()
    assert report.figures == ()
    assert report.priorities == ()
    assert report.grouping.startswith("Business stands for strategic thinking;")


def test_the_record_holds_what_is_needed_to_redo_the_figures_and_no_name() -> None:
    report = full_report(name="Zaphod Unusual")
    record = json.loads(report.record)
    assert "Zaphod" not in report.record
    assert record["scoring_version"] == SCORING_VERSION
    assert record["catalog_revision"] == CATALOG.revision
    assert record["date"] == "2026-11-21"
    assert {key["id"] for key in record["keys"]} == {e["item"] for e in record["booklet"]}
    assert set(record["figures"]["areas"]) == {area for area, *_ in AREAS}


def test_a_report_survives_being_written_down() -> None:
    for report in (full_report(), quick_report()):
        assert gap_report_from_json(gap_report_to_json(report)) == report


@pytest.mark.parametrize("name", ["gap-report", "quick-report"])
def test_the_samples_can_be_read_and_name_nobody_real(name: SampleName) -> None:
    sample = read_sample(name)
    assert sample.name == "Sample Person"
    assert sample.interpretable
