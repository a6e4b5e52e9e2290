"""The printed plan and its readout: read back from the PDF."""

import io
import re
from pathlib import Path

import pdfua
import pikepdf
import pytest

from assessment.documents.pdf import Press
from assessment.documents.pdf_text import page_texts, without_spaces
from assessment.documents.plan_print import plan_job, readout_job
from assessment.documents.printing import PageSize
from assessment.domain.planning.progress import Step
from assessment.domain.planning.readout import readout
from assessment.domain.plans import TRACK_TITLES
from tests.documents.plan_samples import HOSTILE_ID, all_done, hostile_plan, plan_of
from tests.documents.printing import needs_pango, structure

pytestmark = [pytest.mark.pdf, needs_pango]

SIZES: tuple[PageSize, ...] = ("A4", "Letter")
PLANS = ((0, None), (1, None), (2, None), (0, 1), (3, 20), (11, None), (16, 20))
"""Both modes, from one hour a week to the most."""


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content))


def pages(content: bytes) -> tuple[str, ...]:
    with opened(content) as pdf:
        return page_texts(pdf)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("number", "hours"), PLANS)
def test_a_plan_is_two_to_four_pages_and_page_one_is_one(
    press: Press, number: int, hours: int | None, size: PageSize
) -> None:
    texts = pages(press.make_pdf(plan_job(plan_of(number, hours), page_size=size)))
    assert 2 <= len(texts) <= 4
    assert "Checkpoints" in texts[0]
    assert texts[1].startswith("First:listen,agree,findout")


@pytest.mark.parametrize(("number", "hours"), PLANS)
def test_every_step_is_printed_with_what_done_means(
    press: Press, number: int, hours: int | None
) -> None:
    plan = plan_of(number, hours)
    text = "".join(pages(press.make_pdf(plan_job(plan)))[1:])
    for place, planned in enumerate(plan.actions, start=1):
        assert without_spaces(f"{place} · {planned.action.title}") in text
        assert without_spaces(planned.action.done_when.source) in text
        assert without_spaces(planned.action.deliverable.source) in text


def test_page_one_has_the_weeks_the_checkpoints_and_what_comes_first(press: Press) -> None:
    plan = plan_of(0)
    first = pages(press.make_pdf(plan_job(plan)))[0]
    assert all(f"Day{point.day}" in first for point in plan.checkpoints)
    assert all(without_spaces(TRACK_TITLES[p.action.track])[:12] in first for p in plan.actions)
    for planned in plan.actions:
        if planned.first_week <= 2:
            assert without_spaces(planned.action.title) in first
    for week, who in ((w, who) for p in plan.actions for w, who in p.meetings):
        assert week > 2 or without_spaces(who) in first


def test_page_one_looks_ahead_once_the_first_weeks_are_done(press: Press) -> None:
    plan = plan_of(0)
    done = {p.action.id: Step(state="done") for p in plan.actions if p.first_week < 5}
    first = pages(press.make_pdf(plan_job(plan, steps=done)))[0]
    assert "Week1," not in first
    assert "Week5," in first
    assert "Week6," in first


def test_the_renderer_has_nothing_to_say_and_the_same_facts_give_the_same_bytes(
    tmp_path: Path,
) -> None:
    made = []
    for name in ("one", "two"):
        fresh = Press(tmp_path / name)
        made.append(fresh.make_pdf(plan_job(plan_of(1))))
        assert fresh.last_log == ()
        made.append(fresh.make_pdf(readout_job(readout(plan_of(1), all_done(plan_of(1), "So")))))
        assert fresh.last_log == ()
        fresh.close()
    assert made[:2] == made[2:]


def test_an_accessibility_checker_finds_nothing(press: Press, tmp_path: Path) -> None:
    plan = plan_of(0)
    jobs = (plan_job(plan), readout_job(readout(plan, all_done(plan, "We found in"))))
    for job in jobs:
        path = tmp_path / "plan.pdf"
        path.write_bytes(press.make_pdf(job))
        report = pdfua.validate(str(path))
        assert [f.message for outcome in report.outcomes for f in outcome.findings] == []


def test_a_plan_is_tagged_with_bookmarks_and_one_picture_in_words(press: Press) -> None:
    plan = plan_of(0)
    with opened(press.make_pdf(plan_job(plan))) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
        figures = [str(n.Alt) for n in structure(pdf) if str(n.S) == "/Figure"]
        steps = [int(str(n.S)[2]) for n in structure(pdf) if re.match(r"/H[1-6]$", str(n.S))]
        with pdf.open_outline() as outline:
            titles = [item.title for item in outline.root]
            below = [child.title for item in outline.root for child in item.children]
    assert len(figures) == 1
    assert f"{len(plan.actions)} actions" in figures[0]
    assert steps[0] == 1
    assert all(after <= before + 1 for before, after in zip(steps, steps[1:], strict=False))
    assert titles[0] == "First: listen, agree, find out"
    assert "People to meet first" in titles
    assert below == [f"{n} · {p.action.title}" for n, p in enumerate(plan.actions, start=1)]


def test_a_locked_change_names_the_steps_that_open_it_until_they_are_done(press: Press) -> None:
    plan = plan_of(0)
    places = {p.action.id: place for place, p in enumerate(plan.actions, start=1)}
    before = "".join(pages(press.make_pdf(plan_job(plan)))[1:])
    changes = [p for p in plan.actions if p.action.kind == "change"]
    assert changes
    for change in changes:
        openers = sorted(places[name] for name in change.opened_by)
        assert f"Openswhen{'and'.join(map(str, openers))}" in before
    done = {p.action.id: Step(state="done") for p in plan.actions}
    after = "".join(pages(press.make_pdf(plan_job(plan, steps=done)))[1:])
    assert "Openswhen" not in after
    assert len(re.findall(r"·done(?!when)", after)) == len(plan.actions)


def test_hostile_words_are_only_ever_text(press: Press) -> None:
    plan = hostile_plan()
    steps = {HOSTILE_ID: Step(state="done", note="<img src=http://127.0.0.1:9/x.png>=1+1")}
    for job in (plan_job(plan, steps=steps), readout_job(readout(plan, steps))):
        made = press.make_pdf(job)
        assert press.last_log == (), "a refused address would be logged"
        with opened(made) as pdf:
            assert not list(pdf.attachments)
            text = "".join(page_texts(pdf))
        assert "=1+1;<script>" in text


@pytest.mark.parametrize("words", ["", "Short.", "A sentence that says what. " * 3, "x " * 9000])
@pytest.mark.parametrize("number", [0, 2])
@pytest.mark.parametrize("size", SIZES)
def test_the_readout_is_one_page_however_much_was_written(
    press: Press, words: str, number: int, size: PageSize
) -> None:
    plan = plan_of(number)
    found = readout(plan, all_done(plan, words) if words else {})
    texts = pages(press.make_pdf(readout_job(found, page_size=size)))
    assert len(texts) == 1
    assert all(without_spaces(section.title) in texts[0] for section in found.sections)
    assert ("“…”marks" in texts[0]) == (len(words) > 1000)
