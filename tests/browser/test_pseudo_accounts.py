"""The pages of accounts in the pseudo-language: no word stands bare, and longer words are held."""

import pytest
from playwright.sync_api import Browser

from assessment.domain.catalog import Catalog
from tests.browser.account_sights import ACCOUNT_SIGHTS
from tests.browser.pseudo_pages import known_words, look
from tests.browser.sights import People, Sight
from tests.pseudo import KnownWords, bare_words

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def known(catalog: Catalog) -> KnownWords:
    return known_words(catalog)


@pytest.mark.parametrize("sight", ACCOUNT_SIGHTS, ids=lambda sight: sight.name)
def test_every_word_of_an_accounts_page_is_spoken_and_held(
    sight: Sight, pseudo_people: People, known: KnownWords, chromium: Browser
) -> None:
    html, over = look(sight, pseudo_people, chromium)
    assert over == {}
    bare = bare_words(html, known)
    assert not bare, bare
