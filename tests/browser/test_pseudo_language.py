"""In the pseudo-language no word stands bare, and pages hold words two fifths longer."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from assessment.domain.catalog import Catalog
from assessment.services.languages import PSEUDO
from tests.browser.app_process import AppProcess
from tests.browser.seeding import Seeded
from tests.browser.sights import SIGHTS, People, Sight, open_everything
from tests.browser.windows import DESKTOP
from tests.pseudo import KnownWords, bare_words
from tests.web.test_every_word import TYPED

pytestmark = pytest.mark.browser

NARROW = 320
ENGLISH_STORED = {"design", "plan", "plan-step", "plan-refused", "plan-again", "lesson-logged"}
"""What was stored in English before the language was chosen, and the showroom of parts."""
WROTE = (
    *TYPED,
    "board",
    "Walked through last quarter's P&L with the controller, line by line.",
    "Two payment runs failed in October at a cost of 41,000 euros; agreed with the CFO.",
)
"""What the people of the sights typed."""
VAST = {"trace"}
"""Its folded tables have thousands of cells; they stay folded."""


@pytest.fixture(scope="module")
def pseudo_people(tmp_path_factory: pytest.TempPathFactory, catalog: Catalog) -> Iterator[People]:
    folder: Path = tmp_path_factory.mktemp("pseudo") / "var"
    with AppProcess(folder, settings={"CTO_PSEUDO_LANGUAGE": "1"}) as server:
        yield People(server.address, catalog, server.var_dir)


def in_pseudo(page: Page, who: Seeded) -> None:
    """Choose the language as a person does: by its button at the foot of a page."""
    page.goto(f"{who.address}/begin")
    if page.locator("html").get_attribute("lang") != PSEUDO:
        with page.expect_navigation():
            page.locator(f'button[name=language][value="{PSEUDO}"]').click()


@pytest.mark.parametrize("sight", SIGHTS, ids=lambda sight: sight.name)
def test_pages_hold_longer_words(sight: Sight, pseudo_people: People, chromium: Browser) -> None:
    who = pseudo_people.called(sight.who)
    context = chromium.new_context(viewport=DESKTOP)
    context.add_cookies(who.browser_cookies())
    page = context.new_page()
    in_pseudo(page, who)
    page.goto(who.address + sight.path(pseudo_people, who))
    assert page.locator("html").get_attribute("lang") == PSEUDO
    if sight.name not in VAST:
        open_everything(page)
    bare = bare_words(page.content(), KnownWords(pseudo_people.catalog, WROTE))
    assert sight.name in ENGLISH_STORED or not bare, bare
    for width in (DESKTOP["width"], NARROW):
        page.set_viewport_size({"width": width, "height": 800})
        over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert over <= 0, f"{sight.name} scrolls sideways by {over} at {width}"
    context.close()
