"""How is a sight looked at in the pseudo-language: for words that stand bare, and for width?"""

import ast
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser

from assessment.domain.brief_rules.rules import RULES
from assessment.domain.catalog import Catalog
from assessment.services.demo.cast import EVERYBODY
from assessment.services.languages import PSEUDO
from tests.browser.app_process import PROJECT
from tests.browser.house import WROTE
from tests.browser.seeding import EVIDENCE, LOGGED
from tests.browser.sights import VAST, People, Sight, open_everything
from tests.browser.windows import DESKTOP, NARROW, TWO_FRAMES, Windows, cut_off
from tests.pseudo import KnownWords
from tests.web.test_every_word import TYPED

DEMO = PROJECT / "assessment" / "services" / "demo"


def known_words(catalog: Catalog) -> KnownWords:
    """What may stand bare: the content, what people typed, and the permanent names of rules."""
    names = [word for role in EVERYBODY for word in (role.name, role.name.split()[0])]
    typed = [*TYPED, *WROTE, "board", LOGGED, EVIDENCE]
    marks = [f"{rule.id} · {rule.seed}" for rule in RULES]
    return KnownWords(catalog, [*typed, *marks, *names, *_typed_in(DEMO)])


def _typed_in(folder: Path) -> Iterator[str]:
    """The sentences of the sample people: what has several words, or is a name."""
    for source in sorted(folder.glob("*.py")):
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and (" " in str(node.value) or _is_name(node.value)):
                yield str(node.value)


def _is_name(value: object) -> bool:
    return isinstance(value, str) and value.isalpha() and value.istitle()


def look(sight: Sight, people: People, browser: Browser) -> tuple[str, dict[int, list[str]]]:
    """The sight unfolded, as HTML, and what it does not hold by the width of the window."""
    windows = Windows(browser, people.address)
    windows.expected += ["status of 4", "ERR_INTERNET_DISCONNECTED"]
    page = windows.open(people.called(sight.who), reduced_motion="reduce")
    sight.show(page, people)
    assert page.locator("html").get_attribute("lang") == PSEUDO
    if sight.name not in VAST:
        open_everything(page)
    html, over = page.content(), {}
    for width in (DESKTOP["width"], NARROW["width"]):
        page.set_viewport_size({"width": width, "height": NARROW["height"]})
        page.evaluate(TWO_FRAMES)
        if found := cut_off(page):
            over[width] = found
    windows.close()
    return html, over
