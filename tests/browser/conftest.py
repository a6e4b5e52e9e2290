"""The fixtures of the browser tests: the real server, one Chromium, people with results."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from assessment.domain.catalog import Catalog
from assessment.domain.language import speaking
from assessment.ingest import load_catalog
from assessment.services.languages import pseudo_language
from tests.browser.app_process import PROJECT, AppProcess
from tests.browser.chromium import NAMES, chromium_path, launch
from tests.browser.sights import People
from tests.browser.visitor import Visitor
from tests.browser.windows import Windows


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return load_catalog(PROJECT / "content")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppProcess]:
    with AppProcess(tmp_path_factory.mktemp("browser") / "var") as process:
        yield process
        assert " broken " not in process.log_text(), "a page answered 500; see the server's log"


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    path = chromium_path()
    if path is None:
        reason = f"THE BROWSER TESTS DO NOT RUN: none of {', '.join(NAMES)} is installed"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = launch(playwright, path)
        yield browser
        browser.close()


@pytest.fixture
def windows(chromium: Browser, server: AppProcess) -> Iterator[Windows]:
    windows = Windows(chromium, server.address)
    yield windows
    windows.close()


@pytest.fixture
def ada(windows: Windows, catalog: Catalog) -> Visitor:
    """An aspirant at a desk, with JavaScript; reading takes no real time."""
    return Visitor(windows.open(), catalog, windows.address, clock=True)


@pytest.fixture(scope="session")
def people(server: AppProcess, catalog: Catalog) -> People:
    return People(server.address, catalog, server.var_dir)


@pytest.fixture(scope="module")
def pseudo_people(tmp_path_factory: pytest.TempPathFactory, catalog: Catalog) -> Iterator[People]:
    """People who were made, and read, in the pseudo-language; the test itself speaks it."""
    folder = tmp_path_factory.mktemp("pseudo") / "var"
    with (
        AppProcess(folder, settings={"CTO_PSEUDO_LANGUAGE": "1"}) as process,
        speaking(pseudo_language()),
    ):
        yield People(process.address, catalog, process.var_dir)
        assert " broken " not in process.log_text(), "a page answered 500; see the server's log"
