"""Pages can be used by keyboard, finger, at any width and zoom, without motion, on a slow line."""

import re

import pytest
from playwright.sync_api import Page, ViewportSize

from tests.browser.http_client import HttpClient
from tests.browser.sights import SIGHTS, People
from tests.browser.windows import DESKTOP, PHONE, Windows

pytestmark = pytest.mark.browser

SMALLEST_TARGET = 44
HEAVIEST_FIRST_PAGE = 60_000
BY_NAME = {sight.name: sight for sight in SIGHTS}
ZOOMED_FOURFOLD: ViewportSize = {"width": 320, "height": 256}
"""What is left of 1280 × 1024 at 400 %, in CSS pixels."""

QUESTIONS = ("judgement", "exhibit", "number", "self-rating", "claim", "check")


def shown(windows: Windows, people: People, name: str, page: Page | None = None) -> Page:
    """A sight in a window of its own."""
    sight = BY_NAME[name]
    page = page or windows.open(people.called(sight.who))
    sight.show(page, people)
    return page


@pytest.mark.parametrize("name", QUESTIONS)
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_everything_that_answers_is_large_enough_for_a_thumb(
    name: str, viewport: ViewportSize, windows: Windows, people: People
) -> None:
    page = shown(windows, people, name)
    page.set_viewport_size(viewport)
    small = page.evaluate(
        """smallest => [...document.querySelectorAll("main form .seg label, main form .choice, "
              + "main form button, main form input[type=text]")]
            .map(e => [e.textContent.trim().slice(0, 30), e.getBoundingClientRect()])
            .filter(([, box]) => box.width < smallest || box.height < smallest)
            .map(([words, box]) => `${words}: ${box.width} x ${box.height}`)""",
        SMALLEST_TARGET,
    )
    assert small == []


@pytest.mark.parametrize("name", ["home", "design", "judgement", "result", "plan", "mine"])
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_nothing_to_press_is_smaller_than_24_pixels(
    name: str, viewport: ViewportSize, windows: Windows, people: People
) -> None:
    """Links inside a sentence are as large as its words, and may be."""
    page = shown(windows, people, name)
    page.set_viewport_size(viewport)
    small = page.evaluate(
        """() => [...document.querySelectorAll(
              "a, button, summary, select, input:not([type=hidden])")]
            .filter(e => e.getClientRects().length && !e.closest(".skip-link"))
            .filter(e => getComputedStyle(e).display !== "inline"
              || e.closest("nav, footer, header"))
            .map(e => e.matches("[type=radio], [type=checkbox]") ? e.closest("label") || e : e)
            .map(e => [e.textContent.trim().slice(0, 30), e.getBoundingClientRect()])
            .filter(([, box]) => box.width < 24 || box.height < 24)
            .map(([words, box]) => `${words}: ${box.width} x ${box.height}`)"""
    )
    assert small == []


@pytest.mark.parametrize("name", ["home", "begin", "judgement", "result", "plan", "mine"])
def test_every_stop_of_the_tab_key_shows_where_it_is(
    name: str, windows: Windows, people: People
) -> None:
    page = shown(windows, people, name)
    unseen, stops = [], 0
    for _ in range(60):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            """() => {
              const e = document.activeElement;
              if (!e || e === document.body) return null;
              const near = [e, e.nextElementSibling, e.closest(".choice")].filter(Boolean);
              const seen = near.some(n => { const s = getComputedStyle(n);
                return s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2; });
              const box = (e.closest("label") || e).getBoundingClientRect();
              const inside = box.bottom > 0 && box.top < innerHeight
                && box.right > 0 && box.left < innerWidth;
              return { what: e.outerHTML.slice(0, 120), seen, inside };
            }"""
        )
        if stop is None:
            break
        stops += 1
        if not (stop["seen"] and stop["inside"]):
            unseen.append(stop["what"])
    assert unseen == []
    assert stops > 4


@pytest.mark.parametrize("name", [*QUESTIONS, "begin", "plan-new"])
def test_at_400_percent_every_control_can_be_brought_into_view_whole(
    name: str, windows: Windows, people: People
) -> None:
    page = shown(windows, people, name)
    page.set_viewport_size(ZOOMED_FOURFOLD)
    hidden = page.evaluate(
        """() => [...document.querySelectorAll(
              "main form button, main form input:not([type=hidden])")]
            .filter(e => e.getClientRects().length)
            .filter(e => { e.scrollIntoView({ block: "nearest" });
              const box = e.getBoundingClientRect();
              const top = document.elementFromPoint(box.left + box.width / 2,
                                                    box.top + Math.min(box.height, 40) / 2);
              return box.left < 0 || box.right > innerWidth + 1 || box.width === 0
                || !top || !(e.contains(top) || top.contains(e) || e.parentElement.contains(top));
            }).map(e => e.outerHTML.slice(0, 120))"""
    )
    assert hidden == []


def test_with_text_spaced_widely_nothing_is_lost(windows: Windows, people: People) -> None:
    for name in ("judgement", "result", "begin"):
        page = windows.open(people.called(BY_NAME[name].who), viewport=PHONE)
        shown(windows, people, name, page)
        page.evaluate(
            """() => { for (const e of document.querySelectorAll("body *")) if (!e.closest("svg")) {
                 e.style.lineHeight = "1.5"; e.style.letterSpacing = ".12em";
                 e.style.wordSpacing = ".16em"; } }"""
        )
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], name
        cut = page.evaluate(
            """() => [...document.querySelectorAll(".btn, .seg span, .choice")].filter(
                 e => e.scrollHeight > e.clientHeight + 2 || e.scrollWidth > e.clientWidth + 2)
                 .map(e => e.textContent.trim().slice(0, 40))"""
        )
        assert cut == [], name


def test_under_reduced_motion_nothing_moves(windows: Windows, people: People) -> None:
    for name in ("home", "judgement", "result", "plan"):
        page = windows.open(people.called(BY_NAME[name].who), reduced_motion="reduce")
        shown(windows, people, name, page)
        moving = page.evaluate(
            """() => [...document.querySelectorAll("*")].filter(e => {
                 const s = getComputedStyle(e);
                 return s.transitionDuration !== "0s" || s.animationName !== "none"
                   || s.scrollBehavior === "smooth";
               }).map(e => e.className)"""
        )
        assert moving == [], name


def test_state_changes_take_no_longer_than_150_milliseconds(
    windows: Windows, people: People
) -> None:
    page = shown(windows, people, "judgement")
    slowest = page.evaluate(
        """() => Math.max(...[...document.querySelectorAll("*")].flatMap(
             e => getComputedStyle(e).transitionDuration.split(",").map(parseFloat)))"""
    )
    assert slowest <= 0.15


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_forced_colours_a_chosen_answer_still_differs(
    scheme: str, windows: Windows, people: People
) -> None:
    page = shown(windows, people, "judgement")
    page.emulate_media(forced_colors="active", color_scheme=scheme)  # type: ignore[arg-type]
    boxes = page.locator(".seg input")
    boxes.nth(2).check()
    looks = page.evaluate(
        """() => [...document.querySelectorAll(".seg span")].slice(1, 3).map(e => {
             const s = getComputedStyle(e);
             return [s.backgroundColor, s.borderTopWidth, s.borderTopColor, s.color].join(); })"""
    )
    assert looks[0] != looks[1]


def test_the_first_page_weighs_little_and_asks_for_little(windows: Windows) -> None:
    weights: dict[str, int] = {}
    page = windows.open()

    def weigh(response: object) -> None:
        weights[response.url] = len(response.body())  # type: ignore[attr-defined]

    page.on("response", weigh)
    page.goto(windows.address + "/", wait_until="networkidle")
    light = {url: size for url, size in weights.items() if not url.endswith(".woff2")}
    assert sum(light.values()) <= HEAVIEST_FIRST_PAGE, light
    assert len(weights) <= 10


def test_the_first_page_stands_without_fonts_scripts_or_styles(windows: Windows) -> None:
    html = str(HttpClient(windows.address).get("/").get_data(as_text=True))
    assert re.search(r'<a class="btn" href="/begin">', html)
    assert "style=" not in html
    assert "<script>" not in html


@pytest.mark.parametrize("name", ["judgement", "result", "plan"])
def test_headings_follow_one_another_and_there_is_one_main_one(
    name: str, windows: Windows, people: People
) -> None:
    page = shown(windows, people, name)
    levels = page.eval_on_selector_all(
        "h1, h2, h3, h4", "all => all.map(e => Number(e.tagName[1]))"
    )
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))
