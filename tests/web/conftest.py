"""The fixtures of the web tests: the real app on a real SQLite file with the shipped content."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from assessment.domain.catalog import Catalog
from assessment.services.catalogs import CatalogShelf
from assessment.services.settings import PROJECT, Settings, read_settings
from assessment.web import create_app
from tests.store.databases import migrated_file
from tests.web.signed_in import make_account, sign_in, signed_in, with_second_step
from tests.web.sitter import Sitter, speak_pseudo


@pytest.fixture(scope="session")
def shipped_shelf() -> CatalogShelf:
    return CatalogShelf.from_content(PROJECT / "content")


@pytest.fixture(scope="session")
def catalog(shipped_shelf: CatalogShelf) -> Catalog:
    return shipped_shelf.current


@pytest.fixture
def variables() -> dict[str, str]:
    """What stands in the environment beside the usual; a module says otherwise by its own."""
    return {}


@pytest.fixture
def settings(tmp_path: Path, variables: dict[str, str]) -> Settings:
    place = tmp_path / "var"
    place.mkdir()
    (place / "cto-readiness.db").write_bytes(migrated_file())
    usual = {"CTO_VAR_DIR": str(place), "CTO_SECRET_KEY": "k" * 40}
    return read_settings(usual | variables)


@pytest.fixture
def app(settings: Settings, shipped_shelf: CatalogShelf) -> Iterator[Flask]:
    app = create_app(settings, shelf=shipped_shelf)
    yield app
    app.extensions["press"].close()
    app.extensions["database"].close()


@pytest.fixture
def ada(app: Flask, catalog: Catalog, variables: dict[str, str]) -> Sitter:
    """An aspirant in her own browser, who reads in the pseudo-language where it is spoken."""
    ada = Sitter(app.test_client(), catalog)
    if "CTO_PSEUDO_LANGUAGE" in variables:
        speak_pseudo(ada.client)
    return ada


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


@pytest.fixture
def ada_with_account(app: Flask) -> Sitter:
    """An aspirant who signed in, in her own browser."""
    return signed_in(app, "ada@example.org", "Ada Aspirant")


@pytest.fixture
def ben(app: Flask) -> Sitter:
    """A coach; tests give him Ada's grant."""
    return signed_in(app, "ben@example.org", "Ben Coach")


@pytest.fixture
def cleo(app: Flask) -> Sitter:
    """A coach whom nobody has given anything."""
    return signed_in(app, "cleo@example.org", "Cleo Coach")


@pytest.fixture
def dana(app: Flask) -> Sitter:
    """Who leads hiring in a company."""
    return signed_in(app, "dana@example.org", "Dana Lead")


@pytest.fixture
def operator(app: Flask) -> Sitter:
    """Who runs the installation, signed in by two steps."""
    account = make_account(app, "olga@example.org", "Olga Operator", operator=True)
    return sign_in(app, with_second_step(app, account))
