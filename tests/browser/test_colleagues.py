"""Eight colleagues answer, each in a browser of their own; the asker reads what may be shown."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visitor import Visitor
from tests.browser.windows import PHONE, Windows
from tests.web.rounds import EIGHT

pytestmark = pytest.mark.browser


def ask(page: Page) -> list[str]:
    """Fill in the form; the links as they are shown, once."""
    page.get_by_role("link", name="Ask colleagues").click()
    page.get_by_role("link", name="Ask colleagues").click()
    page.get_by_label("Your name, as your colleagues know you").fill("Ada Lovelace")
    page.get_by_label("What you want to work on").fill("To say no more clearly.")
    for number, role in enumerate(EIGHT, start=1):
        page.get_by_label(f"Name of person {number}").fill(f"Person {number}")
        page.get_by_label(f"Role of person {number}").select_option(role)
    page.get_by_role("button", name="Make the links").click()
    expect(page.get_by_role("heading", name="Links to send")).to_be_visible()
    links: list[str] = page.locator("input.copy").evaluate_all("all => all.map(e => e.value)")
    assert len(set(links)) == len(EIGHT)
    return links


def answer(page: Page, link: str, number: int) -> None:
    """Read the notice, rate nine areas, write, submit."""
    page.goto(link)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ada Lovelace asks")
    named = page.get_by_text("Your ratings and your words are shown as yours")
    expect(named).to_be_visible() if number == 0 else expect(named).to_have_count(0)
    page.get_by_role("button", name="Begin", exact=True).click()
    page.get_by_role("link", name="Begin with the first area").click()
    for place in range(9):
        value = "cannot-say" if (number, place) == (3, 0) else str(1 + (number + place) % 5)
        page.locator(f'input[name="value"][value="{value}"]').check()
        page.get_by_role("button", name="Save and go on").click()
    page.get_by_label("What should they keep doing").fill(f"Keeps promise {number}.")
    page.get_by_role("button", name="Save and look at everything").click()
    page.get_by_role("button", name="Submit", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Submitted.")


def test_eight_colleagues_answer_and_groups_are_shown(ada: Visitor, windows: Windows) -> None:
    ada.begin(form="quick")
    ada.answer_all()
    ada.page.get_by_role("button", name="Submit and see the result").first.click()
    if ada.path.endswith("/expect"):
        ada.page.get_by_role("button", name="Show the result").click()
    ada.open("/mine")
    page = ada.page
    links = ask(page)
    round_path = ada.path
    for number, link in enumerate(links):
        colleague = windows.open(viewport=PHONE) if number == 1 else windows.open()
        answer(colleague, link, number)
        if number == 4:
            ada.open(round_path)
            expect(page.get_by_text("5 of 8 have answered.")).to_be_visible()
            assert "Keeps promise" not in page.content()
        colleague.context.close()
    ada.open(round_path)
    expect(page.get_by_role("row", name="Person 1")).to_contain_text("has answered")
    for number in range(2, 9):
        row = page.get_by_role("row", name=re.compile(rf"^Person {number}\b"))
        expect(row).not_to_contain_text("answered")
    page.get_by_text("Close it now").click()
    page.get_by_role("button", name="Close the round for good").click()
    expect(page.get_by_role("status")).to_contain_text("closed")
    table = page.get_by_role("table")
    sizes = [int(n) for n in re.findall(r", (\d+) people", table.inner_text())]
    assert sizes
    assert min(sizes) >= 3
    shown = page.content()
    assert sorted(map(int, re.findall(r"Keeps promise (\d)", shown))) == list(range(8))
    expect(page.get_by_text("For your growth only")).to_be_visible()
    page.get_by_role("link", name="See the result with and without it").click()
    assert ada.path.startswith("/results/")
