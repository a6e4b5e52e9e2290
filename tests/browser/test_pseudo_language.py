"""In the pseudo-language no word stands bare, and pages hold words two fifths longer."""

import pytest
from playwright.sync_api import Browser, expect

from assessment.domain.catalog import Catalog
from assessment.services.languages import PSEUDO
from tests.browser.pseudo_pages import known_words, look
from tests.browser.sights import SIGHTS, THE_SAME_UNFOLDED, People, Sight
from tests.browser.windows import Windows
from tests.pseudo import QUOTED, KnownWords, bare_words

pytestmark = pytest.mark.browser

SHOWROOM = {"design"}
"""The parts with made-up words in them, for whoever works on pages."""


@pytest.fixture(scope="module")
def known(catalog: Catalog) -> KnownWords:
    return known_words(catalog)


@pytest.mark.parametrize(
    "sight", [s for s in SIGHTS if s.name not in THE_SAME_UNFOLDED], ids=lambda sight: sight.name
)
def test_every_word_of_an_aspirants_page_is_spoken_and_held(
    sight: Sight, pseudo_people: People, known: KnownWords, chromium: Browser
) -> None:
    html, over = look(sight, pseudo_people, chromium)
    assert over == {}
    bare = [text for text in bare_words(html, known) if text not in QUOTED.get(sight.path.rule, ())]
    assert sight.name in SHOWROOM or not bare, bare


def test_the_language_is_chosen_at_the_foot_of_a_page(
    pseudo_people: People, chromium: Browser
) -> None:
    windows = Windows(chromium, pseudo_people.address)
    page = windows.open()
    page.goto(f"{pseudo_people.address}/learn")
    with page.expect_navigation():
        page.locator(f'button[name=language][value="{PSEUDO}"]').click()
    expect(page).to_have_url(f"{pseudo_people.address}/learn")
    expect(page.locator("html")).to_have_attribute("lang", PSEUDO)
    windows.close()
