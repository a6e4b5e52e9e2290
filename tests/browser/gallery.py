"""Screenshots of every page and state: ``python -m tests.browser.gallery [--out screenshots]``.

Desktop and phone width, light and dark, from a server and people of its own.
"""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Browser, ViewportSize, sync_playwright

from assessment.ingest import load_catalog
from tests.browser.app_process import PROJECT, AppProcess
from tests.browser.chromium import NAMES, chromium_path, launch
from tests.browser.seeding import Seeded
from tests.browser.sights import SIGHTS, People, Sight
from tests.browser.windows import DESKTOP, PHONE

LOOKS: tuple[tuple[str, ViewportSize, str], ...] = (
    ("desktop", DESKTOP, "light"),
    ("desktop", DESKTOP, "dark"),
    ("phone", PHONE, "light"),
    ("phone", PHONE, "dark"),
)


def main(arguments: Sequence[str]) -> int:
    """Make the pictures; exit status 1 where there is no browser to make them with."""
    parser = argparse.ArgumentParser(prog="./dev shots", description=__doc__)
    parser.add_argument("--out", type=Path, default=PROJECT / "screenshots", help="folder")
    parser.add_argument("--only", nargs="*", default=[], help="names of sights, such as: home plan")
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
        for device, viewport, scheme in LOOKS:
            if options.looks and f"{device}-{scheme}" not in options.looks:
                continue
            # Some sights leave traces, so each look gets people of its own.
            people = People(server.address, catalog)
            for sight in chosen:
                name = f"{sight.name}-{device}-{scheme}.png"
                shoot(browser, people, sight, viewport, scheme, options.out / name)
        browser.close()
    sys.stderr.write(f"{len(chosen)} sights are in {options.out}\n")
    return 0


def shoot(
    browser: Browser,
    people: People,
    sight: Sight,
    viewport: ViewportSize,
    scheme: str,
    target: Path,
) -> None:
    """One picture of the whole page."""
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
    page.screenshot(path=target, full_page=True)
    context.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
