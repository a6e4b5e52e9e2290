"""Screenshots of every page and state: ``python -m tests.browser.gallery [--out screenshots]``.

Desktop and phone width, light and dark, from a server and people of its own.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, FloatRect, Page, ViewportSize, sync_playwright

from assessment.ingest import load_catalog
from tests.browser.app_process import PROJECT, AppProcess
from tests.browser.chromium import NAMES, chromium_path, launch
from tests.browser.seeding import Seeded
from tests.browser.sights import SIGHTS, People, Sight
from tests.browser.windows import DESKTOP, PHONE

MARGIN = 60

LOOKS: tuple[tuple[str, ViewportSize, str], ...] = (
    ("desktop", DESKTOP, "light"),
    ("desktop", DESKTOP, "dark"),
    ("phone", PHONE, "light"),
    ("phone", PHONE, "dark"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One of the few pictures that documents show: a part of a sight."""

    name: str
    sight: str
    viewport: ViewportSize
    height: int
    scheme: str = "light"
    start: str = "body"
    """The part begins at the top of the first element that this selector finds."""


BEST = (
    Picture(name="home", sight="home", viewport=DESKTOP, height=850),
    Picture(name="question", sight="judgement-answered", viewport=DESKTOP, height=800),
    Picture(name="exhibit", sight="exhibit", viewport=DESKTOP, height=1000),
    Picture(name="result", sight="result", viewport=DESKTOP, height=1065),
    Picture(name="result-dark", sight="result", viewport=DESKTOP, height=1065, scheme="dark"),
    Picture(name="answers", sight="answers", viewport=DESKTOP, height=980),
    Picture(name="plan", sight="plan", viewport=DESKTOP, height=860, start=".timeline"),
    Picture(name="lesson", sight="lesson", viewport=DESKTOP, height=980),
    Picture(name="question-phone", sight="judgement-answered", viewport=PHONE, height=900),
    Picture(name="result-phone", sight="result", viewport=PHONE, height=1270),
)


def main(arguments: Sequence[str]) -> int:
    """Make the pictures; exit status 1 where there is no browser to make them with."""
    parser = argparse.ArgumentParser(prog="./dev shots", description=__doc__)
    parser.add_argument("--out", type=Path, default=PROJECT / "screenshots", help="folder")
    parser.add_argument("--only", nargs="*", default=[], help="names of sights, such as: home plan")
    parser.add_argument("--best", action="store_true", help="the few pictures of docs/gallery")
    parser.add_argument("--looks", nargs="*", default=[], help="such as: desktop-light phone-dark")
    options = parser.parse_args(arguments)
    path = chromium_path()
    if path is None:
        sys.stderr.write(f"no browser: install one of {', '.join(NAMES)}\n")
        return 1
    options.out.mkdir(parents=True, exist_ok=True)
    chosen = [sight for sight in SIGHTS if not options.only or sight.name in options.only]
    catalog = load_catalog(PROJECT / "content")
    with (
        tempfile.TemporaryDirectory() as folder,
        AppProcess(Path(folder) / "var") as server,
        sync_playwright() as playwright,
    ):
        browser = launch(playwright, path)
        if options.best:
            shoot_best(browser, People(server.address, catalog), options.out)
            return 0
        for device, viewport, scheme in LOOKS:
            if options.looks and f"{device}-{scheme}" not in options.looks:
                continue
            # Some sights leave traces, so each look gets people of its own.
            people = People(server.address, catalog)
            for sight in chosen:
                name = f"{sight.name}-{device}-{scheme}.png"
                with opened(browser, people, sight, viewport, scheme) as page:
                    page.screenshot(path=options.out / name, full_page=True)
        browser.close()
    sys.stderr.write(f"{len(chosen)} sights are in {options.out}\n")
    return 0


def shoot_best(browser: Browser, people: People, folder: Path) -> None:
    """The pictures that the documents show."""
    sights = {sight.name: sight for sight in SIGHTS}
    for picture in BEST:
        with opened(
            browser, people, sights[picture.sight], picture.viewport, picture.scheme
        ) as page:
            box = page.locator(picture.start).first.bounding_box()
            above = max(0.0, box["y"] - MARGIN) if box else 0.0
            clip: FloatRect = {
                "x": 0,
                "y": above,
                "width": picture.viewport["width"],
                "height": picture.height,
            }
            page.screenshot(path=folder / f"{picture.name}.png", full_page=True, clip=clip)


@contextmanager
def opened(
    browser: Browser, people: People, sight: Sight, viewport: ViewportSize, scheme: str
) -> Iterator[Page]:
    """A window on one sight, with its fonts and pictures there."""
    who: Seeded = getattr(people, sight.who)
    context = browser.new_context(
        viewport=viewport,
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
        device_scale_factor=1 if viewport is DESKTOP else 2,
    )
    context.add_cookies(who.browser_cookies())
    page = context.new_page()
    sight.show(page, people)
    page.evaluate("document.fonts.ready")
    for image in page.locator("img[loading=lazy]").all():
        if image.is_visible():
            image.evaluate("picture => { picture.loading = 'eager'; return picture.decode(); }")
    yield page
    context.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
