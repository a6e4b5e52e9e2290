"""Ada shares with Ben, who accepts; Ada takes it back, and Ben's next click finds nothing."""

import pytest
from playwright.sync_api import expect

from tests.browser.accounts import begin_account, press
from tests.browser.app_process import AppProcess
from tests.browser.test_journey import submit
from tests.browser.visitor import Visitor
from tests.browser.windows import PHONE, Windows

pytestmark = pytest.mark.browser


def test_ada_shares_with_ben_and_takes_it_back(
    ada: Visitor, server: AppProcess, windows: Windows
) -> None:
    page = ada.page
    ada.begin(form="quick")
    ada.answer_all()
    submit(ada)
    result = ada.path
    begin_account(ada, server, "ada.shares@example.org")
    ada.open(result)
    page.get_by_role("link", name="Share this result").click()
    page.get_by_role("link", name="Invite a coach").click()
    page.get_by_label("Their mail address").fill("ben.coaches@example.org")
    press(page, "Make the invitation")
    link = page.get_by_label("The link").input_value()
    granted = ada.path

    ben = Visitor(windows.open(viewport=PHONE), ada.catalog, windows.address)
    begin_account(ben, server, "ben.coaches@example.org")
    ben.page.goto(link)
    expect(ben.page.get_by_role("heading", level=1)).to_contain_text("wants to share")
    press(ben.page, "Accept")
    expect(ben.page.get_by_role("heading", level=1)).to_have_text("Shared with you")

    ada.open("/share/ledger")
    expect(page.get_by_text("accepted your invitation")).to_be_visible()
    ada.open(granted)
    page.get_by_role("link", name="End this").click()
    press(page, "End it now")
    expect(page.get_by_role("status")).to_contain_text("opens nothing any more")

    windows.expected.append("404")
    ben.page.reload()
    expect(ben.page.get_by_role("heading", level=1)).to_have_text("There is no such page here")
    ben.page.goto(link)
    expect(ben.page.locator("main")).not_to_contain_text("Coaching")
