"""From the challenge to the Word document, in a real browser, with rules that speak at once."""

import io
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from assessment.services.settings import read_settings
from assessment.web import create_app
from tests.browser.app_process import AppProcess
from tests.browser.seeding import Seeded
from tests.browser.windows import PHONE, Windows
from tests.web.signed_in import signed_in

pytestmark = pytest.mark.browser

CHALLENGE = (
    "Invoices for 1,400 tenants leave nine days late because the 2009 mainframe can run one batch "
    "a night, and its contract ends in March 2028."
)


@pytest.fixture
def dana(server: AppProcess, windows: Windows) -> Iterator[Page]:
    """A hiring lead's browser, on a phone: that is where the map is filled in."""
    app: Flask = create_app(read_settings(server.settings))
    cookie = signed_in(app, "dana-briefs@example.org", "Dana").client.get_cookie("cto")
    assert cookie is not None
    who = Seeded(address=windows.address, cookies={"cto": cookie.value}, attempt="")
    yield windows.open(who, viewport=PHONE)
    app.extensions["press"].close()
    app.extensions["database"].close()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


def test_from_the_challenge_to_the_word_document(
    dana: Page, windows: Windows, tmp_path: Path
) -> None:
    dana.goto(f"{windows.address}/hire")
    dana.get_by_label("Its name").fill("Acme GmbH")
    press(dana, "Set it up and begin a brief")
    heading(dana, "The challenge")
    dana.get_by_label("Which technology challenge must this CTO lead?").fill(CHALLENGE)
    press(dana, "Save and go on")

    heading(dana, "The kind of CTO")
    expect(dana.locator(".notice")).to_contain_text("Transformation CTO: it speaks of")
    dana.locator('input[name="cto_type"][value="transformation"]').check()
    press(dana, "Save and go on")
    heading(dana, "The company")
    dana.locator('input[name="stage"][value="growing"]').check()
    press(dana, "Save and go on")

    heading(dana, "Who owns what")
    dana.locator("label:has(#own-technology-strategy)").click()
    dana.locator('label:has(input[name="own-vendors"][value="share"])').click()
    expect(dana.locator("[data-advice]")).to_contain_text("BR-SHARED-ALONE")
    dana.locator("#partner-vendors").fill("CFO, Anouk Meijer")
    expect(dana.locator("[data-advice]")).not_to_contain_text("BR-SHARED-ALONE")
    press(dana, "Save and go on")

    heading(dana, "Where the time goes")
    dana.get_by_label("Product architecture and platform strategy").fill("70")
    expect(dana.locator("[data-advice]")).to_contain_text("70 points spent, 30 left.")
    dana.get_by_label("Explaining technology to the board and investors").fill("30")
    expect(dana.locator("[data-advice]")).to_contain_text("100 points spent.")
    press(dana, "Save and go on")
    heading(dana, "The mandate")
    dana.locator('label:has(input[name="mandate-budget-named"][value="yes"])').click()
    press(dana, "Save and go on")
    heading(dana, "The mission")
    dana.get_by_label("What is this person there for").fill("Billing is boring.")
    press(dana, "Save and go on")

    heading(dana, "Outcomes")
    dana.locator("#outcome-1-result").fill("Hold weekly architecture reviews")
    expect(dana.locator("[data-advice]")).to_contain_text("BR-ACTIVITY")
    dana.locator("#outcome-1-result").fill("Invoices leave within one day of month end")
    expect(dana.locator("[data-advice]")).not_to_contain_text("BR-ACTIVITY")
    press(dana, "Save and see the brief")
    heading(dana, "Hiring brief without a title yet")
    dana.get_by_role("link", name="change Terms").or_(
        dana.get_by_role("link", name="Title and terms")
    ).first.click()
    dana.get_by_label("Title", exact=True).fill("CTO, Billing")
    press(dana, "Save and see the brief")
    heading(dana, "CTO, Billing")
    width = dana.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE["width"], "nothing scrolls sideways on a phone"

    with dana.expect_download() as waiting:
        dana.get_by_role("link", name="Word document").click()
    waiting.value.save_as(tmp_path / "brief.docx")
    document = docx.Document(io.BytesIO((tmp_path / "brief.docx").read_bytes()))
    text = "\n".join(p.text for p in document.paragraphs)
    assert "CTO, Billing" in text
    assert CHALLENGE in text
    assert any("Invoices leave" in c.text for t in document.tables for r in t.rows for c in r.cells)


def test_an_offer_is_read_without_an_account(windows: Windows) -> None:
    page = windows.open(viewport=PHONE)
    page.goto(f"{windows.address}/offer")
    page.locator('label:has(input[name="mandate-budget-named"][value="yes"])').click()
    page.get_by_label("Writing production code").fill("100")
    press(page, "Read the offer")
    main = page.locator("main")
    expect(main).to_contain_text("1 of 8 facts hold: a title without authority.")
    expect(main).to_contain_text("These duties are mostly those of a Head of Engineering (70 %).")
