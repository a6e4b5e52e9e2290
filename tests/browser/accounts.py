"""How does a visitor begin an account in the browser, and sign in?"""

import re

from playwright.sync_api import Page, expect

from tests.browser.app_process import AppProcess
from tests.browser.visitor import Visitor

PASSWORD = "nine warm stones in the river"


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def mailed(server: AppProcess, kind: str) -> str:
    """The last link of a kind in the log, where development writes its mail."""
    found = re.findall(rf"/{kind}/[\w-]{{43}}", server.log_text())
    assert found, "no mail was written to the log"
    return str(found[-1])


def begin_account(visitor: Visitor, server: AppProcess, address: str) -> None:
    """An account with a verified address, signed in."""
    visitor.open("/register")
    fill_in_account(visitor, server, address)
    sign_in(visitor, address)


def fill_in_account(visitor: Visitor, server: AppProcess, address: str) -> None:
    """Fill in the form that is open, and verify the address by the link in the mail."""
    page = visitor.page
    page.get_by_label("Mail address").fill(address)
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Begin the account")
    expect(page.get_by_role("heading", level=1)).to_have_text("Look into your mailbox")
    visitor.open(mailed(server, "verify"))
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Yes, verify this address")


def sign_in(visitor: Visitor, address: str) -> None:
    visitor.open("/sign-in")
    visitor.page.get_by_label("Mail address").fill(address)
    visitor.page.get_by_label("Password").fill(PASSWORD)
    press(visitor.page, "Sign in")
