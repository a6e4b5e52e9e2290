"""The saved state is true, and nothing given is lost: offline, slow, in two windows, twice."""

import re
import time
from collections.abc import Callable
from typing import Unpack

import pytest
from playwright.sync_api import Page, Route, expect

from assessment.domain.catalog import Catalog
from assessment.domain.items import JudgementItem, NumberItem
from assessment.services import sessions
from assessment.store.engine import open_database
from tests.browser import seeding
from tests.browser.accounts import PASSWORD, begin_account, press
from tests.browser.app_process import AppProcess
from tests.browser.sights import People
from tests.browser.visitor import Visitor
from tests.browser.windows import Device, Windows

pytestmark = pytest.mark.browser

SAVED = re.compile(r"Saved \d{1,2}:\d{2}")
NOT_SAVED = "Not saved, retrying"
ADDRESS = "joan@example.org"


@pytest.fixture
def sitting(windows: Windows, people: People) -> Visitor:
    """A full form on its first judgement question, on a real clock."""
    return at_a_judgement(windows, people)


def at_a_judgement(windows: Windows, people: People, **device: Unpack[Device]) -> Visitor:
    who = seeding.begun(people.address, people.catalog)
    visitor = Visitor(windows.open(who, **device), people.catalog, people.address)
    visitor.open(people.question(who, JudgementItem))
    return visitor


def says(visitor: Visitor, words: str | re.Pattern[str]) -> None:
    """The page says, now or within seconds, how saving stands."""
    expect(visitor.page.locator("[data-saved]")).to_have_text(words)


def rows(visitor: Visitor) -> list[str]:
    """The fields of the judgement on the page, one an action."""
    names: list[str] = visitor.page.eval_on_selector_all(
        "input[type=radio]", "boxes => [...new Set(boxes.map(b => b.name))]"
    )
    return names


def rate(visitor: Visitor, row: int, value: int) -> None:
    """Rate the action in a row, from 0."""
    name = rows(visitor)[row]
    visitor.page.locator(f'input[name="{name}"][value="{value}"]').check()


def stored(visitor: Visitor, path: str) -> list[str]:
    """What the server shows as chosen, asked anew."""
    body = visitor.page.request.get(visitor.address + path).text()
    return re.findall(r'name="answer[^"]*" value="([^"]*)"[^>]* checked', body)


def delay_saves(page: Page, seconds: float) -> None:
    def slowly(route: Route) -> None:
        time.sleep(seconds)
        route.continue_()

    page.route("**/save", slowly)


def test_the_state_says_saving_then_saved_with_the_time(sitting: Visitor) -> None:
    says(sitting, "Not answered yet")
    seen: list[str] = []
    sitting.page.expose_function("note", lambda words: seen.append(words))
    sitting.page.evaluate(
        """() => new MutationObserver(() => window.note(
            document.querySelector("[data-saved]").textContent)).observe(
            document.querySelector("[data-saved]"), {childList: true, characterData: true})"""
    )
    rate(sitting, 0, 4)
    says(sitting, SAVED)
    assert seen[0] == "Saving"
    assert stored(sitting, sitting.path) == ["4"]


def test_saved_is_said_only_after_the_server_has_it(sitting: Visitor) -> None:
    held: list[Route] = []
    sitting.page.route("**/save", lambda route: held.append(route))
    rate(sitting, 0, 4)
    says(sitting, "Saving")
    assert stored(sitting, sitting.path) == []
    held[0].continue_()
    says(sitting, SAVED)
    assert stored(sitting, sitting.path) == ["4"]


def test_offline_it_says_so_and_saves_by_itself_once_back(
    sitting: Visitor, windows: Windows
) -> None:
    windows.expected.append("ERR_INTERNET_DISCONNECTED")
    sitting.page.context.set_offline(True)
    rate(sitting, 0, 5)
    says(sitting, NOT_SAVED)
    kept = sitting.page.get_by_text("It is kept on this page")
    assert kept.is_visible()
    rate(sitting, 1, 1)
    says(sitting, NOT_SAVED)
    assert stored_elsewhere(windows, sitting) == []
    sitting.page.context.set_offline(False)
    says(sitting, SAVED)
    assert kept.is_hidden()
    assert stored(sitting, sitting.path) == ["5", "1"]


def stored_elsewhere(windows: Windows, visitor: Visitor) -> list[str]:
    """What another window of the same person shows, over its own line."""
    other = windows.open()
    cookies = visitor.page.context.cookies()
    other.context.add_cookies(
        [{"name": c["name"], "value": c["value"], "url": visitor.address} for c in cookies]
    )
    return stored(Visitor(other, visitor.catalog, visitor.address), visitor.path)


def test_a_server_that_fails_for_a_while_loses_nothing(sitting: Visitor, windows: Windows) -> None:
    windows.expected.append("503")
    failures = iter([True, True, False])

    def fail_twice(route: Route) -> None:
        if next(failures, False):
            route.fulfill(status=503, body="busy")
        else:
            route.continue_()

    sitting.page.route("**/save", fail_twice)
    rate(sitting, 0, 2)
    says(sitting, NOT_SAVED)
    says(sitting, SAVED)
    assert stored(sitting, sitting.path) == ["2"]


def test_continue_while_offline_waits_and_turns_the_page_once_back(
    sitting: Visitor, windows: Windows
) -> None:
    windows.expected.append("ERR_INTERNET_DISCONNECTED")
    path = sitting.path
    sitting.page.context.set_offline(True)
    rate(sitting, 0, 3)
    says(sitting, NOT_SAVED)
    sitting.page.get_by_role("button", name="Continue").click()
    assert sitting.path == path
    with sitting.page.expect_navigation():
        sitting.page.context.set_offline(False)
    assert sitting.path != path
    assert stored(sitting, path) == ["3"]


def test_continue_while_offline_with_everything_saved_waits_too(sitting: Visitor) -> None:
    path = sitting.path
    rate(sitting, 0, 3)
    says(sitting, SAVED)
    sitting.page.context.set_offline(True)
    sitting.page.get_by_role("button", name="Continue").click()
    says(sitting, re.compile("Saved. Offline"))
    assert sitting.path == path
    with sitting.page.expect_navigation():
        sitting.page.context.set_offline(False)
    assert sitting.path != path


def test_a_save_that_hangs_is_given_up_and_sent_again(sitting: Visitor) -> None:
    page = sitting.page
    page.clock.install()
    page.reload()
    hung: list[Route] = []
    page.route("**/save", lambda route: hung.append(route), times=1)
    rate(sitting, 0, 2)
    says(sitting, "Saving")
    page.clock.fast_forward(15_500)
    says(sitting, NOT_SAVED)
    page.clock.fast_forward(1_000)
    says(sitting, SAVED)
    assert stored(sitting, sitting.path) == ["2"]


def leave_and_tell(page: Page, leave: Callable[[], None]) -> bool:
    """Whether leaving asked first."""
    asked: list[str] = []

    def stay(dialog: object) -> None:
        asked.append(dialog.type)  # type: ignore[attr-defined]
        dialog.dismiss()  # type: ignore[attr-defined]

    page.on("dialog", stay)
    leave()
    page.wait_for_timeout(150)
    page.remove_listener("dialog", stay)
    return "beforeunload" in asked


def test_leaving_with_something_unsaved_asks_first_and_otherwise_never(
    sitting: Visitor, windows: Windows
) -> None:
    windows.expected.append("ERR_INTERNET_DISCONNECTED")
    page = sitting.page
    rate(sitting, 0, 3)
    says(sitting, SAVED)
    page.context.set_offline(True)
    rate(sitting, 1, 4)
    says(sitting, NOT_SAVED)
    leave = page.get_by_role("link", name="All questions")
    assert leave_and_tell(page, lambda: leave.click(no_wait_after=True))
    page.context.set_offline(False)
    says(sitting, SAVED)
    assert not leave_and_tell(page, leave.click)
    assert sitting.path.endswith("/review")


def test_a_number_half_typed_asks_before_leaving_and_is_saved_without_leaving_the_field(
    sitting: Visitor,
) -> None:
    sitting.find(NumberItem)
    page = sitting.page
    page.locator("input[type=text]").press_sequentially("42")
    says(sitting, "Not saved yet")
    says(sitting, SAVED)
    assert 'value="42"' in page.request.get(page.url).text()


def test_digits_choose_in_the_focused_row_and_never_in_the_number_field(sitting: Visitor) -> None:
    page = sitting.page
    name = rows(sitting)[1]
    page.locator(f'input[name="{name}"]').first.focus()
    page.keyboard.press("4")
    says(sitting, SAVED)
    assert sitting.chosen() == ["4"]
    assert page.locator(f'input[name="{name}"][value="4"]').is_checked()
    page.keyboard.press("9")
    assert sitting.chosen() == ["4"]
    page.get_by_role("button", name="Continue").focus()
    page.keyboard.press("2")
    assert sitting.chosen() == ["4"]
    sitting.find(NumberItem)
    page.locator("input[type=text]").focus()
    page.keyboard.type("315")
    assert page.locator("input[type=text]").input_value() == "315"


def test_two_windows_meet_and_both_answers_are_shown(sitting: Visitor, windows: Windows) -> None:
    windows.expected.append("409")
    here, path = sitting.page, sitting.path
    there = Visitor(here.context.new_page(), sitting.catalog, sitting.address)
    there.open(path)
    rate(sitting, 0, 5)
    says(sitting, SAVED)
    rate(there, 0, 1)
    says(there, "Not saved")
    expect(there.page.locator("[data-refusal]")).to_contain_text("Answered in another window")
    there.page.get_by_role("button", name="Continue").click()
    alert = there.page.get_by_role("alert")
    expect(alert).to_contain_text("nothing was overwritten")
    expect(alert).to_contain_text("Your answer here was: 1 ·")
    assert there.chosen() == ["5"]
    assert stored(sitting, path) == ["5"]
    rate(there, 0, 1)
    says(there, SAVED)
    there.go_on()
    assert stored(sitting, path) == ["1"]


@pytest.mark.parametrize("seconds", [0.05, 0.7])
def test_a_quick_continue_on_a_slow_line_is_no_second_window(
    sitting: Visitor, seconds: float
) -> None:
    path = sitting.path
    names = rows(sitting)
    delay_saves(sitting.page, seconds)
    for value, name in enumerate(names, start=1):
        sitting.page.evaluate(
            "name => document.querySelector(name).click()",
            f'input[name="{name}"][value="{value}"]',
        )
    with sitting.page.expect_navigation():
        sitting.page.get_by_role("button", name="Continue").click(no_wait_after=True)
    assert sitting.path != path
    assert sitting.page.get_by_role("alert").count() == 0
    assert stored(sitting, path) == [str(n) for n in range(1, len(names) + 1)]


def test_going_back_in_the_browser_and_answering_anew_is_no_second_window(
    sitting: Visitor,
) -> None:
    path = sitting.path
    rate(sitting, 0, 2)
    sitting.go_on()
    sitting.page.go_back()
    assert sitting.path == path
    rate(sitting, 0, 4)
    says(sitting, SAVED)
    sitting.go_on()
    assert stored(sitting, path) == ["4"]


def test_the_same_without_javascript(windows: Windows, people: People) -> None:
    visitor = at_a_judgement(windows, people, java_script_enabled=False)
    path = visitor.path
    rate(visitor, 0, 2)
    visitor.go_on()
    visitor.page.go_back()
    assert visitor.path == path
    rate(visitor, 0, 4)
    visitor.go_on()
    assert visitor.path != path
    assert stored(visitor, path) == ["4"]


def test_a_worn_out_token_is_renewed_and_the_typed_number_saved(
    sitting: Visitor, windows: Windows
) -> None:
    windows.expected.append("400")
    sitting.find(NumberItem)
    page = sitting.page
    page.evaluate("document.querySelector('form').elements.csrf_token.value = 'worn-out'")
    path = sitting.path
    page.locator("input[type=text]").press_sequentially("12.5")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert sitting.path != path
    assert 'value="12.5"' in page.request.get(sitting.address + path).text()


@pytest.fixture
def signed_in(windows: Windows, server: AppProcess, catalog: Catalog) -> Visitor:
    """Somebody with an account, signed in, on a question that asks for a number."""
    visitor = Visitor(windows.open(), catalog, windows.address)
    begin_account(visitor, server, ADDRESS)
    visitor.begin()
    visitor.find(NumberItem)
    return visitor


def end_session(server: AppProcess, visitor: Visitor) -> None:
    """End the session of this browser, as time does."""
    cookie = next(c for c in visitor.page.context.cookies() if c["name"] == "cto")
    database = open_database(f"sqlite:///{server.var_dir / 'cto-readiness.db'}")
    database.write(lambda store: sessions.end_session(store, cookie["value"]))
    database.close()


def test_a_session_that_ends_while_somebody_types_loses_nothing(
    signed_in: Visitor, server: AppProcess, windows: Windows
) -> None:
    windows.expected += ["400", "401"]
    page, path = signed_in.page, signed_in.path
    end_session(server, signed_in)
    number = page.locator("input[type=text]")
    number.press_sequentially("12.5")
    line = page.locator("[data-out]")
    expect(line).to_contain_text("You are signed out in this browser")
    says(signed_in, "Not saved yet")
    page.get_by_role("button", name="Continue").click()
    number.press("End")
    number.press_sequentially("7")  # asked again with what is typed now, and still not saved
    expect(line).to_be_visible()
    assert signed_in.path == path
    assert number.input_value() == "12.57"

    with page.context.expect_page() as opened:
        line.get_by_role("link", name="sign in again").click()
    there = opened.value
    there.get_by_label("Mail address").fill(ADDRESS)
    there.get_by_label("Password").fill(PASSWORD)
    press(there, "Sign in")
    expect(there.locator("[data-saved]")).to_have_text("Not answered yet")
    assert there.url == signed_in.address + path
    there.close()
    with page.expect_navigation():  # what Continue had asked for, once the answer is saved
        # A driven browser takes every tab for focused, so coming back is no event of its own.
        page.evaluate("window.dispatchEvent(new Event('focus'))")
    assert signed_in.path != path
    assert 'value="12.57"' in page.request.get(signed_in.address + path).text()


def test_a_double_click_on_submit_gives_one_result(ada: Visitor) -> None:
    ada.begin(form="quick")
    ada.answer_all()
    sent: list[str] = []
    ada.page.on("request", lambda r: sent.append(r.url) if r.url.endswith("/submit") else None)
    with ada.page.expect_navigation(url="**/results/*"):
        ada.page.get_by_role("button", name="Submit and see the result").first.dblclick(
            no_wait_after=True
        )
    assert len(sent) == 1
    ada.open("/mine")
    assert ada.page.locator("main tbody tr").count() == 1
    assert "submitted" in ada.page.locator("main tbody").inner_text()
