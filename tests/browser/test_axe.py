"""axe finds nothing on any page: light and dark, desktop and phone, folded and unfolded."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.sights import SIGHTS, People, Sight, open_everything
from tests.browser.windows import DESKTOP, PHONE, Windows

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
EVERY_RULE: dict[str, Any] = {"runOnly": {"type": "tag", "values": TAGS}}
COLOURS: dict[str, Any] = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
}
VAST = {"trace"}
"""Pages whose folded tables have thousands of cells, all of one style; they stay folded."""


def violations(page: Page, options: dict[str, Any]) -> list[str]:
    """Each finding in one line: the rule and the first elements that break it."""
    found = Axe().run(page, options={**options, "resultTypes": ["violations"]})
    return [
        f"{rule['id']}: {[node['html'][:160] for node in rule['nodes'][:3]]}"
        for rule in found.response["violations"]
    ]


@pytest.mark.parametrize("sight", SIGHTS, ids=lambda sight: sight.name)
def test_axe_finds_nothing(sight: Sight, windows: Windows, people: People) -> None:
    windows.expected += ["status of 4", "ERR_INTERNET_DISCONNECTED"]
    page = windows.open(getattr(people, sight.who), reduced_motion="reduce")
    sight.show(page, people)
    if sight.name not in VAST:
        open_everything(page)
    found = {}
    for width, viewport in (("desktop", DESKTOP), ("phone", PHONE)):
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme="light")
        found[f"{width}, light"] = violations(page, EVERY_RULE)
        page.emulate_media(color_scheme="dark")
        found[f"{width}, dark"] = violations(page, COLOURS)
    assert {look: lines for look, lines in found.items() if lines} == {}
