"""Which Chromium drives the pages, and how is it started?"""

import shutil

from playwright.sync_api import Browser, Playwright

NAMES = ("chromium", "google-chrome")
QUIET = (
    "--no-sandbox",  # tests may run as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium_path() -> str | None:
    """The installed browser; nothing is ever downloaded."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def launch(playwright: Playwright, path: str) -> Browser:
    """A browser without a window that asks nobody but the pages it is sent to."""
    return playwright.chromium.launch(executable_path=path, args=[*QUIET])
