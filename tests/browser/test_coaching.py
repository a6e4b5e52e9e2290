"""A coach rates, notes, prepares, compares and agrees; the client takes it back: not found."""

import os
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import Page, expect

from assessment.domain.catalog import Catalog
from tests.browser.app_process import AppProcess
from tests.browser.coach_seeding import Coached, Pair, coached, pair
from tests.browser.sights import open_everything
from tests.browser.test_every_page import violations
from tests.browser.test_journey import download
from tests.browser.windows import PHONE, Windows

pytestmark = pytest.mark.browser

PICTURES = os.environ.get("COACH_PICTURES", "")
"""A folder for pictures of every page of the journey, for whoever wants to look."""


@pytest.fixture
def two(server: AppProcess, catalog: Catalog) -> Pair:
    return pair(server.address, server.var_dir, catalog)


@pytest.fixture
def shared(server: AppProcess, catalog: Catalog) -> Coached:
    return coached(server.address, server.var_dir, catalog)


def heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


def look(page: Page, name: str) -> None:
    """Every page on the way is sound: axe finds nothing and nothing is wider than the window."""
    open_everything(page)
    assert violations(page) == [], name
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, name
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/{name}.png", full_page=True)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def follow(page: Page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).first.click()


def share_everything(client: Page, windows: Windows, two: Pair) -> str:
    """Make an invitation for the coach's address; its link."""
    client.goto(f"{windows.address}/share/result/{two.client.attempt}")
    follow(client, "Invite a coach")
    client.get_by_label("Their mail address").fill(two.coach_account.email)
    for part in ("My answers", "My exercise log"):
        client.get_by_text(part, exact=True).click()
    client.get_by_text("All my results, earlier and later").click()
    look(client, "invite")
    press(client, "Make the invitation")
    return client.get_by_label("The link").input_value()


def test_a_coach_works_with_a_client_until_the_client_takes_it_back(
    windows: Windows, two: Pair, tmp_path: Path
) -> None:
    client = windows.open(two.client)
    invitation = share_everything(client, windows, two)
    terms = client.url
    page = windows.open(two.coach)
    page.goto(invitation)
    look(page, "invitation")
    press(page, "Accept")
    page.goto(f"{windows.address}/clients")
    page.locator("tbody a").first.click()
    grant = page.url.rsplit("/", 1)[1]
    page.get_by_label("Name on your list").fill("Ada Lovelace")
    press(page, "Keep")
    heading(page, "Ada Lovelace")
    expect(page.locator(".chart-wide svg")).to_be_visible()
    look(page, "client")

    follow(page, "Result")
    heading(page, "The result as Ada Lovelace shared it")
    look(page, "result")
    follow(page, "Rate: Executive communication")
    windows.expected.append("422")
    press(page, "Give this rating")
    expect(page.get_by_role("alert")).to_contain_text("Name what you have seen first.")
    look(page, "rate")
    page.get_by_label("First: what have you seen?").fill("The October board paper, two versions.")
    page.get_by_text("Brings executives to a decision").click()
    press(page, "Give this rating")
    expect(page.get_by_text("The October board paper, two versions.")).to_be_visible()

    page.goto(f"{windows.address}/clients/{grant}/notes")
    page.get_by_label("Note", exact=True).fill("Explains first, asks last.")
    press(page, "Keep the note")
    page.get_by_label("Note", exact=True).fill("Next time: the request in one sentence.")
    page.get_by_text("With client").click()
    press(page, "Keep the note")
    expect(page.get_by_text("Explains first, asks last.")).to_be_visible()
    look(page, "notes")

    page.goto(f"{windows.address}/clients/{grant}/agreed")
    page.get_by_label("What was agreed").fill("Have the board note retold.")
    page.get_by_label("Done when").fill("Two people retell it alike.")
    press(page, "Put it to Ada Lovelace")
    expect(page.get_by_text("not answered yet")).to_be_visible()
    look(page, "agreed")

    page.goto(f"{windows.address}/clients/{grant}/prepare")
    expect(page.get_by_text("Have the board note retold.")).to_be_visible()
    look(page, "prepare")
    with pikepdf.open(download(page, "One page (PDF)", tmp_path)) as pdf:
        assert len(pdf.pages) == 1

    page.goto(f"{windows.address}/clients/{grant}")
    follow(page, "Side by side with another date")
    expect(page.locator("tbody").first).to_contain_text("Team leadership")
    look(page, "change")

    client.goto(f"{windows.address}/plan/{two.client.plan}")
    follow(client, "Take it into this plan, or decline it")
    expect(client.get_by_text("Next time: the request in one sentence.")).to_be_visible()
    expect(client.get_by_text("Explains first, asks last.")).to_have_count(0)
    look(client, "coaching")
    press(client, "Take it into my plan")
    follow(client, "see it in your plan")
    expect(client.get_by_text("You agreed on it with Ben Coach.").first).to_be_attached()

    page.goto(f"{windows.address}/clients")
    look(page, "clients")
    client.goto(terms)
    follow(client, "End this")
    press(client, "End it now")
    windows.expected.append("404")
    follow(page, "Ada Lovelace")
    heading(page, "There is no such page here")


def test_many_reports_are_made_while_the_page_is_left(
    windows: Windows, shared: Coached, tmp_path: Path
) -> None:
    page = windows.open(shared.coach, viewport=PHONE, color_scheme="dark")
    page.goto(f"{windows.address}/archives")
    page.locator('input[name="clients"]').first.check()
    look(page, "archives")
    press(page, "Make the archive")
    address = page.url
    page.goto(f"{windows.address}/clients")
    look(page, "clients-phone-dark")
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "The archive is ready", timeout=60_000
    )
    look(page, "archive-phone-dark")
    file = download(page, "Download", tmp_path)
    assert file.read_bytes()[:2] == b"PK"
    page.goto(f"{windows.address}/clients/{shared.grant}")
    look(page, "client-phone-dark")
    page.goto(f"{windows.address}/clients/{shared.grant}/prepare")
    look(page, "prepare-phone-dark")
