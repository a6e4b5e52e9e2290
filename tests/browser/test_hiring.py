"""From an invitation and three scorecards to a recorded decision, in real browsers."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from assessment.services.settings import read_settings
from assessment.services.tokens import new_id
from assessment.web import create_app
from tests.browser.app_process import AppProcess
from tests.browser.seeding import Seeded
from tests.browser.sights import open_everything
from tests.browser.test_every_page import LOOKS, violations
from tests.browser.windows import PHONE, TWO_FRAMES, Windows
from tests.web.hiring_house import AREAS, WebHouse

pytestmark = pytest.mark.browser


@pytest.fixture
def house(server: AppProcess) -> Iterator[WebHouse]:
    """Dana's organisation in the server's own database."""
    app: Flask = create_app(read_settings(server.settings))
    yield WebHouse(app, tag=f"-{new_id()[:8]}")
    app.extensions["press"].close()
    app.extensions["database"].close()


def window(windows: Windows, house: WebHouse, name: str, *, phone: bool = False) -> Page:
    """A browser in which somebody is signed in."""
    cookie = house.browsers[name].client.get_cookie("cto")
    assert cookie is not None
    who = Seeded(address=windows.address, cookies={"cto": cookie.value}, attempt="")
    return windows.open(who, viewport=PHONE) if phone else windows.open(who)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def fill_card(page: Page, address: str, candidate: str, value: str, *, note: str) -> None:
    page.goto(f"{address}/interviews/candidates/{candidate}/card")
    for area in AREAS:
        page.locator(f"#note-{area}").fill(note)
        page.locator(f'input[name="value-{area}"][value="{value}"]').check()
    press(page, "Hand in, for good")


def test_from_an_invitation_to_a_recorded_decision(windows: Windows, house: WebHouse) -> None:
    dana, address = window(windows, house, "dana"), windows.address
    dana.goto(f"{address}/interviews/{house.search}/candidates")
    dana.get_by_label("Name").fill("Ann Example")
    dana.get_by_label("Mail address").fill("ann@mail.example")
    press(dana, "Invite")
    candidate = dana.url.rsplit("/", 1)[1]
    link = str(dana.locator("#candidate-link").input_value())

    ann = windows.open(viewport=PHONE)
    ann.goto(address + "/candidate/" + link.rsplit("/", 1)[1])
    expect(ann.get_by_role("heading", level=1)).to_have_text("Before anything else")
    assert link.rsplit("/", 1)[1] not in ann.url, "the token leaves the address"
    ann.get_by_label("I have read this").check()
    press(ann, "Confirm")
    ann.get_by_label("What you need to take part on equal terms").fill("A quiet room.")
    press(ann, "Save your words")
    expect(ann.get_by_role("status")).to_have_text("Your words are saved.")

    dana.goto(f"{address}/interviews/candidates/{candidate}")
    expect(dana.locator("main")).to_contain_text("A quiet room.")
    dana.get_by_label("Day of the interview").fill(house.now.date().isoformat())
    press(dana, "Save the day")

    windows.expected.append("422")
    iris = window(windows, house, "iris", phone=True)
    iris.goto(f"{address}/interviews/candidates/{candidate}/card")
    iris.locator(f'input[name="value-{AREAS[0]}"][value="2"]').check()
    press(iris, "Save and go on later")
    expect(iris.locator("[data-error-summary]")).to_contain_text("before you give a number")
    fill_card(iris, address, candidate, "2", note="Named nobody who disagreed.")
    expect(iris.locator("main")).to_contain_text("1 of 3 cards are in")
    for name, value in (("jo", "4"), ("ravi", "3")):
        page = window(windows, house, name)
        page.goto(f"{address}/interviews/candidates/{candidate}/ratings")
        expect(page.locator("main")).not_to_contain_text("Named nobody")
        fill_card(page, address, candidate, value, note=f"What {name} heard.")
        expect(page.locator("main")).to_contain_text("Named nobody who disagreed.")

    dana.goto(f"{address}/interviews/candidates/{candidate}/decision")
    expect(dana.locator("main")).to_contain_text("Talk first about")
    for area in AREAS:
        dana.goto(f"{address}/interviews/candidates/{candidate}/ratings")
        dana.locator(f"#talk-{area}").fill("Two projects were meant; the second one settles it.")
        dana.locator(f"#area-{area}").get_by_role("button", name="Note it").click()
    dana.goto(f"{address}/interviews/candidates/{candidate}/decision")
    dana.get_by_label("An offer is made").check()
    dana.get_by_label("Why, in your own words").fill("Has moved a live system and kept its people.")
    dana.get_by_label("Which evidence it rests on").fill("The cut-over plan; two references.")
    press(dana, "Record the decision")
    expect(dana.locator("main")).to_contain_text("Has moved a live system")

    ann.goto(f"{address}/candidate")
    expect(ann.locator("main")).to_contain_text("A decision is recorded")
    ann.get_by_role("link", name="Delete everything").click()
    press(ann, "Delete it all now")
    expect(ann.get_by_role("heading", level=1)).to_have_text("It is deleted")
    windows.expected.append("404")
    dana.goto(f"{address}/interviews/candidates/{candidate}")
    expect(dana.get_by_role("heading", level=1)).to_have_text("There is no such page here")


def test_axe_finds_nothing_on_any_page_of_interviewing(windows: Windows, house: WebHouse) -> None:
    one, other = house.candidate("Ann Example"), house.candidate("Bob Example")
    for who, value in (("iris", "2"), ("jo", "4"), ("ravi", "3")):
        house.rate(who, one, value, "Heard it said.")
    search, at = f"/interviews/{house.search}", "/interviews/candidates"
    paths = [
        "/interviews", search, f"{search}/kit", f"{search}/areas", f"{search}/panel",
        f"{search}/weights", f"{search}/hold", f"{search}/candidates", f"{search}/comparison",
        f"{at}/{one}", f"{at}/{one}/ratings", f"{at}/{other}/ratings", f"{at}/{one}/decision",
        f"{at}/{one}/log", f"{at}/{one}/agendas", f"{at}/{one}/delete",
        f"/interviews/impact/{house.organisation}",
    ]  # fmt: skip
    dana, jo, ann = (window(windows, house, n) for n in ("dana", "jo", "iris"))
    ann.goto(f"{windows.address}/candidate/{house.tokens[one]}")
    looks = [(dana, path) for path in paths]
    looks += [(jo, f"{at}/{other}/card"), (jo, f"{at}/{one}/card"), (jo, "/interviews")]
    looks += [(ann, f"/candidate{p}") for p in ("", "/notice", "/withdraw", "/delete", "/share")]
    found: dict[str, list[str]] = {}
    for page, path in looks:
        page.goto(windows.address + path)
        open_everything(page)
        for viewport, scheme in LOOKS:
            page.set_viewport_size(viewport)
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            page.evaluate(TWO_FRAMES)
            found[f"{path} {scheme}"] = violations(page)
        page.set_viewport_size({"width": 320, "height": 640})
        page.evaluate(TWO_FRAMES)
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            found[f"{path} narrow"] = ["scrolls sideways"]
    assert {name: lines for name, lines in found.items() if lines} == {}
