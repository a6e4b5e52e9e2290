"""A guest becomes an account, comes back by it with a code, and finds the same results."""

import pytest
from passlib.totp import TOTP
from playwright.sync_api import expect

from tests.browser.accounts import fill_in_account, press, sign_in
from tests.browser.app_process import AppProcess
from tests.browser.test_journey import submit
from tests.browser.visitor import Visitor
from tests.browser.windows import PHONE, Windows

pytestmark = pytest.mark.browser

ADDRESS = "grace@example.org"


def test_a_guest_becomes_an_account_and_comes_back_to_the_same_results(
    ada: Visitor, server: AppProcess, windows: Windows
) -> None:
    page = ada.page
    ada.begin(form="quick")
    ada.answer_all()
    submit(ada)
    result = ada.path
    ada.open(result)
    shown = page.locator("main").inner_text()

    ada.open("/mine")
    page.get_by_role("link", name="Begin an account").click()
    fill_in_account(ada, server, ADDRESS)
    sign_in(ada, ADDRESS)
    assert ada.path == "/mine"
    ada.open(result)
    assert page.locator("main").inner_text() == shown

    ada.open("/account/second-step/new")
    key = page.locator("ol code").inner_text().replace(" ", "")
    page.get_by_label("Code", exact=True).fill(TOTP(key=key).generate().token)
    press(page, "Turn it on")
    codes = page.locator(".codes code").all_inner_texts()
    assert len(codes) == 10
    ada.open("/account")
    press(page, "Sign out")
    expect(page.get_by_role("heading", level=1)).to_have_text("You are signed out")
    windows.expected.append("404")
    page.goto(windows.address + result)
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no such page here")

    sign_in(ada, ADDRESS)
    assert ada.path == "/sign-in/code"
    page.get_by_label("Code", exact=True).fill(codes[0])
    press(page, "Sign in")
    ada.open(result)
    assert page.locator("main").inner_text() == shown

    elsewhere = Visitor(
        windows.open(viewport=PHONE, java_script_enabled=False), ada.catalog, windows.address
    )
    sign_in(elsewhere, ADDRESS)
    elsewhere.page.get_by_label("Code", exact=True).fill(codes[1])
    press(elsewhere.page, "Sign in")
    elsewhere.open(result)
    elsewhere.open("/account/sessions")
    press(elsewhere.page, "End all others")
    ada.page.goto(windows.address + "/account")
    assert ada.path == "/sign-in"
