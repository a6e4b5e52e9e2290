"""How does a person in a real browser begin, answer and submit?"""

import re
from dataclasses import dataclass, field
from typing import cast
from urllib.parse import urlsplit

from flask.testing import FlaskClient
from playwright.sync_api import Page

from assessment.domain.catalog import Catalog
from assessment.domain.items import Item, NumberItem
from tests.web.sitter import CHOICES, Sitter

READING_MILLISECONDS = 70_000
"""Longer than any question's threshold below which an answer counts as unread."""


@dataclass
class Visitor:
    """Somebody before a page, with some skill and honest answers.

    With ``clock`` the page's clock is Playwright's, so that reading takes no time.
    """

    page: Page
    catalog: Catalog = field(repr=False)
    address: str
    clock: bool = False
    mind: Sitter = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.mind = Sitter(cast(FlaskClient, None), self.catalog, seed=5)
        if self.clock:
            self.page.clock.install()

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    @property
    def item(self) -> Item:
        """The question on the page."""
        return self.catalog.items[self.path.rsplit("/", 1)[-1]]  # type: ignore[index]

    def open(self, path: str) -> None:
        """Go to a page of the site; it must be there."""
        response = self.page.goto(self.address + path)
        assert response is not None
        assert response.ok, (path, response.status)

    def begin(self, **choices: str) -> None:
        """From the first page to the first question."""
        self.open("/")
        self.page.get_by_role("link", name=re.compile("^Begin( another sitting)?$")).first.click()
        for name, value in {**CHOICES, **choices}.items():
            self.page.locator(f'input[name="{name}"][value="{value}"]').check()
        self.page.get_by_role("button", name="Start").click()
        self.page.get_by_role("link", name="Begin", exact=True).click()

    def fill(self) -> dict[str, str]:
        """Answer the question on the page without leaving it; what was chosen, by field."""
        values = self.answers()
        if self.clock:
            self.page.clock.fast_forward(READING_MILLISECONDS)
        for name, value in values.items():
            self.choose(name, value)
        return values

    def answers(self) -> dict[str, str]:
        """What this person would answer here."""
        chosen = self.mind._answer(self.item, self.page.content())
        return {name: str(value) for name, value in chosen.items()}

    def choose(self, name: str, value: str) -> None:
        """Choose one step, or type a number."""
        if isinstance(self.item, NumberItem):
            self.page.locator(f'input[name="{name}"]').fill(value)
        else:
            self.page.locator(f'input[name="{name}"][value="{value}"]').check()

    def go_on(self) -> None:
        """Continue to the next page."""
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            self.page.get_by_role("button", name="Continue").click()

    def answer_all(self) -> int:
        """Answer question after question until the review; how many there were."""
        count = 0
        while not self.path.endswith("/review"):
            if self.path.endswith("/enough"):
                self.page.get_by_role("link", name="Go on", exact=True).click()
            self.fill()
            self.go_on()
            count += 1
            assert count < 100, "the form does not end"
        return count

    def find(self, kind: type[Item]) -> None:
        """Open the first question of a kind in the sitting that is open."""
        attempt = self.path.split("/")[2]
        self.open(f"/take/{attempt}/review")
        for link in self.page.locator("main table a").all():
            path = link.get_attribute("href") or ""
            if isinstance(self.catalog.items[path.rsplit("/", 1)[-1]], kind):  # type: ignore[index]
                self.open(path)
                return
        raise AssertionError(f"no {kind.__name__} in this form")

    def saved_state(self) -> str:
        """What the page says about saving."""
        return self.page.locator("[data-saved]").inner_text()

    def chosen(self) -> list[str]:
        """The steps that are chosen on the page."""
        return [
            box.get_attribute("value") or ""
            for box in self.page.locator("main input:checked").all()
        ]
