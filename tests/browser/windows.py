"""Through which windows does a test look at the pages, and what must never happen in them?"""

import re
from typing import Literal, TypedDict, Unpack

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    ViewportSize,
)

from tests.browser.seeding import Seeded

DESKTOP: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 844}
NARROW: ViewportSize = {"width": 320, "height": 640}
"""The narrowest window that is held (WCAG 1.4.10)."""

TWO_FRAMES = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
"""What the page's scripts do about a new width is done after these."""


class Device(TypedDict, total=False):
    """What a visitor looks at the pages with; all else is an ordinary desktop."""

    viewport: ViewportSize
    java_script_enabled: bool
    has_touch: bool
    is_mobile: bool
    color_scheme: Literal["light", "dark"]
    reduced_motion: Literal["reduce"]


class Windows:
    """The windows one test opens. Each must stay quiet and ask nobody but the server."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.address = address
        self.expected: list[str] = []
        """Patterns of console errors that the test brings about itself."""
        self._browser = browser
        self._contexts: list[BrowserContext] = []
        self._complaints: list[str] = []
        self._elsewhere: list[str] = []

    def open(self, person: Seeded | None = None, **device: Unpack[Device]) -> Page:
        """A page in a fresh profile, as somebody or as nobody."""
        device.setdefault("viewport", DESKTOP)
        context = self._browser.new_context(**device)
        context.set_default_timeout(10_000)
        self._contexts.append(context)
        if person is not None:
            context.add_cookies(person.browser_cookies())
        context.on("request", self._watch_request)
        context.on("console", self._watch_console)
        context.on("weberror", lambda error: self._complaints.append(str(error.error)))
        return context.new_page()

    def _watch_request(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self._elsewhere.append(request.url)

    def _watch_console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self._complaints.append(f"{message.type}: {message.text}")

    def close(self) -> None:
        for context in self._contexts:
            context.close()
        unexpected = [
            line for line in self._complaints if not any(re.search(p, line) for p in self.expected)
        ]
        assert unexpected == [], f"the browser complained: {unexpected}"
        assert self._elsewhere == [], "a page asked another host"


def cut_off(page: Page) -> list[str]:
    """What the window does not hold: the page if it scrolls sideways, and boxes that cut words."""
    found: list[str] = page.evaluate(
        """() => {
          const root = document.documentElement, over = root.scrollWidth - window.innerWidth;
          const cut = [...document.querySelectorAll("body *")].filter(e => {
            const s = getComputedStyle(e);
            return !e.closest(".scroll, svg, .skip-link") && s.position !== "absolute"
              && s.overflowX !== "visible" && e.scrollWidth > e.clientWidth + 1
              && !["INPUT", "TEXTAREA", "PROGRESS"].includes(e.tagName);
          });
          const wide = over <= 0 ? [] : [...document.querySelectorAll("main *")].filter(
            e => !e.closest(".scroll") && e.getBoundingClientRect().right > window.innerWidth + .5);
          return [
            ...(over > 0 ? [`the page scrolls sideways by ${over}`] : []),
            ...[...cut, ...wide.slice(-3)].map(e => e.outerHTML.slice(0, 160)),
          ];
        }"""
    )
    return found
