"""From the first page to a re-planned plan: with JavaScript, without, by keyboard, on a phone."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pikepdf
import pytest
from icalendar import Calendar
from playwright.sync_api import Page, expect

from assessment.domain.catalog import Catalog
from assessment.domain.items import JudgementItem, NumberItem
from tests.browser.visitor import Visitor
from tests.browser.windows import PHONE, Windows

pytestmark = pytest.mark.browser

QUESTIONS_OF_A_FULL_FORM = 56
QUESTIONS_OF_A_QUICK_FORM = 18


def download(page: Page, link: str, folder: Path) -> Path:
    """The file behind a link."""
    with page.expect_download(timeout=60_000) as started:  # a report is made while we wait
        page.get_by_role("link", name=link).click(timeout=60_000)
    path = folder / started.value.suggested_filename
    started.value.save_as(path)
    return path


def submit(visitor: Visitor) -> None:
    way_on = re.compile("Submit and see the result|Go on to the result")
    visitor.page.get_by_role("button", name=way_on).first.click()
    if visitor.path.endswith("/expect"):
        visitor.page.get_by_role("radiogroup", name="Team leadership").get_by_label("3,").check()
        visitor.page.get_by_role("button", name="Show the result").click()
    assert visitor.path.startswith("/results/")


def check_report(path: Path) -> None:
    """A tagged PDF with a title that carries its own data."""
    with pikepdf.open(path) as pdf:
        assert "/StructTreeRoot" in pdf.Root
        assert len(pdf.pages) >= 4
        assert pdf.attachments
        assert str(pdf.docinfo["/Title"])


def build_plan(visitor: Visitor) -> None:
    page = visitor.page
    page.get_by_role("link", name="Build the 90-day plan").click()
    page.locator('input[name="mode"][value="in-role"]').check()
    page.locator('input[name="situation"][value="realignment"]').check()
    start = datetime.now(UTC).date() - timedelta(days=40)
    page.get_by_label("First day").fill(start.isoformat())
    page.get_by_label("Hours a week for this work").fill("6")
    page.get_by_role("button", name="Build the plan").click()
    assert visitor.path.startswith("/plan/")
    assert visitor.path != "/plan/new"


def tick_a_step(visitor: Visitor) -> str:
    """Write down what came of the first step and mark it done; its title."""
    page = visitor.page
    step = page.locator("section.action[id^=step-]").first
    title = step.locator("h3").inner_text()
    step.locator("summary").click()
    step.locator("textarea").fill("Agreed with the CEO on 3 November; the page is in the minutes.")
    step.get_by_role("button", name="Done", exact=True).click()
    ticked = page.locator("section.action", has=page.get_by_role("heading", name=title)).last
    assert "done" in ticked.locator("p.small").first.inner_text()
    return title


def plan_again(visitor: Visitor) -> None:
    page = visitor.page
    page.get_by_role("link", name="change the facts").click()
    page.get_by_label("Hours a week for this work").fill("9")
    page.get_by_role("button", name="Re-plan").click()
    expect(page.get_by_role("heading", name="What this revision changed")).to_be_visible()
    expect(page.get_by_role("link", name="Revision 1")).to_be_visible()


def whole_journey(visitor: Visitor, folder: Path) -> None:
    visitor.begin()
    assert visitor.answer_all() == QUESTIONS_OF_A_FULL_FORM
    assert "Every question has an answer" in visitor.page.content()
    submit(visitor)
    expect(visitor.page.get_by_role("heading", name="Work on these first")).to_be_visible()
    assert "not interpreted" not in visitor.page.content()
    check_report(download(visitor.page, "Download the report", folder))
    build_plan(visitor)
    tick_a_step(visitor)
    plan_again(visitor)
    calendar = Calendar.from_ical(download(visitor.page, "For your calendar", folder).read_bytes())
    assert len(calendar.walk("VEVENT")) > 10
    with pikepdf.open(download(visitor.page, "The plan as a PDF", folder)) as plan:
        assert "/StructTreeRoot" in plan.Root
    visitor.page.get_by_role("link", name="Readout").click()
    assert "3 November" in visitor.page.content()


def test_from_the_first_page_to_a_second_plan_with_javascript(ada: Visitor, tmp_path: Path) -> None:
    whole_journey(ada, tmp_path)


def test_the_same_without_javascript(windows: Windows, catalog: Catalog, tmp_path: Path) -> None:
    page = windows.open(java_script_enabled=False)
    whole_journey(Visitor(page, catalog, windows.address), tmp_path)


def test_the_quick_form_at_phone_width(windows: Windows, catalog: Catalog) -> None:
    page = windows.open(viewport=PHONE, has_touch=True, is_mobile=True)
    visitor = Visitor(page, catalog, windows.address, clock=True)
    visitor.mind.skill = 5.5  # three short lists all marked alike by chance are not interpreted
    visitor.begin(form="quick")
    assert visitor.answer_all() == QUESTIONS_OF_A_QUICK_FORM
    submit(visitor)
    expect(page.locator(".chart-narrow")).to_be_visible()
    page.get_by_role("button", name="Go on to the full form").click()
    assert visitor.path.startswith("/take/")
    assert f"19 of {QUESTIONS_OF_A_FULL_FORM}" in page.locator(".where").inner_text()


class Keyboard:
    """Somebody who never touches a mouse."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.page = visitor.page

    def focused(self) -> dict[str, str]:
        """What has the focus: its name, value and words."""
        found: dict[str, str] = self.page.evaluate(
            """() => { const e = document.activeElement; return {
                name: e.name || "", value: e.value || "", type: e.type || "",
                words: (e.textContent || "").trim().slice(0, 60) }; }"""
        )
        return found

    def tab_to(self, **wanted: str) -> None:
        """Press Tab until the focus is on what is wanted."""
        for _ in range(80):
            self.page.keyboard.press("Tab")
            now = self.focused()
            if all(now[key] == value for key, value in wanted.items()):
                return
        raise AssertionError(f"Tab never reaches {wanted}")

    def choose_with_arrows(self, name: str, value: str) -> None:
        """Move through a group of radio buttons to one of them."""
        self.tab_to(name=name)
        self.page.keyboard.press("Space")
        for _ in range(20):
            if self.focused()["value"] == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"the arrows never reach {name} = {value}")

    def answer(self) -> None:
        """Answer the question on the page with digits, or by typing a number, then go on."""
        item, values = self.visitor.item, self.visitor.answers()
        self.page.clock.fast_forward(70_000)
        for name, value in values.items():
            self.tab_to(name=name)
            if isinstance(item, NumberItem):
                self.page.keyboard.type(value)
            else:
                self.page.keyboard.press(self.digit(name, value))
        if isinstance(item, NumberItem):
            self.page.keyboard.press("Enter")
        else:
            self.tab_to(name="go", value="next")
            self.page.keyboard.press("Enter")

    def digit(self, name: str, value: str) -> str:
        box = self.page.locator(f'input[name="{name}"][value="{value}"]')
        return box.get_attribute("data-digit") or ""

    def press_button(self, words: str) -> None:
        self.tab_to(words=words)
        self.page.keyboard.press("Enter")


def test_by_keyboard_alone_from_the_first_page_to_a_result(ada: Visitor) -> None:
    keys = Keyboard(ada)
    ada.open("/")
    keys.press_button("Begin")
    ada.page.wait_for_url("**/begin")
    for name, value in (
        ("profile", "scale-up"),
        ("stage", "growing"),
        ("suspected_gap", "finance"),
        ("form", "quick"),
    ):
        keys.choose_with_arrows(name, value)
    keys.press_button("Start")
    ada.page.wait_for_url("**/review")
    keys.press_button("Begin")
    for place in range(2, QUESTIONS_OF_A_QUICK_FORM + 1):
        ada.page.wait_for_selector("form[data-autosave]")
        keys.answer()
        ada.page.get_by_text(f"· {place} of {QUESTIONS_OF_A_QUICK_FORM} ·").wait_for()
    keys.answer()
    ada.page.wait_for_url("**/review")
    keys.press_button("Submit and see the result")
    ada.page.wait_for_url("**/results/*")
    assert "A first picture" in ada.page.title()


def test_the_skip_link_is_the_first_stop_and_leads_past_the_navigation(ada: Visitor) -> None:
    ada.open("/")
    ada.page.keyboard.press("Tab")
    assert Keyboard(ada).focused()["words"] == "Skip to the content"
    ada.page.keyboard.press("Enter")
    ada.page.wait_for_function("document.activeElement.id === 'main'")


def test_mistakes_on_the_first_form_are_listed_and_lead_to_their_field(
    ada: Visitor, windows: Windows
) -> None:
    windows.expected.append("422")
    ada.open("/begin")
    ada.page.locator('input[name="profile"][value="startup"]').check()
    ada.page.get_by_role("button", name="Start").click()
    summary = ada.page.get_by_role("alert")
    assert ada.page.title().startswith("Error: ")
    ada.page.wait_for_function("document.activeElement.hasAttribute('data-error-summary')")
    assert ada.page.locator('input[name="profile"][value="startup"]').is_checked()
    summary.get_by_role("link", name="Choose a size.").click()
    ada.page.wait_for_function("document.activeElement.name === 'stage'")


def test_skip_and_not_my_context_are_kept_and_can_be_taken_back(ada: Visitor) -> None:
    ada.begin()
    ada.find(JudgementItem)
    path = ada.path
    ada.page.get_by_role("button", name="Not my context").click()
    ada.open(path)
    assert ada.saved_state() == "Saved as left out"
    ada.fill()
    ada.go_on()
    ada.open(path)
    assert ada.saved_state() == "Saved"


def test_a_decided_form_offers_once_to_stop_and_shows_what_was_expected(
    windows: Windows, catalog: Catalog
) -> None:
    page = windows.open(viewport=PHONE, has_touch=True, is_mobile=True)
    visitor = Visitor(page, catalog, windows.address, clock=True)
    visitor.mind.skill = 1.0
    visitor.begin(profile="enterprise", stage="large", form="role-weighted")
    answered = 0
    while not visitor.path.endswith("/enough"):
        assert not visitor.path.endswith("/review"), "stopping was never offered"
        visitor.fill()
        if page.get_by_role("radiogroup", name="How sure").count():
            page.get_by_role("radiogroup", name="How sure").get_by_label("90 %").check()
        visitor.go_on()
        answered += 1
    assert 20 < answered < 50
    page.get_by_role("link", name="Stop here").click()
    page.get_by_role("radiogroup", name="Strategic thinking").get_by_label("5, Steering").check()
    page.get_by_role("button", name="Show the result").click()
    assert visitor.path.startswith("/results/")
    expect(page.get_by_text("You stopped early")).to_be_visible()
    expected = page.locator("#expected")
    expect(expected).to_be_visible()
    expect(page.get_by_text("you expected more than your answers showed")).to_be_visible()


def test_leaving_shows_a_link_that_opens_the_sitting_elsewhere(
    ada: Visitor, windows: Windows, catalog: Catalog
) -> None:
    ada.begin()
    ada.fill()
    ada.go_on()
    ada.page.get_by_role("link", name="Leave and return later").click()
    link = ada.page.get_by_label("Your private link").input_value()
    elsewhere = Visitor(windows.open(), catalog, windows.address)
    elsewhere.page.goto(link)
    assert elsewhere.path == "/mine"
    elsewhere.page.get_by_role("link", name="Go on").click()
    assert "2 of" in elsewhere.page.locator(".where").inner_text()


def test_everything_can_be_deleted_and_is_gone(ada: Visitor) -> None:
    ada.begin()
    ada.fill()
    ada.go_on()
    path = ada.path
    ada.open("/mine")
    ada.page.get_by_role("link", name="Delete everything").click()
    ada.page.get_by_role("button", name="Delete everything now").click()
    assert ada.path == "/gone"
    response = ada.page.request.get(ada.address + path)
    assert response.status == 404
