"""The fixtures of the web tests: the real app on a real SQLite file with the shipped content."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from assessment.domain.catalog import Catalog
from assessment.services.catalogs import CatalogShelf
from assessment.services.settings import PROJECT, Settings, read_settings
from assessment.web import create_app
from tests.web.sitter import Sitter


@pytest.fixture(scope="session")
def shipped_shelf() -> CatalogShelf:
    return CatalogShelf.from_content(PROJECT / "content")


@pytest.fixture(scope="session")
def catalog(shipped_shelf: CatalogShelf) -> Catalog:
    return shipped_shelf.current


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return read_settings({"CTO_VAR_DIR": str(tmp_path / "var"), "CTO_SECRET_KEY": "k" * 40})


@pytest.fixture
def app(settings: Settings, shipped_shelf: CatalogShelf) -> Iterator[Flask]:
    app = create_app(settings, shelf=shipped_shelf)
    yield app
    app.extensions["press"].close()
    app.extensions["database"].close()


@pytest.fixture
def ada(app: Flask, catalog: Catalog) -> Sitter:
    """An aspirant in her own browser."""
    return Sitter(app.test_client(), catalog)


@pytest.fixture
def eve(app: Flask, catalog: Catalog) -> Sitter:
    """Somebody else in another browser, with a sitting of their own."""
    eve = Sitter(app.test_client(), catalog, seed=9)
    eve.begin(form="quick")
    return eve


@pytest.fixture
def nobody(app: Flask, catalog: Catalog) -> Sitter:
    """A browser that has never been here."""
    return Sitter(app.test_client(), catalog)
