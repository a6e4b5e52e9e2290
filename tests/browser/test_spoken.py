"""What assistive technology is told: the tree of the question page and of every kind of chart."""

import re

import pytest
from playwright.sync_api import Page

from tests.browser.sights import SIGHTS, People
from tests.browser.windows import Windows

pytestmark = pytest.mark.browser

BY_NAME = {sight.name: sight for sight in SIGHTS}


def tree_of(windows: Windows, people: People, name: str) -> tuple[Page, str]:
    sight = BY_NAME[name]
    page = windows.open(people.called(sight.who))
    sight.show(page, people)
    return page, page.locator("body").aria_snapshot()


def test_a_question_says_progress_story_rows_and_steps_in_this_order(
    windows: Windows, people: People
) -> None:
    page, tree = tree_of(windows, people, "judgement-answered")
    at = -1
    for part in (
        r'- link "Skip to the content"',
        r"- banner:",
        r"- status: ",
        r"- main:",
        r'- progressbar "Progress"',
        r"- heading \"[^\"]+\" \[level=1\]",
        r'- radiogroup "',
        r'- button "Continue"',
        r'- button "Back"',
        r'- button "Skip"',
        r"- contentinfo:",
    ):
        found = re.search(part, tree[at + 1 :])
        assert found, (part, tree)
        at += 1 + found.start()
    rows = page.get_by_role("radiogroup")
    assert rows.count() >= 4
    for row in rows.all():
        text = page.locator(f"#{row.get_attribute('aria-labelledby')}").inner_text()
        assert page.get_by_role("radiogroup", name=text, exact=True).count() == 1
        steps = [step.get_attribute("aria-label") for step in row.get_by_role("radio").all()]
        assert [step.split(",")[0] for step in steps if step] == ["1", "2", "3", "4", "5"]
        assert all(step and len(step) > 4 for step in steps), "every step says what it means"
    assert tree.count("[checked]") == rows.count()


def test_an_error_is_an_alert_with_the_way_to_its_field(windows: Windows, people: People) -> None:
    windows.expected.append("422")
    page, tree = tree_of(windows, people, "judgement-error")
    assert re.search(r"- alert:\n\s+- heading \"Something needs another look\" \[level=2\]", tree)
    assert page.title().startswith("Error: ")
    assert page.evaluate("document.activeElement.hasAttribute('data-error-summary')")


def test_every_chart_is_one_image_with_its_finding_and_its_figures(
    windows: Windows, people: People
) -> None:
    page, _ = tree_of(windows, people, "design")
    charts = [chart for chart in page.locator("svg.chart").all() if chart.is_visible()]
    assert len(charts) >= 6, "levels, one area, change, weeks, a group, shares"
    for chart in charts:
        finding, figures = (
            chart.locator(tag).first.text_content() or "" for tag in ("title", "desc")
        )
        assert len(finding) > 10
        assert re.search(r"\d", figures)
        assert page.get_by_role("img", name=finding).count() >= 1


def test_the_lead_picture_is_spoken_as_its_finding_and_followed_by_its_table(
    windows: Windows, people: People
) -> None:
    page, _ = tree_of(windows, people, "result")
    chart = page.locator("main").get_by_role("img").first
    finding = chart.locator("title").text_content() or ""
    assert "gap" in finding or "cannot tell" in finding.lower()
    assert page.get_by_role("img", name=finding).count() >= 1
    page.get_by_text("The same as a table").click()
    table = page.get_by_role("table").first.aria_snapshot()
    assert table.count("- rowheader") == len(people.catalog.areas)
    assert '- columnheader "Likely range"' in table
