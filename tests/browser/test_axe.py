"""axe finds nothing on any page: desktop and light, phone and dark, everything unfolded.

The two looks stand for all four because scheme and width never meet: the scheme sets custom
properties and nothing else, which is tested here too.
"""

import re
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

from tests.browser.app_process import PROJECT
from tests.browser.sights import SIGHTS, People, Sight, open_everything
from tests.browser.windows import DESKTOP, PHONE, Windows

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
EVERY_RULE: dict[str, Any] = {
    "runOnly": {"type": "tag", "values": TAGS},
    "resultTypes": ["violations"],
}
VAST = {"trace"}
"""Pages whose folded tables have thousands of cells, all of one style; they stay folded."""
THE_SAME_UNFOLDED = {"result", "plan-step"}

TWO_FRAMES = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
"""What the page's scripts do about a new width is done after these."""

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


@pytest.mark.parametrize(
    "sight",
    [sight for sight in SIGHTS if sight.name not in THE_SAME_UNFOLDED],
    ids=lambda sight: sight.name,
)
def test_axe_finds_nothing(sight: Sight, windows: Windows, people: People) -> None:
    windows.expected += ["status of 4", "ERR_INTERNET_DISCONNECTED"]
    page = windows.open(getattr(people, sight.who), reduced_motion="reduce")
    sight.show(page, people)
    if sight.name not in VAST:
        open_everything(page)
    found = {}
    for viewport, scheme in LOOKS:
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=scheme)
        page.evaluate(TWO_FRAMES)
        found[scheme] = violations(page)
    assert {scheme: lines for scheme, lines in found.items() if lines} == {}


def test_the_scheme_sets_colours_and_nothing_else() -> None:
    sheets = [*(PROJECT / "static").glob("*.css")]
    text = "".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
    blocks = re.findall(r"@media \(prefers-color-scheme: \w+\) \{\s*:root \{([^}]*)\}\s*\}", text)
    assert len(blocks) == text.count("prefers-color-scheme") == 1
    assert re.fullmatch(r"\s*(--[a-z-]+: #[0-9a-f]{3,6};\s*)+", blocks[0])
