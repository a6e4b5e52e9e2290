"""Every page is sound: axe finds nothing, and nothing needs scrolling sideways.

Everything is unfolded, and axe looks at the desktop in light and the phone in dark.
The two looks stand for all four because scheme and width never meet: the scheme sets custom
properties and nothing else, which is tested here too.
"""

import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize
from werkzeug.routing import Map

from assessment.services.settings import read_settings
from assessment.web import create_app
from tests.browser.account_sights import EVERY_SIGHT, NO_SIGHT
from tests.browser.app_process import PROJECT, AppProcess
from tests.browser.sights import THE_SAME_UNFOLDED, VAST, People, Sight, open_everything
from tests.browser.windows import DESKTOP, NARROW, PHONE, TWO_FRAMES, Windows, cut_off

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
EVERY_RULE: dict[str, Any] = {
    "runOnly": {"type": "tag", "values": TAGS},
    "resultTypes": ["violations"],
}

LOOKS: tuple[tuple[ViewportSize, Literal["light", "dark"]], ...] = (
    (DESKTOP, "light"),
    (PHONE, "dark"),
)


def violations(page: Page) -> list[str]:
    """Each finding in one line: the rule and the first elements that break it."""
    found = Axe().run(page, options=EVERY_RULE)
    return [
        f"{rule['id']}: {[node['html'][:160] for node in rule['nodes'][:3]]}"
        for rule in found.response["violations"]
    ]


@pytest.fixture(
    scope="module",
    params=[sight for sight in EVERY_SIGHT if sight.name not in THE_SAME_UNFOLDED],
    ids=lambda sight: sight.name,
)
def page(
    request: pytest.FixtureRequest, chromium: Browser, server: AppProcess, people: People
) -> Iterator[Page]:
    """One sight after the other, unfolded, in a window that the tests of this module share."""
    sight: Sight = request.param
    windows = Windows(chromium, server.address)
    windows.expected += ["status of 4", "ERR_INTERNET_DISCONNECTED"]
    page = windows.open(people.called(sight.who), reduced_motion="reduce")
    sight.show(page, people)
    if sight.name not in VAST:
        open_everything(page)
    yield page
    windows.close()


def test_axe_finds_nothing(page: Page) -> None:
    found = {}
    for viewport, scheme in LOOKS:
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=scheme)
        page.evaluate(TWO_FRAMES)
        found[scheme] = violations(page)
    assert {scheme: lines for scheme, lines in found.items() if lines} == {}


def test_nothing_needs_scrolling_sideways_at_320_pixels(page: Page) -> None:
    page.set_viewport_size(NARROW)
    page.evaluate(TWO_FRAMES)
    assert cut_off(page) == []


def test_what_the_tab_key_reaches_shows_where_it_is(page: Page) -> None:
    """Reached by the key once, then one after the other: focus stays visible as it moves on."""
    page.set_viewport_size(DESKTOP)
    page.keyboard.press("Tab")
    unseen = page.evaluate(
        """() => [...document.querySelectorAll("a[href], button, input:not([type=hidden]), "
              + "select, textarea, summary, [tabindex='0']")]
            .filter(e => !e.disabled && e.getClientRects().length)
            .filter(e => {
              e.focus();
              if (document.activeElement !== e) return true;
              const near = [e, e.nextElementSibling, e.closest(".choice")].filter(Boolean);
              return !near.some(n => { const s = getComputedStyle(n);
                return s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2; });
            }).map(e => e.outerHTML.slice(0, 120))"""
    )
    assert unseen == []


def test_every_page_is_a_sight_or_says_why_not(rules: Map) -> None:
    adapter = rules.bind("127.0.0.1")
    seen = set()
    for sight in EVERY_SIGHT:
        if sight.status == HTTPStatus.OK:
            path = re.sub(r"{\w+}", "1", sight.path.rule.split("?")[0])
            seen.add(adapter.match(path, return_rule=True)[0].rule)
    pages = {rule.rule for rule in rules.iter_rules() if "GET" in (rule.methods or ())}
    assert pages - seen == set(NO_SIGHT)
    assert len({sight.name for sight in EVERY_SIGHT}) == len(EVERY_SIGHT)


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Map:
    app = create_app(read_settings({"CTO_VAR_DIR": str(tmp_path_factory.mktemp("rules"))}))
    app.extensions["press"].close()
    app.extensions["database"].close()
    return app.url_map


def test_the_scheme_sets_colours_and_nothing_else() -> None:
    sheets = [*(PROJECT / "static").glob("*.css")]
    text = "".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
    blocks = re.findall(r"@media \(prefers-color-scheme: \w+\) \{\s*:root \{([^}]*)\}\s*\}", text)
    assert len(blocks) == text.count("prefers-color-scheme") == 1
    assert re.fullmatch(r"\s*(--[a-z-]+: #[0-9a-f]{3,6};\s*)+", blocks[0])
