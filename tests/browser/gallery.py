"""Screenshots of every page and state: ``python -m tests.browser.gallery [--out screenshots]``.

Desktop and phone width, light and dark, from a server and people of its own.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, FloatRect, Page, ViewportSize, sync_playwright

from assessment.documents.pdf import Press
from assessment.ingest import load_catalog
from tests.browser.account_sights import EVERY_SIGHT
from tests.browser.app_process import PROJECT, AppProcess
from tests.browser.chromium import NAMES, chromium_path, launch
from tests.browser.sights import People, Sight
from tests.browser.windows import DESKTOP, PHONE
from tests.documents.every_document import DOCUMENTS

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
    Picture(name="result", sight="result", viewport=DESKTOP, height=1065),
    Picture(name="result-dark", sight="result", viewport=DESKTOP, height=1065, scheme="dark"),
    Picture(name="plan", sight="plan", viewport=DESKTOP, height=860, start=".timeline"),
    Picture(name="client", sight="client", viewport=DESKTOP, height=1000),
    Picture(name="brief", sight="brief-faults", viewport=DESKTOP, height=1000),
    Picture(name="question-phone", sight="judgement-answered", viewport=PHONE, height=900),
    Picture(name="result-phone", sight="result", viewport=PHONE, height=1270),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedPage:
    """One page of a document, as it lies on a table."""

    name: str
    document: str
    page: int = 1


PRINTED = (
    PrintedPage(name="pdf-report", document="gap-report"),
    PrintedPage(name="pdf-plan", document="plan"),
    PrintedPage(name="pdf-preparation", document="preparation"),
    PrintedPage(name="pdf-brief", document="brief", page=2),
    PrintedPage(name="pdf-kit", document="interview-kit", page=2),
)
DOTS_PER_INCH = 90
PATIENCE_SECONDS = 300.0
COLOURS = 96
"""Enough for pages of eight inks, and a third of the bytes."""


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
    chosen = [sight for sight in EVERY_SIGHT if not options.only or sight.name in options.only]
    catalog = load_catalog(PROJECT / "content")
    with (
        tempfile.TemporaryDirectory() as folder,
        AppProcess(Path(folder) / "var") as server,
        sync_playwright() as playwright,
    ):
        browser = launch(playwright, path)
        if options.best:
            shoot_best(browser, People(server.address, catalog, server.var_dir), options.out)
            shoot_printed(Path(folder), options.out)
            for path in options.out.glob("*.png"):
                picture = Image.open(path).convert("RGB")
                # The target's colour is rare and must not be dropped for one more grey.
                few = picture.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE)
                few.save(path, optimize=True)
            return 0
        for device, viewport, scheme in LOOKS:
            if options.looks and f"{device}-{scheme}" not in options.looks:
                continue
            # Some sights leave traces, so each look gets people of its own.
            people = People(server.address, catalog, server.var_dir)
            for sight in chosen:
                name = f"{sight.name}-{device}-{scheme}.png"
                with opened(browser, people, sight, viewport, scheme) as page:
                    page.screenshot(path=options.out / name, full_page=True)
        browser.close()
    sys.stderr.write(f"{len(chosen)} sights are in {options.out}\n")
    return 0


def shoot_best(browser: Browser, people: People, folder: Path) -> None:
    """The pictures that the documents show."""
    sights = {sight.name: sight for sight in EVERY_SIGHT}
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


def shoot_printed(work: Path, folder: Path) -> None:
    """The pages of documents that the documents show, by poppler."""
    press = Press(work / "press", deadline_seconds=PATIENCE_SECONDS)
    for picture in PRINTED:
        path = work / f"{picture.document}.pdf"
        path.write_bytes(press.make_pdf(DOCUMENTS[picture.document]("A4")))
        subprocess.run(
            [
                *("pdftoppm", "-png", "-singlefile", "-r", str(DOTS_PER_INCH)),
                *("-f", str(picture.page), "-l", str(picture.page)),
                *(str(path), str(folder / picture.name)),
            ],
            check=True,
        )
    press.close()


@contextmanager
def opened(
    browser: Browser, people: People, sight: Sight, viewport: ViewportSize, scheme: str
) -> Iterator[Page]:
    """A window on one sight, with its fonts and pictures there."""
    who = people.called(sight.who)
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
