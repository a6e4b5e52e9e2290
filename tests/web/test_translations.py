"""Content in another language: what is translated is read in it, what is not says that it is not.

There is no real translation yet: the pseudo-language stands for one, with a pack for a part of the
shipped content in a content folder of its own.
"""

import io
import json
import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pikepdf
import pytest
from flask import Flask
from sqlalchemy import MetaData, create_engine, select

from assessment.domain.areas import FacetId
from assessment.domain.bank import ItemId
from assessment.domain.catalog import Catalog
from assessment.domain.items import DemonstratedUnit, SelfRating
from assessment.domain.translations import Pack
from assessment.ingest.tree import read_tree
from assessment.services.catalogs import CatalogShelf
from assessment.services.languages import PSEUDO, pseudo
from assessment.services.settings import PROJECT, Settings, read_settings
from assessment.web import create_app
from tests.store.databases import migrated_file
from tests.translating import accented, write_pack
from tests.web.sitter import Sitter
from tests.web.test_every_word import speak_pseudo
from tests.web.test_plan import made

QUESTION = pseudo("This question has not been translated yet.")
STEP = pseudo("This step has not been translated yet.")
LEFT_IN_ENGLISH = ("items/finance", "lessons/finance", "areas/governance.md", "pages/method.md")
"""What the pack lacks; every second plan action is lacking too."""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped content with most of it translated."""
    root = tmp_path_factory.mktemp("translated") / "content"
    shutil.copytree(PROJECT / "content", root)
    files = read_tree(root)
    some = [p for p in sorted(files) if not p.startswith(LEFT_IN_ENGLISH)]
    actions = [p for p in some if p.startswith("actions/")]
    write_pack(root, files, [p for p in some if p not in actions[::2]])
    return root


@pytest.fixture(scope="module")
def translated_shelf(root: Path) -> CatalogShelf:
    return CatalogShelf.from_content(root)


@pytest.fixture(scope="module")
def catalog(translated_shelf: CatalogShelf) -> Catalog:
    return translated_shelf.current


@pytest.fixture(scope="module")
def pack(translated_shelf: CatalogShelf) -> Pack:
    found = translated_shelf.pack(PSEUDO)
    assert found is not None
    assert len(found.translations) > 300
    return found


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    place = tmp_path / "var"
    place.mkdir()
    (place / "cto-readiness.db").write_bytes(migrated_file())
    return read_settings(
        {"CTO_VAR_DIR": str(place), "CTO_SECRET_KEY": "k" * 40, "CTO_PSEUDO_LANGUAGE": "1"}
    )


@pytest.fixture
def app(settings: Settings, translated_shelf: CatalogShelf) -> Iterator[Flask]:
    app = create_app(settings, shelf=translated_shelf)
    yield app
    app.extensions["press"].close()
    app.extensions["database"].close()


@pytest.fixture
def ada(app: Flask, catalog: Catalog) -> Sitter:
    """An aspirant who reads in the pseudo-language."""
    ada = Sitter(app.test_client(), catalog)
    speak_pseudo(ada.client)
    return ada


def tag_of(page: str, words: str) -> str:
    """The opening tag of the element of the page's body that begins with these words."""
    found = re.search(r"<[^<>]*>\s*" + re.escape(words), page[page.index("<main") :])
    assert found, words
    return found[0][: found[0].index(">") + 1]


def test_a_question_is_asked_in_its_translation_or_says_that_it_has_none(
    ada: Sitter, catalog: Catalog
) -> None:
    ada.begin()
    page = ada.text(f"/take/{ada.attempt}/review")
    asked = [ItemId(i) for i in re.findall(rf'href="/take/{ada.attempt}/([a-z0-9-]+)"', page)]
    seen = {True: 0, False: 0}
    for name in dict.fromkeys(i for i in asked if i in catalog.items):
        item = catalog.items[name]
        if not isinstance(item, DemonstratedUnit):
            continue
        page = unescape(ada.text(f"/take/{ada.attempt}/{name}"))
        english = item.area == "finance"
        seen[english] += 1
        assert (QUESTION in page) == english
        shown = item.title if english else pseudo(item.title)
        assert ('lang="en"' in tag_of(page, shown)) == english
        stem = re.search(r'<div class="story"([^>]*)>', page)
        assert stem is not None
        assert ('lang="en"' in stem[1]) == english
        first = item.stem.source.split("\n")[0].split()[0]
        assert (first if english else accented(first)) in page
    assert min(seen.values()) >= 3, seen


def test_a_reader_of_english_sees_no_mark_and_no_translation(app: Flask, catalog: Catalog) -> None:
    ada = Sitter(app.test_client(), catalog)
    ada.begin(form="quick")
    for path in (f"/take/{ada.attempt}", "/learn", "/pages/method", "/begin", "/"):
        page = ada.text(path)
        assert "⟦" not in page.replace(pseudo("English"), "")
        assert ' lang="en"' not in page.replace('<html lang="en"', "")


def test_lessons_and_pages_are_read_in_their_translation_or_say_so(
    ada: Sitter, catalog: Catalog
) -> None:
    note = pseudo("This lesson has not been translated yet.")
    lesson = catalog.lessons[FacetId("st1")]
    page = unescape(ada.text("/learn/st1"))
    assert note not in page
    assert f"<h1>{pseudo(lesson.title)}</h1>" in page
    assert accented(lesson.coach_asks[0]) in page
    lesson = catalog.lessons[FacetId("bf1")]
    page = unescape(ada.text("/learn/bf1"))
    assert note in page
    assert f'<h1 lang="en">{lesson.title}</h1>' in page
    note = pseudo("This page has not been translated yet.")
    assert note in ada.text("/pages/method")
    assert note not in ada.text("/pages/glossary")


def test_a_result_speaks_the_language_and_its_record_does_not(
    ada: Sitter, catalog: Catalog, app: Flask, pack: Pack
) -> None:
    ada.finish()
    at = f"/results/{ada.attempt}"
    strategy = catalog.areas[next(a for a in catalog.areas if a == "strategy")]
    governance = catalog.areas[next(a for a in catalog.areas if a == "governance")]
    page = unescape(ada.text(at))
    assert pseudo(strategy.title) in page
    assert f">{strategy.title}<" not in page
    assert governance.title in page
    answers = unescape(ada.text(f"{at}/answers"))
    assert QUESTION in answers
    assert f'<h2 lang="en">{governance.title}</h2>' in answers
    printed = unescape(ada.text(f"{at}/print"))
    assert pseudo(strategy.anchors[2]) in printed
    assert f'<td lang="en">{governance.anchors[2]}</td>' in printed
    target = unescape(ada.text(f"{at}/target"))
    assert pseudo(catalog.profiles[next(iter(catalog.profiles))].title) in target
    record = ada.client.get(f"{at}/result.json").get_data(as_text=True)
    assert "⟦" not in record
    assert strategy.title in {area["title"] for area in json.loads(record)["areas"]}
    pdf = ada.client.get(f"{at}/report.pdf")
    assert pdf.status_code == 200
    with pikepdf.open(io.BytesIO(pdf.data)) as document:
        assert str(document.Root.Lang) == PSEUDO
        assert bytes(document.attachments["result.json"].get_file().read_bytes()).decode() == record
    assert stored_words(app, pack) == ""


def stored_words(app: Flask, pack: Pack) -> str:
    """Every translated text that stands anywhere in the database, a line each."""
    engine = create_engine(f"sqlite:///{app.extensions['settings'].var_dir}/cto-readiness.db")
    tables = MetaData()
    tables.reflect(engine)
    with engine.connect() as connection:
        rows = [
            value
            for table in tables.sorted_tables
            for row in connection.execute(select(table))
            for value in row
            if isinstance(value, str)
        ]
    engine.dispose()
    everything = "\n".join(rows)
    assert len(everything) > 1000
    return "\n".join(words for words in pack.own if len(words) > 6 and words in everything)


def test_a_plan_is_stored_in_english_and_read_in_the_language(
    ada: Sitter, app: Flask, pack: Pack
) -> None:
    ada.finish()
    plan = made(ada)
    page = unescape(ada.text(plan))
    titles = re.findall(r"<h3([^>]*)>\d+ · ([^<]+)</h3>", page)
    english = [t for mark, t in titles if mark == ' lang="en"']
    other = [t for mark, t in titles if not mark]
    assert len(english) >= 3
    assert len(other) >= 3
    assert all("⟦" in title for title in other)
    assert not any("⟦" in title for title in english)
    assert page.count(STEP) == len(english)
    markdown = unescape(ada.text(f"{plan}/plan.md"))
    assert all(title in markdown for title in english[:3])
    assert stored_words(app, pack) == ""


def test_self_ratings_and_scales_are_in_the_language(ada: Sitter, catalog: Catalog) -> None:
    ada.begin(form="quick")
    path = ada.client.get(f"/take/{ada.attempt}").headers["Location"]
    item = ada.item_at(path)
    assert isinstance(item, SelfRating)
    page = unescape(ada.text(path))
    english = item.area == "governance"
    assert english or pseudo(catalog.areas[item.area].anchors[0]) in page


def test_a_reload_takes_new_translations_although_the_revision_stays(
    tmp_path: Path,
) -> None:
    root = tmp_path / "content"
    shutil.copytree(PROJECT / "content", root)
    shelf = CatalogShelf.from_content(root)
    before, revision = shelf.pack(PSEUDO), shelf.current.revision
    write_pack(root, read_tree(root), ["pages/glossary.md"])
    assert shelf.reload() == ()
    after = shelf.pack(PSEUDO)
    assert before is not None
    assert after is not None
    assert (len(before.translations), len(after.translations)) == (0, 1)
    assert shelf.current.revision == revision
